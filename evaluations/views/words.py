"""Words of the working pages: an answer's value, a time, a state."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import formats, timezone

from channels_catalog.schema import Catalog
from evaluations.wording import MATCH_WORDS

# What a grade leaves open on either side of the answer (method section 2), as the scale shows it.
HALF_WIDTH_SIGNS = {"measured": "±0", "observed": "±⅛", "reported": "±¼", "assumed": "±½"}
FIGHTS_UP_TO = 1
STATE_WORDS = {"submitted": "Submitted", "archived": "Archived"}


def spoken_time(at: datetime, now: datetime) -> str:
    """A moment as people say it: today, 14:32; yesterday; 9 November; 9 November 2025."""
    here, today = timezone.localtime(at), timezone.localtime(now).date()
    if here.date() == today:
        return f"today, {formats.date_format(here, 'H:i')}"
    if here.date() == today - timedelta(days=1):
        return "yesterday"
    return formats.date_format(here, "j F" if here.year == today.year else "j F Y")


def clock_words(at: datetime, now: datetime) -> str:
    """When something was saved: 14:32 today, else the day."""
    here = timezone.localtime(at)
    if here.date() == timezone.localtime(now).date():
        return formats.date_format(here, "H:i")
    return spoken_time(at, now)


def level_label(catalog: Catalog, level: int) -> str:
    """The word of a level: No, Slightly, Partly, Mostly, Yes."""
    return next(entry.label for entry in catalog.scale.levels if entry.level == level)


def grade_label(catalog: Catalog, grade: str) -> str:
    return next((entry.label for entry in catalog.scale.grades if entry.key == grade), grade)


def rating_words(catalog: Catalog, fields: Mapping[str, Any] | None) -> str:
    """The rating of a stored answer in words: “Mostly, observed”, “Does not apply: …”, “Unanswered”."""
    if not fields:
        return "Unanswered"
    if fields["na"]:
        words = f"Does not apply: {fields['na_reason']}"
    elif fields["level"] is None:
        words = "Unanswered"
    else:
        words = (
            f"{level_label(catalog, fields['level'])}, {grade_label(catalog, fields['grade'] or '').lower()}"
        )
    return words if fields.get("designable", True) else f"{words}; cannot be designed in"


def state_words(status: str, *, answered: int, total: int) -> str:
    """Where an evaluation stands."""
    if status in STATE_WORDS:
        return STATE_WORDS[status]
    if answered == 0:
        return "Not started"
    return "All answered" if answered >= total else "In progress"


def match_words(level: int) -> str:
    """How a path suits a growth model, as a verb phrase after the path's name."""
    return MATCH_WORDS[level]

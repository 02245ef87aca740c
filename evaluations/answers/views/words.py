"""Words of an answer's value on its pages."""

from collections.abc import Mapping
from typing import Any

from channels_catalog.schema import Catalog
from evaluations.vocabulary import MATCH_WORDS

FIGHTS_UP_TO = 1


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


def match_words(level: int) -> str:
    """How a path suits a growth model, as a verb phrase after the path's name."""
    return MATCH_WORDS[level]

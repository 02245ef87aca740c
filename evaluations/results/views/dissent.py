"""Who holds another answer than the one that stands, as the result tells it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from distmap.times import spoken_time
from evaluations.answers.queries import checklist_of
from evaluations.answers.views.rows import row_id
from evaluations.inputs import Group, Item
from evaluations.kept import Disagreement, HeldRating
from evaluations.models import Evaluation
from evaluations.versions.values import present_dissent
from evaluations.wording import apart_words, dissent_sentence, held_words, holder, more_sentence


def dissent_of(evaluation: Evaluation, now: datetime) -> dict[str, Any] | None:
    """The sentence and the rows, the largest distance first; None where nobody disagrees."""
    asked = checklist_of(evaluation)
    found = present_dissent(evaluation, asked)
    if not found.shown:
        return None
    places: dict[str, tuple[Group, Item]] = {
        item.key: (group, item) for group in asked.groups for item in group.items
    }
    return {
        "sentence": dissent_sentence(found),
        "more": more_sentence(found),
        "count": found.ratings,
        "rows": [_row(evaluation, each, places, now) for each in found.shown],
    }


def _row(
    evaluation: Evaluation, each: Disagreement, places: Mapping[str, tuple[Group, Item]], now: datetime
) -> dict[str, Any]:
    group, item = places[each.item]
    sheet = reverse("answer_sheet", args=[evaluation.pk, group.key])
    return {
        "name": item.name, "place": group.name, "address": f"{sheet}#{row_id(item.key)}",
        "stands": _held(each.standing, now), "held": _held(each.held, now),
        "apart": apart_words(each), "note": each.held.note or each.held.na_reason,
    }  # fmt: skip


def _held(held: HeldRating, now: datetime) -> dict[str, str]:
    at = datetime.fromisoformat(held.at)
    return {"words": held_words(held), "who": holder(held), "at": held.at, "when": spoken_time(at, now)}

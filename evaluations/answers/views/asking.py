"""The next question worth asking from where one stands, and what each answer to it would say."""

from collections.abc import Sequence
from typing import Any

from evaluations.answers.views.checklist_pages import ChecklistPage
from evaluations.answers.views.judging import Told
from evaluations.answers.views.rows import row_id
from evaluations.answers.views.words import level_label
from evaluations.scoring.constants import GROWTH_MODEL
from evaluations.wording import Question

LOOKED_THROUGH = 40


def next_question(sheet: ChecklistPage, told: Told) -> dict[str, Any] | None:
    """The best question of the whole evaluation, and the best one on this page where that is another."""
    found = told.questions
    if not found:
        return None
    question, keys = found[0], {item.key for item in sheet.group.items}
    here = next((each for each in found if each.item in keys), None)
    own = sheet.group.key in question.paths
    path = sheet.group.key if own else question.paths[0] if question.paths else ""
    return {
        "question": question,
        "place": _place(sheet, question),
        "here": _place(sheet, here) | {"name": here.name} if here and here is not question else None,
        "next_row": row_id(here.item) if here else "",
        "outcomes": outcomes_of(sheet, told, path, question.item),
        "path": told.names.path(path) if path else "",
    }


def _place(sheet: ChecklistPage, question: Question) -> dict[str, Any]:
    """Where it is answered: the group and the row, with the question's number; the growth model has a page."""
    for group in sheet.checklist.groups:
        for number, item in enumerate(group.items, start=1):
            if item.key == question.item:
                return {
                    "group": group,
                    "row": row_id(item.key),
                    "number": number,
                    "is_here": group == sheet.group,
                }
    return {"growth_model": question.item == GROWTH_MODEL}


def outcomes_of(sheet: ChecklistPage, told: Told, key: str, item: str) -> list[dict[str, str]]:
    """The verdict at each level, were it measured and all else as it stands; from Yes down, equal ones together."""
    verdicts = told.measured(key, item)
    if len(set(verdicts)) < 2:
        return []
    levels: list[tuple[str, list[int]]] = []
    for level, verdict in reversed(list(enumerate(verdicts))):
        if levels and levels[-1][0] == verdict:
            levels[-1][1].append(level)
        else:
            levels.append((verdict, [level]))
    return [{"verdict": verdict, "levels": _levels(sheet, found)} for verdict, found in levels]


def _levels(sheet: ChecklistPage, levels: Sequence[int]) -> str:
    """One level, two with “or”, more from lowest to highest."""
    words = [level_label(sheet.catalog, level) for level in sorted(levels)]
    return f"{words[0]} to {words[-1]}" if len(words) > 2 else " or ".join(words)

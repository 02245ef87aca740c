"""The live panel: how far fit and support are known, drawn as ranges that narrow, and the verdict so far."""

from collections.abc import Iterable, Mapping
from typing import Any

from evaluations import scoring
from evaluations.answers.views.asking import LOOKED_THROUGH, next_question
from evaluations.answers.views.checklist_pages import ChecklistPage
from evaluations.answers.views.judging import Reach, Told, reaches, told
from evaluations.answers.views.rows import row_id
from evaluations.inputs import Item, is_answered, scoring_document
from evaluations.models import Answer
from evaluations.results.queries import inputs_of
from evaluations.wording import capitalised, counted, show_range

FUNNEL_STEPS = 5
# A stage of the funnel: its name, and the ends of the range.
Step = tuple[str, float, float]


def exact_panel(sheet: ChecklistPage) -> dict[str, Any]:
    """The exact part, for one path or for all: no draws, so it can come with every save."""
    found = reaches(inputs_of(sheet.evaluation, sheet.answers))
    if sheet.group.kind != "path":
        return {
            "overview": [_standing(group.key, group.name, found.get(group.key)) for group in _paths(sheet)]
        }
    reach = found.get(sheet.group.key)
    return {"standing": _standing(sheet.group.key, sheet.group.name, reach) | _detail(sheet, reach)}


def _paths(sheet: ChecklistPage) -> Iterable[Any]:
    return (group for group in sheet.checklist.groups if group.kind == "path")


def _standing(key: str, name: str, reach: Reach | None) -> dict[str, Any]:
    """Fit and support of one path as ranges; they are missing where nothing of it applies."""
    if reach is None:
        return {"key": key, "name": name, "not_applicable": True}
    return {"key": key, "name": name, "not_applicable": False, "fit": reach.fit, "support": reach.support}


def _detail(sheet: ChecklistPage, reach: Reach | None) -> dict[str, Any]:
    if reach is None:
        return {}
    return {
        "funnel": funnel_of(sheet, reach),
        "bound": [_place(sheet, key) for key in reach.bound],
        "open_words": _open_words(sum(_is_open(sheet, item) for item in sheet.group.items)),
    }


def _open_words(count: int) -> str:
    if count == 0:
        return "Every question here is answered. Better evidence narrows the range further."
    return f"{capitalised(counted(count, 'question'))} here {'is' if count == 1 else 'are'} open."


def _is_open(sheet: ChecklistPage, item: Item) -> bool:
    return item.counts and not is_answered(sheet.answers.get(item.key))


def _place(sheet: ChecklistPage, key: str) -> dict[str, str]:
    """An item by its name, with the row's id where the row is on this page."""
    item = sheet.checklist.find(key)
    if item is None:
        return {"name": "the growth model", "id": ""}
    if item.kind == "alignment":
        return {"name": "the match with the growth model", "id": "" if sheet.sent else row_id(key)}
    return {"name": item.name, "id": row_id(key) if item in sheet.group.items and not sheet.sent else ""}


def funnel_of(sheet: ChecklistPage, now: Reach) -> dict[str, Any]:
    """Fit as it narrowed: before any answer, with the design map, then answer by answer."""
    low, high = now.fit.low, now.fit.high
    steps = [*_steps(sheet), ("now", low, high)]
    if len(steps) > FUNNEL_STEPS:
        steps = [steps[0], *steps[-(FUNNEL_STEPS - 1) :]]
    began = show_range(*steps[0][1:])
    return {
        "steps": steps,
        "point": now.fit.point,
        "label": f"Fit began at {began} and now lies at {show_range(low, high)}",
    }


def _steps(sheet: ChecklistPage) -> list[Step]:
    """The ranges of fit before now. Each is a score of its own with fewer answers; one path costs little."""
    known: dict[str, Answer] = {}
    steps = [("start", *_fit(sheet, known))]
    surfaces = {
        key: row for key, row in sheet.answers.items() if key.startswith("surface/") and is_answered(row)
    }
    if surfaces:
        known |= surfaces
        steps.append(("map", *_fit(sheet, known)))
    answered = [
        item
        for item in sheet.group.items
        if item.kind == "factor" and is_answered(sheet.answers.get(item.key))
    ]
    for count, item in enumerate(answered[:-1], start=1):
        known[item.key] = sheet.answers[item.key]
        steps.append((f"after {count}", *_fit(sheet, known)))
    return steps


def _fit(sheet: ChecklistPage, known: Mapping[str, Answer]) -> tuple[float, float]:
    document = scoring_document(
        sheet.catalog, paths=[sheet.group.key], answers=known, growth_model=sheet.evaluation.growth_model,
        priorities=sheet.evaluation.priorities, method=sheet.evaluation.method,
    )  # fmt: skip
    found = reaches(scoring.parse(document))[sheet.group.key]
    return (found.fit.low, found.fit.high) if found else (0.0, 1.0)


def asking_panel(sheet: ChecklistPage) -> dict[str, Any]:
    """The verdict so far, of the path on this page or of each one, with the next question worth asking.

    It takes the whole result, which a save does not wait for: the page asks for it by a request of its own.
    """
    found = told(sheet, most=LOOKED_THROUGH)
    return verdict_part(sheet, found) | {"ask": next_question(sheet, found) if sheet.may_write else None}


def verdict_part(sheet: ChecklistPage, found: Told) -> dict[str, Any]:
    """The verdict so far as the panel shows it."""
    if sheet.group.kind != "path":
        return {"verdicts": [found.words(group.key) for group in _paths(sheet)]}
    return {"verdict": found.words(sheet.group.key)} | _odds(found, sheet.group.key)


def _odds(found: Told, key: str) -> dict[str, Any]:
    """How often each verdict comes out, the likeliest first, and how often would be enough."""
    if key not in found.odds:
        return {}
    shares, needed = found.odds[key]
    ranked = sorted(shares.items(), key=lambda entry: -entry[1])
    return {"odds": [(verdict, share) for verdict, share in ranked if share], "needed": needed}

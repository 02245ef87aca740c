"""The live panel: how far fit and support are known, drawn as ranges that narrow, and the verdict so far."""

from collections.abc import Iterable, Mapping
from typing import Any

from evaluations import scoring
from evaluations.answers.views.asking import next_question
from evaluations.answers.views.checklist_pages import ChecklistPage
from evaluations.answers.views.rows import row_id
from evaluations.inputs import Item, is_answered, scoring_document
from evaluations.models import Answer
from evaluations.results.queries import exact_of, full, inputs_of
from evaluations.scoring.method1.result import Exact, ExactResult, SampledPath
from evaluations.wording import Names, Scored, capitalised, counted, path_words, show_range

FUNNEL_STEPS = 5
# A stage of the funnel: its name, and the ends of the range.
Step = tuple[str, float, float]


def exact_panel(sheet: ChecklistPage) -> dict[str, Any]:
    """The exact part, for one path or for all: no draws, so it can come with every save."""
    document = exact_of(sheet.evaluation, sheet.answers)
    if sheet.group.kind != "path":
        return {"overview": [_standing(sheet, group.key, group.name, document) for group in _paths(sheet)]}
    return {
        "standing": _standing(sheet, sheet.group.key, sheet.group.name, document) | _detail(sheet, document)
    }


def _paths(sheet: ChecklistPage) -> Iterable[Any]:
    return (group for group in sheet.checklist.groups if group.kind == "path")


def _standing(sheet: ChecklistPage, key: str, name: str, result: ExactResult) -> dict[str, Any]:
    """Fit and support of one path as ranges; `exact` is missing where nothing of it applies."""
    found = result.path(key)
    if found is None:
        return {"key": key, "name": name, "not_applicable": True}
    return {
        "key": key, "name": name, "not_applicable": False,
        "fit": _range(found.exact, "F"), "support": _range(found.exact, "S"),
    }  # fmt: skip


def _range(exact: Exact, name: str) -> dict[str, float]:
    return {
        "low": getattr(exact.lo, name),
        "point": getattr(exact.point, name),
        "high": getattr(exact.hi, name),
    }


def _detail(sheet: ChecklistPage, result: ExactResult) -> dict[str, Any]:
    found = result.path(sheet.group.key)
    if found is None:
        return {}
    return {
        "funnel": funnel_of(sheet, found.exact),
        "bound": [_place(sheet, key) for key in found.exact.binding],
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


def funnel_of(sheet: ChecklistPage, now: Exact) -> dict[str, Any]:
    """Fit as it narrowed: before any answer, with the design map, then answer by answer."""
    low, high = now.lo.F, now.hi.F
    steps = [*_steps(sheet), ("now", low, high)]
    if len(steps) > FUNNEL_STEPS:
        steps = [steps[0], *steps[-(FUNNEL_STEPS - 1) :]]
    began = show_range(*steps[0][1:])
    return {
        "steps": steps,
        "point": now.point.F,
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
    found = scoring.exact(scoring.parse(document)).path(sheet.group.key)
    return (found.exact.lo.F, found.exact.hi.F) if found else (0.0, 1.0)


def asking_panel(sheet: ChecklistPage) -> dict[str, Any]:
    """The verdict so far, of the path on this page or of each one, with the next question worth asking.

    It takes the whole result, which a save does not wait for: the page asks for it by a request of its own.
    """
    shown, scored = verdict_part(sheet)
    return shown | {"ask": next_question(sheet, scored) if sheet.may_write else None}


def verdict_part(sheet: ChecklistPage) -> tuple[dict[str, Any], Scored]:
    """The verdict so far as the panel shows it, and the whole result that it was read from."""
    inputs = inputs_of(sheet.evaluation, sheet.answers)
    result = full(inputs)
    scored = Scored(result=result, inputs=inputs, names=Names.of(sheet.catalog))
    if sheet.group.kind != "path":
        return {"verdicts": [path_words(scored, group.key) for group in _paths(sheet)]}, scored
    words = path_words(scored, sheet.group.key)
    return {"verdict": words} | _odds(result.path(sheet.group.key)), scored


def _odds(path: SampledPath | None) -> dict[str, Any]:
    """How often each verdict comes out, the likeliest first, and how often would be enough."""
    if path is None:
        return {}
    shares = sorted(path.sampled.K.items(), key=lambda entry: -entry[1])
    return {"odds": [(key, share) for key, share in shares if share], "needed": path.sampled.needed}

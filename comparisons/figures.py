"""The numbers of a comparison: nothing but what section 14 of the method allows its kind. Pure, and without names.

`figures(...)` takes the members' inputs and revisions; what it returns depends on nothing else, so it can be kept
by their digest.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from evaluations.scoring import Inputs, sampled
from evaluations.scoring.comparable import ComparableInputs, comparable_inputs, uncommon
from evaluations.scoring.constants import BAR_LOW, NOT_APPLICABLE
from evaluations.scoring.method1.comparing import over_time
from evaluations.scoring.method1.panel import panel_report
from evaluations.scoring.polytope import Order
from evaluations.scoring.rounding import band

Document = dict[str, Any]
Judge = Callable[[Inputs], Document]

OVER_TIME, SUBJECTS, RATERS = "over_time", "subjects", "raters"
ENDS = ("lo", "point", "hi")


def figures(
    kind: str,
    members: Sequence[Inputs],
    *,
    base: int,
    order: Order | None,
    revisions: Sequence[Mapping[str, str]],
    judge: Judge = sampled,
) -> Document:
    """All numbers of members that are there (those deleted are not handed in), compared with the member at `base`."""
    left_out = uncommon(revisions)
    found = comparable_inputs(members, base=base, order=order, left_out=left_out)
    columns = [_column(ground, judge) for ground in found]
    document: Document = {
        "columns": columns,
        "left_out": [{"item": item, "asked_by": list(places)} for item, places in left_out.items()],
        "grounds": [_ground_part(ground) for ground in found],
        "over_time": None, "subjects": None, "raters": None,
    }  # fmt: skip
    if kind == OVER_TIME:
        document["over_time"] = _over_time(members, base, order, left_out, columns)
    elif kind == SUBJECTS:
        document["subjects"] = {"ahead": _ahead(columns)}
    else:
        document["raters"] = _raters(found, base, judge)
    return document


def _ground_part(ground: ComparableInputs) -> Document:
    return {
        "fit_only": sorted(ground.fit_only),
        "match_from_base": list(ground.match.match_from_base),
        "only_in_base": list(ground.match.only_in_base),
        "only_here": list(ground.match.only_in_other),
    }


def _column(ground: ComparableInputs, judge: Judge) -> dict[str, Document]:
    """Every path of one member. A path of which only fit compares has neither support, value nor verdict."""
    judged = judge(ground.common)["paths"]
    if ground.own.paths:
        judged = judged | judge(ground.own)["paths"]
    return {key: _cell(entry, fit_only=key in ground.fit_only) for key, entry in sorted(judged.items())}


def _cell(entry: Document, *, fit_only: bool) -> Document:
    if "exact" not in entry:
        return {"state": NOT_APPLICABLE}
    exact = entry["exact"]
    coverage = {
        "fit": exact["coverage_fit"], "support": exact["coverage_support"],
        "evidence_fit": exact["evidence_fit"], "evidence_support": exact["evidence_support"],
    }  # fmt: skip
    fit = {end: exact[end]["F"] for end in ENDS}
    if fit_only:
        return {"state": "fit_only", "F": fit, "coverage": coverage}
    value = {end: exact[end]["V"] for end in ENDS}
    return {
        "state": "whole",
        "verdict": entry["sampled"]["verdict"],
        "fights": exact["point"]["A"] < BAR_LOW,
        "F": fit,
        "S": {end: exact[end]["S"] for end in ENDS},
        "V": value,
        "bands": {end: band(number) for end, number in value.items()},
        "binding": exact["binding"],
        "coverage": coverage,
    }


def _over_time(
    members: Sequence[Inputs],
    base: int,
    order: Order | None,
    left_out: Mapping[str, Any],
    columns: Sequence[Mapping[str, Document]],
) -> Document:
    return {
        "changes": [
            None if place == base else over_time(members[base], member, order=order, left_out=left_out)
            for place, member in enumerate(members)
        ],
        "ranks": _ranks(columns),
    }


def _ranks(columns: Sequence[Mapping[str, Document]]) -> Document:
    """The display order of the paths that every member has whole: by value, then fit, then key."""
    shared = [
        key
        for key in columns[0]
        if all(column.get(key, {"state": ""})["state"] == "whole" for column in columns)
    ]
    return {"paths": shared, "orders": [_order(column, shared) for column in columns]}


def _order(column: Mapping[str, Document], keys: Sequence[str]) -> list[str]:
    return sorted(keys, key=lambda key: (-column[key]["V"]["point"], -column[key]["F"]["point"], key))


def _ahead(columns: Sequence[Mapping[str, Document]]) -> dict[str, list[list[int]]]:
    """Path by path the pairs of members of which the first is clearly ahead: its low end of V is above the
    other's high end."""
    keys = sorted({key for column in columns for key in column})
    return {key: _ahead_on([column.get(key, {}).get("V") for column in columns]) for key in keys}


def _ahead_on(values: Sequence[Document | None]) -> list[list[int]]:
    return [
        [i, j]
        for i, above in enumerate(values)
        for j, below in enumerate(values)
        if above and below and above["lo"] > below["hi"]
    ]


def _raters(found: Sequence[ComparableInputs], base: int, judge: Judge) -> Document:
    """The panel over the paths that all raters rate; growth model and links are the base's."""
    shared = set.intersection(*({path.key for path in ground.common.paths} for ground in found))
    places = [base, *(place for place in range(len(found)) if place != base)]
    raters = [_only(found[place].common, shared) for place in places]
    report = panel_report(raters, judge=judge)
    fit_only = {key for ground in found for key in ground.fit_only}
    return {
        "alpha": report["alpha"],
        "items": report["items"],
        "paths": {
            key: _panel_path(report, key, places)
            for key in sorted(report["paths"])
            if key not in fit_only
        },
    }  # fmt: skip


def _only(inputs: Inputs, paths: set[str]) -> Inputs:
    kept = tuple(path for path in inputs.paths if path.key in paths)
    used = {item for path in kept for item in path.items}
    answers = {item: answer for item, answer in inputs.answers.items() if item in used}
    return Inputs(paths=kept, answers=answers, growth_model=inputs.growth_model, order=inputs.order)


def _panel_path(report: Document, key: str, places: Sequence[int]) -> Document:
    verdicts = report["paths"][key]
    by_place = dict(zip(places, verdicts["rater_verdicts"], strict=True))
    exact = report["panel"]["paths"][key].get("exact")
    return verdicts | {
        "rater_verdicts": [by_place[place] for place in sorted(by_place)],
        "F": None if exact is None else {end: exact[end]["F"] for end in ENDS},
        "S": None if exact is None else {end: exact[end]["S"] for end in ENDS},
        "V": None if exact is None else {end: exact[end]["V"] for end in ENDS},
    }

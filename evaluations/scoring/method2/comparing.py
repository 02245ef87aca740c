"""Comparing judgements: one subject over time, and different subjects (section 14)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..constants import DIMENSIONS, NOT_APPLICABLE
from ..inputs import Answer, Inputs
from ..matching import Match, match
from ..polytope import Order
from ..rounding import band, stored
from .known import known
from .result import Judgement, PathJudged, judgement_of
from .values import mean_of

STAGES = ("learned", "changed", "catalog")


@dataclass(frozen=True, slots=True)
class Stages:
    """The issued verdict of one path before, with what was learned, with what changed, and in the new catalog.

    What was learned: answers to open questions, a growth model declared, better or worse grades. What changed:
    other levels, other questions that do not apply, another growth model.
    """

    before: str
    learned: str
    changed: str
    catalog: str

    @property
    def step(self) -> str | None:
        """The first stage in which the verdict is another one; None where it stays."""
        old = self.before
        for name in STAGES:
            if getattr(self, name) != old:
                return name
        return None


@dataclass(frozen=True, slots=True)
class FitChange:
    """How far F moved with answers as said. `parts`: what each dimension added; with `cap_effect` they sum to
    `change`. `interval`: from the lowest to the highest it can have moved. A new grade moves nothing."""

    change: float
    parts: Mapping[str, float]
    cap_effect: float
    interval: tuple[float, float]

    @property
    def clear(self) -> bool:
        """Whether it moved one way for certain."""
        return self.interval[0] > 0 or self.interval[1] < 0


@dataclass(frozen=True, slots=True)
class PathChange:
    """One path over time. `stages` is None where only fit compares, `fit` where one side has no fit question."""

    stages: Stages | None
    fit: FitChange | None


@dataclass(frozen=True, slots=True)
class OverTime:
    """Two states of one subject, path by path, on common ground."""

    match: Match
    paths: Mapping[str, PathChange]
    headline: tuple[str | None, str | None]


def over_time(
    base: Inputs, later: Inputs, *, order: Order | None, left_out: Collection[str] = ()
) -> OverTime:
    """What changed between two states, and why: learned, changed, or another catalog.

    `order` is the comparison's priorities; `left_out` the items whose revisions differ.
    """
    found = match(base, later, order=order, left_out=left_out)
    learned, changed = _learned(found.base, found.other), _in_base_catalog(found.base, found.other)
    states = [judgement_of(each) for each in (found.base, learned, changed, found.other)]
    keys = [path.key for path in found.base.paths]
    paths = {key: _change(states, key, fit_only=key in found.fit_only) for key in keys}
    return OverTime(found, paths, (_first(states[0]), _first(states[-1])))


def _learned(base: Inputs, later: Inputs) -> Inputs:
    """The earlier state with what was open answered, and with the later grades on what was said then."""
    answers = {}
    for item in sorted(base.answers.keys() | later.answers.keys()):
        old, new = base.answer(item), later.answer(item)
        answers[item] = _learned_answer(old, new)
    model = base.growth_model if base.growth_model is not None else _model_of(base, later)
    kept = {item: answer for item, answer in answers.items() if answer != Answer()}
    return replace(base, answers=kept, growth_model=model)


def _learned_answer(old: Answer, new: Answer) -> Answer:
    if old.na or new.na:
        return old
    if not old.is_answered:
        return replace(new, designable=old.designable)
    if not new.is_answered:
        return old
    if known(old).stated == known(new).stated:
        return replace(new, designable=old.designable)
    if old.level is not None and new.grade is not None:
        return replace(old, grade=new.grade)
    return old


def _in_base_catalog(base: Inputs, later: Inputs) -> Inputs:
    """The later answers on the earlier paths."""
    used = {item for path in base.paths for item in path.items}
    answers = {item: answer for item, answer in later.answers.items() if item in used}
    return replace(base, answers=answers, growth_model=_model_of(base, later))


def _model_of(base: Inputs, later: Inputs) -> str | None:
    """The later growth model, where the earlier catalog knows it."""
    model = later.growth_model
    return model if all(model in dict(path.alignment) for path in base.paths) else base.growth_model


def _first(judgement: Judgement) -> str | None:
    return judgement.headline.path if judgement.headline else None


def _issued(judgement: Judgement, key: str) -> str:
    path = judgement.paths.get(key)
    return NOT_APPLICABLE if path is None else path.judged.verdict


def _change(states: Sequence[Judgement], key: str, *, fit_only: bool) -> PathChange:
    stages = None if fit_only else Stages(*[_issued(state, key) for state in states])
    old, new = states[0].paths.get(key), states[-1].paths.get(key)
    return PathChange(stages, None if old is None or new is None else _fit_change(old, new))


def _fit_change(old: PathJudged, new: PathJudged) -> FitChange:
    before, after = _contributions(old), _contributions(new)
    names = [name for name in DIMENSIONS if name in before or name in after]
    first, last = old.ends, new.ends
    return FitChange(
        change=last.point.scores.F - first.point.scores.F,
        parts={name: after.get(name, 0.0) - before.get(name, 0.0) for name in names},
        cap_effect=_cap_effect(new) - _cap_effect(old),
        interval=(last.lo.scores.F - first.hi.scores.F, last.hi.scores.F - first.lo.scores.F),
    )


def _contributions(path: PathJudged) -> dict[str, float]:
    shape, dims = path.terms.shape, path.ends.point.dims
    return {
        dimension.name: weight * value
        for dimension, weight, value in zip(shape.dimensions, shape.weights, dims, strict=True)
    }


def _cap_effect(path: PathJudged) -> float:
    return path.ends.point.scores.F - mean_of(path.terms.shape, path.ends.point.dims)


def over_time_document(found: OverTime) -> dict[str, Any]:
    """A change over time as a plain document, rounded as stored."""
    return {
        "paths": {key: _change_part(change) for key, change in found.paths.items()},
        "headline": {"from": found.headline[0], "to": found.headline[1]},
        **grounds_part(found.match),
    }


def grounds_part(found: Match) -> dict[str, Any]:
    """On what two sides compare."""
    return {
        "left_out": list(found.left_out),
        "fit_only": list(found.fit_only),
        "match_from_base": list(found.match_from_base),
        "only_in_base": list(found.only_in_base),
        "only_in_other": list(found.only_in_other),
    }


def _change_part(change: PathChange) -> dict[str, Any]:
    stages, fit = change.stages, change.fit
    verdict = None
    if stages is not None:
        verdict = {name: getattr(stages, name) for name in ("before", *STAGES)} | {"step": stages.step}
    return {
        "verdict": verdict,
        "F": None
        if fit is None
        else {
            "change": stored(fit.change),
            "contributions": {name: stored(part) for name, part in fit.parts.items()},
            "cap_effect": stored(fit.cap_effect),
            "interval": [stored(end) for end in fit.interval],
            "clear": fit.clear,
        },
    }


def across_subjects(
    members: Sequence[Inputs], *, order: Order | None, left_out: Collection[str] = ()
) -> dict[str, Any]:
    """Different subjects side by side: issued verdicts, bands, and whose range of V lies clear of another's.

    Columns follow `members`, of which the first is the base; null where a member has no such path or only fit
    compares. `ahead` lists pairs of columns of which the first is clearly ahead.
    """
    matches = [match(members[0], member, order=order, left_out=left_out) for member in members]
    columns = [judgement_of(found.other) for found in matches]
    keys = sorted({key for column in columns for key, path in column.paths.items() if path is not None})
    rows = {}
    for key in keys:
        cells = [
            None if key in found.fit_only else column.paths.get(key)
            for column, found in zip(columns, matches, strict=True)
        ]
        rows[key] = {
            "members": [None if each is None else _cell(each) for each in cells],
            "ahead": _ahead(cells),
        }
    return {"paths": rows, "grounds": [grounds_part(found) for found in matches]}


def _ahead(cells: Sequence[PathJudged | None]) -> list[list[int]]:
    return [
        [i, j]
        for i, above in enumerate(cells)
        for j, below in enumerate(cells)
        if above and below and above.ends.lo.scores.V > below.ends.hi.scores.V
    ]


def _cell(path: PathJudged) -> dict[str, Any]:
    values = {end: getattr(path.ends, end).scores.V for end in ("lo", "point", "hi")}
    return {
        "verdict": path.judged.verdict,
        "lean": path.judged.lean,
        "V": {end: stored(value) for end, value in values.items()},
        "bands": {end: band(value) for end, value in values.items()},
    }

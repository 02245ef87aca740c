"""The numbers of a comparison: nothing but what section 14 of the method allows its kind. Pure, and without names.

`figures(...)` takes the members' inputs and revisions; what it returns depends on nothing else, so it can be kept
by their digest.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from comparisons.cells import (
    Cell,
    Column,
    IssuedWhole,
    Judge,
    Judgement,
    Whole,
    column_of,
    ends_of,
    issued_ends,
    other_method_column,
)
from comparisons.paths import (
    IssuedChange,
    IssuedFitChange,
    IssuedPanelPath,
    PanelPath,
    StagesOfVerdict,
)
from comparisons.result import Ground, PooledItem
from evaluations.scoring import Inputs, method2, sampled
from evaluations.scoring.agreement import Alpha
from evaluations.scoring.comparable import ComparableInputs, comparable_inputs, uncommon
from evaluations.scoring.constants import TOP_LEVEL
from evaluations.scoring.method1.comparing import OverTime, VerdictChange, over_time
from evaluations.scoring.method1.panel import ItemAgreement, PanelReport, panel_report
from evaluations.scoring.method1.result import SampledResult
from evaluations.scoring.method2.alpha import Alpha as IntervalAlpha
from evaluations.scoring.method2.comparing import PathChange as Change
from evaluations.scoring.method2.constants import CLASSES, ISSUED
from evaluations.scoring.method2.known import known as known_of
from evaluations.scoring.method2.panel import PanelItem
from evaluations.scoring.polytope import Order
from evaluations.scoring.rounding import stored

Pairs = tuple[tuple[int, int], ...]

OVER_TIME, SUBJECTS, RATERS = "over_time", "subjects", "raters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncommon:
    """An item that does not compare, with the places of the members that ask it."""

    item: str
    asked_by: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """The paths that every member has whole, and their display order at each."""

    paths: tuple[str, ...]
    orders: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedOverTime:
    """One member against the base by method 2: its paths, what is in common, and whether another path leads."""

    paths: Mapping[str, IssuedChange]
    leader_changed: bool

    @property
    def tau_b(self) -> None:
        """The order is that of the issued verdicts; how far two agree is told by the verdicts that changed."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTimeFigures:
    """Each member against the base; None for the base itself."""

    changes: tuple[OverTime | IssuedOverTime | None, ...]
    ranks: Ranks


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFigures:
    """By path the pairs of members of which the first is clearly ahead."""

    ahead: Mapping[str, Pairs]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterFigures:
    """The panel over the paths that all raters rate."""

    alpha: Alpha
    items: Mapping[str, ItemAgreement]
    paths: Mapping[str, PanelPath]


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledFigures:
    """The panel of method 2 over the paths that all raters rate."""

    alpha: IntervalAlpha
    items: Mapping[str, PooledItem]
    paths: Mapping[str, IssuedPanelPath]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All numbers of a comparison. Places count the members that are there; of the last three the kind's own is
    there. Its JSON is what `figures_sha256` of a frozen comparison is the digest of."""

    columns: tuple[Column, ...]
    left_out: tuple[Uncommon, ...]
    grounds: tuple[Ground, ...]
    over_time: OverTimeFigures | None
    subjects: SubjectFigures | None
    raters: RaterFigures | PooledFigures | None


def figures(
    kind: str,
    members: Sequence[Inputs],
    *,
    base: int,
    order: Order | None,
    revisions: Sequence[Mapping[str, str]],
    judge: Judge | None = None,
) -> Figures:
    """All numbers of members that are there (those deleted are not handed in), compared with the member at `base`.

    A member that is judged by another method than the base has no figure here: nothing of one method is held against
    the other, and raters of different methods form no panel. Their answers compare all the same.
    """
    left_out = uncommon(revisions)
    method = members[base].method
    judge = judge or judged
    found = comparable_inputs(members, base=base, order=order, left_out=left_out)
    columns = tuple(
        column_of(each, judge) if member.method == method else other_method_column(member)
        for member, each in zip(members, found, strict=True)
    )
    is_over_time, is_subjects = kind == OVER_TIME, kind == SUBJECTS
    is_panel = not (is_over_time or is_subjects) and all(member.method == method for member in members)
    return Figures(
        columns=columns,
        left_out=tuple(Uncommon(item=item, asked_by=places) for item, places in left_out.items()),
        grounds=tuple(_ground(each) for each in found),
        over_time=_over_time(members, base, order, left_out, columns) if is_over_time else None,
        subjects=SubjectFigures(ahead=_ahead(columns)) if is_subjects else None,
        raters=_raters(found, base, judge) if is_panel else None,
    )


def judged(inputs: Inputs) -> Judgement:
    """What is issued, by the method that the inputs name."""
    return method2.judgement_of(inputs) if inputs.method == method2.METHOD else sampled(inputs)


def _ground(each: ComparableInputs) -> Ground:
    return Ground(
        fit_only=tuple(sorted(each.fit_only)),
        match_from_base=each.match.match_from_base,
        only_in_base=each.match.only_in_base,
        only_here=each.match.only_in_other,
    )


def _over_time(
    members: Sequence[Inputs],
    base: int,
    order: Order | None,
    left_out: Collection[str],
    columns: Sequence[Column],
) -> OverTimeFigures:
    return OverTimeFigures(
        changes=tuple(
            None
            if place == base or member.method != members[base].method
            else _change(members[base], member, order, left_out)
            for place, member in enumerate(members)
        ),
        ranks=_ranks(columns),
    )


def _change(
    base: Inputs, member: Inputs, order: Order | None, left_out: Collection[str]
) -> OverTime | IssuedOverTime:
    if base.method != method2.METHOD:
        return over_time(base, member, order=order, left_out=left_out)
    found = method2.over_time(base, member, order=order, left_out=left_out)
    return IssuedOverTime(
        paths={key: _issued_change(each) for key, each in found.paths.items()},
        leader_changed=found.headline[0] != found.headline[1],
    )


def _issued_change(change: Change) -> IssuedChange:
    stages, fit = change.stages, change.fit
    return IssuedChange(
        F=None
        if fit is None
        else IssuedFitChange(
            change=stored(fit.change),
            contributions={name: stored(part) for name, part in fit.parts.items()},
            cap_effect=stored(fit.cap_effect),
            interval=(stored(fit.interval[0]), stored(fit.interval[1])),
            clear=fit.clear,
        ),
        stages=None
        if stages is None
        else StagesOfVerdict(
            before=stages.before,
            learned=stages.learned,
            changed=stages.changed,
            catalog=stages.catalog,
            step=stages.step,
        ),
        verdict=None if stages is None else VerdictChange(from_=stages.before, to=stages.catalog),
    )


def _ranks(columns: Sequence[Column]) -> Ranks:
    """The display order of the paths that every member has whole: by value, then fit, then key."""
    shared = [key for key in columns[0] if all(isinstance(column.get(key), Whole) for column in columns)]
    return Ranks(paths=tuple(shared), orders=tuple(_order(column, shared) for column in columns))


def _order(column: Column, keys: Sequence[str]) -> tuple[str, ...]:
    """By value, then fit, then key; by method 2 the issued verdict comes first, and where a withheld one leans."""
    whole = {key: cell for key in keys if isinstance(cell := column[key], Whole)}
    return tuple(
        sorted(whole, key=lambda key: (*_height(whole[key]), -whole[key].V.point, -whole[key].F.point, key))
    )


def _height(cell: Whole) -> tuple[float, ...]:
    if not isinstance(cell, IssuedWhole):
        return ()
    lean = 0 if cell.lean is None else CLASSES.index(cell.lean)
    return (-ISSUED.index(cell.verdict), -lean, -(cell.lean_chance or 0.0))


def _ahead(columns: Sequence[Column]) -> dict[str, Pairs]:
    """Path by path the pairs of members of which the first is clearly ahead: its low end of V is above the
    other's high end."""
    keys = sorted({key for column in columns for key in column})
    return {key: _ahead_on([column.get(key) for column in columns]) for key in keys}


def _ahead_on(cells: Sequence[Cell | None]) -> Pairs:
    return tuple(
        (i, j)
        for i, above in enumerate(cells)
        for j, below in enumerate(cells)
        if isinstance(above, Whole) and isinstance(below, Whole) and above.V.lo > below.V.hi
    )


def _raters(found: Sequence[ComparableInputs], base: int, judge: Judge) -> RaterFigures | PooledFigures:
    """The panel over the paths that all raters rate; growth model and links are the base's."""
    shared = set.intersection(*({path.key for path in each.common.paths} for each in found))
    places = [base, *(place for place in range(len(found)) if place != base)]
    raters = [_only(found[place].common, shared) for place in places]
    fit_only = {key for each in found for key in each.fit_only}
    if raters[0].method == method2.METHOD:
        return _pooled(method2.panel_of(raters), places, fit_only)
    report = panel_report(raters, judge=_sampled(judge))
    return RaterFigures(
        alpha=report.alpha,
        items=report.items,
        paths={key: _panel_path(report, key, places) for key in sorted(report.paths) if key not in fit_only},
    )


def _sampled(judge: Judge) -> Callable[[Inputs], SampledResult]:
    """The same judge, of inputs that are known to name method 1."""

    def judged(inputs: Inputs) -> SampledResult:
        found = judge(inputs)
        if not isinstance(found, SampledResult):
            raise TypeError("These inputs name another method than the first.")
        return found

    return judged


def _pooled(panel: method2.Panel, places: Sequence[int], fit_only: Collection[str]) -> PooledFigures:
    alpha = panel.alpha
    interval = alpha.interval
    return PooledFigures(
        alpha=IntervalAlpha(
            value=None if alpha.value is None else stored(alpha.value),
            interval=None if interval is None else (stored(interval[0]), stored(interval[1])),
            word=alpha.word,
            reason=alpha.reason,
        ),
        items={item: _pooled_item(each) for item, each in panel.items.items()},
        paths={key: _pooled_path(panel, key, places) for key in sorted(panel.paths) if key not in fit_only},
    )


def _pooled_item(each: PanelItem) -> PooledItem:
    known = known_of(each.answer)
    return PooledItem(
        lo=known.lowest / TOP_LEVEL,
        mid=known.point / TOP_LEVEL,
        hi=known.highest / TOP_LEVEL,
        p=tuple(stored(chance) for chance in known.chances),
        evidenced=each.answer.is_evidenced,
        na=each.answer.na,
        conflict=each.conflict,
        Cns=None if each.consensus is None else stored(each.consensus),
    )


def _pooled_path(panel: method2.Panel, key: str, places: Sequence[int]) -> IssuedPanelPath:
    found, judged = panel.paths[key], panel.judgement.paths[key]
    by_place = dict(zip(places, found.rater_verdicts, strict=True))
    return IssuedPanelPath(
        verdict=found.verdict,
        disputed=found.disputed,
        rater_verdicts=tuple(by_place[place] for place in sorted(by_place)),
        held_by=tuple(sorted(places[at] for at in found.held_by)),
        F=issued_ends(judged, "F") if judged else None,
        S=issued_ends(judged, "S") if judged else None,
        V=issued_ends(judged, "V") if judged else None,
    )


def _only(inputs: Inputs, paths: set[str]) -> Inputs:
    kept = tuple(path for path in inputs.paths if path.key in paths)
    used = {item for path in kept for item in path.items}
    answers = {item: answer for item, answer in inputs.answers.items() if item in used}
    return replace(inputs, paths=kept, answers=answers)


def _panel_path(report: PanelReport, key: str, places: Sequence[int]) -> PanelPath:
    verdicts = report.paths[key]
    by_place = dict(zip(places, verdicts.rater_verdicts, strict=True))
    path = report.panel.path(key)
    return PanelPath(
        verdict=verdicts.verdict,
        rater_verdicts=tuple(by_place[place] for place in sorted(by_place)),
        sharing=verdicts.sharing,
        discursive_dilemma=verdicts.discursive_dilemma,
        F=ends_of(path.exact, "F") if path else None,
        S=ends_of(path.exact, "S") if path else None,
        V=ends_of(path.exact, "V") if path else None,
    )

"""The numbers of a comparison: nothing but what section 14 of the method allows its kind. Pure, and without names.

`figures(...)` takes the members' inputs and revisions; what it returns depends on nothing else, so it can be kept
by their digest.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from comparisons.result import (
    Bands,
    Coverage,
    Ends,
    Ground,
    IssuedChange,
    IssuedFitChange,
    IssuedPanelPath,
    PanelPath,
    PooledItem,
    StagesOfVerdict,
)
from evaluations.scoring import Inputs, method2, sampled
from evaluations.scoring.agreement import Alpha
from evaluations.scoring.comparable import ComparableInputs, comparable_inputs, uncommon
from evaluations.scoring.constants import TOP_LEVEL
from evaluations.scoring.method1.comparing import OverTime, VerdictChange, over_time
from evaluations.scoring.method1.panel import ItemAgreement, PanelReport, panel_report
from evaluations.scoring.method1.result import Exact, NotApplicable, SampledPath, SampledResult
from evaluations.scoring.method2.alpha import Alpha as IntervalAlpha
from evaluations.scoring.method2.comparing import PathChange as Change
from evaluations.scoring.method2.constants import CLASSES, ISSUED
from evaluations.scoring.method2.known import Known
from evaluations.scoring.method2.known import known as known_of
from evaluations.scoring.method2.panel import PanelItem
from evaluations.scoring.method2.terms import Terms
from evaluations.scoring.polytope import Order
from evaluations.scoring.rounding import band, stored
from evaluations.vocabulary import BAR_LOW, NOT_APPLICABLE

Judgement = SampledResult | method2.Judgement
Judge = Callable[[Inputs], Judgement]
Pairs = tuple[tuple[int, int], ...]

OVER_TIME, SUBJECTS, RATERS = "over_time", "subjects", "raters"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotScored:
    """A path of which nothing applies at this member."""

    state: str = NOT_APPLICABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class FitOnly:
    """A path of which only fit compares: it has neither support, value nor verdict."""

    state: str = "fit_only"
    F: Ends
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A path with everything. `fights`: its match with the growth model is below the lower bar."""

    state: str = "whole"
    verdict: str
    fights: bool
    F: Ends
    S: Ends
    V: Ends
    bands: Bands
    binding: tuple[str, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedWhole(Whole):
    """The same by method 2: how far an issued verdict holds, and the lean of a withheld one."""

    likelihood: str
    confidence: float | None
    reason: str | None
    lean: str | None
    lean_chance: float | None


Cell = NotScored | FitOnly | Whole
Column = Mapping[str, Cell]


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
        _column(each, judge) if member.method == method else _other_method(member)
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


def _other_method(member: Inputs) -> Column:
    return {path.key: NotScored(state="other_method") for path in member.paths}


def _column(each: ComparableInputs, judge: Judge) -> Column:
    """Every path of one member."""
    parts = [judge(each.common), *([judge(each.own)] if each.own.paths else [])]
    cells = {
        key: _cell_of(entry, fit_only=key in each.fit_only)
        for part in parts
        for key, entry in part.paths.items()
    }
    return {key: cells[key] for key in sorted(cells)}


def _cell_of(entry: SampledPath | NotApplicable | method2.PathJudged | None, *, fit_only: bool) -> Cell:
    if entry is None:
        return NotScored()
    if isinstance(entry, method2.PathJudged):
        return _issued_cell(entry, fit_only=fit_only)
    return _cell(entry, fit_only=fit_only)


def _issued_cell(path: method2.PathJudged, *, fit_only: bool) -> Cell:
    judged, known = path.judged, _coverage(path)
    if fit_only:
        return FitOnly(F=_issued_ends(path, "F"), coverage=known)
    value, leans = _issued_ends(path, "V"), not judged.is_issued
    return IssuedWhole(
        verdict=judged.verdict, fights=path.ends.point.scores.A < BAR_LOW,
        F=_issued_ends(path, "F"), S=_issued_ends(path, "S"), V=value,
        bands=Bands(lo=band(value.lo), point=band(value.point), hi=band(value.hi)),
        binding=tuple(method2.binding(path.terms, path.ends.point)), coverage=known,
        likelihood=judged.likelihood,
        confidence=None if judged.confidence is None else stored(judged.confidence),
        reason=judged.reason, lean=judged.lean if leans else None,
        lean_chance=stored(judged.lean_chance) if leans else None,
    )  # fmt: skip


def _issued_ends(path: method2.PathJudged, part: str) -> Ends:
    lo, point, hi = (
        stored(getattr(end.scores, part)) for end in (path.ends.lo, path.ends.point, path.ends.hi)
    )
    return Ends(lo=lo, point=point, hi=hi)


def _coverage(path: method2.PathJudged) -> Coverage:
    """How much of fit and support is answered, and how much of it was seen or measured."""
    terms = path.terms
    support = terms.known[terms.shape.requirements :]
    count = len(support) or 1
    return Coverage(
        fit=_share_of_fit(terms, lambda known: known.stated is not None),
        support=stored(sum(known.stated is not None for known in support) / count),
        evidence_fit=_share_of_fit(terms, lambda known: known.evidenced),
        evidence_support=stored(sum(known.evidenced for known in support) / count),
    )


def _share_of_fit(terms: Terms, counts: Callable[[Known], bool]) -> float:
    """By weight, inside a dimension by relevance."""
    found = 0.0
    for each, weight in zip(terms.shape.dimensions, terms.shape.weights, strict=True):
        own = zip(each.relevances, terms.known[each.start : each.stop], strict=True)
        found += weight * sum(relevance for relevance, known in own if counts(known)) / each.total
    return stored(found)


def _cell(entry: SampledPath | NotApplicable, *, fit_only: bool) -> Cell:
    if isinstance(entry, NotApplicable):
        return NotScored()
    exact = entry.exact
    coverage = Coverage(
        fit=exact.coverage_fit,
        support=exact.coverage_support,
        evidence_fit=exact.evidence_fit,
        evidence_support=exact.evidence_support,
    )
    if fit_only:
        return FitOnly(F=_ends(exact, "F"), coverage=coverage)
    value = _ends(exact, "V")
    return Whole(
        verdict=entry.verdict,
        fights=exact.point.A < BAR_LOW,
        F=_ends(exact, "F"),
        S=_ends(exact, "S"),
        V=value,
        bands=Bands(lo=band(value.lo), point=band(value.point), hi=band(value.hi)),
        binding=exact.binding,
        coverage=coverage,
    )


def _ends(exact: Exact, part: str) -> Ends:
    return Ends(lo=getattr(exact.lo, part), point=getattr(exact.point, part), hi=getattr(exact.hi, part))


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
            before=stages.before, learned=stages.learned, changed=stages.changed, catalog=stages.catalog,
            step=stages.step,
        ),
        verdict=None if stages is None else VerdictChange(from_=stages.before, to=stages.catalog),
    )  # fmt: skip


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
        lo=known.lowest / TOP_LEVEL, mid=known.point / TOP_LEVEL, hi=known.highest / TOP_LEVEL,
        p=tuple(stored(chance) for chance in known.chances), evidenced=each.answer.is_evidenced,
        na=each.answer.na, conflict=each.conflict,
        Cns=None if each.consensus is None else stored(each.consensus),
    )  # fmt: skip


def _pooled_path(panel: method2.Panel, key: str, places: Sequence[int]) -> IssuedPanelPath:
    found, judged = panel.paths[key], panel.judgement.paths[key]
    by_place = dict(zip(places, found.rater_verdicts, strict=True))
    return IssuedPanelPath(
        verdict=found.verdict,
        disputed=found.disputed,
        rater_verdicts=tuple(by_place[place] for place in sorted(by_place)),
        held_by=tuple(sorted(places[at] for at in found.held_by)),
        F=_issued_ends(judged, "F") if judged else None,
        S=_issued_ends(judged, "S") if judged else None,
        V=_issued_ends(judged, "V") if judged else None,
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
        F=_ends(path.exact, "F") if path else None,
        S=_ends(path.exact, "S") if path else None,
        V=_ends(path.exact, "V") if path else None,
    )

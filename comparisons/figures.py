"""The numbers of a comparison: nothing but what section 14 of the method allows its kind. Pure, and without names.

`figures(...)` takes the members' inputs and revisions; what it returns depends on nothing else, so it can be kept
by their digest.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from comparisons.result import Bands, Coverage, Ends, Ground, PanelPath
from evaluations.scoring import Inputs, sampled
from evaluations.scoring.agreement import Alpha
from evaluations.scoring.comparable import ComparableInputs, comparable_inputs, uncommon
from evaluations.scoring.method1.comparing import OverTime, over_time
from evaluations.scoring.method1.panel import ItemAgreement, PanelReport, panel_report
from evaluations.scoring.method1.result import Exact, NotApplicable, SampledPath, SampledResult
from evaluations.scoring.polytope import Order
from evaluations.scoring.rounding import band
from evaluations.vocabulary import BAR_LOW, NOT_APPLICABLE

Judge = Callable[[Inputs], SampledResult]
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
class OverTimeFigures:
    """Each member against the base; None for the base itself."""

    changes: tuple[OverTime | None, ...]
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
class Figures:
    """All numbers of a comparison. Places count the members that are there; of the last three the kind's own is
    there. Its JSON is what `figures_sha256` of a frozen comparison is the digest of."""

    columns: tuple[Column, ...]
    left_out: tuple[Uncommon, ...]
    grounds: tuple[Ground, ...]
    over_time: OverTimeFigures | None
    subjects: SubjectFigures | None
    raters: RaterFigures | None


def figures(
    kind: str,
    members: Sequence[Inputs],
    *,
    base: int,
    order: Order | None,
    revisions: Sequence[Mapping[str, str]],
    judge: Judge = sampled,
) -> Figures:
    """All numbers of members that are there (those deleted are not handed in), compared with the member at `base`."""
    left_out = uncommon(revisions)
    found = comparable_inputs(members, base=base, order=order, left_out=left_out)
    columns = tuple(_column(each, judge) for each in found)
    is_over_time, is_subjects = kind == OVER_TIME, kind == SUBJECTS
    return Figures(
        columns=columns,
        left_out=tuple(Uncommon(item=item, asked_by=places) for item, places in left_out.items()),
        grounds=tuple(_ground(each) for each in found),
        over_time=_over_time(members, base, order, left_out, columns) if is_over_time else None,
        subjects=SubjectFigures(ahead=_ahead(columns)) if is_subjects else None,
        raters=None if is_over_time or is_subjects else _raters(found, base, judge),
    )


def _ground(each: ComparableInputs) -> Ground:
    return Ground(
        fit_only=tuple(sorted(each.fit_only)),
        match_from_base=each.match.match_from_base,
        only_in_base=each.match.only_in_base,
        only_here=each.match.only_in_other,
    )


def _column(each: ComparableInputs, judge: Judge) -> Column:
    """Every path of one member."""
    judged = dict(judge(each.common).paths)
    if each.own.paths:
        judged |= judge(each.own).paths
    return {key: _cell(entry, fit_only=key in each.fit_only) for key, entry in sorted(judged.items())}


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
            None if place == base else over_time(members[base], member, order=order, left_out=left_out)
            for place, member in enumerate(members)
        ),
        ranks=_ranks(columns),
    )


def _ranks(columns: Sequence[Column]) -> Ranks:
    """The display order of the paths that every member has whole: by value, then fit, then key."""
    shared = [key for key in columns[0] if all(isinstance(column.get(key), Whole) for column in columns)]
    return Ranks(paths=tuple(shared), orders=tuple(_order(column, shared) for column in columns))


def _order(column: Column, keys: Sequence[str]) -> tuple[str, ...]:
    whole = {key: cell for key in keys if isinstance(cell := column[key], Whole)}
    return tuple(sorted(whole, key=lambda key: (-whole[key].V.point, -whole[key].F.point, key)))


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


def _raters(found: Sequence[ComparableInputs], base: int, judge: Judge) -> RaterFigures:
    """The panel over the paths that all raters rate; growth model and links are the base's."""
    shared = set.intersection(*({path.key for path in each.common.paths} for each in found))
    places = [base, *(place for place in range(len(found)) if place != base)]
    raters = [_only(found[place].common, shared) for place in places]
    report = panel_report(raters, judge=judge)
    fit_only = {key for each in found for key in each.fit_only}
    return RaterFigures(
        alpha=report.alpha,
        items=report.items,
        paths={key: _panel_path(report, key, places) for key in sorted(report.paths) if key not in fit_only},
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

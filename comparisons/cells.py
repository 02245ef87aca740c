"""The cells of a comparison: what each path comes to at each member, by the method that judges it. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from comparisons.paths import Bands, Coverage, Ends
from evaluations.scoring import Inputs, method2
from evaluations.scoring.comparable import ComparableInputs
from evaluations.scoring.method1.result import Exact, NotApplicable, SampledPath, SampledResult
from evaluations.scoring.method2.known import Known
from evaluations.scoring.method2.terms import Terms
from evaluations.scoring.rounding import band, stored
from evaluations.vocabulary import BAR_LOW, NOT_APPLICABLE

Judgement = SampledResult | method2.Judgement
Judge = Callable[[Inputs], Judgement]


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


def other_method_column(member: Inputs) -> Column:
    return {path.key: NotScored(state="other_method") for path in member.paths}


def column_of(each: ComparableInputs, judge: Judge) -> Column:
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
        return FitOnly(F=issued_ends(path, "F"), coverage=known)
    value, leans = issued_ends(path, "V"), not judged.is_issued
    return IssuedWhole(
        verdict=judged.verdict,
        fights=path.ends.point.scores.A < BAR_LOW,
        F=issued_ends(path, "F"),
        S=issued_ends(path, "S"),
        V=value,
        bands=Bands(lo=band(value.lo), point=band(value.point), hi=band(value.hi)),
        binding=tuple(method2.binding(path.terms, path.ends.point)),
        coverage=known,
        likelihood=judged.likelihood,
        confidence=None if judged.confidence is None else stored(judged.confidence),
        reason=judged.reason,
        lean=judged.lean if leans else None,
        lean_chance=stored(judged.lean_chance) if leans else None,
    )


def issued_ends(path: method2.PathJudged, part: str) -> Ends:
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
        return FitOnly(F=ends_of(exact, "F"), coverage=coverage)
    value = ends_of(exact, "V")
    return Whole(
        verdict=entry.verdict,
        fights=exact.point.A < BAR_LOW,
        F=ends_of(exact, "F"),
        S=ends_of(exact, "S"),
        V=value,
        bands=Bands(lo=band(value.lo), point=band(value.point), hi=band(value.hi)),
        binding=exact.binding,
        coverage=coverage,
    )


def ends_of(exact: Exact, part: str) -> Ends:
    return Ends(lo=getattr(exact.lo, part), point=getattr(exact.point, part), hi=getattr(exact.hi, part))

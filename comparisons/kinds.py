"""What each kind of comparison says as a whole, beyond its rows (method sections 13 and 14)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from comparisons.figures import OVER_TIME, SUBJECTS, RaterFigures
from comparisons.result import (
    ClearlyAhead,
    ComparisonResult,
    Ends,
    LeaderChange,
    MemberChange,
    MovedMost,
    OverTimePart,
    PathRow,
    PathTransition,
    RatersPart,
    SubjectsPart,
)
from comparisons.spread import Spread
from evaluations.scoring.method1.comparing import FitChange, OneSided, OverTime, PathChange


def with_kind(found: ComparisonResult, base: int, spread: Spread) -> ComparisonResult:
    """The result with the statistics of its kind, and of no other."""
    if found.kind == OVER_TIME:
        return replace(found, over_time=_over_time(found, base, spread))
    if found.kind == SUBJECTS:
        return replace(found, subjects=_subjects(found))
    return replace(found, raters=_raters(found, spread.raters) if spread.raters else None)


def _over_time(found: ComparisonResult, base: int, spread: Spread) -> OverTimePart:
    shared = spread.ranked
    return OverTimePart(
        ranked=shared,
        ranks=tuple(
            None if order is None else tuple(order.index(key) + 1 for key in shared)
            for order in spread.orders
        ),
        members=tuple(
            None if change is None else _summary(found, change, base, place)
            for place, change in enumerate(spread.changes)
        ),
    )


def _summary(found: ComparisonResult, change: OverTime, base: int, place: int) -> MemberChange:
    """One member against the base: order, leader, verdicts that changed, and what moved most."""
    verdicts = tuple(
        PathTransition(path=key, from_=entry.verdict.from_, to=entry.verdict.to)
        for key, entry in change.paths.items()
        if entry.verdict is not None and entry.verdict.from_ != entry.verdict.to
    )
    leaders = [_leader(found.paths, at, (base, place)) for at in (base, place)]
    return MemberChange(
        tau_b=change.tau_b,
        leader_changed=change.leader_changed,
        leader=LeaderChange(from_=leaders[0], to=leaders[1]),
        verdicts_changed=verdicts,
        moved_most=_moved_most(change.paths, _of_fit(found)),
    )


def _leader(rows: Sequence[PathRow], at: int, both: Sequence[int]) -> str | None:
    """The first path at one member among those that both members have whole: by value, then fit, then key."""
    whole = [row for row in rows if all(row.cells[place].state == "whole" for place in both)]
    ranked = sorted(whole, key=lambda row: (-_point(row.cells[at].V), -_point(row.cells[at].F), row.key))
    return ranked[0].key if ranked else None


def _point(ends: Ends | None) -> float:
    return ends.point if ends else 0.0


def _of_fit(found: ComparisonResult) -> set[str]:
    """The items that fit is made of and that compare; a capability or a constraint moves support alone."""
    rows = [row for row in found.factors if row.role != "capability"]
    return {row.key for row in [*rows, *found.surfaces] if row.compares}


def _moved_most(paths: Mapping[str, PathChange | OneSided], of_fit: set[str]) -> MovedMost | None:
    """The path whose fit moved most, with the largest of its parts and the answer of fit that moved most in it."""
    moved = {key: entry.F for key, entry in paths.items() if entry.F is not None and entry.F.change}
    if not moved:
        return None
    key = max(sorted(moved), key=lambda name: abs(moved[name].change))
    parts = _parts(moved[key])
    part = max(parts, key=lambda name: abs(parts[name]))
    items = {
        each.item: abs(each.answer + each.evidence)
        for each in paths[key].items
        if each.answer is not None and each.evidence is not None and each.item in of_fit
    }
    return MovedMost(
        path=key,
        change=moved[key].change,
        part=part,
        by=parts[part],
        item=max(items, key=lambda item: items[item], default=None),
    )


def _parts(fit: FitChange) -> dict[str, float]:
    return {**fit.contributions, "cap_effect": fit.cap_effect}


def _subjects(found: ComparisonResult) -> SubjectsPart:
    """Who is clearly ahead of whom, on how many of the paths that both have."""
    counts: dict[tuple[int, int], list[str]] = {}
    for row in found.paths:
        for pair in row.ahead or ():
            counts.setdefault(pair, []).append(row.key)
    return SubjectsPart(
        ahead=tuple(
            ClearlyAhead(ahead=ahead, behind=behind, paths=tuple(paths))
            for (ahead, behind), paths in sorted(counts.items())
        )
    )


def _raters(found: ComparisonResult, numbers: RaterFigures) -> RatersPart:
    """How far the raters agree: alpha with its word, the contested items, and on how many paths all share the
    panel's verdict."""
    there, paths = len(found.there), numbers.paths
    return RatersPart(
        raters=there,
        alpha=numbers.alpha,
        contested=tuple(key for key, item in sorted(numbers.items.items()) if item.contested),
        rated=len(numbers.items),
        paths=len(paths),
        unanimous=tuple(sorted(key for key, path in paths.items() if path.sharing == there)),
        discursive_dilemma=tuple(sorted(key for key, path in paths.items() if path.discursive_dilemma)),
    )

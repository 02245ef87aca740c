"""What each kind of comparison says as a whole, beyond its rows (method sections 13 and 14)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from comparisons.figures import OVER_TIME, SUBJECTS, IssuedOverTime, PooledFigures, RaterFigures
from comparisons.paths import Ends, IssuedCell, IssuedChange, IssuedFitChange, PathCell, PathRow
from comparisons.result import (
    ClearlyAhead,
    ComparisonResult,
    IssuedRatersPart,
    LeaderChange,
    MemberChange,
    MovedMost,
    OverTimePart,
    PathTransition,
    PooledItem,
    RatersPart,
    SubjectsPart,
)
from comparisons.spread import Spread
from evaluations.scoring.method1.comparing import FitChange, OneSided, OverTime, PathChange
from evaluations.scoring.method1.panel import ItemAgreement
from evaluations.scoring.method2.constants import CLASSES, ISSUED


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


def _summary(
    found: ComparisonResult, change: OverTime | IssuedOverTime, base: int, place: int
) -> MemberChange:
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
    ranked = sorted(
        whole,
        key=lambda row: (
            *_height(row.cells[at]),
            -_point(row.cells[at].V),
            -_point(row.cells[at].F),
            row.key,
        ),
    )
    return ranked[0].key if ranked else None


def _height(cell: PathCell) -> tuple[float, ...]:
    """By method 2 the issued verdict comes first, then where a withheld one leans."""
    if not isinstance(cell, IssuedCell) or cell.verdict is None:
        return ()
    lean = 0 if cell.lean is None else CLASSES.index(cell.lean)
    return (-ISSUED.index(cell.verdict), -lean, -(cell.lean_chance or 0.0))


def _point(ends: Ends | None) -> float:
    return ends.point if ends else 0.0


def _of_fit(found: ComparisonResult) -> set[str]:
    """The items that fit is made of and that compare; a capability or a constraint moves support alone."""
    rows = [row for row in found.factors if row.role != "capability"]
    return {row.key for row in [*rows, *found.surfaces] if row.compares}


def _moved_most(
    paths: Mapping[str, IssuedChange] | Mapping[str, PathChange | OneSided], of_fit: set[str]
) -> MovedMost | None:
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


def _parts(fit: FitChange | IssuedFitChange) -> dict[str, float]:
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


def _raters(found: ComparisonResult, numbers: RaterFigures | PooledFigures) -> RatersPart:
    """How far the raters agree: alpha with its word, the contested items, and on how many paths all share the
    panel's verdict."""
    there = len(found.there)
    if isinstance(numbers, PooledFigures):
        told = partial(
            IssuedRatersPart, disputed=tuple(key for key, path in numbers.paths.items() if path.disputed)
        )
        return _agreement(told, numbers, there)
    return _agreement(RatersPart, numbers, there)


def _agreement(
    told: Callable[..., RatersPart], numbers: RaterFigures | PooledFigures, there: int
) -> RatersPart:
    paths = numbers.paths
    return told(
        raters=there,
        alpha=numbers.alpha,
        contested=_contested(numbers.items),
        rated=len(numbers.items),
        paths=len(paths),
        unanimous=tuple(sorted(key for key, path in paths.items() if path.sharing == there)),
        discursive_dilemma=tuple(sorted(key for key, path in paths.items() if path.discursive_dilemma)),
    )


def _contested(items: Mapping[str, PooledItem] | Mapping[str, ItemAgreement]) -> tuple[str, ...]:
    return tuple(sorted(key for key, item in items.items() if item.contested))

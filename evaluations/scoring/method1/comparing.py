"""Comparing evaluations: one subject over time, and different subjects (section 14).

Several raters of one product are a panel: see panel.py. All values are rounded as they are stored.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ..agreement import kendall_tau_b
from ..constants import DIMENSIONS, LIKELY, NOT_APPLICABLE, VERY_LIKELY
from ..inputs import Answer, Inputs
from ..matching import Match, match
from ..polytope import Order
from ..rounding import band, share, stored
from .constants import DRAWS
from .path_scores import PathScores, scores_by_path
from .ranges import range_of
from .ranking import compared, in_units
from .sampling import Sample, judgement, sample
from .verdict import display_order


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictChange:
    """The issued verdict before and after; `not_applicable` where no fit item applies."""

    from_: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FitChange:
    """How fit changed at the point, and what of it each dimension and the weakest-link cap account for.

    `interval`: the least and the greatest change that the ranges leave possible; `clear` where all of it lies on one
    side of 0. `P_up`: the chance of a rise, ties counted half, with its word in `likelihood`.
    """

    change: float
    contributions: Mapping[str, float]
    cap_effect: float
    interval: tuple[float, float]
    clear: bool
    P_up: float
    likelihood: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMove:
    """How far an item moved by another answer and by other evidence; None where it applies on one side only."""

    item: str
    answer: float | None
    evidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSided:
    """A path that cannot be scored on one side or on both: only its verdicts can be told."""

    verdict: VerdictChange
    F: None = None

    @property
    def items(self) -> tuple[ItemMove, ...]:
        """No move is told of a path that is not scored on both sides."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PathChange:
    """What changed on one path. `verdict` is None where only fit compares."""

    F: FitChange
    items: tuple[ItemMove, ...]
    verdict: VerdictChange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What two sides have in common, and what they do not: see `matching.Match`."""

    left_out: tuple[str, ...]
    fit_only: tuple[str, ...]
    match_from_base: tuple[str, ...]
    only_in_base: tuple[str, ...]
    only_in_other: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTime:
    """What changed between two states of one subject, path by path. `tau_b` from -1 to 1 compares the orders by V;
    None where one side does not tell its paths apart. The rest is as in `Common`."""

    paths: Mapping[str, PathChange | OneSided]
    tau_b: float | None
    leader_changed: bool
    left_out: tuple[str, ...]
    fit_only: tuple[str, ...]
    match_from_base: tuple[str, ...]
    only_in_base: tuple[str, ...]
    only_in_other: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectCell:
    """One subject's path: its issued verdict, and V at `lo`, `point` and `hi` with the nearest answer levels."""

    verdict: str
    V: Mapping[str, float]
    bands: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """One path of all subjects; `ahead` has pairs of places of which the first is clearly ahead."""

    members: tuple[SubjectCell | None, ...]
    ahead: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossSubjects:
    """Different subjects side by side, and what each has in common with the base."""

    paths: Mapping[str, SubjectRow]
    grounds: tuple[Common, ...]


def over_time(
    base: Inputs, later: Inputs, *, order: Order | None, left_out: Collection[str] = ()
) -> OverTime:
    """What changed between two states of one subject, path by path.

    `order` is the comparison's priorities; `left_out` the items whose revisions differ. A path's
    entry has null where one side has no applicable fit item, or where only fit compares.
    """
    found = match(base, later, order=order, left_out=left_out)
    before, after = scores_by_path(found.base), scores_by_path(found.other)
    # A constraint that is left out keeps its answers (it cannot be not applicable), yet they do not compare.
    apart = set(left_out) - {path.alignment_item for path in found.base.paths}
    paths: dict[str, PathChange | OneSided] = {}
    for path in found.base.paths:
        old, new = before.get(path.key), after.get(path.key)
        paths[path.key] = _change(found, path.key, old, new, apart)
    both = [key for key in before if key in after and key not in found.fit_only]
    leaders = [_leader({key: side[key] for key in both}) for side in (before, after)]
    values = [[side[key].point.V for key in both] for side in (before, after)]
    tau = kendall_tau_b(*values)
    return OverTime(
        paths=paths,
        tau_b=None if tau is None else stored(tau),
        leader_changed=leaders[0] != leaders[1],
        left_out=found.left_out,
        fit_only=found.fit_only,
        match_from_base=found.match_from_base,
        only_in_base=found.only_in_base,
        only_in_other=found.only_in_other,
    )


def _common(found: Match) -> Common:
    return Common(
        left_out=found.left_out,
        fit_only=found.fit_only,
        match_from_base=found.match_from_base,
        only_in_base=found.only_in_base,
        only_in_other=found.only_in_other,
    )


def _leader(all_scores: dict[str, PathScores]) -> str | None:
    order = display_order({key: path_scores.point for key, path_scores in all_scores.items()})
    return order[0] if order else None


def _change(
    found: Match, key: str, old: PathScores | None, new: PathScores | None, apart: Collection[str]
) -> PathChange | OneSided:
    """One path's entry."""
    if old is None or new is None:
        states = [NOT_APPLICABLE if side is None else _issued(side, sample(side)) for side in (old, new)]
        return OneSided(verdict=VerdictChange(from_=states[0], to=states[1]))
    samples = sample(old), sample(new)
    low, high = new.scores[0].F - old.scores[2].F, new.scores[2].F - old.scores[0].F
    chance = chance_of_rise(*samples)
    verdict = VerdictChange(from_=_issued(old, samples[0]), to=_issued(new, samples[1]))
    return PathChange(
        F=FitChange(
            change=stored(new.point.F - old.point.F),
            contributions={name: stored(part) for name, part in contribution_changes(old, new).items()},
            cap_effect=stored((new.point.F - new.mean) - (old.point.F - old.mean)),
            interval=(stored(low), stored(high)),
            clear=low > 0 or high < 0,
            P_up=share(chance),
            likelihood=likelihood_of_rise(chance),
        ),
        items=tuple(move for move in item_moves(found.base, found.other, key) if move.item not in apart),
        verdict=None if key in found.fit_only else verdict,
    )


def _issued(path_scores: PathScores, drawn: Sample) -> str:
    return judgement(path_scores, drawn.probabilities).verdict


def contribution_changes(old: PathScores, new: PathScores) -> dict[str, float]:
    """What each dimension adds more or less to the mean; with the cap effect these sum to dF."""
    before, after = _contributions(old), _contributions(new)
    return {
        name: after.get(name, 0.0) - before.get(name, 0.0)
        for name in DIMENSIONS
        if name in before or name in after
    }


def _contributions(path_scores: PathScores) -> dict[str, float]:
    rows = zip(path_scores.terms.dimensions, path_scores.terms.weights, path_scores.dims[1], strict=True)
    return {dimension.name: weight * value for dimension, weight, value in rows}


def chance_of_rise(old: Sample, new: Sample) -> float:
    """P(F rose) + half of P(F is the same), draw by draw on the same random numbers.

    An unknown that did not change has the same value on both sides and cancels.
    """
    before, after = in_units(old.fit), in_units(new.fit)
    rose, fell = compared(after, after, before, before)
    return (DRAWS + int(rose.sum()) - int(fell.sum())) / (2 * DRAWS)


def likelihood_of_rise(chance: float) -> str:
    """The word for a chance of rise."""
    if chance >= VERY_LIKELY:
        return "very likely up"
    if chance >= LIKELY:
        return "likely up"
    if chance <= round(1 - VERY_LIKELY, 2):
        return "very likely down"
    return "likely down" if chance <= round(1 - LIKELY, 2) else "no clear change"


def item_moves(base: Inputs, later: Inputs, key: str) -> list[ItemMove]:
    """The items of a path whose answer changed, each move split into answer and evidence.

    Both are null where the item applies on one side only.
    """
    items = {item for side in (base, later) for path in side.paths if path.key == key for item in path.items}
    moves = []
    for item in sorted(items):
        old, new = base.answer(item), later.answer(item)
        if _content(old) == _content(new):
            continue
        parts = (None, None) if old.na or new.na else split_move(old, new)
        answer, evidence = (None if part is None else stored(part) for part in parts)
        moves.append(ItemMove(item=item, answer=answer, evidence=evidence))
    return moves


def _content(answer: Answer) -> tuple[object, ...]:
    return answer.level, answer.grade, answer.na, answer.lo, answer.hi


def split_move(old: Answer, new: Answer) -> tuple[float, float]:
    """How far the point moved by another level, and how far by another grade of evidence.

    Where a side has no level and grade (unanswered, or a panel's range) all of it is the answer's.
    """
    before, after = range_of(old).mid, range_of(new).mid
    if old.level is None or new.level is None:
        return after - before, 0.0
    regraded = range_of(Answer(level=old.level, grade=new.grade)).mid
    return after - regraded, regraded - before


def across_subjects(
    members: Sequence[Inputs], *, order: Order | None, left_out: Collection[str] = ()
) -> AcrossSubjects:
    """Different subjects side by side: verdicts, bands and whose range of V lies clear of another's.

    Columns follow `members`, of which the first is the base; None where a member has no such path or
    only fit compares. No probabilities: the unknowns of different subjects do not cancel.
    """
    matches = [match(members[0], member, order=order, left_out=left_out) for member in members]
    columns = [scores_by_path(found.other) for found in matches]
    keys = sorted({key for column in columns for key in column})
    return AcrossSubjects(
        paths={key: _row(key, columns, matches) for key in keys},
        grounds=tuple(_common(found) for found in matches),
    )


def _row(key: str, columns: Sequence[dict[str, PathScores]], matches: Sequence[Match]) -> SubjectRow:
    shown = [
        None if key in found.fit_only else column.get(key)
        for column, found in zip(columns, matches, strict=True)
    ]
    ahead = tuple(
        (i, j)
        for i, above in enumerate(shown)
        for j, below in enumerate(shown)
        if above and below and above.scores[0].V > below.scores[2].V
    )
    return SubjectRow(members=tuple(None if each is None else _cell(each) for each in shown), ahead=ahead)


def _cell(path_scores: PathScores) -> SubjectCell:
    ends = zip(("lo", "point", "hi"), path_scores.scores, strict=True)
    values = {end: scores.V for end, scores in ends}
    return SubjectCell(
        verdict=_issued(path_scores, sample(path_scores)),
        V={end: stored(value) for end, value in values.items()},
        bands={end: band(value) for end, value in values.items()},
    )

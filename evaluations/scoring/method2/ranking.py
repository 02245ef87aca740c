"""Which path ranks where when weights, spacing and answers all vary; order and headline (sections 9 and 10)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..columns import FloatArray
from ..constants import BAR_HIGH, BAR_LOW, CARRY, FIND_OUT_FIRST, LIKELY, TOLERANCE, TOP_LEVEL, UNITS
from .constants import (
    CLASSES,
    DESIGN_CODE,
    DRAWS,
    ISSUED,
    LINE_BAR,
    LINE_CODE,
    MOSTLY,
    RELIEVE_CODE,
    SCALE_CODE,
)
from .draws import drawn_levels, model_draws
from .judging import Ends, Judged
from .known import Known
from .spacing import Values, cap_of, dimension_values, level_of, mean_placed, phi
from .terms import Shape, Terms
from .values import Codes

_RAISED = ("product", CARRY)
_SLACK = 1e-9
_PLACES = 9
_SURFACES = "surfaces"


@dataclass(frozen=True, slots=True)
class Headline:
    """The path to name first, with what is issued for it and how far that holds; a withheld verdict has its lean."""

    path: str
    verdict: str
    confidence: float | None
    lean: str
    lean_chance: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """`keys` in display order. Shares by path: of each rank, of winning against each other path (p), the expected
    rank, and of drawn priorities that keep the class at the point; `too_close`: neighbours that chance could turn."""

    keys: tuple[str, ...]
    rank_shares: Mapping[str, tuple[float, ...]]
    winning: Mapping[tuple[str, str], float]
    expected_rank: Mapping[str, float]
    choice_entropy_bits: float
    priority_robustness: Mapping[str, float]
    too_close: tuple[tuple[str, str], ...]


def display_order(ends: Mapping[str, Ends], judged: Mapping[str, Judged]) -> tuple[str, ...]:
    """Path keys by issued verdict; then unconditional ones, lean and its chance, V and F at the point, key."""

    def rank(key: str) -> tuple[float | str, ...]:
        own, point = judged[key], ends[key].point.scores
        withheld = own.verdict == FIND_OUT_FIRST
        leaning = (-CLASSES.index(own.lean), -round(own.lean_chance, _PLACES)) if withheld else (0, 0)
        return (-ISSUED.index(own.verdict), bool(own.only_if), *leaning, -point.V, -point.F, key)

    return tuple(sorted(judged, key=rank))


def headline_of(order: Sequence[str], judged: Mapping[str, Judged]) -> Headline | None:
    """The first path of the display order; None when there is none."""
    if not order:
        return None
    own = judged[order[0]]
    return Headline(order[0], own.verdict, own.confidence, own.lean, own.lean_chance)


def rank(terms: Mapping[str, Terms], ends: Mapping[str, Ends], judged: Mapping[str, Judged]) -> Ranking:
    """Rank the paths of an evaluation against each other."""
    order = display_order(ends, judged)
    keys = tuple(terms)  # by key, so that sums do not depend on the display order
    standings = [_standing_in_draws(terms[key]) for key in keys]
    ahead, tied, winning = _contest(standings)
    shares = _rank_shares(ahead, tied)
    expected = [1 + sum(winning[j, i] for j in range(len(keys)) if j != i) for i in range(len(keys))]
    pairs = {(a, b): float(winning[i, j]) for i, a in enumerate(keys) for j, b in enumerate(keys) if i != j}
    return Ranking(
        keys=order,
        rank_shares={key: tuple(float(each) for each in row) for key, row in zip(keys, shares, strict=True)},
        winning=pairs,
        expected_rank={key: float(each) for key, each in zip(keys, expected, strict=True)},
        choice_entropy_bits=_entropy([float(row[0]) for row in shares]),
        priority_robustness={key: priority_robustness(terms[key], ends[key]) for key in keys},
        too_close=tuple(
            (a, b)
            for a, b in pairwise(order)
            if judged[a].verdict == judged[b].verdict and pairs[a, b] < LIKELY - TOLERANCE
        ),
    )


def _standing_in_draws(terms: Terms) -> NDArray[np.int64]:
    """One number for each draw, by which paths are ordered in it: class, then V, then F, rounded."""
    shape = terms.shape
    levels = [_drawn(item, terms.key, known) for item, known in zip(shape.items, terms.known, strict=True)]
    dims = [dimension_values(each, levels[each.start : each.stop]) for each in shape.dimensions]
    match = _match_drawn(terms)
    support = match
    for level in levels[shape.requirements :]:
        support = np.minimum(support, level)
    fit = _in_units(np.minimum(level_of(_mean(shape, dims)), cap_of(shape, dims)))
    raised = _raised(shape, levels, dims)
    star = _in_units(np.minimum(level_of(_mean(shape, raised)), cap_of(shape, raised)))
    codes = class_codes(fit / UNITS, star / UNITS, support / TOP_LEVEL, match / TOP_LEVEL)
    value = np.minimum(fit, support.astype(np.int64) * int(UNITS / TOP_LEVEL))
    # V and F lie below 2**30, so one whole number carries all three.
    return (codes.astype(np.int64) << 60) + (value << 30) + fit


def _mean(shape: Shape, dims: Sequence[FloatArray]) -> FloatArray:
    return mean_placed(shape, [phi(each) for each in dims])


def _drawn(item: str, key: str, known: Known) -> NDArray[np.int8]:
    group = _SURFACES if item.startswith("surface/") else key
    return drawn_levels(item, group, known.chances)


def _match_drawn(terms: Terms) -> NDArray[np.int8]:
    item, matches = terms.shape.match_item, terms.matches
    each = [drawn_levels(item, terms.key, known.chances) for known in matches.known]
    if matches.is_known:
        return each[0]
    chosen: NDArray[np.int8] = np.stack(each)[model_draws(len(each)), np.arange(DRAWS)]
    return chosen


def _raised(shape: Shape, levels: Sequence[NDArray[np.int8]], dims: Sequence[FloatArray]) -> list[FloatArray]:
    """The dimensions with everything that design can raise at Mostly or above."""
    found = []
    for dimension, value in zip(shape.dimensions, dims, strict=True):
        own = range(dimension.start, dimension.stop)
        if dimension.name in _RAISED and any(shape.raisable[place] for place in own):
            lifted = [np.maximum(levels[p], MOSTLY) if shape.raisable[p] else levels[p] for p in own]
            value = dimension_values(dimension, lifted)
        found.append(value)
    return found


def _in_units(values: FloatArray) -> NDArray[np.int64]:
    units: NDArray[np.int64] = np.rint(values * UNITS).astype(np.int64)
    return units


def class_codes(fit: Values, star: Values, support: Values, match: Values) -> Codes:
    """The class in each draw (section 6); the index in CLASSES."""
    fits, backed = np.greater_equal(fit, BAR_HIGH), np.greater_equal(support, BAR_HIGH)
    line = np.greater_equal(star, LINE_BAR)
    below = np.where(np.greater_equal(star, BAR_HIGH), DESIGN_CODE, np.where(line, LINE_CODE, 0))
    below = below * np.greater_equal(support, BAR_LOW)
    codes = np.where(fits, np.where(backed, SCALE_CODE, RELIEVE_CODE), below)
    found: Codes = (codes * np.greater_equal(match, BAR_LOW)).astype(np.int8)
    return found


def _contest(
    standings: Sequence[NDArray[np.int64]],
) -> tuple[NDArray[np.int16], NDArray[np.int16], FloatArray]:
    """For each path and draw how many others are ahead of it and level with it; and p_ij."""
    count = len(standings)
    every = np.stack(standings) if count else np.zeros((0, DRAWS), dtype=np.int64)
    ahead, tied = np.zeros(every.shape, dtype=np.int16), np.zeros(every.shape, dtype=np.int16)
    winning = np.full((count, count), 0.5)
    for i in range(count):
        above = every > every[i]
        level = every == every[i]
        ahead[i], tied[i] = above.sum(axis=0), level.sum(axis=0) - 1
        winning[:, i] = (above.sum(axis=1) + level.sum(axis=1) / 2) / DRAWS
        winning[i, i] = 0.5
    return ahead, tied, winning


def _rank_shares(ahead: NDArray[np.int16], tied: NDArray[np.int16]) -> FloatArray:
    """For each path (row) its share of each rank; a tie shares its ranks equally."""
    count, draws = ahead.shape
    shares = np.zeros((count, count))
    for row, own, ties in zip(shares, ahead, tied, strict=True):
        for level in np.unique(ties).tolist():
            reached = np.bincount(own[ties == level], minlength=count)
            for shift in range(level + 1):
                row[shift:] += reached[: count - shift] / (level + 1)
    shares /= draws
    return shares


def _entropy(first_ranks: Sequence[float]) -> float:
    """H of the first-rank shares in bits: 0 when one path always leads."""
    return sum(-share * math.log2(share) for share in first_ranks if share > 0)


def priority_robustness(terms: Terms, ends: Ends) -> float:
    """Share of the drawn weights and spacings under which the path keeps its class, answers at the point."""
    shape, point = terms.shape, ends.point
    if point.scores.A < BAR_LOW:
        return 1.0
    levels = [each.point for each in terms.known]
    dims = point.dims
    raised = [
        sum(
            relevance * (max(levels[place], MOSTLY) if shape.raisable[place] else levels[place])
            for relevance, place in zip(each.relevances, range(each.start, each.stop), strict=True)
        )
        / (TOP_LEVEL * each.total)
        for each in shape.dimensions
    ]
    # F reaches a bar where its placed mean reaches the placed bar: no inverse is needed.
    fits = _reaches(shape, dims, BAR_HIGH)
    star, line = _reaches(shape, raised, BAR_HIGH), _reaches(shape, raised, LINE_BAR)
    stand_in = np.where(fits, 1.0, 0.0), np.where(star, BAR_HIGH, np.where(line, LINE_BAR, 0.0))
    codes = class_codes(*stand_in, point.scores.S, point.scores.A)
    return float(np.count_nonzero(codes == point.code)) / DRAWS


def _reaches(shape: Shape, dims: Sequence[float], bar: float) -> NDArray[np.bool_]:
    mean = mean_placed(shape, [phi(value) for value in dims])
    reached: NDArray[np.bool_] = (mean >= phi(bar) - _SLACK) & (cap_of(shape, dims) >= bar - _SLACK)
    return reached

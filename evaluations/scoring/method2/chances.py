"""Exact chances of the classes of one path, without draws (section 7).

Fit items, support items and the match are disjoint. So with independent answers the chance of a class follows
from three tails of fit and the products of the support; moving together, all answers follow one number.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from ..columns import FloatArray
from ..constants import BAR_HIGH, TOP_LEVEL
from .constants import CLASSES, LINE_BAR, MOSTLY, PARTLY
from .known import Chances, Known
from .terms import Dimension, Shape, Terms
from .values import class_codes

_SLACK = 5e-10  # values are rounded to nine decimals before they meet a bar
Side = Callable[[Known], Chances]


def as_known(known: Known) -> Chances:
    """Where a measurement would land."""
    return known.chances


def worse(known: Known) -> Chances:
    """The same, should it turn out no better than was said."""
    return known.worse


def better(known: Known) -> Chances:
    """The same, should it turn out no worse than was said."""
    return known.better


class Spread(NamedTuple):
    """The values that a dimension can take, rising, with their chances."""

    values: tuple[float, ...]
    chances: tuple[float, ...]


@lru_cache(maxsize=16_384)
def _spread(side: Side, known: tuple[Known, ...], dimension: Dimension, raised: tuple[bool, ...]) -> Spread:
    """Convolve the items of one dimension, in whole steps of relevance times level."""
    sums: dict[int, float] = {0: 1.0}
    for each, relevance, lift in zip(known, dimension.relevances, raised, strict=True):
        chances = _lifted(side(each)) if lift else side(each)
        grown: dict[int, float] = {}
        for total, so_far in sums.items():
            for level, chance in enumerate(chances):
                if chance:
                    place = total + relevance * level
                    grown[place] = grown.get(place, 0.0) + so_far * chance
        sums = grown
    places = sorted(sums)
    scale = TOP_LEVEL * dimension.total
    return Spread(tuple(place / scale for place in places), tuple(sums[place] for place in places))


def _lifted(chances: Chances) -> Chances:
    return (*(0.0,) * MOSTLY, sum(chances[: MOSTLY + 1]), *chances[MOSTLY + 1 :])


def fit_tail(shape: Shape, known: Sequence[Known], side: Side, bar: float, *, raised: bool) -> float:
    """P(F >= bar), or P(F* >= bar) with what design can raise raised; answers independent of each other."""
    spreads: list[tuple[float, Spread]] = []
    sure = 0.0
    for dimension, weight in zip(shape.dimensions, shape.weights, strict=True):
        own = tuple(known[dimension.start : dimension.stop])
        lift = shape.raisable[dimension.start : dimension.stop] if raised else (False,) * len(own)
        spread = _spread(side, own, dimension, lift)
        floor = bar - dimension.step - _SLACK
        if spread.values[0] < floor:
            first = bisect_left(spread.values, floor)
            spread = Spread(spread.values[first:], spread.chances[first:])
            if not spread.values:
                return 0.0
        if len(spread.values) == 1 and spread.chances[0] == 1.0:
            sure += weight * spread.values[0]
        else:
            spreads.append((weight, spread))
    return _tail(spreads, bar - sure - _SLACK)


def _tail(spreads: list[tuple[float, Spread]], bar: float) -> float:
    """P(the weighted sum is at least `bar`) of independent spreads."""
    least = sum([weight * spread.values[0] for weight, spread in spreads])
    if least >= bar:
        return _all_of(spreads)
    if sum([weight * spread.values[-1] for weight, spread in spreads]) < bar:
        return 0.0
    ordered = sorted(spreads, key=lambda each: len(each[1].values))
    *others, (weight, last) = ordered
    sums: FloatArray = np.zeros(1)
    chances: FloatArray = np.ones(1)
    for own, spread in others:
        sums = np.add.outer(sums, own * np.array(spread.values)).ravel()
        chances = np.multiply.outer(chances, np.array(spread.chances)).ravel()
    tails = np.array([*[*accumulate(reversed(last.chances))][::-1], 0.0])
    places = np.searchsorted(weight * np.array(last.values), bar - sums)
    return float((chances * tails[places]).sum())


def _all_of(spreads: list[tuple[float, Spread]]) -> float:
    total = 1.0
    for _, spread in spreads:
        total *= sum(spread.chances)
    return total


class SupportTail(NamedTuple):
    """P(every capability and constraint item is at least Partly), and at least Mostly."""

    partly: float
    mostly: float


def support_tail(shape: Shape, known: Sequence[Known], side: Side) -> SupportTail:
    """The products over capability factors and constraints."""
    partly = mostly = 1.0
    for each in known[shape.requirements :]:
        chances = side(each)
        partly *= sum(chances[PARTLY:])
        mostly *= sum(chances[MOSTLY:])
    return SupportTail(partly, mostly)


class Reached(NamedTuple):
    """P(class >= c) for each class, in the order of CLASSES."""

    park: float
    on_the_line: float
    design_in_first: float
    relieve_first: float
    scale: float


def reached(terms: Terms, side: Side, match: Known) -> Reached:
    """P(class >= c) of independent answers under one match."""
    shape, known = terms.shape, terms.known
    fits = fit_tail(shape, known, side, BAR_HIGH, raised=False)
    raised = fit_tail(shape, known, side, BAR_HIGH, raised=True)
    line = fit_tail(shape, known, side, LINE_BAR, raised=True)
    support = support_tail(shape, known, side)
    chances = side(match)
    partly, mostly = sum(chances[PARTLY:]), sum(chances[MOSTLY:])
    return Reached(
        park=1.0,
        on_the_line=fits * partly + (line - fits) * partly * support.partly,
        design_in_first=fits * partly + (raised - fits) * partly * support.partly,
        relieve_first=fits * partly,
        scale=fits * mostly * support.mostly,
    )


def reached_together(terms: Terms, side: Side, match: Known) -> Reached:
    """P(class >= c) with one number for all answers: the class is constant between its break points."""
    every = [side(each) for each in (*terms.known, match)]
    cumulative = np.cumsum(np.array(every), axis=1)
    breaks = np.unique(np.round(cumulative, 12))
    edges = np.concatenate([[0.0], breaks[(breaks > 0) & (breaks < 1)], [1.0]])
    middles = (edges[1:] + edges[:-1]) / 2
    levels = (cumulative[None, :, :] <= middles[:, None, None]).sum(axis=2).astype(np.float64)
    codes = class_codes(terms.shape, np.minimum(levels, TOP_LEVEL))
    lengths = edges[1:] - edges[:-1]
    return Reached(*[float(lengths[codes >= code].sum()) for code in range(len(CLASSES))])


def shares_of(found: Reached) -> tuple[float, ...]:
    """The chance of each class, from the chances of at least each."""
    return tuple(above - more for above, more in zip(found, (*found[1:], 0.0), strict=True))

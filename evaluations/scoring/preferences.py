"""Weights and answer spacings, made from columns of random numbers (method.md, section 9).

`Columns` gives the column of a coordinate: how many values it has, and by which name it is drawn, is the method's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .columns import Column, FloatArray
from .constants import DIMENSIONS, SPACING_FLOOR, STEP, TOP_LEVEL
from .polytope import Order

Columns = Callable[[str], FloatArray]


@dataclass(frozen=True, slots=True)
class Spacing:
    """Where the five answer words stand, draw by draw: phi is linear between the places.

    `bends` are the changes of slope at the three inner places, forwards and for the inverse.
    """

    places: tuple[Column, ...]
    slopes: tuple[FloatArray, ...]
    bends: tuple[FloatArray, ...]
    inverse_slope: FloatArray
    inverse_bends: tuple[FloatArray, ...]

    def value(self, x: Column, lo: float, hi: float) -> Column:
        """phi(x) for x within [lo, hi]; only the places inside that range are looked at."""
        first = min(int(lo * TOP_LEVEL), TOP_LEVEL - 1)
        if not isinstance(x, np.ndarray):
            return self._of_number(x)
        total = (x - first * STEP) * self.slopes[first]
        total += self.places[first]
        for level in range(first + 1, TOP_LEVEL):
            if level * STEP >= hi:
                break
            beyond = x - level * STEP
            np.maximum(beyond, 0.0, out=beyond)
            beyond *= self.bends[level - 1]
            total += beyond
        return total

    def _of_number(self, x: float) -> Column:
        level = min(int(x * TOP_LEVEL), TOP_LEVEL - 1)
        beyond = x - level * STEP
        if beyond == 0.0:
            return self.places[level]
        if beyond == STEP:
            return self.places[level + 1]
        return self.places[level] + beyond * self.slopes[level]

    def level(self, y: Column) -> FloatArray:
        """The inverse of phi."""
        total = y * self.inverse_slope
        for place, bend in zip(self.places[1:TOP_LEVEL], self.inverse_bends, strict=True):
            beyond = np.subtract(y, place)
            np.maximum(beyond, 0.0, out=beyond)
            beyond *= bend
            total += beyond
        return total


def spacing_from(columns: Columns) -> Spacing:
    """Spacings drawn uniformly, with no gap between two words below `SPACING_FLOOR` of an even one."""
    inner = range(1, TOP_LEVEL)
    ordered = np.sort(np.stack([columns(f"spacing:{place}") for place in inner]), axis=0)
    return spacing_of(
        [SPACING_FLOOR * place * STEP + (1 - SPACING_FLOOR) * ordered[place - 1] for place in inner]
    )


def spacing_of(inner: Sequence[FloatArray]) -> Spacing:
    """A spacing from its three inner places, each a column."""
    places: list[Column] = [0.0, *(_frozen(place) for place in inner), 1.0]
    gaps = [np.subtract(above, below) for below, above in pairwise(places)]
    slopes = [gap / STEP for gap in gaps]
    inverse = [STEP / gap for gap in gaps]
    return Spacing(
        places=tuple(places),
        slopes=tuple(slopes),
        bends=tuple(after - before for before, after in pairwise(slopes)),
        inverse_slope=inverse[0],
        inverse_bends=tuple(after - before for before, after in pairwise(inverse)),
    )


def _frozen(array: FloatArray) -> FloatArray:
    """Read-only: what is kept for the next evaluation must not be written to."""
    array.setflags(write=False)
    return array


def weights_from(columns: Columns, order: Order | None) -> dict[str, FloatArray]:
    """Weights by dimension, draw by draw: uniform over those that the order admits; they sum to 1."""
    exponential = -np.log(np.stack([columns(f"weight:{name}") for name in DIMENSIONS]))
    drawn = _frozen(exponential / exponential.sum(axis=0))
    if order is None:
        return dict(zip(DIMENSIONS, drawn, strict=True))
    downwards = -np.sort(-drawn, axis=0)
    weights: dict[str, FloatArray] = {}
    place = 0
    for group in order:
        rows = [DIMENSIONS.index(name) for name in group]
        handed = np.empty((len(rows), drawn.shape[1]))
        # Members keep their own order; a tie goes to the earlier dimension.
        members = np.argsort(-drawn[rows], axis=0, kind="stable")
        np.put_along_axis(handed, members, downwards[place : place + len(rows)], axis=0)
        weights.update(zip(group, _frozen(handed), strict=True))
        place += len(rows)
    return weights

"""What priorities and the spacing of the words can do to a class (sections 8 and 10).

Classes are half-spaces in weights and in gaps, so the vertices decide exactly: no draws.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ..columns import FloatArray
from ..constants import BAR_HIGH, BAR_LOW, DIMENSIONS, TOP_LEVEL
from .constants import (
    CLASSES,
    DESIGN_CODE,
    LEAST_GAP,
    LINE_BAR,
    LINE_CODE,
    MOSTLY,
    PARK_CODE,
    RELIEVE_CODE,
    SCALE_CODE,
)
from .terms import Shape, Terms
from .values import Codes, dimension_values

_SLACK = 1e-9
_PLACES = np.arange(TOP_LEVEL + 1) / TOP_LEVEL


@lru_cache(maxsize=1024)
def vertices(shape: Shape) -> FloatArray:
    """The vertices of the admissible weights over the dimensions present, (vertices, dimensions).

    For each group of equal priority and each non-empty part of it: equal weights on all earlier groups and it.
    """
    names = [dimension.name for dimension in shape.dimensions]
    rows: list[list[float]] = []
    before: list[str] = []
    for group in shape.order or (DIMENSIONS,):
        own = [name for name in group if name in names]
        for size in range(1, len(own) + 1):
            for part in combinations(own, size):
                chosen = {*before, *part}
                rows.append([1 / len(chosen) if name in chosen else 0.0 for name in names])
        before += own
    return np.array(rows)


def _extreme_spacings() -> FloatArray:
    """Where the five words stand when one gap is as wide as it can be; (4, 5)."""
    gaps = np.full((TOP_LEVEL, TOP_LEVEL), LEAST_GAP)
    np.fill_diagonal(gaps, 1 - (TOP_LEVEL - 1) * LEAST_GAP)
    return np.concatenate([np.zeros((TOP_LEVEL, 1)), np.cumsum(gaps, axis=1)], axis=1)


_SPACINGS = _extreme_spacings()
_EQUAL = _PLACES[None, :]


def placed(places: FloatArray, values: Sequence[float]) -> FloatArray:
    """Where values stand under each spacing; (spacings, values)."""
    return np.stack([np.interp(values, _PLACES, own) for own in places])


def _reaches(
    places: FloatArray, weights: FloatArray, shape: Shape, dims: Sequence[float], bar: float
) -> NDArray[np.bool_]:
    """Whether fit reaches a bar, for each spacing and each row of weights."""
    cap = min([value + each.step for value, each in zip(dims, shape.dimensions, strict=True)])
    mean = placed(places, dims) @ weights.T
    reached: NDArray[np.bool_] = (mean >= placed(places, [bar]) - _SLACK) & (cap >= bar - _SLACK)
    return reached


def _classes(places: FloatArray, shape: Shape, levels: Sequence[float], match: float) -> Codes:
    """The class at these levels under each spacing and each vertex."""
    weights = vertices(shape)
    raised = [
        max(level, MOSTLY) if lift else level for level, lift in zip(levels, shape.raisable, strict=False)
    ]
    dims, star = dimension_values(shape, levels), dimension_values(shape, raised)
    support = min(match, min(levels[shape.requirements :])) / TOP_LEVEL
    fits = _reaches(places, weights, shape, dims, BAR_HIGH)
    if match / TOP_LEVEL < BAR_LOW:
        return np.full(fits.shape, PARK_CODE, dtype=np.int8)
    below = np.full(fits.shape, PARK_CODE, dtype=np.int8)
    if support >= BAR_LOW:
        below[_reaches(places, weights, shape, star, LINE_BAR)] = LINE_CODE
        below[_reaches(places, weights, shape, star, BAR_HIGH)] = DESIGN_CODE
    above = SCALE_CODE if support >= BAR_HIGH else RELIEVE_CODE
    return np.where(fits, np.int8(above), below)


def is_settled(terms: Terms, verdict: str) -> bool:
    """Whether no possible answer, no admissible priority and no spacing of the words gives another class."""
    code = CLASSES.index(verdict)
    lows, highs = [each.lowest for each in terms.known], [each.highest for each in terms.known]
    matches = terms.matches.known
    for levels, match in ((lows, min(e.lowest for e in matches)), (highs, max(e.highest for e in matches))):
        if not (_classes(_SPACINGS, terms.shape, levels, match) == code).all():
            return False
    return True


def priorities_matter(terms: Terms) -> bool:
    """Whether, with every answer as said, the class differs between admissible weights; the model must be known."""
    if not terms.matches.is_known:
        return False
    levels = [each.point for each in terms.known]
    codes = _classes(_EQUAL, terms.shape, levels, terms.matches.known[0].point)
    return bool((codes != codes.flat[0]).any())

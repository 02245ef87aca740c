"""Values under drawn spacings of the five words: phi, and fit under drawn weights and spacings (section 9)."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..columns import FloatArray
from ..constants import DIMENSIONS, TOP_LEVEL
from .constants import DRAWS
from .draws import places_drawn, weight_draws
from .terms import Dimension, Shape

_DRAW = np.arange(DRAWS)
Values = FloatArray | float  # a value for each draw, or one for all


def phi(values: Values) -> FloatArray:
    """Where values from 0 to 1 stand in each draw."""
    if not isinstance(values, np.ndarray):
        return _phi_of_number(values)
    places = places_drawn()
    scaled = values * TOP_LEVEL
    below = np.minimum(scaled.astype(np.intp), TOP_LEVEL - 1)
    low = places[below, _DRAW]
    found: FloatArray = low + (scaled - below) * (places[below + 1, _DRAW] - low)
    return found


@lru_cache(maxsize=512)
def _phi_of_number(value: float) -> FloatArray:
    places = places_drawn()
    below = min(int(value * TOP_LEVEL), TOP_LEVEL - 1)
    found: FloatArray = places[below] + (value * TOP_LEVEL - below) * (places[below + 1] - places[below])
    found.setflags(write=False)
    return found


def level_of(placed: FloatArray) -> FloatArray:
    """The inverse of phi: values from 0 to 1."""
    places = places_drawn()
    below = (placed >= places[1]).astype(np.intp)
    below += placed >= places[2]
    below += placed >= places[3]
    low = places[below, _DRAW]
    found: FloatArray = (below + (placed - low) / (places[below + 1, _DRAW] - low)) / TOP_LEVEL
    return found


@lru_cache(maxsize=512)
def own_weights(shape: Shape) -> FloatArray:
    """Drawn weights of the dimensions present, of sum 1 in each draw."""
    rows = weight_draws(shape.order)[[DIMENSIONS.index(each.name) for each in shape.dimensions]]
    found: FloatArray = rows / rows.sum(axis=0)
    return found


def mean_placed(shape: Shape, placed: Sequence[FloatArray]) -> FloatArray:
    """The weighted mean of placed dimension values, draw by draw."""
    weights = own_weights(shape)
    total: FloatArray = weights[0] * placed[0]
    for weight, each in zip(weights[1:], placed[1:], strict=True):
        total = total + weight * each
    return total


def cap_of(shape: Shape, dims: Sequence[Values]) -> Values:
    """How high the weakest dimension lets fit stand, draw by draw."""
    caps = [value + each.step for value, each in zip(dims, shape.dimensions, strict=True)]
    least: Values = caps[0]
    for cap in caps[1:]:
        least = np.minimum(least, cap)
    return least


def dimension_values(dimension: Dimension, levels: Sequence[NDArray[np.int8]]) -> FloatArray:
    """A dimension's value in each draw, from the drawn levels of its items."""
    # Whole numbers first: at most four times the sum of the relevances.
    total = levels[0].astype(np.int32) * dimension.relevances[0]
    for level, relevance in zip(levels[1:], dimension.relevances[1:], strict=True):
        total += level.astype(np.int32) * relevance
    values: FloatArray = total / (TOP_LEVEL * dimension.total)
    return values

"""Weights and answer spacings as they are drawn for the ranking of method 1 (section 9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..columns import Column, FloatArray, least, rounded, weighted_sum
from ..constants import DIMENSIONS
from ..polytope import Order
from ..preferences import Spacing, spacing_from, weights_from
from .constants import WEAK_LINK_STEP
from .draws import full_column


@lru_cache(maxsize=1)
def spacing_draws() -> Spacing:
    """The 16,000 spacings; the same for every evaluation."""
    return spacing_from(full_column)


@lru_cache(maxsize=8)
def weight_draws(order: Order | None) -> dict[str, FloatArray]:
    """16,000 weights by dimension, uniform over those that the order admits."""
    return weights_from(full_column, order)


@dataclass(frozen=True, slots=True)
class Preferences:
    """The weights of the dimensions present, and the spacings."""

    weights: tuple[FloatArray, ...]
    total: Column
    spacing: Spacing

    def fit(self, dimensions: Sequence[Column], lows: Sequence[float], highs: Sequence[float]) -> Column:
        """F under these weights and spacings; dimension values lie between `lows` and `highs`."""
        mapped = [self.spacing.value(*each) for each in zip(dimensions, lows, highs, strict=True)]
        mean = self.spacing.level(weighted_sum(self.weights, mapped) / self.total)
        return rounded(least([mean, least(dimensions) + WEAK_LINK_STEP]))


def preferences_for(order: Order | None, names: Sequence[str]) -> Preferences:
    """The draws as a path with these dimensions sees them."""
    weights = weight_draws(order)
    own = tuple(weights[name] for name in names)
    total: Column = 1.0
    if len(own) < len(DIMENSIONS):
        total = np.sum(own, axis=0)
    return Preferences(own, total, spacing_draws())

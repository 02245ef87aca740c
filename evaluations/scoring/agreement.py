"""How far answers agree: consensus on one item, reliability over many, order of two rankings."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .columns import FloatArray
from .constants import LEVELS, TOLERANCE

# Krippendorff 2004: conclusions from 0.800, tentative ones from 0.667.
_RELIABLE, _TENTATIVE = 0.800, 0.667
_FEWEST_UNITS = 10


def consensus(frequencies: Sequence[int]) -> float | None:
    """Cns of Tastle and Wierman: 1 for unanimity, 0 for a half/half split at the ends.

    `frequencies` counts the raters at each of the ordered categories; None below two raters.
    """
    total = sum(frequencies)
    if total < 2:
        return None
    mean = sum(place * count for place, count in enumerate(frequencies)) / total
    width = len(frequencies) - 1
    return 1 + sum(
        count / total * math.log2(1 - abs(place - mean) / width)
        for place, count in enumerate(frequencies)
        if count
    )


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha with the word for it, or the reason why there is none."""

    value: float | None
    word: str | None
    reason: str | None


def krippendorff_alpha(ratings: Sequence[Sequence[int | None]]) -> Alpha:
    """Ordinal alpha of levels 0 to 4: a row for each rater, a column for each item, None for no level.

    Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
    """
    units = [[level for level in unit if level is not None] for unit in zip(*ratings, strict=True)]
    units = [unit for unit in units if len(unit) >= 2]
    if len(units) < _FEWEST_UNITS:
        return Alpha(None, None, "fewer than ten items have two levels")
    coincidences = np.zeros((len(LEVELS), len(LEVELS)))
    for unit in units:
        counts = np.bincount(unit, minlength=len(LEVELS)).astype(np.float64)
        coincidences += (np.outer(counts, counts) - np.diag(counts)) / (len(unit) - 1)
    marginals = coincidences.sum(axis=1)
    total = marginals.sum()
    distance = _ordinal_distances(marginals)
    expected = float((np.outer(marginals, marginals) * distance).sum())
    if expected == 0:
        return Alpha(None, None, "all levels are the same")
    value = float(1 - (total - 1) * (coincidences * distance).sum() / expected)
    return Alpha(value, reliability(value), None)


def _ordinal_distances(marginals: FloatArray) -> FloatArray:
    """Squared number of ranks between two levels: how many ratings lie between their middles."""
    middles = np.cumsum(marginals) - marginals / 2
    distances: FloatArray = np.subtract.outer(middles, middles) ** 2
    return distances


def reliability(value: float) -> str:
    """The word for an alpha."""
    if value >= _RELIABLE:
        return "reliable"
    return "tentative" if value >= _TENTATIVE else "not reliable"


def kendall_tau_b(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Rank correlation with ties, from -1 to 1; None when one side does not tell its members apart."""
    agreeing = told_first = told_second = 0
    for i, j in combinations(range(len(first)), 2):
        a, b = _sign(first[i] - first[j]), _sign(second[i] - second[j])
        agreeing += a * b
        told_first += a != 0
        told_second += b != 0
    if not told_first or not told_second:
        return None
    return agreeing / math.sqrt(told_first * told_second)


def _sign(difference: float) -> int:
    return (difference > TOLERANCE) - (difference < -TOLERANCE)

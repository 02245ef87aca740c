"""How reliable several raters' levels are: Krippendorff's alpha with an interval (section 13)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..agreement import krippendorff_alpha, reliability
from ..columns import FloatArray
from ..constants import LEVELS
from ..rounding import stored
from ..streams import seed_of, splitmix64
from .constants import ALPHA_SAMPLES, METHOD

_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Alpha:
    """Ordinal alpha, where 95 % of its bootstraps lie, and the word for the lower end; or why there is none."""

    value: float | None
    interval: tuple[float, float] | None
    word: str | None
    reason: str | None

    def document(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "value": None if self.value is None else stored(self.value),
            "interval": None if self.interval is None else [stored(end) for end in self.interval],
            "word": self.word,
            "reason": self.reason,
        }


def alpha_of(ratings: Sequence[Sequence[int | None]]) -> Alpha:
    """Alpha of levels 0 to 4: a row for each rater, a column for each item, None for no level.

    The interval: 1,000 samples of the units (items with a level), each as large as there are units;
    samples without any variation have no alpha and are left out.
    """
    found = krippendorff_alpha(ratings)
    if found.value is None:
        return Alpha(None, None, None, found.reason)
    units = _coincidences(ratings)
    values = np.sort(_values(units[_drawn(len(units))].sum(axis=1)))
    low, high = math.floor(_TAIL * len(values)), math.ceil((1 - _TAIL) * len(values)) - 1
    interval = (float(values[low]), float(values[high]))
    return Alpha(found.value, interval, reliability(interval[0]), None)


def _drawn(count: int) -> NDArray[np.intp]:
    outputs = splitmix64(seed_of(f"distmap/method-{METHOD}/alpha"), ALPHA_SAMPLES * count)
    drawn: NDArray[np.intp] = (outputs % np.uint64(count)).astype(np.intp).reshape(ALPHA_SAMPLES, count)
    return drawn


def _coincidences(ratings: Sequence[Sequence[int | None]]) -> FloatArray:
    """How often each two levels meet in each item that has one, (units, 5, 5); one level alone meets none."""
    found = []
    for unit in zip(*ratings, strict=True):
        levels = [level for level in unit if level is not None]
        if not levels:
            continue
        counts = np.bincount(levels, minlength=len(LEVELS)).astype(np.float64)
        found.append((np.outer(counts, counts) - np.diag(counts)) / max(len(levels) - 1, 1))
    return np.array(found)


def _values(coincidences: FloatArray) -> FloatArray:
    """Alpha of each sample that has one; (samples, 5, 5)."""
    marginals = coincidences.sum(axis=2)
    totals = marginals.sum(axis=1)
    middles = np.cumsum(marginals, axis=1) - marginals / 2
    distances = (middles[:, :, None] - middles[:, None, :]) ** 2
    expected = (marginals[:, :, None] * marginals[:, None, :] * distances).sum(axis=(1, 2))
    observed = (coincidences * distances).sum(axis=(1, 2))
    defined = expected > 0
    values: FloatArray = 1 - (totals - 1)[defined] * observed[defined] / expected[defined]
    return values

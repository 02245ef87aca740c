"""The joint pass: which path ranks where when weights, spacing and answers all vary (section 9)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from ..columns import Column, FloatArray, weighted_sum
from ..constants import DIMENSIONS, LIKELY, UNITS
from ..polytope import Order
from .constants import CENTRAL_MINIMUM, DRAWS
from .fit import capped
from .path_scores import PathScores
from .preferences import preferences_for, weight_draws
from .sampling import Sample

Units = NDArray[np.int32]  # values in units of 1e-9: two that differ by at most one are equal

# dominates() compares two products of the same answers; their last bits may differ.
_SLACK = 1e-12


@dataclass(frozen=True, slots=True)
class Contest:
    """Paths compared in every draw. `ahead` and `tied` count, for each path and draw, the others that
    are ahead of it and level with it; `winning[i][j]` is p_ij."""

    ahead: NDArray[np.int16]
    tied: NDArray[np.int16]
    winning: FloatArray

    def rank_shares(self) -> FloatArray:
        """b: for each path (row) its share of each rank; a tie shares its ranks equally."""
        count, draws = self.ahead.shape
        shares = np.zeros((count, count))
        for row, ahead, tied in zip(shares, self.ahead, self.tied, strict=True):
            for ties in range(int(tied.max()) + 1):
                reached = np.bincount(ahead[tied == ties], minlength=count)
                for shift in range(ties + 1):
                    row[shift:] += reached[: count - shift] / (ties + 1)
        shares /= draws
        return shares

    def first_shares(self, path: int) -> FloatArray:
        """For one path, its share of the first rank in each draw."""
        leads: FloatArray = (self.ahead[path] == 0) / (self.tied[path] + 1.0)
        return leads


def in_units(column: Column) -> Units:
    """A rounded column in whole units, so that being equal does not hang on a last bit."""
    if isinstance(column, np.ndarray):
        return np.rint(column * UNITS).astype(np.int32)
    return np.full(DRAWS, round(column * UNITS), dtype=np.int32)


def compared(
    values: Units, fits: Units, other_values: Units, other_fits: Units
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where the first is ahead and where the second is: by V, or level in V and by F."""
    by_value, by_fit = values - other_values, fits - other_fits
    first = (by_value > 1) | ((by_value >= -1) & (by_fit > 1))
    second = (by_value < -1) | ((by_value <= 1) & (by_fit < -1))
    return first, second


def contest(values: Sequence[Units], fits: Sequence[Units]) -> Contest:
    """Compare every two paths in every draw."""
    count, draws = len(values), len(values[0]) if values else DRAWS
    ahead = np.zeros((count, draws), dtype=np.int16)
    tied = np.zeros((count, draws), dtype=np.int16)
    winning = np.full((count, count), 0.5)
    for i, j in combinations(range(count), 2):
        first, second = compared(values[i], fits[i], values[j], fits[j])
        ahead[j] += first
        ahead[i] += second
        wins, losses = int(np.count_nonzero(first)), int(np.count_nonzero(second))
        if wins + losses < draws:
            level = ~(first | second)
            tied[i] += level
            tied[j] += level
        winning[i, j] = (wins + (draws - wins - losses) / 2) / draws
        winning[j, i] = 1.0 - winning[i, j]
    return Contest(ahead, tied, winning)


def expected_ranks(winning: FloatArray) -> list[float]:
    """1 plus the chances of all others to be ahead; a path is not compared with itself."""
    return [float(1 + winning[:, i].sum() - winning[i, i]) for i in range(len(winning))]


def choice_entropy_bits(first_ranks: Sequence[float]) -> float:
    """H of the first-rank shares: 0 when one path always leads."""
    return sum(-share * math.log2(share) for share in first_ranks if share > 0)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The statistics of the joint pass; rows and lists in the order of `keys`."""

    keys: tuple[str, ...]
    rank_shares: FloatArray
    winning: FloatArray
    expected_rank: tuple[float, ...]
    choice_entropy_bits: float
    central_weights: Mapping[str, tuple[float, ...] | None]
    confidence_factor: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class _Entrant:
    """A path as it enters the ranking."""

    names: tuple[str, ...]
    dimensions: tuple[Column, ...]
    weakest: Column
    support: Units

    def under(self, weights: Mapping[str, float]) -> tuple[Units, Units]:
        """V and F of the sampled answers under fixed weights for the five dimensions."""
        own = [weights[name] for name in self.names]
        fit = in_units(
            capped(weighted_sum([weight / sum(own) for weight in own], self.dimensions), self.weakest)
        )
        return np.minimum(fit, self.support), fit


def rank(order: Order | None, all_scores: Mapping[str, PathScores], samples: Mapping[str, Sample]) -> Ranked:
    """Rank the paths of an evaluation against each other."""
    keys = tuple(all_scores)
    entrants = {key: _entrant(all_scores[key], samples[key]) for key in keys}
    fits = [in_units(_joint_fit(order, all_scores[key], samples[key])) for key in keys]
    values = [np.minimum(fit, entrants[key].support) for key, fit in zip(keys, fits, strict=True)]
    found = contest(values, fits)
    shares = found.rank_shares()
    weights = weight_draws(order)
    central: dict[str, tuple[float, ...] | None] = {}
    for i, key in enumerate(keys):
        enough = shares[i, 0] >= CENTRAL_MINIMUM
        central[key] = _mean_weights(weights, found.first_shares(i)) if enough else None
    return Ranked(
        keys=keys,
        rank_shares=shares,
        winning=found.winning,
        expected_rank=tuple(expected_ranks(found.winning)),
        choice_entropy_bits=choice_entropy_bits([float(row[0]) for row in shares]),
        central_weights=central,
        confidence_factor={key: _confidence_factor(key, central[key], entrants) for key in keys},
    )


def _entrant(path_scores: PathScores, sample: Sample) -> _Entrant:
    names = tuple(dimension.name for dimension in path_scores.terms.dimensions)
    return _Entrant(names, sample.dimensions, sample.weakest, in_units(sample.support))


def _joint_fit(order: Order | None, path_scores: PathScores, sample: Sample) -> Column:
    names = [dimension.name for dimension in path_scores.terms.dimensions]
    lows, _, highs = path_scores.dims
    return preferences_for(order, names).fit(sample.dimensions, lows, highs)


def _mean_weights(weights: Mapping[str, FloatArray], leads: FloatArray) -> tuple[float, ...]:
    total = float(leads.sum())
    return tuple(float((weights[name] * leads).sum()) / total for name in DIMENSIONS)


def _confidence_factor(
    key: str, weights: tuple[float, ...] | None, entrants: Mapping[str, _Entrant]
) -> float | None:
    """A path's first-rank share under its own central weights and equal spacing."""
    if weights is None:
        return None
    by_name = dict(zip(DIMENSIONS, weights, strict=True))
    own_values, own_fits = entrants[key].under(by_name)
    leading = np.ones(DRAWS, dtype=bool)
    sharing = np.ones(DRAWS, dtype=np.int16)
    for other, entrant in entrants.items():
        if other != key:
            ahead, behind = compared(own_values, own_fits, *entrant.under(by_name))
            leading &= ~behind
            sharing += ~(ahead | behind)
    return float((leading / sharing).sum()) / DRAWS


def too_close(keys: Sequence[str], winning: FloatArray, display: Sequence[str]) -> list[tuple[str, str]]:
    """Neighbours in the display order of which the upper is not likely ahead."""
    place = {key: i for i, key in enumerate(keys)}
    return [(a, b) for a, b in pairwise(display) if winning[place[a], place[b]] < LIKELY]


def dominations(all_scores: Mapping[str, PathScores]) -> list[tuple[str, str]]:
    """Pairs of which the first is never behind, under any weights, spacing and admissible answers."""
    return [
        (better, worse)
        for better, above in all_scores.items()
        for worse, below in all_scores.items()
        if better != worse and _dominates(above, below)
    ]


def _dominates(above: PathScores, below: PathScores) -> bool:
    names = [dimension.name for dimension in above.terms.dimensions]
    if names != [dimension.name for dimension in below.terms.dimensions]:
        return False
    lows, highs = above.dims[0], below.dims[2]
    inside = all(low >= high - _SLACK for low, high in zip(lows, highs, strict=True))
    return inside and above.scores[0].S >= below.scores[2].S

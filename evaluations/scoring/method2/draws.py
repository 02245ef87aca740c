"""The draws of the ranking: keyed columns, weights and spacings (section 9).

Each coordinate has a column of its own, keyed by its name (method 1, section 7), of 1,000 values in each half.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..columns import FloatArray
from ..constants import DIMENSIONS, GROWTH_MODEL, HALVES, SPACING_FLOOR, TOP_LEVEL
from ..polytope import Order
from ..preferences import weights_from
from ..streams import latin_hypercube
from .constants import HALF, METHOD
from .known import Chances


def half_column(half: str, coordinate: str) -> FloatArray:
    """1,000 values, one from the middle of each of 1,000 equal slices of (0, 1), shuffled; read-only."""
    return latin_hypercube(f"distmap/method-{METHOD}/{half}/{coordinate}", HALF)


def full_column(coordinate: str) -> FloatArray:
    """2,000 values: the half "together", then the half "apart"."""
    return np.concatenate([half_column(half, coordinate) for half in HALVES])


@lru_cache(maxsize=2048)
def item_column(item: str, group: str) -> FloatArray:
    """2,000 values of an item: with its group in the half "together", by itself in the half "apart"."""
    own = (half_column("together", f"group:{group}"), half_column("apart", f"item:{item}"))
    return _frozen(np.concatenate(own))


@lru_cache(maxsize=4096)
def drawn_levels(item: str, group: str, chances: Chances) -> NDArray[np.int8]:
    """The level of an item in each draw: the smallest whose cumulative chance lies above the draw."""
    cumulative = np.cumsum(chances)[:TOP_LEVEL]
    levels: NDArray[np.int8] = np.searchsorted(cumulative, item_column(item, group), side="right").astype(
        np.int8
    )
    levels.setflags(write=False)
    return levels


@lru_cache(maxsize=16)
def model_draws(count: int) -> NDArray[np.intp]:
    """Which of `count` growth models holds in each draw; the same for all paths."""
    drawn: NDArray[np.intp] = (full_column(GROWTH_MODEL) * count).astype(np.intp)
    return drawn


@lru_cache(maxsize=1)
def places_drawn() -> FloatArray:
    """Where the five words stand in each draw; (5, draws)."""
    inner = range(1, TOP_LEVEL)
    ordered = np.sort(np.stack([full_column(f"spacing:{place}") for place in inner]), axis=0)
    floors = np.array([[SPACING_FLOOR * place / TOP_LEVEL] for place in inner])
    own = floors + (1 - SPACING_FLOOR) * ordered
    ends = np.zeros((1, own.shape[1])), np.ones((1, own.shape[1]))
    return _frozen(np.concatenate([ends[0], own, ends[1]]))


@lru_cache(maxsize=16)
def weight_draws(order: Order | None) -> FloatArray:
    """Weights of the five dimensions, uniform over those that the priorities admit; (5, draws)."""
    drawn = weights_from(full_column, order)
    return _frozen(np.stack([drawn[name] for name in DIMENSIONS]))


def _frozen(array: FloatArray) -> FloatArray:
    """Read-only: what is kept for the next evaluation must not be written to."""
    array.setflags(write=False)
    return array

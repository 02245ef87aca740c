"""Random numbers that are the same everywhere and for ever (section 7).

Each coordinate of the sample has a column of its own, keyed by name: a Latin hypercube column of
8,000 values made with SplitMix64 from the SHA-256 of the name. Nothing depends on the order in
which columns are asked for.
"""

import hashlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .columns import FloatArray
from .constants import HALF, HALVES, METHOD

# A column has 64 kB; a sample of twenty paths needs about two hundred.
_KEPT = 512

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def splitmix64(seed: int, count: int) -> NDArray[np.uint64]:
    """The first `count` outputs of SplitMix64 (Steele, Lea and Flood 2014) from a 64-bit seed."""
    steps = np.arange(1, count + 1, dtype=np.uint64)
    z: NDArray[np.uint64] = np.array([seed], dtype=np.uint64) + steps * _GOLDEN
    z = (z ^ (z >> np.uint64(30))) * _FIRST
    z = (z ^ (z >> np.uint64(27))) * _SECOND
    return z ^ (z >> np.uint64(31))


def column_name(half: str, coordinate: str) -> str:
    """The name that a column is keyed by."""
    return f"distmap/method-{METHOD}/{half}/{coordinate}"


def seed_of(name: str) -> int:
    """The first eight bytes, big-endian, of the SHA-256 of a name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


@lru_cache(maxsize=_KEPT)
def half_column(half: str, coordinate: str) -> FloatArray:
    """8,000 values, one from the middle of each of 8,000 equal slices of (0, 1), shuffled; read-only."""
    outputs = splitmix64(seed_of(column_name(half, coordinate)), HALF)
    column = np.empty(HALF)
    column[np.argsort(outputs)] = (np.arange(HALF) + 0.5) / HALF
    column.setflags(write=False)
    return column


def full_column(coordinate: str) -> FloatArray:
    """16,000 values: the half "together", then the half "apart"."""
    return np.concatenate([half_column(half, coordinate) for half in HALVES])

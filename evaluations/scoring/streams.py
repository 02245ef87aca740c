"""Random numbers that are the same everywhere and for ever (method.md, section 7).

Each coordinate of a sample has a column of its own, keyed by name: a Latin hypercube column made with SplitMix64
from the SHA-256 of the name. Nothing depends on the order in which columns are asked for. How a method names its
coordinates, and how many values it draws, stands in that method.
"""

import hashlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .columns import FloatArray

# A column of 8,000 values has 64 kB; a sample of twenty paths needs about two hundred.
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


def seed_of(name: str) -> int:
    """The first eight bytes, big-endian, of the SHA-256 of a name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


@lru_cache(maxsize=_KEPT)
def latin_hypercube(name: str, count: int) -> FloatArray:
    """`count` values, one from the middle of each of `count` equal slices of (0, 1), shuffled; read-only."""
    outputs = splitmix64(seed_of(name), count)
    column = np.empty(count)
    column[np.argsort(outputs)] = (np.arange(count) + 0.5) / count
    column.setflags(write=False)
    return column

"""Numbers as results store them (method.md, sections 16 and 23)."""

import math

from .constants import EXACT_PLACES, SHARE_PLACES, TOP_LEVEL


def stored(value: float) -> float:
    """An exact value as it is stored; never -0.0."""
    return round(float(value), EXACT_PLACES) + 0.0


def share(value: float) -> float:
    """A share as it is stored."""
    return round(float(value), SHARE_PLACES) + 0.0


def band(value: float) -> int:
    """The nearest answer level, upwards from the middle: the finest difference between subjects."""
    return math.floor(value * TOP_LEVEL + 0.5)

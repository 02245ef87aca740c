"""The columns that method 1 draws: 8,000 values in each half (section 7)."""

import numpy as np

from ..columns import FloatArray
from ..constants import HALVES
from ..streams import latin_hypercube
from .constants import HALF, METHOD


def column_name(half: str, coordinate: str) -> str:
    """The name that a column is keyed by."""
    return f"distmap/method-{METHOD}/{half}/{coordinate}"


def half_column(half: str, coordinate: str) -> FloatArray:
    """8,000 values of (0, 1) for one coordinate in one half; read-only."""
    return latin_hypercube(column_name(half, coordinate), HALF)


def full_column(coordinate: str) -> FloatArray:
    """16,000 values: the half "together", then the half "apart"."""
    return np.concatenate([half_column(half, coordinate) for half in HALVES])

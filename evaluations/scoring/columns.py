"""Arithmetic on columns: a value that is one number, or a number for each draw.

The same formulas serve a single set of answers and 16,000 of them; an answer that does not vary
stays a plain number, so that it costs nothing per draw.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .constants import UNITS

FloatArray: TypeAlias = NDArray[np.float64]
Column: TypeAlias = float | FloatArray


def rounded(value: Column) -> Column:
    """To nine decimals, as every value is before it is compared; the same as numpy's round."""
    if isinstance(value, np.ndarray):
        units = value * UNITS
        np.rint(units, out=units)
        units /= UNITS
        return units
    return round(value * UNITS) / UNITS


def number(value: Column) -> float:
    """A value that does not vary, as a plain number."""
    if isinstance(value, np.ndarray):
        raise TypeError("one number is expected, not a column of draws")
    return value


def least(values: Sequence[Column]) -> Column:
    """The smallest value, draw by draw."""
    arrays = [value for value in values if isinstance(value, np.ndarray)]
    if not arrays:
        return min(values)
    numbers = [value for value in values if not isinstance(value, np.ndarray)]
    smallest: FloatArray = arrays[0]
    if numbers:
        smallest = np.minimum(smallest, min(numbers))
    for array in arrays[1:]:
        smallest = np.minimum(smallest, array)
    return smallest


def at_least(value: Column, floor: float) -> Column:
    """The value, raised to a floor."""
    return np.maximum(value, floor) if isinstance(value, np.ndarray) else max(value, floor)


def dot(weights: Sequence[float], values: Sequence[float]) -> float:
    """`weighted_sum` of plain numbers; the terms are added up from left to right."""
    total = 0.0
    for weight, value in zip(weights, values, strict=True):
        total += weight * value
    return total


def weighted_sum(weights: Sequence[Column], values: Sequence[Column]) -> Column:
    """Sum of weight times value; constant terms are added up first."""
    constant = 0.0
    total: FloatArray | None = None
    for weight, value in zip(weights, values, strict=True):
        term = weight * value
        if not isinstance(term, np.ndarray):
            constant += term
        elif total is None:
            total = term
        else:
            total += term
    if total is None:
        return constant
    if constant:
        total += constant
    return total

"""Fit, support and path value (sections 4 and 5), for one set of values or a column of draws each.

A path's values are a list with one column per item, in the order of its terms. `plain_dimensions`
and `scores` say the same for plain numbers, without the care for columns: the exact part of a result
is made of them, and must answer within a request.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ..columns import Column, at_least, dot, least, rounded, weighted_sum
from ..constants import CARRY, DESIGN_TARGET, UNITS
from .constants import WEAK_LINK_STEP
from .terms import Dimension, Terms

_RAISED = ("product", CARRY)  # what can be designed into a product


class Scores(NamedTuple):
    """Fit, fit when designed in, support, match and path value; each from 0 to 1."""

    F: float
    F_star: float
    S: float
    A: float
    V: float


def dimension_values(terms: Terms, values: Sequence[Column]) -> list[Column]:
    """The value of each dimension present: a mean by relevance of its items."""
    return [dimension_value(dimension, values) for dimension in terms.dimensions]


def dimension_value(dimension: Dimension, values: Sequence[Column]) -> Column:
    """The mean by relevance of one dimension's items."""
    if len(dimension.relevances) == 1:
        return values[dimension.start]
    return weighted_sum(dimension.relevances, values[dimension.start : dimension.stop]) / dimension.total


def capped(mean: Column, weakest: Column) -> Column:
    """Fit: a mean that its weakest dimension can cap, ready to be compared."""
    return rounded(least((mean, weakest + WEAK_LINK_STEP)))


def fit(terms: Terms, dimensions: Sequence[Column]) -> Column:
    """F under central weights and equal spacing, from the values of the dimensions."""
    return capped(weighted_sum(terms.weights, dimensions), least(dimensions))


def designed_in(terms: Terms, values: Sequence[Column], dimensions: Sequence[Column]) -> Sequence[Column]:
    """The dimensions with every product factor and designable surface raised to the design target."""
    if not terms.raisable:
        return dimensions
    raised = list(values)
    for index in terms.raisable:
        raised[index] = at_least(raised[index], DESIGN_TARGET)
    return [
        dimension_value(dimension, raised) if dimension.name in _RAISED else value
        for dimension, value in zip(terms.dimensions, dimensions, strict=True)
    ]


def support(terms: Terms, values: Sequence[Column]) -> Column:
    """S: the smallest of match, capability factors and constraints."""
    return rounded(least(values[terms.support_start :]))


def plain_dimensions(terms: Terms, values: Sequence[float]) -> tuple[float, ...]:
    """`dimension_values` of plain numbers."""
    return tuple([_plain_dimension(dimension, values) for dimension in terms.dimensions])


def _plain_dimension(dimension: Dimension, values: Sequence[float]) -> float:
    _, start, stop, relevances, total, _ = dimension
    return values[start] if stop - start == 1 else dot(relevances, values[start:stop]) / total


def plainly_capped(mean: float, weakest: float) -> float:
    """`capped` of plain numbers."""
    ceiling = weakest + WEAK_LINK_STEP
    return round((mean if mean < ceiling else ceiling) * UNITS) / UNITS


def scores(terms: Terms, values: Sequence[float], dimensions: Sequence[float]) -> Scores:
    """All scores of one set of plain numbers."""
    raised = _plainly_designed_in(terms, values, dimensions)
    fit_value = plainly_capped(dot(terms.weights, dimensions), min(dimensions))
    fit_star = plainly_capped(dot(terms.weights, raised), min(raised))
    support_value = round(min(values[terms.support_start :]) * UNITS) / UNITS
    match = round(values[terms.match] * UNITS) / UNITS
    return Scores(fit_value, fit_star, support_value, match, min(fit_value, support_value))


def _plainly_designed_in(
    terms: Terms, values: Sequence[float], dimensions: Sequence[float]
) -> Sequence[float]:
    short = [index for index in terms.raisable if values[index] < DESIGN_TARGET]
    if not short:
        return dimensions
    raised = list(values)
    for index in short:
        raised[index] = DESIGN_TARGET
    return [
        _plain_dimension(dimension, raised) if dimension.name in _RAISED else value
        for dimension, value in zip(terms.dimensions, dimensions, strict=True)
    ]

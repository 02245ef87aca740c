"""Fit, support and path value (sections 4 and 5), for one set of values or a column of draws each.

A path's values are a list with one column per item, in the order of its terms.
"""

from collections.abc import Sequence
from typing import NamedTuple

from .columns import Column, at_least, least, number, rounded, weighted_sum
from .constants import CARRY, DESIGN_TARGET, WEAK_LINK_STEP
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


def scores(terms: Terms, values: Sequence[Column], dimensions: Sequence[Column]) -> Scores:
    """All scores of one set of values (plain numbers)."""
    found = [
        fit(terms, dimensions),
        fit(terms, designed_in(terms, values, dimensions)),
        support(terms, values),
        rounded(values[terms.match]),
    ]
    fit_value, fit_star, support_value, match = (number(column) for column in found)
    return Scores(fit_value, fit_star, support_value, match, min(fit_value, support_value))

"""The facts pass: which verdicts the known facts leave likely (sections 7 and 8)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..columns import Column, least, number, weighted_sum
from ..constants import BAR_HIGH, BAR_LOW, GROWTH_MODEL
from ..polytope import Order
from .constants import DRAWS, HALF, VERDICTS
from .draws import full_column, half_column
from .fit import capped, designed_in, dimension_values, fit, support
from .path_scores import PathScores
from .preferences import preferences_for
from .terms import Item, Terms
from .verdict import Judgement, judge, verdict_codes


@dataclass(frozen=True, slots=True)
class Sample:
    """A path's facts pass: dimensions, F, S and verdict, draw by draw."""

    dimensions: tuple[Column, ...]
    weakest: Column
    fit: Column
    support: Column
    codes: NDArray[np.int8]
    probabilities: Mapping[str, float]


def drawn_values(terms: Terms) -> list[Column]:
    """Every item's value in every draw; an item that is not open stays one number."""
    return [_drawn(terms, item) for item in terms.items]


def _drawn(terms: Terms, item: Item) -> Column:
    low, _, high = item.range
    if not item.range.is_open:
        return low
    if item.id == GROWTH_MODEL:
        return np.take(terms.match_levels, growth_model_draws(len(terms.match_levels)))
    group = "surfaces" if item.id.startswith("surface/") else terms.key
    values = np.empty(DRAWS)
    np.multiply(half_column("together", f"group:{group}"), high - low, out=values[:HALF])
    np.multiply(half_column("apart", f"item:{item.id}"), high - low, out=values[HALF:])
    values += low
    return values


def growth_model_draws(count: int) -> NDArray[np.intp]:
    """Which of `count` growth models holds, draw by draw; the same for all paths."""
    return (full_column(GROWTH_MODEL) * count).astype(np.intp)


def sample(path_scores: PathScores) -> Sample:
    """Central weights, equal spacing, sampled answers."""
    terms = path_scores.terms
    values = drawn_values(terms)
    dimensions = dimension_values(terms, values)
    weakest = least(dimensions)
    fit_drawn = capped(weighted_sum(terms.weights, dimensions), weakest)
    support_drawn = support(terms, values)
    star: Column = path_scores.scores[0].F_star
    if _star_matters(path_scores):
        star = fit(terms, designed_in(terms, values, dimensions))
    codes = verdict_codes(fit_drawn, star, support_drawn, values[terms.match])
    return Sample(tuple(dimensions), weakest, fit_drawn, support_drawn, codes, shares(codes))


def _star_matters(path_scores: PathScores) -> bool:
    """Whether F* decides any draw: it is asked only below the bar, and its range may answer already."""
    low, _, high = path_scores.scores
    asked = low.F < BAR_HIGH and high.S >= BAR_LOW
    return asked and (low.F_star >= BAR_HIGH) != (high.F_star >= BAR_HIGH)


def shares(codes: NDArray[np.int8]) -> dict[str, float]:
    """The share of the draws by verdict."""
    counts = [int(np.count_nonzero(codes == code)) for code in range(len(VERDICTS))]
    return {verdict: count / codes.size for verdict, count in zip(VERDICTS, counts, strict=True)}


def judgement(path_scores: PathScores, probabilities: Mapping[str, float]) -> Judgement:
    """What is issued for the path."""
    low, _, high = path_scores.verdicts
    return judge(
        probabilities,
        path_scores.coverage,
        low=low,
        high=high,
        match_is_known=path_scores.terms.match_is_known,
    )


def priority_robustness(order: Order | None, path_scores: PathScores) -> float:
    """Share of the drawn weights and spacings under which the point answers keep the point verdict."""
    terms, point = path_scores.terms, path_scores.point
    if point.A < BAR_LOW:
        return 1.0
    preferences = preferences_for(order, [dimension.name for dimension in terms.dimensions])
    dims = path_scores.dims[1]
    drawn = preferences.fit(dims, dims, dims)
    drawn_star: Column = 0.0
    if point.S >= BAR_LOW and np.any(np.less(drawn, BAR_HIGH)):
        star = [number(value) for value in designed_in(terms, terms.points, dims)]
        drawn_star = preferences.fit(star, star, star)
    codes = verdict_codes(drawn, drawn_star, point.S, point.A)
    return shares(codes)[path_scores.verdict]

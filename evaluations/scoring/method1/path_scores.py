"""Where a path stands: everything about it that needs no draws (sections 3 to 6, 8 and 10)."""

from dataclasses import dataclass

from ..columns import dot
from ..constants import CARRY, TOLERANCE, UNITS
from ..inputs import Inputs
from ..polytope import central_weights, mean_over_weights
from .coverage import Coverage, coverage_of
from .designing import design_in, first_design_move
from .fit import Scores, plain_dimensions, plainly_capped, scores
from .terms import Terms, terms_of
from .verdict import verdict_of


@dataclass(frozen=True, slots=True)
class PathScores:
    """A path's exact part: scores and verdicts at the low end, the point and the high end."""

    terms: Terms
    dims: tuple[tuple[float, ...], ...]  # values of the dimensions at lo, point, hi
    scores: tuple[Scores, ...]
    verdicts: tuple[str, ...]
    mean: float
    weakest: float
    over_weights: tuple[float, float]
    robust: tuple[float, float]
    coverage: Coverage
    binding: tuple[str, ...]
    weakest_dims: tuple[str, ...]
    design_in: tuple[str, ...]
    first_design_move: str | None

    @property
    def point(self) -> Scores:
        """The scores with every answer at the middle of its range."""
        return self.scores[1]

    @property
    def verdict(self) -> str:
        """The verdict at the point."""
        return self.verdicts[1]


def scores_by_path(inputs: Inputs) -> dict[str, PathScores]:
    """The scores of every path with at least one applicable fit item, by key."""
    central = central_weights(inputs.order)
    every = [terms_of(inputs, path, central) for path in inputs.paths]
    return {terms.key: _path_scores(inputs, terms) for terms in every if terms.dimensions}


def _path_scores(inputs: Inputs, terms: Terms) -> PathScores:
    ends = (terms.lows, terms.points, terms.highs)
    dims = tuple([plain_dimensions(terms, values) for values in ends])
    found = tuple([scores(terms, values, own) for values, own in zip(ends, dims, strict=True)])
    verdicts = tuple([verdict_of(each) for each in found])
    names = [dimension.name for dimension in terms.dimensions]
    point = dict(zip(names, dims[1], strict=True))
    weakest = min(dims[1])
    over_lo, over_point, over_hi = (_fit_over_weights(inputs, names, own) for own in dims)
    return PathScores(
        terms=terms,
        dims=dims,
        scores=found,
        verdicts=verdicts,
        mean=dot(terms.weights, dims[1]),
        weakest=weakest,
        over_weights=over_point,
        robust=(over_lo[0], over_hi[1]),
        coverage=coverage_of(terms),
        binding=_binding(terms, found[1].S),
        weakest_dims=tuple([name for name in names if point[name] <= weakest + TOLERANCE]),
        design_in=design_in(terms, found[1], dims[1]),
        first_design_move=first_design_move(terms, verdicts[1], dims[1], point.get(CARRY)),
    )


def _fit_over_weights(inputs: Inputs, names: list[str], values: tuple[float, ...]) -> tuple[float, float]:
    low, high = mean_over_weights(inputs.order, names, values)
    weakest = min(values)
    return plainly_capped(low, weakest), plainly_capped(high, weakest)


def _binding(terms: Terms, support: float) -> tuple[str, ...]:
    """The support items at the minimum, by id."""
    items, bar = terms.items[terms.support_start :], support + TOLERANCE
    return tuple(sorted([item.id for item in items if round(item.range.mid * UNITS) / UNITS <= bar]))

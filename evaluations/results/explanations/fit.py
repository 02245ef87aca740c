"""Fit: the weighted mean of the dimensions, held back by the weakest (method sections 4, 10 and 11)."""

from collections.abc import Mapping, Sequence

from evaluations.models import Answer
from evaluations.results.explanations.items import item_of, items_by_part
from evaluations.results.explanations.shapes import ExplainedDimension, ExplainedFit, Span
from evaluations.scoring import constants, method1, rounding
from evaluations.scoring.inputs import Path
from evaluations.scoring.method1.ranges import range_of
from evaluations.scoring.method1.result import Exact
from evaluations.wording import Scored


def fit_of(scored: Scored, stored: Mapping[str, Answer], path: Path, exact: Exact) -> ExplainedFit:
    """Each dimension with its answers and weight, their mean, the cap, and what came of it."""
    parts = items_by_part(path)
    return ExplainedFit(
        dimensions=tuple(dimension_of(scored, stored, name, parts[name], exact) for name in exact.dims),
        left_out=tuple(
            item_of(scored, stored, item)
            for name in constants.DIMENSIONS
            if name not in exact.dims
            for item, _ in parts[name]
        ),
        mean=exact.mean,
        weakest=exact.weakest,
        weakest_dims=exact.weakest_dims,
        cap=rounding.stored(exact.weakest + method1.constants.WEAK_LINK_STEP),
        capped=exact.mean > exact.point.F,
        cap_effect=rounding.stored(exact.point.F - exact.mean),
        F=span_of(exact, "F"),
        F_star=span_of(exact, "F_star"),
        over_weights=exact.F_over_weights,
        robust=exact.F_robust,
    )


def dimension_of(
    scored: Scored,
    stored: Mapping[str, Answer],
    name: str,
    items: Sequence[tuple[str, int]],
    exact: Exact,
) -> ExplainedDimension:
    """One dimension: the mean of its applicable answers by their weights, and what it adds to fit."""
    living = [(item, weight) for item, weight in items if not scored.answer(item).na]
    total = sum(weight for _, weight in living)
    part = exact.contributions[name]
    spans = [(range_of(scored.answer(item)), weight / total) for item, weight in living]
    return ExplainedDimension(
        dimension=name,
        name=scored.names.dimension(name),
        # What a dimension adds and what it lacks are its weight together.
        weight=rounding.stored(part.contribution + part.gap),
        value=Span(
            lo=rounding.stored(sum(span.lo * share for span, share in spans)),
            point=exact.dims[name],
            hi=rounding.stored(sum(span.hi * share for span, share in spans)),
        ),
        contribution=part.contribution,
        gap=part.gap,
        total=total,
        items=tuple(item_of(scored, stored, item, weight=weight, total=total) for item, weight in items),
    )


def span_of(exact: Exact, value: str) -> Span:
    """F, F_star, S, A or V at the low end, the middle and the high end of all ranges."""
    ends = (exact.lo, exact.point, exact.hi)
    lo, point, hi = (getattr(end, value) for end in ends)
    return Span(lo=lo, point=point, hi=hi)

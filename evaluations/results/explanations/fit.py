"""Fit: the weighted mean of the dimensions, held back by the weakest (method sections 4, 10 and 11)."""

from collections.abc import Mapping, Sequence
from typing import Any

from evaluations.models import Answer
from evaluations.results.explanations.items import Document, item_of, items_by_part, rounded
from evaluations.scoring import constants, method1
from evaluations.wording import Scored, range_of


def fit_of(
    scored: Scored, stored: Mapping[str, Answer], path: Mapping[str, Any], exact: Mapping[str, Any]
) -> Document:
    """Each dimension with its answers and weight, their mean, the cap, and what came of it."""
    parts = items_by_part(path)
    return {
        "dimensions": [dimension_of(scored, stored, name, parts[name], exact) for name in exact["dims"]],
        # Of dimensions in which nothing applies; they are in no sum.
        "left_out": [
            item_of(scored, stored, item)
            for name in constants.DIMENSIONS
            if name not in exact["dims"]
            for item, _ in parts[name]
        ],
        "mean": exact["mean"],
        "weakest": exact["weakest"],
        "weakest_dims": exact["weakest_dims"],
        "cap": rounded(exact["weakest"] + method1.constants.WEAK_LINK_STEP),
        "capped": exact["point"]["F"] < exact["mean"],
        "cap_effect": rounded(exact["point"]["F"] - exact["mean"]),
        "F": span_of(exact, "F"),
        "F_star": span_of(exact, "F_star"),
        "over_weights": exact["F_over_weights"],
        "robust": exact["F_robust"],
    }


def dimension_of(
    scored: Scored,
    stored: Mapping[str, Answer],
    name: str,
    items: Sequence[tuple[str, int]],
    exact: Mapping[str, Any],
) -> Document:
    """One dimension: the mean of its applicable answers by their weights, and what it adds to fit."""
    living = [(item, weight) for item, weight in items if not scored.answer(item).get("na")]
    total = sum(weight for _, weight in living)
    part = exact["contributions"][name]
    spans = [(range_of(scored.answer(item)), weight / total) for item, weight in living]
    return {
        "dimension": name,
        "name": scored.names.dimension(name),
        # What a dimension adds and what it lacks are its weight together.
        "weight": rounded(part["contribution"] + part["gap"]),
        "value": {
            "lo": rounded(sum(span.lo * share for span, share in spans)),
            "point": exact["dims"][name],
            "hi": rounded(sum(span.hi * share for span, share in spans)),
        },
        "contribution": part["contribution"],
        "gap": part["gap"],
        "total": total,
        "items": [item_of(scored, stored, item, weight=weight, total=total) for item, weight in items],
    }


def span_of(exact: Mapping[str, Any], value: str) -> Document:
    """F, F_star, S, A or V at the low end, the middle and the high end of all ranges."""
    return {end: exact[end][value] for end in ("lo", "point", "hi")}

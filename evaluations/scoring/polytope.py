"""Weights: the centre of the admissible ones, and fit over all of them (sections 4 and 10)."""

from collections.abc import Sequence

from .constants import DIMENSIONS

Order = tuple[tuple[str, ...], ...]


def central_weights(order: Order | None) -> dict[str, float]:
    """The centroid of the weights that a weak order of the dimensions admits.

    Rank-order-centroid weights, averaged inside groups of equal priority; no order: equal weights.
    """
    count = len(DIMENSIONS)
    if order is None:
        return dict.fromkeys(DIMENSIONS, 1 / count)
    centroid = [sum(1 / rank for rank in range(place, count + 1)) / count for place in range(1, count + 1)]
    weights: dict[str, float] = {}
    place = 0
    for group in order:
        shared = sum(centroid[place : place + len(group)]) / len(group)
        weights.update(dict.fromkeys(group, shared))
        place += len(group)
    return {dimension: weights[dimension] for dimension in DIMENSIONS}


def mean_over_weights(
    order: Order | None, names: Sequence[str], values: Sequence[float]
) -> tuple[float, float]:
    """Smallest and largest weighted mean over all admissible weights of the dimensions present.

    The extremes lie on vertices: equal weights on all earlier groups and a non-empty part of one
    group. Of the parts of one size only the smallest and the largest values can be extreme.
    """
    by_name = dict(zip(names, values, strict=True))
    groups = [
        sorted([by_name[name] for name in group if name in by_name]) for group in order or (DIMENSIONS,)
    ]
    first, *others = filter(None, groups)
    # With nothing before them the extremes are single dimensions.
    lowest, highest = first[0], first[-1]
    before, count = sum(first), len(first)
    for group in others:
        small = large = before
        for size, (low, high) in enumerate(zip(group, reversed(group), strict=True), start=count + 1):
            small += low
            large += high
            lowest, highest = min(lowest, small / size), max(highest, large / size)
        before += sum(group)
        count += len(group)
    return lowest, highest

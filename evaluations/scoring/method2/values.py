"""Fit, support and the class of action on one set of levels (sections 4 to 6).

`scores_at` says it for one set of plain levels, for showing; `class_codes` for many at once, for judging: one
row a set of levels, one column an item, the match last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..columns import FloatArray
from ..constants import BAR_HIGH, BAR_LOW, TOP_LEVEL, UNITS
from .constants import CLASSES, DESIGN_CODE, LINE_BAR, LINE_CODE, MOSTLY, PARK_CODE, RELIEVE_CODE, SCALE_CODE
from .terms import Shape

Levels = NDArray[np.float64]
Codes = NDArray[np.int8]
_SLACK = 1e-9  # a value on a bar meets it


class Scores(NamedTuple):
    """Fit, fit when designed in, support, match and path value; each from 0 to 1."""

    F: float
    F_star: float
    S: float
    A: float
    V: float


class Standing(NamedTuple):
    """One set of values: the scores, the class of action, and the value of each dimension present."""

    scores: Scores
    code: int
    dims: tuple[float, ...]

    @property
    def verdict(self) -> str:
        """The class of action."""
        return CLASSES[self.code]


def class_code(fit: float, star: float, support: float, match: float) -> int:
    """The class of one set of values (section 6)."""
    if match < BAR_LOW:
        return PARK_CODE
    if fit >= BAR_HIGH:
        return SCALE_CODE if support >= BAR_HIGH else RELIEVE_CODE
    if support < BAR_LOW:
        return PARK_CODE
    if star >= BAR_HIGH:
        return DESIGN_CODE
    return LINE_CODE if star >= LINE_BAR else PARK_CODE


def scores_at(shape: Shape, levels: Sequence[float], match: float) -> Standing:
    """Where a path stands with these levels by item, and this level of match."""
    dims = dimension_values(shape, levels)
    raised = [
        max(level, MOSTLY) if raisable else level
        for level, raisable in zip(levels, shape.raisable, strict=False)
    ]
    fit, star = fit_of(shape, dims), fit_of(shape, dimension_values(shape, raised))
    own = match / TOP_LEVEL
    support = min(own, min(levels[shape.requirements :], default=TOP_LEVEL) / TOP_LEVEL)
    scores = Scores(fit, star, support, own, min(fit, support))
    return Standing(scores, class_code(fit, star, support, own), dims)


def dimension_values(shape: Shape, levels: Sequence[float]) -> tuple[float, ...]:
    """The value of each dimension present: a mean by relevance of its items."""
    return tuple(
        [
            sum([r * level for r, level in zip(each.relevances, levels[each.start : each.stop], strict=True)])
            / (TOP_LEVEL * each.total)
            for each in shape.dimensions
        ]
    )


def fit_of(shape: Shape, dims: Sequence[float]) -> float:
    """F: a weighted mean that each dimension can cap by its own step."""
    mean = mean_of(shape, dims)
    cap = min([value + each.step for value, each in zip(dims, shape.dimensions, strict=True)])
    return round(min(mean, cap) * UNITS) / UNITS


def mean_of(shape: Shape, dims: Sequence[float]) -> float:
    """The weighted mean that no cap has lowered."""
    return sum([weight * value for weight, value in zip(shape.weights, dims, strict=True)])


@dataclass(frozen=True, slots=True)
class Block:
    """A shape as arrays. `parts` takes levels of fit items to values of dimensions, `shares` what is evidenced to
    shares of it."""

    parts: FloatArray  # (fit items, dimensions)
    shares: FloatArray  # (fit items, dimensions)
    weights: FloatArray
    steps: FloatArray
    floors: FloatArray  # by fit item: the level to which design raises it, 0 where it does not


@lru_cache(maxsize=1024)
def block_of(shape: Shape) -> Block:
    """The arrays of a shape."""
    parts = np.zeros((shape.requirements, len(shape.dimensions)))
    for column, each in enumerate(shape.dimensions):
        parts[each.start : each.stop, column] = [relevance / each.total for relevance in each.relevances]
    return Block(
        parts=parts / TOP_LEVEL,
        shares=parts,
        weights=np.array(shape.weights),
        steps=np.array([each.step for each in shape.dimensions]),
        floors=np.array([MOSTLY if raisable else 0 for raisable in shape.raisable], dtype=np.float64),
    )


def class_codes(shape: Shape, levels: Levels) -> Codes:
    """The class of each row of levels, (rows, items and the match); the index in CLASSES."""
    block, start = block_of(shape), shape.requirements
    fit_levels, support_levels = levels[:, :start], levels[:, start:]
    fit = _fit(block, fit_levels @ block.parts)
    star = _fit(block, np.maximum(fit_levels, block.floors) @ block.parts)
    support = support_levels.min(axis=1)
    fits = fit >= BAR_HIGH - _SLACK
    # Partly or more of the weakest support keeps a path off Park; Mostly or more scales it.
    below = (support >= BAR_LOW * TOP_LEVEL) * (
        (star >= LINE_BAR - _SLACK).astype(np.int8) + (star >= BAR_HIGH - _SLACK)
    )
    above = RELIEVE_CODE + (support >= BAR_HIGH * TOP_LEVEL)
    codes: Codes = np.where(fits, above, below).astype(np.int8) * (levels[:, -1] >= BAR_LOW * TOP_LEVEL)
    return codes


def _fit(block: Block, dims: FloatArray) -> FloatArray:
    fit: FloatArray = np.minimum(dims @ block.weights, (dims + block.steps).min(axis=1))
    return fit

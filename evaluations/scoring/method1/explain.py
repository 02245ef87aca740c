"""Why a score is what it is, and what each answer could do to it (section 11)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..columns import Column, FloatArray
from ..constants import CARRY, DESIGN_TARGET, LEVELS, TOP_LEVEL
from .constants import VERDICTS
from .fit import designed_in, dimension_values, fit, plain_dimensions, scores, support
from .path_scores import PathScores
from .result import Leverage, Swing
from .terms import Terms
from .verdict import verdict_codes, verdict_of

_LEVEL_VALUES = tuple(level / TOP_LEVEL for level in LEVELS)
_ROWS = 2 + len(_LEVEL_VALUES)  # per item: at its low end, at its high end, and at each level


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Scores of many sets of values of one path, one entry each."""

    fit: FloatArray
    support: FloatArray
    codes: NDArray[np.int8]


def outcomes(terms: Terms, table: FloatArray) -> Outcomes:
    """Score a table with a row for each item of the path and a column for each set of values."""
    values: list[Column] = list(table)
    dimensions = dimension_values(terms, values)
    own_fit = fit(terms, dimensions)
    star = fit(terms, designed_in(terms, values, dimensions))
    own_support, match = support(terms, values), values[terms.match]
    codes = verdict_codes(own_fit, star, own_support, match)
    return Outcomes(np.asarray(own_fit), np.asarray(own_support), codes)


def tornado(path_scores: PathScores) -> list[Swing]:
    """Every applicable item, the widest swing of V first, then of F, then by id.

    While the growth model is undeclared it is an item too, and its levels are those of the match.
    A match that the catalog states is no item.
    """
    terms = path_scores.terms
    table = np.repeat(np.array(terms.points)[:, np.newaxis], len(terms.items) * _ROWS, axis=1)
    for index, item in enumerate(terms.items):
        table[index, index * _ROWS : (index + 1) * _ROWS] = (item.range.lo, item.range.hi, *_LEVEL_VALUES)
    found = outcomes(terms, table)
    count = len(terms.items) - (not _match_is_asked(terms))
    swings = [_swing(terms.items[index].id, found, index * _ROWS) for index in range(count)]
    return sorted(swings, key=lambda swing: (-_width(swing.V), -_width(swing.F), swing.item))


def _match_is_asked(terms: Terms) -> bool:
    return not terms.match_is_known or terms.items[terms.match].answer.is_answered


def _swing(item: str, found: Outcomes, first: int) -> Swing:
    fits, supports = found.fit[first : first + 2].tolist(), found.support[first : first + 2].tolist()
    codes = found.codes[first + 2 : first + _ROWS].tolist()
    return Swing(
        item=item,
        F=(fits[0], fits[1]),
        S=(supports[0], supports[1]),
        V=(min(fits[0], supports[0]), min(fits[1], supports[1])),
        verdicts=tuple(VERDICTS[code] for code in codes),
    )


def _width(ends: tuple[float, float]) -> float:
    return round(ends[1] - ends[0], 9)


def leverage(all_scores: Mapping[str, PathScores]) -> list[Leverage]:
    """The designable surfaces below the design target; most verdicts improved first, then gain, then key."""
    gains: dict[str, float] = {}
    improves: dict[str, list[str]] = {}
    for key, path_scores in all_scores.items():
        for index, item in _designable(path_scores.terms):
            surface = item.partition("/")[2]
            gain, better = _raised(path_scores, index)
            gains[surface] = gains.get(surface, 0.0) + gain
            improves.setdefault(surface, []).extend([key] if better else [])
    found = [Leverage(surface, gain, tuple(improves[surface])) for surface, gain in gains.items()]
    return sorted(found, key=lambda each: (-len(each.improves), -round(each.gain, 9), each.surface))


def _designable(terms: Terms) -> list[tuple[int, str]]:
    carry = [dimension for dimension in terms.dimensions if dimension.name == CARRY]
    return [
        (index, terms.items[index].id)
        for dimension in carry
        for index in range(dimension.start, dimension.stop)
        if index in terms.raisable and terms.items[index].range.mid < DESIGN_TARGET
    ]


def _raised(path_scores: PathScores, index: int) -> tuple[float, bool]:
    terms = path_scores.terms
    values = terms.points
    values[index] = DESIGN_TARGET
    after = scores(terms, values, plain_dimensions(terms, values))
    better = VERDICTS.index(verdict_of(after)) > VERDICTS.index(path_scores.verdict)
    return after.F - path_scores.point.F, better

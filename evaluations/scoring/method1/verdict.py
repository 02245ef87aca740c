"""The verdict function (section 6) and the gates that stand before a verdict is issued (section 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..columns import Column
from ..constants import (
    BAR_HIGH,
    BAR_LOW,
    DESIGN_IN_FIRST,
    FIND_OUT_FIRST,
    HEADLINE_ORDER,
    LIKELY,
    PARK,
    RELIEVE_FIRST,
    SCALE,
    VERY_LIKELY,
)
from .constants import EVIDENCE_MINIMUM, VERDICTS
from .coverage import Coverage
from .fit import Scores


def verdict_of(scores: Scores) -> str:
    """The smallest class of action that would make the path ready, on one set of values."""
    if scores.A < BAR_LOW:
        return PARK
    if scores.F >= BAR_HIGH:
        return SCALE if scores.S >= BAR_HIGH else RELIEVE_FIRST
    if scores.F_star >= BAR_HIGH and scores.S >= BAR_LOW:
        return DESIGN_IN_FIRST
    return PARK


def verdict_codes(fit: Column, fit_star: Column, support: Column, match: Column) -> NDArray[np.int8]:
    """The same for columns: the index in VERDICTS, draw by draw (or one, if nothing varies)."""
    fits = np.greater_equal(fit, BAR_HIGH)
    supported = np.greater_equal(support, BAR_HIGH)
    within_reach = np.greater_equal(fit_star, BAR_HIGH) & np.greater_equal(support, BAR_LOW)
    # 2 where it fits, 1 more where it is supported too; 1 where only designing in is missing.
    one_more = (fits & supported) | (~fits & within_reach)
    codes = 2 * fits.astype(np.int8) + one_more
    return codes * np.greater_equal(match, BAR_LOW)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is issued for a path, and why."""

    lean: str
    confidence: float
    needed: float
    verdict: str
    reason: str | None
    likelihood: str


def judge(
    probabilities: Mapping[str, float], coverage: Coverage, *, low: str, high: str, match_is_known: bool
) -> Judgement:
    """Lean, likelihood and issued verdict.

    `probabilities` is K, the share of draws by verdict; `low` and `high` are the verdicts with
    every answer at the low and at the high end of its range.
    """
    lean = max(VERDICTS, key=lambda verdict: (probabilities[verdict], -VERDICTS.index(verdict)))
    confidence = probabilities[lean]
    needed = VERY_LIKELY if coverage.thin else LIKELY
    held_by_match = lean == PARK and not match_is_known and high != PARK
    reason = _reason(lean, confidence, needed, coverage, held_by_match=held_by_match)
    return Judgement(
        lean=lean,
        confidence=confidence,
        needed=needed,
        verdict=lean if reason is None else FIND_OUT_FIRST,
        reason=reason,
        likelihood=_likelihood(confidence, settled=low == high),
    )


def _reason(
    lean: str, confidence: float, needed: float, coverage: Coverage, *, held_by_match: bool
) -> str | None:
    """The first rule of section 8 that withholds the verdict, if any."""
    if coverage.narrow:
        return "narrow"
    if confidence < needed:
        return "thin" if coverage.thin and confidence >= LIKELY else "open"
    if held_by_match or (lean == SCALE and coverage.blind_spots):
        return "blind_spot"
    if lean == SCALE and min(coverage.evidence_fit, coverage.evidence_support) < EVIDENCE_MINIMUM:
        return "unevidenced"
    return None


def _likelihood(confidence: float, *, settled: bool) -> str:
    if settled:
        return "settled"
    if confidence >= VERY_LIKELY:
        return "very likely"
    return "likely" if confidence >= LIKELY else "open"


def display_order(points: Mapping[str, Scores]) -> list[str]:
    """Path keys by point V, then point F, both downwards, then key."""
    return sorted(points, key=lambda key: (-points[key].V, -points[key].F, key))


def headline_path(verdicts: Mapping[str, str], order: Sequence[str]) -> str | None:
    """The path with the highest issued verdict; within a class the display order decides."""
    for verdict in HEADLINE_ORDER:
        for key in order:
            if verdicts[key] == verdict:
                return key
    return None

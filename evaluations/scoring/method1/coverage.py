"""How much of a path is answered, evidenced and applicable (section 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from ..constants import GROWTH_MODEL, UNITS
from .constants import APPLICABILITY_MINIMUM, COVERAGE_MINIMUM, EVIDENCE_MINIMUM
from .terms import Terms


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares from 0 to 1, what they add up to, and the dimensions and items nobody has looked at."""

    coverage_fit: float
    coverage_support: float
    evidence_fit: float
    evidence_support: float
    applicability: float
    thin: bool
    narrow: bool
    blind_spots: tuple[str, ...]


def coverage_of(terms: Terms) -> Coverage:
    """Coverage of one path."""
    required = terms.requirements
    known = [item.answer.is_answered for item in terms.items]
    evident = [item.answer.is_evidenced for item in terms.items]
    answered, evidenced = (sum(flags[terms.support_start : -1]) for flags in (known, evident))
    coverage_fit, evidence_fit = _fit_share(terms, known), _fit_share(terms, evident)
    coverage_support = (answered + terms.match_is_known) / (len(required) + 1)
    evidence_support = evidenced / len(required)
    unevidenced = evidence_fit < EVIDENCE_MINIMUM and evidence_support < EVIDENCE_MINIMUM
    applicability = _share(terms.applicability)
    return Coverage(
        coverage_fit=coverage_fit,
        coverage_support=coverage_support,
        evidence_fit=evidence_fit,
        evidence_support=evidence_support,
        applicability=applicability,
        thin=coverage_fit < COVERAGE_MINIMUM or coverage_support < COVERAGE_MINIMUM or unevidenced,
        narrow=applicability < APPLICABILITY_MINIMUM,
        blind_spots=_blind_spots(terms, known),
    )


def _fit_share(terms: Terms, flags: Sequence[bool]) -> float:
    """Weight of the fit items that are flagged, as a share of all fit weight."""
    total = 0.0
    for dimension, weight in zip(terms.dimensions, terms.weights, strict=True):
        flagged = compress(dimension.relevances, flags[dimension.start : dimension.stop])
        total += weight * sum(flagged) / dimension.total
    return _share(total)


def _share(value: float) -> float:
    # Sums such as 0.2 + 0.2 + 0.1 must meet a bar of one half whatever their last bit.
    return round(value * UNITS) / UNITS


def _blind_spots(terms: Terms, known: Sequence[bool]) -> tuple[str, ...]:
    spots = [each.name for each in terms.dimensions if not any(known[each.start : each.stop])]
    asked = zip(terms.requirements, known[terms.support_start : -1], strict=True)
    spots.extend([item.id for item, is_known in asked if not is_known])
    if not terms.match_is_known:
        spots.append(GROWTH_MODEL)
    return tuple(spots)

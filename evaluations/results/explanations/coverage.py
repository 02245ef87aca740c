"""How much of a path is known, with the denominators (method section 8)."""

from collections.abc import Sequence

from evaluations.results.explanations.shapes import (
    Counts,
    CoverageOfDimension,
    CoverageOfSupport,
    ExplainedCoverage,
    ExplainedDimension,
    ExplainedFit,
    ExplainedItem,
    ExplainedSupport,
)
from evaluations.scoring.method1.result import Exact, Sampled


def coverage_of(
    fit: ExplainedFit, support: ExplainedSupport, exact: Exact, sampled: Sampled
) -> ExplainedCoverage:
    """The shares, and what each was reckoned from."""
    # The match stands last and is no answer that support asks for.
    asked = support.items[:-1]
    required = [item for item in asked if item.applies]
    return ExplainedCoverage(
        fit=exact.coverage_fit,
        support=exact.coverage_support,
        evidence_fit=exact.evidence_fit,
        evidence_support=exact.evidence_support,
        applicability=exact.applicability,
        thin=exact.thin,
        narrow=exact.narrow,
        blind_spots=sampled.blind_spots,
        of_fit=tuple(_of_dimension(dimension) for dimension in fit.dimensions),
        of_support=CoverageOfSupport(
            asked=len(required),
            answered=sum(item.answered for item in required),
            evidenced=sum(item.evidenced for item in required),
            match_known=support.match.source != "undeclared",
        ),
        counts={
            "fit": _counts([item for dimension in fit.dimensions for item in dimension.items]),
            "support": _counts(asked),
        },
    )


def _of_dimension(dimension: ExplainedDimension) -> CoverageOfDimension:
    living = [item for item in dimension.items if item.applies]
    return CoverageOfDimension(
        dimension=dimension.dimension,
        weight=dimension.weight,
        total=dimension.total,
        answered=sum(item.weight or 0 for item in living if item.answered),
        evidenced=sum(item.weight or 0 for item in living if item.evidenced),
    )


def _counts(items: Sequence[ExplainedItem]) -> Counts:
    return Counts(
        total=len(items),
        applicable=sum(item.applies for item in items),
        answered=sum(item.answered for item in items),
        evidenced=sum(item.evidenced for item in items),
    )

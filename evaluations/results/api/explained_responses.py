"""The explanation of one path, as the schema publishes it."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from distmap.api.responses import Shape
from evaluations.results.api.responses import Dimension, Flips, SampledPart, Share, Swing
from evaluations.vocabulary import GradeKey, PointVerdict, VerdictKey
from workspaces.api.responses import Person


class Span(Shape):
    """The lowest, the middle and the highest value."""

    lo: Share
    point: Share
    hi: Share


class ExplainedItem(Shape):
    """One answer as it enters the score, and where it comes from."""

    item: str
    name: str
    level: int | None
    grade: GradeKey | None
    half_width: Annotated[
        Share | None, Field(description="What the grade leaves open on either side; null unanswered.")
    ]
    applies: bool
    answered: bool
    evidenced: bool
    weight: Annotated[
        int | None, Field(description="In its dimension: 1, or 2 for a primary surface; null in support.")
    ]
    share: Annotated[
        Share | None, Field(description="Of its dimension; null in support, where the least counts.")
    ]
    value: Span | None
    binding: bool
    na_reason: str | None
    note: str | None
    evidence_url: str | None
    version: int
    changed_by: Person | None
    changed_at: datetime | None


class ExplainedDimension(Shape):
    """One dimension of fit."""

    dimension: Dimension
    name: str
    weight: Share
    value: Span
    contribution: Share
    gap: Share
    total: Annotated[int, Field(description="The weights of its applicable answers together.")]
    items: list[ExplainedItem]


class ExplainedFit(Shape):
    """Fit: the weighted mean of the dimensions, held back by the weakest."""

    dimensions: list[ExplainedDimension]
    left_out: Annotated[list[ExplainedItem], Field(description="Of dimensions in which nothing applies.")]
    mean: Share
    weakest: Share
    weakest_dims: list[Dimension]
    cap: Annotated[float, Field(description="Fit is at most the weakest dimension and this step above it.")]
    capped: bool
    cap_effect: Annotated[float, Field(ge=-1, le=0, description="What the cap takes away: F - mean.")]
    F: Span
    F_star: Span
    over_weights: list[Share]
    robust: list[Share]


class ExplainedMatch(Shape):
    """Where the growth-model match comes from."""

    source: Annotated[
        Literal["override", "catalog", "undeclared"],
        Field(description="An answer here, the release's table, or anything that the table holds."),
    ]
    growth_model: str | None
    growth_model_name: str | None
    catalog_level: Annotated[int | None, Field(description="Of the table, also where it is overridden.")]
    reason: str | None
    provenance: Literal["source", "source_adjacent", "ours"] | None
    levels: Annotated[dict[str, int], Field(description="The table's level by growth model.")]


class ExplainedSupport(Shape):
    """Support: the least of capability, constraint and growth-model match."""

    items: list[ExplainedItem]
    match: ExplainedMatch
    S: Span
    A: Span
    binding: list[str]


class CoverageOfDimension(Shape):
    """Of the weights of a dimension's applicable answers, how much is answered, and seen or measured."""

    dimension: Dimension
    weight: Share
    total: int
    answered: int
    evidenced: int


class CoverageOfSupport(Shape):
    """Of the applicable capabilities and constraints, how many are answered, and seen or measured."""

    asked: int
    answered: int
    evidenced: int
    match_known: Annotated[bool, Field(description="Counts as one more answer, never as evidence.")]


class Counts(Shape):
    """Of all items, how many apply, are answered, and are seen or measured."""

    total: int
    applicable: int
    answered: int
    evidenced: int


class ExplainedCoverage(Shape):
    """How much is known, and what each share was reckoned from."""

    fit: Share
    support: Share
    evidence_fit: Share
    evidence_support: Share
    applicability: Share
    thin: bool
    narrow: bool
    blind_spots: list[str]
    of_fit: list[CoverageOfDimension]
    of_support: CoverageOfSupport
    counts: dict[Literal["fit", "support"], Counts]


class ExplainedTest(Shape):
    """One comparison of a rule, at the middle of all ranges."""

    value: Literal["F", "F_star", "S", "A"]
    number: Share
    relation: Literal["below", "at_least"]
    bar: Share
    holds: bool


class ExplainedRule(Shape):
    """One rule of the verdict. The first that holds gives it; the last takes what is left."""

    verdict: PointVerdict
    tests: list[ExplainedTest]
    holds: bool
    fired: bool


class ExplainedGate(Shape):
    """One reason to withhold the verdict."""

    gate: Literal["narrow", "open", "blind_spot", "unevidenced"]
    withholds: Annotated[bool | None, Field(description="Null where an earlier gate did already.")]


class ExplainedRank(Shape):
    """Its place by value, then fit; and how often it takes each rank when all that is open varies."""

    place: int
    of: int
    rank_acceptability: list[Share]
    expected_rank: float
    ahead_of: dict[str, Share]


class Explanation(Shape):
    """Where every number of one path comes from."""

    path: str
    name: str
    verdict: VerdictKey
    sentence: str
    release: str
    release_sha256: str
    method: str
    inputs_sha256: str
    answers_version: int
    growth_model: str | None
    priorities: list[list[str]] | None
    constants: Annotated[dict[str, Any], Field(description="The numbers that define the method.")]
    inputs: Annotated[
        dict[str, Any], Field(description="This path and its answers, as the method takes them.")
    ]
    fit: ExplainedFit | None
    support: ExplainedSupport | None
    coverage: ExplainedCoverage | None
    value: Annotated[Span | None, Field(description="The lesser of fit and support.")]
    rules: Annotated[list[ExplainedRule], Field(description="In order; at the middle of all ranges.")]
    sampled: SampledPart | None
    gates: Annotated[list[ExplainedGate], Field(description="In order.")]
    flips: Flips | None
    tornado: list[Swing]
    ranking: ExplainedRank | None

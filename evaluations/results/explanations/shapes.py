"""What an explanation consists of: frozen values in the order of its JSON, which `evaluations.scoring.plain` writes.

Scores, weights and shares are from 0 to 1, rounded as the method stores exact values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from evaluations.scoring.method1.result import Flips, Sampled, Swing


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A value at the low end, the middle and the high end of all ranges."""

    lo: float
    point: float
    hi: float

    def end(self, name: str) -> float:
        """`lo`, `point` or `hi` by its name."""
        found: float = getattr(self, name)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who gave an answer, by the name shown."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedItem:
    """One answer as it enters the score. `weight` of the dimension's total, and `share` of it, are None in support;
    `half_width` is what the grade leaves open on either side. `version` 0: it was never given."""

    item: str
    name: str
    level: int | None
    grade: str | None
    half_width: float | None
    applies: bool
    answered: bool
    evidenced: bool
    weight: int | None
    share: float | None
    value: Span | None
    binding: bool
    na_reason: str | None = None
    note: str | None = None
    evidence_url: str | None = None
    version: int = 0
    changed_by: Person | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedDimension:
    """One dimension of fit: the mean of its applicable answers by their weights, of which `total` is the sum."""

    dimension: str
    name: str
    weight: float
    value: Span
    contribution: float
    gap: float
    total: int
    items: tuple[ExplainedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedFit:
    """Fit: the weighted mean of the dimensions, held back by the weakest. `left_out` are items of dimensions in which
    nothing applies; they are in no sum."""

    dimensions: tuple[ExplainedDimension, ...]
    left_out: tuple[ExplainedItem, ...]
    mean: float
    weakest: float
    weakest_dims: tuple[str, ...]
    cap: float
    capped: bool
    cap_effect: float
    F: Span
    F_star: Span
    over_weights: tuple[float, float]
    robust: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedMatch:
    """Where the growth-model match comes from: `override`, `catalog` or `undeclared`. `levels` has the catalog's level
    under each growth model; undeclared, the match is anything among them."""

    source: str
    growth_model: str | None
    growth_model_name: str | None
    catalog_level: int | None
    reason: str | None
    provenance: str | None
    levels: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedSupport:
    """Support: the least of capability, constraint and match, which is the last of `items`."""

    items: tuple[ExplainedItem, ...]
    match: ExplainedMatch
    S: Span
    A: Span
    binding: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageOfDimension:
    """Of the weights of its applicable answers (`total`), how much is answered, and seen or measured."""

    dimension: str
    weight: float
    total: int
    answered: int
    evidenced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageOfSupport:
    """Of the applicable capabilities and constraints; a known match counts as one more answer, never as evidence."""

    asked: int
    answered: int
    evidenced: int
    match_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Of all items, how many apply, are answered, and are seen or measured."""

    total: int
    applicable: int
    answered: int
    evidenced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedCoverage:
    """The shares, and what each was reckoned from."""

    fit: float
    support: float
    evidence_fit: float
    evidence_support: float
    applicability: float
    thin: bool
    narrow: bool
    blind_spots: tuple[str, ...]
    of_fit: tuple[CoverageOfDimension, ...]
    of_support: CoverageOfSupport
    counts: Mapping[str, Counts]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedTest:
    """One comparison of a rule, at the middle of all ranges: `number` is `below` or `at_least` the `bar`."""

    value: str
    number: float
    relation: str
    bar: float
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedRule:
    """One rule of the verdict: its tests must all hold. `fired` is the first that holds; the last has no tests, for it
    takes what is left."""

    verdict: str
    tests: tuple[ExplainedTest, ...]
    holds: bool
    fired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedGate:
    """One reason to withhold the verdict; None where an earlier gate did already."""

    gate: str
    withholds: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedRank:
    """Its place by value, then fit, from 1; and how often it takes each rank when everything that is open varies."""

    place: int
    of: int
    rank_acceptability: tuple[float, ...]
    expected_rank: float
    ahead_of: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Where every number of one path comes from. What stands after `inputs` is None or empty where nothing applies."""

    path: str
    name: str
    verdict: str
    sentence: str
    release: str
    release_sha256: str
    method: str
    inputs_sha256: str
    answers_version: int
    growth_model: str | None
    priorities: list[list[str]] | None
    constants: Mapping[str, Any]
    inputs: Mapping[str, Any]
    fit: ExplainedFit | None = None
    support: ExplainedSupport | None = None
    coverage: ExplainedCoverage | None = None
    value: Span | None = None
    rules: tuple[ExplainedRule, ...] = ()
    sampled: Sampled | None = None
    gates: tuple[ExplainedGate, ...] = ()
    flips: Flips | None = None
    tornado: tuple[Swing, ...] = ()
    ranking: ExplainedRank | None = None

"""What method 1 says, as it is stored (sections 16 and 23): frozen values, rounded, in the JSON document's order.

Scores, weights and gains have six decimals; shares of draws, bits and ranks have four. Scores are from 0 to 1, as
are all shares; bits are not negative; gains and changes lie between -1 and 1 for each path. Items are named by their
id (`path/factor`, `path!constraint`, `path@alignment`, `surface/key`, `growth_model`), dimensions, verdicts and paths
by their key. `evaluations.scoring.plain` writes any of this as JSON and reads it back.

The result comes in three sizes, because each costs several times the one before: `ExactResult` without draws, for a
panel that answers while somebody types; `SampledResult` with the issued verdicts, for lists and comparisons; and the
whole `Result`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The scores of one path with every answer at one end of its range, or at its middle, and what they lead to.

    `F` fit, `F_star` fit when designed in, `S` support, `A` match with the growth model, `V` the smaller of fit and
    support (sections 4 and 5).
    """

    F: float
    F_star: float
    S: float
    A: float
    V: float
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What a dimension adds to the mean, and what it would add more if it were "Yes" throughout."""

    contribution: float
    gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """All about one path that needs no draws. `dims` and `contributions` by dimension, at the point.

    `F_over_weights` are the least and greatest fit over all admissible weights at the point, `F_robust` over the
    answers' ranges too. `binding` are the support items at the minimum; `weakest_dims` the dimensions at theirs.
    """

    dims: Mapping[str, float]
    mean: float
    weakest: float
    lo: End
    point: End
    hi: End
    binding: tuple[str, ...]
    F_over_weights: Pair
    F_robust: Pair
    coverage_fit: float
    coverage_support: float
    evidence_fit: float
    evidence_support: float
    applicability: float
    thin: bool
    narrow: bool
    contributions: Mapping[str, Contribution]
    design_in: tuple[str, ...]
    first_design_move: str | None
    weakest_dims: tuple[str, ...]

    def end(self, name: str) -> End:
        """`lo`, `point` or `hi` by its name."""
        found: End = getattr(self, name)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """What is issued for one path, and on which share of the draws it rests (section 8).

    `K`: share of the draws by verdict. `lean` is the most frequent one, `confidence` its share and `needed` what it
    would take. `reason` says why the verdict is withheld; None where one is issued.
    """

    K: Mapping[str, float]
    lean: str
    confidence: float
    needed: float
    verdict: str
    reason: str | None
    blind_spots: tuple[str, ...]
    likelihood: str
    priority_robustness: float


@dataclass(frozen=True, slots=True)
class Flip:
    """A smallest set of changes that flips the point verdict: total steps, and the steps of each item, signed."""

    steps: int
    changes: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flips:
    """What would have to be true for Scale, and what would bring the verdict down; None beyond three steps."""

    upward: Flip | None
    downward: Flip | None


@dataclass(frozen=True, slots=True)
class Swing:
    """One item's row of the tornado: scores with it at the low and the high end of its range, the
    others at the middle; and the verdict with it measured at each level, No to Yes."""

    item: str
    F: Pair
    S: Pair
    V: Pair
    verdicts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplicable:
    """A path of which no fit item applies: there is nothing to score."""

    verdict: Literal["not_applicable"] = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactPath:
    """One path without draws."""

    exact: Exact


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledPath(ExactPath):
    """One path with its issued verdict."""

    sampled: Sampled

    @property
    def verdict(self) -> str:
        """The issued verdict."""
        return self.sampled.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PathResult(SampledPath):
    """One path whole. `tornado`: the widest swing of V first, then of F, then by item."""

    flips: Flips
    tornado: tuple[Swing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayOrder:
    """The paths that apply, by V at the point, then F, both downwards, then key."""

    display_order: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(DisplayOrder):
    """The paths against each other under drawn weights, spacings and answers (section 9).

    `rank_acceptability`: by path its share of each rank, first to last. `pairwise_winning`: by `a>b` the share of
    draws in which a is ahead, ties counted half. `expected_rank` from 1. `central_weights` in the order of the
    dimensions, and `confidence_factor` under them, are None for a path that leads in under 5 % of the draws.
    `too_close` are neighbours in display order, `dominates` pairs of which the first is never behind.
    """

    rank_acceptability: Mapping[str, tuple[float, ...]]
    pairwise_winning: Mapping[str, float]
    expected_rank: Mapping[str, float]
    choice_entropy_bits: float
    central_weights: Mapping[str, tuple[float, ...] | None]
    confidence_factor: Mapping[str, float | None]
    too_close: tuple[tuple[str, str], ...]
    dominates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The path to name first, its issued verdict, and the share of the draws that leans to it."""

    path: str
    verdict: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Question:
    """An open item: bits over all paths, the share of bins that flip each path, bits about the leader."""

    item: str
    bits: float
    flip: Mapping[str, float]
    lead_bits: float


@dataclass(frozen=True, slots=True)
class Leverage:
    """What designing one surface in ("Mostly", measured) gives: fit over all paths, verdicts improved."""

    surface: str
    gain: float
    improves: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactResult:
    """The part that needs no draws. `paths` has every path of the inputs, by key."""

    method: str
    inputs_sha256: str
    paths: Mapping[str, ExactPath | NotApplicable]
    ranking: DisplayOrder

    def path(self, key: str) -> ExactPath | None:
        """A path that applies; None for one of which nothing does, or that was not asked about."""
        found = self.paths.get(key)
        return None if isinstance(found, NotApplicable) else found


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledResult(ExactResult):
    """With the issued verdicts. `headline` is None where no path applies."""

    paths: Mapping[str, SampledPath | NotApplicable]
    headline: Headline | None

    def path(self, key: str) -> SampledPath | None:
        """A path that applies; None for one of which nothing does, or that was not asked about."""
        found = self.paths.get(key)
        return None if isinstance(found, NotApplicable) else found

    def verdict(self, key: str) -> str:
        """The issued verdict of a path; `not_applicable` where nothing of it applies or it was not asked about."""
        return self.paths.get(key, NotApplicable()).verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(SampledResult):
    """The whole result.

    `raise_evidence`: by path that weak evidence holds back, the items to raise, in order. `ask_next`: the open
    items, most telling first. `leverage`: the surfaces to design in, most verdicts improved first.
    """

    paths: Mapping[str, PathResult | NotApplicable]
    ranking: Ranking
    raise_evidence: Mapping[str, tuple[str, ...]]
    ask_next: tuple[Question, ...]
    leverage: tuple[Leverage, ...]

    def path(self, key: str) -> PathResult | None:
        """A path that applies; None for one of which nothing does, or that was not asked about."""
        found = self.paths.get(key)
        return None if isinstance(found, NotApplicable) else found

"""The scored result (method section 23) and its explanation, as the schema publishes them."""

from dataclasses import asdict, fields
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from channels_catalog.schema import Catalog
from distmap.api.responses import Shape
from evaluations.inputs import Checklist
from evaluations.models import Evaluation
from evaluations.results.queries import triage_words_of
from evaluations.scoring import method1
from evaluations.scoring.method1.result import SampledResult
from evaluations.vocabulary import DIMENSIONS, PointVerdict, VerdictKey
from evaluations.wording import Scored, finding_text, path_words
from evaluations.work.queries import catalog_for, path_keys

Share = Annotated[float, Field(ge=0, le=1)]
Dimension = Literal["pull", "product", "access", "compounding", "carry"]
Likelihood = Literal["settled", "very likely", "likely", "open"]
Reason = Literal["narrow", "open", "thin", "blind_spot", "unevidenced"]


class Scores(Shape):
    """Fit, fit when designed in, support, match, value, and the verdict that they give."""

    F: Share
    F_star: Share
    S: Share
    A: Share
    V: Share
    verdict: PointVerdict


class Contribution(Shape):
    """What a dimension adds to fit, and what it would add more if it were Yes."""

    contribution: Share
    gap: Share


class ExactPart(Shape):
    """What needs no draws."""

    dims: dict[Dimension, Share]
    mean: Share
    weakest: Share
    lo: Scores
    point: Scores
    hi: Scores
    binding: list[str]
    F_over_weights: list[Share]
    F_robust: list[Share]
    coverage_fit: Share
    coverage_support: Share
    evidence_fit: Share
    evidence_support: Share
    applicability: Share
    thin: bool
    narrow: bool
    contributions: dict[Dimension, Contribution]
    design_in: list[str]
    first_design_move: str | None
    weakest_dims: list[Dimension]


class SampledPart(Shape):
    """What the draws say, and the verdict that is issued."""

    K: dict[PointVerdict, Share]
    lean: PointVerdict
    confidence: Share
    needed: Share
    verdict: VerdictKey
    reason: Reason | None
    blind_spots: list[str]
    likelihood: Likelihood
    priority_robustness: Share


class Flip(Shape):
    """The fewest changes that change the verdict."""

    steps: int
    changes: dict[str, int | float]


class Flips(Shape):
    """The fewest changes up to scale, and down to any lower verdict; null: more than three steps."""

    upward: Flip | None
    downward: Flip | None


class Swing(Shape):
    """What one answer can still do: scores at its low and its high end, the verdict at each level."""

    item: str
    F: list[Share]
    S: list[Share]
    V: list[Share]
    verdicts: list[PointVerdict]


class PathResult(Shape):
    """One path. Where no question of fit applies it is only `verdict: not_applicable`."""

    verdict: VerdictKey | None = None
    exact: ExactPart | None = None
    sampled: SampledPart | None = None
    flips: Flips | None = None
    tornado: list[Swing] | None = None
    name: str
    sentence: Annotated[str | None, Field(description="The verdict and its reason; null with part=exact.")]
    words: Annotated[
        dict[str, Any] | None, Field(description="All that is said of it; null with part=exact.")
    ]

    @classmethod
    def of(cls, scored: Scored, key: str, *, judged: bool) -> Self:
        parts = _parts(scored.result.paths[key])
        if not judged:
            return cls(**parts, name=scored.names.path(key), sentence=None, words=None)
        words = path_words(scored, key)
        return cls(**parts, name=words.name, sentence=words.sentence, words=asdict(words))


def _parts(figures: Any) -> dict[str, Any]:
    """The fields that a dataclass of figures has: the larger the result, the more."""
    return {each.name: getattr(figures, each.name) for each in fields(figures)}


class Ranking(Shape):
    """Which path comes before which, and how often. All but the order only in the full result."""

    display_order: list[str]
    rank_acceptability: dict[str, list[Share]] | None = None
    pairwise_winning: dict[str, Share] | None = None
    expected_rank: dict[str, float] | None = None
    choice_entropy_bits: float | None = None
    central_weights: dict[str, list[Share] | None] | None = None
    confidence_factor: dict[str, Share | None] | None = None
    too_close: list[list[str]] | None = None
    dominates: list[list[str]] | None = None


class ResultHeadline(Shape):
    """The path to speak of first, by this result."""

    path: str
    verdict: VerdictKey
    confidence: Share


class Asked(Shape):
    """A question worth asking next."""

    item: str
    bits: float
    flip: dict[str, Share]
    lead_bits: float


class Leverage(Shape):
    """What designing one surface in would give."""

    surface: str
    gain: float
    improves: list[str]


class ResultNames(Shape):
    """Names by key."""

    items: dict[str, str]
    dimensions: dict[str, str]
    growth_models: dict[str, str]


class Result(Shape):
    """The result of the answers as they stand."""

    method: str
    inputs_sha256: str
    paths: dict[str, PathResult]
    ranking: Ranking
    headline: ResultHeadline | None = None
    raise_evidence: dict[str, list[str]] | None = None
    ask_next: list[Asked] | None = None
    leverage: list[Leverage] | None = None
    release: str
    answers_version: int
    finding: Annotated[str | None, Field(description="What follows for the whole evaluation, in sentences.")]
    names: ResultNames

    @classmethod
    def of(cls, scored: Scored, *, catalog: Catalog, asked: Checklist, answers_version: int) -> Self:
        """The figures with the names of their keys; and with sentences, where there are verdicts to speak of."""
        judged = isinstance(scored.result, SampledResult)
        parts = _parts(scored.result) | {
            "paths": {key: PathResult.of(scored, key, judged=judged) for key in scored.result.paths}
        }
        return cls(
            **parts,
            release=catalog.version,
            answers_version=answers_version,
            finding=finding_text(scored) if judged else None,
            names=ResultNames(
                items={item.key: item.name for item in asked.items.values()},
                dimensions={key: scored.names.dimension(key) for key in DIMENSIONS},
                growth_models=scored.names.growth_models,
            ),
        )


class Ends(Shape):
    """The low end, the middle and the high end of a value."""

    lo: Share
    point: Share
    hi: Share


class TriagedSurfaces(Shape):
    """Of the surfaces that a path draws on: how many are answered, and how many apply."""

    answered: int
    applicable: int


class TriagedPath(Shape):
    """What the surfaces and the growth model say of one path."""

    path: str
    name: str
    chosen: Annotated[bool, Field(description="Whether the evaluation judges it.")]
    rests: Annotated[str, Field(description="What its carry rests on, in a sentence.")]
    reason: Annotated[str, Field(description="How it suits the growth model, in sentences.")]
    carry: Annotated[Ends | None, Field(description="Null where no surface that it draws on applies.")]
    surfaces: TriagedSurfaces
    match: Ends
    match_from: Annotated[
        Literal["growth_model", "override", "undeclared"],
        Field(description="`override`: the path's own match is answered."),
    ]
    set_aside: Annotated[bool, Field(description="It fights the growth model, whatever else is answered.")]


class Triage(Shape):
    """Every path of the release by carry, the highest first; those set aside stand last. No verdict."""

    method: str
    release: str
    answers_version: int
    growth_model: Annotated[str | None, Field(description="Null: undeclared, so none is set aside for it.")]
    summary: str
    no_verdict: Annotated[str, Field(description="What this order does not know.")]
    paths: list[TriagedPath]

    @classmethod
    def of(cls, evaluation: Evaluation, found: method1.Triage) -> Self:
        """The triage with names, sentences and which paths are chosen, in the order to look at them."""
        words, chosen = triage_words_of(evaluation, found), set(path_keys(evaluation))
        return cls(
            method=found.method,
            release=catalog_for(evaluation).version,
            answers_version=evaluation.answers_version,
            growth_model=found.growth_model,
            summary=words.summary,
            no_verdict=words.no_verdict,
            paths=[
                TriagedPath(
                    **_parts(found.paths[path.key]),
                    path=path.key,
                    name=path.name,
                    chosen=path.key in chosen,
                    rests=path.rests,
                    reason=f"{path.match} {path.reason}".strip(),
                )
                for path in (*words.kept, *words.set_aside)
            ],
        )

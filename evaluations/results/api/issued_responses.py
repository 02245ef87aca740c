"""The result of method 2 (what is issued, what may be promised), as the schema publishes it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal, Self

from pydantic import Field, RootModel

from channels_catalog.schema import Catalog
from distmap.api.responses import Shape
from evaluations.inputs import Checklist
from evaluations.results.api import explained_responses, responses
from evaluations.results.api.responses import Contribution, Dimension, Likelihood, ResultNames, Share
from evaluations.scoring import Inputs, method2
from evaluations.scoring.canonical import plain_path
from evaluations.scoring.rounding import stored
from evaluations.vocabulary import DIMENSIONS, ClassKey, VerdictKey
from evaluations.wording import Names
from evaluations.wording.method2 import Issued, finding_text, path_words

Level = Annotated[int, Field(ge=0, le=4)]
ByClass = dict[ClassKey, Share]
Withheld = Literal["narrow", "unanswered", "uncertain", "on_the_line", "unevidenced"]


class IssuedScores(Shape):
    """Fit, fit when designed in, support, match, value, and the class of action that they give."""

    F: Share
    F_star: Share
    S: Share
    A: Share
    V: Share
    verdict: ClassKey
    dims: dict[Dimension, Share]


class IssuedExact(Shape):
    """Where a path stands with every answer at its lowest, as said, and at its highest."""

    lo: IssuedScores
    point: IssuedScores
    hi: IssuedScores
    mean: Share
    weakest_dims: list[Dimension]
    binding: list[str]
    contributions: dict[Dimension, Contribution]
    applicability: Share


class JudgedPart(Shape):
    """What is issued for a path, how likely it is to hold, and which way it leans."""

    stated: Annotated[
        list[ClassKey], Field(description="The class with every open question at No, and at Yes.")
    ]
    worse: Annotated[
        ByClass, Field(description="The chance to be at least there, should answers turn out worse.")
    ]
    better: Annotated[
        ByClass, Field(description="The chance to be at most there, should answers turn out better.")
    ]
    verdict: VerdictKey
    reason: Annotated[
        Withheld | None, Field(description="Why it is withheld; null when a verdict is issued.")
    ]
    confidence: Annotated[Share | None, Field(description="Null where an open question decides.")]
    likelihood: Likelihood
    only_if: Annotated[list[str], Field(description="Items that the verdict supposes not to apply.")]
    priorities_matter: bool
    K: Annotated[ByClass, Field(description="The chance of each class; it describes and issues nothing.")]
    K_together: ByClass
    lean: Annotated[ClassKey, Field(description="The likeliest class.")]
    lean_chance: Share


class PromisedAnswer(Shape):
    """An answer to set."""

    level: Level
    grade: Literal["measured"]
    designable: Literal[False] | None = None


class PromisePart(Shape):
    """Store these answers, declare this growth model if one is named, and this verdict is issued."""

    answers: dict[str, PromisedAnswer]
    verdict: VerdictKey
    growth_model: str | None = None
    smallest: Annotated[
        bool | None, Field(description="Whether no fewer do. Absent where the question does not arise.")
    ] = None
    chance: Annotated[
        Share | None, Field(description="That some verdict is issued once exactly these are measured.")
    ] = None


class PromisesPart(Shape):
    """Everything that says what would happen to a path; null where there is nothing of a kind."""

    if_measured: Annotated[
        dict[str, list[VerdictKey]], Field(description="What is issued with one item measured at each level.")
    ]
    if_declared: Annotated[
        dict[str, VerdictKey] | None, Field(description="The same by growth model, while none is declared.")
    ]
    road: Annotated[PromisePart | None, Field(description="What to measure so that a verdict is issued.")]
    to_scale: Annotated[PromisePart | None, Field(description="What must be true for Scale.")]
    breaks: Annotated[PromisePart | None, Field(description="The nearest measurement that lowers it.")]
    relief: PromisePart | None
    design: PromisePart | None


class IssuedPathResult(Shape):
    """One path. Where no question of fit applies it is only `verdict: not_applicable`."""

    verdict: VerdictKey | None = None
    exact: IssuedExact | None = None
    judged: JudgedPart | None = None
    promises: Annotated[PromisesPart | None, Field(description="Absent with part=exact.")] = None
    name: str
    sentence: Annotated[str, Field(description="The verdict and its reason.")]
    words: Annotated[dict[str, Any], Field(description="All that is said of it.")]


class IssuedRanking(Shape):
    """Which path comes before which, by issued verdict first. All but the order is absent with part=exact."""

    display_order: list[str]
    rank_acceptability: dict[str, list[Share]] | None = None
    pairwise_winning: dict[str, Share] | None = None
    expected_rank: dict[str, float] | None = None
    choice_entropy_bits: float | None = None
    priority_robustness: dict[str, Share] | None = None
    too_close: list[list[str]] | None = None


class IssuedHeadline(Shape):
    """The path to speak of first. A withheld verdict is spoken of with its lean."""

    path: str
    verdict: VerdictKey
    confidence: Share | None
    lean: ClassKey
    lean_chance: Share


class IssuedQuestion(Shape):
    """A question worth asking next: one that is not measured yet."""

    item: str
    changes: Annotated[
        float, Field(description="Sum over paths: the chance that the issued verdict changes.")
    ]
    road: Annotated[float, Field(description="Sum over the paths on whose road it lies.")]
    can: Annotated[
        dict[str, dict[VerdictKey, list[Level | str]]],
        Field(description="By path and verdict the levels that lead there; models, for `growth_model`."),
    ]
    place: Annotated[int, Field(description="From 1; equal places are a tie.")]


class IssuedResult(Shape):
    """The result of the answers as they stand, by method 2."""

    method: Literal["2"]
    inputs_sha256: str
    paths: dict[str, IssuedPathResult]
    ranking: IssuedRanking
    headline: IssuedHeadline | None
    ask_next: Annotated[
        list[IssuedQuestion] | None,
        Field(
            description="Empty: no single measured answer changes an issued verdict. Absent with part=exact."
        ),
    ] = None
    release: str
    answers_version: int
    finding: Annotated[str, Field(description="What follows for the whole evaluation, in sentences.")]
    names: ResultNames

    @classmethod
    def of(
        cls,
        found: method2.Result | method2.Judgement,
        *,
        catalog: Catalog,
        asked: Checklist,
        answers_version: int,
    ) -> Self:
        """Any result of method 2, as it stands or as it was kept, with names and sentences."""
        issued = Issued.of(found, Names.of(catalog))
        if isinstance(found, method2.Result):
            document = method2.result_document(found)
        else:
            document = method2.judgement_document(found)
        names = {
            "items": {item.key: item.name for item in asked.items.values()},
            "dimensions": {key: issued.names.dimension(key) for key in DIMENSIONS},
            "growth_models": dict(issued.names.growth_models),
        }
        return cls.model_validate(
            document
            | {
                "paths": {key: part | _words(issued, key) for key, part in document["paths"].items()},
                "release": catalog.version,
                "answers_version": answers_version,
                "finding": finding_text(issued),
                "names": names,
            }
        )


def _words(issued: Issued, key: str) -> dict[str, Any]:
    words = path_words(issued, key)
    return {"name": words.name, "sentence": words.sentence, "words": asdict(words)}


class AnyResult(RootModel[responses.Result | IssuedResult]):
    """The result by the method that `method` names."""


class Known(Shape):
    """What is known of an item: what was said, and the chance that a measurement would give each level."""

    item: str
    name: str
    stated: Annotated[Level | None, Field(description="Null: unanswered.")]
    chances: Annotated[list[Share], Field(description="Of No, Slightly, Partly, Mostly and Yes.")]
    evidenced: Annotated[bool, Field(description="Whether it was measured or observed.")]


class IssuedExplanation(Shape):
    """Where the numbers of one path come from, by method 2."""

    method: Literal["2"]
    path: str
    release: str
    answers_version: int
    inputs_sha256: str
    growth_model: str | None
    priorities: list[list[str]] | None
    inputs: Annotated[dict[str, Any], Field(description="The path as the method took it.")]
    weights: Annotated[dict[Dimension, Share], Field(description="Central weights of the dimensions.")]
    items: Annotated[list[Known], Field(description="Everything that the path rests on, but the match.")]
    match: Annotated[
        dict[str, list[Share]],
        Field(description="The match by growth model in question; `match` where there is one."),
    ]
    not_applicable: list[str]
    result: IssuedPathResult

    @classmethod
    def of(
        cls, found: method2.Result, key: str, *, catalog: Catalog, asked: Checklist, answers_version: int
    ) -> Self:
        """Of one path of a whole result."""
        whole = IssuedResult.of(found, catalog=catalog, asked=asked, answers_version=answers_version)
        inputs = found.judgement.inputs
        path = next(path for path in inputs.paths if path.key == key)
        judged = found.judgement.paths[key]
        terms = judged.terms if judged else None
        return cls(
            method="2",
            path=key,
            release=catalog.version,
            answers_version=answers_version,
            inputs_sha256=whole.inputs_sha256,
            growth_model=inputs.growth_model,
            priorities=[list(group) for group in inputs.order] if inputs.order else None,
            inputs=plain_path(path),
            weights=_weights(terms) if terms else {},
            items=_items(terms, inputs, whole.names.items) if terms else [],
            match=_match(terms) if terms else {},
            not_applicable=list(terms.not_applicable) if terms else [],
            result=whole.paths[key],
        )


def _weights(terms: method2.Terms) -> dict[str, float]:
    shape = terms.shape
    return {each.name: stored(weight) for each, weight in zip(shape.dimensions, shape.weights, strict=True)}


def _items(terms: method2.Terms, inputs: Inputs, names: Mapping[str, str]) -> list[Known]:
    return [
        Known(
            item=item,
            name=names.get(item, item),
            stated=known.stated,
            chances=[stored(chance) for chance in known.chances],
            evidenced=inputs.answer(item).is_evidenced,
        )
        for item, known in zip(terms.shape.items, terms.known, strict=True)
    ]


def _match(terms: method2.Terms) -> dict[str, list[float]]:
    each = zip(terms.matches.models, terms.matches.known, strict=True)
    return {model or "match": [stored(chance) for chance in known.chances] for model, known in each}


class AnyExplanation(RootModel[explained_responses.Explanation | IssuedExplanation]):
    """The explanation by the method that `method` names."""

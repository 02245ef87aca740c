"""The inputs of an evaluation, its results, and what is said from them."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from django.core.cache import cache

from channels_catalog.schema import Catalog
from evaluations import scoring
from evaluations.answers.queries import answers_of
from evaluations.inputs import scoring_document
from evaluations.models import Answer, Evaluation
from evaluations.results import leverage, relief
from evaluations.scoring import method2
from evaluations.scoring.method1.result import ExactResult, NotApplicable, Result, SampledPath, SampledResult
from evaluations.scoring.method1.triaging import Triage
from evaluations.vocabulary import FIND_OUT_FIRST, METHOD_2, NOT_APPLICABLE
from evaluations.wording import (
    Names,
    PathWords,
    Scored,
    TriageWords,
    all_path_words,
    forecast_of,
    triage_words,
)
from evaluations.wording import method2 as by_method_2
from evaluations.wording.method2 import Issued
from evaluations.work.queries import catalog_for, path_keys

RESULTS_KEPT_SECONDS = 24 * 60 * 60

T = TypeVar("T")

# What is issued for each path, and in which order; and the same whole. By the method that the inputs name.
Judgement: TypeAlias = SampledResult | method2.Judgement
WholeResult: TypeAlias = Result | method2.Result


def inputs_of(
    evaluation: Evaluation,
    answers: Mapping[str, Answer] | None = None,
    *,
    method: str | None = None,
    catalog: Catalog | None = None,
) -> scoring.Inputs:
    """The evaluation's inputs of its method and release, or of those that are named, as its answers stand."""
    return scoring.parse(
        scoring_document(
            catalog or catalog_for(evaluation),
            paths=path_keys(evaluation),
            answers=answers_of(evaluation) if answers is None else answers,
            growth_model=evaluation.growth_model,
            priorities=evaluation.priorities,
            method=method or evaluation.method,
        )
    )


def _build_of_the_core() -> str:
    """A digest of the scoring code and of what builds on it: no result cached by another build is shown."""
    folder = Path(scoring.__file__).parent
    digest = hashlib.sha256()
    for path in [*sorted(folder.rglob("*.py")), Path(relief.__file__), Path(leverage.__file__)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


BUILD_OF_THE_CORE = _build_of_the_core()


def sampled(inputs: scoring.Inputs) -> SampledResult:
    """`scoring.sampled` of method 1, kept. Raises ValueError for inputs of another method."""
    return _kept("sampled", inputs, scoring.sampled)


def full(inputs: scoring.Inputs) -> Result:
    """`scoring.score` of method 1, kept. Raises ValueError for inputs of another method."""
    return _kept("full", inputs, scoring.score)


def judgement(inputs: scoring.Inputs) -> Judgement:
    """What is issued for each path, by the method that the inputs name; kept. What lists and saves need."""
    if inputs.method == METHOD_2:
        return judgement_by_method_2(inputs)
    return sampled(inputs)


def whole(inputs: scoring.Inputs) -> WholeResult:
    """Everything that the method which the inputs name says of them; kept."""
    if inputs.method == METHOD_2:
        return result_by_method_2(inputs)
    return full(inputs)


def judgement_by_method_2(inputs: scoring.Inputs) -> method2.Judgement:
    """`method2.judgement_of`: no draws and no promises, so it is not kept."""
    return method2.judgement_of(inputs)


def result_by_method_2(inputs: scoring.Inputs) -> method2.Result:
    """`method2.result_of`, kept."""
    return _kept("method2", inputs, method2.result_of)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is kept of one path for lists: what is issued, which way it leans, and its place in the ranking, from 1.

    Only the verdict is there for a path of which nothing applies. `lean_share` is known under method 2 alone.
    """

    verdict: str
    lean: str | None = None
    lean_share: float | None = None
    confidence: float | None = None
    fit: float | None = None
    support: float | None = None
    place: int | None = None


def standings_of(found: Judgement | WholeResult) -> dict[str, Standing]:
    """What lists keep of a result of either method, by path."""
    if isinstance(found, method2.Result):
        found = found.judgement
    if isinstance(found, method2.Judgement):
        places = {key: place for place, key in enumerate(found.order, start=1)}
        return {key: _standing_by_method_2(path, places.get(key)) for key, path in found.paths.items()}
    places = {key: place for place, key in enumerate(found.ranking.display_order, start=1)}
    return {key: _standing_by_method_1(path, places.get(key)) for key, path in found.paths.items()}


def _standing_by_method_2(path: method2.PathJudged | None, place: int | None) -> Standing:
    if path is None:
        return Standing(verdict=NOT_APPLICABLE)
    judged, point = path.judged, path.ends.point.scores
    return Standing(
        verdict=judged.verdict, lean=judged.lean, lean_share=judged.lean_chance, confidence=judged.confidence,
        fit=point.F, support=point.S, place=place,
    )  # fmt: skip


def _standing_by_method_1(path: SampledPath | NotApplicable, place: int | None) -> Standing:
    if isinstance(path, NotApplicable):
        return Standing(verdict=path.verdict)
    sampled_, point = path.sampled, path.exact.point
    return Standing(
        verdict=sampled_.verdict, lean=sampled_.lean, confidence=sampled_.confidence, fit=point.F,
        support=point.S, place=place,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Leading:
    """The path to name first. A withheld verdict of method 2 has its lean with it."""

    path: str
    verdict: str
    confidence: float | None
    lean: str | None = None
    lean_share: float | None = None


def leading_of(found: Judgement | WholeResult) -> Leading | None:
    """The headline of a result of either method; None where no path has a verdict."""
    if isinstance(found, method2.Result):
        found = found.judgement
    head = found.headline
    if head is None:
        return None
    if isinstance(head, method2.Headline):
        lean = (head.lean, head.lean_chance) if head.verdict == FIND_OUT_FIRST else (None, None)
        return Leading(
            path=head.path, verdict=head.verdict, confidence=head.confidence, lean=lean[0], lean_share=lean[1]
        )
    return Leading(path=head.path, verdict=head.verdict, confidence=head.confidence)


def relief_of(inputs: scoring.Inputs) -> relief.Relief:
    """In which order to relieve what binds; kept."""
    return _kept("relief", inputs, relief.relief)


def leverage_of(inputs: scoring.Inputs) -> leverage.DesignMoves:
    """What designing in each surface gives; kept."""
    return _kept("leverage", inputs, leverage.leverage)


def _kept(part: str, inputs: scoring.Inputs, made: Callable[[scoring.Inputs], T]) -> T:
    """By the digest of the inputs: same inputs, same method, same build, same result. Never stale."""
    key = f"result:{BUILD_OF_THE_CORE}:{part}:{scoring.inputs_sha256(inputs)}"
    found: T | None = cache.get(key)
    if found is None:
        found = made(inputs)
        cache.set(key, found, RESULTS_KEPT_SECONDS)
    return found


def exact_of(evaluation: Evaluation, answers: Mapping[str, Answer] | None = None) -> ExactResult:
    """Ranges and point verdicts as the answers stand: no draws, a few milliseconds."""
    return scoring.exact(inputs_of(evaluation, answers))


def panel_of(evaluation: Evaluation, answers: Mapping[str, Answer] | None = None) -> SampledResult:
    """With verdicts, confidence and likelihood."""
    return sampled(inputs_of(evaluation, answers))


def result_of(evaluation: Evaluation, answers: Mapping[str, Answer] | None = None) -> Result:
    """The whole result of method section 23, as the answers stand."""
    return full(inputs_of(evaluation, answers))


def triage_of(evaluation: Evaluation, answers: Mapping[str, Answer] | None = None) -> Triage:
    """Carry and match of every path of the release, chosen or not, by the answers on surfaces and matches alone."""
    catalog = catalog_for(evaluation)
    found = answers_of(evaluation) if answers is None else answers
    document = scoring_document(
        catalog,
        paths=[channel.key for channel in catalog.channels],
        answers={key: row for key, row in found.items() if key.startswith("surface/") or "@" in key},
        growth_model=evaluation.growth_model,
        priorities=None,
        method=evaluation.method,
    )
    return scoring.triage(scoring.parse(document))


def triage_words_of(evaluation: Evaluation, found: Triage) -> TriageWords:
    """The same in sentences, with the catalog's reasons for the match."""
    catalog = catalog_for(evaluation)
    model = evaluation.growth_model
    cells = (
        {key: (cell.level, cell.reason) for key, cell in catalog.alignment[model].items()} if model else {}
    )
    return triage_words(found, Names.of(catalog), cells)


def scored_of(evaluation: Evaluation, answers: Mapping[str, Answer] | None = None) -> Scored:
    """The whole result with its inputs and the names of the release: what sentences are made of."""
    inputs = inputs_of(evaluation, answers)
    return Scored(
        result=full(inputs),
        inputs=inputs,
        names=Names.of(catalog_for(evaluation)),
    )


def found_of(evaluation: Evaluation, answers: Mapping[str, Answer] | None = None) -> Scored | Issued:
    """The whole result by the method of the evaluation, with its inputs and the names of the release."""
    inputs = inputs_of(evaluation, answers)
    return named(inputs, whole(inputs), Names.of(catalog_for(evaluation)))


def named(inputs: scoring.Inputs, found: WholeResult, names: Names) -> Scored | Issued:
    """A result of either method with the names that sentences need."""
    if isinstance(found, method2.Result):
        return Issued.of(found, names)
    return Scored(result=found, inputs=inputs, names=names)


def words_of(found: Scored | by_method_2.Issued) -> tuple[PathWords, ...]:
    """What is said of each path, in order, by either method."""
    if isinstance(found, by_method_2.Issued):
        return by_method_2.all_path_words(found)
    return all_path_words(found)


def forecasts_of(evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """What the method says of each chosen path as the answers stand, as a decision keeps it."""
    found, release = found_of(evaluation), catalog_for(evaluation).version
    if isinstance(found, by_method_2.Issued):
        return {path: by_method_2.forecast_of(found, path, release=release) for path in path_keys(evaluation)}
    return {path: forecast_of(found, path, release=release) for path in path_keys(evaluation)}

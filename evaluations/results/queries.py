"""The inputs of an evaluation, its results, and what is said from them."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from django.core.cache import cache

from evaluations import scoring
from evaluations.answers.queries import answers_of
from evaluations.inputs import scoring_document
from evaluations.models import Answer, Evaluation
from evaluations.results import leverage, relief
from evaluations.scoring.method1.result import ExactResult, Result, SampledResult
from evaluations.scoring.method1.triaging import Triage
from evaluations.wording import Names, Scored, TriageWords, forecast_of, triage_words
from evaluations.work.queries import catalog_for, path_keys

RESULTS_KEPT_SECONDS = 24 * 60 * 60

T = TypeVar("T")


def inputs_of(evaluation: Evaluation, answers: Mapping[str, Answer] | None = None) -> scoring.Inputs:
    """The evaluation's inputs of the method, as its answers stand."""
    return scoring.parse(
        scoring_document(
            catalog_for(evaluation),
            paths=path_keys(evaluation),
            answers=answers_of(evaluation) if answers is None else answers,
            growth_model=evaluation.growth_model,
            priorities=evaluation.priorities,
            method=evaluation.method,
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
    """`scoring.sampled`, kept."""
    return _kept("sampled", inputs, scoring.sampled)


def full(inputs: scoring.Inputs) -> Result:
    """`scoring.score`, kept."""
    return _kept("full", inputs, scoring.score)


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


def forecasts_of(evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """What the method says of each chosen path as the answers stand, as a decision keeps it."""
    found, release = scored_of(evaluation), catalog_for(evaluation).version
    return {path: forecast_of(found, path, release=release) for path in path_keys(evaluation)}

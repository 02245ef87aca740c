"""The result of an evaluation's answers as they stand, and where its numbers come from."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from channels_catalog.schema import Catalog
from distmap.api.conditional import single
from distmap.api.endpoints import Endpoint
from distmap.api.schema import describe
from distmap.errors import NotFound
from evaluations.answers.queries import answers_of, checklist_of
from evaluations.inputs import Checklist
from evaluations.models import Evaluation
from evaluations.results.api import explained_responses, responses
from evaluations.results.api.requests import ResultQuery
from evaluations.results.explanations import explanation
from evaluations.results.queries import exact_of, inputs_of, result_of, triage_of, triage_words_of
from evaluations.scoring import method1
from evaluations.scoring.method1.result import ExactResult, SampledResult
from evaluations.scoring.plain import plain
from evaluations.versions.api import dissent_responses
from evaluations.versions.values import present_dissent
from evaluations.vocabulary import DIMENSIONS
from evaluations.wording import Names, Scored, finding_text, path_words
from evaluations.work.api.evaluations import fetched
from evaluations.work.queries import catalog_for, path_keys
from workspaces.permissions import Act


class Result(Endpoint):
    tag = "results"

    @describe(
        name="read_result",
        summary="The scored result of the answers as they stand",
        query=ResultQuery,
        answers={200: responses.Result},
        if_none_match=True,
    )
    def get(self, request: Request, evaluation_id: UUID, query: ResultQuery) -> Response:
        evaluation = fetched(request, evaluation_id, Act.READ)
        answers = answers_of(evaluation)
        score = exact_of if query.part == "exact" else result_of
        return single(
            request, result_out(_scored(evaluation, score(evaluation, answers), answers), evaluation)
        )


class DissentEndpoint(Endpoint):
    tag = "results"

    @describe(
        name="read_dissent",
        summary="Who last gave another answer than the one that stands",
        description="On the questions that count, as they are worded now; whoever took an answer back has none.",
        answers={200: dissent_responses.Dissent},
        if_none_match=True,
    )
    def get(self, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.READ)
        found = present_dissent(evaluation, checklist_of(evaluation))
        return single(request, dissent_responses.dissent_out(found))


class Explain(Endpoint):
    tag = "results"

    @describe(
        name="explain_path",
        summary="Where every number of one path comes from",
        answers={200: explained_responses.Explanation},
        if_none_match=True,
    )
    def get(self, request: Request, evaluation_id: UUID, path: str) -> Response:
        evaluation = fetched(request, evaluation_id, Act.READ)
        if path not in path_keys(evaluation):
            raise NotFound("This evaluation has no such path.")
        answers = answers_of(evaluation)
        scored = _scored(evaluation, result_of(evaluation, answers), answers)
        catalog = catalog_for(evaluation)
        return single(request, plain(explanation(evaluation, catalog, scored, path, answers=answers)))


class Triage(Endpoint):
    tag = "results"

    @describe(
        name="read_triage",
        summary="Every path of the release by carry, without those that fight the growth model",
        description="By the ten surfaces and the growth model alone. Demand and constraint are unknown: no verdict.",
        answers={200: responses.Triage},
        if_none_match=True,
    )
    def get(self, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.READ)
        found = triage_of(evaluation)
        return single(request, triage_out(evaluation, found))


def triage_out(evaluation: Evaluation, found: method1.Triage) -> dict[str, Any]:
    """The triage with names, sentences and which paths are chosen, in the order to look at them."""
    words = triage_words_of(evaluation, found)
    chosen = set(path_keys(evaluation))
    return {
        "method": found.method,
        "release": catalog_for(evaluation).version,
        "answers_version": evaluation.answers_version,
        "growth_model": found.growth_model,
        "summary": words.summary,
        "no_verdict": words.no_verdict,
        "paths": [
            {
                "path": said.key,
                "name": said.name,
                "chosen": said.key in chosen,
                "rests": said.rests,
                "reason": f"{said.match} {said.reason}".strip(),
                **plain(found.paths[said.key]),
            }
            for said in (*words.kept, *words.set_aside)
        ],
    }


def _scored(evaluation: Evaluation, result: ExactResult, answers: dict[str, Any]) -> Scored:
    inputs = inputs_of(evaluation, answers)
    return Scored(result=result, inputs=inputs, names=Names.of(catalog_for(evaluation)))


def result_out(scored: Scored, evaluation: Evaluation) -> dict[str, Any]:
    """The document with the names of its keys; and with sentences, where there are verdicts to speak of."""
    return scored_out(
        scored,
        catalog=catalog_for(evaluation),
        asked=checklist_of(evaluation),
        answers_version=evaluation.answers_version,
    )


def scored_out(scored: Scored, *, catalog: Catalog, asked: Checklist, answers_version: int) -> dict[str, Any]:
    """The same of any state, as it stands or as it was kept."""
    judged = isinstance(scored.result, SampledResult)
    written = plain(scored.result)
    return {
        **written,
        "release": catalog.version,
        "answers_version": answers_version,
        "finding": finding_text(scored) if judged else None,
        "names": {
            "items": {item.key: item.name for item in asked.items.values()},
            "dimensions": {key: scored.names.dimension(key) for key in DIMENSIONS},
            "growth_models": dict(scored.names.growth_models),
        },
        "paths": {key: path | _words(scored, key, judged=judged) for key, path in written["paths"].items()},
    }


def _words(scored: Scored, key: str, *, judged: bool) -> dict[str, Any]:
    if not judged:
        return {"name": scored.names.path(key), "sentence": None, "words": None}
    words = asdict(path_words(scored, key))
    return {"name": words["name"], "sentence": words["sentence"], "words": words}

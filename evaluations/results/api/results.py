"""The result of an evaluation's answers as they stand, and where its numbers come from."""

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from distmap.api.conditional import single
from distmap.api.endpoints import Endpoint
from distmap.api.schema import describe
from distmap.errors import NotFound
from evaluations.answers.queries import answers_of, checklist_of
from evaluations.models import Evaluation
from evaluations.results.api import explained_responses, issued_responses, responses
from evaluations.results.api.requests import ResultQuery
from evaluations.results.explanations import explanation
from evaluations.results.queries import (
    exact_of,
    inputs_of,
    judgement_by_method_2,
    result_by_method_2,
    result_of,
    triage_of,
)
from evaluations.scoring import method2
from evaluations.scoring.method1.result import ExactResult
from evaluations.versions.api import dissent_responses
from evaluations.versions.values import present_dissent
from evaluations.vocabulary import METHOD_2
from evaluations.wording import Names, Scored
from evaluations.work.api.evaluations import fetched
from evaluations.work.queries import catalog_for, path_keys
from workspaces.permissions import Act


class Result(Endpoint):
    tag = "results"

    @describe(
        name="read_result",
        summary="The scored result of the answers as they stand",
        query=ResultQuery,
        answers={200: issued_responses.AnyResult},
        if_none_match=True,
    )
    def get(self, request: Request, evaluation_id: UUID, query: ResultQuery) -> Response:
        evaluation = fetched(request, evaluation_id, Act.READ)
        answers = answers_of(evaluation)
        if evaluation.method == METHOD_2:
            judge = judgement_by_method_2 if query.part == "exact" else result_by_method_2
            return single(request, issued_of(judge(inputs_of(evaluation, answers)), evaluation))
        score = exact_of if query.part == "exact" else result_of
        return single(
            request,
            result_of_evaluation(_scored(evaluation, score(evaluation, answers), answers), evaluation),
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
        return single(request, dissent_responses.Dissent.of(found))


class Explain(Endpoint):
    tag = "results"

    @describe(
        name="explain_path",
        summary="Where every number of one path comes from",
        answers={200: issued_responses.AnyExplanation},
        if_none_match=True,
    )
    def get(self, request: Request, evaluation_id: UUID, path: str) -> Response:
        evaluation = fetched(request, evaluation_id, Act.READ)
        if path not in path_keys(evaluation):
            raise NotFound("This evaluation has no such path.")
        answers = answers_of(evaluation)
        if evaluation.method == METHOD_2:
            return single(request, _explained(evaluation, path, answers))
        scored = _scored(evaluation, result_of(evaluation, answers), answers)
        catalog = catalog_for(evaluation)
        return single(
            request,
            explained_responses.Explanation.model_validate(
                explanation(evaluation, catalog, scored, path, answers=answers)
            ),
        )


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
        return single(request, responses.Triage.of(evaluation, found))


def _explained(
    evaluation: Evaluation, path: str, answers: dict[str, Any]
) -> issued_responses.IssuedExplanation:
    return issued_responses.IssuedExplanation.of(
        result_by_method_2(inputs_of(evaluation, answers)),
        path,
        catalog=catalog_for(evaluation),
        asked=checklist_of(evaluation),
        answers_version=evaluation.answers_version,
    )


def issued_of(
    found: method2.Result | method2.Judgement, evaluation: Evaluation
) -> issued_responses.IssuedResult:
    """A result of method 2 with the names and sentences of the evaluation's release."""
    return issued_responses.IssuedResult.of(
        found,
        catalog=catalog_for(evaluation),
        asked=checklist_of(evaluation),
        answers_version=evaluation.answers_version,
    )


def _scored(evaluation: Evaluation, result: ExactResult, answers: dict[str, Any]) -> Scored:
    inputs = inputs_of(evaluation, answers)
    return Scored(result=result, inputs=inputs, names=Names.of(catalog_for(evaluation)))


def result_of_evaluation(scored: Scored, evaluation: Evaluation) -> responses.Result:
    return responses.Result.of(
        scored,
        catalog=catalog_for(evaluation),
        asked=checklist_of(evaluation),
        answers_version=evaluation.answers_version,
    )

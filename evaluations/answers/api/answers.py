"""What an evaluation asks, what was answered, and how the answers came to be."""

from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from distmap.api.bodies import read_body
from distmap.api.conditional import single
from distmap.api.endpoints import Endpoint
from distmap.api.pagination import ListQuery, cursor_page
from distmap.api.problems import problem_response
from distmap.api.responses import page_of
from distmap.api.schema import describe
from evaluations.answers.api import requests, responses
from evaluations.answers.operations import AnswerConflict, save_answers
from evaluations.answers.queries import answers_of, checklist_of, history_of
from evaluations.work.api.evaluations import evaluation_tag, expected, fetched
from workspaces.api.authentication import actor_of
from workspaces.permissions import Act


class Checklist(Endpoint):
    tag = "answers"

    @describe(
        name="read_checklist",
        summary="Every item to answer, with its present answer",
        answers={200: responses.Checklist},
        if_none_match=True,
    )
    def get(self, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.READ)
        asked, answers = checklist_of(evaluation), answers_of(evaluation)
        return single(request, responses.Checklist.of(evaluation, asked, answers))


class Answers(Endpoint):
    tag = "answers"

    @describe(
        name="read_answers",
        summary="The answers that were given",
        answers={200: responses.Answers},
        if_none_match=True,
    )
    def get(self, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.READ)
        asked, answers = checklist_of(evaluation), answers_of(evaluation)
        return single(
            request, responses.Answers.of(evaluation, asked, answers), tag=evaluation_tag(evaluation)
        )

    @describe(
        name="save_answers",
        summary="Store answers, all or none of them",
        description="A conflict (409 `answer_conflict`) carries the stored answers as `present`.",
        body=requests.NewAnswers,
        answers={200: responses.SavedAnswers},
        if_match=True,
        refuses=(409,),
    )
    def patch(self, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.WRITE_EVALUATIONS)
        body = read_body(request, requests.NewAnswers)
        try:
            saved = save_answers(
                evaluation=evaluation,
                answers=[answer.as_input() for answer in body.answers],
                by=actor_of(request),
                now=timezone.now(),
                **expected(request, evaluation),
            )
        except AnswerConflict as conflict:
            present = [
                responses.Answer.of_row(key, answer).model_dump(mode="json")
                for key, answer in conflict.present.items()
            ]
            return problem_response(request, conflict, present=present)
        return single(request, responses.SavedAnswers.of_saved(saved), tag=evaluation_tag(saved.evaluation))


class History(Endpoint):
    tag = "answers"

    @describe(
        name="list_history",
        summary="What was changed in the answers, newest first",
        query=ListQuery,
        answers={200: page_of(responses.Change)},
    )
    def get(self, request: Request, evaluation_id: UUID, query: ListQuery) -> Response:
        evaluation = fetched(request, evaluation_id, Act.READ)
        return cursor_page(
            request, history_of(evaluation), query=query, present=responses.Change.of, field="at"
        )

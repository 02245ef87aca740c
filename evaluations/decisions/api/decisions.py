"""The decision on an evaluation, its outcome and actions; the workspace's decisions, and how verdicts came out."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from distmap.api.bodies import read_body
from distmap.api.conditional import matches, single
from distmap.api.endpoints import Endpoint
from distmap.api.pagination import ListQuery, cursor_page
from distmap.api.responses import page_of
from distmap.api.schema import describe
from distmap.errors import NotFound, Stale
from evaluations.decisions.api import requests, responses
from evaluations.decisions.calibration import calibration_of
from evaluations.decisions.operations import (
    change_action,
    record_decision,
    record_outcome,
)
from evaluations.decisions.queries import DecisionFilters, decision_history_of, decision_of, decisions
from evaluations.models import Decision, Evaluation
from evaluations.work.api.evaluations import fetched
from workspaces.api.authentication import actor_of
from workspaces.permissions import Act


class DecisionEndpoint(Endpoint):
    tag = "decisions"

    @describe(
        name="read_decision",
        summary="What was decided on an evaluation",
        description="404 `no_decision` before the first.",
        answers={200: responses.Decision},
        if_none_match=True,
    )
    def get(self, request: Request, evaluation_id: UUID) -> Response:
        return _shown(request, _decision(fetched(request, evaluation_id, Act.READ)))

    @describe(
        name="record_decision",
        summary="Record what was decided, whole",
        description="Another path or another decision takes a forecast of its own and has no outcome yet; "
        "else both stay. An archived evaluation refuses: 409 `evaluation_locked`.",
        body=requests.DecisionBody,
        answers={200: responses.Decision, 201: responses.Decision},
        if_match=True,
        refuses=(409,),
    )
    def put(self, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.WRITE_DECISIONS)
        body = read_body(request, requests.DecisionBody)
        recorded = record_decision(
            evaluation=evaluation, given=body.as_input(), by=actor_of(request), now=timezone.now(),
            version=_expected(request, evaluation),
        )  # fmt: skip
        decision = _decision(evaluation)
        if not recorded.is_new:
            return _shown(request, decision)
        return _shown(request, decision, status=201, location=_address(evaluation))


class OutcomeEndpoint(Endpoint):
    tag = "decisions"

    @describe(
        name="record_outcome",
        summary="Say how the forecast came out, or take it back",
        body=requests.OutcomeBody,
        answers={200: responses.Decision},
        if_match=True,
        refuses=(409,),
    )
    def put(self, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.WRITE_DECISIONS)
        _decision(evaluation)
        body = read_body(request, requests.OutcomeBody)
        record_outcome(
            evaluation=evaluation, outcome=body.outcome or "", note=body.note or "", on=body.on,
            by=actor_of(request), now=timezone.now(), version=_expected(request, evaluation),
        )  # fmt: skip
        return _shown(request, _decision(evaluation))


class ActionEndpoint(Endpoint):
    tag = "decisions"

    @describe(
        name="change_action",
        summary="Move an action to another state",
        body=requests.ActionStateBody,
        answers={200: responses.Decision},
        if_match=True,
        refuses=(409,),
    )
    def patch(self, request: Request, evaluation_id: UUID, action_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.WRITE_DECISIONS)
        _decision(evaluation)
        body = read_body(request, requests.ActionStateBody)
        change_action(
            evaluation=evaluation, action_id=action_id, state=body.state, by=actor_of(request),
            now=timezone.now(), version=_expected(request, evaluation),
        )  # fmt: skip
        return _shown(request, _decision(evaluation))


class DecisionHistory(Endpoint):
    tag = "decisions"

    @describe(
        name="list_decision_history",
        summary="Every state that the decision has been in, newest first",
        query=ListQuery,
        answers={200: page_of(responses.DecisionChange)},
    )
    def get(self, request: Request, evaluation_id: UUID, query: ListQuery) -> Response:
        evaluation = fetched(request, evaluation_id, Act.READ)
        rows = decision_history_of(evaluation)
        return cursor_page(request, rows, query=query, present=responses.DecisionChange.of, field="at")


class Decisions(Endpoint):
    tag = "decisions"

    @describe(
        name="list_decisions",
        summary="The workspace's decisions, and what is due for review",
        query=requests.DecisionQuery,
        answers={200: page_of(responses.Decision)},
    )
    def get(self, request: Request, query: requests.DecisionQuery) -> Response:
        actor = actor_of(request)
        actor.require(Act.READ)
        filters = DecisionFilters(
            due_before=query.due_before,
            path=query.path or "",
            decision=query.decision or "",
            outcome=query.outcome or ("none" if query.due_before else ""),
        )
        return cursor_page(
            request, decisions(actor, filters), query=query, present=responses.Decision.of_row,
            field=query.field, newest_first=query.ordering.startswith("-"),
        )  # fmt: skip


class CalibrationEndpoint(Endpoint):
    tag = "decisions"

    @describe(
        name="read_calibration",
        summary="How often verdicts came true, by how sure they were called",
        answers={200: responses.Calibration},
        if_none_match=True,
    )
    def get(self, request: Request) -> Response:
        actor = actor_of(request)
        actor.require(Act.READ)
        return single(request, responses.Calibration.of(calibration_of(actor)))


def _decision(evaluation: Evaluation) -> Decision:
    found = decision_of(evaluation)
    if found is None:
        raise NotFound("No decision is recorded on this evaluation yet.", code="no_decision")
    return found


def _expected(request: Request, evaluation: Evaluation) -> int | None:
    """The version that If-Match names; None if it was not sent. The operation looks again, behind its lock."""
    tag = f'"{evaluation.decision_version}"'
    if not matches(request, tag):
        return None
    if not evaluation.decision_version:
        raise Stale(
            "No decision is recorded yet, so none can be replaced. Leave If-Match out to record the first."
        )
    return evaluation.decision_version


def _shown(request: Request, decision: Decision, **how: Any) -> Response:
    return single(request, responses.Decision.of_row(decision), tag=f'"{decision.version}"', **how)


def _address(evaluation: Evaluation) -> str:
    return reverse("api_decision", kwargs={"evaluation_id": evaluation.pk})

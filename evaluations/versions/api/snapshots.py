"""Snapshots of an evaluation: take one, read it, and see what became of it."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from distmap.api.bodies import read_body
from distmap.api.conditional import single
from distmap.api.endpoints import Endpoint
from distmap.api.pagination import ListQuery, cursor_page
from distmap.api.responses import page_of
from distmap.api.schema import describe
from evaluations.versions.api import difference_responses, responses
from evaluations.versions.api.requests import NewSnapshot
from evaluations.versions.differences import difference, present_side, side_of
from evaluations.versions.operations import take_snapshot
from evaluations.versions.queries import PRESENT, snapshot_number, snapshot_of, snapshots_of
from evaluations.versions.timeline import timeline_of
from evaluations.work.api.evaluations import fetched
from workspaces.api.authentication import actor_of
from workspaces.api.idempotency import idempotent
from workspaces.permissions import Act


class Snapshots(Endpoint):
    tag = "snapshots"

    @describe(
        name="list_snapshots",
        summary="The evaluation's snapshots, newest first",
        query=ListQuery,
        answers={200: page_of(responses.Snapshot)},
    )
    def get(self, request: Request, evaluation_id: UUID, query: ListQuery) -> Response:
        evaluation = fetched(request, evaluation_id, Act.READ)
        rows = snapshots_of(evaluation)
        return cursor_page(request, rows, query=query, present=responses.Snapshot.of, field="taken_at")

    @describe(
        name="take_snapshot",
        summary="Keep a copy of the evaluation as it stands",
        description="In whatever state it is. Submitting takes one by itself.",
        body=NewSnapshot,
        answers={201: responses.WholeSnapshot},
    )
    @idempotent(Act.WRITE_SNAPSHOTS)
    def post(self, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.WRITE_SNAPSHOTS)
        body = read_body(request, NewSnapshot)
        taken = take_snapshot(evaluation=evaluation, name=body.name, by=actor_of(request), now=timezone.now())
        names = {"evaluation_id": evaluation.pk, "number": taken.number}
        return single(
            request,
            responses.WholeSnapshot.of(taken),
            status=201,
            location=reverse("api_snapshot", kwargs=names),
        )


class TimelineEndpoint(Endpoint):
    tag = "snapshots"

    @describe(
        name="list_timeline",
        summary="Moves, snapshots and decisions of an evaluation, newest first",
        query=ListQuery,
        answers={200: page_of(responses.TimelineEntry)},
    )
    def get(self, request: Request, evaluation_id: UUID, query: ListQuery) -> Response:
        rows: Any = timeline_of(fetched(request, evaluation_id, Act.READ))
        return cursor_page(request, rows, query=query, present=responses.TimelineEntry.of, field="at")


class OneSnapshot(Endpoint):
    tag = "snapshots"

    @describe(
        name="read_snapshot",
        summary="One snapshot: its state, its answers and its result",
        answers={200: responses.WholeSnapshot},
        if_none_match=True,
    )
    def get(self, request: Request, evaluation_id: UUID, number: int) -> Response:
        evaluation = fetched(request, evaluation_id, Act.READ)
        return single(request, responses.WholeSnapshot.of(snapshot_of(evaluation, number)))


class SnapshotDifference(Endpoint):
    tag = "snapshots"

    @describe(
        name="compare_snapshot",
        summary="What became of a snapshot in another one, or in the evaluation as it stands",
        description="`against` is a snapshot's number, or `present`. Lists hold what differs; `paths` every path. "
        "Items in other words are in `reworded`, and count on neither side.",
        answers={200: difference_responses.SnapshotDifference},
        if_none_match=True,
    )
    def get(self, request: Request, evaluation_id: UUID, number: int, against: str) -> Response:
        evaluation = fetched(request, evaluation_id, Act.READ)
        old = side_of(snapshot_of(evaluation, number))
        if against == PRESENT:
            new = present_side(evaluation)
        else:
            new = side_of(snapshot_of(evaluation, snapshot_number(against)))
        return single(request, difference_responses.SnapshotDifference.of(difference(old, new)))

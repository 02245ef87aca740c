"""Weekly reports: set one up, read, change, pause and delete it."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from comparisons.models import Comparison
from distmap.api.bodies import read_body
from distmap.api.conditional import matches, single
from distmap.api.endpoints import Endpoint
from distmap.api.pagination import OrderedQuery, cursor_page
from distmap.api.responses import page_of
from distmap.api.schema import describe
from distmap.errors import Fault, Invalid, NotFound
from evaluations.models import Evaluation
from evaluations.work.api.evaluations import named_in_body
from reports.api import responses
from reports.api.requests import NewReportSchedule, ReportScheduleChanges
from reports.models import ReportSchedule
from reports.operations.schedules import (
    WEEKDAYS,
    change_schedule,
    create_schedule,
    delete_schedule,
    schedule_faults,
)
from reports.queries import report_schedules
from workspaces.access import fetch
from workspaces.actors import Actor
from workspaces.api.authentication import actor_of
from workspaces.api.idempotency import idempotent
from workspaces.permissions import Act

SUBJECTS = ("evaluation", "comparison")


class ReportSchedules(Endpoint):
    tag = "reports"

    @describe(
        name="list_report_schedules",
        summary="The workspace's weekly reports",
        query=OrderedQuery,
        answers={200: page_of(responses.ReportSchedule)},
    )
    def get(self, request: Request, query: OrderedQuery) -> Response:
        actor = actor_of(request)
        actor.require(Act.READ)
        return cursor_page(
            request,
            report_schedules(actor),
            query=query,
            present=responses.ReportSchedule.of,
            newest_first=query.newest_first,
        )

    @describe(
        name="create_report_schedule",
        summary="Have a report made every week",
        description="It runs on behalf of the member who makes it, with the role of that moment. Where nothing "
        "has changed since the week before, the same report is given again and no second one is made.",
        body=NewReportSchedule,
        answers={201: responses.ReportSchedule},
        refuses=(404, 409),
    )
    @idempotent(Act.WRITE_REPORTS)
    def post(self, request: Request) -> Response:
        actor = actor_of(request)
        actor.require(Act.WRITE_REPORTS)
        body = read_body(request, NewReportSchedule)
        faults = _faults(body)
        if faults:
            raise Invalid.of(faults)
        made = create_schedule(
            subject=_subject(actor, body), weekday=WEEKDAYS.index(body.weekday), hour=body.hour,
            formats=body.formats, form=body.form, by=actor, now=timezone.now(),
        )  # fmt: skip
        location = reverse("api_report_schedule", kwargs={"schedule_id": made.pk})
        return _shown(request, made, status=201, location=location)


class OneReportSchedule(Endpoint):
    tag = "reports"

    @describe(
        name="read_report_schedule",
        summary="One weekly report",
        answers={200: responses.ReportSchedule},
        if_none_match=True,
    )
    def get(self, request: Request, schedule_id: UUID) -> Response:
        return _shown(request, _fetched(request, schedule_id, Act.READ))

    @describe(
        name="change_report_schedule",
        summary="Change, pause or resume a weekly report",
        description="Resumed after it had stopped by itself, it runs on behalf of whoever resumes it.",
        body=ReportScheduleChanges,
        answers={200: responses.ReportSchedule},
        if_match=True,
    )
    def patch(self, request: Request, schedule_id: UUID) -> Response:
        row = _fetched(request, schedule_id, Act.WRITE_REPORTS)
        body = read_body(request, ReportScheduleChanges)
        changes = body.given()
        if "weekday" in changes:
            changes["weekday"] = WEEKDAYS.index(changes["weekday"])
        changed = change_schedule(
            schedule=row, by=actor_of(request), now=timezone.now(), version=_expected(request, row), **changes
        )
        return _shown(request, changed)

    @describe(
        name="delete_report_schedule",
        summary="End a weekly report",
        description="The reports that it had made stay.",
        answers={204: None},
        if_match=True,
    )
    def delete(self, request: Request, schedule_id: UUID) -> Response:
        row = _fetched(request, schedule_id, Act.WRITE_REPORTS)
        delete_schedule(
            schedule=row, by=actor_of(request), now=timezone.now(), version=_expected(request, row)
        )
        return Response(status=204)


def _faults(body: NewReportSchedule) -> list[Fault]:
    """What is wrong beyond the shape: the subjects that are named, and the formats."""
    faults = []
    if len([name for name in SUBJECTS if name in body.given()]) != 1:
        faults.append(Fault("/evaluation", "exactly_one", f"Name exactly one of {' and '.join(SUBJECTS)}."))
    return faults + schedule_faults(formats=body.formats)


def _subject(actor: Actor, body: NewReportSchedule) -> Evaluation | Comparison:
    rows: dict[str, QuerySet[Any]] = {
        "evaluation": Evaluation.objects.visible_to(actor),
        "comparison": Comparison.objects.visible_to(actor),
    }
    name = next(name for name in SUBJECTS if name in body.given())
    try:
        found: Evaluation | Comparison = fetch(
            rows[name], getattr(body, name), by=actor, act=Act.WRITE_REPORTS
        )
    except NotFound:
        raise named_in_body(NotFound(f"There is no such {name}."), name) from None
    return found


def _fetched(request: Request, schedule_id: UUID, act: Act) -> ReportSchedule:
    actor = actor_of(request)
    return fetch(report_schedules(actor), schedule_id, by=actor, act=act)


def _tag(row: ReportSchedule) -> str:
    return f'"{row.version}"'


def _expected(request: Request, row: ReportSchedule) -> int | None:
    return row.version if matches(request, _tag(row)) else None


def _shown(request: Request, row: ReportSchedule, **how: Any) -> Response:
    return single(request, responses.ReportSchedule.of(row), tag=_tag(row), **how)

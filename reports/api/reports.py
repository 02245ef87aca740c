"""Reports: ask for one, follow it, cancel it, try it again, delete it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from comparisons.models import Comparison
from distmap.api.bodies import NoBody, read_body
from distmap.api.conditional import matches, single, tag_of
from distmap.api.endpoints import Endpoint
from distmap.api.pagination import OrderedQuery, cursor_page
from distmap.api.responses import page_of
from distmap.api.schema import describe
from distmap.errors import Fault, Invalid, NotFound
from evaluations.models import Evaluation, Snapshot
from evaluations.work.api.evaluations import named_in_body
from reports.api import responses
from reports.api.requests import NewReport
from reports.models import Report
from reports.operations.reports import (
    cancel_report,
    delete_report,
    form_faults,
    format_faults,
    request_report,
    retry_report,
)
from reports.queries import reports
from reports.verification import alone, verify
from workspaces.access import fetch
from workspaces.actors import Actor
from workspaces.api.authentication import actor_of
from workspaces.api.idempotency import idempotent
from workspaces.permissions import Act


class Reports(Endpoint):
    tag = "reports"

    @describe(
        name="list_reports",
        summary="The workspace's reports",
        query=OrderedQuery,
        answers={200: page_of(responses.Report)},
    )
    def get(self, request: Request, query: OrderedQuery) -> Response:
        actor = actor_of(request)
        actor.require(Act.READ)
        return cursor_page(
            request,
            reports(actor),
            query=query,
            present=lambda report: responses.Report.of(report, request=request),
            newest_first=query.newest_first,
        )

    @describe(
        name="create_report",
        summary="Have a report made",
        description="Of the same content there is one report. Asked for again, it is given again: 200 when "
        "its formats are there, 202 while they are being made.",
        body=NewReport,
        answers={200: responses.Report, 202: responses.Report},
        refuses=(404,),
    )
    @idempotent(Act.WRITE_REPORTS)
    def post(self, request: Request) -> Response:
        actor = actor_of(request)
        actor.require(Act.WRITE_REPORTS)
        body = read_body(request, NewReport)
        faults = _faults(body)
        if faults:
            raise Invalid.of(faults)
        requested = request_report(
            **_subject(actor, body), formats=body.formats, form=body.form, by=actor, now=timezone.now()
        )
        return _shown(request, requested.report, status=200 if requested.was_ready else 202)


SUBJECTS = ("evaluation", "snapshot", "comparison")


def _faults(body: NewReport) -> list[Fault]:
    """What is wrong beyond the shape: the subjects that are named, the formats and the form."""
    named = [name for name in SUBJECTS if name in body.given()]
    return _subject_faults(named) + format_faults(body.formats) + form_faults(body.form)


def _subject_faults(named: list[str]) -> list[Fault]:
    choice = " or ".join(f"`{name}`" for name in SUBJECTS)
    if not named:
        return [Fault("/evaluation", "required", f"Name what the report is of: {choice}.")]
    if len(named) > 1:
        detail = f"A report is of one thing: name one of {choice}."
        return [Fault(f"/{name}", "exactly_one", detail) for name in named]
    return []


class OneReport(Endpoint):
    tag = "reports"

    @describe(name="read_report", summary="One report", answers={200: responses.Report}, if_none_match=True)
    def get(self, request: Request, report_id: UUID) -> Response:
        return single(request, responses.Report.of(fetched(request, report_id, Act.READ), request=request))

    @describe(
        name="delete_report", summary="Delete a report and its files", answers={204: None}, if_match=True
    )
    def delete(self, request: Request, report_id: UUID) -> Response:
        report = fetched(request, report_id, Act.WRITE_REPORTS)
        matches(request, tag_of(responses.Report.of(report, request=request)))
        delete_report(report=report, by=actor_of(request), now=timezone.now())
        return Response(status=204)


def act_endpoint(
    name: str, summary: str, status: int, act: Callable[[Report, Actor], Report]
) -> type[Endpoint]:
    """The endpoint of one act on a report."""

    @describe(
        name=f"{name}_report",
        summary=summary,
        body=NoBody,
        answers={status: responses.Report},
        refuses=(409,),
    )
    def post(self: Endpoint, request: Request, report_id: UUID) -> Response:
        report = fetched(request, report_id, Act.WRITE_REPORTS)
        read_body(request, NoBody)
        return _shown(request, act(report, actor_of(request)), status=status)

    return type(name.capitalize(), (Endpoint,), {"tag": "reports", "post": post})


def _cancel(report: Report, by: Actor) -> Report:
    return cancel_report(report=report, by=by, now=timezone.now())


def _retry(report: Report, by: Actor) -> Report:
    return retry_report(report=report, by=by)


Cancel = act_endpoint("cancel", "Cancel a report that is not finished", 200, _cancel)
Retry = act_endpoint("retry", "Make what failed, was cancelled or was removed again", 202, _retry)


class Verify(Endpoint):
    tag = "reports"

    @describe(
        name="verify_report",
        summary="Make a report again from its frozen document, and compare",
        description="Stores nothing. `identical`: every finished file is the same, byte by byte. `same_figures`: this "
        "release has another renderer, so the figures were compared. One report of a workspace is verified at a "
        "time; meanwhile others are answered by 409.",
        body=NoBody,
        answers={200: responses.Verification},
        refuses=(409,),
    )
    def post(self, request: Request, report_id: UUID) -> Response:
        report = fetched(request, report_id, Act.WRITE_REPORTS)
        read_body(request, NoBody)
        with alone(report):
            return Response(responses.Verification.of(verify(report)))


def fetched(request: Request, report_id: UUID, act: Act) -> Report:
    actor = actor_of(request)
    return fetch(reports(actor), report_id, by=actor, act=act)


def _shown(request: Request, report: Report, *, status: int) -> Response:
    location = reverse("api_report", kwargs={"report_id": report.pk})
    return single(request, responses.Report.of(report, request=request), status=status, location=location)


def _subject(actor: Actor, body: NewReport) -> dict[str, Any]:
    """The one thing that the body names, as the operation takes it."""
    rows: dict[str, QuerySet[Any]] = {
        "evaluation": Evaluation.objects.visible_to(actor),
        "snapshot": Snapshot.objects.visible_to(actor),
        "comparison": Comparison.objects.visible_to(actor),
    }
    name = next(name for name in SUBJECTS if name in body.given())
    try:
        found = fetch(rows[name], getattr(body, name), by=actor, act=Act.WRITE_REPORTS)
    except NotFound:
        raise named_in_body(NotFound(f"There is no such {name}."), name) from None
    return {name: found}

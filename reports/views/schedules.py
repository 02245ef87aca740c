"""Weekly reports on pages: the rows of a list, setting one up, pausing, resuming, deleting."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.views.decorators.http import require_http_methods, require_POST

from comparisons.models import Comparison
from comparisons.queries import comparisons
from distmap.errors import Conflict, Stale
from distmap.merging import JUST_CHANGED, Edit
from distmap.times import spoken_time
from evaluations.models import Evaluation
from evaluations.work.queries import evaluations
from reports.forms import WEEKDAY_NAMES, ScheduleForm
from reports.models import ReportSchedule
from reports.operations.schedules import change_schedule, create_schedule, delete_schedule
from reports.queries import report_schedules
from reports.renderers import FORMATS
from reports.views.subjects import Subject, of_comparison, of_evaluation
from workspaces.access import fetch
from workspaces.actors import Actor
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions
from workspaces.views.once import once

STOPPED = {
    ReportSchedule.OWNER_LEFT: "the member it ran for is no longer in this workspace",
    ReportSchedule.ROLE_TOO_LOW: "the member it ran for may no longer make reports",
    ReportSchedule.SUBJECT_DELETED: "what it reports on was deleted",
}


def schedule_rows(actor: Actor, now: datetime, **of: Any) -> list[dict[str, Any]]:
    """The weekly reports, as lists show them. There are at most fifty in a workspace."""
    return [_listed(row, now) for row in report_schedules(actor).filter(**of)]


def _listed(row: ReportSchedule, now: datetime) -> dict[str, Any]:
    evaluation = row.evaluation
    return {
        "schedule": row,
        "title": f"{evaluation.product.name}: {evaluation.title}" if evaluation else row.subject.title,
        "page": _page(row),
        "form": "In brief" if row.form == "executive" else "In full",
        "when": f"{WEEKDAY_NAMES[row.weekday]}s at {row.hour:02d}:00, {settings.TIME_ZONE}",
        "formats": ", ".join(FORMATS[key].name for key in row.formats if key in FORMATS),
        "who": row.owner.shown_name if row.owner else "",
        "state": _state(row),
        "why": STOPPED.get(row.stopped, ""),
        "last": _last(row, now),
    }


def _page(row: ReportSchedule) -> str:
    """Where reports of its subject are asked for; nowhere once that is deleted."""
    if row.subject.deleted_at is not None:
        return ""
    name = "make_report" if row.evaluation else "make_comparison_report"
    return reverse(name, args=[row.subject.pk])


def _state(row: ReportSchedule) -> str:
    if row.paused_at:
        return "Stopped" if row.stopped else "Paused"
    return f"Next on {formats.date_format(timezone.localtime(row.next_at), 'j F')}"


def _last(row: ReportSchedule, now: datetime) -> str:
    """What came of the last run, in words."""
    if row.last_at is None:
        return "Has not run yet"
    at = spoken_time(row.last_at, now)
    return {
        ReportSchedule.MADE: f"Asked for a new report {at}",
        ReportSchedule.UNCHANGED: f"Nothing had changed {at}, so the report of before still stands",
        ReportSchedule.GAVE_UP: f"Could not ask for a report {at}; the next week is tried again",
    }.get(row.last_outcome, f"Stopped {at}")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@once()
def add_schedule(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """Choose a weekday, an hour, form and formats for an evaluation's weekly report."""
    rows = evaluations(request.actor)
    found: Evaluation = fetch(rows, evaluation_id, by=request.actor, act=Act.WRITE_REPORTS)
    return _added(request, found, of_evaluation(found))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@once()
def add_comparison_schedule(request: MemberRequest, comparison_id: UUID) -> HttpResponse:
    """The same for a comparison."""
    found: Comparison = fetch(
        comparisons(request.actor), comparison_id, by=request.actor, act=Act.WRITE_REPORTS
    )
    return _added(request, found, of_comparison(found))


def _added(request: MemberRequest, of: Evaluation | Comparison, subject: Subject) -> HttpResponse:
    form = ScheduleForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _form(request, form, subject, is_new=True)
    try:
        made = create_schedule(subject=of, **form.cleaned_data, by=request.actor, now=timezone.now())
    except Conflict as conflict:
        messages.error(request, conflict.message)
    else:
        messages.success(request, f"A report will be made every week, first on {_day(made)}.")
    return redirect(subject.reports)


def _form(request: MemberRequest, form: ScheduleForm, subject: Subject, **more: Any) -> HttpResponse:
    context = {
        "subject": subject,
        "form": form,
        "zone_help": f"In the time zone {settings.TIME_ZONE}.",
    } | more
    return render(request, "reports/schedule.html", context, status=422 if form.is_bound else 200)


def _day(row: ReportSchedule) -> str:
    return formats.date_format(timezone.localtime(row.next_at), "l j F")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def edit_schedule(request: MemberRequest, schedule_id: UUID) -> HttpResponse:
    """Another weekday, hour, form or other formats."""
    row = _schedule(request, schedule_id)
    if row.subject.deleted_at is not None:
        messages.warning(
            request, "What this weekly report is about was deleted, so there is nothing to change."
        )
        return redirect("reports")
    subject = of_evaluation(row.evaluation) if row.evaluation else of_comparison(_compared(row))
    kept = {"weekday": row.weekday, "hour": row.hour, "form": row.form, "formats": row.formats}
    edit = Edit(request, lambda sent: ScheduleForm(sent, initial=kept))
    owner = row.owner.shown_name if row.owner else ""
    if not edit.may_save:
        return _form(request, edit.form, subject, owner=owner, edits=True)
    try:
        changed = change_schedule(
            schedule=row, by=request.actor, now=timezone.now(), version=row.version,
            **edit.only(edit.form.cleaned_data),
        )  # fmt: skip
    except Stale:
        edit.form.add_error(None, JUST_CHANGED)
        return _form(request, edit.form, subject, owner=owner, edits=True)
    on = "It stays paused." if changed.paused_at else f"The next is made on {_day(changed)}."
    messages.success(request, f"The weekly report is changed. {on}")
    return _back(changed)


def _compared(row: ReportSchedule) -> Comparison:
    assert row.comparison is not None
    return row.comparison


def _schedule(request: MemberRequest, schedule_id: UUID) -> ReportSchedule:
    rows = report_schedules(request.actor)
    return fetch(rows, schedule_id, by=request.actor, act=Act.WRITE_REPORTS)


def _back(row: ReportSchedule) -> HttpResponse:
    """To the list from which it can be seen."""
    if row.evaluation is not None and row.evaluation.deleted_at is None:
        return redirect("make_report", evaluation_id=row.evaluation.pk)
    if row.comparison is not None and row.comparison.deleted_at is None:
        return redirect("make_comparison_report", comparison_id=row.comparison.pk)
    return redirect("reports")


@require_POST
@member_required
def pause_schedule(request: MemberRequest, schedule_id: UUID) -> HttpResponse:
    """Let the weeks pass."""
    row = _schedule(request, schedule_id)
    change_schedule(schedule=row, paused=True, by=request.actor, now=timezone.now())
    messages.success(request, "The weekly report is paused.")
    return _back(row)


@require_POST
@member_required
def resume_schedule(request: MemberRequest, schedule_id: UUID) -> HttpResponse:
    """Go on with the next week; after it had stopped by itself, on behalf of whoever resumes it."""
    row = _schedule(request, schedule_id)
    changed = change_schedule(schedule=row, paused=False, by=request.actor, now=timezone.now())
    messages.success(request, f"The weekly report goes on, next on {_day(changed)}.")
    return _back(row)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def remove_schedule(request: MemberRequest, schedule_id: UUID) -> HttpResponse:
    """Ask once, and say what stays."""
    row = _schedule(request, schedule_id)
    if request.method != "POST":
        context = {"row": _listed(row, timezone.now()), "may": permissions(request.actor)}
        return render(request, "reports/confirm_delete_schedule.html", context)
    delete_schedule(schedule=row, by=request.actor, now=timezone.now())
    messages.success(request, "The weekly report is ended. The reports that it had made stay.")
    return _back(row)

"""Reports: the list, a report with its progress and its files, and what can be done with it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comparisons.queries import COMPARED, comparisons
from distmap.downloads import send
from distmap.errors import Conflict, NotFound
from distmap.numbers import whole_number
from distmap.paging import page_of
from distmap.times import spoken_time
from evaluations.versions.views.snapshots import snapshot_of
from evaluations.wording import listed
from evaluations.work.queries import evaluations
from reports import files as stored
from reports.forms import ReportForm
from reports.models import Report
from reports.operations.reports import (
    cancel_report,
    delete_report,
    request_report,
    restore_report,
    retry_report,
)
from reports.queries import reports
from reports.reading import article_of, is_stale
from reports.renderers import FORMATS
from reports.verification import DIFFERENT, NOTHING, VerifyingAlready, alone, verify
from reports.views.schedules import schedule_rows
from reports.views.subjects import Subject, of_comparison, of_evaluation, of_snapshot
from workspaces.access import fetch
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions
from workspaces.views.once import once

ROWS = 25
UNDO = "undo_report"
FINISHED = {Report.SUCCEEDED, Report.FAILED, Report.CANCELLED}
# A fresh job is asked after every second; after half a minute every three seconds will do.
EAGER_SECONDS, EAGER, PATIENT = 30, "every 1s", "every 3s"
NOBODY_SECONDS = 15


@require_safe
@member_required
def report_list(request: MemberRequest) -> HttpResponse:
    """The workspace's reports, newest first."""
    now = timezone.now()
    page = page_of(reports(request.actor), request.GET, by="created_at", size=ROWS)
    context = {
        "rows": [_listed(report, now) for report in page.rows],
        "older": page.older, "newer": page.newer, "may": permissions(request.actor),
        "undo": request.session.pop(UNDO, None),
        "schedules": schedule_rows(request.actor, now),
    }  # fmt: skip
    return render(request, "reports/list.html", context)


def _listed(report: Report, now: datetime) -> dict[str, Any]:
    return {
        "report": report,
        "when": spoken_time(report.created_at, now),
        "who": report.created_by.shown_name if report.created_by else "",
        "stale": is_stale(report),
        "files": _files(report),
        "failed": _failed(report),
    }


def _failed(report: Report) -> dict[str, str] | None:
    """What could not be added to a finished report."""
    names = [form.name for key, form in FORMATS.items() if key in report.failed_formats]
    return {"title": f"{listed(names)} could not be added"} if names else None


def _files(report: Report) -> list[dict[str, Any]]:
    """The finished formats, in the order in which they are offered."""
    made = {artifact.format: artifact for artifact in report.artifacts.all()}
    return [{"format": form, "artifact": made[key]} for key, form in FORMATS.items() if key in made]


def _report(request: MemberRequest, report_id: UUID, act: Act) -> Report:
    rows = Report.objects.visible_to(request.actor).select_related(
        "evaluation__product", "snapshot", "comparison", "created_by"
    )
    rows = rows.defer("snapshot__document").prefetch_related(
        Prefetch("comparison__members", queryset=COMPARED)
    )
    found: Report = fetch(rows, report_id, by=request.actor, act=act)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@once()
def make_report(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """Choose form and formats of an evaluation's report and have it made. Asked twice, it is the same report."""
    found = fetch(evaluations(request.actor), evaluation_id, by=request.actor, act=_asks(request))
    return _asked(request, of_evaluation(found), evaluation=found)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@once()
def make_snapshot_report(request: MemberRequest, evaluation_id: UUID, number: int) -> HttpResponse:
    """The same of a snapshot."""
    found = snapshot_of(request, evaluation_id, number, _asks(request))
    return _asked(request, of_snapshot(found), snapshot=found)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@once()
def make_comparison_report(request: MemberRequest, comparison_id: UUID) -> HttpResponse:
    """The same of a comparison."""
    found = fetch(comparisons(request.actor), comparison_id, by=request.actor, act=_asks(request))
    return _asked(request, of_comparison(found), comparison=found)


def _asks(request: MemberRequest) -> Act:
    return Act.WRITE_REPORTS if request.method == "POST" else Act.READ


def _asked(request: MemberRequest, subject: Subject, **of: Any) -> HttpResponse:
    """The choices, or the report that was asked for."""
    if request.method != "POST":
        return _choose(request, subject, ReportForm())
    # A button elsewhere asks for one format, or for all; here they were on show, and none was left chosen.
    sent: Any = request.POST.copy()
    if "choosing" not in sent and not sent.getlist("formats"):
        sent.setlist("formats", list(FORMATS))
    form = ReportForm(sent)
    if not form.is_valid():
        return _choose(request, subject, form)
    requested = request_report(**of, **form.cleaned_data, by=request.actor, now=timezone.now())
    if requested.was_ready:
        messages.success(request, "Nothing has changed since this report was made, so here it is.")
    return redirect("report", report_id=requested.report.pk)


MOST_AT_ONCE = 25


@require_POST
@member_required
@once()
def make_reports(request: MemberRequest) -> HttpResponse:
    """Have a report made of each evaluation that was selected in a list, in every format."""
    request.actor.require(Act.WRITE_REPORTS)
    rows = evaluations(request.actor)
    chosen = list(dict.fromkeys(request.POST.getlist("evaluation")))
    if not chosen or len(chosen) > MOST_AT_ONCE:
        messages.error(request, f"Select between one and {MOST_AT_ONCE} evaluations; none was made.")
        return redirect("home")
    # All are fetched before the first is asked for: a wrong one among them makes none.
    found = [fetch(rows, pk, by=request.actor, act=Act.WRITE_REPORTS) for pk in chosen]
    for evaluation in found:
        request_report(evaluation=evaluation, formats=list(FORMATS), by=request.actor, now=timezone.now())
    messages.success(
        request, "The report is being made." if len(found) == 1 else f"{len(found)} reports are being made."
    )
    return redirect("reports")


def _choose(request: MemberRequest, subject: Subject, form: ReportForm) -> HttpResponse:
    now = timezone.now()
    made = reports(request.actor).filter(**subject.rows)[:ROWS]
    weekly = schedule_rows(request.actor, now, **subject.rows) if subject.weekly else []
    context = {
        "subject": subject, "form": form, "may": permissions(request.actor),
        "rows": [_listed(report, now) for report in made], "schedules": weekly,
    }  # fmt: skip
    return render(request, "reports/make.html", context, status=422 if form.is_bound else 200)


@require_safe
@member_required
def report(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """One report: while it is made its progress, then its files and the report itself to read."""
    found = _report(request, report_id, Act.READ)
    now = timezone.now()
    context = _status(request, found, now) | {
        "when": spoken_time(found.created_at, now),
        "article": article_of(found) if found.status == Report.SUCCEEDED else "",
    }
    return render(request, "reports/report.html", context)


@require_safe
@member_required
def report_status(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """The progress as a fragment; 204 while nothing has moved. Without a script: the report's page."""
    found = _report(request, report_id, Act.READ)
    if not request.htmx:
        return redirect("report", report_id=found.pk)
    context = _status(request, found, timezone.now())
    if request.GET.get("seen") == context["seen"] and found.status not in FINISHED:
        return HttpResponse(status=204)
    return render(request, "reports/_report_status.html", context)


def _status(request: MemberRequest, found: Report, now: datetime) -> dict[str, Any]:
    """What the status fragment shows, and how soon it is to be asked for again."""
    since = _since(request, now)
    waited = now.timestamp() - since
    every = EAGER if waited < EAGER_SECONDS else PATIENT
    nobody = found.status == Report.QUEUED and waited > NOBODY_SECONDS
    files = _files(found)
    made = {file["format"].key for file in files}
    return {
        "report": found, "about": _about(found), "is_finished": found.status in FINISHED, "every": every,
        "since": since, "nobody": nobody, "seen": f"{found.status}.{found.progress}.{every[6]}.{nobody:d}",
        "job": _job(found), "files": files, "stale": is_stale(found), "may": permissions(request.actor),
        "form": found.form, "failed": _failed(found),
        "missing": [
            made_by for key, made_by in FORMATS.items() if key not in made and key not in found.failed_formats
        ],
    }  # fmt: skip


def _about(found: Report) -> dict[str, str] | None:
    """What the report is of: its title, its page, and where a report of it is asked for; None once it is deleted."""
    of, snapshot = found.comparison or found.evaluation, found.snapshot
    names: list[Any]
    if of is None or of.deleted_at is not None:
        return None
    if found.comparison is not None:
        pages, names = ("comparison", "make_comparison_report"), [of.pk]
    elif snapshot is not None:
        pages, names = ("snapshot", "make_snapshot_report"), [of.pk, snapshot.number]
    else:
        pages, names = ("result", "make_report"), [of.pk]
    title = f"{of.title}, snapshot {snapshot.number}" if snapshot else of.title
    return {"title": title, "page": reverse(pages[0], args=names), "again": reverse(pages[1], args=names)}


def _since(request: MemberRequest, now: datetime) -> int:
    """When this page began to look, by the clock of the first answer."""
    asked = whole_number(request.GET.get("since", ""), digits=11)
    return int(now.timestamp()) if asked is None else asked


def _job(found: Report) -> dict[str, Any]:
    """The job's steps as the component takes them."""
    names = [FORMATS[key].name for key in found.formats if key in FORMATS]
    steps = ["Scoring", "Composing", *(f"Writing {name}" for name in names)]
    state = "ready" if found.status == Report.SUCCEEDED else found.status
    return {"steps": steps, "done": min(found.progress * len(steps) // 100, len(steps)), "state": state}


@require_safe
@member_required
def report_file(request: MemberRequest, report_id: UUID, format: str) -> HttpResponse:
    """One file, to keep. It is never shown in place: its own stylesheet is not for the pages of this host."""
    found = _report(request, report_id, Act.READ)
    artifact = found.artifacts.filter(format=format).first()
    if artifact is None or format not in FORMATS:
        raise NotFound(stored.why_absent(found))
    answer: Any = send(request, stored.download_of(found, artifact))
    return answer


@require_POST
@member_required
def report_cancel(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """Stop making it."""
    found = _report(request, report_id, Act.WRITE_REPORTS)
    try:
        cancel_report(report=found, by=request.actor, now=timezone.now())
    except Conflict as conflict:
        messages.warning(request, conflict.message)
    return redirect("report", report_id=found.pk)


@require_POST
@member_required
def report_retry(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """Try again to make it."""
    found = _report(request, report_id, Act.WRITE_REPORTS)
    try:
        retry_report(report=found, by=request.actor)
    except Conflict as conflict:
        messages.warning(request, conflict.message)
    return redirect("report", report_id=found.pk)


@require_POST
@member_required
def report_verify(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """Make it again from its frozen document, compare, and say whether it is the same."""
    found = _report(request, report_id, Act.WRITE_REPORTS)
    try:
        with alone(found):
            checked = verify(found)
    except VerifyingAlready as busy:
        messages.warning(request, busy.message)
        return redirect("report", report_id=found.pk)
    tell = messages.error if checked.outcome in {DIFFERENT, NOTHING} else messages.success
    tell(request, checked.sentence)
    for difference in checked.differences:
        name = FORMATS[difference.part].name if difference.part in FORMATS else difference.part.capitalize()
        messages.error(request, f"{name}: {difference.detail}")
    return redirect("report", report_id=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def report_delete(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """Ask once and say what goes; the list offers to undo it."""
    found = _report(request, report_id, Act.WRITE_REPORTS)
    if request.method != "POST":
        return render(request, "reports/confirm_delete.html", {"report": found, "files": _files(found)})
    delete_report(report=found, by=request.actor, now=timezone.now())
    request.session[UNDO] = {"url": reverse("report_restore", args=[found.pk]), "title": found.title}
    return redirect("reports")


@require_POST
@member_required
def report_restore(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """Undo a deletion."""
    rows = Report.objects.hidden_from(request.actor)
    found: Report = fetch(rows, report_id, by=request.actor, act=Act.WRITE_REPORTS)
    try:
        restored = restore_report(report=found, by=request.actor)
    except Conflict as conflict:
        messages.warning(request, conflict.message)
        return redirect("reports")
    messages.success(request, f"{restored.title} is back.")
    return redirect("report", report_id=restored.pk)

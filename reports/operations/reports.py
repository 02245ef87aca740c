"""Acts on reports: ask for one, cancel it, try it again, delete it and bring it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from comparisons.models import Comparison
from comparisons.queries import result_of, setting_of, whole
from distmap import jobs
from distmap.errors import Conflict, Fault, Invalid
from evaluations.models import Evaluation, Snapshot
from evaluations.versions.values import present_version, snapshot_version
from evaluations.work.operations.changes import InvalidTransition, locked
from reports import files
from reports.build import BUILD_REPORT, end_cancelled
from reports.freezing import freeze, version_of
from reports.freezing_comparisons import comparison_version_of, freeze_comparison
from reports.frozen import EXECUTIVE, FORMS, Frozen, FrozenDocument, canonical_json, sha256_of
from reports.frozen_comparison import FrozenComparison
from reports.models import Report
from reports.renderers import FORMATS
from workspaces.actors import Actor
from workspaces.audit import record
from workspaces.permissions import Act
from workspaces.queries import zone_of

# The states in which a report holds its identity: asked for again, it is this one.
LIVING = [Report.QUEUED, Report.RUNNING, Report.SUCCEEDED]
TITLE_MOST = 300
BRIEF = ", in brief"
Subject = Evaluation | Snapshot | Comparison


class ReportExists(Conflict):
    """Another living report has the same content, so this one cannot come back beside it."""

    code = "report_exists"


@dataclass(frozen=True)
class RequestedReport:
    """The report for what was asked; whether this request made it; whether all its formats were there."""

    report: Report
    is_new: bool
    was_ready: bool


def request_report(
    *,
    evaluation: Evaluation | None = None,
    snapshot: Snapshot | None = None,
    comparison: Comparison | None = None,
    formats: Sequence[str],
    form: str = "full",
    by: Actor,
    now: datetime,
) -> RequestedReport:
    """Freeze an evaluation as it stands or as a snapshot kept it, or a comparison, and have its report made. One of
    them is given.

    The same content again, in the same form (`full`, or `executive`: two pages), is the same report.

    A format that the report lacks is added: it is queued again and keeps what is finished. Raises Invalid
    (`unknown_format`, with pointers into {"formats": [...]}; `unknown_form`) and NotPermitted.
    """
    by.require(Act.WRITE_REPORTS)
    wanted = _known(formats)
    subject = _one_of(evaluation, snapshot, comparison)
    faults = form_faults(form)
    if faults:
        raise Invalid.of(faults)
    if isinstance(subject, Comparison):
        # Reckoned before the members are locked, so that the transaction finds the figures in the cache.
        result_of(setting_of(whole(Comparison.objects.filter(pk=subject.pk)).get()))
    try:
        return _requested(subject, wanted, form, by, now)
    except IntegrityError:
        # Another request stored the same identity between our look and our write: now it can be found.
        return _requested(subject, wanted, form, by, now)


def _one_of(*subjects: Subject | None) -> Subject:
    given = [subject for subject in subjects if subject is not None]
    if len(given) != 1:
        raise TypeError("A report has exactly one subject.")
    return given[0]


@transaction.atomic
def _requested(subject: Subject, wanted: list[str], form: str, by: Actor, now: datetime) -> RequestedReport:
    frozen, row = _frozen(subject, form)
    text = canonical_json(frozen)
    digest = sha256_of(text)
    found = _living(subject.workspace_id, digest)
    if found is not None:
        return _with_formats(found, wanted)
    report = Report.objects.create(
        workspace_id=subject.workspace_id, formats=wanted, form=form,
        frozen_document=text, document_sha256=digest, inputs_sha256=frozen.inputs_sha256,
        created_by=by.user, token=by.token, request_id=by.request_id, created_at=now, **row,
    )  # fmt: skip
    jobs.announce(BUILD_REPORT, report.pk)
    return RequestedReport(report=report, is_new=True, was_ready=False)


def _frozen(subject: Subject, form: str) -> tuple[Frozen, dict[str, Any]]:
    """The subject frozen, and what its report's row says of it."""
    if isinstance(subject, Comparison):
        return _frozen_comparison(subject, form)
    return (
        _frozen_snapshot(subject, form) if isinstance(subject, Snapshot) else _frozen_present(subject, form)
    )


def _frozen_present(evaluation: Evaluation, form: str) -> tuple[FrozenDocument, dict[str, Any]]:
    """The evaluation as it stands, frozen behind its lock, and what its report's row says of it."""
    row = locked(evaluation)
    frozen = freeze(present_version(row), form=form, zone=zone_of(row.workspace))
    return frozen, {"evaluation": row, "title": _title(frozen), "frozen_at_version": version_of(row)}


def _frozen_snapshot(snapshot: Snapshot, form: str) -> tuple[FrozenDocument, dict[str, Any]]:
    """The evaluation as the snapshot kept it: nothing needs a lock that never changes."""
    frozen = freeze(snapshot_version(snapshot), form=form, zone=zone_of(snapshot.workspace))
    return frozen, {"evaluation_id": snapshot.evaluation_id, "snapshot": snapshot, "title": _title(frozen)}


def _frozen_comparison(comparison: Comparison, form: str) -> tuple[FrozenComparison, dict[str, Any]]:
    """The comparison as it stands, its own row and its members' locked, so that all of it is of one moment."""
    Comparison.objects.select_for_update().get(pk=comparison.pk)
    members = Evaluation.objects.filter(pk__in=comparison.members.values("evaluation_id"))
    list(members.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    row = whole(Comparison.objects.filter(pk=comparison.pk)).get()
    version = comparison_version_of(row)
    title = in_brief(row.title) if form == "executive" else row.title
    return freeze_comparison(row, form=form, zone=zone_of(row.workspace)), {
        "comparison": row,
        "title": title,
        "frozen_at_version": version,
    }


def _title(frozen: FrozenDocument) -> str:
    subject = frozen.subject
    title = f"{subject.product.name}: {subject.title}"
    if subject.snapshot is not None:
        title = f"{title}, snapshot {subject.snapshot.number} ‘{subject.snapshot.name}’"
    if frozen.template == EXECUTIVE:
        title = in_brief(title)
    return title[:TITLE_MOST]


def in_brief(title: str) -> str:
    """The title of a report in the executive form."""
    return f"{title[: TITLE_MOST - len(BRIEF)]}{BRIEF}"


def _living(workspace_id: object, digest: str) -> Report | None:
    return (
        Report.objects.select_for_update()
        .filter(workspace_id=workspace_id, document_sha256=digest, deleted_at=None, status__in=LIVING)
        .first()
    )


def _with_formats(report: Report, wanted: list[str]) -> RequestedReport:
    missing = [key for key in wanted if key not in report.formats]
    kept = report.formats
    if missing:
        report.formats = [key for key in FORMATS if key in {*report.formats, *missing}]
    if report.status == Report.SUCCEEDED and report.files_removed_at is not None:
        _queue(report)
    elif missing and report.status == Report.SUCCEEDED:
        report.kept_formats = kept
        _queue(report)
    elif missing or report.cancel_requested:
        # Asked for again, it is wanted after all.
        report.cancel_requested = False
        report.save(update_fields=["formats", "cancel_requested"])
    ready = report.status == Report.SUCCEEDED and not missing
    return RequestedReport(report=report, is_new=False, was_ready=ready)


def _queue(report: Report) -> None:
    """Make a finished report due again; its finished formats stay."""
    report.status, report.step, report.progress, report.attempts = Report.QUEUED, "", 0, 0
    report.claim = report.lease_until = report.started_at = report.finished_at = report.deleted_at = None
    report.error_code, report.error, report.cancel_requested = "", "", False
    report.failed_formats = []
    report.files_removed_at = None
    report.save()
    jobs.announce(BUILD_REPORT, report.pk)


def _known(formats: Sequence[str]) -> list[str]:
    faults = format_faults(formats)
    if faults:
        raise Invalid.of(faults)
    return [key for key in FORMATS if key in formats]


def form_faults(form: str) -> list[Fault]:
    """What is wrong with the form asked for."""
    if form in FORMS:
        return []
    return [Fault("/form", "unknown_form", f"{form!r} is no form of a report. Known: {', '.join(FORMS)}.")]


def format_faults(formats: Sequence[str]) -> list[Fault]:
    """What is wrong with the formats asked for, with pointers into {"formats": [...]}."""
    known = ", ".join(FORMATS)
    if not formats:
        return [Fault("/formats", "required", f"Name at least one format: {known}.")]
    return [
        Fault(f"/formats/{position}", "unknown_format", f"{key!r} is no format we make. Known: {known}.")
        for position, key in enumerate(formats)
        if key not in FORMATS
    ]


def _locked(report: Report) -> Report:
    row: Report = Report.objects.select_for_update().get(pk=report.pk)
    return row


@transaction.atomic
def cancel_report(*, report: Report, by: Actor, now: datetime) -> Report:
    """End a queued report at once; ask a running one to stop at its next step.

    Where a format was being added to a finished report, that format is dropped and the rest stays finished.
    Raises InvalidTransition when it is finished already.
    """
    by.require(Act.WRITE_REPORTS)
    row = _locked(report)
    if row.status == Report.QUEUED:
        end_cancelled(row, at=now)
    elif row.status == Report.RUNNING:
        row.cancel_requested = True
        row.save(update_fields=["cancel_requested"])
    else:
        raise InvalidTransition(f"This report is {row.status} and cannot be cancelled.")
    return row


@transaction.atomic
def retry_report(*, report: Report, by: Actor) -> Report:
    """Queue a failed or cancelled report again, one whose files were removed for their age, or the formats that could
    not be added to a finished one; from what it froze.

    Raises InvalidTransition for any other, ReportExists if the same content was asked for anew meanwhile.
    """
    by.require(Act.WRITE_REPORTS)
    row = _locked(report)
    again = row.status in {Report.FAILED, Report.CANCELLED} or row.files_removed_at is not None
    if not again and not row.failed_formats:
        raise InvalidTransition(
            f"This report is {row.status}; only a failed or cancelled one is tried again."
        )
    _refuse_double(row)
    if row.failed_formats:
        kept = row.formats
        row.formats = [key for key in FORMATS if key in {*kept, *row.failed_formats}]
        # Where its files were removed as well, none of them is there to be kept.
        row.kept_formats = kept if row.files_removed_at is None else []
    _queue(row)
    return row


@transaction.atomic
def delete_report(*, report: Report, by: Actor, now: datetime) -> None:
    """Hide a report and remove its files; whoever builds it at the moment stops."""
    by.require(Act.WRITE_REPORTS)
    row = _locked(report)
    row.deleted_at = now
    if row.status in {Report.QUEUED, Report.RUNNING}:
        row.status, row.step, row.finished_at = Report.CANCELLED, "", now
    # No file is left to be kept: once undone, it is made whole or not at all.
    row.claim, row.lease_until, row.kept_formats = None, None, []
    row.save(
        update_fields=["deleted_at", "status", "step", "finished_at", "claim", "lease_until", "kept_formats"]
    )
    # Listed now, removed later: what a worker may store after an undo has another name.
    doomed = _names_of(row)
    row.artifacts.all().delete()
    transaction.on_commit(lambda: files.remove(doomed), robust=True)
    record(by=by, action="report.deleted", subject=row.title, now=now, id=str(row.pk))


def _names_of(report: Report) -> list[str]:
    """Every file of a report; where the storage cannot be asked, those that it names."""
    try:
        return files.names_of(report.pk)
    except OSError:
        return [str(artifact.file.name) for artifact in report.artifacts.all()]


@transaction.atomic
def restore_report(*, report: Report, by: Actor) -> Report:
    """Undo a deletion. The frozen document was kept, so a finished report's files are made again, the same.

    Raises ReportExists if the same content was asked for anew in the meantime.
    """
    by.require(Act.WRITE_REPORTS)
    row = _locked(report)
    if row.deleted_at is None:
        return row
    record(by=by, action="report.restored", subject=row.title, now=timezone.now(), id=str(row.pk))
    if row.status in {Report.FAILED, Report.CANCELLED}:
        row.deleted_at = None
        row.save(update_fields=["deleted_at"])
        return row
    _refuse_double(row)
    _queue(row)
    return row


def _refuse_double(report: Report) -> None:
    other = _living(report.workspace_id, report.document_sha256)
    if other is not None and other.pk != report.pk:
        raise ReportExists("The same report was made again in the meantime. Use that one.")

"""Building a report: claim, thaw, score, compose, render, store. Nothing is read but the frozen document.

Each step begins by asking whether the report is still ours and still wanted, and says what it does. A worker
that dies at any step leaves a row whose lease runs out; the next one keeps the finished formats and makes the
rest.
"""

import hashlib
import logging
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import DateTimeField, QuerySet, Value
from django.db.models.functions import Coalesce
from pydantic import ValidationError
from structlog.contextvars import bound_contextvars

from distmap import jobs
from evaluations import scoring
from evaluations.models import Event
from reports import files
from reports.comparison_figures import Reckoned
from reports.frozen import Frozen, sha256_of, thaw
from reports.frozen_comparison import FrozenComparison
from reports.models import Report, ReportArtifact
from reports.renderers import FORMATS
from reports.rendering import Scored, composed, digest_of_figures, score_of

BUILD_REPORT = "reports.build_report"
UNREADABLE = "This release cannot read the stored document."
FIGURES = "This release reckons other figures than those that were frozen. Ask for the report anew."
STORAGE = (
    "The file could not be stored: the storage is full or does not answer. "
    "Try again, or tell who runs the service."
)
# What an event tells where a finished report could not be given another format.
FORMAT_FAILED = "format_failed"
GAVE_UP = "It was begun {attempts} times and never finished. Try again, or tell who runs the service."

log = logging.getLogger("distmap.reports")


class BuildFailed(Exception):
    """A failure with a name and a sentence for people; the report can be tried again."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class _Stopped(Exception):
    """The report is no longer ours to build: another worker has it, it was deleted, or it was cancelled."""


@dataclass(frozen=True)
class _Run:
    """One worker's hold on one report."""

    report_id: UUID
    mine: UUID
    lease: jobs.Lease
    now: datetime
    began: float = field(default_factory=time.monotonic)

    @property
    def rows(self) -> "QuerySet[Report]":
        """The report, as long as it is ours: every write of this run goes through here."""
        return Report.objects.filter(pk=self.report_id, claim=self.mine, deleted_at=None)

    def moment(self) -> datetime:
        """Now, by the clock the run was started with."""
        return self.now + timedelta(seconds=time.monotonic() - self.began)

    def step(self, words: str, *, done: int, of: int) -> None:
        """Say what comes next, unless the run is over."""
        wanted = self.rows.filter(cancel_requested=False)
        if self.lease.lost.is_set() or not wanted.update(step=words, progress=100 * done // of):
            raise _Stopped
        jobs.pause(words)


def build(report_id: UUID, *, now: datetime) -> bool:
    """Build a report that is due; False if it was not ours to finish. Running it twice is harmless."""
    due = Report.objects.due(now).filter(pk=report_id)
    _give_up(due.filter(attempts__gte=settings.JOB_MAX_ATTEMPTS), now)
    mine = jobs.claim(
        due.filter(attempts__lt=settings.JOB_MAX_ATTEMPTS),
        now=now,
        status=Report.RUNNING,
        started_at=Coalesce("started_at", Value(now, output_field=DateTimeField())),
    )
    if mine is None:
        return False
    asked = Report.objects.values_list("request_id", flat=True).get(pk=report_id)
    # Every log line of the job carries the id of the request that asked for it.
    with bound_contextvars(request_id=asked), jobs.Lease(Report, report_id, mine) as lease:
        return _build_claimed(_Run(report_id=report_id, mine=mine, lease=lease, now=now))


def _build_claimed(run: _Run) -> bool:
    try:
        _make(run)
    except _Stopped:
        _cancel(run)
        return False
    except BuildFailed as failure:
        log.error("report failed: %s (%s: %s)", run.report_id, failure.code, failure.message)
        _fail(run, code=failure.code, message=failure.message)
        return False
    except DatabaseError:
        # Whether the row can be written is what is in doubt: the lease runs out and the next worker tries.
        raise
    except Exception:
        log.exception("report failed unexpectedly: %s", run.report_id)
        _fail(run, code="unexpected", message="Something went wrong that we did not foresee. Try again.")
        raise
    return True


def _make(run: _Run) -> None:
    report = run.rows.first()
    if report is None:
        raise _Stopped
    jobs.pause("Claimed")
    _clear(report)
    steps = 2 + len(report.formats)
    run.step("Scoring", done=0, of=steps)
    frozen = _thawed(report)
    result = _scored(frozen)
    run.rows.update(result_sha256=digest_of_figures(result))
    run.step("Composing", done=1, of=steps)
    rendering = composed(report.frozen_document, frozen, result)
    while not _finished(run):
        for key in _missing(report):
            made = report.artifacts.count()
            run.step(f"Writing {FORMATS[key].name}", done=2 + made, of=2 + len(report.formats))
            _store(run, key, FORMATS[key].render(rendering))
        jobs.pause("Finishing")
        # A format may have been asked for meanwhile.
        report.refresh_from_db(fields=["formats"])


def _clear(report: Report) -> None:
    """Remove what a worker that died has left behind: files that no row names."""
    kept = {artifact.file.name for artifact in report.artifacts.all()}
    try:
        files.remove(name for name in files.names_of(report.pk) if name not in kept)
    except OSError as error:
        raise BuildFailed("storage", STORAGE) from error


def _thawed(report: Report) -> Frozen:
    if sha256_of(report.frozen_document) != report.document_sha256:
        raise BuildFailed("document_changed", "The stored document is not the one that was frozen.")
    try:
        return thaw(report.frozen_document)
    except ValidationError as error:
        raise BuildFailed("document_unreadable", UNREADABLE) from error


def _scored(frozen: Frozen) -> Scored:
    try:
        result = score_of(frozen)
    except scoring.InvalidInputs as error:
        raise BuildFailed("document_unreadable", UNREADABLE) from error
    if (
        isinstance(frozen, FrozenComparison)
        and isinstance(result, Reckoned)
        and result.figures_sha256 != frozen.figures_sha256
    ):
        raise BuildFailed("figures_changed", FIGURES)
    return result


def _missing(report: Report) -> list[str]:
    made = set(report.artifacts.values_list("format", flat=True))
    return [key for key in report.formats if key not in made]


def _store(run: _Run, key: str, body: bytes) -> None:
    """The file first, then the row that names it, if the report is still ours."""
    try:
        name = files.store(run.report_id, body, extension=FORMATS[key].extension)
    except OSError as error:
        raise BuildFailed("storage", STORAGE) from error
    try:
        jobs.pause(f"Stored {FORMATS[key].name}")
        with transaction.atomic():
            if run.rows.select_for_update().first() is None:
                raise _Stopped
            ReportArtifact.objects.create(
                report_id=run.report_id, format=key, file=name, size=len(body),
                sha256=hashlib.sha256(body).hexdigest(), created_at=run.moment(),
            )  # fmt: skip
    except BaseException:
        files.remove([name])
        raise


def _finished(run: _Run) -> bool:
    """Mark the report as succeeded and tell of it, in one transaction; False while a format is missing."""
    with transaction.atomic():
        report = run.rows.select_for_update().first()
        if report is None or report.cancel_requested:
            raise _Stopped
        if _missing(report):
            return False
        _end(
            report, event=Report.SUCCEEDED, at=run.moment(), status=Report.SUCCEEDED, step="", progress=100,
            kept_formats=[],
        )  # fmt: skip
    return True


def _cancel(run: _Run) -> None:
    """If it stopped because cancelling was asked for, say so; a lost or deleted report is left alone."""
    with transaction.atomic():
        report = run.rows.select_for_update().filter(cancel_requested=True).first()
        if report is not None:
            end_cancelled(report, at=run.moment())


def end_cancelled(report: Report, *, at: datetime) -> None:
    """Write the end of a locked report that was cancelled.

    One that was finished before and had a format added is finished again, as it was: that format is dropped. Any
    other is cancelled, though files that were made until then can be had.
    """
    report.step, report.claim, report.lease_until, report.cancel_requested = "", None, None, False
    report.finished_at = at
    if report.kept_formats:
        report.status, report.progress = Report.SUCCEEDED, 100
        # A format may have been finished before the worker heard of it: what is there is said to be there.
        made = {*report.kept_formats, *report.artifacts.values_list("format", flat=True)}
        report.formats, report.kept_formats = [key for key in report.formats if key in made], []
    else:
        report.status = Report.CANCELLED
    report.save()


def _fail(run: _Run, *, code: str, message: str) -> None:
    with transaction.atomic():
        report = run.rows.select_for_update().first()
        if report is not None:
            _end_failed(report, at=run.moment(), code=code, message=message)


def _give_up(rows: "QuerySet[Report]", now: datetime) -> None:
    """A report that took several workers with it is not tried again."""
    with transaction.atomic():
        report = rows.select_for_update().first()
        if report is not None:
            _end_failed(report, at=now, code="gave_up", message=GAVE_UP.format(attempts=report.attempts))
            jobs.gave_up(BUILD_REPORT, report.pk)


def _end_failed(report: Report, *, at: datetime, code: str, message: str) -> None:
    """Write the failure of a locked report.

    One that was finished before and had a format added stays finished, with its files: what failed is that format.
    Where a worker died after the last file, nothing of it failed.
    """
    told = {"error_code": code, "error": message}
    if not report.kept_formats:
        _end(report, event=Report.FAILED, at=at, status=Report.FAILED, step="", **told)
        return
    made = {*report.kept_formats, *report.artifacts.values_list("format", flat=True)}
    failed = [key for key in report.formats if key not in made]
    _end(
        report, event=FORMAT_FAILED if failed else Report.SUCCEEDED, at=at, status=Report.SUCCEEDED, step="",
        progress=100, kept_formats=[], formats=[key for key in report.formats if key in made],
        failed_formats=failed, **(told if failed else {}),
    )  # fmt: skip


def _end(report: Report, *, event: str, at: datetime, **fields: Any) -> None:
    """Write the end of a locked report and the event that tells of it."""
    changes = {"claim": None, "lease_until": None, "finished_at": at, **fields}
    for name, value in changes.items():
        setattr(report, name, value)
    report.save(update_fields=list(changes))
    Event.objects.create(
        workspace_id=report.workspace_id,
        type=f"report.{event}",
        subject_id=report.pk,
        payload=payload_of(report),
        request_id=report.request_id,
        at=at,
    )


def payload_of(report: Report) -> dict[str, Any]:
    """What events tell of a report."""
    return {
        "report": str(report.pk),
        "title": report.title,
        "evaluation": str(report.evaluation_id) if report.evaluation_id else None,
        "comparison": str(report.comparison_id) if report.comparison_id else None,
        "status": report.status,
        "error": {"code": report.error_code, "detail": report.error} if report.error_code else None,
        "failed_formats": report.failed_formats,
        "document_sha256": report.document_sha256,
        "inputs_sha256": report.inputs_sha256,
        "artifacts": [
            {"format": artifact.format, "size": artifact.size, "sha256": artifact.sha256}
            for artifact in report.artifacts.order_by("format")
        ],
    }

"""Asking for a report, cancelling, trying again, deleting and undoing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import TestCase

from distmap.errors import Invalid, NotPermitted
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation
from evaluations.work.operations.changes import InvalidTransition
from reports import files
from reports.build import build
from reports.models import Report
from reports.operations.reports import (
    ReportExists,
    RequestedReport,
    cancel_report,
    delete_report,
    request_report,
    restore_report,
    retry_report,
)
from reports.reading import is_stale
from workspaces.actors import Actor
from workspaces.permissions import Scope

pytestmark = [pytest.mark.services, pytest.mark.django_db]
LATER = timedelta(hours=2)


@pytest.fixture
def request_(
    answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> Callable[..., RequestedReport]:
    def make(*formats: str, by: Actor | None = None, at: datetime = now) -> RequestedReport:
        return request_report(
            evaluation=answered, formats=formats or ("html",), by=by or actor("operator"), now=at
        )

    return make


def answer(evaluation: Evaluation, by: Actor, now: datetime, note: str = "Changed.") -> None:
    changed = AnswerInput.of("community/product-shareability", note=note)
    save_answers(evaluation=evaluation, answers=[changed], by=by, now=now)


def test_a_request_makes_a_queued_report(request_: Callable[..., RequestedReport], now: datetime) -> None:
    made = request_("json", "html", "json")
    report = made.report
    assert (made.is_new, made.was_ready) == (True, False)
    assert (report.status, report.formats, report.title) == (
        "queued",
        ["html", "json"],
        "Ledgerline: Autumn review",
    )
    assert (report.created_at, report.request_id, report.attempts) == (now, "test", 0)
    assert report.created_by is not None
    assert report.created_by.name == "Otto Operator"


def test_the_same_content_is_the_same_report(request_: Callable[..., RequestedReport], now: datetime) -> None:
    first = request_()
    second = request_(at=now + timedelta(days=7))
    assert (second.is_new, second.was_ready) == (False, False)
    assert second.report.pk == first.report.pk
    build(first.report.pk, now=now + LATER)
    third = request_()
    assert (third.is_new, third.was_ready, third.report.pk) == (False, True, first.report.pk)
    assert Report.objects.count() == 1


def test_a_changed_answer_makes_another_report(
    request_: Callable[..., RequestedReport], answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    first = request_().report
    assert not is_stale(Report.objects.get(pk=first.pk))
    answer(answered, actor(), now + timedelta(days=1))
    assert is_stale(Report.objects.get(pk=first.pk))
    second = request_()
    assert second.is_new
    assert second.report.document_sha256 != first.document_sha256


def test_an_added_format_queues_the_report_and_keeps_its_files(
    request_: Callable[..., RequestedReport], now: datetime
) -> None:
    report = request_("md").report
    build(report.pk, now=now + LATER)
    kept = report.artifacts.get()
    added = request_("html")
    assert (added.is_new, added.was_ready) == (False, False)
    assert (added.report.status, added.report.formats, added.report.finished_at) == (
        "queued",
        ["html", "md"],
        None,
    )
    assert report.artifacts.get() == kept
    assert build(report.pk, now=now + LATER)
    assert {artifact.format for artifact in report.artifacts.all()} == {"html", "md"}
    assert report.artifacts.get(format="md") == kept


def test_a_request_for_fewer_formats_changes_nothing(
    request_: Callable[..., RequestedReport], now: datetime
) -> None:
    report = request_("html", "md").report
    build(report.pk, now=now + LATER)
    again = request_("md")
    assert again.was_ready
    assert again.report.formats == ["html", "md"]


@pytest.mark.parametrize("status", ["failed", "cancelled"])
def test_after_failure_a_request_makes_a_new_report(
    status: str, request_: Callable[..., RequestedReport], now: datetime
) -> None:
    first = request_().report
    Report.objects.filter(pk=first.pk).update(status=status, finished_at=now)
    second = request_()
    assert second.is_new
    assert second.report.pk != first.pk
    assert second.report.document_sha256 == first.document_sha256


def test_faults_of_formats_are_all_named(request_: Callable[..., RequestedReport]) -> None:
    with pytest.raises(Invalid) as caught:
        request_("odt", "html", "rtf")
    assert [(fault.pointer, fault.code) for fault in caught.value.faults] == [
        ("/formats/0", "unknown_format"),
        ("/formats/2", "unknown_format"),
    ]
    assert Report.objects.count() == 0


def test_no_format_is_a_fault(answered: Evaluation, actor: Callable[..., Actor], now: datetime) -> None:
    with pytest.raises(Invalid) as caught:
        request_report(evaluation=answered, formats=[], by=actor(), now=now)
    assert [(fault.pointer, fault.code) for fault in caught.value.faults] == [("/formats", "required")]


def test_a_viewer_and_a_token_without_the_scope_may_not(
    request_: Callable[..., RequestedReport], actor: Callable[..., Actor]
) -> None:
    for by in (actor("viewer"), actor("admin", scopes=frozenset({Scope.EVALUATIONS_WRITE}))):
        with pytest.raises(NotPermitted):
            request_(by=by)


def test_the_database_holds_the_identity_too(request_: Callable[..., RequestedReport]) -> None:
    report = request_().report
    report.pk = None
    report._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        report.save()


def test_a_job_is_announced_once_it_is_committed(
    request_: Callable[..., RequestedReport], settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a broker the task is sent on commit; a broker that does not answer loses nothing."""
    settings.EMBEDDED = False  # type: ignore[attr-defined]  # pytest-django's settings take any name
    sent: list[tuple[str, dict[str, str], str]] = []

    def send(task: str, *, kwargs: dict[str, str], queue: str) -> None:
        sent.append((task, kwargs, queue))

    monkeypatch.setattr("distmap.jobs.current_app.send_task", send)
    with TestCase.captureOnCommitCallbacks(execute=True):
        report = request_().report
        assert sent == []
    assert sent == [("reports.build_report", {"report_id": str(report.pk)}, "reports")]


def test_cancelling_a_queued_report_ends_it_at_once(
    request_: Callable[..., RequestedReport], actor: Callable[..., Actor], now: datetime
) -> None:
    report = request_().report
    cancelled = cancel_report(report=report, by=actor("operator"), now=now + LATER)
    assert (cancelled.status, cancelled.finished_at) == ("cancelled", now + LATER)
    assert not build(report.pk, now=now + LATER)


def test_a_request_withdraws_a_pending_cancellation(
    request_: Callable[..., RequestedReport], actor: Callable[..., Actor], now: datetime
) -> None:
    report = request_().report
    Report.objects.filter(pk=report.pk).update(status="running")
    cancel_report(report=report, by=actor(), now=now)
    assert Report.objects.get(pk=report.pk).cancel_requested
    assert request_().report.pk == report.pk
    assert not Report.objects.get(pk=report.pk).cancel_requested


@pytest.mark.parametrize("status", ["succeeded", "failed", "cancelled"])
def test_a_finished_report_cannot_be_cancelled(
    status: str, request_: Callable[..., RequestedReport], actor: Callable[..., Actor], now: datetime
) -> None:
    report = request_().report
    Report.objects.filter(pk=report.pk).update(status=status, finished_at=now)
    with pytest.raises(InvalidTransition):
        cancel_report(report=report, by=actor(), now=now)


@pytest.mark.parametrize("status", ["queued", "running", "succeeded"])
def test_only_a_failed_or_cancelled_report_is_tried_again(
    status: str, request_: Callable[..., RequestedReport], actor: Callable[..., Actor], now: datetime
) -> None:
    report = request_().report
    Report.objects.filter(pk=report.pk).update(status=status, finished_at=now)
    with pytest.raises(InvalidTransition):
        retry_report(report=report, by=actor())


def test_trying_again_begins_afresh(
    request_: Callable[..., RequestedReport], actor: Callable[..., Actor], now: datetime
) -> None:
    report = request_().report
    Report.objects.filter(pk=report.pk).update(
        status="failed",
        finished_at=now,
        attempts=5,
        error_code="gave_up",
        error="It was begun 5 times.",
        progress=40,
    )
    again = retry_report(report=report, by=actor("operator"))
    assert (again.status, again.attempts, again.error_code, again.error, again.progress) == (
        "queued",
        0,
        "",
        "",
        0,
    )
    assert build(report.pk, now=now + LATER)


def test_trying_again_is_refused_beside_a_living_one(
    request_: Callable[..., RequestedReport], actor: Callable[..., Actor], now: datetime
) -> None:
    first = request_().report
    cancel_report(report=first, by=actor(), now=now)
    request_()
    with pytest.raises(ReportExists):
        retry_report(report=first, by=actor())


def test_deleting_removes_files_and_undoing_makes_the_same_again(
    built: Report, actor: Callable[..., Actor], now: datetime
) -> None:
    before = {artifact.format: artifact.sha256 for artifact in built.artifacts.all()}
    with TestCase.captureOnCommitCallbacks(execute=True):
        delete_report(report=built, by=actor("operator"), now=now)
    assert files.names_of(built.pk) == []
    assert not built.artifacts.exists()
    hidden = Report.objects.get(pk=built.pk)
    assert hidden.deleted_at == now
    assert not Report.objects.visible_to(actor()).exists()
    restored = restore_report(report=hidden, by=actor("operator"))
    assert (restored.status, restored.deleted_at) == ("queued", None)
    assert build(built.pk, now=now + LATER)
    assert {artifact.format: artifact.sha256 for artifact in built.artifacts.all()} == before


def test_a_deleted_report_no_longer_holds_its_identity(
    built: Report, request_: Callable[..., RequestedReport], actor: Callable[..., Actor], now: datetime
) -> None:
    delete_report(report=built, by=actor(), now=now)
    again = request_()
    assert again.is_new
    with pytest.raises(ReportExists):
        restore_report(report=built, by=actor())


@pytest.mark.parametrize("status", ["failed", "cancelled"])
def test_undoing_gives_a_failed_report_back_as_it_was(
    status: str, request_: Callable[..., RequestedReport], actor: Callable[..., Actor], now: datetime
) -> None:
    report = request_().report
    Report.objects.filter(pk=report.pk).update(status=status, finished_at=now, error_code="storage")
    delete_report(report=report, by=actor(), now=now)
    restored = restore_report(report=report, by=actor())
    assert (restored.status, restored.error_code, restored.deleted_at) == (status, "storage", None)


def test_files_of_a_deleted_report_go_even_if_no_row_names_them(
    built: Report, actor: Callable[..., Actor], now: datetime
) -> None:
    orphan = Path(default_storage.path(files.folder_of(built.pk))) / "orphan.md"
    orphan.write_text("left behind", encoding="utf-8")
    with TestCase.captureOnCommitCallbacks(execute=True):
        delete_report(report=built, by=actor(), now=now)
    assert not orphan.exists()

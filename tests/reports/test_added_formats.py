"""A format that cannot be added to a finished report: the report stays finished, and says what failed and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from rest_framework.request import Request

from distmap.errors import Conflict
from evaluations.models import Evaluation, Event
from reports import build as building
from reports.api.responses import Report as ReportAnswer
from reports.build import STORAGE, BuildFailed, build
from reports.models import Report, ReportArtifact
from reports.operations.reports import delete_report, request_report, restore_report, retry_report
from reports.renderers import FORMATS
from reports.rendering import Rendering
from tests.markup import squeezed
from workspaces.actors import Actor

pytestmark = pytest.mark.services

LATER = timedelta(hours=3)


def refused(rendering: Rendering) -> bytes:
    raise BuildFailed("storage", STORAGE)


@pytest.fixture
def failed(
    built: Report,
    answered: Evaluation,
    actor: Callable[..., Actor],
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> Report:
    """A finished report to which CSV could not be added, while the spreadsheet before it could."""
    with monkeypatch.context() as patched:
        patched.setattr(building, "FORMATS", FORMATS | {"csv": replace(FORMATS["csv"], render=refused)})
        asked = request_report(evaluation=answered, formats=["xlsx", "csv"], by=actor(), now=now + LATER)
        assert asked.report.pk == built.pk
        assert not build(built.pk, now=now + LATER)
    return Report.objects.get(pk=built.pk)


def test_it_stays_finished_and_names_what_failed(failed: Report) -> None:
    assert (failed.status, failed.progress, failed.error_code) == (Report.SUCCEEDED, 100, "storage")
    assert failed.formats == ["html", "xlsx", "md", "json"]
    assert (failed.failed_formats, failed.kept_formats, failed.claim) == (["csv"], [], None)
    assert {made.format for made in failed.artifacts.all()} == {"html", "md", "json", "xlsx"}


def test_whoever_listens_hears_of_the_failure(failed: Report) -> None:
    event = Event.objects.filter(subject_id=failed.pk).latest("at")
    # Whoever waits for a report that failed whole is not told that this one did.
    assert event.type == "report.format_failed"
    assert (event.payload["status"], event.payload["failed_formats"]) == ("succeeded", ["csv"])
    assert event.payload["error"]["code"] == "storage"


def test_the_page_says_so_and_its_files_can_be_had(failed: Report, client_of: Callable[..., Client]) -> None:
    client = client_of("operator")
    page = squeezed(client.get(reverse("report", args=[failed.pk])))
    assert "CSV could not be added" in page
    assert STORAGE.split(":")[0] in page
    assert "Try again" in page
    assert "Add CSV" not in page
    assert "<article" in page
    assert client.get(reverse("report_file", args=[failed.pk, "html"])).status_code == 200
    assert "CSV could not be added" in squeezed(client.get(reverse("reports")))


def test_where_its_files_were_removed_the_page_claims_none(
    failed: Report, client_of: Callable[..., Client], now: datetime
) -> None:
    Report.objects.filter(pk=failed.pk).update(files_removed_at=now)
    failed.artifacts.all().delete()
    page = squeezed(client_of("operator").get(reverse("report", args=[failed.pk])))
    assert "Its files were removed" in page
    assert "its files are below" not in page


def test_trying_again_adds_it_and_keeps_the_rest(
    failed: Report, client_of: Callable[..., Client], now: datetime
) -> None:
    before = {made.format: made.sha256 for made in failed.artifacts.all()}
    client_of("operator").post(reverse("report_retry", args=[failed.pk]))
    assert build(failed.pk, now=now + 2 * LATER)
    found = Report.objects.get(pk=failed.pk)
    assert (found.status, found.error_code, found.failed_formats) == (Report.SUCCEEDED, "", [])
    assert found.formats == ["html", "xlsx", "csv", "md", "json"]
    assert {made.format: made.sha256 for made in found.artifacts.exclude(format="csv")} == before


def test_asking_for_it_again_tries_it_too(
    failed: Report, answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    asked = request_report(evaluation=answered, formats=["csv"], by=actor(), now=now + 2 * LATER)
    assert (asked.report.pk, asked.was_ready) == (failed.pk, False)
    assert build(failed.pk, now=now + 2 * LATER)
    assert Report.objects.get(pk=failed.pk).failed_formats == []


def test_a_finished_report_without_such_a_failure_is_not_tried_again(
    built: Report, actor: Callable[..., Actor]
) -> None:
    with pytest.raises(Conflict):
        retry_report(report=built, by=actor())


def test_a_worker_that_gives_up_leaves_it_finished_as_well(
    built: Report, answered: Evaluation, actor: Callable[..., Actor], now: datetime, settings: Any
) -> None:
    request_report(evaluation=answered, formats=["csv"], by=actor(), now=now + LATER)
    Report.objects.filter(pk=built.pk).update(attempts=settings.JOB_MAX_ATTEMPTS)
    assert not build(built.pk, now=now + LATER)
    found = Report.objects.get(pk=built.pk)
    assert (found.status, found.error_code, found.failed_formats) == (Report.SUCCEEDED, "gave_up", ["csv"])


def test_a_worker_that_gives_up_after_the_last_file_has_failed_at_nothing(
    built: Report, answered: Evaluation, actor: Callable[..., Actor], now: datetime, settings: Any
) -> None:
    request_report(evaluation=answered, formats=["csv"], by=actor(), now=now + LATER)
    Report.objects.filter(pk=built.pk).update(attempts=settings.JOB_MAX_ATTEMPTS)
    ReportArtifact.objects.create(
        report=built, format="csv", file="there.csv", size=1, sha256="0" * 64, created_at=now
    )
    assert not build(built.pk, now=now + LATER)
    found = Report.objects.get(pk=built.pk)
    assert (found.status, found.error_code, found.failed_formats) == (Report.SUCCEEDED, "", [])
    assert "csv" in found.formats
    assert Event.objects.filter(subject_id=built.pk).latest("at").type == "report.succeeded"


def test_one_that_was_deleted_meanwhile_has_no_file_to_stay_finished_with(
    built: Report,
    answered: Evaluation,
    actor: Callable[..., Actor],
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request_report(evaluation=answered, formats=["csv"], by=actor(), now=now + LATER)
    delete_report(report=built, by=actor(), now=now + LATER)
    retry_report(report=restore_report(report=built, by=actor()), by=actor())
    monkeypatch.setattr(building, "FORMATS", FORMATS | {"html": replace(FORMATS["html"], render=refused)})
    assert not build(built.pk, now=now + 2 * LATER)
    found = Report.objects.get(pk=built.pk)
    assert (found.status, found.failed_formats) == (Report.FAILED, [])


def test_the_api_tells_it(failed: Report, rf: RequestFactory) -> None:
    answer = ReportAnswer.of(failed, request=Request(rf.get("/")))
    assert (answer.status, answer.failed_formats, answer.error and answer.error.code) == (
        "succeeded",
        ["csv"],
        "storage",
    )

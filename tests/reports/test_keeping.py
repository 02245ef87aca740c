"""How long files are kept, and what cancelling leaves of a report that was finished before."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from evaluations.models import Event
from reports import files
from reports.build import build
from reports.models import Report
from reports.operations.purging import remove_old_files
from reports.operations.reports import InvalidTransition, cancel_report, request_report, retry_report
from reports.verification import verify
from tests.markup import squeezed
from workspaces.actors import Actor

pytestmark = [pytest.mark.services, pytest.mark.django_db]
LATER = timedelta(hours=2)
LONG_AFTER = timedelta(days=100)


def again(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


# Keeping


def test_by_default_files_are_kept_for_ever(built: Report, now: datetime) -> None:
    assert remove_old_files(now=now + timedelta(days=10_000)) == 0
    assert built.artifacts.count() == 3
    assert len(files.names_of(built.pk)) == 3


def test_old_files_go_and_what_was_frozen_stays(built: Report, now: datetime, settings: LazySettings) -> None:
    settings.REPORT_KEEP_DAYS = 90
    assert remove_old_files(now=now + timedelta(days=89)) == 0
    assert remove_old_files(now=now + LONG_AFTER) == 1
    found = again(built)
    assert (found.status, found.files_removed_at) == ("succeeded", now + LONG_AFTER)
    assert found.frozen_document == built.frozen_document
    assert found.artifacts.count() == 0
    assert files.names_of(built.pk) == []
    assert remove_old_files(now=now + LONG_AFTER) == 0


def test_removed_files_are_made_again_with_the_same_bytes(
    built: Report, now: datetime, settings: LazySettings, actor: Callable[..., Actor]
) -> None:
    before = {made.format: made.sha256 for made in built.artifacts.all()}
    settings.REPORT_KEEP_DAYS = 90
    remove_old_files(now=now + LONG_AFTER)
    retry_report(report=built, by=actor())
    assert again(built).files_removed_at is None
    assert build(built.pk, now=now + LONG_AFTER)
    assert {made.format: made.sha256 for made in built.artifacts.all()} == before
    assert remove_old_files(now=now + LONG_AFTER + timedelta(days=1)) == 0
    with pytest.raises(InvalidTransition):
        retry_report(report=built, by=actor())


def test_the_same_request_makes_removed_files_again(
    built: Report, now: datetime, settings: LazySettings, actor: Callable[..., Actor]
) -> None:
    settings.REPORT_KEEP_DAYS = 90
    remove_old_files(now=now + LONG_AFTER)
    assert built.evaluation is not None
    asked = request_report(evaluation=built.evaluation, formats=["json"], by=actor(), now=now + LONG_AFTER)
    assert (asked.report.pk, asked.is_new, asked.was_ready) == (built.pk, False, False)
    assert (asked.report.status, asked.report.formats) == ("queued", ["html", "md", "json"])


def test_the_daily_purge_does_it_where_days_are_set(built: Report, settings: LazySettings) -> None:
    def purged() -> str:
        out = StringIO()
        call_command("purge", stdout=out)
        return out.getvalue()

    assert "report files: 0 removed" in purged()
    settings.REPORT_KEEP_DAYS = 30
    Report.objects.update(finished_at=built.created_at - timedelta(days=4_000))
    assert "report files: 1 removed" in purged()
    assert again(built).artifacts.count() == 0


def test_page_and_download_say_that_the_files_are_gone_and_offer_to_make_them(
    built: Report, now: datetime, settings: LazySettings, client_of: Callable[..., Client]
) -> None:
    settings.REPORT_KEEP_DAYS = 90
    remove_old_files(now=now + LONG_AFTER)
    client = client_of("operator")
    text = squeezed(client.get(reverse("report", args=[built.pk])))
    assert "Its files were removed" in text
    assert "Make the files again" in text
    assert "Check that it can be made again" not in text
    assert "<article" in text
    assert "Files removed" in squeezed(client.get(reverse("reports")))
    assert client.get(reverse("report_file", args=[built.pk, "md"])).status_code == 404
    client.post(reverse("report_retry", args=[built.pk]))
    assert again(built).status == "queued"
    assert "Make the files again" not in squeezed(client_of("viewer").get(reverse("report", args=[built.pk])))


# Cancelling what was added


def add(report: Report, by: Actor, now: datetime) -> Report:
    assert report.evaluation is not None
    return request_report(evaluation=report.evaluation, formats=["json"], by=by, now=now).report


@pytest.fixture
def finished(ask: Callable[..., Report], now: datetime) -> Report:
    """A report with two of the formats."""
    report = ask("html", "md")
    assert build(report.pk, now=now + LATER)
    Event.objects.all().delete()
    return again(report)


def test_cancelled_before_a_worker_came_the_added_format_is_dropped(
    finished: Report, actor: Callable[..., Actor], now: datetime
) -> None:
    add(finished, actor(), now)
    assert again(finished).status == "queued"
    cancel_report(report=finished, by=actor(), now=now + LATER)
    found = again(finished)
    assert (found.status, found.formats, found.progress) == ("succeeded", ["html", "md"], 100)
    assert (found.finished_at, found.kept_formats) == (now + LATER, [])
    assert verify(found).formats == ("html", "md")
    assert Event.objects.count() == 0
    assert add(finished, actor(), now).formats == ["html", "md", "json"]


def test_cancelled_while_a_worker_is_at_it_the_added_format_is_dropped(
    finished: Report, actor: Callable[..., Actor], now: datetime
) -> None:
    add(finished, actor(), now)
    # A worker that died after somebody cancelled; the next one ends it.
    Report.objects.filter(pk=finished.pk).update(
        status="running", claim=uuid4(), lease_until=now, attempts=1, cancel_requested=True
    )
    assert not build(finished.pk, now=now + LATER)
    found = again(finished)
    assert (found.status, found.formats, found.claim) == ("succeeded", ["html", "md"], None)
    assert not found.cancel_requested
    assert found.artifacts.count() == 2


def test_a_report_that_never_was_finished_is_cancelled(
    ask: Callable[..., Report], actor: Callable[..., Actor], now: datetime
) -> None:
    report = ask()
    cancel_report(report=report, by=actor(), now=now)
    assert (again(report).status, again(report).formats) == ("cancelled", ["html", "md", "json"])


def test_made_again_and_cancelled_it_is_not_said_to_be_there(
    finished: Report, actor: Callable[..., Actor], now: datetime, settings: LazySettings
) -> None:
    settings.REPORT_KEEP_DAYS = 90
    remove_old_files(now=now + LONG_AFTER)
    retry_report(report=finished, by=actor())
    cancel_report(report=finished, by=actor(), now=now + LONG_AFTER)
    assert again(finished).status == "cancelled"

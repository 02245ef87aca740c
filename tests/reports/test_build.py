"""Building: claims, steps, failures, and what is left behind. Storage and database are real."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import OperationalError

from evaluations.models import Event
from reports import files
from reports.build import build
from reports.models import Report, ReportArtifact
from reports.operations.reports import cancel_report, delete_report, request_report
from reports.tasks import build_report, reports_due
from workspaces.actors import Actor

pytestmark = [pytest.mark.services, pytest.mark.django_db]
LATER = timedelta(hours=2)


def folder(report: Report) -> Path:
    return Path(default_storage.path(files.folder_of(report.pk)))


def stored(report: Report) -> set[str]:
    return {path.name for path in folder(report).glob("*")} if folder(report).exists() else set()


def named(report: Report) -> set[str]:
    return {Path(str(artifact.file.name)).name for artifact in report.artifacts.all()}


def fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


class Interrupted(Exception):
    """Stands for a worker that dies: nothing after it runs."""


class StorageThat(FileSystemStorage):
    """A storage that does something else at the nth save."""

    at = 1
    acts: Callable[[], None]
    saves = 0

    def _save(self, name: str, content: ContentFile) -> str:
        type(self).saves += 1
        if type(self).saves == self.at:
            type(self).acts()
        return super()._save(name, content)


@pytest.fixture
def storage_that(settings: LazySettings) -> Callable[..., None]:
    """storage_that(acts, at=2): the second file to be stored meets `acts` first."""

    def install(acts: Callable[[], None], *, at: int = 1) -> None:
        StorageThat.at, StorageThat.saves, StorageThat.acts = at, 0, staticmethod(acts)
        here = f"{__name__}.StorageThat"
        settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": here}}

    return install


def test_a_report_is_built_once_with_all_its_files_and_one_event(
    ask: Callable[..., Report], now: datetime
) -> None:
    report = ask()
    assert build(report.pk, now=now + LATER)
    found = fresh(report)
    assert (found.status, found.progress, found.step, found.attempts) == ("succeeded", 100, "", 1)
    assert (found.claim, found.lease_until) == (None, None)
    assert found.started_at == now + LATER
    assert found.finished_at is not None
    assert found.finished_at >= now + LATER
    assert [artifact.format for artifact in found.artifacts.all()] == ["html", "json", "md"]
    assert stored(report) == named(report)
    for artifact in found.artifacts.all():
        body = files.read(str(artifact.file.name))
        assert (artifact.size, artifact.sha256) == (len(body), hashlib.sha256(body).hexdigest())
    event = Event.objects.get()
    assert (event.type, event.subject_id, event.request_id) == ("report.succeeded", report.pk, "test")
    assert event.payload["status"] == "succeeded"
    assert [made["format"] for made in event.payload["artifacts"]] == ["html", "json", "md"]


def test_building_twice_is_harmless(ask: Callable[..., Report], now: datetime) -> None:
    report = ask()
    assert build(report.pk, now=now + LATER)
    before = named(report)
    assert not build(report.pk, now=now + LATER)
    assert (named(report), stored(report), Event.objects.count()) == (before, before, 1)


def test_a_report_that_does_not_exist_is_nobodys(now: datetime) -> None:
    assert not build(uuid4(), now=now)


@pytest.mark.parametrize("status", ["succeeded", "failed", "cancelled"])
def test_a_finished_report_is_not_built(status: str, ask: Callable[..., Report], now: datetime) -> None:
    report = ask()
    Report.objects.filter(pk=report.pk).update(status=status, finished_at=now)
    assert not build(report.pk, now=now + LATER)
    assert fresh(report).status == status
    assert stored(report) == set()


def test_a_report_that_another_worker_holds_is_left_alone(ask: Callable[..., Report], now: datetime) -> None:
    report = ask()
    theirs = uuid4()
    held = {
        "status": "running",
        "claim": theirs,
        "lease_until": now + LATER + timedelta(seconds=5),
        "attempts": 1,
    }
    Report.objects.filter(pk=report.pk).update(**held)
    assert not build(report.pk, now=now + LATER)
    assert (fresh(report).claim, fresh(report).attempts) == (theirs, 1)


def test_a_report_whose_worker_died_is_taken_over(ask: Callable[..., Report], now: datetime) -> None:
    report = ask()
    dead = {
        "status": "running",
        "claim": uuid4(),
        "lease_until": now + LATER - timedelta(seconds=1),
        "attempts": 1,
    }
    Report.objects.filter(pk=report.pk).update(**dead, step="Composing", progress=20, started_at=now)
    assert build(report.pk, now=now + LATER)
    found = fresh(report)
    assert (found.status, found.attempts, found.started_at) == ("succeeded", 2, now)


def test_the_next_worker_keeps_what_is_finished_and_clears_what_is_not(
    ask: Callable[..., Report], now: datetime, storage_that: Callable[..., None]
) -> None:
    report = ask()
    held: list[str] = []

    def die() -> None:
        held.append(str(fresh(report).claim))
        # The half-written file of a killed worker.
        (folder(report) / "half.md").write_text("half", encoding="utf-8")
        raise Interrupted

    storage_that(die, at=2)
    with pytest.raises(Interrupted):
        build(report.pk, now=now + LATER)
    first = report.artifacts.get()
    assert first.format == "html"
    assert "half.md" in stored(report)
    # As if the worker had been killed: no failure is written, its lease runs out.
    Report.objects.filter(pk=report.pk).update(
        status="running", claim=held[0], lease_until=now, finished_at=None, error_code="", error=""
    )
    Event.objects.all().delete()
    assert build(report.pk, now=now + LATER)
    found = fresh(report)
    assert found.status == "succeeded"
    assert found.artifacts.get(format="html").pk == first.pk
    assert stored(report) == named(report)
    assert Event.objects.filter(type="report.succeeded").count() == 1


def test_after_five_claims_it_gives_up(ask: Callable[..., Report], now: datetime) -> None:
    report = ask()
    Report.objects.filter(pk=report.pk).update(
        status="running", claim=uuid4(), lease_until=now, attempts=5, started_at=now
    )
    assert not build(report.pk, now=now + LATER)
    found = fresh(report)
    assert (found.status, found.error_code, found.claim) == ("failed", "gave_up", None)
    assert found.finished_at == now + LATER
    assert "5 times" in found.error
    assert Event.objects.get().type == "report.failed"
    assert Event.objects.get().payload["error"]["code"] == "gave_up"
    assert reports_due(now + LATER, 10) == []


def test_a_claim_that_was_lost_stops_the_build_and_leaves_no_file(
    ask: Callable[..., Report], now: datetime, storage_that: Callable[..., None]
) -> None:
    report = ask()
    theirs = uuid4()

    def take_over() -> None:
        Report.objects.filter(pk=report.pk).update(claim=theirs, attempts=2)

    storage_that(take_over, at=2)
    assert not build(report.pk, now=now + LATER)
    found = fresh(report)
    assert (found.status, found.claim, found.attempts) == ("running", theirs, 2)
    assert [artifact.format for artifact in found.artifacts.all()] == ["html"]
    assert stored(report) == named(report)
    assert Event.objects.count() == 0


def test_cancelling_a_running_report_stops_it_at_the_next_step(
    ask: Callable[..., Report], now: datetime, storage_that: Callable[..., None], actor: Callable[..., Actor]
) -> None:
    report = ask()
    storage_that(lambda: _cancel(report, actor(), now))
    assert not build(report.pk, now=now + LATER)
    found = fresh(report)
    assert (found.status, found.claim, found.step) == ("cancelled", None, "")
    assert found.finished_at is not None
    assert [artifact.format for artifact in found.artifacts.all()] == ["html"]
    assert Event.objects.count() == 0


def _cancel(report: Report, by: Actor, now: datetime) -> None:
    cancel_report(report=report, by=by, now=now)


def test_a_cancelled_report_whose_worker_died_is_cancelled_by_the_next(
    ask: Callable[..., Report], now: datetime
) -> None:
    report = ask()
    Report.objects.filter(pk=report.pk).update(
        status="running", claim=uuid4(), lease_until=now, attempts=1, cancel_requested=True
    )
    assert not build(report.pk, now=now + LATER)
    assert fresh(report).status == "cancelled"


def test_deleting_a_running_report_stops_it_and_leaves_no_file(
    ask: Callable[..., Report], now: datetime, storage_that: Callable[..., None], actor: Callable[..., Actor]
) -> None:
    report = ask()
    storage_that(lambda: delete_report(report=report, by=actor(), now=now), at=2)
    assert not build(report.pk, now=now + LATER)
    found = fresh(report)
    assert (found.status, found.deleted_at) == ("cancelled", now)
    assert ReportArtifact.objects.count() == 0


def test_a_format_asked_for_meanwhile_is_made_by_the_same_build(
    ask: Callable[..., Report], now: datetime, storage_that: Callable[..., None], actor: Callable[..., Actor]
) -> None:
    report = ask("html")
    assert report.evaluation is not None
    evaluation = report.evaluation
    storage_that(
        lambda: request_report(evaluation=evaluation, formats=["json"], by=actor(), now=now) and None
    )
    assert build(report.pk, now=now + LATER)
    found = fresh(report)
    assert (found.status, found.formats) == ("succeeded", ["html", "json"])
    assert [artifact.format for artifact in found.artifacts.all()] == ["html", "json"]
    assert Event.objects.filter(type="report.succeeded").count() == 1


def _refuse() -> None:
    raise OSError("no space left")


def test_a_storage_that_refuses_fails_the_report_and_keeps_what_is_there(
    ask: Callable[..., Report], now: datetime, storage_that: Callable[..., None]
) -> None:
    report = ask()
    storage_that(_refuse, at=2)
    assert not build(report.pk, now=now + LATER)
    found = fresh(report)
    assert (found.status, found.error_code, found.claim) == ("failed", "storage", None)
    assert "stored" in found.error
    assert "no space left" not in found.error
    assert [artifact.format for artifact in found.artifacts.all()] == ["html"]
    assert stored(report) == named(report)
    assert Event.objects.get().type == "report.failed"


def test_an_unforeseen_error_is_recorded_and_goes_on(
    ask: Callable[..., Report], now: datetime, storage_that: Callable[..., None]
) -> None:
    report = ask()

    def burst() -> None:
        raise ZeroDivisionError("secret detail")

    storage_that(burst)
    with pytest.raises(ZeroDivisionError):
        build(report.pk, now=now + LATER)
    found = fresh(report)
    assert (found.status, found.error_code) == ("failed", "unexpected")
    assert "secret detail" not in found.error
    assert Event.objects.get().type == "report.failed"


def test_a_database_that_fails_leaves_the_report_to_the_next_worker(
    ask: Callable[..., Report], now: datetime, storage_that: Callable[..., None]
) -> None:
    report = ask()

    def lose_connection() -> None:
        raise OperationalError("server closed the connection")

    storage_that(lose_connection)
    with pytest.raises(OperationalError):
        build(report.pk, now=now + LATER)
    found = fresh(report)
    assert (found.status, found.attempts) == ("running", 1)
    storage_that(lambda: None)
    assert build(report.pk, now=now + LATER + timedelta(minutes=1))
    assert fresh(report).status == "succeeded"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"frozen_document": '{"a":1}'}, "document_changed"),
        (
            {"frozen_document": '{"a":1}', "document_sha256": hashlib.sha256(b'{"a":1}').hexdigest()},
            "document_unreadable",
        ),
    ],
)
def test_a_document_that_is_not_what_was_frozen_fails_by_name(
    changes: dict[str, str], code: str, ask: Callable[..., Report], now: datetime
) -> None:
    report = ask()
    Report.objects.filter(pk=report.pk).update(**changes)
    assert not build(report.pk, now=now + LATER)
    assert (fresh(report).status, fresh(report).error_code) == ("failed", code)


def test_inputs_that_the_method_refuses_fail_by_name(ask: Callable[..., Report], now: datetime) -> None:
    report = ask()
    document = json.loads(report.frozen_document)
    document["inputs"]["answers"]["community/community-interest"]["level"] = 9
    text = json.dumps(document)
    digest = hashlib.sha256(text.encode()).hexdigest()
    Report.objects.filter(pk=report.pk).update(frozen_document=text, document_sha256=digest)
    assert not build(report.pk, now=now + LATER)
    assert fresh(report).error_code == "document_unreadable"


def test_steps_are_told_while_it_is_built(
    ask: Callable[..., Report], now: datetime, storage_that: Callable[..., None]
) -> None:
    report = ask("html", "md")
    told: list[tuple[str, int]] = []
    storage_that(lambda: told.append((fresh(report).step, fresh(report).progress)), at=2)
    assert build(report.pk, now=now + LATER)
    assert told == [("Writing Markdown", 75)]


def test_due_reports_are_the_queued_and_the_orphaned(ask: Callable[..., Report], now: datetime) -> None:
    report = ask()
    at = now + LATER
    assert reports_due(at, 10) == [report.pk]
    for fields, due in (
        ({"status": "running", "lease_until": at + timedelta(seconds=1)}, False),
        ({"status": "running", "lease_until": at - timedelta(seconds=1)}, True),
        ({"status": "succeeded", "finished_at": at}, False),
        ({"status": "queued", "deleted_at": at}, False),
    ):
        Report.objects.filter(pk=report.pk).update(**fields)
        assert (reports_due(at, 10) == [report.pk]) is due


def test_the_task_takes_an_id_and_whatever_else_may_come(ask: Callable[..., Report]) -> None:
    report = ask("json")
    build_report(report_id=str(report.pk), something_new=1)
    assert fresh(report).status == "succeeded"
    assert isinstance(fresh(report).pk, UUID)

"""`manage.py doctor` names what is wrong, and its exit status says that something is."""

import io
import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from distmap import clock, health
from distmap.management.commands import doctor
from evaluations.models import Evaluation
from evaluations.results.verdicts import rescore
from reports import build
from reports.models import Report, ReportArtifact
from reports.operations.reports import request_report
from workspaces.actors import Actor
from workspaces.models import OutgoingMail, UpkeepRun

LONG_AGO = timedelta(days=2)


@pytest.fixture(autouse=True)
def _folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def examined(*, status: int) -> dict[tuple[str, str], list[str]]:
    """What the command says, by part and state; its exit status must be as told."""
    out = io.StringIO()
    ended = 0
    try:
        call_command("doctor", "--json", stdout=out)
    except SystemExit as error:
        ended = int(str(error.code))
    told = json.loads(out.getvalue())
    assert (ended, told["healthy"]) == (status, status == 0), told
    found: dict[tuple[str, str], list[str]] = {}
    for one in told["findings"]:
        found.setdefault((one["part"], one["state"]), []).append(one["says"])
    return found


def made(evaluation: Evaluation, by: Actor, now: datetime) -> Report:
    report = request_report(evaluation=evaluation, formats=["json"], by=by, now=now).report
    build.build(report.pk, now=now)
    ReportArtifact.objects.update(created_at=timezone.now() - LONG_AGO)
    return report


def test_a_healthy_service_has_no_fault(
    evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    rescore(evaluation.pk, now=now)
    made(evaluation, actor(), now)
    found = examined(status=0)
    assert {part for part, _ in found} == {
        "database", "clock", "migrations", "cache", "broker", "storage", "mail", "catalog", "jobs", "files", "keys",
    }  # fmt: skip
    assert not default_storage.listdir("doctor")[1]


def test_what_is_wrong_is_named(evaluation: Evaluation, actor: Callable[..., Actor], now: datetime) -> None:
    rescore(evaluation.pk, now=now)
    report = made(evaluation, actor(), now)
    artifact = ReportArtifact.objects.get()
    default_storage.delete(artifact.file.name)
    stray = default_storage.save(f"reports/{report.pk}/stray.json", ContentFile(b"{}"))
    long_ago = (timezone.now() - LONG_AGO).timestamp()

    os.utime(default_storage.path(stray), (long_ago, long_ago))
    Evaluation.objects.update(attempts=settings.JOB_MAX_ATTEMPTS, answers_version=99)
    Report.objects.update(status=Report.FAILED, finished_at=timezone.now())
    found = examined(status=1)
    assert [str(evaluation.pk) in line for line in found["jobs", "fault"]] == [True, False]
    assert str(report.pk) in found["jobs", "fault"][1]
    assert artifact.file.name in found["files", "fault"][0]
    assert stray in found["files", "note"][0]


def test_a_part_that_fails_is_a_fault_and_not_the_end(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(default_storage, "save", fails)
    assert examined(status=1)["storage", "fault"] == ["OSError: the disk is full"]


def test_without_a_database_the_rest_is_looked_at(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise ConnectionError("refused")

    monkeypatch.setattr(doctor.health, "check_database", fails)
    found = examined(status=1)
    assert found["database", "fault"] == ["ConnectionError: refused"]
    assert ("storage", "ok") in found
    assert found["jobs", "note"] == ["not asked, for want of the database"]


def test_a_clock_that_is_astray_is_a_fault(evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "skew", lambda: -42.0)
    found = list(doctor._clock()) if connection.vendor == "postgresql" else [("fault", clock.refusal())]
    assert [state for state, _ in found] == ["fault"]
    assert "42.0 s" in str(found[0][1])


def test_missing_migrations_a_silent_cache_and_a_broker_without_workers_are_named(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    def not_ready() -> None:
        raise health.NotReady("does not answer, or forgets")

    monkeypatch.setattr(doctor.health, "check_cache", not_ready)
    monkeypatch.setattr(doctor.health, "check_broker", lambda: None)
    monkeypatch.setattr(doctor.current_app.control, "ping", lambda **_: [])
    settings.EMBEDDED = False
    found = examined(status=1)
    assert "pages are slower" in found["cache", "note"][0]
    assert "no worker does" in found["broker", "fault"][0]

    def missing() -> None:
        raise health.NotReady("migrations are missing")

    monkeypatch.setattr(doctor.health, "check_migrations", missing)
    found = examined(status=1)
    assert found["migrations", "fault"] == ["migrations are missing"]
    assert ("jobs", "note") in found


def test_without_a_catalog_there_is_a_fault(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.health, "shared_release", lambda: None)
    assert "no catalog is loaded" in examined(status=1)["catalog", "fault"][0]


def test_mails_that_were_not_sent_and_upkeep_that_is_late_are_named(
    evaluation: Evaluation, now: datetime
) -> None:
    rescore(evaluation.pk, now=now)
    long_ago = timezone.now() - LONG_AGO
    waiting = OutgoingMail.objects.create(created_at=long_ago)
    failed = OutgoingMail.objects.create(failed_at=timezone.now(), error="refused")
    OutgoingMail.objects.create(sent_at=long_ago, created_at=long_ago)
    UpkeepRun.objects.create(name="sessions", next_at=long_ago)
    told = examined(status=1)["jobs", "fault"]
    assert [str(failed.pk) in told[0], str(waiting.pk) in told[1], "sessions" in told[2]] == [True] * 3


def test_a_mail_host_is_called(db: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EMAIL_HOST, settings.MAIL_BACKEND = "127.0.0.1", "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    assert "ConnectionRefusedError" in examined(status=1)["mail", "fault"][0]


def test_old_keys_are_noted(db: None, settings: LazySettings, tmp_path: Path) -> None:
    settings.SECRET_KEY_IS_GENERATED, settings.DATA_DIR = True, tmp_path
    key = tmp_path / "secret-key"
    key.touch()
    assert "back it up" in examined_keys("ok")
    long_ago = (timezone.now() - timedelta(days=400)).timestamp()
    os.utime(key, (long_ago, long_ago))
    assert "400 days ago" in examined_keys("note")


def examined_keys(state: str) -> str:
    return next(says for found, says in doctor._keys() if found == state)

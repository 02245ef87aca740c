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
from django.utils import timezone

from distmap.management.commands import doctor
from evaluations.models import Evaluation
from evaluations.results.verdicts import rescore
from reports import build
from reports.models import Report, ReportArtifact
from reports.operations.reports import request_report
from workspaces.actors import Actor

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

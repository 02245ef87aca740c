"""Reports' files in an S3-compatible store: a real HTTP server of its kind on loopback, and the network before it."""

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from moto.server import ThreadedMotoServer

from reports import files
from reports.build import build
from reports.models import Report
from reports.operations.reports import delete_report, request_report, retry_report
from reports.verification import verify
from workspaces.actors import Actor

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=2)
ROOT = Path(__file__).resolve().parents[2]
KEY = {"access_key": "loopback", "secret_key": "loopback"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server: str) -> Iterator[Any]:
    keys = {"aws_access_key_id": "loopback", "aws_secret_access_key": "loopback"}
    found = boto3.resource("s3", endpoint_url=server, region_name="us-east-1", **keys).Bucket(
        "reports-of-a-test"
    )
    found.create()
    yield found
    found.objects.all().delete()
    found.delete()


def use(settings: LazySettings, endpoint: str, **more: Any) -> None:
    options = {
        "bucket_name": "reports-of-a-test", "endpoint_url": endpoint, "region_name": "us-east-1",
        "location": "distmap", "addressing_style": "path", **KEY, **more,
    }  # fmt: skip
    here = {"BACKEND": "distmap.object_storage.ObjectStorage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": here}


@pytest.fixture
def stored(
    settings: LazySettings, server: str, bucket: Any, ask: Callable[..., Report], now: datetime
) -> Report:
    """A finished report whose files lie in the store."""
    use(settings, server)
    report = ask()
    assert build(report.pk, now=now + LATER)
    report.refresh_from_db()
    return report


def keys(bucket: Any) -> set[str]:
    return {found.key for found in bucket.objects.all()}


def named(report: Report) -> set[str]:
    return {f"distmap/{artifact.file.name}" for artifact in report.artifacts.all()}


def test_files_lie_under_the_prefix_and_read_as_they_were_made(stored: Report, bucket: Any) -> None:
    assert keys(bucket) == named(stored)
    assert len(keys(bucket)) == 3
    for artifact in stored.artifacts.all():
        assert hashlib.sha256(files.read(str(artifact.file.name))).hexdigest() == artifact.sha256
    assert verify(stored).is_identical


def test_a_part_is_fetched_as_a_part(stored: Report, client_of: Callable[..., Client]) -> None:
    body = files.read(str(stored.artifacts.get(format="json").file.name))
    address = reverse("report_file", args=[stored.pk, "json"])
    client = client_of("viewer")
    whole: Any = client.get(address)
    assert (whole.status_code, whole.getvalue()) == (200, body)
    for asked, part in (("bytes=5-9", body[5:10]), ("bytes=-4", body[-4:]), ("bytes=7-", body[7:])):
        answer: Any = client.get(address, headers={"Range": asked})
        assert (answer.status_code, answer.getvalue()) == (206, part)
    several: Any = client.get(address, headers={"Range": "bytes=0-1,-2"})
    assert (several.status_code, several.getvalue()) == (200, body)
    assert client.get(address, headers={"Range": f"bytes={len(body)}-"}).status_code == 416


def test_a_missing_object_is_said(stored: Report, bucket: Any, client_of: Callable[..., Client]) -> None:
    name = str(stored.artifacts.get(format="md").file.name)
    bucket.Object(f"distmap/{name}").delete()
    with pytest.raises(FileNotFoundError):
        files.read(name)
    with pytest.raises(FileNotFoundError):
        default_storage.size(name)
    assert not default_storage.exists(name)
    assert [found.part for found in verify(stored).differences] == ["md"]
    assert client_of("viewer").get(reverse("report_file", args=[stored.pk, "md"])).status_code == 404
    files.remove([name])


def test_what_a_dead_worker_left_is_listed_and_cleared(
    stored: Report, bucket: Any, actor: Callable[..., Actor], now: datetime
) -> None:
    left = f"distmap/{files.folder_of(stored.pk)}/half.md"
    bucket.put_object(Key=left, Body=b"half")
    beside = "distmap/reports/other/kept.md"
    bucket.put_object(Key=beside, Body=b"another report's")
    assert len(files.names_of(stored.pk)) == 4
    stored.artifacts.filter(format="md").delete()
    Report.objects.filter(pk=stored.pk).update(status="queued")
    assert build(stored.pk, now=now + LATER)
    assert keys(bucket) == named(stored) | {beside}


@pytest.mark.services
def test_deleting_a_report_removes_its_objects(
    stored: Report,
    bucket: Any,
    actor: Callable[..., Actor],
    now: datetime,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        delete_report(report=stored, by=actor(), now=now + LATER)
    assert keys(bucket) == set()
    assert files.names_of(stored.pk) == []


def test_a_store_that_does_not_answer_fails_the_report_and_can_be_tried_again(
    settings: LazySettings, server: str, bucket: Any, ask: Callable[..., Report], now: datetime,
    actor: Callable[..., Actor], client_of: Callable[..., Client],
) -> None:  # fmt: skip
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        use(settings, f"http://127.0.0.1:{closed.getsockname()[1]}")
        report = ask()
        assert not build(report.pk, now=now + LATER)
    found = Report.objects.get(pk=report.pk)
    assert (found.status, found.error_code) == ("failed", "storage")
    use(settings, server)
    retry_report(report=report, by=actor())
    assert build(report.pk, now=now + LATER)
    use(settings, "http://127.0.0.1:9")
    assert client_of("viewer").get(reverse("report_file", args=[report.pk, "md"])).status_code == 503


def test_a_store_that_refuses_fails_the_report_by_name(
    settings: LazySettings, server: str, bucket: Any, ask: Callable[..., Report], now: datetime
) -> None:
    use(settings, server, bucket_name="no-such-bucket")
    report = ask()
    assert not build(report.pk, now=now + LATER)
    found = Report.objects.get(pk=report.pk)
    assert found.error_code in {"storage"}
    assert "no-such-bucket" not in found.error


def test_the_same_request_is_answered_by_the_same_objects(
    stored: Report, bucket: Any, actor: Callable[..., Actor], now: datetime
) -> None:
    before = keys(bucket)
    assert stored.evaluation is not None
    again = request_report(evaluation=stored.evaluation, formats=["json"], by=actor(), now=now)
    assert (again.report.pk, again.was_ready, keys(bucket)) == (stored.pk, True, before)


# Configuration


def manage(tmp_path: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DISTMAP_", "DATABASE_", "REDIS_", "DJANGO_", "AWS_"))
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, capture_output=True, text=True,
        env=inherited | {"DISTMAP_DATA": str(tmp_path)} | environment,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, ["E005", "Set DISTMAP_S3_BUCKET"]),
        ({"DISTMAP_S3_BUCKET": "b", "AWS_ACCESS_KEY_ID": "k"}, ["E006", "Set AWS_SECRET_ACCESS_KEY"]),
        ({"AWS_SECRET_ACCESS_KEY": "k"}, ["E005", "E006", "Set AWS_ACCESS_KEY_ID"]),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, environment: dict[str, str], said: list[str]) -> None:
    done = manage(tmp_path, "check", DISTMAP_STORAGE="s3", **environment)
    assert done.returncode != 0
    for words in said:
        assert words in done.stderr


def test_a_word_that_is_no_storage_stops_the_start(tmp_path: Path) -> None:
    assert "DISTMAP_STORAGE='tape'" in manage(tmp_path, "check", DISTMAP_STORAGE="tape").stderr


def test_the_environment_configures_it_and_secrets_may_come_from_files(
    tmp_path: Path, server: str, bucket: Any
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("loopback\n", encoding="utf-8")
    script = (
        "from django.core.files.storage import default_storage as s\n"
        "from django.core.files.base import ContentFile\n"
        "print(s.save('a.txt', ContentFile(b'x')), s.secret_key)"
    )
    done = manage(
        tmp_path, "shell", "-v0", "-c", script, DISTMAP_STORAGE="s3", DISTMAP_S3_BUCKET="reports-of-a-test",
        DISTMAP_S3_ENDPOINT=server, DISTMAP_S3_PREFIX="here", DISTMAP_S3_REGION="us-east-1",
        DISTMAP_S3_ADDRESSING="path", AWS_ACCESS_KEY_ID="loopback", AWS_SECRET_ACCESS_KEY_FILE=str(secret),
    )  # fmt: skip
    assert done.stdout.split() == ["a.txt", "loopback"], done.stderr
    assert keys(bucket) == {"here/a.txt"}

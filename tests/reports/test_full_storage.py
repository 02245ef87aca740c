"""A storage that is full: a clear failure, no half file, and the report can be tried again."""

import errno
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from evaluations.models import Event
from reports import files
from reports.build import build
from reports.models import Report
from reports.operations.reports import delete_report, retry_report
from reports.renderers import FORMATS
from reports.rendering import prepared
from reports.verification import verify
from workspaces.actors import Actor

pytestmark = [pytest.mark.services, pytest.mark.django_db]
LATER = timedelta(hours=2)


class Cut(ContentFile):
    """A body of which the storage takes some bytes before its disk is full."""

    room = 0

    def chunks(self, chunk_size: int | None = None) -> Iterator[Any]:
        yield self.read(type(self).room)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class FullAfter(FileSystemStorage):
    """Django's own storage on a disk with room for so many whole files and then so many bytes."""

    whole, room = 1, 1000
    cannot_delete = False
    saves = 0

    def _save(self, name: str, content: Any) -> str:
        type(self).saves += 1
        if type(self).saves <= self.whole:
            return super()._save(name, content)
        Cut.room = self.room
        return super()._save(name, Cut(content.read()))

    def delete(self, name: str) -> None:
        if self.cannot_delete:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().delete(name)


@pytest.fixture
def full(settings: LazySettings) -> Callable[..., None]:
    def install(*, whole: int = 1, room: int = 1000, cannot_delete: bool = False) -> None:
        FullAfter.saves, FullAfter.whole, FullAfter.room = 0, whole, room
        FullAfter.cannot_delete = cannot_delete
        settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.FullAfter"}}

    return install


@pytest.fixture
def room_again(settings: LazySettings) -> Callable[[], None]:
    def install() -> None:
        plain = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
        settings.STORAGES = settings.STORAGES | {"default": plain}

    return install


def on_disk(report: Report) -> set[str]:
    folder = Path(default_storage.path(files.folder_of(report.pk)))
    return {path.name for path in folder.glob("*")} if folder.exists() else set()


def named(report: Report) -> set[str]:
    return {Path(str(artifact.file.name)).name for artifact in report.artifacts.all()}


@pytest.mark.parametrize("room", [0, 1, 1000])
def test_a_full_disk_fails_by_name_and_leaves_no_half_file(
    room: int, ask: Callable[..., Report], now: datetime, full: Callable[..., None]
) -> None:
    report = ask()
    full(whole=1, room=room)
    assert not build(report.pk, now=now + LATER)
    found = Report.objects.get(pk=report.pk)
    assert (found.status, found.error_code, found.claim) == ("failed", "storage", None)
    assert found.error.startswith("The file could not be stored: the storage is full or does not answer.")
    assert [artifact.format for artifact in found.artifacts.all()] == ["html"]
    assert on_disk(report) == named(report)
    event = Event.objects.get()
    assert (event.type, event.payload["error"]["code"]) == ("report.failed", "storage")


def test_once_there_is_room_it_is_tried_again_and_keeps_what_was_finished(
    ask: Callable[..., Report],
    now: datetime,
    full: Callable[..., None],
    room_again: Callable[[], None],
    actor: Callable[..., Actor],
) -> None:
    report = ask()
    full(whole=1)
    build(report.pk, now=now + LATER)
    first = report.artifacts.get()
    room_again()
    retry_report(report=report, by=actor())
    assert build(report.pk, now=now + LATER)
    found = Report.objects.get(pk=report.pk)
    assert (found.status, found.error_code, found.error) == ("succeeded", "", "")
    assert found.artifacts.get(format="html").pk == first.pk
    assert on_disk(report) == named(report)
    assert verify(found).is_identical


def test_a_half_file_that_cannot_be_removed_at_once_is_cleared_by_the_next_build(
    ask: Callable[..., Report],
    now: datetime,
    full: Callable[..., None],
    room_again: Callable[[], None],
    actor: Callable[..., Actor],
) -> None:
    report = ask()
    full(whole=0, cannot_delete=True)
    assert not build(report.pk, now=now + LATER)
    assert Report.objects.get(pk=report.pk).error_code == "storage"
    assert len(on_disk(report)) == 1
    assert named(report) == set()
    room_again()
    retry_report(report=report, by=actor())
    assert build(report.pk, now=now + LATER)
    assert on_disk(report) == named(report)


@pytest.mark.parametrize("format", FORMATS)
def test_wherever_in_whichever_file_the_disk_is_full_nothing_half_is_left(
    format: str,
    ask: Callable[..., Report],
    now: datetime,
    full: Callable[..., None],
    room_again: Callable[[], None],
    actor: Callable[..., Actor],
) -> None:
    """At the first byte, in the middle, and one byte before the end; then there is room, and it is made."""
    report = ask(format)
    size = len(FORMATS[format].render(prepared(report.frozen_document)))
    for room in (0, 1, size // 2, size - 1):
        full(whole=0, room=room)
        assert not build(report.pk, now=now + LATER)
        found = Report.objects.get(pk=report.pk)
        assert (found.status, found.error_code, found.artifacts.count()) == ("failed", "storage", 0)
        assert on_disk(report) == set()
        retry_report(report=report, by=actor())
    room_again()
    assert build(report.pk, now=now + LATER)
    artifact = report.artifacts.get()
    assert (artifact.size, on_disk(report)) == (size, named(report))
    assert verify(Report.objects.get(pk=report.pk)).is_identical


class Unreachable(FileSystemStorage):
    def listdir(self, path: str) -> Any:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_storage_that_cannot_be_listed_fails_the_build_and_not_the_deletion(
    built: Report,
    ask: Callable[..., Report],
    now: datetime,
    settings: LazySettings,
    actor: Callable[..., Actor],
) -> None:
    here = {"BACKEND": f"{__name__}.Unreachable"}
    settings.STORAGES = settings.STORAGES | {"default": here}
    Report.objects.filter(pk=built.pk).update(status="queued")
    assert not build(built.pk, now=now + LATER)
    assert Report.objects.get(pk=built.pk).error_code == "storage"
    delete_report(report=built, by=actor(), now=now + LATER)
    assert Report.objects.get(pk=built.pk).deleted_at == now + LATER

"""Where rendered reports lie: one folder of the storage for each report, a fresh name for each file.

A file is written whole under a name of its own before any row names it, so a row never points at half a file.
What a killed worker left behind is removed when the report is built again or deleted.
"""

import contextlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from distmap.downloads import Download
from distmap.errors import NotFound, Unavailable
from reports.models import Report, ReportArtifact
from reports.renderers import FORMATS
from workspaces.ids import new_id

CHUNK = 64 * 1024


def folder_of(report_id: UUID) -> str:
    return f"reports/{report_id}"


def store(report_id: UUID, body: bytes, *, extension: str) -> str:
    """Write a body under a fresh name; returns the name.

    Raises OSError if the storage refuses it, as a full disk does; what was written until then is removed.
    """
    name = f"{folder_of(report_id)}/{new_id()}.{extension}"
    try:
        return default_storage.save(name, ContentFile(body))
    except OSError:
        # The storage may be past removing too; the next build of this report clears what no row names.
        with contextlib.suppress(OSError):
            default_storage.delete(name)
        raise


def names_of(report_id: UUID) -> list[str]:
    """Every file of a report, also those that no row names."""
    folder = folder_of(report_id)
    try:
        return [f"{folder}/{name}" for name in sorted(default_storage.listdir(folder)[1])]
    except FileNotFoundError:
        return []


def remove(names: Iterable[str]) -> None:
    """Delete files; one that is gone already is no fault."""
    for name in names:
        default_storage.delete(name)


def read(name: str) -> bytes:
    """The whole body of a file. Raises FileNotFoundError if it is gone."""
    with default_storage.open(name, "rb") as file:
        body: bytes = file.read()
    return body


class _Part:
    """Some bytes of a file, read as they are sent."""

    def __init__(self, file: Any, start: int, length: int) -> None:
        self._file, self._left = file, length
        file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        while self._left:
            chunk = self._file.read(min(CHUNK, self._left))
            if not chunk:
                return
            self._left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._file.close()


def part(name: str, start: int, length: int) -> Iterable[bytes]:
    """`length` bytes of a file from `start` on. Raises FileNotFoundError if it is gone, OSError if unreadable."""
    storage: Any = default_storage
    # A store across a network reads parts by itself; opening an object there would fetch all of it.
    if hasattr(storage, "part"):
        found: Iterable[bytes] = storage.part(name, start, length)
        return found
    return _Part(storage.open(name, "rb"), start, length)


def download_of(report: Report, artifact: ReportArtifact) -> Download:
    """A finished file, to be sent. Its part raises NotFound if it is gone, Unavailable if it cannot be read now."""
    made = FORMATS.get(artifact.format)
    name = str(artifact.file.name)

    def opened(start: int, length: int) -> Iterable[bytes]:
        try:
            return part(name, start, length)
        except FileNotFoundError:
            raise NotFound(
                "The file is gone from the storage. Delete this report and make it again."
            ) from None
        except OSError as error:
            raise Unavailable("The storage of files does not answer. Try again in a while.") from error

    return Download(
        file_name=f"{file_stem(report.title)}.{made.extension if made else artifact.format}",
        content_type=made.content_type if made else "application/octet-stream",
        size=artifact.size,
        tag=f'"{artifact.sha256}"',
        part=opened,
    )


def why_absent(report: Report) -> str:
    """Why a report has no file of a format, for whoever asked for it."""
    if report.files_removed_at is not None:
        return "The files of this report were removed for their age. Make them again from the report, or with retry."
    return "This report has no finished file of this format."


def file_stem(title: str) -> str:
    """A title as a file name: letters of any script, digits and hyphens."""
    kept = "".join(sign if _is_kept(sign) else "-" for sign in unicodedata.normalize("NFC", title))
    return re.sub("-{2,}", "-", kept).strip("-")[:80].rstrip("-") or "report"


def _is_kept(sign: str) -> bool:
    # Marks too: without them words of many scripts fall apart.
    return sign.isalnum() or sign == "_" or unicodedata.category(sign).startswith("M")

"""Where rendered reports lie: one folder of the storage for each report, a fresh name for each file.

A file is written whole under a name of its own before any row names it, so a row never points at half a file.
What a killed worker left behind is removed when the report is built again or deleted.
"""

import contextlib
from collections.abc import Iterable
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from workspaces.ids import new_id


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

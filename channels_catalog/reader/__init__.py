"""From YAML files to a catalog, with every fault of every file named at once.

A file is a part of the catalog and bears its name; `channels/<key>.yaml` is one channel model and
`cases/<id>.yaml` one case. A channel's file may bring its own rows for the shared tables under `alignment`,
`surface_links`, `ai_leverage` and `pairs`, so that adding a channel is adding one file.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from channels_catalog.reader.draft import Draft
from channels_catalog.reader.faults import CatalogFault, CatalogInvalid
from channels_catalog.schema import Case, Catalog, Channel

__all__ = [
    "MAX_FAULTS",
    "MAX_FILES",
    "MAX_TOTAL_BYTES",
    "CatalogFault",
    "CatalogInvalid",
    "file_schemas",
    "read_catalog",
    "read_files",
]

MAX_FILES = 300
MAX_TOTAL_BYTES = 4 * 1024 * 1024
MAX_FAULTS = 500


def read_catalog(folder: Path) -> Catalog:
    """Read a folder of YAML files. Raises CatalogInvalid with every fault."""
    paths = sorted(folder.rglob("*.y*ml"))
    if not paths:
        raise CatalogInvalid([CatalogFault(str(folder), "", "holds no YAML files")])
    return read_files({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def read_files(files: Mapping[str, str | bytes], *, base: Catalog | None = None) -> Catalog:
    """Read files given by their names, as an upload brings them; CatalogInvalid names every fault.

    With a `base`, the files are laid over it: a part's file replaces that part, a channel's file adds or
    replaces that channel, and what no file speaks of stays as it is.
    """
    if len(files) > MAX_FILES:
        raise CatalogInvalid([CatalogFault("", "", f"more than {MAX_FILES} files")])
    if sum(len(content) for content in files.values()) > MAX_TOTAL_BYTES:
        raise CatalogInvalid(
            [CatalogFault("", "", f"more than {MAX_TOTAL_BYTES // 1024 // 1024} MiB in all")]
        )
    draft = Draft.of(base)
    for name in sorted(files, key=lambda name: ("/" in name, name)):
        draft.take(name, files[name])
    catalog = draft.finish()
    if catalog is None:
        raise CatalogInvalid(
            sorted(draft.faults, key=lambda fault: (fault.file, fault.line or 0))[:MAX_FAULTS]
        )
    return catalog


def file_schemas() -> dict[str, Any]:
    """JSON Schema of a catalog document, of a channel model and of a case, for those who write files."""
    _, schema = models_json_schema(
        [(Catalog, "validation"), (Channel, "validation"), (Case, "validation")],
        title="Catalog files",
        ref_template="#/$defs/{model}",
    )
    return schema

"""Other releases of the shipped catalog, for tests: reworded, or with as many paths as wanted."""

from typing import Any

import yaml

from channels_catalog.models import CatalogRelease
from channels_catalog.operations import publish
from channels_catalog.reader import read_catalog, read_files
from channels_catalog.reader.strict_yaml import parse
from tests.conftest import CONTENT, NOW


def channel_file(key: str) -> dict[str, Any]:
    """A shipped channel's file, as it is written."""
    document: dict[str, Any] = parse((CONTENT / "channels" / f"{key}.yaml").read_text(encoding="utf-8"))
    return document


def reworded(version: str, key: str, change: Any) -> CatalogRelease:
    """A release in which one channel's file is changed by `change`."""
    document = channel_file(key)
    change(document)
    return _published(version, {f"channels/{key}.yaml": yaml.safe_dump(document)})


def with_copies(version: str, copies: int) -> CatalogRelease:
    """A release with that many further paths, each a copy of the shipped Content path under a key of its own."""
    catalog = read_catalog(CONTENT)
    files = {}
    for number in range(copies):
        document = channel_file("content") | {
            "key": f"copy-{number:02}", "name": f"Copy {number:02}", "title": f"Copy {number:02}",
            "surface_links": dict(catalog.surface_links["content"]),
            "ai_leverage": {
                "reduces_friction": ["drafts"], "amplifies_noise": ["more drafts"], "guard_metric": "Readers",
            },
            "alignment": {
                model.key: {"level": 3, "reason": "It is a copy.", "provenance": "ours"}
                for model in catalog.growth_models
            },
        }  # fmt: skip
        files[f"channels/copy-{number:02}.yaml"] = yaml.safe_dump(document)
    return _published(version, files)


def _published(version: str, files: dict[str, str]) -> CatalogRelease:
    header = yaml.safe_dump({"version": version, "notes": "For a test."})
    catalog = read_files({"catalog.yaml": header, **files}, base=read_catalog(CONTENT))
    return publish(catalog=catalog, now=NOW).release

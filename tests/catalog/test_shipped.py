"""The releases that the application brings along: published in order, each unchanged."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from channels_catalog.management.commands import load_catalog
from channels_catalog.models import CatalogRelease
from channels_catalog.operations import publish
from channels_catalog.queries import catalog_of, shared_release
from channels_catalog.schema import Catalog, digest
from channels_catalog.shipped import earlier_releases

# What each earlier release was published as. A release never changes, so neither does its digest.
DIGESTS = {
    "2026.11": "0fba72269199116833f990f6d5f1f0a3302fca66cf9ac9ea924fb4be7527cec3",
    "2026.12": "345c679e4bc9fa0257f241c73b16c798452e6b34dc1b9a2ae85184b3e36acc55",
}


def test_earlier_releases_keep_their_digests() -> None:
    kept = {
        earlier.catalog.version: digest(earlier.catalog.model_dump(mode="json"))
        for earlier in earlier_releases()
    }
    assert kept == DIGESTS


@pytest.mark.services
def test_a_fresh_installation_has_the_earlier_releases_and_then_the_newest(
    no_catalog: None, catalog: Catalog
) -> None:
    told = io.StringIO()
    call_command("load_catalog", stdout=told)
    versions = CatalogRelease.objects.order_by("published_at").values_list("version", "base__version")
    assert list(versions) == [("2026.11", None), ("2026.12", "2026.11"), (catalog.version, "2026.12")]
    assert told.getvalue().startswith("Catalog 2026.11 published\nCatalog 2026.12 published: ")
    newest = shared_release()
    assert newest is not None
    assert newest.version == catalog.version
    assert catalog_of(newest.pk) == catalog
    call_command("load_catalog", stdout=told)
    assert CatalogRelease.objects.count() == 3


@pytest.mark.services
def test_an_earlier_release_that_comes_late_is_not_the_newest(no_catalog: None, catalog: Catalog) -> None:
    newest = publish(catalog=catalog, now=datetime(2027, 1, 1, tzinfo=UTC)).release
    call_command("load_catalog", stdout=io.StringIO())
    assert CatalogRelease.objects.count() == 3
    assert shared_release() == newest
    late = CatalogRelease.objects.get(version="2026.11")
    assert (late.published_at, late.base) == (datetime(2026, 11, 1, tzinfo=UTC), None)


def test_check_prints_each_fault_once_with_its_line(tmp_path: Path) -> None:
    for path in load_catalog.CONTENT.rglob("*.yaml"):
        copy = tmp_path / path.relative_to(load_catalog.CONTENT)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    copy = tmp_path / "channels" / "community.yaml"
    lines = copy.read_text(encoding="utf-8").splitlines()
    line = lines.index("embedded: 1")
    lines[line] = "embedded: 7"
    copy.write_text("\n".join(lines), encoding="utf-8")
    told = io.StringIO()
    with pytest.raises(CommandError, match="1 faults; nothing was published"):
        call_command("load_catalog", "--check", folder=tmp_path, stderr=told)
    assert told.getvalue() == f"channels/community.yaml:{line + 1}: embedded: must be 0, 1 or 2\n"


def test_check_says_what_is_sound(catalog: Catalog) -> None:
    told = io.StringIO()
    call_command("load_catalog", "--check", stdout=told)
    counts = f"{len(catalog.channels)} channel models, {len(catalog.cases)} cases"
    assert told.getvalue() == f"Catalog {catalog.version} is sound: {counts}.\n"

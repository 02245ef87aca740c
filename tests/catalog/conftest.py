"""The shipped catalog as text, as documents and as a catalog."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from channels_catalog.reader import CatalogInvalid, read_catalog, read_files
from channels_catalog.reader.strict_yaml import parse
from channels_catalog.schema import Catalog

CONTENT = Path(__file__).resolve().parents[2] / "channels_catalog" / "content"

Documents = dict[str, Any]
Change = Callable[[Documents], object]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return read_catalog(CONTENT)


@pytest.fixture(scope="session")
def shipped_files() -> Mapping[str, str]:
    """The text of every content file, by its name."""
    return {
        path.relative_to(CONTENT).as_posix(): path.read_text() for path in sorted(CONTENT.rglob("*.yaml"))
    }


@pytest.fixture(scope="session")
def _small(shipped_files: Mapping[str, str]) -> Documents:
    """Two channels out of the shipped files, so that a test reads in a few milliseconds."""
    documents = {name: parse(text) for name, text in shipped_files.items()}
    kept = ("community", "content")
    small = {
        name: document
        for name, document in documents.items()
        if "/" not in name or name in {f"channels/{key}.yaml" for key in kept}
    }
    header = small["catalog.yaml"]
    gone = [key for key in header["order"] if key not in kept]
    header["order"] = list(kept)
    header["named_only"] |= {key: documents[f"channels/{key}.yaml"]["name"] for key in gone}
    small["pairs.yaml"] = small["pairs.yaml"][:3]
    small["growth_models.yaml"] = small["growth_models.yaml"][:2]
    models = [model["key"] for model in small["growth_models.yaml"]]
    for table in ("surface_links.yaml", "ai_leverage.yaml"):
        small[table] = {key: small[table][key] for key in kept}
    small["alignment.yaml"] = {
        model: {key: small["alignment.yaml"][model][key] for key in kept} for model in models
    }
    return small


@pytest.fixture
def documents(_small: Documents) -> Documents:
    """A catalog of two channels as documents by file name, to be changed at will."""
    return copy.deepcopy(_small)


def written(documents: Documents) -> dict[str, str]:
    return {
        name: document if isinstance(document, str) else yaml.safe_dump(document, sort_keys=False)
        for name, document in documents.items()
    }


def read(documents: Documents) -> Catalog:
    return read_files(written(documents))


def faults_of(documents: Documents) -> list[str]:
    """All faults as lines, without their line numbers; none is an error of the test."""
    with pytest.raises(CatalogInvalid) as caught:
        read(documents)
    return without_lines(caught.value)


def lines_of(documents: Documents) -> list[str]:
    """All faults as an author reads them: file:line: field: message."""
    with pytest.raises(CatalogInvalid) as caught:
        read(documents)
    return [str(fault) for fault in caught.value.faults]


def without_lines(invalid: CatalogInvalid) -> list[str]:
    """Each fault as file: field: message; on which line a field stands is a test of its own."""
    return [str(replace(fault, line=None)) for fault in invalid.faults]

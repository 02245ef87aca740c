"""One frozen document and its rendered forms, byte for byte. A change here is a change of the renderer.

Whoever changes a rendered byte raises RENDERER in reports/frozen.py, so that reports made before
are known to be another renderer's, and renews the pins: RENEW_GOLDEN=1 pytest tests/reports/test_golden.py and
tests/method1/test_documents.py. Of the PDF what is pinned is all that the typesetter is given.
"""

import hashlib
import io
import json
import os
import zipfile
from dataclasses import replace

import pytest

from reports.frozen import RENDERER, canonical_json
from reports.renderers import FORMATS
from reports.renderers.pdf import typeset_files
from tests.reports import variants

PINS = variants.GOLDEN / "pins.json"
MARKDOWN = variants.GOLDEN / "report.md"


@pytest.fixture(scope="module")
def bodies() -> dict[str, bytes]:
    """The forms of the golden document, as the present renderer makes them."""
    rendering = variants.prepare(replace(variants.golden(), renderer=RENDERER))
    made = {key: form.render(rendering) for key, form in FORMATS.items() if key != "pdf"}
    made["pdf"] = json.dumps(typeset_files(rendering), sort_keys=True).encode()
    if os.environ.get("RENEW_GOLDEN"):
        found = {key: digest(key, body) for key, body in made.items()}
        PINS.write_text(json.dumps({"renderer": RENDERER, **found}, indent=2) + "\n", encoding="utf-8")
        MARKDOWN.write_bytes(made["md"])
    return made


def digest(key: str, body: bytes) -> str:
    """Of what a form holds. Packed files are unpacked first: how a library packs them is not ours to pin."""
    if not body.startswith(b"PK"):
        return hashlib.sha256(body).hexdigest()
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        parts = {
            name: hashlib.sha256(packed.read(name)).hexdigest()
            for name in packed.namelist()
            if not name.endswith(".png")
        }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def test_the_frozen_text_is_canonical() -> None:
    assert canonical_json(variants.golden()) == variants.golden_text()


def test_markdown_reads_as_it_did(bodies: dict[str, bytes]) -> None:
    assert bodies["md"].decode().splitlines() == MARKDOWN.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("key", FORMATS)
def test_the_same_renderer_makes_the_same_bytes(key: str, bodies: dict[str, bytes]) -> None:
    pins = json.loads(PINS.read_text(encoding="utf-8"))
    assert (RENDERER, digest(key, bodies[key])) == (pins["renderer"], pins[key])

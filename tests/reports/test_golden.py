"""One frozen document and its rendered forms, byte for byte. A change here is a change of the renderer.

Whoever changes a rendered byte raises RENDERER in evaluations/reports/frozen.py, so that reports made before
are known to be another renderer's, and renews the pins: RENEW_GOLDEN=1 pytest tests/reports/test_golden.py
"""

import hashlib
import json
import os
from dataclasses import replace

import pytest

from evaluations.reports.frozen import RENDERER, canonical_json
from evaluations.reports.renderers import FORMATS
from tests.reports import variants

PINS = variants.GOLDEN / "pins.json"
MARKDOWN = variants.GOLDEN / "report.md"


@pytest.fixture(scope="module")
def bodies() -> dict[str, bytes]:
    """The forms of the golden document, as the present renderer makes them."""
    rendering = variants.prepare(replace(variants.golden(), renderer=RENDERER))
    made = {key: form.render(rendering) for key, form in FORMATS.items()}
    if os.environ.get("RENEW_GOLDEN"):
        found = {key: hashlib.sha256(body).hexdigest() for key, body in made.items()}
        PINS.write_text(json.dumps({"renderer": RENDERER, **found}, indent=2) + "\n", encoding="utf-8")
        MARKDOWN.write_bytes(made["md"])
    return made


def test_the_frozen_text_is_canonical() -> None:
    assert canonical_json(variants.golden()) == variants.golden_text()


def test_markdown_reads_as_it_did(bodies: dict[str, bytes]) -> None:
    assert bodies["md"].decode().splitlines() == MARKDOWN.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("key", FORMATS)
def test_the_same_renderer_makes_the_same_bytes(key: str, bodies: dict[str, bytes]) -> None:
    pins = json.loads(PINS.read_text(encoding="utf-8"))
    assert (RENDERER, hashlib.sha256(bodies[key]).hexdigest()) == (pins["renderer"], pins[key])

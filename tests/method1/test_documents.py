"""Reports that were frozen under method 1 keep their identity, their figures and their forms."""

import json
import os
from functools import cache
from typing import Any

import pytest

from evaluations import scoring
from evaluations.scoring.plain import digest_of
from evaluations.scoring.plain import plain as written
from reports.frozen import RENDERER, canonical_json, sha256_of, thaw
from reports.renderers import FORMATS
from reports.renderers.pdf import typeset_files
from reports.rendering import Rendering, prepared
from tests.method1.kept import COMPARISONS, DATA, PINS, REPORTS, kept, plain
from tests.reports.test_golden import digest

DOCUMENTS = (*REPORTS, *COMPARISONS)
FORMS = DATA / "forms.json"


@cache
def rendering_of(name: str) -> Rendering:
    return prepared(kept(name))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_keeps_its_identity(name: str) -> None:
    text = kept(name)
    assert sha256_of(text) == PINS[name]["document_sha256"]
    assert canonical_json(thaw(text)) == text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_keeps_its_figures(name: str) -> None:
    result = rendering_of(name).result
    assert digest_of(result) == PINS[name]["result_sha256"]
    assert result.inputs_sha256 == PINS[name]["inputs_sha256"] == plain(name)["inputs_sha256"]


@pytest.mark.parametrize("name", REPORTS)
def test_the_figures_are_those_that_were_printed(name: str) -> None:
    """The digest says that something changed; this says what."""
    document = plain(name)
    assert document["method"] == "1"
    scored = written(scoring.score(scoring.parse(document["inputs"])))
    assert figures(scored) == PINS[name]["figures"]
    assert scored["headline"] == PINS[name]["headline"]


def figures(scored: dict[str, Any]) -> dict[str, Any]:
    """What a reader can check by eye: of each path the verdict, its certainty, and fit and support at the point."""
    return {
        key: [
            path["sampled"]["verdict"],
            path["sampled"]["confidence"],
            path["exact"]["point"]["F"],
            path["exact"]["point"]["S"],
        ]
        for key, path in scored["paths"].items()
    }


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_format_shows_it(name: str) -> None:
    """Byte for byte as the present renderer makes it: `RENEW_GOLDEN=1` pins the forms of another renderer."""
    rendering = rendering_of(name)
    made = {key: form.render(rendering) for key, form in FORMATS.items() if key != "pdf"}
    made["pdf"] = json.dumps(typeset_files(rendering), sort_keys=True).encode()
    assert set(made) >= {"html", "pdf", "docx", "pptx", "xlsx", "csv", "md", "json"}
    found = {"renderer": RENDERER} | {key: digest(key, body) for key, body in made.items()}
    if os.environ.get("RENEW_GOLDEN"):
        pins = json.loads(FORMS.read_text(encoding="utf-8")) if FORMS.exists() else {}
        FORMS.write_text(json.dumps(pins | {name: found}, indent=2) + "\n", encoding="utf-8")
    assert json.loads(FORMS.read_text(encoding="utf-8"))[name] == found

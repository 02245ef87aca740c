"""One frozen comparison, how it reads, word for word, and its forms, byte for byte. A change is one of the renderer.

Whoever means it raises RENDERER and renews them: RENEW_GOLDEN=1 pytest tests/comparisons/test_golden.py
"""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from comparisons.models import Comparison
from comparisons.queries import whole
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from reports.freezing_comparisons import freeze_comparison
from reports.frozen import RENDERER, canonical_json, thaw
from reports.frozen_comparison import FrozenComparison
from reports.renderers import FORMATS
from reports.renderers.markdown import render_markdown
from reports.renderers.pdf import typeset_files
from reports.rendering import prepared
from tests.comparisons.conftest import Make
from tests.conftest import NOW
from tests.reports.test_golden import digest
from workspaces.actors import Actor

GOLDEN = Path(__file__).parent / "golden"
FROZEN, MARKDOWN, PINS = GOLDEN / "frozen.json", GOLDEN / "report.md", GOLDEN / "pins.json"


@pytest.fixture
def renewed(make: Make, compared: Callable[..., Comparison], strategist: Actor) -> None:
    """Two people on one path, who contest a question; written anew if it was asked for."""
    if not os.environ.get("RENEW_GOLDEN"):
        return
    rated = [make("Ledgerline", title, paths=["community"]) for title in ("Rated by Ada", "Rated by Otto")]
    for evaluation, level, note in zip(rated, (0, 4), ("Nobody talks.", "31 threads\na week."), strict=True):
        answers = [
            AnswerInput.of("community/community-interest", level=level, grade="measured", note=note),
            AnswerInput.of("community/product-shareability", level=3, grade="observed"),
            AnswerInput.of("community!no-repeated-member-value", level=1, grade="reported"),
            AnswerInput.of("surface/workflow", na=True, na_reason="There is no routine."),
        ]
        save_answers(evaluation=evaluation, answers=answers, by=strategist, now=NOW)
    stored = compared("raters", *rated)
    frozen = freeze_comparison(whole(Comparison.objects.filter(pk=stored.pk)).get())
    FROZEN.write_text(canonical_json(frozen), encoding="utf-8")
    MARKDOWN.write_bytes(render_markdown(prepared(present_text())))
    PINS.write_text(json.dumps(digests(), indent=2) + "\n", encoding="utf-8")


def present_text() -> str:
    """The golden document, said to be of the present renderer."""
    frozen = thaw(FROZEN.read_text(encoding="utf-8"))
    assert isinstance(frozen, FrozenComparison)
    return canonical_json(replace(frozen, renderer=RENDERER))


def digests() -> dict[str, str]:
    """Of every form of the document as it was frozen; of the PDF, of all that the typesetter is given."""
    rendering = prepared(FROZEN.read_text(encoding="utf-8"))
    made = {key: form.render(rendering) for key, form in FORMATS.items() if key != "pdf"}
    made["pdf"] = json.dumps(typeset_files(rendering), sort_keys=True).encode()
    return {key: digest(key, body) for key, body in made.items()}


def test_every_form_is_the_one_that_was_pinned(renewed: None) -> None:
    assert json.loads(PINS.read_text(encoding="utf-8")) == digests()


def test_it_reads_as_it_did(renewed: None) -> None:
    said = render_markdown(prepared(present_text())).decode()
    pinned = MARKDOWN.read_text(encoding="utf-8")
    # The digest of the document holds the renderer's version, which other reports may raise.
    assert [line for line in said.splitlines() if not _tells_of_the_renderer(line)] == [
        line for line in pinned.splitlines() if not _tells_of_the_renderer(line)
    ]


def _tells_of_the_renderer(line: str) -> bool:
    return "Frozen document" in line or "Renderer" in line or "version" in line


def test_the_frozen_text_is_canonical_and_yields_its_figures(renewed: None) -> None:
    text = FROZEN.read_text(encoding="utf-8")
    frozen = thaw(text)
    assert canonical_json(frozen) == text
    assert isinstance(frozen, FrozenComparison)
    assert prepared(text).result.figures_sha256 == frozen.figures_sha256

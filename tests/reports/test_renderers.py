"""What the formats carry: every stored field, every note, nothing that people wrote as anything but text."""

import html.parser
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from evaluations import scoring
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation
from evaluations.scoring.plain import plain
from evaluations.versions.values import present_version
from evaluations.work.operations.evaluations import change_evaluation
from evaluations.work.operations.products import change_product
from reports.freezing import freeze
from reports.frozen import canonical_json
from reports.renderers import FORMATS
from reports.renderers.markdown import escaped
from reports.rendering import Rendering, prepared
from tests.markup import squeezed
from tests.reports.conftest import REASON
from workspaces.actors import Actor

pytestmark = pytest.mark.django_db

EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "{{ 7|add:7 }}{% now 'Y' %}",
    "[click](javascript:alert(1))",
    "![pixel](https://evil.test/p.png)",
    "<https://evil.test>",
    "| a | b |\n|---|---|\n| c | d |",
    "```\ncode\n```",
    "# Heading\n\n## Another",
    "- item\n1. item\n> quote\n    indented",
    "Setext\n======\n\n---\n***",
    "&lt;b&gt; &copy; &#60;i&#62;",
    "\\*not escaped\\* `tick` ~~gone~~ __bold__",
    "[ref]: https://evil.test 'x'\n[ref]",
    "line one\u2028line two\u2029line three\u0085end",
    "‮right to left override",
    "= + @ $x$ :smile: ^1^ ~sub~",
]


@pytest.fixture
def rendering(answered: Evaluation) -> Rendering:
    return prepared(canonical_json(freeze(present_version(answered))))


def rendered(key: str, rendering: Rendering) -> str:
    return FORMATS[key].render(rendering).decode()


def strings(value: object) -> Iterator[str]:
    """Every text inside a JSON value, keys apart."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)


class _Page(html.parser.HTMLParser):
    """The tags, attributes and shown text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.shown = ""
        self._hidden = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._hidden += tag == "style"
        self.shown += "\n" if tag == "br" else ""
        self.shown += f" {dict(attrs)['aria-label']} " if tag == "figure" else ""

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag == "style"

    def handle_data(self, data: str) -> None:
        self.shown += "" if self._hidden else data


def markdown_of(text: str) -> _Page:
    """The page that a Markdown reader makes of a text. It lets HTML through, so that none may be there."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return _Page(reader.render(text))


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_json_holds_every_stored_field(rendering: Rendering) -> None:
    body = json.loads(rendered("json", rendering))
    assert body["document"] == json.loads(canonical_json(rendering.frozen))
    assert body["result"] == plain(rendering.result)
    assert body["document_sha256"] == rendering.document_sha256


def test_the_inputs_in_json_score_to_the_result_in_json(rendering: Rendering) -> None:
    body = json.loads(rendered("json", rendering))
    assert plain(scoring.score(scoring.parse(body["document"]["inputs"]))) == body["result"]


@pytest.mark.parametrize("key", ["html", "md"])
def test_what_people_wrote_stands_in_each_human_form(key: str, rendering: Rendering) -> None:
    text = rendered(key, rendering)
    page = _Page(text) if key == "html" else markdown_of(text)
    for line in ("First line", "second line", "after a blank <b>line</b> | cell", REASON):
        assert line in page.shown
    assert "数字三月，عربي, and *stars*" in page.shown
    assert "# no heading" in page.shown
    links = {attrs.get("href") for tag, attrs in page.tags if tag == "a"}
    assert any(link and link.startswith("https://example.test/a?b=1") for link in links)


@pytest.mark.parametrize("key", ["html", "md"])
def test_line_breaks_of_a_note_survive(key: str, rendering: Rendering) -> None:
    text = rendered(key, rendering)
    assert re.search(
        r"First line<br ?/?>second line<br ?/?>.*after a blank", squeezed(text) if key == "html" else text
    )


@pytest.mark.parametrize("key", ["html", "md"])
def test_every_text_of_the_report_is_in_each_human_form(key: str, rendering: Rendering) -> None:
    """One intermediate document: what the JSON form's report says, the others say."""
    text = rendered(key, rendering)
    shown = spaced(_Page(text).shown if key == "html" else markdown_of(text).shown)
    body = json.loads(rendered("json", rendering))["report"]
    words = {
        spaced(found) for found in strings(body["sections"]) if " " in found.strip() and "\n" not in found
    }
    drawn = {spaced(mark) for mark in _figures(body)}
    missing = [found for found in words - drawn if found.strip() not in shown]
    assert missing == []


def _figures(body: object) -> Iterator[str]:
    """What only the picture says (the table beside it holds the same figures)."""
    if isinstance(body, dict):
        if "figures" in body:
            yield str(body["figures"])
        for part in body.values():
            yield from _figures(part)
    elif isinstance(body, list):
        for part in body:
            yield from _figures(part)


def evil_rendering(text: str, answered: Evaluation, by: Actor, now: datetime) -> Rendering:
    """A report in which a text stands wherever people can write."""
    one_line = spaced(text)[:100]
    save_answers(
        evaluation=answered, by=by, now=now + timedelta(days=1),
        answers=[
            AnswerInput.of("community/community-interest", note=text),
            AnswerInput.of("community/network-growth-potential", na=True, na_reason=text),
            AnswerInput.of("rule/exposure", text=text),
        ],
    )  # fmt: skip
    change_evaluation(evaluation=answered, changes={"title": one_line}, by=by, now=now)
    changes = {"name": one_line, "description": text}
    change_product(product=answered.product, changes=changes, by=by, now=now)
    frozen = freeze(present_version(Evaluation.objects.get(pk=answered.pk)))
    factor = frozen.paths[0].factors[0]
    assert factor.answer is not None
    hostile = replace(factor, answer=replace(factor.answer, changed_by=one_line))
    path = replace(frozen.paths[0], factors=(hostile, *frozen.paths[0].factors[1:]))
    return prepared(canonical_json(replace(frozen, paths=(path, *frozen.paths[1:]))))


@pytest.mark.parametrize("text", EVIL)
def test_html_never_takes_a_text_for_markup(
    text: str, rendering: Rendering, answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    calm = _Page(rendered("html", rendering))
    page = _Page(rendered("html", evil_rendering(text, answered, actor(), now)))
    assert not {"script", "img", "iframe", "object", "form"} & {tag for tag, _ in page.tags}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert not [attrs for tag, attrs in page.tags if "style" in attrs]
    links = [attrs["href"] or "" for tag, attrs in page.tags if tag in {"a", "use", "link"}]
    assert all(link.startswith(("#", "https://example.test/")) for link in links)
    # As many elements as before, but for the breaks between lines.
    counted = [[tag for tag, _ in found.tags if tag != "br"] for found in (calm, page)]
    assert sorted(counted[0]) == sorted(counted[1])
    for line in re.split("[\n\u2028\u2029\u0085]", text):
        assert spaced(line).strip() in spaced(page.shown)


@pytest.mark.parametrize("text", EVIL)
def test_markdown_never_takes_a_text_for_markup(
    text: str, rendering: Rendering, answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    calm = markdown_of(rendered("md", rendering))
    page = markdown_of(rendered("md", evil_rendering(text, answered, actor(), now)))
    kinds = {"p", "br"}
    counted = [[tag for tag, _ in found.tags if tag not in kinds] for found in (calm, page)]
    assert sorted(counted[0]) == sorted(counted[1])
    links = [attrs["href"] or "" for tag, attrs in page.tags if tag == "a"]
    assert all(link.startswith("https://example.test/") for link in links)
    for line in re.split("[\n\u2028\u2029\u0085]", text):
        assert spaced(line).strip() in spaced(page.shown.replace("\u00a0", " "))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("plain words, 0.63 (fit)", "plain words, 0.63 (fit)"),
        ("a|b", "a\\|b"),
        ("<b>", "\\<b\\>"),
        ("two\nlines", "two lines"),
        ("https://a.test", "https\\://a.test"),
        ("www.a.test", "www\\.a.test"),
        ("AT&T", "AT\\&T"),
    ],
)
def test_escaping_touches_only_what_it_must(words: str, expected: str) -> None:
    assert escaped(words) == expected


def test_the_file_needs_nothing_else(rendering: Rendering) -> None:
    text = rendered("html", rendering)
    page = _Page(text)
    assert not {"link", "script", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert "url(http" not in text
    assert "@import" not in text
    assert text.lstrip().casefold().startswith("<!doctype html>")


def test_headings_skip_no_level(rendering: Rendering) -> None:
    levels = [
        int(tag[1]) for tag, _ in _Page(rendered("html", rendering)).tags if re.fullmatch("h[1-6]", tag)
    ]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_ids_stand_once_and_contents_lead_to_sections(rendering: Rendering) -> None:
    tags = _Page(rendered("html", rendering)).tags
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [
        (attrs["href"] or "")[1:]
        for tag, attrs in tags
        if tag == "a" and (attrs["href"] or "").startswith("#")
    ]
    assert targets
    assert set(targets) <= set(ids)


@pytest.mark.parametrize("key", ["html", "md", "json"])
def test_every_form_is_utf8_and_ends_with_a_line_break(key: str, rendering: Rendering) -> None:
    assert rendered(key, rendering).endswith("\n")

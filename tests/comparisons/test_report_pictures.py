"""The pictures in a comparison's report: one for each view, in words as well, each followed by its table."""

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import docx
import pypdf
import pytest

from comparisons.pictures.heat import WIDTH, heat
from evaluations.wording import show_score
from reports.blocks import Section, Table
from reports.drawings import Drawing, Head, Heat, HeatCell, HeatRow, Ranges, Ranks
from reports.renderers import FORMATS
from reports.renderers.compared import pictures_for
from reports.rendering import Rendering, prepared
from tests.comparisons.large import frozen_text, large
from tests.markup import squeezed
from tests.reports import readers
from workspaces.actors import Actor

KINDS = ("subjects", "over_time", "raters")


@cache
def rendered(text: str, key: str) -> bytes:
    return FORMATS[key].render(prepared(text))


@pytest.fixture(params=KINDS)
def text(request: pytest.FixtureRequest, strategist: Actor) -> str:
    return frozen_text(large(request.param, 3, 3, strategist))


def sections(parts: tuple[Section, ...]) -> Iterator[Section]:
    for section in parts:
        yield section
        yield from sections(section.parts)


def drawings(rendering: Rendering) -> list[Any]:
    return [
        block
        for section in sections(rendering.document.sections)
        for block in section.blocks
        if isinstance(block, Drawing)
    ]


def test_each_picture_is_followed_by_its_table(text: str) -> None:
    for section in sections(prepared(text).document.sections):
        for block, following in zip(section.blocks, section.blocks[1:], strict=False):
            if isinstance(block, Drawing):
                assert isinstance(following, Table), section.title
                assert "table below holds the same figures" in block.title


def test_each_view_has_its_picture(text: str) -> None:
    rendering = prepared(text)
    found = {
        section.key: type(block)
        for section in sections(rendering.document.sections)
        for block in section.blocks
        if isinstance(block, Drawing)
    }
    for key, kind in {"glance": Heat, "paths": Ranges, "surfaces": Heat, "constraints": Heat}.items():
        assert found[key] is kind
    assert found["answers-1"] is Heat
    is_over_time = rendering.frozen.setting.kind == "over_time"
    assert found.get("ranks") is (Ranks if is_over_time else None)
    ranges = next(block for block in drawings(rendering) if isinstance(block, Ranges))
    assert ranges.is_course == is_over_time


def test_the_pictures_hold_the_figures_of_the_result(text: str) -> None:
    rendering = prepared(text)
    result = rendering.frozen.result
    part = "F" if result["kind"] == "over_time" else "V"
    glance = drawings(rendering)[0]
    for drawn, row in zip(glance.rows, result["paths"], strict=True):
        figures = [show_score(told[part]["point"]) for told in row["cells"]]
        assert [told.shown for told in drawn.cells][: len(figures)] == figures
        assert [told.verdict for told in drawn.cells][: len(figures)] == [
            "fights" if told["verdict"] == "park" and told["fights"] else told["verdict"]
            for told in row["cells"]
        ]
    ranges = next(block for block in drawings(rendering) if isinstance(block, Ranges))
    for drawn, row in zip(ranges.paths, result["paths"], strict=True):
        assert [each.values for each in drawn.ranges] == [
            (told[part]["lo"], told[part]["point"], told[part]["hi"]) for told in row["cells"]
        ]
        assert drawn.said.startswith(("Fit of ", "The lesser of fit and support of "))
        assert all(show_score(told[part]["point"]) in drawn.said for told in row["cells"])


def test_the_pdf_holds_every_picture_with_its_words(text: str) -> None:
    told = [picture.words for block in drawings(prepared(text)) for picture in pictures_for(block)]
    found = [alt for alt in _alternatives(rendered(text, "pdf")) if alt]
    assert [alt for alt in found if alt in told] == told


def _alternatives(body: bytes) -> list[str]:
    """The alternative texts of a PDF's figures, in the order in which they are read."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                found.append(str(node.get("/Alt", "")))
            if "/K" in node:
                walk(node["/K"])

    walk(pypdf.PdfReader(io.BytesIO(body)).trailer["/Root"]["/StructTreeRoot"])
    return found


def test_word_holds_every_picture_with_its_words(text: str) -> None:
    told = [picture.words for block in drawings(prepared(text)) for picture in pictures_for(block)]
    shapes = docx.Document(io.BytesIO(rendered(text, "docx"))).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == told
    assert len(told) > 5


def test_the_page_draws_them_with_words(text: str) -> None:
    page = squeezed(rendered(text, "html").decode())
    drawn = re.findall(r'<svg class="(?:chart|bump|sheet-heat)"[^>]*role="img" aria-label="([^"]+)"', page)
    blocks = drawings(prepared(text))
    assert len(drawn) == sum(len(block.paths) if isinstance(block, Ranges) else 1 for block in blocks)
    assert "<style" in page
    assert "style=" not in page.partition("<body")[2]


@pytest.mark.parametrize("key", ["html", "docx", "pdf"])
def test_the_same_document_is_drawn_the_same(text: str, key: str) -> None:
    assert FORMATS[key].render(prepared(text)) == rendered(text, key)


@pytest.mark.parametrize("key", ["md", "csv", "xlsx", "json"])
def test_forms_without_pictures_keep_the_figures(text: str, key: str) -> None:
    """A CSV has the method's own numbers."""
    shown = readers.spaced(readers.text_of(key, rendered(text, key)))
    result = prepared(text).frozen.result
    part = "F" if result["kind"] == "over_time" else "V"
    for row in result["paths"]:
        assert row["name"] in shown
        for told in row["cells"]:
            point = told[part]["point"]
            assert (repr(point) if key == "csv" else show_score(point)) in shown


def test_a_dozen_members_fit_the_page() -> None:
    sheet = heat(12, [("A name that is longer than a line of it has room for", "Path"), ("Short", "")])
    last = sheet.lines[0].boxes[-1]
    assert last.x + last.width <= WIDTH == sheet.width
    assert [name.is_under for name in sheet.lines[0].names] == [False, False, True]
    assert sheet.lines[0].boxes[0].height > sheet.lines[1].boxes[0].height
    assert heat(2, [("Short", "")]).width < WIDTH


def test_more_rows_than_a_page_holds_take_several_pictures() -> None:
    heads = (Head("A", "First"),)
    rows = tuple(HeatRow(f"Question {number}", "", (HeatCell("No", band=0),)) for number in range(60))
    pictures = pictures_for(Heat("Sixty questions", heads, rows))
    assert [picture.svg.count("Question ") for picture in pictures] == [26, 26, 8]

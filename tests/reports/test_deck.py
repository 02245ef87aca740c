"""The deck, read back by python-pptx: conclusions as titles, native shapes and charts, the report’s own figures."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import openpyxl
import pptx
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE

from reports.document.findings import map_picture
from reports.document.material import material_of
from reports.frozen import FrozenAction, FrozenDocument
from reports.renderers.pptx import render_pptx
from reports.rendering import Rendering, prepared
from tests.method1.kept import COMPARISONS, kept
from tests.reports import readers, variants

LONG = "A path whose name has a hundred letters and more, typed by somebody to see what becomes of it here"


def long_names() -> FrozenDocument:
    document = variants.golden_of_method_2()
    assert document.decision is not None
    paths = tuple(replace(path, name=f"{LONG} {place}") for place, path in enumerate(document.paths))
    decision = replace(document.decision, path_name=LONG, condition="Only while all of this holds. " * 40)
    return replace(document, paths=paths, decision=decision)


def busy() -> FrozenDocument:
    """Forty actions, which no slide has room for."""
    document = variants.golden_of_method_2()
    assert document.decision is not None
    actions = tuple(
        FrozenAction(
            title=f"Action {number}",
            kind="product",
            owner="",
            due_on="",
            state="open",
            surfaces=(),
        )
        for number in range(40)
    )
    return replace(document, decision=replace(document.decision, actions=actions))


EVALUATIONS = {
    "method 1": variants.golden,
    "method 2": variants.golden_of_method_2,
    "nothing answered": variants.unanswered,
    "undecided": lambda: replace(variants.golden_of_method_2(), decision=None),
    "undeclared": variants.undeclared,
    "inapplicable": variants.inapplicable,
    "twelve paths": lambda: variants.with_paths(12),
    "long names": long_names,
    "busy": busy,
}
EVERY = (*EVALUATIONS, *COMPARISONS)


@cache
def rendering(name: str) -> Rendering:
    return prepared(kept(name)) if name in COMPARISONS else variants.prepare(EVALUATIONS[name]())


@cache
def body(name: str) -> bytes:
    return render_pptx(rendering(name))


def deck(name: str) -> Any:
    return pptx.Presentation(io.BytesIO(body(name)))


def shapes(found: Any) -> Iterator[Any]:
    for shape in found.shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from shapes(shape)


def charts(name: str) -> list[Any]:
    return [shape.chart for slide in deck(name).slides for shape in slide.shapes if shape.has_chart]


@pytest.mark.parametrize("name", EVERY)
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    assert render_pptx(rendering(name)) == body(name)


@pytest.mark.parametrize("name", EVERY)
def test_each_slide_has_a_sentence_for_a_title_and_notes_with_its_source(name: str) -> None:
    slides = list(deck(name).slides)
    assert 5 <= len(slides) <= 10
    for slide in slides:
        title = slide.shapes.title.text_frame.text
        assert title.endswith("."), title
        assert len(title.split()) > 2, title
        assert "None" not in title
        assert slide.notes_slide.notes_text_frame.text
    digest = rendering(name).frozen.inputs_sha256
    assert digest in slides[0].notes_slide.notes_text_frame.text
    assert rendering(name).document_sha256 in slides[-1].notes_slide.notes_text_frame.text


@pytest.mark.parametrize("name", EVERY)
def test_every_shape_lies_on_its_slide(name: str) -> None:
    show = deck(name)
    assert (show.slide_width, show.slide_height) == (12191695, 6858000)
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.left >= -1_700_000, shape.name
            assert shape.top + shape.height <= show.slide_height + 20_000, (shape.name, slide.slide_id)
            assert shape.left + shape.width <= show.slide_width, shape.name


@pytest.mark.parametrize("name", EVERY)
def test_charts_and_tables_say_what_they_show(name: str) -> None:
    for slide in deck(name).slides:
        for shape in shapes(slide):
            if shape.has_chart or shape.has_table or shape.shape_type == MSO_SHAPE_TYPE.GROUP:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr"), shape.name


@pytest.mark.parametrize("name", EVALUATIONS)
def test_every_path_is_a_group_on_the_map(name: str) -> None:
    made = rendering(name)
    result: Any = made.result
    picture = map_picture(material_of(made.frozen, result, made.document_sha256))  # type: ignore[arg-type]
    groups = [
        shape
        for slide in deck(name).slides
        for shape in slide.shapes
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP
    ]
    wanted = [mark.name for mark in picture.marks] if picture else []
    assert [group.name.removeprefix("path: ") for group in groups] == wanted
    for group in groups:
        assert [shape.name for shape in group.shapes].count(f"mark: {group.name.removeprefix('path: ')}") == 1


@pytest.mark.parametrize("name", ["method 1", "method 2"])
def test_the_figures_are_those_of_the_report(name: str) -> None:
    made = rendering(name)
    result: Any = made.result
    material = material_of(made.frozen, result, made.document_sha256)  # type: ignore[arg-type]
    shown = readers.text_of("pptx", body(name))
    for words in material.words:
        assert words.name in shown
        assert words.word in shown
        assert words.fit is None or words.figures in shown
    ranges = next(chart for chart in charts(name) if chart.series[0].name == "Low")
    by_name = {words.name: words.fit for words in material.words if words.fit}
    low, middle, high = (series.values for series in ranges.series)
    for place, category in enumerate(ranges.plots[0].categories):
        fit = by_name[str(category)]
        assert low[place] == fit.lo
        assert low[place] + middle[place] == pytest.approx(fit.point, abs=1e-4)
        assert low[place] + middle[place] + high[place] == pytest.approx(fit.hi, abs=1e-4)


@pytest.mark.parametrize("name", EVERY)
def test_the_workbook_of_each_chart_holds_its_numbers(name: str) -> None:
    for chart in charts(name):
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        rows = list(book.active.iter_rows(values_only=True))
        assert list(rows[0][1:]) == [series.name for series in chart.series]
        for column, series in enumerate(chart.series, start=1):
            assert [row[column] for row in rows[1:]] == list(series.values)


def test_no_name_becomes_a_formula_in_a_chart() -> None:
    document = variants.golden()
    paths = tuple(replace(path, name="=cmd|' /C calc'!A0") for path in document.paths)
    made = render_pptx(variants.prepare(replace(document, paths=paths)))
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        for part in (part for part in packed.namelist() if part.endswith(".xlsx")):
            page = openpyxl.load_workbook(io.BytesIO(packed.read(part))).active
            assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}


def test_what_has_no_room_is_counted_and_stands_in_the_notes() -> None:
    shown = readers.text_of("pptx", body("busy"))
    assert "more actions: all stand in the report." in shown
    told = deck("long names").slides[0]
    assert "In full in the notes of this slide." in [
        shape.text_frame.text for shape in told.shapes if shape.has_text_frame
    ]
    assert told.notes_slide.notes_text_frame.text.count("Only while all of this holds.") == 40


def test_a_slide_of_ones_own_has_the_look_of_the_house() -> None:
    show = deck("method 2")
    layout = show.slide_layouts[5]
    assert [shape.name for shape in layout.shapes].count("border") == 13
    assert not [holder for holder in layout.placeholders if "Footer" in holder.name]

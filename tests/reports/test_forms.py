"""Every form says the same: figures, notes and line breaks read back by readers that know nothing of us."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, get_args

import docx
import pptx
import pytest
from docx.oxml.ns import qn

from distmap.tabular import MOST_IN_A_CELL, harmless, in_cells
from evaluations.scoring.plain import plain
from reports import blocks
from reports.blocks import Document, Paragraph, Section, Table, Term, text
from reports.frozen import EXECUTIVE, FrozenDocument
from reports.renderers import FORMATS
from reports.rendering import Rendering
from tests.reports import readers, variants
from tests.reports.samples import SAMPLES
from tests.reports.test_pdf import noted

NOTE = "First line\nsecond line: Ελληνικά, кириллица\n\nlast line"
READ = [key for key in FORMATS if key not in {"json", "csv", "xlsx", "pptx"}]
# A deck says what matters and names the report for the rest.
WHOLE = [key for key in FORMATS if key != "pptx"]


@cache
def golden() -> Rendering:
    return variants.prepare(noted(NOTE))


@cache
def made(key: str) -> bytes:
    return FORMATS[key].render(golden())


@cache
def said(key: str) -> str:
    return readers.text_of(key, made(key))


# The same in each


@pytest.mark.parametrize("key", READ)
def test_the_same_verdicts_and_figures_are_printed(key: str) -> None:
    shown = readers.spaced(said(key))
    for words in (golden().document.sections[1], golden().document.sections[2]):
        for table in (block for block in words.blocks if isinstance(block, Table)):
            for row in table.rows:
                for part in (part for found in row for part in found if isinstance(part, Paragraph)):
                    assert readers.spaced("".join(span.text for span in part.text)) in shown


@pytest.mark.parametrize("key", ["xlsx", "csv"])
def test_the_same_verdicts_and_figures_are_typed(key: str) -> None:
    rows = readers.records(made("csv")) if key == "csv" else list(_sheet("Paths"))
    found = {
        row["path" if key == "csv" else "Path key"]: row
        for row in rows
        if row.get("record") not in {"answer", "dissent"}
    }
    for path, result in plain(golden().result)["paths"].items():
        row = found[path]
        for axis, letter in (("fit", "F"), ("support", "S")):
            for end, name in (("low", "lo"), ("middle", "point"), ("high", "hi")):
                value = row[f"{axis}_{end}" if key == "csv" else f"{axis.capitalize()}, {end}"]
                assert float(value) == result["exact"][name][letter]
        assert float(row["confidence" if key == "csv" else "Confidence"]) == result["sampled"]["confidence"]
        assert row["verdict" if key == "csv" else "Verdict key"] == result["sampled"]["verdict"]


def _sheet(title: str) -> Iterator[dict[str, Any]]:
    rows = readers.workbook(made("xlsx"))[title].iter_rows(values_only=True)
    head = next(rows)
    return (dict(zip(head, row, strict=True)) for row in rows)


@pytest.mark.parametrize("key", WHOLE)
def test_notes_their_lines_and_other_scripts_survive(key: str) -> None:
    shown = said(key)
    for words in NOTE.split("\n"):
        assert words in (readers.spaced(shown) if key == "pdf" else shown)
    lines = re.search(r"First line(\s+)second line", shown)
    assert lines is not None
    assert "\n" in lines[1]


@pytest.mark.parametrize("key", WHOLE)
def test_every_answer_in_words_stands_in_each(key: str) -> None:
    rule = next(item.answer.text for item in golden().frozen.rule if item.answer and item.answer.text)
    wanted = "and *stars*" if key == "pdf" else rule.split("\n")[0]
    assert wanted in readers.spaced(said(key))
    assert "We sell to machines." in readers.spaced(said(key))


# Every block in every form


def test_there_is_a_sample_of_every_block() -> None:
    assert set(SAMPLES) == set(get_args(blocks.Block))


@pytest.mark.parametrize("key", WHOLE)
def test_every_block_is_rendered(key: str) -> None:
    section = Section(key="all", title="All blocks", blocks=tuple(SAMPLES.values()))
    document = Document("Title", "Subtitle", "1 May 2026", (Term("Fact", text("Value")),), (section,))
    shown = readers.spaced(readers.text_of(key, FORMATS[key].render(replace(golden(), document=document))))
    wanted = [
        "paragraph",
        "label",
        "writing",
        "bullet",
        "bullets",
        "term",
        "said",
        "column",
        "cell",
        "measure",
        *(["ranges", "ranks", "heat"] if key not in {"json"} else []),
    ]
    assert [word for word in wanted if f"Sample {word}" not in shown] == []


# Word


def test_word_has_real_styles_repeated_heads_and_words_for_its_picture() -> None:
    word = docx.Document(io.BytesIO(made("docx")))
    styles = [paragraph.style.name for paragraph in word.paragraphs]
    assert styles.count("Title") == 1
    assert {"Heading 1", "Heading 2", "Caption", "List Bullet", "List Number", "Quote"} <= set(styles)
    headings = [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Heading 1"]
    titles = [section.title for section in golden().document.sections]
    assert all(shown.startswith(title) for shown, title in zip(headings, titles, strict=True))
    captions = styles.count("Caption")
    heads = [
        row for row in word.element.body.iter(qn("w:tr")) if row.find(f".//{qn('w:tblHeader')}") is not None
    ]
    assert len(heads) == captions > 5
    picture = word.inline_shapes[0]._inline.docPr
    assert picture.get("descr").startswith("Constraint map of 2 paths.")


def test_word_counts_each_list_from_one() -> None:
    word = docx.Document(io.BytesIO(made("docx")))
    lists = [p for p in word.element.body.iter(qn("w:p")) if p.pPr is not None and p.pPr.numPr is not None]
    assert len({p.pPr.numPr.numId.val for p in lists if p.pPr.numPr.numId is not None}) > 1


@pytest.mark.parametrize("key", ["docx", "pptx", "xlsx"])
def test_every_date_of_a_package_is_fixed(key: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made(key))) as packed:
        assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    opened = {"docx": docx.Document, "pptx": pptx.Presentation}
    known = opened[key](io.BytesIO(made(key))).core_properties if key in opened else None
    created = known.created if known else readers.workbook(made(key)).properties.created
    day = datetime.fromisoformat(golden().frozen.date).replace(tzinfo=None, microsecond=0)
    assert created is not None
    assert created.replace(tzinfo=None) == day


# Hostile words

EVIL = [
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "  =1", "a\x00b\x07c\ufeff\x1b",
    "https://x.test/" + "a" * 3000, "_x0041_", "{=1}", "]]>&<b>", "\u202eabc", "\ue000\U000f0000", "=HYPERLINK(\"https://x.test\")",
]  # fmt: skip


def hostile(words: str) -> FrozenDocument:
    document = noted(words)
    product = replace(document.subject.product, name=words.strip()[:200], description=words)
    return replace(document, subject=replace(document.subject, title=words.strip()[:200], product=product))


@pytest.mark.parametrize("words", EVIL)
@pytest.mark.parametrize("key", ["docx", "xlsx", "csv"])
def test_no_words_break_a_form_or_become_a_formula(key: str, words: str) -> None:
    body = FORMATS[key].render(variants.prepare(hostile(words)))
    plain = re.sub("[\x00-\x08\x0e-\x1f\ufeff]", "", words).replace("\t", "    ").strip()
    assert plain in readers.text_of(key, body)
    if key == "xlsx":
        cells = [cell for sheet in readers.workbook(body) for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d"}
        assert not [cell for cell in cells if cell.hyperlink]
    if key == "csv":
        values = [value for row in readers.records(body) for value in row.values()]
        assert not [value for value in values if value.lstrip().startswith(("=", "@", "+", "-"))]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("=1", "'=1"),
        ("a=1", "a=1"),
        ("", ""),
        ("-", "'-"),
        (" @x", "' @x"),
        ("5 % more", "5 % more"),
        ("\n=1", "'\n=1"),
        ("\ta", "'\ta"),
        ("＝1", "'＝1"),
        ("\u3000+1", "'\u3000+1"),
    ],
)
def test_a_cell_that_begins_like_a_formula_begins_with_an_apostrophe(words: str, shown: str) -> None:
    assert harmless(words) == shown


# Workbook and CSV


def test_the_workbook_is_typed_with_frozen_heads_and_filters() -> None:
    book = readers.workbook(made("xlsx"))
    assert book.sheetnames == [
        "Summary", "Paths", "Answers", "Design map", "Order of relief", "Paths together",
        "What to find out", "Ranking", "Dissent", "Appendix"
    ]  # fmt: skip
    for title in book.sheetnames[1:-1]:
        sheet = book[title]
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref == sheet.dimensions
    answers = list(_sheet("Answers"))
    rated = [row for row in answers if row["Level"] is not None]
    assert rated
    assert all(isinstance(row["Level"], int) and isinstance(row["At"], datetime) for row in rated)
    assert {row["Does not apply"] for row in answers} == {True, False, None}
    frozen = golden().frozen
    assert len(answers) == sum(len(path.factors) + 2 for path in frozen.paths) + len(frozen.surfaces) + len(
        frozen.rule
    )


def test_words_too_long_for_a_cell_go_on_in_the_next_row() -> None:
    words = "".join(f"{number:06}" for number in range(12_000))
    book = readers.workbook(FORMATS["xlsx"].render(variants.prepare(noted(words))))
    sheet = book["Answers"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Note")
    notes = [str(sheet.cell(row, column).value or "") for row in range(2, 5)]
    assert "".join(notes) == words
    assert sheet.auto_filter.ref == sheet.dimensions


def test_pieces_for_cells_are_the_text() -> None:
    words = "ab😀" * 30_000
    pieces = in_cells(words)
    assert "".join(pieces) == words
    assert max(len(piece.encode("utf-16-le")) // 2 for piece in pieces) <= MOST_IN_A_CELL


def test_csv_is_one_rectangle_with_stable_heads() -> None:
    rows = readers.records(made("csv"))
    heads = made("csv").decode("utf-8-sig").split("\r\n")[0]
    assert heads == (
        "record,evaluation,product,title,as_of,path,path_name,verdict,verdict_name,how_sure,confidence,fit_low,"
        "fit_middle,fit_high,support_low,support_middle,support_high,item,kind,item_name,question,level,level_name,"
        "grade,grade_name,na,na_reason,designable,note,evidence_url,text,answered_by,answered_at,reworded"
    )
    assert {row["record"] for row in rows} == {"path", "answer", "dissent"}
    assert {row["evaluation"] for row in rows} == {golden().frozen.subject.id}
    assert all(None not in row and None not in row.values() for row in rows)
    assert [row["path"] for row in rows if row["record"] == "path"] == [w.key for w in _ranked()]


def _ranked() -> list[Any]:
    keys = list(plain(golden().result)["ranking"]["display_order"])
    return [next(path for path in golden().frozen.paths if path.key == key) for key in keys]


# The executive form


@cache
def brief() -> Rendering:
    return variants.prepare(replace(variants.eight_paths(), template=EXECUTIVE))


def test_the_executive_form_of_eight_paths_is_two_pages() -> None:
    pages = readers.pdf_pages(FORMATS["pdf"].render(brief()))
    assert len(pages) <= 2
    whole = readers.spaced(" ".join(pages))
    for section in brief().document.sections:
        assert section.title in whole
    assert all(path.name in whole for path in brief().frozen.paths)


@pytest.mark.parametrize("key", FORMATS)
def test_the_executive_form_is_made_in_every_format(key: str) -> None:
    shown = readers.text_of(key, FORMATS[key].render(brief()))
    assert brief().frozen.subject.title in readers.spaced(shown)
    assert len(shown) < len(
        readers.text_of(key, FORMATS[key].render(variants.prepare(variants.eight_paths())))
    ) or key in {"csv", "pptx"}


def test_the_executive_form_has_an_identity_of_its_own() -> None:
    assert brief().document_sha256 != variants.prepare(variants.eight_paths()).document_sha256
    assert brief().document.form == "executive"

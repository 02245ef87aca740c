"""Readers that know nothing of how the forms are made: what a form says, as text and as tables."""

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import docx
import openpyxl
import pptx
import pypdf
from markdown_it import MarkdownIt
from pptx.enum.shapes import MSO_SHAPE_TYPE

UNSEEN = re.compile("[\u200b\u00ad]")


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.shown = ""
        self._hidden = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag == "style"
        self.shown += "\n" if tag in {"br", "p", "td", "th", "tr", "li", "dt", "dd"} else ""

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag == "style"

    def handle_data(self, data: str) -> None:
        self.shown += "" if self._hidden else data


def text_of(key: str, body: bytes) -> str:
    """Everything a form says, line by line as its reader finds it."""
    return UNSEEN.sub("", _READERS[key](body))


def spaced(text: str) -> str:
    """On one line, whatever the breaks and indents were."""
    return re.sub(r"\s+", " ", text)


def pdf_text(body: bytes) -> str:
    """The text of a PDF by pypdf, page after page."""
    return "\n".join(pdf_pages(body))


def pdf_pages(body: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages]


def poppler_text(body: bytes) -> str | None:
    """The text of a PDF by pdftotext; None on a machine without it."""
    if shutil.which("pdftotext") is None:
        return None
    done = subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=True)
    return UNSEEN.sub("", done.stdout.decode())


def _html(body: bytes) -> str:
    return _Page(body.decode()).shown


def _markdown(body: bytes) -> str:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return _Page(reader.render(body.decode())).shown


def _json(body: bytes) -> str:
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(part)

    walk(json.loads(body))
    return "\n".join(found)


def _docx(body: bytes) -> str:
    """Every paragraph in the order of the document, tables included; breaks as line breaks."""
    found: list[str] = []
    for paragraph in docx.Document(io.BytesIO(body)).element.body.iter(f"{_W}p"):
        said = ""
        for part in paragraph.iter(f"{_W}t", f"{_W}br"):
            said += "\n" if part.tag == f"{_W}br" else part.text or ""
        found.append(said)
    return "\n".join(found)


def workbook(body: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(body))


def _xlsx(body: bytes) -> str:
    values = (cell for sheet in workbook(body) for row in sheet.iter_rows(values_only=True) for cell in row)
    return "\n".join(str(value) for value in values if value is not None)


def records(body: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file by the keys of its columns."""
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def _csv(body: bytes) -> str:
    return "\n".join(value for row in records(body) for value in row.values() if value)


def _pptx(body: bytes) -> str:
    """Every slide: its shapes, also those in groups, tables, what charts refer to, and the notes."""
    found: list[str] = []
    for slide in pptx.Presentation(io.BytesIO(body)).slides:
        for shape in slide.shapes:
            found += [said for said in _shape(shape) if said]
        found.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(found)


def _shape(shape: Any) -> Iterator[str]:
    if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
        for inner in shape.shapes:
            yield from _shape(inner)
    elif shape.has_text_frame:
        yield shape.text_frame.text
    elif getattr(shape, "has_table", False):
        yield from (cell.text for row in shape.table.rows for cell in row.cells)
    elif getattr(shape, "has_chart", False):
        yield from map(str, shape.chart.plots[0].categories)
        yield from (series.name for series in shape.chart.plots[0].series)


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_READERS = {
    "html": _html, "md": _markdown, "json": _json, "pdf": pdf_text, "docx": _docx, "pptx": _pptx,
    "xlsx": _xlsx, "csv": _csv,
}  # fmt: skip

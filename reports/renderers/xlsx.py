"""The report as a workbook: its words on the first and the last sheet, its figures on typed sheets between."""

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet as Page

from distmap.tabular import Value, finish_sheet, in_cells, new_book, write_heads, write_row
from reports.blocks import Document, Field, Section, Worksheet
from reports.renderers.flat import Line, flattened, words
from reports.renderers.plain import kept
from reports.rendering import Rendering

_NUMBERS = {"whole": "0", "score": "0.00", "share": "0 %", "time": "yyyy-mm-dd hh:mm"}
_LEAST_WIDTH, _MOST_WIDTH = 9, 60
_INK, _QUIET, _RULE, _SHEET = "#1e1b16", "#686151", "#bfb49b", "#f0eadb"


def render_xlsx(rendering: Rendering) -> bytes:
    """Words are never taken for formulas or links. What is too long for a cell goes on in the next row."""
    document = rendering.document
    file = io.BytesIO()
    made = datetime.fromisoformat(rendering.frozen.date).replace(microsecond=0)
    book = new_book(
        file,
        title=kept(document.title)[:255],
        made=made,
        subject=kept(document.subtitle)[:255],
        author="distmap",
    )
    book.set_size(2400, 1500)
    styles = _Styles(book)
    before, after = _words_around(document)
    _add_words(book, styles, "Summary", [*_masthead(document), *_lines(before)])
    for sheet in document.sheets:
        _add_sheet(book, styles, sheet)
    if after:
        _add_words(book, styles, "Appendix", _lines(after))
    book.close()
    return file.getvalue()


def _words_around(document: Document) -> tuple[list[Section], list[Section]]:
    """The sections that no sheet covers: those before the first that one does, and those after it."""
    covered = {key for sheet in document.sheets for key in sheet.covers}
    places = [place for place, section in enumerate(document.sections) if section.key in covered]
    first = places[0] if places else len(document.sections)
    left = [(place, section) for place, section in enumerate(document.sections) if section.key not in covered]
    before = [section for place, section in left if place < first]
    return before, [section for place, section in left if place >= first]


def _masthead(document: Document) -> list[Line]:
    facts = [Line("row", (fact.name, words(fact.text))) for fact in document.facts]
    return [Line("title", (document.title,)), Line("text", (document.subtitle,)), *facts]


def _lines(sections: Iterable[Section]) -> list[Line]:
    return [line for section in sections for line in flattened(section)]


@dataclass
class _Styles:
    """The workbook's formats, each made once."""

    book: Any
    _made: dict[str, Format] = field(default_factory=dict)

    def of(self, name: str) -> Format:
        if name not in self._made:
            self._made[name] = self.book.add_format({"valign": "top", "font_color": _INK} | _looks(name))
        return self._made[name]


def _looks(name: str) -> dict[str, Any]:
    match name:
        case "title":
            return {"bold": True, "font_size": 15}
        case "part":
            return {"bold": True, "font_size": 12, "bottom": 1, "bottom_color": _RULE}
        case "label":
            return {"bold": True, "font_color": _QUIET}
        case "head":
            return {"bold": True, "bg_color": _SHEET, "bottom": 1, "bottom_color": _RULE, "text_wrap": True}
        case "text":
            return {"text_wrap": True}
        case _:
            return {"num_format": _NUMBERS[name]}


def _add_words(book: Any, styles: _Styles, name: str, lines: Sequence[Line]) -> None:
    """Words below each other; a single cell runs over the columns beside it."""
    sheet: Page = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 6, 42)
    at = 0
    for line in lines:
        at += line.kind in {"title", "part"} and at > 0
        if len(line.cells) == 1:
            at += _write_run(sheet, styles, at, line)
        else:
            style = styles.of("head" if line.kind == "head" else "text")
            at += write_row(sheet, at, [(kept(cell), style) for cell in line.cells])


def _write_run(sheet: Page, styles: _Styles, at: int, line: Line) -> int:
    """One text across the page's width, as high as its lines need; how many rows it took."""
    pieces = in_cells(kept(line.cells[0]))
    style = styles.of(line.kind if line.kind in {"title", "part", "label"} else "text")
    for row, piece in enumerate(pieces, start=at):
        sheet.merge_range(row, 0, row, 2, "", style)
        sheet.write_string(row, 0, piece, style)
        high = sum(math.ceil(max(len(part), 1) / 125) for part in piece.split("\n"))
        sheet.set_row(row, min(15.0 * high + (6 if line.kind == "title" else 0), 400))
    return len(pieces)


def _add_sheet(book: Any, styles: _Styles, sheet: Worksheet) -> None:
    """A typed table: its head stays in sight and filters, its columns are as wide as their words."""
    page: Page = book.add_worksheet(sheet.title[:31])
    widths = [_width(sheet, column) for column in range(len(sheet.fields))]
    write_heads(page, [field_.name for field_ in sheet.fields], widths, styles.of("head"))
    page.set_row(0, 32)
    at = 1
    for row in sheet.rows:
        cells = [_cell(value, field_, styles) for value, field_ in zip(row, sheet.fields, strict=True)]
        at += write_row(page, at, cells)
    finish_sheet(page, rows=at - 1, columns=len(sheet.fields), still=_frozen(sheet.fields))


def _frozen(fields: Sequence[Field]) -> int:
    """The columns up to the first name stay in sight."""
    return next((place + 1 for place, found in enumerate(fields) if not found.name.endswith("key")), 1)


def _cell(value: Value, field_: Field, styles: _Styles) -> tuple[Value | datetime, Format]:
    if value is None or isinstance(value, bool):
        return value, styles.of("text")
    if field_.kind == "time" and isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=None, microsecond=0), styles.of("time")
    if isinstance(value, str):
        return kept(value), styles.of("text")
    return value, styles.of(field_.kind)


def _width(sheet: Worksheet, column: int) -> int:
    shown = [len(sheet.fields[column].name) * 0.7]
    shown += [max(map(len, str(row[column]).split("\n"))) for row in sheet.rows if row[column] is not None]
    typed = 17 if sheet.fields[column].kind == "time" else 0
    most = 17 if typed else _MOST_WIDTH if sheet.fields[column].kind == "text" else 14
    return int(min(max(*shown, typed, _LEAST_WIDTH), most)) + 2

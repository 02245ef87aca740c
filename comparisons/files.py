"""A table as a file: the same content gives the same bytes, numbers are numbers, and no text is ever a formula."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import xlsxwriter

from comparisons.tables import Table, Value
from distmap.spreadsheets import harmless

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_NARROW, _WIDE = 12, 30


@dataclass(frozen=True, kw_only=True)
class FileFormat:
    """A kind of file that a view can be taken along as."""

    key: str
    name: str
    content_type: str
    write: Callable[[Table], bytes]


def as_csv(table: Table) -> bytes:
    """Comma-separated, UTF-8 with a byte-order mark, quoted where needed; a text that could be a formula begins with
    an apostrophe. Spreadsheets read a file without the mark in the encoding of their machine."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(head) for head in table.columns])
    for row in table.rows:
        writer.writerow([_plain(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return harmless(value) if isinstance(value, str) else value


def as_xlsx(table: Table) -> bytes:
    """One sheet with a frozen, filtered head. Cells are typed; texts are written as texts and never as formulas."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True},
    )
    book.set_properties({"title": table.title, "created": (table.made_at or _EPOCH).replace(tzinfo=None)})
    sheet = book.add_worksheet(table.title)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, _WIDE if _is_wide(table, column) else _NARROW)
    for line, row in enumerate(table.rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, line, column, value)
    sheet.freeze_panes(1, 1)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    book.close()
    return out.getvalue()


def _is_wide(table: Table, column: int) -> bool:
    return any(isinstance(row[column], str) and len(str(row[column])) > _NARROW for row in table.rows)


def _write(sheet: "xlsxwriter.worksheet.Worksheet", line: int, column: int, value: Value) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, str):
        sheet.write_string(line, column, value)
    else:
        sheet.write_number(line, column, value)


FILES: Final[Mapping[str, FileFormat]] = {
    each.key: each
    for each in (
        FileFormat(key="csv", name="CSV", content_type="text/csv; charset=utf-8", write=as_csv),
        FileFormat(
            key="xlsx",
            name="XLSX",
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write=as_xlsx,
        ),
    )
}

"""Tables as files: the one writer of CSV and the one of XLSX.

The same content gives the same bytes, numbers are numbers, and no text of people is ever taken for a formula.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Value = str | int | float | bool | None

MOST_IN_A_CELL = 32_000
"""A little under the 32,767 characters that a cell of a workbook can hold."""

# What a spreadsheet takes for the beginning of a formula, in either width.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# White space that it drops first; and what, at the beginning, makes it look at the next cell or line.
_DROPPED, _BREAKS = " \u00a0\u3000\t\r\n", ("\t", "\r", "\n")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd hh:mm",
    "remove_timezone": True,
}


def harmless(text: str) -> str:
    """The text as no spreadsheet takes it for a formula: behind an apostrophe where it would."""
    is_taken = text.startswith(_BREAKS) or text.lstrip(_DROPPED).startswith(_FORMULA)
    return f"'{text}" if is_taken else text


def csv_bytes(
    heads: Sequence[str], rows: Iterable[Sequence[Value]], *, flags: tuple[str, str] = ("true", "false")
) -> bytes:
    """Comma-separated, quoted where needed, CRLF (RFC 4180), in UTF-8 with a byte-order mark.

    Spreadsheets read a file without the mark in the encoding of their machine. `flags` are the words for yes and no;
    what is not known is empty.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(head) for head in heads])
    for row in rows:
        writer.writerow([_in_csv(value, flags) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _in_csv(value: Value, flags: tuple[str, str]) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return flags[0] if value else flags[1]
    return harmless(value) if isinstance(value, str) else value


def new_book(file: io.BytesIO, *, title: str, made: datetime, **properties: str) -> xlsxwriter.Workbook:
    """A workbook that takes no text for a formula, a link or a number. `made` is the time it says it was made."""
    book = xlsxwriter.Workbook(file, _OPTIONS)
    book.set_properties({"title": title, **properties, "created": made.replace(tzinfo=None)})
    return book


def write_heads(page: Worksheet, heads: Sequence[str], widths: Sequence[int], style: Format) -> None:
    """The first row, and how wide the columns below it are, in characters."""
    for column, (name, width) in enumerate(zip(heads, widths, strict=True)):
        page.write_string(0, column, name, style)
        page.set_column(column, column, width)


def write_row(page: Worksheet, at: int, cells: Sequence[tuple[Value | datetime, Format | None]]) -> int:
    """Write a row, typed, and as many below it as its longest text takes; how many that were."""
    most = 1
    for column, (value, style) in enumerate(cells):
        if isinstance(value, bool):
            page.write_boolean(at, column, value, style)
        elif isinstance(value, datetime):
            page.write_datetime(at, column, value, style)
        elif isinstance(value, str):
            pieces = in_cells(value)
            most = max(most, len(pieces))
            for row, piece in enumerate(pieces, start=at):
                page.write_string(row, column, piece, style)
        elif value is not None:
            page.write_number(at, column, value, style)
    return most


def finish_sheet(page: Worksheet, *, rows: int, columns: int, still: int) -> None:
    """Keep the head and the first `still` columns in sight, and let the head filter the `rows` below it."""
    page.freeze_panes(1, still)
    page.autofilter(0, 0, rows, columns - 1)


def in_cells(text: str) -> list[str]:
    """A text in pieces that each fit a cell. Joined, they are the text."""
    pieces: list[str] = []
    piece: list[str] = []
    size = 0
    for letter in text:
        # A cell counts in UTF-16, where a letter beyond the basic plane is two.
        weight = 1 + (ord(letter) > 0xFFFF)
        if size + weight > MOST_IN_A_CELL:
            pieces.append("".join(piece))
            piece, size = [], 0
        piece.append(letter)
        size += weight
    return [*pieces, "".join(piece)]

"""The report as CSV: one table, comma-separated, UTF-8 with a byte-order mark, CRLF (RFC 4180).

The mark is there because spreadsheets read a file without it in the encoding of their machine. A cell that a
spreadsheet would take for a formula begins with an apostrophe.
"""

import csv
import io

from distmap.spreadsheets import harmless
from reports.blocks import Field, Value
from reports.renderers.flat import sheet_of_words
from reports.renderers.plain import kept
from reports.rendering import Rendering


def render_csv(rendering: Rendering) -> bytes:
    """The first row holds the keys of the columns. What is not known is empty; flags are true and false."""
    document = rendering.document
    sheet = document.records or sheet_of_words(document.sections)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([field.key for field in sheet.fields])
    for row in sheet.rows:
        writer.writerow([_shown(value, field) for value, field in zip(row, sheet.fields, strict=True)])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _shown(value: Value, field: Field) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if field.kind == "whole" else repr(value)
    return harmless(kept(value))

"""A view of a comparison as a file: CSV or XLSX."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from comparisons.tables import Table
from distmap.tabular import csv_bytes, finish_sheet, new_book, write_heads, write_row

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
    return csv_bytes(table.columns, table.rows, flags=("yes", "no"))


def as_xlsx(table: Table) -> bytes:
    """One sheet with a frozen, filtered head and typed cells."""
    out = io.BytesIO()
    book = new_book(out, title=table.title, made=table.made_at or _EPOCH)
    sheet = book.add_worksheet(table.title)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    columns = range(len(table.columns))
    write_heads(sheet, table.columns, [_WIDE if _is_wide(table, at) else _NARROW for at in columns], head)
    line = 1
    for row in table.rows:
        line += write_row(sheet, line, [(value, None) for value in row])
    finish_sheet(sheet, rows=line - 1, columns=len(table.columns), still=1)
    book.close()
    return out.getvalue()


def _is_wide(table: Table, column: int) -> bool:
    return any(isinstance(row[column], str) and len(str(row[column])) > _NARROW for row in table.rows)


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

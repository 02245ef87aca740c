"""How the columns of a table share its width, and which rows stay whole, for the forms that are set on pages."""

from collections.abc import Sequence

from reports.blocks import Cell, Paragraph, Table, Writing

_LONG_CELL, _LONG_CELL_LINES = 700, 12

_WIDTHS = {
    "tally": (20, 32, 48),
    "decisions": (15, 18, 18, 18, 31),
    "figures": (22, 20, 8, 13, 11, 13, 13),
    "order": (36, 26, 16, 22),
    "relief": (42, 29, 29),
    "surfaces": (20, 18, 14, 48),
    "levers": (19, 12, 23, 46),
    "pairs": (34, 20, 46),
    "steps": (28, 22, 27, 23),
    "matches": (22, 35, 43),
    "ai": (17, 29, 29, 25),
    "brief": (17, 17, 6, 10, 19, 31),
    "spots": (28, 72),
    "promised": (20, 26, 37, 17),
    "roads": (22, 46, 17, 15),
    "questions": (31, 41, 28),
    "answers": (26, 34, 11, 29),
    "dissent": (24, 21, 21, 34),
    "criteria": (44, 36, 20),
    "actions": (40, 14, 19, 11, 16),
    "changed": (26, 20, 20, 14, 20),
    "apart": (20, 28, 28, 24),
    "contested": (44, 28, 28),
    "compared": (26, 16, 22, 36),
    "moved": (17, 15, 18, 10, 16, 24),
}  # fmt: skip

# Of tables with as many columns as there are members: the first, where each other takes ten.
_FIRST = {"glance": 13, "places": 30}


def widths(table: Table) -> tuple[int, ...]:
    """The share of each column. A shape that is not known gets wide columns for words, narrow for numbers."""
    known = _WIDTHS.get(table.shape, ())
    if len(known) == len(table.columns):
        return known
    first = _FIRST.get(table.shape)
    if first is not None:
        return (first, *(10 for _ in table.columns[1:]))
    return tuple(12 if column.numeric else 22 for column in table.columns)


def is_long(row: Sequence[Cell]) -> bool:
    """Whether a row may be higher than a page has room for."""
    return any(
        len(words) > _LONG_CELL or words.count("\n") > _LONG_CELL_LINES
        for words in ("\n".join(_said(part) for part in cell) for cell in row)
    )


def _said(part: Paragraph | Writing) -> str:
    return part.text if isinstance(part, Writing) else "".join(span.text for span in part.text)

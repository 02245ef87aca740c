"""How the columns of a table share its width, for the forms that are set on pages."""

from evaluations.reports.blocks import Table

_WIDTHS = {
    "tally": (20, 32, 48),
    "decisions": (15, 18, 18, 18, 31),
    "figures": (24, 22, 8, 13, 9, 13, 11),
    "order": (36, 26, 16, 22),
    "relief": (42, 29, 29),
    "surfaces": (20, 18, 14, 48),
    "levers": (19, 12, 23, 46),
    "spots": (28, 72),
    "questions": (31, 41, 28),
    "answers": (26, 34, 11, 29),
}  # fmt: skip


def widths(table: Table) -> tuple[int, ...]:
    """The share of each column. A shape that is not known gets wide columns for words, narrow for numbers."""
    known = _WIDTHS.get(table.shape, ())
    if len(known) == len(table.columns):
        return known
    return tuple(12 if column.numeric else 22 for column in table.columns)

"""The words of a report one after another, as rows of cells: what spreadsheets show of sections."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from evaluations.vocabulary import FIGHTS
from reports.blocks import (
    Block,
    Bullets,
    Cell,
    ConstraintMap,
    Field,
    Measures,
    Paragraph,
    Section,
    Table,
    Terms,
    Text,
    Worksheet,
    Writing,
)
from reports.drawings import Heat, Ranges, Ranks


@dataclass(frozen=True)
class Line:
    """A row of cells. `kind` says what it is; a `head` names the columns of the `row`s that follow it."""

    kind: Literal["title", "part", "text", "label", "head", "row"]
    cells: tuple[str, ...]


def flattened(section: Section, *, level: int = 0) -> Iterator[Line]:
    """A section with all its parts."""
    title = f"{section.title}: {words((section.verdict,))}" if section.verdict else section.title
    yield Line("part" if level else "title", (title,))
    for block in section.blocks:
        yield from _block(block)
    for part in section.parts:
        yield from flattened(part, level=level + 1)


def _block(block: Block) -> Iterator[Line]:
    match block:
        case Paragraph():
            yield Line("text", (words(block.text),))
        case Writing():
            yield from (Line("label", (block.label,)) for _ in range(bool(block.label)))
            yield Line("text", (block.text,))
        case Bullets():
            yield from (Line("label", (block.title,)) for _ in range(bool(block.title)))
            marks = (f"{number}." if block.ordered else "•" for number in range(1, len(block.items) + 1))
            yield from (
                Line("text", (f"{mark} {words(item)}",))
                for mark, item in zip(marks, block.items, strict=True)
            )
        case Terms():
            yield from (Line("row", (term.name, words(term.text))) for term in block.rows)
        case Measures():
            yield from (Line("row", (row.name, row.shown)) for row in block.rows)
        case ConstraintMap() | Ranges() | Ranks() | Heat():
            yield Line("text", (block.title,))
        case Table():
            yield Line("label", (block.caption,))
            yield Line("head", tuple(column.name for column in block.columns))
            yield from (Line("row", tuple(cell_words(cell) for cell in row)) for row in block.rows)


def words(text: Text) -> str:
    """A text without its tones."""
    return "".join(
        f"{span.text}, fights the growth model" if span.tone == "verdict" and span.of == FIGHTS else span.text
        for span in text
    )


def cell_words(cell: Cell) -> str:
    return "\n".join(_part(part) for part in cell)


def _part(part: Paragraph | Writing) -> str:
    if isinstance(part, Paragraph):
        return words(part.text)
    return f"{part.label}: {part.text}" if part.label else part.text


def sheet_of_words(sections: tuple[Section, ...]) -> Worksheet:
    """Sections as one rectangle, for a report that brings no records of its own."""
    fields = (
        Field("section", "Section"), Field("line", "Line", "whole"), Field("kind", "Kind"),
        Field("column", "Column", "whole"), Field("text", "Text"),
    )  # fmt: skip
    rows = tuple(
        (section.key, number, line.kind, column, cell)
        for section in sections
        for number, line in enumerate(flattened(section), start=1)
        for column, cell in enumerate(line.cells, start=1)
    )
    return Worksheet("words", "Words", fields, rows)

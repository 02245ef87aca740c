"""The intermediate document: what a report says, before any format. Every format renders these blocks alone.

Texts are plain: escaping is each renderer's business. What a person wrote stands in `Writing`, whose line
breaks are part of it; everything else is one line.
"""

from dataclasses import dataclass
from typing import Literal

from evaluations.vocabulary import FIND_OUT_FIRST
from reports.drawings import Drawing

Tone = Literal["plain", "strong", "quiet", "code", "link", "verdict"]


@dataclass(frozen=True)
class Span:
    """A stretch of text. A link has an http(s) address; a verdict (mark and word) its key in `of`."""

    text: str
    tone: Tone = "plain"
    href: str = ""
    of: str = ""


Text = tuple[Span, ...]


@dataclass(frozen=True)
class Paragraph:
    text: Text
    tone: Literal["plain", "lead", "quiet"] = "plain"
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Writing:
    """What a person wrote, line breaks and all, under a label that says what it is."""

    label: str
    text: str
    kind: Literal["writing"] = "writing"


@dataclass(frozen=True)
class Bullets:
    items: tuple[Text, ...]
    ordered: bool = False
    title: str = ""
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True)
class Term:
    name: str
    text: Text


@dataclass(frozen=True)
class Terms:
    """Names with what is said of each."""

    rows: tuple[Term, ...]
    kind: Literal["terms"] = "terms"


@dataclass(frozen=True)
class Column:
    name: str
    numeric: bool = False


Cell = tuple[Paragraph | Writing, ...]


@dataclass(frozen=True)
class Table:
    """A table whose first column names its rows. `shape` tells a renderer how much room the columns need."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shape: str = "plain"
    kind: Literal["table"] = "table"

    @property
    def labelled(self) -> tuple[tuple[tuple[Column, Cell], ...], ...]:
        """The rows, each cell with its column."""
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class Measure:
    """A value with its range on the line from 0 to 1."""

    name: str
    low: float
    point: float
    high: float
    shown: str


@dataclass(frozen=True)
class Measures:
    """Ranges drawn one above the other, in the colour of a verdict (its key)."""

    rows: tuple[Measure, ...]
    verdict: str
    kind: Literal["measures"] = "measures"

    @property
    def is_open(self) -> bool:
        """Whether the verdict is not known, so that the ranges are hatched."""
        return self.verdict == FIND_OUT_FIRST


@dataclass(frozen=True)
class Mark:
    """A path on the constraint map: lowest, middle and highest fit and support, and the same in words."""

    key: str
    name: str
    verdict: str
    word: str
    fights: bool
    fit: tuple[float, float, float]
    support: tuple[float, float, float]
    figures: str


@dataclass(frozen=True)
class ConstraintMap:
    """The picture of fit and support. The table that follows it holds the same figures."""

    title: str
    marks: tuple[Mark, ...]
    kind: Literal["constraint_map"] = "constraint_map"


Block = Paragraph | Writing | Bullets | Terms | Table | Measures | ConstraintMap | Drawing


@dataclass(frozen=True)
class Section:
    """A titled part. `verdict` is the key and word of a path's verdict, where the part is about one path."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple["Section", ...] = ()
    verdict: Span | None = None


@dataclass(frozen=True)
class Field:
    """A column of a sheet. `key` is stable, for programs; `kind` is how its values are typed."""

    key: str
    name: str
    kind: Literal["text", "whole", "score", "share", "flag", "time"] = "text"


Value = str | int | float | bool | None


@dataclass(frozen=True)
class Worksheet:
    """Figures and words as a rectangle of typed values, for tables that are worked with rather than read.

    `covers` are the keys of the sections whose content the sheet holds: a workbook shows the sheet instead.
    """

    key: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole report. `subtitle` names the product; `facts` stand beside the title; `form` says how it is set.

    `sheets` are for workbooks; `records` is the one table of a CSV file. Without them both are made from the
    sections.
    """

    title: str
    subtitle: str
    date: str
    facts: tuple[Term, ...]
    sections: tuple[Section, ...]
    form: Literal["full", "executive"] = "full"
    sheets: tuple[Worksheet, ...] = ()
    records: Worksheet | None = None


def text(*parts: Span | str) -> Text:
    """A text from spans and plain strings; empty strings are left out."""
    return tuple(Span(part) if isinstance(part, str) else part for part in parts if part)


def line(*parts: Span | str) -> Paragraph:
    return Paragraph(text(*parts))


def quiet(words: str) -> Paragraph:
    return Paragraph(text(words), tone="quiet")


def cell(*parts: Paragraph | Writing | Span | str | None) -> Cell:
    """A cell of lines and writings; what is empty is left out."""
    found = [part for part in parts if part]
    return tuple(line(part) if isinstance(part, Span | str) else part for part in found)


def strong(words: str) -> Span:
    return Span(words, tone="strong")


def link(address: str) -> Span:
    """A link that shows where it leads. The caller has made sure that it is an http(s) address."""
    return Span(address, tone="link", href=address)


def verdict_mark(key: str, word: str) -> Span:
    """A verdict as mark and word. The key `fights` is that of a parked path that fights the growth model."""
    return Span(word, tone="verdict", of=key)

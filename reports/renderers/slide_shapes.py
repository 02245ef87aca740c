"""Native shapes on a slide: text that is as large as its room allows, rules, marks, tables. Inches throughout.

Fonts are not embedded: both stand on every office machine. How wide words run is reckoned, since nobody lays a
presentation out before it is opened.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from evaluations.vocabulary import (
    DESIGN_IN_FIRST,
    FIGHTS,
    FIND_OUT_FIRST,
    NOT_APPLICABLE,
    PARK,
    RELIEVE_FIRST,
    SCALE,
)
from reports.renderers.pictures import TONES
from reports.renderers.plain import is_rtl, one_line
from reports.slides import Grid, Words

PAPER, SHEET, INSET, INK, SOFT, QUIET, RULE, HAIR, RUBRIC = (
    "F5F0E4",
    "FBF8F0",
    "EDE6D5",
    "1E1B16",
    "4A453A",
    "686151",
    "BFB49B",
    "DCD3BF",
    "8A2B1C",
)
SERIF, SANS = "Georgia", "Arial"
LEFT, RIGHT = 0.7, 12.633
WIDE = RIGHT - LEFT

_POINTS = 72
_LETTER, _BROAD = 0.53, 1.0
"""How wide a letter runs, in units of its size; one of East Asia is as wide as high."""
_LEADING = 1.2
_ALIGN = {"l": PP_ALIGN.LEFT, "r": PP_ALIGN.RIGHT, "c": PP_ALIGN.CENTER}
_ANCHOR = {"t": MSO_ANCHOR.TOP, "m": MSO_ANCHOR.MIDDLE, "b": MSO_ANCHOR.BOTTOM}
_OPPOSITE = {"l": "r", "r": "l", "c": "c"}
_GLYPHS = {SCALE: "↑", RELIEVE_FIRST: "×", DESIGN_IN_FIRST: "+", FIND_OUT_FIRST: "?", PARK: "–"}
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True)
class Run:
    """A stretch of words in one look."""

    text: str
    size: float = 14
    face: str = SANS
    colour: str = INK
    bold: bool = False
    italic: bool = False


Para = Sequence[Run]


def rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour)


def tone_of(verdict: str) -> str:
    return TONES[verdict].removeprefix("#").upper()


def lines_of(words: str, size: float, width: float) -> int:
    """How many lines the words take at a size in a width, broken at spaces, and within what is too long for one."""
    most = max(width * _POINTS / size, 1)
    count, filled = 1, 0.0
    for word in words.split():
        wide = sum(_BROAD if unicodedata.east_asian_width(sign) in "WF" else _LETTER for sign in word)
        gap = _LETTER if filled else 0
        if filled + gap + wide <= most:
            filled += gap + wide
            continue
        count += bool(filled) + int(wide // most)
        filled = wide % most
    return count


def height_of(words: str, size: float, width: float) -> float:
    return lines_of(words, size, width) * size * _LEADING / _POINTS


def fitting(words: str, width: float, height: float, sizes: Sequence[float]) -> float | None:
    """The largest of these sizes at which the words fit; None where even the smallest is too large."""
    return next((size for size in sizes if height_of(words, size, width) <= height), None)


def fitting_all(texts: Sequence[str], width: float, height: float, sizes: Sequence[float]) -> float:
    """The largest size at which each of these fits, so that all look alike; else the smallest."""
    return min((fitting(words, width, height, sizes) or sizes[-1] for words in texts), default=sizes[0])


def text(
    shapes: Any,
    at: tuple[float, float, float, float],
    paras: Iterable[Para],
    *,
    align: str = "l",
    anchor: str = "t",
    name: str = "",
    space: float = 0,
) -> Any:
    """A box of text at (left, top, width, height)."""
    box = shapes.add_textbox(*map(Inches, at))
    if name:
        box.name = name
    fill(box.text_frame, paras, align=align, anchor=anchor, space=space)
    return box


def fill(frame: Any, paras: Iterable[Para], *, align: str = "l", anchor: str = "t", space: float = 0) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = _ANCHOR[anchor]
    for place, para in enumerate(paras):
        made = frame.add_paragraph() if place else frame.paragraphs[0]
        backward = is_rtl("".join(run.text for run in para))
        made.alignment = _ALIGN[_OPPOSITE[align] if backward else align]
        if backward:
            made._p.get_or_add_pPr().set("rtl", "1")
        if place and space:
            made.space_before = Pt(space)
        for run in para:
            _add_run(made, run)


def _add_run(para: Any, run: Run) -> None:
    made = para.add_run()
    made.text = one_line(run.text)
    font = made.font
    font.name, font.size, font.bold, font.italic = run.face, Pt(run.size), run.bold, run.italic
    font.color.rgb = rgb(run.colour)


def _unstyled(shape: Any) -> None:
    """Without the theme’s style: it would throw a shadow under every rule."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def rect(
    shapes: Any,
    at: tuple[float, float, float, float],
    *,
    fill: str = "",
    stroke: str = "",
    width: float = 0.75,
    kind: Any = MSO_SHAPE.RECTANGLE,
    name: str = "",
) -> Any:
    made = shapes.add_shape(kind, *map(Inches, at))
    _unstyled(made)
    if fill:
        made.fill.solid()
        made.fill.fore_color.rgb = rgb(fill)
    else:
        made.fill.background()
    if stroke:
        made.line.color.rgb, made.line.width = rgb(stroke), Pt(width)
    else:
        made.line.fill.background()
    if name:
        made.name = name
    return made


def rule(
    shapes: Any,
    ends: tuple[float, float, float, float],
    colour: str = INK,
    width: float = 0.75,
    *,
    dashed: bool = False,
    name: str = "",
) -> Any:
    """A straight line from (x1, y1) to (x2, y2)."""
    made = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Inches, ends))
    _unstyled(made)
    made.line.color.rgb, made.line.width = rgb(colour), Pt(width)
    if dashed:
        made.line.dash_style = MSO_LINE.SQUARE_DOT
    if name:
        made.name = name
    return made


def mark(shapes: Any, verdict: str, x: float, y: float, size: float = 0.26, name: str = "") -> Any:
    """The mark of a verdict around a point: its shape says which, its colour repeats it."""
    tone, hollow = tone_of(verdict), verdict not in {SCALE, RELIEVE_FIRST, DESIGN_IN_FIRST}
    kind = {RELIEVE_FIRST: MSO_SHAPE.RECTANGLE, DESIGN_IN_FIRST: MSO_SHAPE.DIAMOND}.get(
        verdict, MSO_SHAPE.OVAL
    )
    half = size / 2 + (0.05 if verdict == DESIGN_IN_FIRST else 0)
    made = rect(
        shapes,
        (x - half, y - half, 2 * half, 2 * half),
        fill=SHEET if hollow else tone,
        stroke=tone,
        width=1.75,
        kind=kind,
        name=name or "mark",
    )
    if verdict in {FIND_OUT_FIRST, NOT_APPLICABLE}:
        made.line.dash_style = MSO_LINE.SQUARE_DOT
    glyph = _GLYPHS.get(verdict, "")
    fill(
        made.text_frame,
        [[Run(glyph, size * 46, colour=tone if hollow else "FFFFFF", bold=True)]],
        align="c",
        anchor="m",
    )
    made.text_frame.word_wrap = False
    if verdict == FIGHTS:
        rule(shapes, (x - size * 0.28, y, x + size * 0.28, y), tone, 2.25, name="bar")
        far = size * 0.62
        rule(shapes, (x - far, y + far, x + far, y - far), tone, 1.5, name="fights the growth model")
    return made


def describe(shape: Any, words: str) -> None:
    """What a shape shows, for who cannot see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", one_line(words))


def table(shapes: Any, grid: Grid, at: tuple[float, float, float], most: float) -> float:
    """A native table at (left, top, width), as many rows as `most` inches hold; how high it was made.

    What has no room is counted in a last row, in words; nothing is cut within a row.
    """
    left, top, width = at
    size, high = _sizes(grid, width, most)
    shown = _held(high, most)
    left_out = len(grid.rows) - shown
    rows = list(grid.rows[:shown])
    if left_out:
        more = (
            f"{left_out} more {grid.what if left_out == 1 else plural(grid.what)}: all stand in the report."
        )
        rows.append((Words(more), *(Words("") for _ in grid.heads[1:])))
        high = [*high[: shown + 1], _ROW]
    whole = sum(high[: len(rows) + 1])
    frame = shapes.add_table(len(rows) + 1, len(grid.heads), *map(Inches, (left, top, width, whole)))
    frame.name = grid.name
    describe(frame, f"{grid.name}: {', '.join(grid.heads)}.")
    made = frame.table
    made._tbl.tblPr.set("bandRow", "0")
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
    for column, share in zip(made.columns, grid.shares, strict=True):
        column.width = Inches(width * share)
    _write(made, 0, [Words(head) for head in grid.heads], high[0], 11)
    for place, row in enumerate(rows, start=1):
        _write(
            made, place, row, high[place], size, grid.shades[place - 1] if place <= len(grid.shades) else ()
        )
    return whole


_ROW, _HEAD, _PAD = 0.36, 0.3, 0.15
_SHADES = ("F3E3DC", "F4EBDD", "EFEBDD", "E4ECDD", "D2E4D3")


def plural(word: str) -> str:
    return {"criterion": "criteria"}.get(word, f"{word}s")


def _sizes(grid: Grid, width: float, most: float) -> tuple[float, list[float]]:
    """The largest size at which every row has room, else the smallest; and how high head and rows are then."""
    for size in (15, 13.5, 12.5, 11.5, 10.5, 9.5):
        high = [_HEAD, *(_row_height(row, grid.shares, size, width) for row in grid.rows)]
        if sum(high) <= most:
            break
    return size, high


def _row_height(row: Sequence[Words], shares: Sequence[float], size: float, width: float) -> float:
    texts = zip(row, shares, strict=True)
    return max(
        _ROW,
        *(
            height_of(
                words.text,
                size * (1.06 if words.strong else 1),
                width * share - _PAD - 0.3 * bool(words.verdict),
            )
            + 0.12
            for words, share in texts
        ),
    )


def _held(high: Sequence[float], most: float) -> int:
    """How many rows fit; where not all do, the row that says so has its room too."""
    if sum(high) <= most:
        return len(high) - 1
    used, shown = high[0] + _ROW, 0
    for row in high[1:]:
        if used + row > most:
            break
        used, shown = used + row, shown + 1
    return shown


def _write(
    made: Any, at: int, row: Sequence[Words], high: float, size: float, shades: Sequence[int | None] = ()
) -> None:
    made.rows[at].height = Inches(high)
    for place, words in enumerate(row):
        cell = made.cell(at, place)
        shade = shades[place] if place < len(shades) else None
        if shade is None:
            cell.fill.background()
        else:
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb(_SHADES[shade])
        colour = QUIET if at == 0 else tone_of(words.verdict) if words.verdict else INK
        fill(cell.text_frame, [[Run(_signed(words), size, colour=colour, bold=words.strong)]])
        cell.margin_left, cell.margin_right = Inches(0 if shade is None else 0.06), Inches(_PAD)
        cell.margin_top = cell.margin_bottom = Inches(0.06)
        cell.vertical_anchor = MSO_ANCHOR.BOTTOM if at == 0 else MSO_ANCHOR.TOP
        _underline(cell, at == 0)


def _signed(words: Words) -> str:
    """The words behind their verdict’s glyph: a cell bears no shape."""
    glyph = {
        FIGHTS: "⊘",
        FIND_OUT_FIRST: "?",
        SCALE: "↑",
        RELIEVE_FIRST: "×",
        DESIGN_IN_FIRST: "+",
        PARK: "–",
    }
    return f"{glyph[words.verdict]}\u2002{words.text}" if words.verdict in glyph else words.text


def _underline(cell: Any, is_head: bool) -> None:
    props = cell._tc.get_or_add_tcPr()
    line = etree.Element(qn("a:lnB"), w=str(12700 if is_head else 6350))
    ground = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(ground, qn("a:srgbClr"), val=INK if is_head else RULE)
    props.insert(0, line)

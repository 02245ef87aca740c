"""Geometry of the small pictures, as plain strings: no language's decimal comma can break a coordinate."""

from collections.abc import Sequence
from dataclasses import dataclass

CELL = 12
CELLS = 9
BAR = CELL * CELLS


@dataclass(frozen=True)
class Span:
    """A stretch of the line from 0 to 1 in per cent of the picture's width."""

    start: str
    width: str
    point: str


@dataclass(frozen=True)
class FunnelRow:
    """One stage of a narrowing range: its name, its stretch, its baseline."""

    name: str
    span: Span
    text_y: int
    line_y: int


@dataclass(frozen=True)
class Column:
    """A surface as a standing column: what is known, what is open above it."""

    known_y: str
    known_height: str
    open_y: str
    open_height: str


def per_cent(value: float) -> str:
    return f"{100 * value:.2f}%"


def span(
    lo: float, hi: float, point: float | None = None, *, offset: float = 0.0, scale: float = 1.0
) -> Span:
    """Where lo, hi and point lie; a single value still gets a visible width. ValueError outside 0 to 1."""
    middle = (lo + hi) / 2 if point is None else point
    if not 0 <= lo <= middle <= hi <= 1:
        raise ValueError(f"a range needs 0 <= lo <= point <= hi <= 1, not {lo}, {middle}, {hi}")
    width = max(hi - lo, 0.006)
    start = min(lo, 1 - width)
    return Span(
        start=per_cent(offset + scale * start),
        width=per_cent(scale * width),
        point=per_cent(offset + scale * middle),
    )


def scalebar_paths(answered: int, total: int) -> tuple[str, str]:
    """The filled cells, above and below by turns as on a map's scale bar, and the ticks between the cells."""
    if total < 0 or not 0 <= answered <= max(total, 0):
        raise ValueError(f"{answered} of {total} cannot be answered")
    filled = BAR * answered / total if total else 0
    cells = []
    for cell in range(CELLS):
        width = min(CELL, filled - cell * CELL)
        if width > 0:
            cells.append(f"M{cell * CELL} {5 * (cell % 2)}h{width:.1f}v5h-{width:.1f}Z")
    ticks = "".join(f"M{cell * CELL} 10V8" for cell in range(1, CELLS))
    return "".join(cells), ticks


FUNNEL_OFFSET, FUNNEL_SCALE = 0.18, 0.82
FUNNEL_STEP = 17


def funnel_rows(steps: Sequence[tuple[str, float, float]]) -> list[FunnelRow]:
    """Each stage a line of its own, from the widest to the one that holds now."""
    return [
        FunnelRow(
            name=name,
            span=span(lo, hi, offset=FUNNEL_OFFSET, scale=FUNNEL_SCALE),
            text_y=13 + FUNNEL_STEP * index,
            line_y=9 + FUNNEL_STEP * index,
        )
        for index, (name, lo, hi) in enumerate(steps)
    ]


def funnel_x(value: float) -> str:
    return per_cent(FUNNEL_OFFSET + FUNNEL_SCALE * value)


COLUMN_FOOT, COLUMN_HEIGHT = 92, 88


def column(lo: float, hi: float) -> Column:
    """A level between lo and hi as a column 88 units high standing on 92."""
    span(lo, hi)
    known, opened = COLUMN_HEIGHT * lo, COLUMN_HEIGHT * (hi - lo)
    return Column(
        known_y=f"{COLUMN_FOOT - known:.1f}",
        known_height=f"{known:.1f}",
        open_y=f"{COLUMN_FOOT - known - opened:.1f}",
        open_height=f"{opened:.1f}",
    )

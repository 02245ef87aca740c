"""Pictures of a comparison, as plain numbers: ranges on one scale, a course over time, and how ranks pass on.

ranges(spans)      one path: a line for each member, all on the scale from 0 to 1
course(spans)      one path over time: a column for each member, joined from one to the next
bump(...)          the ranks of all paths, a column for each member
A member without a figure is a gap: it keeps its line or column and is not drawn over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evaluations.pictures.canvas import place
from evaluations.vocabulary import BARS, FIND_OUT_FIRST

Triple = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Span:
    """What is known of one member: low end, point and high end, or None; `gap` says why there is none."""

    letter: str
    name: str
    verdict: str = ""
    values: Triple | None = None
    gap: str = ""
    is_base: bool = False


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One member drawn: where its range begins and how long it is, where its point lies, across or upward."""

    span: Span
    at: float
    start: float
    length: float
    point: float

    @property
    def is_hollow(self) -> bool:
        """No verdict yet, or none compared: hatched."""
        return self.span.verdict in {"", FIND_OUT_FIRST}


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One small picture. `bars` and `ticks` are places of the scale; `trail` joins the points of neighbours."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    marks: Sequence[Mark]
    bars: Sequence[float]
    ticks: Sequence[tuple[float, str]]
    trail: str = ""


_LINE, _HEAD, _FOOT = 20.0, 4.0, 18.0
_WIDTH, _LEFT, _RIGHT = 272.0, 22.0, 262.0
_THIN = 1.6


def ranges(spans: Sequence[Span]) -> Panel:
    """A line for each member under each other, on one scale from 0 to 1 across."""
    bottom = _HEAD + _LINE * len(spans)
    return Panel(
        width=_WIDTH, height=bottom + _FOOT, left=_LEFT, right=_RIGHT, top=_HEAD, bottom=bottom,
        marks=[_across(span, _HEAD + _LINE * (number + 0.5)) for number, span in enumerate(spans)],
        bars=[_x(bar) for bar in BARS],
        ticks=[(_x(value), f"{value:g}") for value in (0, 0.5, 1)],
    )  # fmt: skip


def _x(value: float) -> float:
    return round(_LEFT + value * (_RIGHT - _LEFT), 2)


def _across(span: Span, at: float) -> Mark:
    low, point, high = span.values or (0.0, 0.0, 0.0)
    length = max(_x(high) - _x(low), _THIN)
    return Mark(
        span=span,
        at=at,
        start=round(min(_x(low), _RIGHT - length), 2),
        length=round(length, 2),
        point=_x(point),
    )


_TALL, _COURSE_TOP, _COURSE_LEFT = 150.0, 8.0, 30.0


def course(spans: Sequence[Span]) -> Panel:
    """A column for each member, first to last from left to right; the scale from 0 to 1 goes upward."""
    bottom = _TALL - 22.0
    step = (_RIGHT - _COURSE_LEFT) / len(spans)
    marks = [_upward(span, _COURSE_LEFT + step * (number + 0.5), bottom) for number, span in enumerate(spans)]
    return Panel(
        width=_WIDTH, height=_TALL, left=_COURSE_LEFT, right=_RIGHT, top=_COURSE_TOP, bottom=bottom,
        marks=marks, bars=[_y(bar, bottom) for bar in BARS],
        ticks=[(_y(value, bottom), f"{value:g}") for value in (0, 0.5, 1)],
        trail=_trail([(mark.at, mark.point) if mark.span.values else None for mark in marks]),
    )  # fmt: skip


def _y(value: float, bottom: float) -> float:
    return round(bottom - value * (bottom - _COURSE_TOP), 2)


def _upward(span: Span, at: float, bottom: float) -> Mark:
    low, point, high = span.values or (0.0, 0.0, 0.0)
    length = max(_y(low, bottom) - _y(high, bottom), _THIN)
    start = min(_y(high, bottom), bottom - length)
    return Mark(
        span=span, at=round(at, 2), start=round(start, 2), length=round(length, 2), point=_y(point, bottom)
    )


def _trail(points: Sequence[tuple[float, float] | None]) -> str:
    """Lines between neighbours that both have a point: a gap stays a gap."""
    pieces = []
    for one, other in pairwise(points):
        if one is not None and other is not None:
            pieces.append(f"M{place(one[0])} {place(one[1])}L{place(other[0])} {place(other[1])}")
    return "".join(pieces)


@dataclass(frozen=True, kw_only=True)
class Rank:
    """One place of a path in one column."""

    x: float
    y: float
    place: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """One path through the columns; `is_lead` if it is first somewhere and not everywhere."""

    key: str
    name: str
    dots: Sequence[Rank]
    curve: str
    is_lead: bool


@dataclass(frozen=True, kw_only=True)
class Bump:
    """The ranks of all paths. `heads` are the columns: middle, letter, whether it is the base."""

    width: float
    height: float
    lines: Sequence[Line]
    heads: Sequence[tuple[float, str, bool]]
    label_left: float
    label_right: float
    column: float


_BUMP_SIDE, _BUMP_STEP, _BUMP_ROW, _BUMP_TOP = 196.0, 120.0, 34.0, 44.0


def bump(
    names: Sequence[tuple[str, str]],
    ranks: Sequence[Sequence[int] | None],
    heads: Sequence[tuple[str, bool]],
    *,
    most: float | None = None,
) -> Bump:
    """`names` are pairs of key and name; `ranks` has for each column the places in their order, or None: a gap.

    The columns stand closer where the picture would else be wider than `most`.
    """
    step = _BUMP_STEP
    if most is not None and len(heads) > 1:
        step = min(step, (most - _BUMP_SIDE * 2) / (len(heads) - 1))
    columns = [round(_BUMP_SIDE + step * number, 2) for number in range(len(heads))]
    lines = []
    for number, (key, name) in enumerate(names):
        places = [None if column is None else column[number] for column in ranks]
        dots = [
            None if at is None else Rank(x=x, y=_BUMP_TOP + _BUMP_ROW * (at - 1), place=at)
            for x, at in zip(columns, places, strict=True)
        ]
        known = [at for at in places if at is not None]
        lines.append(
            Line(
                key=key, name=name, dots=[dot for dot in dots if dot is not None], curve=_curve(dots),
                is_lead=1 in known and len(set(known)) > 1,
            )
        )  # fmt: skip
    width = round(_BUMP_SIDE * 2 + step * (len(heads) - 1), 2)
    return Bump(
        width=width, height=_BUMP_TOP + _BUMP_ROW * len(names), lines=lines,
        heads=[(x, letter, base) for x, (letter, base) in zip(columns, heads, strict=True)],
        label_left=_BUMP_SIDE - 20, label_right=columns[-1] + 20, column=_BUMP_STEP * 0.36,
    )  # fmt: skip


def _curve(dots: Sequence[Rank | None]) -> str:
    pieces = []
    for one, other in pairwise(dots):
        if one is not None and other is not None:
            half = (one.x + other.x) / 2
            pieces.append(
                f"M{place(one.x)} {place(one.y)}C{place(half)} {place(one.y)} {place(half)} {place(other.y)} "
                f"{place(other.x)} {place(other.y)}"
            )
    return "".join(pieces)

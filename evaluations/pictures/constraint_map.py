"""The constraint map: each path at its fit and support, with all that its answers still allow as whiskers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin

from evaluations.pictures.canvas import (
    Area,
    Box,
    Canvas,
    Line,
    Text,
    areas,
    borders,
    contours,
    grid,
    low_line,
    neatline,
    outer_frame,
    place,
    ticks,
    titles,
    waters,
    zone_at,
)
from evaluations.pictures.labels import Obstacles, Place, Wanted, place_labels
from evaluations.pictures.points import Point
from evaluations.pictures.spread import spread

# Widths of letters in units of the font size, as in the widest of the usual system fonts.
_THIN, _BROAD = "fijlrt.,'’:;|I ()-", "mwMWGOQCD@%&"
_THIN_WIDTH, _BROAD_WIDTH, _WIDTH, _BOLD = 0.37, 0.86, 0.61, 1.1
# Places are drawn to two decimals.
_MOVED = 0.02
# How wide the titles of the zones are.
_TITLE = 145
_DESCRIPTION = (
    "Fit runs from left to right and support upward, from 0 to 1. The table holds the same figures."
)
_LABEL_SIZE, _VERDICT_SIZE, _LABEL_HEIGHT, _BASELINE, _LINE = 13.5, 12.0, 29.0, 12.0, 14.0


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A path as drawn: `x`, `y` is its true place; `left`, `top` the corner of its mark, which stands beside
    it where marks would cover each other."""

    point: Point
    x: float
    y: float
    left: float
    top: float
    tether: Line | None
    whiskers: str
    zone: str
    lines: tuple[Text, ...]
    lead: Line | None
    said: str
    # Of a withheld verdict that leans: the ring around it, closed as far as it is sure.
    ring: str = ""
    # How far the ring, and the line of a selection, are from the middle.
    radius: float = 0
    reach: float = 0
    middle_x: float = 0
    middle_y: float = 0
    # The figures beside the lines from the mark to both axes.
    readings: tuple[Text, ...] = ()

    @property
    def badge_x(self) -> float:
        """Where the ? of a withheld verdict stands."""
        return round(self.middle_x + 0.71 * self.radius, 2)

    @property
    def badge_y(self) -> float:
        return round(self.middle_y - 0.71 * self.radius, 2)

    @property
    def query_y(self) -> float:
        return round(self.badge_y + 3.2, 2)

    @property
    def icon(self) -> str:
        """The name of the mark's symbol."""
        return icon_of(self.point)

    @property
    def tone(self) -> str:
        """The verdict whose colour it has."""
        return self.point.lean or self.point.verdict


def icon_of(point: Point) -> str:
    """The name of a path's symbol."""
    if point.lean:
        return f"{point.lean}-lean"
    return "fights" if point.fights else point.verdict


@dataclass(frozen=True, kw_only=True)
class ConstraintMap:
    """Everything a template draws, in the units of `sheet`."""

    sheet: Canvas
    title: str
    description: str
    areas: tuple[Area, ...]
    grid: str
    contours: tuple[str, ...]
    waters: tuple[Line, ...]
    borders: tuple[Line, ...]
    low_line: Line
    frames: tuple[Box, ...]
    neatline: tuple[Box, ...]
    texts: tuple[Text, ...]
    marks: tuple[Mark, ...]

    @property
    def is_crowded(self) -> bool:
        """Whether some marks stand beside their places, since they would cover others there."""
        half = self.sheet.mark / 2
        return any(
            max(abs(mark.left + half - mark.x), abs(mark.top + half - mark.y)) > _MOVED for mark in self.marks
        )


def constraint_map(points: Sequence[Point], sheet: Canvas) -> ConstraintMap:
    """The map of these paths on a sheet. Equal points give an equal map, from the cache if it is there."""
    return _constraint_map(tuple(points), sheet)


@lru_cache(maxsize=256)
def _constraint_map(points: tuple[Point, ...], sheet: Canvas) -> ConstraintMap:
    texts = titles(sheet)
    return ConstraintMap(
        sheet=sheet,
        title=f"Constraint map of {len(points)} {'path' if len(points) == 1 else 'paths'}",
        description=_DESCRIPTION,
        areas=areas(sheet),
        grid=grid(sheet),
        contours=contours(sheet),
        waters=waters(sheet),
        borders=borders(sheet),
        low_line=low_line(sheet),
        frames=(sheet.plot, outer_frame(sheet)),
        neatline=neatline(sheet),
        texts=(*ticks(sheet), *texts),
        marks=_marks(points, sheet, texts),
    )


def _marks(points: tuple[Point, ...], sheet: Canvas, texts: tuple[Text, ...]) -> tuple[Mark, ...]:
    true = [(sheet.x(point.fit[1]), sheet.y(point.support[1])) for point in points]
    shown = spread(true, sheet)
    wanted = [_wanted(point, at, sheet) for point, at in zip(points, shown, strict=True)]
    places = place_labels(wanted, _obstacles(points, true, shown, sheet, texts), sheet)
    return tuple(
        _mark(point, sheet, true=true[index], shown=shown[index], label=places[index])
        for index, point in enumerate(points)
    )


def _wanted(point: Point, at: tuple[float, float], sheet: Canvas) -> Wanted:
    x, y = at
    if not sheet.named:
        return Wanted(width=_width(str(point.number), _LABEL_SIZE) + 2, height=14, x=x, y=y)
    mark = 2 * ring_radius(sheet) if point.lean else 0.0
    name = _BOLD * _width(point.name, _LABEL_SIZE)
    if _is_one_line(point, sheet):
        return Wanted(width=name + 4, height=_LABEL_HEIGHT - _LINE, x=x, y=y, mark=mark)
    width = max(name, _width(_second_line(point, sheet), _VERDICT_SIZE))
    return Wanted(width=width + 4, height=_LABEL_HEIGHT, x=x, y=y, mark=mark)


def ring_radius(sheet: Canvas) -> float:
    """How far the ring of a lean is from the middle of its mark."""
    return sheet.mark / 2 + 3.5


def _is_one_line(point: Point, sheet: Canvas) -> bool:
    """On a brief sheet the mark says the verdict, and only a lean is written out."""
    return sheet.brief and point.lean is None


def _second_line(point: Point, sheet: Canvas | None = None) -> str:
    if sheet is not None and sheet.brief and point.chance is not None:
        return f"leans {100 * point.chance:.0f}\u00a0%"
    if point.beneath:
        return point.beneath
    return f"{point.word}, fights the growth model" if point.fights else point.word


def _width(text: str, size: float) -> float:
    return size * sum(
        _THIN_WIDTH if letter in _THIN else _BROAD_WIDTH if letter in _BROAD else _WIDTH for letter in text
    )


def _obstacles(
    points: Sequence[Point],
    true: Sequence[tuple[float, float]],
    shown: Sequence[tuple[float, float]],
    sheet: Canvas,
    texts: Sequence[Text],
) -> Obstacles:
    half = sheet.mark / 2
    marks = tuple(Box(left=x - half, top=y - half, right=x + half, bottom=y + half) for x, y in shown)
    lines = [_text_box(text, sheet) for text in texts if text.kind in {"zone", "note"}]
    for point, (x, y) in zip(points, true, strict=True):
        left, right = sheet.x(point.fit[0]), sheet.x(point.fit[2])
        high, low = sheet.y(point.support[2]), sheet.y(point.support[0])
        lines.append(Box(left=left - 1, top=y - 1, right=right + 1, bottom=y + 1))
        lines.append(Box(left=x - 1, top=high - 1, right=x + 1, bottom=low + 1))
    for border in (*borders(sheet), low_line(sheet)):
        lines.append(Box(left=border.x1 - 1, top=border.y1 - 1, right=border.x2 + 1, bottom=border.y2 + 1))
    plot = sheet.plot
    within = Box(left=plot.left + 3, top=plot.top + 3, right=plot.right - 3, bottom=plot.bottom - 3)
    return Obstacles(marks=marks, lines=tuple(lines), within=within)


def _text_box(text: Text, sheet: Canvas) -> Box:
    size = (21.0 if sheet.named else 15.0) if text.kind == "zone" else 12.5
    width = _width(text.text, size)
    left = text.x - width if text.anchor == "end" else text.x
    return Box(left=left, top=text.y - size * 0.8, right=left + width, bottom=text.y + size * 0.25)


def _mark(
    point: Point, sheet: Canvas, *, true: tuple[float, float], shown: tuple[float, float], label: Place
) -> Mark:
    (x, y), (middle_x, middle_y) = true, shown
    half = sheet.mark / 2
    # Next to its true place a mark needs no line to it: the neighbours show what happened.
    is_far = (middle_x - x) ** 2 + (middle_y - y) ** 2 > (1.5 * sheet.mark) ** 2
    return Mark(
        point=point,
        x=round(x, 2),
        y=round(y, 2),
        left=round(middle_x - half, 2),
        top=round(middle_y - half, 2),
        tether=Line(x1=round(x, 2), y1=round(y, 2), x2=middle_x, y2=middle_y) if is_far else None,
        whiskers=_whiskers(point, sheet, x, y),
        zone=zone_at(sheet, (label.box.left + label.box.right) / 2, (label.box.top + label.box.bottom) / 2),
        lines=_lines(point, sheet, label),
        lead=_lead(label),
        said=f"{point.name}: {_second_line(point)}. {point.figures}",
        ring=_ring(point, sheet, middle_x, middle_y),
        radius=ring_radius(sheet),
        reach=(ring_radius(sheet) if point.lean else half) + 5,
        middle_x=round(middle_x, 2),
        middle_y=round(middle_y, 2),
        readings=_readings(point, sheet, x, y),
    )


def _readings(point: Point, sheet: Canvas, x: float, y: float) -> tuple[Text, ...]:
    """Fit at the foot of the map and support at its side."""
    if not point.shown:
        return ()
    plot = sheet.plot
    # Clear of the titles of the zones, which stand in the corners.
    foot = plot.bottom - (34 if x > plot.right - _TITLE else 7)
    side = plot.left + (_TITLE if y < plot.top + 40 else 6)
    level = max(y - 5, plot.top + 13)
    fit = Text(
        text=f"fit {point.shown[0]}",
        x=round(x - 5, 2),
        y=foot,
        anchor="end",
        kind=zone_at(sheet, x - 20, foot),
    )
    support = Text(text=f"support {point.shown[1]}", x=side, y=round(level, 2), kind=zone_at(sheet, side, y))
    return (fit, support)


def _ring(point: Point, sheet: Canvas, x: float, y: float) -> str:
    """An arc from twelve o'clock, clockwise, as long as the lean is likely; empty where nothing leans."""
    if point.lean is None or point.chance is None:
        return ""
    radius, turn = ring_radius(sheet), 2 * pi * min(point.chance, 0.999)
    end_x, end_y = x + radius * sin(turn), y - radius * cos(turn)
    far, size = int(turn > pi), place(radius)
    return f"M{place(x)} {place(y - radius)}A{size} {size} 0 {far} 1 {place(end_x)} {place(end_y)}"


def _whiskers(point: Point, sheet: Canvas, x: float, y: float) -> str:
    """One path: across from lowest to highest fit, upright from lowest to highest support, with end caps."""
    cap = sheet.cap
    drawn = ""
    left, right = sheet.x(point.fit[0]), sheet.x(point.fit[2])
    if right - left > 0.5:
        drawn += f"M{place(left)} {place(y)}H{place(right)}"
        drawn += "".join(f"M{place(end)} {place(y - cap)}v{place(2 * cap)}" for end in (left, right))
    low, high = sheet.y(point.support[0]), sheet.y(point.support[2])
    if low - high > 0.5:
        drawn += f"M{place(x)} {place(low)}V{place(high)}"
        drawn += "".join(f"M{place(x - cap)} {place(end)}h{place(2 * cap)}" for end in (low, high))
    return drawn


def _lines(point: Point, sheet: Canvas, label: Place) -> tuple[Text, ...]:
    box = label.box
    x = {"start": box.left + 2, "end": box.right - 2, "middle": (box.left + box.right) / 2}[label.anchor]
    x = round(x, 2)
    first = Text(
        text=point.name if sheet.named else str(point.number),
        x=x, y=round(box.top + _BASELINE, 2), anchor=label.anchor, kind="label",
    )  # fmt: skip
    if not sheet.named or _is_one_line(point, sheet):
        return (first,)
    second = Text(
        text=_second_line(point, sheet), x=x, y=round(first.y + _LINE, 2), anchor=label.anchor, kind="verdict"
    )
    return (first, second)


def _lead(label: Place) -> Line | None:
    if label.lead is None:
        return None
    x1, y1, x2, y2 = (round(end, 2) for end in label.lead)
    return Line(x1=x1, y1=y1, x2=x2, y2=y2)

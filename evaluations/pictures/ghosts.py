"""Where the paths stood before: a hollow mark at each old place, with a line to the new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from evaluations.pictures.canvas import Line
from evaluations.pictures.constraint_map import ConstraintMap, Mark
from evaluations.pictures.points import Point

_LEAST_MOVE = 0.5
_AIR = 2.0


@dataclass(frozen=True, kw_only=True)
class Ghost:
    """The old place of one path; `line` runs to its new mark and ends before it."""

    key: str
    verdict: str
    x: float
    y: float
    radius: float
    line: Line | None


def ghosts(before: Sequence[Point], now: ConstraintMap) -> tuple[Ghost, ...]:
    """A ghost for each path that moved on the map, or that stands on it no longer."""
    marks = {mark.point.key: mark for mark in now.marks}
    found = (_ghost(point, marks.get(point.key), now) for point in before)
    return tuple(ghost for ghost in found if ghost is not None)


def _ghost(point: Point, mark: Mark | None, now: ConstraintMap) -> Ghost | None:
    x, y = round(now.sheet.x(point.fit[1]), 2), round(now.sheet.y(point.support[1]), 2)
    if mark is not None and hypot(mark.x - x, mark.y - y) < _LEAST_MOVE:
        return None
    radius = round(now.sheet.mark * 0.4, 2)
    line = _line(x, y, radius, mark, now.sheet.mark / 2) if mark is not None else None
    return Ghost(key=point.key, verdict=point.verdict, x=x, y=y, radius=radius, line=line)


def _line(x: float, y: float, radius: float, mark: Mark, half: float) -> Line | None:
    """From the edge of the ghost to the edge of the mark; none where they touch."""
    to_x, to_y = mark.left + half, mark.top + half
    length = hypot(to_x - x, to_y - y)
    start, end = radius / length if length else 1, 1 - (half + _AIR) / length if length else 0
    if start >= end:
        return None
    across, down = to_x - x, to_y - y
    return Line(
        x1=round(x + start * across, 2), y1=round(y + start * down, 2),
        x2=round(x + end * across, 2), y2=round(y + end * down, 2),
    )  # fmt: skip

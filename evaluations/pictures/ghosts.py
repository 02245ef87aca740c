"""Where the paths stood before: a faint mark at each old place, with a dotted trail to the new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from evaluations.pictures.canvas import place
from evaluations.pictures.constraint_map import ConstraintMap, Mark, icon_of
from evaluations.pictures.points import Point

_LEAST_MOVE = 0.5
# How far a trail bends aside, as a part of its length: so that two between the same zones can be told apart.
_BEND = 0.12


@dataclass(frozen=True, kw_only=True)
class Ghost:
    """The old place of one path: its mark then, and the trail to where it stands now, in the colour that it has now."""

    key: str
    icon: str
    left: float
    top: float
    tone: str
    trail: str


def ghosts(before: Sequence[Point], now: ConstraintMap) -> tuple[Ghost, ...]:
    """A ghost for each path that moved on the map, or that stands on it no longer."""
    marks = {mark.point.key: mark for mark in now.marks}
    found = (_ghost(point, marks.get(point.key), now) for point in before)
    return tuple(ghost for ghost in found if ghost is not None)


def _ghost(point: Point, mark: Mark | None, now: ConstraintMap) -> Ghost | None:
    sheet = now.sheet
    x, y = round(sheet.x(point.fit[1]), 2), round(sheet.y(point.support[1]), 2)
    if mark is not None and hypot(mark.x - x, mark.y - y) < _LEAST_MOVE:
        return None
    return Ghost(
        key=point.key,
        icon=icon_of(point),
        left=round(x - sheet.mark / 2, 2),
        top=round(y - sheet.mark / 2, 2),
        tone=mark.tone if mark else point.verdict,
        trail=_trail(x, y, mark.middle_x, mark.middle_y) if mark else "",
    )


def _trail(x: float, y: float, to_x: float, to_y: float) -> str:
    """A bow from one place to the other."""
    across, down = to_x - x, to_y - y
    bend_x, bend_y = (x + to_x) / 2 - _BEND * down, (y + to_y) / 2 + _BEND * across
    return f"M{place(x)} {place(y)}Q{place(bend_x)} {place(bend_y)} {place(to_x)} {place(to_y)}"

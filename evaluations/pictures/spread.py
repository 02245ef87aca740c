"""Marks that would cover each other stand side by side: each in turn takes the free place nearest its own."""

from collections.abc import Iterator, Sequence
from math import cos, pi, sin

from evaluations.pictures.canvas import Canvas

At = tuple[float, float]

# Sideways first: neighbours in a row read best. Then the rest of a hexagon, then what lies between.
_ANGLES = (0, 180, 60, 120, 300, 240, 30, 150, 330, 210, 90, 270)
_AIR = 2.0
_STEPS_PER_MARK = 4
_RINGS = 40


def spread(true: Sequence[At], sheet: Canvas) -> list[At]:
    """The middles of the marks for these true places, none closer to another than marks have room."""
    placed: list[At] = []
    for at in true:
        placed.append(next((spot for spot in _spots(at, sheet) if _is_free(spot, placed, sheet)), at))
    return placed


def _spots(at: At, sheet: Canvas) -> Iterator[At]:
    """The place itself, then rings around it, ever wider, as far as they lie on the map."""
    yield at
    plot = sheet.plot
    step = ((sheet.room or sheet.mark) + _AIR) / _STEPS_PER_MARK
    for ring in range(1, _RINGS):
        for angle in _ANGLES:
            x = at[0] + ring * step * cos(angle * pi / 180)
            y = at[1] - ring * step * sin(angle * pi / 180)
            if plot.left <= x <= plot.right and plot.top <= y <= plot.bottom:
                yield (round(x, 2), round(y, 2))


def _is_free(spot: At, placed: Sequence[At], sheet: Canvas) -> bool:
    least = ((sheet.room or sheet.mark) + _AIR - 0.1) ** 2
    return all((spot[0] - x) ** 2 + (spot[1] - y) ** 2 >= least for x, y in placed)

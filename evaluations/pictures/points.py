"""What is drawn on the constraint map, as plain values: one point for each path."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Point:
    """One path: its place in the ranking, verdict key and word, and (lo, point, hi) of fit and support."""

    number: int
    key: str
    name: str
    verdict: str
    word: str
    fights: bool
    fit: tuple[float, float, float]
    support: tuple[float, float, float]
    # The figures in words, for those who do not see the picture.
    figures: str
    # Of a withheld verdict: the verdict that it leans to, and how likely that is.
    lean: str | None = None
    chance: float | None = None
    # What stands under the name instead of the word.
    beneath: str = ""
    # Fit and support as they are read off the axes; empty where the axes have numbers.
    shown: tuple[str, ...] = ()


class _Axis(Protocol):
    @property
    def point_shown(self) -> str: ...

    @property
    def lo(self) -> float: ...

    @property
    def point(self) -> float: ...

    @property
    def hi(self) -> float: ...


class _Path(Protocol):
    """As much of a path as its point is made of: `wording.PathWords` is one."""

    @property
    def key(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def verdict(self) -> str: ...

    @property
    def word(self) -> str: ...

    @property
    def fights(self) -> bool: ...

    @property
    def fit(self) -> _Axis | None: ...

    @property
    def support(self) -> _Axis | None: ...

    @property
    def figures(self) -> str: ...


class _Outlook(_Path, Protocol):
    """As much of `wording.outlook.PathOutlook`."""

    @property
    def lean(self) -> str | None: ...

    @property
    def chance(self) -> float | None: ...

    @property
    def beneath(self) -> str: ...


def leaning_points_of(paths: Iterable[_Outlook]) -> tuple[Point, ...]:
    """The same of paths whose withheld verdicts show where they lean."""
    found = {path.key: path for path in paths}
    return tuple(
        replace(
            point,
            lean=found[point.key].lean,
            chance=found[point.key].chance,
            beneath=found[point.key].beneath,
            shown=tuple(
                axis.point_shown for axis in (found[point.key].fit, found[point.key].support) if axis
            ),
        )
        for point in points_of(found.values())
    )


def points_of(paths: Iterable[_Path]) -> tuple[Point, ...]:
    """A point for each path that has figures, numbered in the order given."""
    return tuple(
        Point(
            number=number,
            key=path.key,
            name=path.name,
            verdict=path.verdict,
            word=path.word,
            fights=path.fights,
            fit=(path.fit.lo, path.fit.point, path.fit.hi),
            support=(path.support.lo, path.support.point, path.support.hi),
            figures=path.figures,
        )
        for number, path in enumerate(paths, start=1)
        if path.fit is not None and path.support is not None
    )

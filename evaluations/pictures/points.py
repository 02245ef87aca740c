"""What is drawn on the constraint map, as plain values: one point for each path."""

from collections.abc import Iterable
from dataclasses import dataclass
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


class _Axis(Protocol):
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

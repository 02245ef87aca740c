"""What a figure is made of, as rows of bars: what adds to it, what takes away, what it comes to."""

from dataclasses import dataclass

from evaluations.vocabulary import BAR_HIGH


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One row: a bar from `start` to `end` on the line from 0 to 1, and how far it could reach.

    `kind`: what it adds, what it takes, the total, or what binds.
    """

    name: str
    start: float
    end: float
    most: float
    shown: str
    kind: str = "adds"

    @property
    def low(self) -> float:
        return min(self.start, self.end)

    @property
    def high(self) -> float:
        return max(self.start, self.end)


@dataclass(frozen=True, kw_only=True)
class Waterfall:
    """A picture with its title, its rows, and the bar that has to be reached."""

    title: str
    rows: tuple[Bar, ...]
    enough: float = BAR_HIGH

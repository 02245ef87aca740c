"""What is known of one answer: a level, and how likely a measurement would land on each of the five (section 3)."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from ..constants import EVIDENCED, LEVELS, LIKELY, TOLERANCE, TOP_LEVEL
from ..inputs import Answer
from .constants import MISSES, PARTLY

Chances = tuple[float, ...]  # of the levels 0 to 4; sum 1

_EVEN: Chances = (0.2,) * 5
_HALF_OF_CHANCES = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """An answer as the method sees it. Equal knowledge is one object: see `known`.

    `stated`: the level 0 to 4 that was said, None for an open question. `chances`: where a measurement would
    land. `worse` and `better`: the same cut at what was said, should it turn out worse, or better; an open
    question is No for certain on one side and Yes on the other. `measured`: nothing is left to find out.
    """

    stated: int | None
    chances: Chances
    evidenced: bool

    worse: Chances
    better: Chances
    lowest: int
    highest: int
    worse_at_bar: int  # the level on the worse side below which too much would be lost to issue anything
    better_at_bar: int
    measured: bool

    @property
    def point(self) -> int:
        """The level that was said; Partly for an open question."""
        return PARTLY if self.stated is None else self.stated

    @property
    def floor(self) -> int:
        """The level that was said; No for an open question."""
        return 0 if self.stated is None else self.stated

    @property
    def ceiling(self) -> int:
        """The level that was said; Yes for an open question."""
        return TOP_LEVEL if self.stated is None else self.stated

    def cumulative(self) -> Chances:
        """The chance of at most each level."""
        return tuple(accumulate(self.chances))


def known(answer: Answer) -> Known:
    """What is known of an applicable answer."""
    if answer.p is not None:
        return _pooled(answer.p, answer.evidenced)
    if answer.level is None or answer.grade is None:
        return OPEN
    return graded(answer.level, answer.grade)


@lru_cache(maxsize=32)
def graded(level: int, grade: str) -> Known:
    """What is known of a level (0 to 4) with a grade of evidence."""
    chances = [MISSES[grade][abs(other - level) - 1] if other != level else 0.0 for other in LEVELS]
    chances[level] = 1.0 - sum(chances)
    return _known(level, tuple(chances), evidenced=grade in EVIDENCED)


@lru_cache(maxsize=4096)
def _pooled(chances: Chances, evidenced: bool) -> Known:
    total = sum(chances)
    own = tuple(chance / total for chance in chances)
    stated = next(
        level for level, below in enumerate(accumulate(own)) if below >= _HALF_OF_CHANCES - TOLERANCE
    )
    return _known(stated, own, evidenced=evidenced)


def _known(stated: int, chances: Chances, *, evidenced: bool) -> Known:
    worse = tuple(
        chances[level] if level < stated else sum(chances[stated:]) if level == stated else 0.0
        for level in LEVELS
    )
    better = tuple(
        chances[level] if level > stated else sum(chances[: stated + 1]) if level == stated else 0.0
        for level in LEVELS
    )
    return _built(stated, chances, evidenced, worse, better)


def _built(stated: int | None, chances: Chances, evidenced: bool, worse: Chances, better: Chances) -> Known:
    possible = [level for level in LEVELS if chances[level] > 0]
    return Known(
        stated=stated,
        chances=chances,
        evidenced=evidenced,
        worse=worse,
        better=better,
        lowest=possible[0],
        highest=possible[-1],
        worse_at_bar=_first(worse, above=1 - LIKELY + TOLERANCE),
        better_at_bar=_first(better, above=LIKELY - TOLERANCE),
        measured=evidenced and len(possible) == 1,
    )


def _first(chances: Chances, *, above: float) -> int:
    """The smallest level whose cumulative chance is above a share."""
    return next((level for level, reached in enumerate(accumulate(chances)) if reached > above), TOP_LEVEL)


OPEN = _built(None, _EVEN, False, (1.0, 0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0, 1.0))


def measured(level: int) -> Known:
    """A level that was measured."""
    return graded(level, "measured")

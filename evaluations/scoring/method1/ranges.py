"""From an answer to a range of values (section 3)."""

from typing import NamedTuple

from ..constants import LEVELS, TOP_LEVEL
from ..inputs import Answer
from .constants import HALF_WIDTHS


class Range(NamedTuple):
    """What an answer leaves possible, in answer units from 0 to 1; `mid` is the point value."""

    lo: float
    mid: float
    hi: float

    @property
    def is_open(self) -> bool:
        """Whether more evidence could still move the value."""
        return self.lo < self.hi


WHOLE_SCALE = Range(0.0, 0.5, 1.0)


def range_of(answer: Answer) -> Range:
    """The range of an applicable answer; an unanswered one spans the whole scale."""
    if answer.lo is not None and answer.hi is not None:
        return Range(answer.lo, (answer.lo + answer.hi) / 2, answer.hi)
    if answer.level is None or answer.grade is None:
        return WHOLE_SCALE
    return graded(answer.level, answer.grade)


def graded(level: int, grade: str) -> Range:
    """The range of a level (0 to 4) known with a grade of evidence."""
    return _GRADED[level, grade]


def _graded(level: int, half_width: float) -> Range:
    value = level / TOP_LEVEL
    lo, hi = max(0.0, value - half_width), min(1.0, value + half_width)
    return Range(lo, (lo + hi) / 2, hi)


_GRADED = {
    (level, grade): _graded(level, half_width)
    for level in LEVELS
    for grade, half_width in HALF_WIDTHS.items()
}

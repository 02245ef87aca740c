"""The fewest changes of answers that flip a verdict, searched exhaustively (section 11)."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations_with_replacement, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..columns import FloatArray
from ..constants import PLACES, SCALE, STEP, TOP_LEVEL
from .constants import FLIP_STEPS, VERDICTS
from .explain import outcomes
from .path_scores import PathScores
from .ranges import graded
from .result import Flip
from .terms import Item

_CACHED_ITEMS = 20  # up to 1,540 rows of steps are kept for a number of items; no path has more
_BLOCK = 4096  # beyond that, so many sets of changes are scored at once


def upward(path_scores: PathScores) -> Flip | None:
    """What would have to be true for the point verdict to be SCALE; None beyond three steps."""
    if path_scores.verdict == SCALE:
        return None
    return _search(path_scores, direction=1, goal=range(VERDICTS.index(SCALE), len(VERDICTS)))


def downward(path_scores: PathScores) -> Flip | None:
    """What would bring the point verdict down; None beyond three steps."""
    return _search(path_scores, direction=-1, goal=range(VERDICTS.index(path_scores.verdict)))


def _search(path_scores: PathScores, *, direction: int, goal: range) -> Flip | None:
    """Totals of one to three steps; the verdict is monotone, so steps go one way only."""
    items = path_scores.terms.items
    asked = [index for index, item in enumerate(items) if item.answer.is_answered]
    ladders = np.array([_ladder(items[index], direction) for index in asked])
    if not goal or not asked or not _is_within_reach(path_scores, asked, ladders, goal):
        return None
    for total in range(1, FLIP_STEPS + 1):
        tables = _step_tables(len(asked), total)
        found = [
            best for steps in tables if (best := _best(path_scores, asked, ladders, steps, direction, goal))
        ]
        if found:
            return Flip(total, dict(min(found).changes))
    return None


def _ladder(item: Item, direction: int) -> list[float]:
    """The point value after 0 to 3 steps; it stays where the scale ends."""
    answer, ladder = item.answer, [item.range.mid]
    for steps in range(1, FLIP_STEPS + 1):
        moved = item.range.mid + direction * steps * STEP
        if answer.level is not None and answer.grade is not None:
            level = min(TOP_LEVEL, max(0, answer.level + direction * steps))
            moved = graded(level, answer.grade).mid
        ladder.append(min(1.0, max(0.0, moved)))
    return ladder


def _is_within_reach(path_scores: PathScores, asked: list[int], ladders: FloatArray, goal: range) -> bool:
    """Whether changing every answer as far as the search goes would do."""
    table = np.array(path_scores.terms.points)[:, np.newaxis]
    table[asked, 0] = ladders[:, -1]
    return int(outcomes(path_scores.terms, table).codes[0]) in goal


def _step_tables(count: int, total: int) -> Iterator[NDArray[np.int8]]:
    """Every way to spread a total of steps over the items, in blocks of rows."""
    if count <= _CACHED_ITEMS:
        yield _step_table(count, total)
        return
    spread = combinations_with_replacement(range(count), total)
    while block := list(islice(spread, _BLOCK)):
        yield _counted(np.array(block), count)


@lru_cache(maxsize=_CACHED_ITEMS * FLIP_STEPS)
def _step_table(count: int, total: int) -> NDArray[np.int8]:
    return _counted(np.array(list(combinations_with_replacement(range(count), total))), count)


def _counted(chosen: NDArray[np.int64], count: int) -> NDArray[np.int8]:
    steps = np.zeros((len(chosen), count), dtype=np.int8)
    for column in chosen.T:
        steps[np.arange(len(chosen)), column] += 1
    return steps


class _Candidate(NamedTuple):
    """A flipping set of changes; the smallest is the one to name."""

    items: int
    distance: float  # F + S, the sign turned so that less is preferred
    ids: tuple[str, ...]
    changes: tuple[tuple[str, int], ...]


def _best(
    path_scores: PathScores,
    asked: list[int],
    ladders: FloatArray,
    steps: NDArray[np.int8],
    direction: int,
    goal: range,
) -> _Candidate | None:
    """The preferred set of changes of a block, if any flips the verdict."""
    table = np.repeat(np.array(path_scores.terms.points)[:, np.newaxis], len(steps), axis=1)
    table[asked] = np.take_along_axis(ladders, steps.T.astype(np.intp), axis=1)
    found = outcomes(path_scores.terms, table)
    flipping = np.flatnonzero((found.codes >= goal.start) & (found.codes < goal.stop))
    if not len(flipping):
        return None
    items = np.count_nonzero(steps[flipping], axis=1)
    reached = np.broadcast_to(found.fit + found.support, len(steps))[flipping]
    distance = np.round(-direction * reached, PLACES)
    # Only what is level in both has to be told apart by ids.
    order = np.lexsort((distance, items))
    first = order[0]
    level = [row for row in order if items[row] == items[first] and distance[row] == distance[first]]
    return min(
        _candidate(
            path_scores, asked, steps[flipping[row]] * direction, int(items[row]), float(distance[row])
        )
        for row in level
    )


def _candidate(
    path_scores: PathScores, asked: list[int], steps: NDArray[np.int8], items: int, distance: float
) -> _Candidate:
    named = zip((path_scores.terms.items[index].id for index in asked), steps.tolist(), strict=True)
    changes = tuple(sorted((item, step) for item, step in named if step))
    return _Candidate(items, distance, tuple(item for item, _ in changes), changes)

"""The fewest items that are enough (section 11)."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from .constants import BEYOND

Set = tuple[int, ...]  # places of items, in the order of the pool
Enough = Callable[[Sequence[Set]], list[bool]]


class Found(NamedTuple):
    """A set of items that is enough; `smallest` where no smaller one is."""

    items: Set
    smallest: bool


def fewest(pool: Set, enough: Enough) -> Found | None:
    """The fewest items of a pool that are enough; None where all of them are not.

    Exact where `smallest`: what is enough stays so when more is added. So an item without which the rest of
    the pool fails is indispensable; these, and up to two others in the order of the pool, are tried whole.
    Beyond that items are left out one by one.
    """
    if not enough([pool])[0]:
        return None
    without = enough([_less(pool, item) for item in pool])
    indispensable = tuple(item for item, still in zip(pool, without, strict=True) if not still)
    others = _less(pool, *indispensable)
    for size in range(BEYOND + 1):
        sets = [_together(pool, (*indispensable, *more)) for more in combinations(others, size)]
        first = next((found for found, hit in zip(sets, enough(sets), strict=True) if hit), None)
        if first is not None:
            return Found(first, True)
    kept = pool
    for item in others:
        if enough([_less(kept, item)])[0]:
            kept = _less(kept, item)
    # One more than was tried whole, and no item to spare, is still the fewest.
    return Found(kept, len(kept) == len(indispensable) + BEYOND + 1)


def _less(pool: Set, *items: int) -> Set:
    return tuple(item for item in pool if item not in items)


def _together(pool: Set, items: Iterable[int]) -> Set:
    chosen = set(items)
    return tuple(item for item in pool if item in chosen)


def sets_up_to(pool: Set, size: int) -> Iterable[list[Set]]:
    """All sets of one item, then all of two, and so on; each list in the order of the pool."""
    for count in range(1, min(size, len(pool)) + 1):
        yield list(combinations(pool, count))

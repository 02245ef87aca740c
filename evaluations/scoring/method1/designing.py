"""Which product factors and surfaces to design in first (section 6), at the point values."""

from collections.abc import Sequence

from ..columns import dot
from ..constants import BAR_HIGH, BAR_LOW, DESIGN_TARGET, SCALE
from .fit import Scores, plainly_capped
from .terms import Terms


class _Candidates:
    """The raisable items below the design target, and what raising some of them does to fit.

    `points` are the values of the dimensions with every item at the middle of its range.
    """

    def __init__(self, terms: Terms, points: Sequence[float]) -> None:
        self._terms = terms
        self._points = points
        self._dimension_of: dict[int, int] = {}
        self._gain: dict[int, float] = {}
        for index in terms.raisable:
            short = DESIGN_TARGET - terms.items[index].range.mid
            if short > 0:
                position = next(place for place, each in enumerate(terms.dimensions) if index < each.stop)
                dimension = terms.dimensions[position]
                self._dimension_of[index] = position
                self._gain[index] = dimension.relevances[index - dimension.start] / dimension.total * short
        self.indices = sorted(self._gain, key=lambda index: terms.items[index].id)

    def ids(self, indices: Sequence[int]) -> tuple[str, ...]:
        """The item ids."""
        return tuple(self._terms.items[index].id for index in indices)

    def surfaces(self) -> list[int]:
        """The candidates that are surfaces, by id."""
        return [index for index in self.indices if self._terms.items[index].id.startswith("surface/")]

    def fit(self, raised: Sequence[int]) -> float:
        """F with these items raised to the design target."""
        values = list(self._points)
        for index in raised:
            values[self._dimension_of[index]] += self._gain[index]
        return plainly_capped(dot(self._terms.weights, values), min(values))

    def best(self, chosen: Sequence[int], open_: Sequence[int], more: int) -> float:
        """The highest F with the chosen items and `more` of the open ones raised.

        Fit rises with each dimension, so within one the largest gains are best; only the split
        between the (at most two) dimensions is tried.
        """
        ranked: dict[int, list[int]] = {}
        for index in sorted(open_, key=lambda index: -self._gain[index]):
            ranked.setdefault(self._dimension_of[index], []).append(index)
        first, second = (*ranked.values(), [], [])[:2]
        splits = range(max(0, more - len(second)), min(more, len(first)) + 1)
        return max((self.fit([*chosen, *first[:n], *second[: more - n]]) for n in splits), default=-1.0)


def design_in(terms: Terms, point: Scores, points: Sequence[float]) -> tuple[str, ...]:
    """The fewest items whose raising to "Mostly" lifts fit to the bar, by id.

    Among equally few, those with the highest fit, then the first by sorted ids. All candidates
    when even they do not suffice; none when fit is there already.
    """
    if point.F >= BAR_HIGH:
        return ()
    candidates = _Candidates(terms, points)
    everything = candidates.indices
    if point.F_star < BAR_HIGH:
        return candidates.ids(everything)
    for size in range(1, len(everything) + 1):
        target = candidates.best((), everything, size)
        if target >= BAR_HIGH:
            return candidates.ids(_first_reaching(candidates, size, target))
    return candidates.ids(everything)


def _first_reaching(candidates: _Candidates, size: int, target: float) -> list[int]:
    """The first set, by sorted ids, of this size that reaches the target."""
    chosen: list[int] = []
    for place, index in enumerate(candidates.indices):
        left = size - len(chosen) - 1
        if left < 0:
            break
        if candidates.best([*chosen, index], candidates.indices[place + 1 :], left) >= target:
            chosen.append(index)
    return chosen


def first_design_move(terms: Terms, verdict: str, points: Sequence[float], carry: float | None) -> str | None:
    """For a path that scales without help from the product: the surface to begin with.

    `verdict`, `points` (the dimensions) and `carry` (None: no surface applies) are those at the point.
    """
    if verdict != SCALE or carry is None or carry >= BAR_LOW:
        return None
    candidates = _Candidates(terms, points)
    best = max(candidates.surfaces(), key=lambda index: candidates.fit([index]), default=None)
    return None if best is None else terms.items[best].id

"""What one path's score is made of: its items, in one fixed order, with their ranges and weights.

The order is: fit items by dimension (factors by id, then surfaces by id), capability factors,
constraints, and last the growth-model match. An item that does not apply is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from ..constants import CAPABILITY, CARRY, DIMENSIONS, GROWTH_MODEL, ROLES, TOP_LEVEL
from ..inputs import Answer, Inputs, Path
from .ranges import Range, range_of


class Item(NamedTuple):
    """One applicable question with what is known about it."""

    id: str
    range: Range
    answer: Answer


class Dimension(NamedTuple):
    """A fit dimension of one path: which items make it up, and with what relevance."""

    name: str
    start: int
    stop: int
    relevances: tuple[float, ...]
    total: float
    weight: float  # central weight; over the dimensions present these sum to `Terms.applicability`


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that enters one path's score."""

    path: Path
    items: tuple[Item, ...]
    dimensions: tuple[Dimension, ...]
    weights: tuple[float, ...]  # central weights shared out over the dimensions present; sum 1
    applicability: float
    raisable: tuple[int, ...]  # product factors and designable surfaces
    support_start: int
    match_is_known: bool  # the growth model is declared, or overridden for this path
    match_levels: tuple[float, ...]  # values of the match by growth model, when it is not known

    @property
    def key(self) -> str:
        """The path's key."""
        return self.path.key

    @property
    def requirements(self) -> tuple[Item, ...]:
        """Capability factors and constraints; never empty, for every path has a constraint."""
        return self.items[self.support_start : -1]

    @property
    def match(self) -> int:
        """Index of the growth-model match, the last item."""
        return len(self.items) - 1

    @property
    def lows(self) -> list[float]:
        """Every item at the low end of its range."""
        return [item.range.lo for item in self.items]

    @property
    def points(self) -> list[float]:
        """Every item at the middle of its range."""
        return [item.range.mid for item in self.items]

    @property
    def highs(self) -> list[float]:
        """Every item at the high end of its range."""
        return [item.range.hi for item in self.items]


def terms_of(inputs: Inputs, path: Path, central: Mapping[str, float]) -> Terms:
    """The terms of one path under central weights for the five dimensions.

    Without an applicable fit item it has no dimensions, and there is nothing to score.
    """
    linked = _linked(path)
    items: list[Item] = []
    dimensions: list[Dimension] = []
    raisable: list[int] = []
    for name, asked in linked.fit:
        start = len(items)
        relevances: list[float] = []
        for item, relevance in asked:
            answer = inputs.answer(item)
            if answer.na:
                continue
            if name == "product" or (name == CARRY and answer.designable):
                raisable.append(len(items))
            items.append(Item(item, range_of(answer), answer))
            relevances.append(relevance)
        if relevances:
            own, total = tuple(relevances), sum(relevances)
            dimensions.append(Dimension(name, start, len(items), own, total, central[name]))
    applicability = sum([dimension.weight for dimension in dimensions])
    support_start = len(items)
    answers = [(item, inputs.answer(item)) for item in linked.requirements]
    items.extend([Item(item, range_of(answer), answer) for item, answer in answers if not answer.na])
    items.append(_match(inputs, linked))
    return Terms(
        path=path,
        items=tuple(items),
        dimensions=tuple(dimensions),
        weights=tuple([dimension.weight / applicability for dimension in dimensions]),
        applicability=applicability,
        raisable=tuple(raisable),
        support_start=support_start,
        match_is_known=items[-1].id != GROWTH_MODEL,
        match_levels=linked.match_levels,
    )


class _Linked(NamedTuple):
    """A path's item ids: for fit by dimension with their relevance, for support, and the match."""

    fit: tuple[tuple[str, tuple[tuple[str, float], ...]], ...]
    requirements: tuple[str, ...]
    match: str
    match_of: Mapping[str, float]
    match_levels: tuple[float, ...]


@lru_cache(maxsize=256)
def _linked(path: Path) -> _Linked:
    """Kept, since the paths of a release are the same for every evaluation made with it."""
    parts: dict[str, list[tuple[str, float]]] = {role: [] for role in ROLES}
    for item, role in path.factor_items:
        parts[role].append((item, 1.0))
    parts[CARRY] = [(item, float(relevance)) for item, relevance in path.surface_items]
    match_of = {model: level / TOP_LEVEL for model, level in path.alignment}
    return _Linked(
        fit=tuple((name, tuple(parts[name])) for name in DIMENSIONS),
        requirements=(*(item for item, _ in parts[CAPABILITY]), *path.constraint_items),
        match=path.alignment_item,
        match_of=MappingProxyType(match_of),
        match_levels=tuple(match_of.values()),
    )


def match_item(inputs: Inputs, path: Path) -> Item:
    """The growth-model match of a path; the item is `growth_model` while it is not known."""
    return _match(inputs, _linked(path))


def _match(inputs: Inputs, linked: _Linked) -> Item:
    """The growth-model match: an operator's override, else the catalog's level for the declared model."""
    override = inputs.answer(linked.match)
    if override.is_answered:
        return Item(linked.match, range_of(override), override)
    if inputs.growth_model is not None:
        value = linked.match_of[inputs.growth_model]
        return Item(linked.match, Range(value, value, value), override)
    lo, hi = min(linked.match_levels), max(linked.match_levels)
    return Item(GROWTH_MODEL, Range(lo, (lo + hi) / 2, hi), override)

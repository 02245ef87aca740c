"""What one path's score is made of: its items, in one fixed order, with their ranges and weights.

The order is: fit items by dimension (factors by id, then surfaces by id), capability factors,
constraints, and last the growth-model match. An item that does not apply is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from .columns import Column
from .constants import CAPABILITY, CARRY, DIMENSIONS, FIT_ROLES, GROWTH_MODEL, ROLES, TOP_LEVEL
from .inputs import Answer, Inputs, Path
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
    def lows(self) -> list[Column]:
        """Every item at the low end of its range."""
        return [item.range.lo for item in self.items]

    @property
    def points(self) -> list[Column]:
        """Every item at the middle of its range."""
        return [item.range.mid for item in self.items]

    @property
    def highs(self) -> list[Column]:
        """Every item at the high end of its range."""
        return [item.range.hi for item in self.items]


def terms_of(inputs: Inputs, path: Path, central: Mapping[str, float]) -> Terms:
    """The terms of one path under central weights for the five dimensions."""
    linked = _items_by_part(path)
    items: list[Item] = []
    dimensions: list[Dimension] = []
    raisable: list[int] = []
    for name in DIMENSIONS:
        start = len(items)
        relevances: list[float] = []
        for item, relevance in linked[name]:
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
    applicability = sum(dimension.weight for dimension in dimensions)
    support_start = len(items)
    items.extend(_requirements(inputs, path, linked[CAPABILITY]))
    items.append(_match(inputs, path))
    return Terms(
        path=path,
        items=tuple(items),
        dimensions=tuple(dimensions),
        weights=tuple(dimension.weight / applicability for dimension in dimensions),
        applicability=applicability,
        raisable=tuple(raisable),
        support_start=support_start,
        match_is_known=items[-1].id != GROWTH_MODEL,
        match_levels=_match_levels(path),
    )


_Linked = list[tuple[str, float]]


def _items_by_part(path: Path) -> dict[str, _Linked]:
    """Item ids with their relevance, by dimension and for capability."""
    parts: dict[str, _Linked] = {role: [] for role in ROLES}
    for item, role in path.factor_items:
        parts[role].append((item, 1.0))
    parts[CARRY] = [(item, float(relevance)) for item, relevance in path.surface_items]
    return parts


def _requirements(inputs: Inputs, path: Path, capabilities: _Linked) -> list[Item]:
    asked = [*(item for item, _ in capabilities), *path.constraint_items]
    answers = [(item, inputs.answer(item)) for item in asked]
    return [Item(item, range_of(answer), answer) for item, answer in answers if not answer.na]


def _match(inputs: Inputs, path: Path) -> Item:
    """The growth-model match: an operator's override, else the catalog's level for the declared model."""
    override = inputs.answer(path.alignment_item)
    if override.is_answered:
        return Item(path.alignment_item, range_of(override), override)
    if inputs.growth_model is not None:
        value = dict(path.alignment)[inputs.growth_model] / TOP_LEVEL
        return Item(path.alignment_item, Range(value, value, value), override)
    values = _match_levels(path)
    lo, hi = min(values), max(values)
    return Item(GROWTH_MODEL, Range(lo, (lo + hi) / 2, hi), override)


def _match_levels(path: Path) -> tuple[float, ...]:
    return tuple(level / TOP_LEVEL for _, level in path.alignment)


def has_fit(inputs: Inputs, path: Path) -> bool:
    """Whether any fit item of the path applies; without one there is nothing to score."""
    fit = [item for item, role in path.factor_items if role in FIT_ROLES]
    fit.extend(item for item, _ in path.surface_items)
    return any(not inputs.answer(item).na for item in fit)

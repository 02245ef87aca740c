"""What one path's judgement is made of: its items in one fixed order, with what is known of each (section 2).

The order is: fit items by dimension (factors by id, then surfaces by id), capability factors, constraints. The
match with the growth model stands apart, at the place after the last item: an undeclared model is a choice
among several matches, not one that is uncertain.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from ..constants import CAPABILITY, CARRY, DIMENSIONS, ROLES
from ..inputs import Answer, Inputs, Path
from ..polytope import Order, central_weights
from .constants import GRADE_OF_CELL, STEP_OF
from .known import Known, graded, known

_EXACT = "source"


class Dimension(NamedTuple):
    """A fit dimension of one path: which items make it up, with what relevance, and how far above it fit can be."""

    name: str
    start: int
    stop: int
    relevances: tuple[int, ...]
    total: int
    step: float


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What of a path does not hang on the levels: its applicable items and how they are put together.

    Equal shapes are one object, kept from one evaluation to the next.
    """

    key: str
    items: tuple[str, ...]  # fit items, then capability factors and constraints
    dimensions: tuple[Dimension, ...]
    weights: tuple[float, ...]  # central weights shared out over the dimensions present; sum 1
    applicability: float  # the weight of the dimensions present, of 1
    raisable: tuple[bool, ...]  # by fit item: whether design can raise it
    requirements: int  # place of the first capability factor or constraint
    order: Order | None

    @property
    def match(self) -> int:
        """The place of the match with the growth model, after the last item."""
        return len(self.items)

    @property
    def match_item(self) -> str:
        """Item id of the match."""
        return f"{self.key}@alignment"

    def item(self, place: int) -> str:
        """Item id of a place."""
        return self.match_item if place == len(self.items) else self.items[place]


@dataclass(frozen=True, slots=True)
class Matches:
    """The match with each growth model in question: one when it is declared or overridden, else one for each."""

    known: tuple[Known, ...]
    models: tuple[str | None, ...]
    overridden: bool = False

    @property
    def is_known(self) -> bool:
        """Whether there is one match, not a choice of models."""
        return self.models == (None,)


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that enters the judgement of one path."""

    path: Path
    shape: Shape
    known: tuple[Known, ...]  # by item
    matches: Matches
    designable: frozenset[str]  # surfaces marked so
    not_applicable: tuple[str, ...]

    @property
    def key(self) -> str:
        """The path's key."""
        return self.path.key


def every_terms(inputs: Inputs) -> dict[str, Terms]:
    """The terms of each path with at least one applicable fit item, by key."""
    found = (terms_of(inputs, path) for path in inputs.paths)
    return {terms.key: terms for terms in found if terms.shape.dimensions}


def terms_of(inputs: Inputs, path: Path) -> Terms:
    """The terms of one path; without an applicable fit item it has no dimensions and cannot be judged."""
    asked = (*_fit_items(path), *_requirement_items(path))
    answers = {item: inputs.answer(item) for item in asked}
    out = tuple(item for item in asked if answers[item].na)
    designable = frozenset(
        item for item, _ in path.surface_items if answers[item].designable and not answers[item].na
    )
    shape = _shape(path, frozenset(out), designable, inputs.order)
    return Terms(
        path=path,
        shape=shape,
        known=tuple([known(answers[item]) for item in shape.items]),
        matches=match_of(inputs, path),
        designable=designable,
        not_applicable=out,
    )


@lru_cache(maxsize=512)
def _linked(path: Path) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """The items of each role and of carry, with their relevance."""
    parts: dict[str, list[tuple[str, int]]] = {role: [] for role in ROLES}
    for item, role in path.factor_items:
        parts[role].append((item, 1))
    parts[CARRY] = list(path.surface_items)
    return {name: tuple(rows) for name, rows in parts.items()}


@lru_cache(maxsize=512)
def _fit_items(path: Path) -> tuple[str, ...]:
    return tuple(item for name in DIMENSIONS for item, _ in _linked(path)[name])


@lru_cache(maxsize=512)
def _requirement_items(path: Path) -> tuple[str, ...]:
    return (*(item for item, _ in _linked(path)[CAPABILITY]), *path.constraint_items)


@lru_cache(maxsize=1024)
def _shape(path: Path, out: frozenset[str], designable: frozenset[str], order: Order | None) -> Shape:
    central = central_weights(order)
    items: list[str] = []
    dimensions: list[Dimension] = []
    for name in DIMENSIONS:
        rows = [(item, relevance) for item, relevance in _linked(path)[name] if item not in out]
        if rows:
            relevances = tuple(relevance for _, relevance in rows)
            start, stop = len(items), len(items) + len(rows)
            dimensions.append(Dimension(name, start, stop, relevances, sum(relevances), STEP_OF[name]))
            items.extend(item for item, _ in rows)
    weights = [central[dimension.name] for dimension in dimensions]
    applicability = sum(weights)
    start = len(items)
    raisable = tuple(item in designable or item in _product_factors(path) for item in items)
    items.extend(item for item in _requirement_items(path) if item not in out)
    return Shape(
        key=path.key,
        items=tuple(items),
        dimensions=tuple(dimensions),
        weights=tuple(weight / applicability for weight in weights),
        applicability=applicability,
        raisable=raisable,
        requirements=start,
        order=order,
    )


@lru_cache(maxsize=512)
def _product_factors(path: Path) -> frozenset[str]:
    """Product factors that design can raise: not those that ask about economics."""
    spared = {f"{path.key}/{factor}" for factor in path.economics}
    return frozenset(item for item, role in path.factor_items if role == "product" and item not in spared)


def match_of(inputs: Inputs, path: Path) -> Matches:
    """The match of a path: an override, the catalog's cell of the declared model, or a cell for each model."""
    override = inputs.answer(path.alignment_item)
    if override.is_answered:
        return Matches((known(override),), (None,), overridden=True)
    cells = _cells(path)
    if inputs.growth_model is not None:
        return Matches((cells[inputs.growth_model],), (None,))
    return Matches(tuple(cells.values()), tuple(cells))


@lru_cache(maxsize=512)
def _cells(path: Path) -> Mapping[str, Known]:
    """The catalog's own judgement of the match with each growth model, known as well as its provenance says."""
    whose = dict(path.provenance)
    return {model: graded(level, GRADE_OF_CELL[whose.get(model, _EXACT)]) for model, level in path.alignment}


def cell_of(path: Path, model: str) -> Known:
    """What the catalog says of the match with one growth model."""
    return _cells(path)[model]


def answered_no(inputs: Inputs, items: Iterable[str]) -> Inputs:
    """The inputs with these items answered No, measured."""
    changed = {**inputs.answers, **{item: Answer(level=0, grade="measured") for item in items}}
    return replace(inputs, answers={item: changed[item] for item in sorted(changed)})

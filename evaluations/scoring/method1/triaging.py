"""Triage: what the surfaces and the growth model say of each path before anything else is asked (sections 4 and 5).

Only two of the method's values are looked at: carry and the match. Demand and constraint are unknown, so
nothing here is a verdict, and nothing of it enters one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ..columns import number, rounded
from ..constants import BAR_LOW, GROWTH_MODEL
from ..inputs import Inputs, Path
from ..rounding import stored
from .constants import METHOD
from .ranges import Range, range_of
from .terms import match_item


@dataclass(frozen=True, slots=True)
class _Triaged:
    """What triage knows of one path. `carry` is None where no linked surface applies."""

    key: str
    carry: Range | None
    answered: int
    applicable: int
    match: Range
    match_from: str

    @property
    def is_set_aside(self) -> bool:
        """Whether a known match lies below the lower bar from end to end: then the verdict is Park (section 6)."""
        return self.match_from != "undeclared" and self.match.hi < BAR_LOW

    @property
    def place(self) -> tuple[float, float, str]:
        """By the middle of carry, then its low end, then key; a path that no surface can carry comes last."""
        if self.carry is None:
            return (1.0, 1.0, self.key)
        return (-self.carry.mid, -self.carry.lo, self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """A range from 0 to 1, as stored."""

    lo: float
    point: float
    hi: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SurfaceCount:
    """How many of a path's surfaces apply, and how many of those are answered."""

    answered: int
    applicable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TriagedPath:
    """What triage says of one path. `carry` is None where no linked surface applies.

    `match_from`: `growth_model`, `override` or `undeclared`. `set_aside`: a known match lies below the lower bar.
    """

    carry: Ends | None
    surfaces: SurfaceCount
    match: Ends
    match_from: str
    set_aside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """The paths that stay, in order, and those set aside, by key; `paths` has both."""

    method: str
    growth_model: str | None
    order: tuple[str, ...]
    set_aside: tuple[str, ...]
    paths: Mapping[str, TriagedPath]


def triage(inputs: Inputs) -> Triage:
    """Order paths by carry, and set those aside that fight the growth model.

    Carry is section 4's x_carry = Σ r·x / Σ r over the linked surfaces that apply, with every surface at the low
    end, the middle and the high end of its range (section 3): it never falls when an answer rises, so the range
    is exact. The match A is section 5's. A path is set aside where A is known (the growth model is declared, or
    the path's own match is answered) and below 0.375 throughout: such a path is parked whatever else is
    answered. With an undeclared growth model nothing is set aside for it.

    `order` is by the middle of carry, then its low end, then key. Reads the answers on surfaces and matches alone,
    so no other answer can change it.
    """
    found = sorted((_triaged(inputs, path) for path in inputs.paths), key=lambda each: each.place)
    return Triage(
        method=METHOD,
        growth_model=inputs.growth_model,
        order=tuple(each.key for each in found if not each.is_set_aside),
        set_aside=tuple(each.key for each in found if each.is_set_aside),
        paths={each.key: _stored(each) for each in found},
    )


def _triaged(inputs: Inputs, path: Path) -> _Triaged:
    linked = [(inputs.answer(item), relevance) for item, relevance in path.surface_items]
    applicable = [(answer, relevance) for answer, relevance in linked if not answer.na]
    match = match_item(inputs, path)
    return _Triaged(
        key=path.key,
        carry=_carry([(range_of(answer), relevance) for answer, relevance in applicable]),
        answered=sum(answer.is_answered for answer, _ in applicable),
        applicable=len(applicable),
        match=match.range,
        match_from=_source(inputs, match.id, match.answer.is_answered),
    )


def _source(inputs: Inputs, item: str, is_answered: bool) -> str:
    if item != GROWTH_MODEL and is_answered:
        return "override"
    return "undeclared" if inputs.growth_model is None else "growth_model"


def _carry(surfaces: list[tuple[Range, int]]) -> Range | None:
    """The mean by relevance, at each end and at the middle."""
    total = sum(relevance for _, relevance in surfaces)
    if not total:
        return None
    lo, mid, hi = (
        number(rounded(sum(relevance * each[end] for each, relevance in surfaces) / total))
        for end in range(3)
    )
    return Range(lo, mid, hi)


def _stored(each: _Triaged) -> TriagedPath:
    return TriagedPath(
        carry=_ends(each.carry) if each.carry else None,
        surfaces=SurfaceCount(answered=each.answered, applicable=each.applicable),
        match=_ends(each.match),
        match_from=each.match_from,
        set_aside=each.is_set_aside,
    )


def _ends(found: Range) -> Ends:
    return Ends(lo=stored(found.lo), point=stored(found.mid), hi=stored(found.hi))

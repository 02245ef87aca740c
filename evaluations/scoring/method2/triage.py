"""Triage: what the surfaces and the growth model say of each path before anything else is asked.

Only carry and the match are looked at; both are what method 2 makes of an answer (sections 3 to 5). Nothing here
is a verdict but one: a path that is set aside is issued as Park whatever else is answered, for no answer to an
open question changes an issued verdict.
"""

from dataclasses import dataclass
from typing import Any

from ..constants import GROWTH_MODEL, LIKELY, TOLERANCE, TOP_LEVEL
from ..inputs import Inputs, Path
from ..rounding import stored
from .constants import METHOD, PARTLY
from .known import Known, known
from .terms import Matches, match_of


@dataclass(frozen=True, slots=True)
class Ends:
    """A value from 0 to 1 at its lowest, as said, and at its highest."""

    lo: float
    point: float
    hi: float


@dataclass(frozen=True, slots=True)
class Triaged:
    """What triage knows of one path. `carry` is None where no linked surface applies; `match_from` is
    `growth_model`, `override` or `undeclared`; `fights` the chance that the match lies below Partly, the least
    over the growth models in question."""

    key: str
    carry: Ends | None
    answered: int
    applicable: int
    match: Ends
    match_from: str
    fights: float
    is_set_aside: bool

    @property
    def place(self) -> tuple[float, float, str]:
        """By carry as said, then its low end, then key; a path that no surface can carry comes last."""
        if self.carry is None:
            return (1.0, 1.0, self.key)
        return (-self.carry.point, -self.carry.lo, self.key)


def triaged(inputs: Inputs) -> tuple[Triaged, ...]:
    """The paths in the order of carry."""
    return tuple(sorted((_triaged(inputs, path) for path in inputs.paths), key=lambda each: each.place))


def triage(inputs: Inputs) -> dict[str, Any]:
    """The same as a plain document: `order`, `set_aside` and `paths.<key>`."""
    found = triaged(inputs)
    return {
        "method": METHOD,
        "growth_model": inputs.growth_model,
        "order": [each.key for each in found if not each.is_set_aside],
        "set_aside": [each.key for each in found if each.is_set_aside],
        "paths": {each.key: _written(each) for each in found},
    }


def _triaged(inputs: Inputs, path: Path) -> Triaged:
    linked = [(inputs.answer(item), relevance) for item, relevance in path.surface_items]
    applicable = [(answer, relevance) for answer, relevance in linked if not answer.na]
    matches = match_of(inputs, path)
    fights = min(sum(each.chances[:PARTLY]) for each in matches.known)
    # Park is then issued on the match alone: the class is Park as said, and likely to stay so (section 8).
    aside = all(each.ceiling < PARTLY for each in matches.known) and fights >= LIKELY - TOLERANCE
    return Triaged(
        key=path.key,
        carry=_carry([(known(answer), relevance) for answer, relevance in applicable]),
        answered=sum(answer.is_answered for answer, _ in applicable),
        applicable=len(applicable),
        match=_match_ends(matches),
        match_from=_source(inputs, matches),
        fights=fights,
        is_set_aside=aside,
    )


def _source(inputs: Inputs, matches: Matches) -> str:
    if matches.overridden:
        return "override"
    return "undeclared" if inputs.growth_model is None else GROWTH_MODEL


def _carry(surfaces: list[tuple[Known, int]]) -> Ends | None:
    """The mean by relevance, at each end and as said."""
    total = TOP_LEVEL * sum(relevance for _, relevance in surfaces)
    if not total:
        return None
    return Ends(
        sum(relevance * each.lowest for each, relevance in surfaces) / total,
        sum(relevance * each.point for each, relevance in surfaces) / total,
        sum(relevance * each.highest for each, relevance in surfaces) / total,
    )


def _match_ends(matches: Matches) -> Ends:
    points = [each.point for each in matches.known]
    return Ends(
        min(each.lowest for each in matches.known) / TOP_LEVEL,
        (min(points) + max(points)) / 2 / TOP_LEVEL,
        max(each.highest for each in matches.known) / TOP_LEVEL,
    )


def _written(each: Triaged) -> dict[str, Any]:
    return {
        "carry": None if each.carry is None else _ends(each.carry),
        "surfaces": {"answered": each.answered, "applicable": each.applicable},
        "match": _ends(each.match),
        "match_from": each.match_from,
        "fights": stored(each.fights),
        "set_aside": each.is_set_aside,
    }


def _ends(found: Ends) -> dict[str, float]:
    return {"lo": stored(found.lo), "point": stored(found.point), "hi": stored(found.hi)}

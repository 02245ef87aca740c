"""A road to a verdict, measurement by measurement: what each outcome of each one does (section 11)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..constants import LEVELS
from ..inputs import Inputs
from .constants import ISSUED
from .promises import Promise
from .terms import terms_of
from .trials import Row, Trials


@dataclass(frozen=True, slots=True)
class Check:
    """One measurement of a road, once those before it came out as the road supposes.

    `level`: what the road supposes of it. `at_once`: by level, what is issued with nothing else measured.
    `in_the_end`: by level, what is issued once the rest of the road comes out as supposed. Both are find out
    first where no verdict follows.
    """

    item: str
    level: int
    at_once: tuple[str, ...]
    in_the_end: tuple[str, ...]


def checks_of(inputs: Inputs, key: str, road: Promise, order: Sequence[str] = ()) -> tuple[Check, ...]:
    """The measurements of a path's road: those in `order` first, as they stand there, then the others by id.

    A growth model that the road declares is declared before the first. KeyError if no path has this key.
    """
    path = next((path for path in inputs.paths if path.key == key), None)
    if path is None:
        raise KeyError(key)
    declared = replace(inputs, growth_model=road.growth_model) if road.growth_model else inputs
    trials = Trials(terms_of(declared, path))
    shape = trials.terms.shape
    places = {shape.item(place): place for place in range(len(shape.items) + 1)}
    ranks = {item: rank for rank, item in enumerate(order)}
    items = sorted(road.answers, key=lambda item: (ranks.get(item, len(ranks)), item))
    levels = {places[item]: road.answers[item] for item in items}
    found, before = [], dict[int, int]()
    for item in items:
        place = places[item]
        at_once = trials.verdicts([_row(before | {place: level}) for level in LEVELS])
        in_the_end = trials.verdicts([_row(levels | {place: level}) for level in LEVELS])
        found.append(Check(item, levels[place], _issued(at_once), _issued(in_the_end)))
        before[place] = levels[place]
    return tuple(found)


def _row(levels: dict[int, int]) -> Row:
    return tuple(sorted(levels.items()))


def _issued(codes: Sequence[int]) -> tuple[str, ...]:
    return tuple(ISSUED[code] for code in codes)

"""Everything that says what would happen, as data (section 11).

A promise names the answers to set and the issued verdict that follows: merge them into the inputs, score
again, and that verdict is issued. Each was tried by the rules that issue verdicts before it was made.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from ..constants import LEVELS
from .constants import (
    CLASSES,
    DESIGN_CODE,
    FIND_OUT_CODE,
    ISSUED,
    MOST_ENUMERATED,
    MOST_MOVES,
    MOSTLY,
    NARROW,
    SCALE_CODE,
    SLIGHTLY,
    YES,
)
from .judging import Judged
from .known import Known
from .searching import Set, fewest, sets_up_to
from .terms import Matches, Terms, cell_of
from .trials import Row, Trials

_CARRIED = "surface/"


@dataclass(frozen=True, slots=True)
class Promise:
    """Answers to set, each measured at its level, and the verdict that is then issued for the path.

    `growth_model`: the model to declare besides, where one must be. `undesignable`: those of the items that
    are marked as surfaces that cannot be designed in; the mark stays. `smallest`: whether no fewer answers
    do; None where the question does not arise. `chance`: how likely it is that measuring exactly these
    issues some verdict, whatever their levels turn out to be.
    """

    answers: Mapping[str, int]
    verdict: str
    growth_model: str | None = None
    undesignable: frozenset[str] = frozenset()
    smallest: bool | None = None
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Promises:
    """All promises of one path; None where there is none of a kind.

    `if_measured`: by item, what is issued once it is measured at each of the five levels. `if_declared`: the
    same by growth model, None where one is declared or overridden. `road`: what to measure so that a verdict
    is issued. `to_scale`: what must be true for Scale. `breaks`: the nearest single measurement that lowers
    the verdict. `relief` and `design`: the moves that better it.
    """

    if_measured: Mapping[str, tuple[str, ...]]
    if_declared: Mapping[str, str] | None
    road: Promise | None
    to_scale: Promise | None
    breaks: Promise | None
    relief: Promise | None
    design: Promise | None


def promises_of(terms: Terms, judged: Judged, trials: Trials) -> Promises:
    """Try and make the promises of one path."""
    counsel = _Counsel(terms, judged, trials)
    return Promises(
        if_measured=counsel.if_measured(),
        if_declared=counsel.if_declared(),
        road=counsel.road(),
        to_scale=counsel.to_scale(),
        breaks=counsel.breaks(),
        relief=counsel.moves(counsel.requirements()),
        design=counsel.moves(counsel.designable()),
    )


class _Counsel:
    """One path's promises in the making; places are those of `Shape.items`, the match after the last."""

    def __init__(self, terms: Terms, judged: Judged, trials: Trials) -> None:
        self.terms, self.judged, self.trials = terms, judged, trials
        self.shape = terms.shape
        places = list(range(len(self.shape.items) + 1))
        self.by_id: Set = tuple(sorted(places, key=self.shape.item))
        self.issued = ISSUED.index(judged.verdict)
        self.leans_up = CLASSES.index(judged.lean) >= DESIGN_CODE

    def known(self, place: int, trials: Trials) -> Known:
        """What is known of an item, or of the match."""
        if place == self.shape.match:
            return trials.terms.matches.known[0]
        return trials.terms.known[place]

    def asked(self, trials: Trials) -> Set:
        """The places of all items, by id; the match among them where it is known."""
        if trials.terms.matches.is_known:
            return self.by_id
        return tuple(place for place in self.by_id if place != self.shape.match)

    def if_measured(self) -> Mapping[str, tuple[str, ...]]:
        """What is issued with one item measured at each level."""
        places = self.asked(self.trials)
        found = iter(self.trials.verdicts([((place, level),) for place in places for level in LEVELS]))
        return {self.shape.item(place): tuple(ISSUED[next(found)] for _ in LEVELS) for place in places}

    def if_declared(self) -> Mapping[str, str] | None:
        """What is issued once each growth model is declared."""
        matches = self.terms.matches
        if matches.is_known:
            return None
        by_cell = {cell: ISSUED[self._declared(cell).verdict()] for cell in dict.fromkeys(matches.known)}
        models = zip(matches.models, matches.known, strict=True)
        return {str(model): by_cell[cell] for model, cell in models}

    def _declared(self, cell: Known) -> Trials:
        return Trials(replace(self.terms, matches=Matches((cell,), (None,))))

    def road(self) -> Promise | None:
        """The fewest measurements, at what is said now, that issue a verdict."""
        if self.judged.is_issued or self.judged.reason == NARROW:
            return None
        return self._first(self._road, best=self.leans_up)

    def to_scale(self) -> Promise | None:
        """The fewest items that must measure up for Scale, each at the least level that does."""
        return None if self.issued == SCALE_CODE else self._first(self._to_scale, best=True)

    def _first(self, search: Callable[[Trials, str | None], Promise | None], *, best: bool) -> Promise | None:
        """As it stands; else, while the growth model is undeclared, with the best (or worst) match declared."""
        found = search(self.trials, None)
        if found is not None or self.terms.matches.is_known:
            return found
        models = [str(model) for model in self.terms.matches.models]
        cells = {model: cell_of(self.terms.path, model) for model in models}
        sign = -1 if best else 1
        model = min(models, key=lambda each: (sign * cells[each].floor, each))
        return search(self._declared(cells[model]), model)

    def _road(self, trials: Trials, model: str | None) -> Promise | None:
        pool = tuple(place for place in self.asked(trials) if not self.known(place, trials).measured)
        unsaid = MOSTLY if self.leans_up else SLIGHTLY
        levels = {place: self._said(place, trials, unsaid) for place in pool}

        def enough(sets: Sequence[Set]) -> list[bool]:
            rows = [_row({place: levels[place] for place in each}) for each in sets]
            return [verdict != FIND_OUT_CODE for verdict in trials.verdicts(rows)]

        found = fewest(pool, enough)
        if found is None:
            return None
        promise = self._promise({place: levels[place] for place in found.items}, trials, model)
        return replace(promise, smallest=found.smallest, chance=self._chance(found.items, trials))

    def _said(self, place: int, trials: Trials, unsaid: int) -> int:
        stated = self.known(place, trials).stated
        return unsaid if stated is None else stated

    def _chance(self, items: Set, trials: Trials) -> float | None:
        """P(some verdict is issued once exactly these are measured)."""
        if len(items) > MOST_ENUMERATED:
            return None
        each = [
            [(level, chance) for level, chance in self._chances(place, trials) if chance] for place in items
        ]
        rows, chances = [], []
        for outcome in product(*each):
            rows.append(_row(dict(zip(items, [level for level, _ in outcome], strict=True))))
            total = 1.0
            for _, chance in outcome:
                total *= chance
            chances.append(total)
        issued = trials.verdicts(rows)
        return sum([chance for chance, code in zip(chances, issued, strict=True) if code != FIND_OUT_CODE])

    def _chances(self, place: int, trials: Trials) -> Sequence[tuple[int, float]]:
        return list(enumerate(self.known(place, trials).chances))

    def _to_scale(self, trials: Trials, model: str | None) -> Promise | None:
        pool = tuple(place for place in self.asked(trials) if not self._is_sure_yes(place, trials))

        def enough(sets: Sequence[Set]) -> list[bool]:
            rows = [_row(dict.fromkeys(each, YES)) for each in sets]
            return [verdict == SCALE_CODE for verdict in trials.verdicts(rows)]

        found = fewest(pool, enough)
        if found is None:
            return None
        levels = dict.fromkeys(found.items, YES)
        for place in found.items:
            rows = [_row(levels | {place: level}) for level in LEVELS]
            verdicts = trials.verdicts(rows)
            levels[place] = next(level for level in LEVELS if verdicts[level] == SCALE_CODE)
        return replace(self._promise(levels, trials, model), smallest=found.smallest)

    def _is_sure_yes(self, place: int, trials: Trials) -> bool:
        known = self.known(place, trials)
        return known.measured and known.stated == YES

    def breaks(self) -> Promise | None:
        """The single measurement, nearest to what is said, that lowers the issued verdict."""
        best: tuple[int, str, int] | None = None
        for place in self.asked(self.trials):
            known = self.known(place, self.trials)
            verdicts = self.trials.verdicts([((place, level),) for level in LEVELS])
            for level in LEVELS:
                if verdicts[level] < self.issued:
                    nearest = (abs(level - known.point), self.shape.item(place), level)
                    best = min(best, nearest) if best else nearest
        if best is None:
            return None
        _, item, level = best
        place = next(each for each in self.by_id if self.shape.item(each) == item)
        return self._promise({place: level}, self.trials, None)

    def requirements(self) -> Set:
        """Capability factors and constraints that relief could bring to Mostly, by id."""
        return self._below(lambda place: self.shape.requirements <= place < self.shape.match)

    def designable(self) -> Set:
        """Surfaces and product factors that design could bring to Mostly, by id."""
        start = self.shape.requirements
        return self._below(lambda place: place < start and self.shape.raisable[place])

    def _below(self, belongs: Callable[[int], bool]) -> Set:
        return tuple(place for place in self.by_id if belongs(place) and _can_gain(self.terms.known[place]))

    def moves(self, candidates: Set) -> Promise | None:
        """The fewest of these, at most three, which at Mostly, measured, better the issued verdict."""
        for sets in sets_up_to(candidates, MOST_MOVES):
            verdicts = self.trials.verdicts([_row(dict.fromkeys(each, MOSTLY)) for each in sets])
            if max(verdicts) > self.issued:
                chosen = sets[verdicts.index(max(verdicts))]
                return self._promise(dict.fromkeys(chosen, MOSTLY), self.trials, None)
        return None

    def _promise(self, levels: Mapping[int, int], trials: Trials, model: str | None) -> Promise:
        answers = {self.shape.item(place): levels[place] for place in self.by_id if place in levels}
        return Promise(
            answers=answers,
            verdict=ISSUED[trials.verdict(_row(levels))],
            growth_model=model,
            undesignable=frozenset(
                item for item in answers if item.startswith(_CARRIED) and item not in self.terms.designable
            ),
        )


def _can_gain(known: Known) -> bool:
    """Below Mostly, or at Mostly and not measured, or unanswered."""
    return known.stated is None or known.stated < MOSTLY or (known.stated == MOSTLY and not known.measured)


def _row(levels: Mapping[int, int]) -> Row:
    return tuple(sorted(levels.items()))

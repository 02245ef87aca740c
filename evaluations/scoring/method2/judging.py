"""What is issued for a path, how likely it is to hold, and which way a withheld verdict leans (sections 7 and 8)."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..constants import FIND_OUT_FIRST, LIKELY, TOLERANCE, VERY_LIKELY
from ..inputs import Inputs
from .chances import Reached, Side, as_known, better, reached, reached_together, shares_of, worse
from .constants import (
    APPLICABILITY_MINIMUM,
    CLASSES,
    FIND_OUT_CODE,
    ISSUED,
    LINE_CODE,
    NARROW,
    ON_THE_LINE,
    UNANSWERED,
    UNCERTAIN,
    UNEVIDENCED,
)
from .priorities import is_settled, priorities_matter
from .terms import Terms, answered_no, terms_of
from .trials import Trials
from .values import Standing, scores_at

ByClass = tuple[float, ...]  # a chance for each class, in the order of CLASSES
_PLACES = 9


@dataclass(frozen=True, slots=True)
class Judged:
    """What is issued for one path, and why. Chances are from 0 to 1.

    `stated`: the class with every open question at No, and at Yes. `worse` and `better`: by class, the chance
    that the path is at least there should answers turn out worse, and at most there should they turn out
    better. `reason`: why the verdict is withheld, None when one is issued. `confidence`: how far the verdict
    holds, None where an open question decides. `only_if`: items of which the verdict supposes that they do
    not apply. `lean`: the likeliest class, of the chances `K`; it issues nothing.
    """

    stated: tuple[str, str]
    worse: ByClass
    better: ByClass
    verdict: str
    reason: str | None
    confidence: float | None
    likelihood: str
    only_if: tuple[str, ...]
    priorities_matter: bool
    K: ByClass
    K_together: ByClass
    lean: str
    lean_chance: float

    @property
    def is_issued(self) -> bool:
        """Whether a verdict is issued."""
        return self.verdict != FIND_OUT_FIRST


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a path stands with every answer at its lowest, as said, and at its highest."""

    lo: Standing
    point: Standing
    hi: Standing


def ends_of(terms: Terms) -> Ends:
    """The three sets of values to show; an undeclared model is at the middle of what its choice can be."""
    shape, known, matches = terms.shape, terms.known, terms.matches.known
    points = [each.point for each in matches]
    return Ends(
        scores_at(shape, [each.lowest for each in known], min([each.lowest for each in matches])),
        scores_at(shape, [each.point for each in known], (min(points) + max(points)) / 2),
        scores_at(shape, [each.highest for each in known], max([each.highest for each in matches])),
    )


def judge(inputs: Inputs, terms: Terms, trials: Trials) -> Judged:
    """Judge one path."""
    stated = _stated(terms)
    below, above = _worse(terms), _better(terms)
    verdict = trials.verdict()
    reason = None if verdict != FIND_OUT_CODE else _reason(terms, stated, below, above)
    certain = stated[0] == stated[1]
    confidence = min(below[stated[0]], above[stated[0]]) if certain else None
    only_if = _only_if(inputs, terms, verdict)
    independent, together = _described(terms)
    lean = max(range(len(CLASSES)), key=lambda code: (round(independent[code], _PLACES), -code))
    return Judged(
        stated=(CLASSES[stated[0]], CLASSES[stated[1]]),
        worse=below,
        better=above,
        verdict=ISSUED[verdict],
        reason=reason,
        confidence=confidence,
        likelihood=_likelihood(terms, ISSUED[verdict], confidence, only_if),
        only_if=only_if,
        priorities_matter=priorities_matter(terms),
        K=independent,
        K_together=together,
        lean=CLASSES[lean],
        lean_chance=min(independent[lean], together[lean]),
    )


def _stated(terms: Terms) -> tuple[int, int]:
    """The class with every open question at No and at Yes, over the growth models in question."""
    known, matches = terms.known, terms.matches.known
    floor = scores_at(terms.shape, [each.floor for each in known], min([each.floor for each in matches]))
    ceiling = scores_at(
        terms.shape, [each.ceiling for each in known], max([each.ceiling for each in matches])
    )
    return floor.code, ceiling.code


def _bounds(terms: Terms, side: Side) -> list[tuple[Reached, Reached]]:
    """P(class >= c), apart and together, under each growth model in question."""
    return [
        (reached(terms, side, match), reached_together(terms, side, match))
        for match in dict.fromkeys(terms.matches.known)
    ]


def _worse(terms: Terms) -> ByClass:
    rows = [each for pair in _bounds(terms, worse) for each in pair]
    return tuple(min(column) for column in zip(*rows, strict=True))


def _better(terms: Terms) -> ByClass:
    rows = [each for pair in _bounds(terms, better) for each in pair]
    return (*(1 - max(column) for column in list(zip(*rows, strict=True))[1:]), 1.0)


def _described(terms: Terms) -> tuple[ByClass, ByClass]:
    """K, apart and together; the growth models in question are mixed evenly."""
    matches = terms.matches.known
    own = {match: matches.count(match) / len(matches) for match in matches}
    apart = [(share, shares_of(reached(terms, as_known, match))) for match, share in own.items()]
    together = [(share, shares_of(reached_together(terms, as_known, match))) for match, share in own.items()]
    return _mixed(apart), _mixed(together)


def _mixed(rows: list[tuple[float, ByClass]]) -> ByClass:
    return tuple(max(0.0, sum([share * row[code] for share, row in rows])) for code in range(len(CLASSES)))


def _reason(terms: Terms, stated: tuple[int, int], below: ByClass, above: ByClass) -> str:
    """The first rule of section 8 that withholds the verdict."""
    if terms.shape.applicability < APPLICABILITY_MINIMUM - TOLERANCE:
        return NARROW
    if stated[0] != stated[1]:
        return UNANSWERED
    if min(below[stated[0]], above[stated[0]]) < LIKELY - TOLERANCE:
        return UNCERTAIN
    return ON_THE_LINE if stated[0] == LINE_CODE else UNEVIDENCED


def _only_if(inputs: Inputs, terms: Terms, verdict: int) -> tuple[str, ...]:
    """The items of which an issued verdict above Park supposes that they do not apply."""
    if verdict <= FIND_OUT_CODE or not terms.not_applicable:
        return ()

    def issued(*items: str) -> int:
        return Trials(terms_of(answered_no(inputs, items), terms.path)).verdict()

    if issued(*terms.not_applicable) == verdict:
        return ()
    alone = tuple(item for item in sorted(terms.not_applicable) if issued(item) != verdict)
    return alone or tuple(sorted(terms.not_applicable))


def _likelihood(terms: Terms, verdict: str, confidence: float | None, only_if: tuple[str, ...]) -> str:
    if verdict == FIND_OUT_FIRST or confidence is None:
        return "open"
    if not only_if and is_settled(terms, verdict):
        return "settled"
    return "very likely" if confidence >= VERY_LIKELY - TOLERANCE else "likely"


def by_class(chances: ByClass) -> Mapping[str, float]:
    """Chances with the names of their classes."""
    return dict(zip(CLASSES, chances, strict=True))

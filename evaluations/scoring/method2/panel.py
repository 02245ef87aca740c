"""Several raters of one product: each item is pooled by the weight of its evidence, then judged (section 13)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from ..agreement import consensus
from ..constants import FIND_OUT_FIRST, LEVELS
from ..inputs import UNANSWERED, Answer, Inputs
from ..rounding import stored
from .alpha import Alpha, alpha_of
from .constants import RATER_WEIGHTS
from .known import known
from .result import Judgement, judgement_of
from .written import judgement_document

DISPUTED = "disputed"
_FAR = 2  # steps between two evidenced answers that cannot both be right


@dataclass(frozen=True, slots=True)
class PanelItem:
    """What a panel says to one item.

    `answer` is what the panel is judged with: the raters' own answer where all gave the same, else the pooled
    chances. `conflict`: measurements, or evidenced answers two steps apart, that contradict each other; it is to
    be asked first. `consensus`: Cns of Tastle and Wierman over the levels given, None below two.
    """

    answer: Answer
    conflict: bool
    consensus: float | None


@dataclass(frozen=True, slots=True)
class PanelPath:
    """One path of a panel. `verdict`: what the panel issues, "find out first" where no rater holds it
    (`disputed`); `held_by`: the places of the raters whose own issued verdict it is."""

    verdict: str
    disputed: bool
    rater_verdicts: tuple[str, ...]
    held_by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel: its judgement, what it says to each item, how reliable its levels are, and each path's verdicts."""

    judgement: Judgement
    items: Mapping[str, PanelItem]
    alpha: Alpha
    paths: Mapping[str, PanelPath]


def pooled(answers: Sequence[Answer]) -> PanelItem:
    """One item over its raters: what is evidenced better weighs more; nothing is lost to a median."""
    rated = [answer for answer in answers if answer.is_answered]
    designable = _by_half([answer.designable for answer in rated or answers])
    if sum(answer.na for answer in answers) > len(rated):
        return PanelItem(Answer(na=True, designable=designable), False, None)
    if not rated:
        return PanelItem(replace(UNANSWERED, designable=designable), False, None)
    levels = [sum(known(answer).stated == level for answer in rated) for level in LEVELS]
    return PanelItem(_answer(rated, designable), _conflict(rated), consensus(levels))


def _answer(rated: Sequence[Answer], designable: bool) -> Answer:
    alike = {replace(answer, designable=True) for answer in rated}
    if len(alike) == 1:
        return replace(rated[0], designable=designable)
    weights = [_weight(answer) for answer in rated]
    total = sum(weights)
    chances = tuple(
        sum(weight * known(answer).chances[level] for answer, weight in zip(rated, weights, strict=True))
        / total
        for level in LEVELS
    )
    seen = sum(weight for answer, weight in zip(rated, weights, strict=True) if answer.is_evidenced)
    return Answer(p=chances, evidenced=2 * seen >= total, designable=designable)


def _weight(answer: Answer) -> int:
    """How much a rater weighs; an answer that is pooled already weighs like one observed, or reported."""
    if answer.grade is not None:
        return RATER_WEIGHTS[answer.grade]
    return RATER_WEIGHTS["observed" if answer.evidenced else "reported"]


def _conflict(rated: Sequence[Answer]) -> bool:
    each = [known(answer) for answer in rated]
    return any(
        a.floor != b.floor
        and ((a.measured and b.measured) or (a.evidenced and b.evidenced and abs(a.floor - b.floor) >= _FAR))
        for a, b in combinations(each, 2)
    )


def _by_half(votes: Sequence[bool]) -> bool:
    return 2 * sum(votes) >= len(votes)


def panel_items(raters: Sequence[Inputs]) -> dict[str, PanelItem]:
    """Every item that some rater answered, marked or declined, pooled over all raters."""
    named = sorted({item for rater in raters for item in rater.answers})
    return {item: pooled([rater.answer(item) for rater in raters]) for item in named}


def panel_inputs(raters: Sequence[Inputs]) -> Inputs:
    """The panel as one evaluation; paths, growth model and priorities are those of the first rater."""
    answers = {item: each.answer for item, each in panel_items(raters).items()}
    return replace(raters[0], answers={item: each for item, each in answers.items() if each != UNANSWERED})


def panel_of(raters: Sequence[Inputs], *, judge: Callable[[Inputs], Judgement] = judgement_of) -> Panel:
    """Judge a panel, and each of its raters alone. `judge` is for a caller that keeps judgements."""
    alone = [judge(rater) for rater in raters]
    judgement, items = judge(panel_inputs(raters)), panel_items(raters)
    paths = {
        key: _path(path.judged.verdict, [_issued(rater, key) for rater in alone])
        for key, path in judgement.paths.items()
        if path is not None
    }
    levels = [[rater.answer(item).level for item in items] for rater in raters]
    return Panel(judgement, items, alpha_of(levels), paths)


def _issued(judgement: Judgement, key: str) -> str:
    path = judgement.paths.get(key)
    return FIND_OUT_FIRST if path is None else path.judged.verdict


def _path(verdict: str, alone: Sequence[str]) -> PanelPath:
    held_by = tuple(place for place, own in enumerate(alone) if own == verdict)
    disputed = verdict != FIND_OUT_FIRST and not held_by
    return PanelPath(FIND_OUT_FIRST if disputed else verdict, disputed, tuple(alone), held_by)


def panel_document(panel: Panel) -> dict[str, Any]:
    """A panel as a plain document, rounded as stored."""
    return {
        "panel": judgement_document(panel.judgement),
        "items": {
            item: {
                "p": [stored(chance) for chance in known(each.answer).chances],
                "evidenced": each.answer.is_evidenced,
                "na": each.answer.na,
                "conflict": each.conflict,
                "Cns": None if each.consensus is None else stored(each.consensus),
            }
            for item, each in panel.items.items()
        },
        "alpha": panel.alpha.document(),
        "paths": {
            key: {
                "verdict": each.verdict,
                "reason": DISPUTED if each.disputed else None,
                "rater_verdicts": list(each.rater_verdicts),
                "held_by": list(each.held_by),
            }
            for key, each in panel.paths.items()
        },
    }

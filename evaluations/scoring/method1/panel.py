"""Several raters of one product: aggregate each item first, then evaluate (section 13)."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ..agreement import Alpha, consensus, krippendorff_alpha
from ..constants import LEVELS, STEP
from ..inputs import UNANSWERED, Answer, Inputs
from ..rounding import stored
from .ranges import WHOLE_SCALE, Range, range_of
from .result import SampledResult
from .scored import sampled


@dataclass(frozen=True, slots=True)
class PanelItem:
    """What a panel says to one item.

    `answer` is what the panel is evaluated with: the raters' own answer where all gave the same
    level and grade, else the aggregated range.
    """

    answer: Answer
    range: Range
    contested: bool
    consensus: float | None


def aggregate(answers: Sequence[Answer]) -> PanelItem:
    """Disagreement widens the range to the middle half of the raters; agreement leaves the median grade."""
    rated = [answer for answer in answers if answer.is_answered]
    declining = sum(answer.na for answer in answers)
    designable = _by_half([answer.designable for answer in rated or answers])
    if declining > len(rated):
        return PanelItem(Answer(na=True, designable=designable), WHOLE_SCALE, False, None)
    if not rated:
        return PanelItem(replace(UNANSWERED, designable=designable), WHOLE_SCALE, False, None)
    ranges = [range_of(answer) for answer in rated]
    first, third = _quartiles(sorted(_value(answer) for answer in rated))
    low = min(median(each.lo for each in ranges), first)
    high = max(median(each.hi for each in ranges), third)
    return PanelItem(
        answer=_answer(rated, low, high, designable=designable),
        range=Range(low, (low + high) / 2, high),
        contested=third - first > STEP,
        consensus=consensus([sum(answer.level == level for answer in rated) for level in LEVELS]),
    )


def _value(answer: Answer) -> float:
    return range_of(answer).mid if answer.level is None else answer.level * STEP


def _quartiles(values: Sequence[float]) -> tuple[float, float]:
    count = len(values)
    return values[math.ceil(count / 4) - 1], values[math.ceil(3 * count / 4) - 1]


def _by_half(votes: Sequence[bool]) -> bool:
    return 2 * sum(votes) >= len(votes)


def _answer(rated: Sequence[Answer], low: float, high: float, *, designable: bool) -> Answer:
    alike = {(answer.level, answer.grade, answer.lo, answer.hi, answer.evidenced) for answer in rated}
    if len(alike) == 1:
        return replace(rated[0], designable=designable)
    evidenced = _by_half([answer.is_evidenced for answer in rated])
    return Answer(lo=low, hi=high, evidenced=evidenced, designable=designable)


def panel_items(raters: Sequence[Inputs]) -> dict[str, PanelItem]:
    """Every item that some rater answered, marked or declined, aggregated over all raters."""
    named = sorted({item for rater in raters for item in rater.answers})
    return {item: aggregate([rater.answer(item) for rater in raters]) for item in named}


def panel_inputs(raters: Sequence[Inputs]) -> Inputs:
    """The panel as one evaluation; paths, growth model and priorities are those of the first rater."""
    answers = {item: each.answer for item, each in panel_items(raters).items()}
    return replace(raters[0], answers={item: each for item, each in answers.items() if each != UNANSWERED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAgreement:
    """What a panel says to one item, and how far it agrees: `Cns` from 0 to 1, None below two raters."""

    lo: float
    hi: float
    mid: float
    na: bool
    contested: bool
    Cns: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelVerdicts:
    """The panel's issued verdict on one path beside those of the raters alone, in their order.

    `sharing` counts the raters who have the panel's. `discursive_dilemma`: it is not the most common one of theirs.
    """

    verdict: str
    rater_verdicts: tuple[str, ...]
    sharing: int
    discursive_dilemma: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelReport:
    """What a comparison of raters shows. `alpha` is over all items with two levels."""

    panel: SampledResult
    items: Mapping[str, ItemAgreement]
    alpha: Alpha
    paths: Mapping[str, PanelVerdicts]


def panel_report(
    raters: Sequence[Inputs], *, judge: Callable[[Inputs], SampledResult] = sampled
) -> PanelReport:
    """The panel's result, each item's agreement, and each path's verdict beside those of the raters alone.

    `judge` gives the sampled result of inputs, for a caller that keeps results.
    """
    alone = [judge(rater) for rater in raters]
    panel = judge(panel_inputs(raters))
    items = panel_items(raters)
    return PanelReport(
        panel=panel,
        items={item: _agreement(each) for item, each in items.items()},
        alpha=_stored_alpha(krippendorff_alpha(_levels(raters, list(items)))),
        paths={key: _verdicts(key, panel, alone) for key in panel.paths},
    )


def _agreement(each: PanelItem) -> ItemAgreement:
    return ItemAgreement(
        lo=stored(each.range.lo),
        hi=stored(each.range.hi),
        mid=stored(each.range.mid),
        na=each.answer.na,
        contested=each.contested,
        Cns=None if each.consensus is None else stored(each.consensus),
    )


def _levels(raters: Sequence[Inputs], items: Sequence[str]) -> list[list[int | None]]:
    return [[rater.answer(item).level for item in items] for rater in raters]


def _stored_alpha(alpha: Alpha) -> Alpha:
    return replace(alpha, value=None if alpha.value is None else stored(alpha.value))


def _verdicts(key: str, panel: SampledResult, alone: Sequence[SampledResult]) -> PanelVerdicts:
    issued = panel.verdict(key)
    verdicts = tuple(rater.verdict(key) for rater in alone)
    counts = Counter(verdicts)
    return PanelVerdicts(
        verdict=issued,
        rater_verdicts=verdicts,
        sharing=counts[issued],
        discursive_dilemma=counts[issued] < max(counts.values()),
    )

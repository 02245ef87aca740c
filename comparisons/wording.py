"""What a comparison found, in sentences made from its result document (method sections 13 and 14)."""

from collections.abc import Callable, Iterator, Sequence

from comparisons.paths import (
    AnyChange,
    AnyFitChange,
    IssuedCell,
    IssuedChange,
    IssuedFitChange,
    PathCell,
    PathRow,
)
from comparisons.result import ComparisonResult, IssuedRatersPart, MemberChange, MovedMost
from evaluations.scoring.constants import HEADLINE_ORDER
from evaluations.vocabulary import CLASS_WORDS, ON_THE_LINE, SCALE, VERDICT_WORDS
from evaluations.wording.method2 import STAGE_WORDS
from evaluations.wording.moving import certainty_words
from evaluations.wording.numbers import counted, listed, show_count, show_score, show_share

_PARTS = {
    "pull": "Pull", "product": "Product", "access": "Access", "compounding": "Compounding", "carry": "Carry",
    "cap_effect": "the weak link",
}  # fmt: skip
_MOST_NAMED = 3


def headline(found: ComparisonResult) -> str:
    """The finding in one sentence."""
    there = found.there
    if not there:
        return "None of the members is there any more, so there is nothing to compare."
    if len(there) == 1:
        return f"Only {there[0].alias} is still there, so there is nothing to compare it with."
    if not found.paths:
        return "The members have no path, so there is nothing to compare."
    if sum(member.judged_by == found.method for member in there) == 1:
        return methods_sentence(found)
    return _HEADLINES[found.kind](found)


def sentences(found: ComparisonResult) -> list[str]:
    """What else there is to say, in the order in which it matters."""
    if len(found.there) < 2 or not found.paths:
        return []
    if sum(member.judged_by == found.method for member in found.there) == 1:
        return []
    apart = methods_sentence(found)
    return [*([apart] if apart else []), *_SENTENCES[found.kind](found)]


def certainty(fit: AnyFitChange) -> str:
    """Whether a change of fit is certain: by method 1 else how likely, by method 2 clear or not."""
    if isinstance(fit, IssuedFitChange):
        return "the same" if not fit.change and not fit.clear else fit.certainty
    return certainty_words(fit)


def likelihood_words(fit: AnyFitChange) -> str:
    """The same without its figure, for tables."""
    return fit.certainty if isinstance(fit, IssuedFitChange) else fit.likelihood


def chance_of_rise(fit: AnyFitChange) -> float | None:
    """How often fit rose over all that is open; method 2 draws no such chance."""
    return None if isinstance(fit, IssuedFitChange) else fit.P_up


def lean_words(cell: PathCell) -> str:
    """“leans Scale, 76 %”, where a verdict is withheld by method 2; empty elsewhere."""
    if not isinstance(cell, IssuedCell) or cell.lean is None or cell.lean_chance is None:
        return ""
    if cell.reason == ON_THE_LINE:
        return "on the line"
    word = "to the line" if cell.lean == ON_THE_LINE else CLASS_WORDS[cell.lean]
    return f"leans {word}, {show_share(cell.lean_chance)}"


def stage_words(change: AnyChange | None) -> str:
    """Why a verdict is another one: “since more was learned: …”; empty by method 1, and where it stays."""
    stages = change.stages if isinstance(change, IssuedChange) else None
    return f"since {STAGE_WORDS[stages.step]}" if stages is not None and stages.step else ""


def methods_sentence(found: ComparisonResult) -> str:
    """That members are judged by different methods, and what therefore is not compared; empty where they are not."""
    others = [member.alias for member in found.there if member.judged_by != found.method]
    if not others:
        return ""
    verb = "is" if len(others) == 1 else "are"
    panel = " Raters of different methods form no panel." if found.kind == "raters" else ""
    return (
        f"{listed(others)} {verb} judged by another method than the base, which is judged by method {found.method}: "
        f"their verdicts and figures are not compared, their answers are.{panel} One method compares all."
    )


def signed(value: float) -> str:
    """A difference with its sign and a true minus; “no change” where nothing is left after rounding."""
    shown = show_score(abs(value))
    if shown == "0.00":
        return "no change"
    return f"{'+' if value > 0 else '−'}{shown}"


def _alias(found: ComparisonResult, place: int) -> str:
    return found.members[place].alias


def _name(found: ComparisonResult, key: str) -> str:
    return next((row.name for row in found.paths if row.key == key), key)


def _item(found: ComparisonResult, key: str) -> str:
    rows = (row for group in ("factors", "constraints", "matches", "surfaces") for row in found.items(group))
    return next((row.name for row in rows if row.key == key), key)


def _some(names: Sequence[str], what: str) -> str:
    """All names if they are few, else how many."""
    return listed(names) if len(names) <= _MOST_NAMED else counted(len(names), what)


# Over time


def ranked_paths(found: ComparisonResult) -> list[tuple[str, str, list[int | None]]]:
    """The paths that every member has, with key, name and place at each member, in the order of the first that is
    there; none where fewer than two are ranked."""
    part = found.over_time
    if part is None or len(part.ranked) < 2:
        return []
    rows: list[tuple[str, str, list[int | None]]] = [
        (key, _name(found, key), [None if column is None else column[at] for column in part.ranks])
        for at, key in enumerate(part.ranked)
    ]
    return sorted(rows, key=lambda row: next(place for place in row[2] if place is not None))


def latest(found: ComparisonResult) -> int:
    """The member that the headline sets against the base: the last one that is there and judged by the same method;
    the base where it is alone."""
    others = [
        place
        for place, member in enumerate(found.members)
        if member.state == "present" and place != found.base and member.judged_by == found.method
    ]
    return max(others, default=found.base or 0)


def _over_time_headline(found: ComparisonResult) -> str:
    place = latest(found)
    summary = _summary(found, place)
    span = f"From {_alias(found, found.base or 0)} to {_alias(found, place)}"
    changed = sorted(
        summary.verdicts_changed if summary else (), key=lambda each: (_height(each.to), each.path)
    )
    if changed:
        first = changed[0]
        why = _why(found, first.path, place)
        said = f"{span}, {_name(found, first.path)} moved from {_word(first.from_)} to {_word(first.to)}{why}"
        more = len(changed) - 1
        return f"{said}, and {counted(more, 'other verdict')} changed." if more else f"{said}."
    clear = [
        (row, change.F)
        for row in found.paths
        if (change := row.change(place)) and change.F and change.F.clear
    ]
    if clear:
        row, fit = max(clear, key=lambda each: (abs(each[1].change), each[0].key))
        way = "rose" if fit.change > 0 else "fell"
        return f"{span}, no verdict changed, but the fit of {row.name} clearly {way} ({signed(fit.change)})."
    if summary is None or summary.moved_most is None:
        return f"{span}, no verdict changed and no fit moved."
    return f"{span}, no verdict changed and no fit moved by more than what is still open."


def _why(found: ComparisonResult, key: str, place: int) -> str:
    """What brought a verdict, in brackets, where the method tells learning from changing."""
    row = next(row for row in found.paths if row.key == key)
    change = row.change(place)
    stages = change.stages if isinstance(change, IssuedChange) else None
    return f" ({_STAGES[stages.step]})" if stages is not None and stages.step else ""


_STAGES = {"learned": "learned", "changed": "changed", "catalog": "another catalog"}


def _summary(found: ComparisonResult, place: int) -> MemberChange | None:
    return found.over_time.members[place] if found.over_time else None


def _height(verdict: str) -> int:
    return HEADLINE_ORDER.index(verdict) if verdict in HEADLINE_ORDER else len(HEADLINE_ORDER)


def _word(verdict: str) -> str:
    return VERDICT_WORDS[verdict]


def _over_time_sentences(found: ComparisonResult) -> Iterator[str]:
    place = latest(found)
    summary = _summary(found, place)
    if summary is None:
        return
    leader = summary.leader
    if summary.leader_changed and leader.from_ and leader.to:
        yield f"The lead passed from {_name(found, leader.from_)} to {_name(found, leader.to)}."
    elif leader.to:
        yield f"{_name(found, leader.to)} leads in both."
    if (moved := summary.moved_most) is not None:
        yield _moved_most(found, moved, place)
    if summary.tau_b is not None:
        yield _order_words(summary.tau_b)
    yield from _stage_sentences(found, place)


def _stage_sentences(found: ComparisonResult, place: int) -> Iterator[str]:
    """By method 2: which verdicts are others since more was learned, and which since something changed."""
    by_stage: dict[str, list[str]] = {}
    for row in found.paths:
        change = row.change(place)
        if isinstance(change, IssuedChange) and change.stages is not None and change.stages.step:
            by_stage.setdefault(change.stages.step, []).append(row.name)
    for stage, words in STAGE_WORDS.items():
        if stage in by_stage:
            yield f"{_some(by_stage[stage], 'path')}: another verdict, since {words}."


_ORDERS = (
    (1.0, "The order of the paths is the same in both."),
    (0.6, "The order of the paths has hardly changed."),
    (0.2, "The order of the paths has changed in part."),
    (-0.2, "The order of the paths has little left of what it was."),
    (-1.0, "The order of the paths is turned round for the most part."),
)


def _order_words(tau: float) -> str:
    """How far two orders agree (tau-b), in plain words."""
    if tau <= -1:
        return "The order of the paths is turned round."
    return next(words for least, words in _ORDERS if tau >= least)


def shown_agreement(value: float) -> str:
    """A figure from −1 to 1, with a true minus."""
    return f"−{show_score(-value)}" if value < 0 else show_score(value)


def _moved_most(found: ComparisonResult, moved: MovedMost, place: int) -> str:
    row = next(row for row in found.paths if row.key == moved.path)
    change = row.change(place)
    fit = change.F if change else None
    said = f"The fit of {row.name} moved most: {signed(moved.change)}"
    if fit is not None:
        said += f", {likelihood_words(fit)}"
    if signed(moved.by) != "no change":
        said += f", mainly through {_PARTS[moved.part]} ({signed(moved.by)})"
    return f"{said}; ‘{_item(found, moved.item)}’ moved furthest." if moved.item else f"{said}."


# Across subjects


def _subjects_headline(found: ComparisonResult) -> str:
    pairs = sorted(
        (found.subjects.ahead if found.subjects else ()),
        key=lambda pair: (-len(pair.paths), pair.ahead, pair.behind),
    )
    if not pairs:
        return "Nobody is clearly ahead on any path: what is still open is wider than what sets them apart."
    first = pairs[0]
    ahead, behind = _alias(found, first.ahead), _alias(found, first.behind)
    names = [_name(found, key) for key in first.paths]
    both = sum(
        all(row.cells[place].state == "whole" for place in (first.ahead, first.behind)) for row in found.paths
    )
    if len(names) <= _MOST_NAMED:
        said = f"{ahead} is clearly ahead of {behind} on {listed(names)}"
    else:
        of = f"{show_count(len(names))} of the {show_count(both)} paths that both have"
        said = f"{ahead} is clearly ahead of {behind} on {of}"
    if len(pairs) == 1:
        return f"{said}; elsewhere their ranges overlap." if both > len(names) else f"{said}."
    more = len(pairs) - 1
    return f"{said}; {counted(more, 'other pair')} {'is' if more == 1 else 'are'} told apart as well."


def _subjects_sentences(found: ComparisonResult) -> Iterator[str]:
    may_scale = [
        (member.alias, [row.name for row in found.paths if row.cells[place].verdict == SCALE])
        for place, member in enumerate(found.members)
    ]
    ready = [f"{alias} on {_some(names, 'path')}" for alias, names in may_scale if names]
    yield f"Ready to scale: {listed(ready)}." if ready else "Nobody is ready to scale on any path yet."
    unlike = [row.name for row in found.paths if len(_verdicts(row)) > 1]
    if unlike:
        yield f"The verdicts differ on {_some(unlike, 'path')}."
    else:
        yield "Where two have a path, its verdict is the same."


def _verdicts(row: PathRow) -> set[str]:
    return {cell.verdict for cell in row.cells if cell.verdict is not None}


# Across raters


def _raters_headline(found: ComparisonResult) -> str:
    part = found.raters
    if part is None:
        return methods_sentence(found)
    raters = f"{'Both' if part.raters == 2 else 'All ' + show_count(part.raters)} raters"
    shared = len(part.unanimous)
    if not part.paths:
        return "The raters have no path in common, so they form no panel."
    if shared == part.paths:
        said = f"{raters} share the panel’s verdict on every path"
    elif shared:
        said = f"{raters} share the panel’s verdict on {show_count(shared)} of {counted(part.paths, 'path')}"
    else:
        said = f"On no path do {raters[0].lower() + raters[1:]} share the panel’s verdict"
    contested = len(part.contested)
    if isinstance(part, IssuedRatersPart) and contested:
        named = _some([f"‘{_item(found, key)}’" for key in part.contested], "answer")
        return f"What was seen or measured conflicts on {named}: settle that first. {said}."
    if not contested:
        return f"{said}; no answer is contested."
    verb = "is" if contested == 1 else "are"
    return f"{said}; {show_count(contested)} of {counted(part.rated, 'answer')} {verb} contested."


def _raters_sentences(found: ComparisonResult) -> Iterator[str]:
    part = found.raters
    if part is None:
        return
    alpha = part.alpha
    if alpha.value is None:
        yield f"How reliable their agreement is cannot be told: {alpha.reason}."
    elif alpha.word is not None:
        yield f"Their agreement is {alpha.word}."
    if isinstance(part, IssuedRatersPart):
        if part.disputed:
            disputed = _some([_name(found, key) for key in part.disputed], "path")
            yield f"Disputed, since no rater issues the panel’s verdict alone: {disputed}."
        return
    if part.contested:
        named = [f"‘{_item(found, key)}’" for key in part.contested]
        more = " and others" if len(named) > _MOST_NAMED else ""
        yield f"Contested: {', '.join(named[:_MOST_NAMED])}{more}."
    if part.discursive_dilemma:
        named_paths = listed([_name(found, key) for key in part.discursive_dilemma])
        yield (
            f"On {named_paths}, the panel’s verdict is not the most common one of the raters: item by item "
            "they agree on something else than verdict by verdict."
        )


_HEADLINES: dict[str, Callable[[ComparisonResult], str]] = {
    "over_time": _over_time_headline,
    "subjects": _subjects_headline,
    "raters": _raters_headline,
}
_SENTENCES: dict[str, Callable[[ComparisonResult], Iterator[str]]] = {
    "over_time": _over_time_sentences,
    "subjects": _subjects_sentences,
    "raters": _raters_sentences,
}

"""What a path's verdict rests on: a sentence for each case, with the numbers it used (method section 11)."""

from collections.abc import Callable

from evaluations.scoring.constants import DESIGN_TARGET, TOP_LEVEL
from evaluations.vocabulary import (
    BAR_HIGH,
    BAR_LOW,
    DESIGN_IN_FIRST,
    FIND_OUT_FIRST,
    LEVEL_WORDS,
    NOT_APPLICABLE,
    PARK,
    RELIEVE_FIRST,
    SCALE,
    VERDICT_WORDS,
)
from evaluations.wording.numbers import listed, show_score, show_share
from evaluations.wording.reasons import reason_clause, spans, sure, uncertainty
from evaluations.wording.scored import ScoredPath
from evaluations.wording.states import binding_state, match_state

TARGET_WORD = LEVEL_WORDS[round(DESIGN_TARGET * TOP_LEVEL)]


def verdict_of(path: ScoredPath) -> str:
    """The issued verdict's key; not_applicable where no fit question applies."""
    return path.sampled.verdict if path.applies else NOT_APPLICABLE


def how_sure(path: ScoredPath) -> str:
    """“settled”, “very likely, 97 %”, or how far an open verdict leans; empty where nothing applies."""
    if not path.applies:
        return ""
    if path.sampled.verdict == FIND_OUT_FIRST:
        return uncertainty(path)
    likelihood = path.sampled.likelihood
    if likelihood == "settled":
        return likelihood
    return f"{likelihood}, {sure(path)}"


def why(path: ScoredPath) -> str:
    """What the verdict rests on; begins in lower case, has no full stop."""
    verdict = verdict_of(path)
    if verdict == NOT_APPLICABLE:
        return "every question about its fit was marked as not applicable"
    if verdict == FIND_OUT_FIRST:
        return reason_clause(path)
    if path.exact.point.verdict != verdict:
        return _against_the_middle(path, verdict)
    return _WHY[verdict](path)


def sentence(path: ScoredPath) -> str:
    """The whole sentence: “Relieve first (very likely, 97 %): fit 0.70 clears 0.63, but …”."""
    return f"{VERDICT_WORDS[verdict_of(path)]}{aside(how_sure(path))}: {why(path)}."


def aside(how: str) -> str:
    """How sure a verdict is, beside its word: in brackets, or after a comma where it has its own."""
    if not how:
        return ""
    return f", {how}" if "(" in how else f" ({how})"


def weakest_side(path: ScoredPath) -> str:
    """“its weakest side is Pull (0.13)”, or several of them."""
    values = path.exact.dims
    sides = [f"{path.names.dimension(key)} ({show_score(values[key])})" for key in path.exact.weakest_dims]
    return f"its weakest side is {sides[0]}" if len(sides) == 1 else f"its weakest sides are {listed(sides)}"


def _score(path: ScoredPath, value: str, end: str = "point") -> str:
    return show_score(path.at(end, value))


def _binds(path: ScoredPath) -> str:
    return listed([binding_state(path, item) for item in path.exact.binding])


def _scale(path: ScoredPath) -> str:
    said = f"fit {_score(path, 'F')} and support {_score(path, 'S')} both clear {show_score(BAR_HIGH)}"
    low = (path.at("lo", "F"), path.at("lo", "S"))
    if min(low) < BAR_HIGH or low == (path.at("point", "F"), path.at("point", "S")):
        return said
    return f"{said}, even at the low end of their ranges ({show_score(low[0])} and {show_score(low[1])})"


def _relieve(path: ScoredPath) -> str:
    return f"fit {_score(path, 'F')} clears {show_score(BAR_HIGH)}, but {_binds(path)}"


def _design(path: ScoredPath) -> str:
    named = listed([path.names.item(item) for item in path.exact.design_in])
    said = (
        f"fit {_score(path, 'F')} is short of {show_score(BAR_HIGH)}, but designing in can carry it as far "
        f"as {_score(path, 'F_star')}; raise {named} to {TARGET_WORD}"
    )
    if path.at("point", "S") >= BAR_HIGH:
        return said
    return f"{said}, then relieve what binds: {_binds(path)}"


def _park(path: ScoredPath) -> str:
    if path.fights:
        return f"it fights the growth model; {match_state(path)}, below {show_score(BAR_LOW)}"
    fit, designed = path.at("point", "F"), path.at("point", "F_star")
    support = f"support {_score(path, 'S')} is below {show_score(BAR_LOW)}"
    if designed >= BAR_HIGH:
        return (
            f"designing in could lift fit from {show_score(fit)} to {show_score(designed)}, but {support}, "
            f"because {_binds(path)}"
        )
    reach = f"carries it no further than {show_score(designed)}" if designed > fit else "adds nothing to it"
    short = f"fit {show_score(fit)} is short of {show_score(BAR_HIGH)} and designing in {reach}"
    said = f"{short}; {weakest_side(path)}"
    return said if path.at("point", "S") >= BAR_LOW else f"{said}; {support} as well, because {_binds(path)}"


def _against_the_middle(path: ScoredPath, verdict: str) -> str:
    """The middle of the ranges alone says otherwise, so the verdict rests on all that is possible."""
    share = show_share(path.sampled.K[verdict])
    middle = VERDICT_WORDS[path.exact.point.verdict]
    return (
        f"{spans(path)}; of all that this allows, {share} gives "
        f"{VERDICT_WORDS[verdict]}, though the middle alone ({_score(path, 'F')} and {_score(path, 'S')}) "
        f"gives {middle}"
    )


_WHY: dict[str, Callable[[ScoredPath], str]] = {
    SCALE: _scale,
    RELIEVE_FIRST: _relieve,
    DESIGN_IN_FIRST: _design,
    PARK: _park,
}

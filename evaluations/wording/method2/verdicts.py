"""What is issued for a path under method 2 and why, and which way a withheld verdict leans."""

from collections.abc import Callable, Mapping

from evaluations.scoring.constants import LIKELY
from evaluations.scoring.method2 import binding, weakest_dims
from evaluations.scoring.method2.constants import NARROW, UNANSWERED, UNCERTAIN
from evaluations.scoring.method2.values import mean_of
from evaluations.vocabulary import (
    BAR_HIGH,
    BAR_LOW,
    CLASS_WORDS,
    DESIGN_IN_FIRST,
    FIND_OUT_FIRST,
    NOT_APPLICABLE,
    ON_THE_LINE,
    PARK,
    RELIEVE_FIRST,
    SCALE,
    VERDICT_WORDS,
)
from evaluations.wording.method2.issued import IssuedPath
from evaluations.wording.method2.states import binding_state, match_state
from evaluations.wording.numbers import counted, listed, show_score, show_share
from evaluations.wording.verdicts import aside

_SHORT_OF_ALL = 0.9999


def verdict_of(path: IssuedPath) -> str:
    """The issued verdict's key; not_applicable where no fit question applies."""
    return path.judged.verdict if path.applies else NOT_APPLICABLE


def lean_words(path: IssuedPath) -> str:
    """“leans Scale, 76 %”; “on the line” where everything needed is known and it lies between."""
    if path.judged.reason == ON_THE_LINE:
        return "on the line"
    word = CLASS_WORDS[path.judged.lean] if path.judged.lean != ON_THE_LINE else "to the line"
    return f"leans {word}, {show_share(path.judged.lean_chance)}"


def how_sure(path: IssuedPath) -> str:
    """“settled”, “very likely, 97 %”, or which way a withheld verdict leans; empty where nothing applies."""
    if not path.applies:
        return ""
    if not path.judged.is_issued:
        return lean_words(path)
    likelihood = path.judged.likelihood
    if likelihood == "settled" or path.judged.confidence is None:
        return likelihood
    # What other priorities could still turn is not certain, however firm the answers are.
    return f"{likelihood}, {show_share(min(path.judged.confidence, _SHORT_OF_ALL))}"


def sentence(path: IssuedPath) -> str:
    """The whole sentence: “Relieve first (very likely, 97 %): fit 0.70 clears 0.63, but …”."""
    return f"{VERDICT_WORDS[verdict_of(path)]}{aside(how_sure(path))}: {why(path)}."


def why(path: IssuedPath) -> str:
    """What the verdict rests on, or why it is withheld; begins in lower case, has no full stop."""
    verdict = verdict_of(path)
    if verdict == NOT_APPLICABLE:
        return "every question about its fit was marked as not applicable"
    if verdict == FIND_OUT_FIRST:
        return _withheld(path)
    return _WHY[verdict](path)


def weakest_side(path: IssuedPath) -> str:
    """“its weakest side is Pull (0.13)”, or several of them."""
    values = path.dims
    weakest = weakest_dims(path.standing.terms, path.ends.point)
    sides = [f"{path.names.dimension(key)} ({show_score(values[key])})" for key in weakest]
    return f"its weakest side is {sides[0]}" if len(sides) == 1 else f"its weakest sides are {listed(sides)}"


def evidence_fit(path: IssuedPath) -> float:
    """The share of fit that was seen or measured, by weight; an open question counts as neither."""
    terms = path.standing.terms
    seen = 0.0
    for each, weight in zip(terms.shape.dimensions, terms.shape.weights, strict=True):
        own = zip(each.relevances, terms.known[each.start : each.stop], strict=True)
        seen += weight * sum(relevance for relevance, known in own if known.evidenced) / each.total
    return round(seen, 6)


def held_back_sentence(path: IssuedPath) -> str:
    """That the weakest dimension caps fit below its mean; empty where it does not."""
    point = path.ends.point
    fit, mean = show_score(point.scores.F), show_score(mean_of(path.standing.terms.shape, point.dims))
    if fit == mean:
        return ""
    return (
        f"Held back: fit is {fit} instead of {mean}, since nothing replaces pull, and no other side is "
        f"outweighed by more than two steps; {weakest_side(path)}."
    )


def priorities_sentence(path: IssuedPath, robustness: float | None) -> str:
    """That most other priorities lead elsewhere, with the share that agrees; empty where most agree."""
    judged = path.judged
    if not judged.priorities_matter or robustness is None or robustness >= LIKELY:
        return ""
    said = (
        f"Depends on priorities: with the same answers only {show_share(robustness)} of the weights that are open "
        "lead to the same class of action."
    )
    road = path.promises.road if path.promises else None
    if judged.reason in {UNCERTAIN, ON_THE_LINE} and road is None:
        return f"{said} Measuring alone will not settle it; agreeing priorities may."
    return said


def _withheld(path: IssuedPath) -> str:
    judged = path.judged
    if judged.reason == NARROW:
        share = show_share(path.standing.terms.shape.applicability)
        return f"only {share} of fit applies here, too little to judge by"
    if judged.reason == UNANSWERED:
        return _open(path)
    word = CLASS_WORDS[judged.stated[0]]
    if judged.reason == UNCERTAIN:
        holds = show_share(judged.confidence or 0.0)
        return (
            f"as said it is {word}, but the evidence is too weak: that would hold with {holds}, "
            f"{show_share(LIKELY)} are needed"
        )
    if judged.reason == ON_THE_LINE:
        fit = show_score(path.at("point", "F_star"))
        return (
            f"fit with all that can be designed in is {fit}, on the line between Park and what can be built; "
            "measuring will not help there, improving will"
        )
    return f"as said it is {word}, but too little of what carries that was measured or observed"


def _open(path: IssuedPath) -> str:
    """What is open, and between which classes it decides."""
    terms = path.standing.terms
    count = sum(known.stated is None for known in terms.known)
    parts = [counted(count, "open question")] if count else []
    if not terms.matches.is_known:
        parts.append("the growth model, which is not declared,")
    verb = "decides" if count + (not terms.matches.is_known) == 1 else "decide"
    low, high = (CLASS_WORDS[each] for each in path.judged.stated)
    return f"{listed(parts)} {verb}: at worst it is {low}, at best {high}"


def _score(path: IssuedPath, value: str, end: str = "point") -> str:
    return show_score(path.at(end, value))


def _binds(path: IssuedPath) -> str:
    return listed([binding_state(path, item) for item in binding(path.standing.terms, path.ends.point)])


def _scale(path: IssuedPath) -> str:
    return f"fit {_score(path, 'F')} and support {_score(path, 'S')} both clear {show_score(BAR_HIGH)}"


def _relieve(path: IssuedPath) -> str:
    return f"fit {_score(path, 'F')} clears {show_score(BAR_HIGH)}, but {_binds(path)}"


def _design(path: IssuedPath) -> str:
    return (
        f"fit {_score(path, 'F')} is short of {show_score(BAR_HIGH)}, but with all that can be designed in it "
        f"is {_score(path, 'F_star')}"
    )


def _park(path: IssuedPath) -> str:
    if path.fights:
        return f"it fights the growth model; {match_state(path)}, below {show_score(BAR_LOW)}"
    fit, designed = path.at("point", "F"), path.at("point", "F_star")
    support = f"support {_score(path, 'S')} is below {show_score(BAR_LOW)}, because {_binds(path)}"
    if designed >= BAR_HIGH:
        return f"designing in could lift fit to {show_score(designed)}, but {support}"
    reach = f"carries it no further than {show_score(designed)}" if designed > fit else "adds nothing to it"
    short = f"fit {show_score(fit)} is short of {show_score(BAR_HIGH)} and designing in {reach}"
    said = f"{short}; {weakest_side(path)}"
    return said if path.at("point", "S") >= BAR_LOW else f"{said}; {support} as well"


_WHY: Mapping[str, Callable[[IssuedPath], str]] = {
    SCALE: _scale,
    RELIEVE_FIRST: _relieve,
    DESIGN_IN_FIRST: _design,
    PARK: _park,
}

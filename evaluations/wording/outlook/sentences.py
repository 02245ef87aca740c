"""The sentences of one path: why, what binds, what is unknown, how sure. Thresholds are said as words."""

from collections.abc import Callable, Mapping, Sequence

from evaluations.scoring.constants import GROWTH_MODEL, TOP_LEVEL
from evaluations.scoring.inputs import Answer
from evaluations.vocabulary import (
    BAR_HIGH,
    BAR_LOW,
    DESIGN_IN_FIRST,
    FIND_OUT_FIRST,
    LEVEL_WORDS,
    MATCH_WORDS,
    NOT_APPLICABLE,
    PARK,
    RELIEVE_FIRST,
    SCALE,
    VERDICT_WORDS,
)
from evaluations.wording.numbers import capitalised, counted, listed, show_share
from evaluations.wording.outlook.facts import LEAST_LEAN, Facts, items_of
from evaluations.wording.outlook.shapes import Basis, Standing
from evaluations.wording.scored import Names

Answers = Callable[[str], Answer]
_MOST_NAMED = 3


def standing(facts: Facts, item: str, answer: Answer) -> Standing:
    """How an item stands, so that more is better reads right."""
    if is_match(item):
        return Standing(item=item, name="Growth model", said=f"The path {match_words(facts)}")
    return item_standing(facts.names, item, answer)


def item_standing(names: Names, item: str, answer: Answer) -> Standing:
    """How a factor, constraint or surface stands."""
    name = names.item(item)
    return Standing(item=item, name=name, said=f"{name}: {_level_words(item, answer)}")


def is_match(item: str) -> bool:
    """Whether an item is the match with the growth model."""
    return item == GROWTH_MODEL or item.endswith("@alignment")


def match_words(facts: Facts) -> str:
    """How the path suits the growth model, as a verb phrase."""
    if facts.growth_model is None and facts.match >= BAR_LOW:
        return "waits for the growth model, which is not declared"
    return MATCH_WORDS[round(facts.match * TOP_LEVEL)]


def _level_words(item: str, answer: Answer) -> str:
    if answer.na:
        return "does not apply"
    if answer.level is None:
        return "the raters differ" if answer.is_pooled else "not answered"
    state = "under control" if "!" in item else "there"
    word = LEVEL_WORDS[answer.level].lower()
    said = {0: f"not {state}", TOP_LEVEL: state}.get(answer.level, f"{state}, {word}")
    return said if answer.is_evidenced else f"{said} ({answer.grade})"


def beneath(facts: Facts) -> str:
    """What stands under the name of a path on the map."""
    if facts.verdict == PARK and facts.fights:
        return "Park, fights the growth model"
    if facts.verdict != FIND_OUT_FIRST:
        return VERDICT_WORDS[facts.verdict]
    if facts.lean is not None and facts.chance is not None:
        return f"leans {VERDICT_WORDS[facts.lean]} {show_share(facts.chance)}"
    return "on the line" if facts.reason == "on_the_line" else "too little known to lean"


def leaning(lean: str | None = None, chance: float | None = None) -> str:
    """Which way a withheld verdict leans that a list has kept: “leans Scale, 76 %”; empty where none is kept.

    As in its result, no lean is named that is no likelier than not.
    """
    if lean is None or chance is None:
        return ""
    if chance <= LEAST_LEAN:
        return "too little known to lean"
    return f"leans {VERDICT_WORDS[lean]}, {show_share(chance)}" if lean in VERDICT_WORDS else "on the line"


def sure(facts: Facts) -> str:
    """“settled”, “very likely, 97 %”; of a withheld verdict how far it leans."""
    if facts.verdict == FIND_OUT_FIRST:
        return beneath(facts)
    if facts.verdict == NOT_APPLICABLE or facts.confidence is None:
        return ""
    if facts.likelihood == "settled":
        return "settled"
    return f"{facts.likelihood}, {show_share(min(facts.confidence, 0.9999))}"


def why(facts: Facts, answers: Answers) -> str:
    """One sentence, in words, on what the verdict rests on."""
    return f"{_WHY[facts.verdict](facts, answers)}.{_supposes(facts)}"


def _supposes(facts: Facts) -> str:
    if not facts.supposes:
        return ""
    named = listed([facts.names.quoted(item) for item in facts.supposes])
    verb = "does" if len(facts.supposes) == 1 else "do"
    return f" This supposes that {named} truly {verb} not apply."


def binds(facts: Facts, answers: Answers) -> str:
    """What binds, all of it and nothing else; a sentence where nothing does."""
    if facts.verdict == PARK and facts.fights:
        return f"The path {match_words(facts)}."
    if facts.is_supported or not facts.binding:
        return "Nothing that is known." if facts.verdict == FIND_OUT_FIRST else "Nothing."
    said = [standing(facts, item, answers(item)).said for item in facts.binding]
    return f"{'; '.join(said)}."


def basis(facts: Facts, answers: Answers) -> Basis:
    """What the answers of a path rest on."""
    found = [answers(item) for item in items_of(facts.inputs)]
    rated = [answer for answer in found if answer.is_answered]
    seen = sum(answer.is_evidenced for answer in rated)
    open_count = sum(not answer.is_answered and not answer.na for answer in found)
    return Basis(seen=seen, said=len(rated) - seen, open=open_count)


def basis_words(found: Basis) -> str:
    """“11 of 12 seen or measured, 1 open”."""
    if not found.total:
        return "No question applies"
    left = f", {found.open} open" if found.open else ""
    return f"{found.seen} of {found.total} seen or measured{left}"


def unknown(facts: Facts, answers: Answers) -> str:
    """What nobody knows of a path: what is open first, else what was never seen."""
    items = items_of(facts.inputs)
    is_open = [item for item in items if not answers(item).is_answered and not answers(item).na]
    if is_open:
        return f"Nobody has answered {_some(facts, is_open)}."
    weak = [item for item in items if answers(item).is_answered and not answers(item).is_evidenced]
    if weak:
        verb = "was" if len(weak) == 1 else "were"
        return f"{capitalised(_some(facts, weak))} {verb} reported or assumed, never seen."
    return "Nothing: every answer was seen or measured."


def _some(facts: Facts, items: Sequence[str]) -> str:
    """The first of some items by name, and how many there are besides."""
    named = [facts.names.quoted(item) for item in items]
    if len(named) <= _MOST_NAMED:
        return listed(named)
    return listed([*named[: _MOST_NAMED - 1], f"{counted(len(named) - _MOST_NAMED + 1, 'other')}"])


def _scale(facts: Facts, answers: Answers) -> str:
    return "Market and product suit the path, and what it needs is in place"


def _relieve(facts: Facts, answers: Answers) -> str:
    if not facts.binding:
        return "Market and product suit the path, but what it needs may not be in place"
    names = listed([_held(facts, item) for item in facts.binding])
    verb = "holds" if len(facts.binding) == 1 else "hold"
    return f"Market and product suit the path, but {names} {verb} it back"


def _held(facts: Facts, item: str) -> str:
    return "the growth model" if is_match(item) else facts.names.quoted(item)


def _design(facts: Facts, answers: Answers) -> str:
    named = listed([facts.names.quoted(item) for item in facts.missing])
    said = "The product does not carry the path yet, and could be made to"
    return f"{said}: {named} would have to be built in" if named else said


def _park(facts: Facts, answers: Answers) -> str:
    if facts.fights:
        model = f", {facts.names.growth_model(facts.growth_model)}" if facts.growth_model else ""
        return f"The path works against the growth model{model}"
    if facts.star >= BAR_HIGH and facts.binding:
        named = listed([_held(facts, item) for item in facts.binding])
        return f"The product could be made to carry the path, but {named} would hold it back all the same"
    sides = listed([facts.names.dimension(key).lower() for key in facts.weak])
    verb = "is its weakest side" if len(facts.weak) == 1 else "are its weakest sides"
    return f"Market and product do not suit the path, and product work cannot mend that: {sides} {verb}"


def _find_out(facts: Facts, answers: Answers) -> str:
    return _REASONS.get(facts.reason or "", "Too little is known to decide")


def _not_applicable(facts: Facts, answers: Answers) -> str:
    return "None of the questions about its fit applies to this product"


_WHY: Mapping[str, Callable[[Facts, Answers], str]] = {
    SCALE: _scale,
    RELIEVE_FIRST: _relieve,
    DESIGN_IN_FIRST: _design,
    PARK: _park,
    FIND_OUT_FIRST: _find_out,
    NOT_APPLICABLE: _not_applicable,
}
# Why a verdict is withheld, by the reason that either method gives.
_REASONS: Mapping[str, str] = {
    "narrow": "Fewer than half of its questions apply to this product, too few to judge by",
    "unanswered": "Questions are open whose answers could turn the verdict",
    "uncertain": "Each answer could still turn out better or worse, and that could turn the verdict",
    "on_the_line": "It stands on the line: too good to park, not yet worth the product work",
    "unevidenced": "The answers that would carry a verdict were reported or assumed, never seen",
    "thin": "Fewer than half of its answers are known well enough to judge by",
    "open": "What is known allows more than one verdict",
    "blind_spot": "A side of it that decides has not been looked at by anybody",
}

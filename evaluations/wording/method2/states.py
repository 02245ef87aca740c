"""How an answer stands under method 2, as the end of a sentence that begins with the item's name."""

from evaluations.scoring.constants import GROWTH_MODEL, TOP_LEVEL
from evaluations.scoring.method2.known import known
from evaluations.vocabulary import LEVEL_WORDS
from evaluations.wording.method2.issued import Issued, IssuedPath
from evaluations.wording.numbers import show_range, show_score
from evaluations.wording.states import controlled

_OURS = "ours"


def state(issued: Issued, item: str) -> str:
    """“is Slightly under control, observed (0.25)”: the level that was said, and what it rests on."""
    answer = issued.answer(item)
    if answer.na:
        return "does not apply"
    if not answer.is_answered:
        return "is not answered"
    level = known(answer).point
    word = controlled(level) if "!" in item else LEVEL_WORDS[level]
    if answer.p is not None:
        return f"is put at {word} by the raters together ({show_score(level / TOP_LEVEL)})"
    grade = "" if answer.grade == "measured" else f", {answer.grade}"
    return f"is {word}{grade} ({show_score(level / TOP_LEVEL)})"


def match_state(path: IssuedPath) -> str:
    """How the growth-model match stands: declared, set for this path, or undeclared; and whose judgement it is."""
    issued, item = path.issued, path.inputs.alignment_item
    if issued.answer(item).is_answered:
        return f"the match with the growth model {state(issued, item)}"
    model = issued.growth_model
    if model is None:
        levels = [level for _, level in path.inputs.alignment]
        lo, hi = min(levels) / TOP_LEVEL, max(levels) / TOP_LEVEL
        if lo == hi:
            return f"the growth model is not declared, but under each of them the match is {show_score(lo)}"
        return f"the growth model is not declared, so the match is anything from {show_range(lo, hi)}"
    level = dict(path.inputs.alignment)[model]
    ours = ", in our own judgement" if dict(path.inputs.provenance).get(model) == _OURS else ""
    name = issued.names.growth_model(model)
    return f"the match with {name} is {LEVEL_WORDS[level]}{ours} ({show_score(level / TOP_LEVEL)})"


def binding_state(path: IssuedPath, item: str) -> str:
    """A whole clause on something that binds support: its name and how it stands."""
    if item == GROWTH_MODEL or item.endswith("@alignment"):
        return match_state(path)
    return f"{path.names.quoted(item)} {state(path.issued, item)}"

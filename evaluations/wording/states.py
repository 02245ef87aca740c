"""How an answer stands, as the end of a sentence that begins with the item's name."""

from evaluations.scoring.constants import GROWTH_MODEL, TOP_LEVEL
from evaluations.scoring.inputs import Answer
from evaluations.scoring.method1.ranges import range_of
from evaluations.vocabulary import LEVEL_WORDS
from evaluations.wording.numbers import show_range, show_score
from evaluations.wording.scored import Scored, ScoredPath


def answer_words(answer: Answer) -> str:
    """An answer by itself: “Slightly”, “Yes, assumed”, “not answered”, “does not apply”."""
    if answer.na:
        return "does not apply"
    if answer.lo is not None and answer.hi is not None:
        return f"{show_range(answer.lo, answer.hi)} among the raters"
    if answer.level is None:
        return "not answered"
    word = LEVEL_WORDS[answer.level]
    return word if answer.grade == "measured" else f"{word}, {answer.grade}"


def state(scored: Scored, item: str) -> str:
    """“is Slightly under control (0.25)”: how the answer to a factor, constraint or surface stands."""
    answer = scored.answer(item)
    if answer.lo is not None and answer.hi is not None:
        return f"is put at {show_range(answer.lo, answer.hi)} by the raters"
    if answer.level is None:
        return "is not answered"
    level = answer.level
    word = controlled(level) if "!" in item else LEVEL_WORDS[level]
    point = range_of(answer).mid
    # Weak evidence moves the point away from the level's own value: then the grade belongs to the sentence.
    grade = "" if point == level / TOP_LEVEL else f", {answer.grade}"
    return f"is {word}{grade} ({show_score(point)})"


def controlled(level: int) -> str:
    """A constraint's label names the trouble, so its state says how far it is under control."""
    return {0: "not under control", TOP_LEVEL: "under control"}.get(
        level, f"{LEVEL_WORDS[level]} under control"
    )


def match_state(path: ScoredPath) -> str:
    """How the growth-model match stands: declared, set for this path, or undeclared."""
    scored = path.scored
    item = f"{path.key}@alignment"
    override = scored.answer(item)
    if override.is_answered:
        return f"the match with the growth model {state(scored, item)}"
    model = scored.growth_model
    if model is None:
        lo, hi = path.at("lo", "A"), path.at("hi", "A")
        if lo == hi:
            return f"the growth model is not declared, but under each of them the match is {show_score(lo)}"
        return f"the growth model is not declared, so the match is anything from {show_range(lo, hi)}"
    level = dict(path.inputs.alignment)[model]
    name = scored.names.growth_model(model)
    return f"the match with {name} is {LEVEL_WORDS[level]} ({show_score(level / TOP_LEVEL)})"


def binding_state(path: ScoredPath, item: str) -> str:
    """A whole clause on something that binds support: its name and how it stands."""
    if item == GROWTH_MODEL or item.endswith("@alignment"):
        return match_state(path)
    return f"{path.names.quoted(item)} {state(path.scored, item)}"

"""What is promised, in sentences. Each says which answers, measured, lead to which issued verdict, and nothing else.

A promise was tried before it was made (method 2, section 11): the answers were set, the path was judged again, and
that verdict was issued. No other sentence says what would help, hurt or follow.
"""

from collections.abc import Mapping

from evaluations.scoring.method2 import Promise
from evaluations.vocabulary import LEVEL_WORDS, PARK, SCALE, VERDICT_WORDS
from evaluations.wording.method2.issued import IssuedPath
from evaluations.wording.numbers import capitalised, counted, listed, show_share
from evaluations.wording.scored import Names

KINDS: Mapping[str, str] = {
    "road": "Shortest road to a verdict",
    "to_scale": "What would make it Scale",
    "breaks": "What would break it",
    "relief": "What relief would do",
    "design": "What designing in would do",
}
"""The kinds of promises, in the order in which they are told."""


def steps_of(promise: Promise) -> int:
    """How many things are to be found out or done; to declare the growth model is one."""
    return len(promise.answers) + (promise.growth_model is not None)


def quoted(names: Names, item: str) -> str:
    """The name of an item as a sentence quotes it; a surface may be called like a path, so it says what it is."""
    return f"{names.quoted(item)} (design map)" if item.startswith("surface/") else names.quoted(item)


def answers_words(names: Names, promise: Promise) -> str:
    """“‘Pull’ Mostly and ‘Reach’ Partly”, with the growth model to declare where one is."""
    said = [f"{quoted(names, item)} {LEVEL_WORDS[level]}" for item, level in promise.answers.items()]
    if promise.growth_model is not None:
        said.append(f"the growth model declared as {names.growth_model(promise.growth_model)}")
    return listed(said)


def items_words(names: Names, promise: Promise) -> str:
    """The same without the levels: “‘Pull’ and ‘Reach’”."""
    said = [quoted(names, item) for item in promise.answers]
    return listed([*said, *(["the growth model"] if promise.growth_model is not None else [])])


def road_sentence(path: IssuedPath) -> str:
    """What to measure so that a verdict is issued, and which if all comes out as said; empty without a road."""
    road = path.promises.road if path.promises else None
    if road is None:
        return ""
    checks = counted(steps_of(road), "check")
    count = f"{capitalised(checks)} {'is' if steps_of(road) == 1 else 'are'} enough"
    least = "" if road.smallest is not False else " (perhaps fewer)"
    them = "it comes" if steps_of(road) == 1 else "they come"
    return (
        f"{count}{least}: {answers_words(path.names, road)}. If {them} out so, {_word(road)} is issued."
        f"{_chance(road)}"
    )


def _chance(road: Promise) -> str:
    if road.chance is None:
        return ""
    if road.chance >= 1:
        return " Whatever comes out, some verdict is issued."
    return f" The chance that some verdict is issued then is {show_share(road.chance)}."


def to_scale_sentence(path: IssuedPath) -> str:
    """What would have to be true for Scale; that nothing in the answers does where there is no such promise."""
    if path.promises is None or path.judged.verdict == SCALE:
        return ""
    found = path.promises.to_scale
    if found is None:
        return "Nothing that could be measured about this path makes it Scale as things stand."
    less = "; nothing less does" if found.smallest else ""
    return f"{capitalised(answers_words(path.names, found))}, measured, {_issue(found)}{less}."


def breaks_sentence(path: IssuedPath) -> str:
    """The single measurement nearest to what is said that lowers the issued verdict."""
    if path.promises is None or path.judged.verdict == PARK:
        return ""
    found = path.promises.breaks
    if found is None:
        return "No single measurement lowers what is issued."
    return f"{capitalised(answers_words(path.names, found))}, measured, would make it {_word(found)}."


def relief_sentence(path: IssuedPath) -> str:
    """The fewest capability factors and constraints which, at Mostly measured, better the verdict."""
    return _move(path, "relief")


def design_sentence(path: IssuedPath) -> str:
    """The fewest surfaces and product factors which, at Mostly measured, better the verdict."""
    return _move(path, "design")


def _move(path: IssuedPath, kind: str) -> str:
    found: Promise | None = getattr(path.promises, kind) if path.promises else None
    if found is None:
        return ""
    return f"{capitalised(answers_words(path.names, found))}, measured, {_issue(found)}."


def change_sentence(path: IssuedPath) -> str:
    """The one sentence to show with a verdict: what would break Scale, or what would make it Scale."""
    return breaks_sentence(path) if path.judged.verdict == SCALE else to_scale_sentence(path)


def only_if_sentence(path: IssuedPath) -> str:
    """On which questions that do not apply the verdict hangs; empty where it hangs on none."""
    if not path.judged.only_if:
        return ""
    named = listed([quoted(path.names, item) for item in path.judged.only_if])
    verb = "does" if len(path.judged.only_if) == 1 else "do"
    return f"Only if {named} truly {verb} not apply: answered No, another verdict is issued."


def _issue(promise: Promise) -> str:
    verb = "issues" if steps_of(promise) == 1 else "issue"
    return f"{verb} {_word(promise)}"


def _word(promise: Promise) -> str:
    return VERDICT_WORDS[promise.verdict]

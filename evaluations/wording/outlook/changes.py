"""What would change a verdict of method 2: the promises, said aloud."""

from collections.abc import Mapping

from evaluations.scoring.method2 import Check, Promise
from evaluations.vocabulary import FIND_OUT_FIRST, LEVEL_WORDS, VERDICT_WORDS
from evaluations.wording.method2 import IssuedPath
from evaluations.wording.numbers import capitalised, counted, listed, show_share
from evaluations.wording.outlook.sentences import is_match
from evaluations.wording.outlook.shapes import Change, CheckWords, Consequence, Road

_UNDER_CONTROL = (
    "not under control",
    *(f"{word.lower()} under control" for word in LEVEL_WORDS[1:-1]),
    "under control",
)


def upward(path: IssuedPath, promise: Promise | None) -> Change | None:
    """What would have to be true for Scale."""
    if promise is None:
        return None
    said = f"It becomes {VERDICT_WORDS[promise.verdict]} once measurement shows {_shown(path, promise)}."
    return Change(said=_declaring(path, promise, said), items=tuple(promise.answers), verdict=promise.verdict)


def downward(path: IssuedPath, promise: Promise | None) -> Change | None:
    """The nearest single measurement that lowers the verdict."""
    if promise is None:
        return None
    word = VERDICT_WORDS[promise.verdict]
    left = "no verdict is left" if promise.verdict == FIND_OUT_FIRST else f"it is {word}"
    said = f"If measurement shows {_shown(path, promise)}, {left}."
    return Change(said=said, items=tuple(promise.answers), verdict=promise.verdict)


def raising(path: IssuedPath, promise: Promise | None) -> Change | None:
    """What relief, or design, has to bring to Mostly, and the verdict that follows."""
    if promise is None:
        return None
    named = listed([_at(path, item, level, "to") for item, level in promise.answers.items()])
    then = f"it becomes {VERDICT_WORDS[promise.verdict]}"
    if promise.verdict == FIND_OUT_FIRST:
        then = "it is worth finding out about again"
    said = f"Bring {named}, and {then}."
    return Change(said=said, items=tuple(promise.answers), verdict=promise.verdict)


def _shown(path: IssuedPath, promise: Promise) -> str:
    """“‘Low buyer intent’ mostly under control and ‘Offer’ at Yes”."""
    return listed([_at(path, item, level, "at") for item, level in promise.answers.items()])


def _at(path: IssuedPath, item: str, level: int, link: str) -> str:
    """An item at a level, so that more is better reads right of a constraint too, whose name is the trouble."""
    if "!" in item:
        return f"{_named(path, item)} {_UNDER_CONTROL[level]}"
    return f"{_named(path, item)} {link} {LEVEL_WORDS[level]}"


def _named(path: IssuedPath, item: str) -> str:
    return "the match with the growth model" if is_match(item) else path.names.quoted(item)


def _declaring(path: IssuedPath, promise: Promise, said: str) -> str:
    if promise.growth_model is None:
        return said
    return f"{said[:-1]}, with {path.names.growth_model(promise.growth_model)} declared as the growth model."


def road_of(path: IssuedPath, checks: tuple[Check, ...]) -> Road | None:
    """The road of a withheld path; None where it has none."""
    promise = path.promises.road if path.promises else None
    if promise is None:
        return None
    declares = path.names.growth_model(promise.growth_model) if promise.growth_model else ""
    count = len(checks)
    verb = "settles" if count == 1 else "settle"
    title = f"{capitalised(counted(count, 'check'))} {verb} {path.names.path(path.key)}"
    if not checks:
        title = f"Declaring the growth model settles {path.names.path(path.key)}"
    return Road(
        title=title,
        lead=_lead(promise, count),
        checks=tuple(_check(path, checks, place) for place in range(count)),
        verdict=promise.verdict,
        declares=declares,
    )


def _lead(promise: Promise, count: int) -> str:
    word = VERDICT_WORDS[promise.verdict]
    hold = {
        0: "Then it is",
        1: "If it comes out as expected, it is",
        2: "If both come out as expected, it is",
    }
    said = f"{hold.get(count, 'If all come out as expected, it is')} {word}, and a decision can stand on it."
    if promise.chance is None or count == 0:
        return said
    them = "this" if count == 1 else "these"
    share = show_share(promise.chance)
    return f"{said} The chance that measuring {them} brings a verdict, whichever it is, is {share}."


def _check(path: IssuedPath, checks: tuple[Check, ...], place: int) -> CheckWords:
    check = checks[place]
    return CheckWords(
        item=check.item,
        name="Match with the growth model" if is_match(check.item) else path.names.item(check.item),
        consequences=_consequences(check, last=place == len(checks) - 1, following=place + 2),
    )


def _consequences(check: Check, *, last: bool, following: int) -> tuple[Consequence, ...]:
    """The five levels by what they lead to, the best level first, neighbours with one outcome together."""
    runs: list[tuple[list[int], tuple[str, str]]] = []
    for level in reversed(range(len(LEVEL_WORDS))):
        outcome = (check.at_once[level], check.in_the_end[level])
        if runs and runs[-1][1] == outcome:
            runs[-1][0].append(level)
        else:
            runs.append(([level], outcome))
    return tuple(_consequence(levels, outcome, last=last, following=following) for levels, outcome in runs)


def _consequence(levels: list[int], outcome: tuple[str, str], *, last: bool, following: int) -> Consequence:
    at_once, in_the_end = outcome
    if at_once != FIND_OUT_FIRST:
        said = "is issued" if last else "is issued at once"
        return Consequence(when=_when(levels), verdict=at_once, said=said)
    if last or in_the_end == FIND_OUT_FIRST:
        return Consequence(when=_when(levels), verdict="", said="still no verdict")
    said = f"on to check {following}, towards {VERDICT_WORDS[in_the_end]}"
    return Consequence(when=_when(levels), verdict="", said=said)


def _when(levels: list[int]) -> str:
    """“Mostly or better”, “Partly”, “Slightly or worse”: some neighbouring levels, the best first."""
    top, bottom = levels[0], levels[-1]
    if len(levels) == len(LEVEL_WORDS):
        return "Whatever it is"
    if top == len(LEVEL_WORDS) - 1 and len(levels) > 1:
        return f"{LEVEL_WORDS[bottom]} or better"
    if bottom == 0 and len(levels) > 1:
        return f"{LEVEL_WORDS[top]} or worse"
    return listed([LEVEL_WORDS[level] for level in levels], "or")


def outcomes_by_level(outcomes: Mapping[str, tuple[str, ...]], issued: str) -> dict[str, tuple[str, ...]]:
    """Of what each item would issue by level: the items that can change the verdict."""
    return {item: found for item, found in outcomes.items() if any(verdict != issued for verdict in found)}

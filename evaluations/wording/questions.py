"""What to find out next and why, and where designing in pays most (method sections 11 and 12)."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluations.scoring.constants import GROWTH_MODEL
from evaluations.wording.numbers import counted, listed, show_score, show_share
from evaluations.wording.scored import Scored
from evaluations.wording.verdicts import TARGET_WORD


@dataclass(frozen=True, kw_only=True)
class Question:
    """An item worth asking next. `paths` are the keys of the paths about whose verdict the answer tells."""

    item: str
    name: str
    paths: tuple[str, ...]
    why: str
    # Asks for better evidence of an answer that is there, instead of a missing one.
    raises_evidence: bool = False


_MOST_EVIDENCE = 3
_MOST_NAMED = 3


def questions(scored: Scored, *, most: int = 5) -> tuple[Question, ...]:
    """The next questions, best first: evidence that withholds a verdict (at most three), then what tells most."""
    asked: dict[str, Question] = {}
    for question in (*_evidence(scored), *_information(scored)):
        asked.setdefault(question.item, question)
    return tuple(asked.values())[:most]


def _evidence(scored: Scored) -> list[Question]:
    """The first item of each path that weak evidence holds back."""
    waiting: dict[str, list[str]] = {}
    raising = scored.whole.raise_evidence if scored.whole else {}
    for path in scored.order:
        items = raising.get(path)
        if items and scored.answer(items[0]).grade is not None:
            waiting.setdefault(items[0], []).append(path)
    return [
        Question(
            item=item,
            name=scored.names.item(item),
            paths=tuple(paths),
            why=_weak(scored, item, paths),
            raises_evidence=True,
        )
        for item, paths in list(waiting.items())[:_MOST_EVIDENCE]
    ]


def _weak(scored: Scored, item: str, paths: Sequence[str]) -> str:
    verb = "waits" if len(paths) == 1 else "wait"
    return f"{_named(scored, paths)} {verb} for evidence: this answer is {scored.answer(item).grade} so far."


def _information(scored: Scored) -> list[Question]:
    found = []
    for entry in scored.whole.ask_next if scored.whole else ():
        flips = {path: share for path, share in entry.flip.items() if share > 0}
        paths = sorted(flips, key=lambda path: (-flips[path], path)) or list(entry.flip)
        name = "Growth model" if entry.item == GROWTH_MODEL else scored.names.item(entry.item)
        why = _tells(scored, paths, flips)
        found.append(Question(item=entry.item, name=name, paths=tuple(paths), why=why))
    return found


def _tells(scored: Scored, paths: Sequence[str], flips: dict[str, float]) -> str:
    if not flips:
        return f"It would make the verdict on {_named(scored, paths)} surer, and is unlikely to change it."
    named = paths[:_MOST_NAMED]
    said = [f"{scored.names.path(path)} (in {show_share(flips[path])} of its range)" for path in named]
    rest = len(paths) - len(named)
    if rest:
        said.append(counted(rest, "other path"))
    return f"It could change the verdict on {listed(said)}."


def _named(scored: Scored, paths: Sequence[str]) -> str:
    return listed([scored.names.path(path) for path in paths])


def leverage_sentence(scored: Scored) -> str:
    """What designing in the best surface would do; empty where it was not reckoned or nothing is to gain."""
    entries = scored.whole.leverage if scored.whole else ()
    if not entries:
        return ""
    best = entries[0]
    if best.improves:
        raised = f"Raising {scored.names.item('surface/' + best.surface)} to {TARGET_WORD}"
        return f"{raised} would improve the verdict on {_named(scored, best.improves)}."
    most = max(entries, key=lambda entry: entry.gain)
    raised = f"Raising {scored.names.item('surface/' + most.surface)} to {TARGET_WORD}"
    gain = show_score(most.gain)
    return f"{raised} would add the most fit ({gain} over all paths), but change no verdict by itself."

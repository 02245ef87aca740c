"""The sentences of both sides: which of them say something else."""

from collections.abc import Iterator
from dataclasses import dataclass

from evaluations.versions.differences.sides import Side
from evaluations.wording import (
    PathWords,
    Scored,
    close_sentences,
    counts_of,
    dominance_sentences,
    finding_text,
    leverage_sentence,
    open_sentence,
)
from evaluations.wording import method2 as by_method_2


@dataclass(frozen=True, kw_only=True)
class SentenceChange:
    """One sentence: what it is about (the whole, or a path), which sentence it is, and how it reads on each side."""

    place: str
    what: str
    old: str
    new: str

    @property
    def is_same(self) -> bool:
        return self.old == self.new


# What a result says of a path, beside the verdict's own sentence.
_OF_A_PATH = {
    "sentence": "Verdict",
    "match": "Match with the growth model",
    "held_back": "What holds fit back",
    "unaided": "Without the product",
    "priorities": "Priorities",
    "coverage": "What it rests on",
    "only_if": "Only if",
    "road": "Shortest road to a verdict",
    "upward": "What would raise it",
    "downward": "What would lower it",
    "relief": "What relief would do",
    "design": "What designing in would do",
}
WHOLE = "The whole evaluation"


def sentences_of(old: Side, new: Side) -> tuple[SentenceChange, ...]:
    """Of the whole first, then path by path; what neither side says is left out."""
    found = [*_of_the_whole(old, new)]
    keys = [*new.words, *(key for key in old.words if key not in new.words)]
    for key in keys:
        found += _of_a_path(old.words.get(key), new.words.get(key))
    return tuple(change for change in found if change.old or change.new)


def _of_the_whole(old: Side, new: Side) -> Iterator[SentenceChange]:
    was, now = _whole(old.scored), _whole(new.scored)
    for what in (*now, *(what for what in was if what not in now)):
        yield SentenceChange(place=WHOLE, what=what, old=was.get(what, ""), new=now.get(what, ""))


def _whole(scored: Scored | by_method_2.Issued) -> dict[str, str]:
    """What is said of the whole, by what it is about."""
    answered = open_sentence(counts_of(scored))
    if isinstance(scored, by_method_2.Issued):
        return {
            "Finding": by_method_2.finding_text(scored),
            "Answered": answered,
            "Order": " ".join(by_method_2.close_sentences(scored)),
            "What to ask": by_method_2.nothing_left(scored),
        }
    return {
        "Finding": finding_text(scored),
        "Answered": answered,
        "Order": " ".join((*dominance_sentences(scored), *close_sentences(scored))),
        "Design map": leverage_sentence(scored),
    }


def _of_a_path(old: PathWords | None, new: PathWords | None) -> Iterator[SentenceChange]:
    known = new or old
    if known is None:
        return
    for name, what in _OF_A_PATH.items():
        was, now = (getattr(words, name) if words else "" for words in (old, new))
        yield SentenceChange(place=known.name, what=what, old=was, new=now)

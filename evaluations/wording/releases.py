"""What becomes of a verdict when the same answers are judged in a newer release of the catalog, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluations.vocabulary import MATCH_WORDS
from evaluations.wording.numbers import capitalised, counted, listed

# So many names are listed; of more, their count is said.
MOST_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class RoleMoved:
    """A question that speaks of another dimension now: its name, and that of the dimension."""

    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class MatchMoved:
    """The catalog's level of the path's match with the growth model, from 0 to 4."""

    old: int
    new: int


@dataclass(frozen=True, kw_only=True)
class LinkMoved:
    """How heavily the path leans on a surface, from 0 (not at all) to 3."""

    name: str
    old: int
    new: int


@dataclass(frozen=True, kw_only=True)
class PathMoves:
    """What a newer release changes of that by which a path is judged.

    `opened` names new questions without an answer, `returned` those to which an answer was kept, `dropped` removed
    questions that were answered.
    """

    opened: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    roles: tuple[RoleMoved, ...] = ()
    match: MatchMoved | None = None
    links: tuple[LinkMoved, ...] = ()


def change_of_release(before: str, after: str, moves: PathMoves) -> str:
    """Whether the verdict stays, and what moved beneath it."""
    clauses = list(_clauses(moves))
    said = f"{capitalised('; '.join(clauses))}." if clauses else "It is judged by the same things as before."
    return f"The verdict stays. {said}" if before == after else said


def names_of(names: Sequence[str]) -> str:
    """Names as a sentence lists them: “A”, “B” and “C”."""
    return listed([f"“{name}”" for name in names])


def _clauses(moves: PathMoves) -> Iterator[str]:
    if moves.opened:
        yield f"{_named(moves.opened, 'new question')} {_verb(moves.opened, 'is', 'are')} open"
    if moves.returned:
        kept = _named(moves.returned, "answer that was kept aside", "answers that were kept aside")
        yield f"{kept} {_verb(moves.returned, 'counts', 'count')} again"
    if moves.dropped:
        removed = _named(moves.dropped, "answered question")
        yield f"{removed} {_verb(moves.dropped, 'is', 'are')} no longer asked"
    for role in moves.roles:
        yield f"“{role.name}” speaks of {role.role} now"
    if moves.match:
        old, new = MATCH_WORDS[moves.match.old], MATCH_WORDS[moves.match.new]
        yield f"the catalog now says that it {new}, and said that it {old}"
    heavier = [link.name for link in moves.links if link.new > link.old]
    lighter = [link.name for link in moves.links if link.new < link.old]
    if heavier:
        yield f"it leans more on {listed(heavier)}"
    if lighter:
        yield f"it leans less on {listed(lighter)}"


def _verb(names: Sequence[str], one: str, many: str) -> str:
    return one if len(names) == 1 else many


def _named(names: Sequence[str], one: str, many: str = "") -> str:
    """“two new questions (“A” and “B”)”; of many, the count alone."""
    count = counted(len(names), one, many)
    return f"{count} ({names_of(names)})" if len(names) <= MOST_NAMED else count

"""The finding of a whole evaluation in one sentence, as a board would say it: every path is in it or counted."""

from collections.abc import Callable, Mapping, Sequence

from evaluations.vocabulary import (
    DESIGN_IN_FIRST,
    FIND_OUT_FIRST,
    NOT_APPLICABLE,
    PARK,
    RELIEVE_FIRST,
    SCALE,
    VERDICT_ORDER,
)
from evaluations.wording.finding import Piece
from evaluations.wording.numbers import capitalised, counted
from evaluations.wording.outlook.shapes import PathOutlook

_MOST_NAMED = 3
NOTHING_MOVED = (Piece(text="Nothing is moved yet: this is the result as it is saved."),)
_ORDER = (SCALE, "lead", RELIEVE_FIRST, DESIGN_IN_FIRST, FIND_OUT_FIRST, PARK, NOT_APPLICABLE)


def one_sentence(paths: Sequence[PathOutlook]) -> tuple[Piece, ...]:
    """What to do about every path. Pieces with a key name the path; all text together is the sentence."""
    if not paths:
        return (Piece(text="No path is chosen yet, so there is nothing to judge."),)
    if all(path.basis is not None and path.basis.open == path.basis.total for path in paths):
        return _untouched(paths)
    groups = _groups(paths)
    parts = [_CLAUSES[kind](groups[kind]) for kind in _ORDER if groups[kind]]
    pieces: list[Piece] = []
    for part in parts:
        pieces += [Piece(text="; "), *part] if pieces else part
    first = pieces[0]
    pieces[0] = Piece(text=capitalised(first.text), strong=first.strong, key=first.key)
    return (*pieces, Piece(text="."))


def _untouched(paths: Sequence[PathOutlook]) -> tuple[Piece, ...]:
    """Before the first answer only the growth model can have decided something."""
    parked = [path for path in paths if path.verdict == PARK]
    said: tuple[Piece, ...] = (Piece(text="Nothing is answered yet, so no path has a verdict"),)
    if parked:
        said = (Piece(text="Nothing is answered yet; only "), *_named(parked))
        said = (*said, Piece(text=f" {_verb(parked, 'fights', 'fight')} the growth model"))
    return (*said, Piece(text="."))


def lead_of(paths: Sequence[PathOutlook]) -> PathOutlook | None:
    """The withheld path that the evidence plan leads with: the first in display order with a road to walk."""
    return next((path for path in paths if path.road is not None and path.road.checks), None)


def _groups(paths: Sequence[PathOutlook]) -> dict[str, list[PathOutlook]]:
    lead = lead_of(paths)
    groups: dict[str, list[PathOutlook]] = {kind: [] for kind in _ORDER}
    for path in paths:
        groups["lead" if path is lead else path.verdict].append(path)
    return groups


def _named(paths: Sequence[PathOutlook]) -> list[Piece]:
    """The names as a sentence lists them, or the first two and how many there are besides."""
    shown = list(paths) if len(paths) <= _MOST_NAMED else list(paths[: _MOST_NAMED - 1])
    rest = len(paths) - len(shown)
    parts = [Piece(text=path.name, strong=True, key=path.key) for path in shown]
    if rest:
        parts.append(Piece(text=counted(rest, "other"), strong=True))
    pieces: list[Piece] = []
    for place, part in enumerate(parts):
        link = "" if place == 0 else " and " if place == len(parts) - 1 else ", "
        pieces += [*([Piece(text=link)] if link else []), part]
    return pieces


def _verb(paths: Sequence[PathOutlook], one: str, many: str) -> str:
    return one if len(paths) == 1 else many


def _scale(paths: Sequence[PathOutlook]) -> list[Piece]:
    return [Piece(text="put more behind "), *_named(paths), Piece(text=" now")]


def _lead(paths: Sequence[PathOutlook]) -> list[Piece]:
    road = paths[0].road
    if road is None:
        raise TypeError("The path that leads has a road.")
    count = len(road.checks)
    said = f"{counted(count, 'check')} {'decides' if count == 1 else 'decide'} on "
    return [Piece(text=said), *_named(paths)]


def _relieve(paths: Sequence[PathOutlook]) -> list[Piece]:
    return [Piece(text="relieve what holds "), *_named(paths), Piece(text=" back")]


def _design(paths: Sequence[PathOutlook]) -> list[Piece]:
    return [*_named(paths), Piece(text=f" {_verb(paths, 'needs', 'need')} product work first")]


def _find_out(paths: Sequence[PathOutlook]) -> list[Piece]:
    return [*_named(paths), Piece(text=f" {_verb(paths, 'needs', 'need')} evidence")]


def _park(paths: Sequence[PathOutlook]) -> list[Piece]:
    fighting = all(path.fights for path in paths)
    why = f", as {_verb(paths, 'it fights', 'they fight')} the growth model" if fighting else ""
    return [*_named(paths), Piece(text=f" {_verb(paths, 'stays', 'stay')} parked{why}")]


def _not_applicable(paths: Sequence[PathOutlook]) -> list[Piece]:
    return [*_named(paths), Piece(text=f" {_verb(paths, 'does', 'do')} not apply")]


_CLAUSES: Mapping[str, Callable[[Sequence[PathOutlook]], list[Piece]]] = {
    SCALE: _scale,
    "lead": _lead,
    RELIEVE_FIRST: _relieve,
    DESIGN_IN_FIRST: _design,
    FIND_OUT_FIRST: _find_out,
    PARK: _park,
    NOT_APPLICABLE: _not_applicable,
}


def scenario_sentence(old: Sequence[PathOutlook], new: Sequence[PathOutlook]) -> tuple[Piece, ...]:
    """What a scenario does to the verdicts: which paths get which, and that the others stay as they are."""
    was = {path.key: path for path in old}
    turned: dict[str, list[PathOutlook]] = {}
    for path in new:
        if path.beneath != was[path.key].beneath:
            turned.setdefault(_turn(was[path.key], path), []).append(path)
    if not turned:
        return (Piece(text="Every verdict stays as it is."),)
    pieces: list[Piece] = [Piece(text="In this scenario ")]
    for place, (turn, paths) in enumerate(turned.items()):
        pieces += [*([Piece(text="; ")] if place else []), *_named(paths), Piece(text=turn)]
    rest = len(new) - sum(map(len, turned.values()))
    stays = "" if not rest else f"; {counted(rest, 'other')} {'stays' if rest == 1 else 'stay'} as before"
    return (*pieces, Piece(text=f"{stays}."))


def _turn(old: PathOutlook, new: PathOutlook) -> str:
    """“ reaches Scale”, “ falls to Park”, “ gets surer and has no verdict yet”."""
    if new.verdict == FIND_OUT_FIRST:
        if old.verdict == FIND_OUT_FIRST:
            return f" now {new.beneath}" if new.lean else f" is {new.beneath}"
        return " has no verdict any more"
    rises = VERDICT_ORDER.index(new.verdict) < VERDICT_ORDER.index(old.verdict)
    return f" {'reaches' if rises else 'falls to'} {new.word}"

"""In which order to relieve what binds, and which verdict each move unlocks. Pure; nothing is drawn.

Relieving an answer means setting it to "Mostly", measured, while all others stand as they are. Only what
the method itself then says of the changed inputs is claimed, and always of the point verdict.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evaluations.scoring import Inputs, exact, inputs_sha256
from evaluations.scoring.constants import DESIGN_TARGET, EXACT_PLACES, TOP_LEVEL
from evaluations.scoring.inputs import Answer, Path
from evaluations.scoring.method1.constants import METHOD, VERDICTS
from evaluations.scoring.method1.ranges import range_of
from evaluations.vocabulary import SCALE

RELIEVED = Answer(level=round(DESIGN_TARGET * TOP_LEVEL), grade="measured")

_Items = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Stand:
    """What one path comes to at the point."""

    verdict: str
    value: float
    binding: tuple[str, ...]

    @property
    def rank(self) -> int:
        return VERDICTS.index(self.verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """A path that gets a better point verdict."""

    path: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One item to relieve, on top of the steps before it.

    `unlocks` is empty where the item alone changes no verdict: then `needs` names what else it takes and `together`
    what that unlocks. `gain` in V over all paths.
    """

    item: str
    unlocks: tuple[Unlocked, ...]
    needs: tuple[str, ...]
    together: tuple[Unlocked, ...]
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """The steps in order, and the paths short of Scale that no relief moves, by key."""

    method: str
    inputs_sha256: str
    steps: tuple[Step, ...]
    beyond: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Move:
    """Items relieved at once: what gets a better verdict by it, and what V gains over all paths."""

    items: tuple[str, ...]
    unlocks: tuple[Unlocked, ...]
    gain: float


class _Trials:
    """The paths of one evaluation under relieved items; each combination is scored once.

    No item of support is shared in a way that the score of one path would depend on another, so a path is
    scored by itself with its own answers.
    """

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._paths = {path.key: path for path in inputs.paths}
        self._items = {path.key: frozenset(path.items) for path in inputs.paths}
        self._known: dict[tuple[str, _Items], _Stand | None] = {}
        self.keys = tuple(sorted(key for key in self._paths if self._of(key, frozenset()) is not None))

    def stand(self, key: str, relieved: _Items) -> _Stand:
        """A path with some items relieved; only for paths that apply."""
        found = self._of(key, relieved)
        if found is None:
            raise KeyError(key)
        return found

    def _of(self, key: str, relieved: _Items) -> _Stand | None:
        own = relieved & self._items[key]
        if (key, own) not in self._known:
            self._known[key, own] = self._score(self._paths[key], own)
        return self._known[key, own]

    def _score(self, path: Path, relieved: _Items) -> _Stand | None:
        standing = {item: self._inputs.answers[item] for item in path.items if item in self._inputs.answers}
        answers = standing | dict.fromkeys(sorted(relieved), RELIEVED)
        found = exact(replace(self._inputs, paths=(path,), answers=answers)).path(path.key)
        if found is None:
            return None
        return _Stand(found.exact.point.verdict, found.exact.point.V, found.exact.binding)

    def relievable(self, key: str, relieved: _Items) -> tuple[str, ...]:
        """What binds the path and can be relieved; nothing if something binds that cannot be.

        A growth-model match is no item of the path's own, and an answer that stands higher already is not
        brought down to "Mostly".
        """
        binding = self.stand(key, relieved).binding
        is_open = all(
            item.startswith((f"{key}/", f"{key}!"))
            and item not in relieved
            and range_of(self._inputs.answer(item)).mid < DESIGN_TARGET
            for item in binding
        )
        return binding if is_open else ()

    def move(self, items: tuple[str, ...], relieved: _Items) -> _Move:
        """What relieving `items` does where `relieved` are relieved already."""
        unlocks, gain = [], 0.0
        for key in self.keys:
            before, after = self.stand(key, relieved), self.stand(key, relieved.union(items))
            gain += after.value - before.value
            if after.rank > before.rank:
                unlocks.append(Unlocked(path=key, from_=before.verdict, to=after.verdict))
        return _Move(items, tuple(unlocks), round(gain, EXACT_PLACES))


def relief(inputs: Inputs) -> Relief:
    """The moves in order, each on top of those before it, and the paths that none of them helps.

    First comes what unlocks most paths, then what gains most, then the key. The same inputs give the same plan.
    """
    trials = _Trials(inputs)
    steps = tuple(_steps(trials))
    moved = {found.path for step in steps for found in step.unlocks}
    short = [key for key in trials.keys if trials.stand(key, frozenset()).verdict != SCALE]
    return Relief(
        method=METHOD,
        inputs_sha256=inputs_sha256(inputs),
        steps=steps,
        beyond=tuple(key for key in short if key not in moved),
    )


def _steps(trials: _Trials) -> Iterator[Step]:
    relieved: _Items = frozenset()
    while whole := _best(trials, relieved):
        item, *needs = whole.items
        alone = trials.move((item,), relieved) if needs else whole
        yield Step(
            item=item,
            unlocks=alone.unlocks,
            needs=tuple(needs),
            together=whole.unlocks if needs else (),
            gain=alone.gain,
        )
        relieved |= {item}


def _best(trials: _Trials, relieved: _Items) -> _Move | None:
    """The move to make next: a single item if one unlocks anything, else the shortest way to a verdict."""
    short = [key for key in trials.keys if trials.stand(key, relieved).verdict != SCALE]
    items = sorted({item for key in short for item in trials.relievable(key, relieved)})
    singles = [trials.move((item,), relieved) for item in items]
    ways = [_way(trials, key, relieved) for key in short]
    found = [move for move in [*singles, *(trials.move(way, relieved) for way in ways)] if move.unlocks]
    return min(found, key=_preference) if found else None


def _preference(move: _Move) -> tuple[int, int, float, Sequence[str]]:
    return (len(move.items), -len(move.unlocks), -move.gain, move.items)


def _way(trials: _Trials, key: str, relieved: _Items) -> tuple[str, ...]:
    """All that has to be relieved, round by round, until one path gets a better verdict; empty if nothing does."""
    way: tuple[str, ...] = ()
    start = trials.stand(key, relieved).rank
    while trials.stand(key, relieved.union(way)).rank == start:
        binding = trials.relievable(key, relieved.union(way))
        if not binding:
            return ()
        way += binding
    return way

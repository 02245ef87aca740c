"""What to relieve, with the catalog's moves and what each step unlocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from channels_catalog.schema import Catalog
from evaluations import scoring
from evaluations.answers.views.rows import row_id
from evaluations.inputs import DESIGN_MAP
from evaluations.results import relief
from evaluations.results.views.doing import Doing
from evaluations.vocabulary import BAR_HIGH, DESIGN_IN_FIRST, PARK, RELIEVE_FIRST
from evaluations.wording import Names, Scored, listed
from evaluations.wording.outlook import Change, PathOutlook, item_standing

_SURFACE = "surface/"


@dataclass(frozen=True, kw_only=True)
class Unlock:
    """A path whose verdict changes, from what to what."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to raise: where it is answered, how it stands, how to raise it."""

    name: str
    group: str
    place: str
    row: str
    stands: str
    moves: tuple[Doing, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """Things to raise together, and what that unlocks; `needs` names what else it takes, in a sentence."""

    items: tuple[Item, ...]
    unlocks: tuple[Unlock, ...]
    needs: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The steps in order, and a sentence on the paths that no step moves."""

    steps: tuple[Step, ...]
    beyond: str


@dataclass(frozen=True, kw_only=True)
class Maker:
    """What items of a plan are made from."""

    catalog: Catalog
    names: Names
    inputs: scoring.Inputs

    def item(self, key: str) -> Item:
        """One thing to raise."""
        path = "" if key.startswith(_SURFACE) else key.partition("/" if "/" in key else "!")[0]
        return Item(
            name=self.names.item(key),
            group=path or DESIGN_MAP,
            place=self.names.path(path) if path else "Design map",
            row=row_id(key),
            stands=item_standing(self.names, key, self.inputs.answer(key)).said.partition(": ")[2],
            moves=self._moves(key, path),
        )

    def _moves(self, key: str, path: str) -> tuple[Doing, ...]:
        """A constraint's own moves, a surface's first two; for a factor what "Yes" to it looks like."""
        if not path:
            surface = self.catalog.surface(key.removeprefix(_SURFACE))
            return tuple(Doing(text=text) for text in surface.design_moves[:2])
        channel = self.catalog.channel(path)
        if "!" in key:
            return tuple(Doing(text=each.move, note=each.takes) for each in channel.constraint.relief)
        factor = channel.factor(key.partition("/")[2])
        return (Doing(text=factor.anchors["4"], note=f"{factor.name}, fully there"),)


def plan_of_steps(maker: Maker, paths: Sequence[PathOutlook], scored: Scored, found: relief.Relief) -> Plan:
    """The relief plan of method 1: steps on top of each other."""
    steps = [
        Step(
            items=(maker.item(step.item),),
            unlocks=_unlocks(scored, step.unlocks or step.together),
            needs="" if step.unlocks else listed([scored.names.quoted(other) for other in step.needs]),
        )
        for step in found.steps
    ]
    by_key = {path.key: path for path in paths}
    return Plan(steps=tuple(steps), beyond=_beyond([by_key[key] for key in found.beyond if key in by_key]))


def _unlocks(scored: Scored, found: Sequence[relief.Unlocked]) -> tuple[Unlock, ...]:
    return tuple(
        Unlock(name=scored.names.path(each.path), before=each.from_, after=each.to) for each in found
    )


def relief_plan(maker: Maker, paths: Sequence[PathOutlook]) -> Plan:
    """The plan of method 2: for each path the fewest things which, at Mostly, better its verdict."""
    changes = {path.key: path.relief for path in paths if path.relief}
    stuck = [path for path in paths if path.key not in changes and path.verdict in {RELIEVE_FIRST, PARK}]
    return Plan(steps=_steps(maker, paths, changes), beyond=_beyond(stuck))


def design_plan(maker: Maker, paths: Sequence[PathOutlook]) -> Plan:
    """The same for surfaces and factors of the product."""
    changes = {path.key: path.design for path in paths if path.design}
    stuck = [path for path in paths if path.key not in changes and path.verdict == DESIGN_IN_FIRST]
    return Plan(steps=_steps(maker, paths, changes), beyond=_beyond(stuck))


def _steps(maker: Maker, paths: Sequence[PathOutlook], changes: Mapping[str, Change]) -> tuple[Step, ...]:
    """Paths that ask for the same things share a step."""
    grouped: dict[tuple[str, ...], list[Unlock]] = {}
    for path in paths:
        change = changes.get(path.key)
        if change is not None:
            unlock = Unlock(name=path.name, before=path.verdict, after=change.verdict)
            grouped.setdefault(change.items, []).append(unlock)
    return tuple(
        Step(items=tuple(maker.item(item) for item in items), unlocks=tuple(unlocks))
        for items, unlocks in grouped.items()
    )


def _beyond(paths: Sequence[PathOutlook]) -> str:
    """What else holds the paths back that stay as they are whatever is relieved."""
    fitting = [path for path in paths if path.fights or (path.fit and path.fit.point >= BAR_HIGH)]
    others = [path for path in paths if path not in fitting]
    said = []
    if others:
        said.append(f"Relief alone does not better the verdict of {_names(others)}: fit comes first there.")
    if fitting:
        said.append(
            f"Relief alone does not better the verdict of {_names(fitting)}: the growth model is in the way."
        )
    return " ".join(said)


def _names(paths: Sequence[PathOutlook]) -> str:
    return listed([path.name for path in paths])

"""The order in which to relieve what binds, with the catalog's moves and what each step unlocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from channels_catalog.schema import Catalog
from evaluations.answers.views.rows import row_id
from evaluations.results import relief
from evaluations.results.views.cards import Move
from evaluations.vocabulary import BAR_HIGH, BAR_LOW
from evaluations.wording import Scored, listed
from evaluations.wording.states import state


@dataclass(frozen=True, kw_only=True)
class Unlock:
    """A path whose point verdict changes, from what to what."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to relieve: how it stands, how to do it, and what that unlocks by itself or with others."""

    name: str
    group: str
    place: str
    row: str
    stands: str
    moves: tuple[Move, ...]
    unlocks: tuple[Unlock, ...]
    needs: str
    together: tuple[Unlock, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The steps in order, and a sentence on the paths that no relief moves."""

    steps: tuple[Step, ...]
    beyond: str


def plan_of(catalog: Catalog, scored: Scored, plan: relief.Relief) -> Plan:
    """The relief plan of the evaluation, in words."""
    return Plan(
        steps=tuple(_step(catalog, scored, step) for step in plan.steps),
        beyond=_beyond(scored, plan.beyond),
    )


def _step(catalog: Catalog, scored: Scored, step: relief.Step) -> Step:
    item = step.item
    path = item.partition("/" if "/" in item else "!")[0]
    return Step(
        name=scored.names.item(item),
        group=path,
        place=scored.names.path(path),
        row=row_id(item),
        stands=f"It {state(scored, item)}.",
        moves=_moves(catalog, item, path),
        unlocks=_unlocks(scored, step.unlocks),
        needs=listed([scored.names.quoted(other) for other in step.needs]),
        together=_unlocks(scored, step.together),
    )


def _moves(catalog: Catalog, item: str, path: str) -> tuple[Move, ...]:
    """A constraint's own moves; for a factor what "Yes" to it looks like."""
    channel = catalog.channel(path)
    if "!" in item:
        return tuple(Move(text=each.move, note=each.takes) for each in channel.constraint.relief)
    factor = channel.factor(item.partition("/")[2])
    return (Move(text=factor.anchors["4"], note=f"{factor.name}, fully there"),)


def _unlocks(scored: Scored, found: Sequence[relief.Unlocked]) -> tuple[Unlock, ...]:
    return tuple(
        Unlock(name=scored.names.path(each.path), before=each.from_, after=each.to) for each in found
    )


def _beyond(scored: Scored, keys: Sequence[str]) -> str:
    """What else holds the paths back that stay as they are whatever is relieved.

    Where fit is there, only the match is left: it is part of support and cannot be relieved.
    """
    points = {key: scored.path(key).exact.point for key in keys}
    matched = [key for key in keys if points[key].A < BAR_LOW or points[key].F >= BAR_HIGH]
    others = [key for key in keys if key not in matched]
    said = []
    if others:
        said.append(f"No relief changes the verdict of {_names(scored, others)}: fit comes first there.")
    if matched:
        said.append(
            f"No relief changes the verdict of {_names(scored, matched)}: the match with the growth model is "
            "in the way."
        )
    return " ".join(said)


def _names(scored: Scored, keys: Sequence[str]) -> str:
    return listed([scored.names.path(key) for key in keys])

"""Design moves by leverage: which surface to design in first, how, and where that gives most."""

from dataclasses import dataclass

from channels_catalog.schema import Catalog
from evaluations.answers.views.rows import row_id
from evaluations.inputs import DESIGN_MAP
from evaluations.results import leverage
from evaluations.results.views.relief import Unlock
from evaluations.wording import Scored, show_score
from evaluations.wording.states import state

MOST_MOVES = 5
# Less than half of a last place is shown as nothing.
SHOWN = 0.005


@dataclass(frozen=True, kw_only=True)
class Gain:
    """What fit gains on one path."""

    key: str
    name: str
    shown: str


@dataclass(frozen=True, kw_only=True)
class DesignMove:
    """One surface to design in: how it stands, the catalog's moves, and what it gives on each path."""

    name: str
    group: str
    row: str
    stands: str
    moves: tuple[str, ...]
    gain: str
    gains: tuple[Gain, ...]
    unlocks: tuple[Unlock, ...]


def design_moves_of(catalog: Catalog, scored: Scored, found: leverage.DesignMoves) -> list[DesignMove]:
    """The design moves of the evaluation, in words, the best moves first."""
    return [_move(catalog, scored, move) for move in found.moves[:MOST_MOVES]]


def _move(catalog: Catalog, scored: Scored, move: leverage.DesignMove) -> DesignMove:
    item = f"surface/{move.surface}"
    return DesignMove(
        name=scored.names.item(item),
        group=DESIGN_MAP,
        row=row_id(item),
        stands=f"It {state(scored, item)}.",
        moves=tuple(catalog.surface(move.surface).design_moves[:2]),
        gain=show_score(move.gain),
        gains=tuple(
            Gain(key=one.path, name=scored.names.path(one.path), shown=show_score(one.gain))
            for one in move.paths
            if one.gain >= SHOWN
        ),
        unlocks=tuple(
            Unlock(name=scored.names.path(one.path), before=one.from_, after=one.to)
            for one in move.paths
            if one.from_ != one.to
        ),
    )

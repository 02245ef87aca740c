"""Design moves of method 1 by leverage: which surface to design in first, and where that gives most."""

from dataclasses import dataclass

from evaluations.results import leverage
from evaluations.results.views.relief import Item, Maker, Unlock
from evaluations.wording import Scored, show_score

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
    """One surface to design in, and what it gives on each path."""

    item: Item
    gain: str
    gains: tuple[Gain, ...]
    unlocks: tuple[Unlock, ...]


def design_moves_of(maker: Maker, scored: Scored, found: leverage.DesignMoves) -> list[DesignMove]:
    """The design moves of the evaluation, in words, the best moves first."""
    return [_move(maker, scored, move) for move in found.moves[:MOST_MOVES]]


def _move(maker: Maker, scored: Scored, move: leverage.DesignMove) -> DesignMove:
    return DesignMove(
        item=maker.item(f"surface/{move.surface}"),
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

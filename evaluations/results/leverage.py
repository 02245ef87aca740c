"""What designing in each surface gives, path by path. Pure; nothing is drawn.

The method's leverage (section 11) says of each surface how much fit it adds over all paths and which verdicts
get better. Here the same move is made on each path by itself, so that one sees where the gain falls.
"""

from dataclasses import dataclass, replace

from evaluations.scoring import Inputs, exact, inputs_sha256
from evaluations.scoring.constants import CARRY, DESIGN_TARGET, EXACT_PLACES, TOP_LEVEL
from evaluations.scoring.inputs import Answer, Path
from evaluations.scoring.method1.constants import METHOD, VERDICTS
from evaluations.scoring.method1.ranges import range_of

DESIGNED_IN = Answer(level=round(DESIGN_TARGET * TOP_LEVEL), grade="measured")


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPath:
    """What the move does on one path: the gain in fit, and the point verdict before and after."""

    path: str
    gain: float
    from_: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignMove:
    """One surface designed in: the gain in fit over all paths that lean on it and apply, the largest first."""

    surface: str
    gain: float
    paths: tuple[OnPath, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignMoves:
    """The surfaces that can be designed in, the most improving first."""

    method: str
    inputs_sha256: str
    moves: tuple[DesignMove, ...]


def leverage(inputs: Inputs) -> DesignMoves:
    """The surfaces below "Mostly" that can be designed in; most verdicts improved first, then gain, then key.

    The same inputs give the same moves.
    """
    surfaces = sorted({item for path in inputs.paths for item, _ in path.surface_items})
    open_ones = [item for item in surfaces if _is_open(inputs.answer(item))]
    moves = [_move(inputs, item) for item in open_ones]
    moves.sort(key=lambda move: (-_improved(move), -move.gain, move.surface))
    return DesignMoves(
        method=METHOD,
        inputs_sha256=inputs_sha256(inputs),
        moves=tuple(move for move in moves if move.paths),
    )


def _is_open(answer: Answer) -> bool:
    return answer.designable and not answer.na and range_of(answer).mid < DESIGN_TARGET


def _move(inputs: Inputs, item: str) -> DesignMove:
    leaning = [path for path in inputs.paths if item in dict(path.surface_items)]
    found = [one for path in leaning if (one := _on(inputs, path, item)) is not None]
    return DesignMove(
        surface=item.partition("/")[2],
        gain=round(sum(one.gain for one in found), EXACT_PLACES),
        paths=tuple(sorted(found, key=lambda one: (-one.gain, one.path))),
    )


def _on(inputs: Inputs, path: Path, item: str) -> OnPath | None:
    """The move on one path; no other path's score depends on it."""
    own = {key: inputs.answers[key] for key in path.items if key in inputs.answers}
    before, after = (
        exact(replace(inputs, paths=(path,), answers=answers)).path(path.key)
        for answers in (own, own | {item: DESIGNED_IN})
    )
    if before is None or after is None or CARRY not in before.exact.dims:
        return None
    return OnPath(
        path=path.key,
        gain=round(after.exact.point.F - before.exact.point.F, EXACT_PLACES),
        from_=before.exact.point.verdict,
        to=after.exact.point.verdict,
    )


def _improved(move: DesignMove) -> int:
    return sum(VERDICTS.index(one.to) > VERDICTS.index(one.from_) for one in move.paths)

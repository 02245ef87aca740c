"""What designing in each surface gives, path by path. Pure; nothing is drawn.

The method's leverage (section 11) says of each surface how much fit it adds over all paths and which verdicts
get better. Here the same move is made on each path by itself, so that one sees where the gain falls.
"""

from dataclasses import replace
from typing import Any

from evaluations.scoring import METHOD, Inputs, exact, inputs_sha256
from evaluations.scoring.constants import CARRY, DESIGN_TARGET, EXACT_PLACES, TOP_LEVEL
from evaluations.scoring.inputs import Answer, Path
from evaluations.scoring.method1.constants import VERDICTS
from evaluations.scoring.method1.ranges import range_of

DESIGNED_IN = Answer(level=round(DESIGN_TARGET * TOP_LEVEL), grade="measured")


def leverage(inputs: Inputs) -> dict[str, Any]:
    """The surfaces below "Mostly" that can be designed in; most verdicts improved first, then gain, then key.

    `moves[]`: `surface`; `gain` in fit over all paths; `paths` (path, gain, from, to), largest gain first: each
    path that leans on the surface and applies. Plain JSON; the same inputs give the same document.
    """
    surfaces = sorted({item for path in inputs.paths for item, _ in path.surface_items})
    open_ones = [item for item in surfaces if _is_open(inputs.answer(item))]
    moves = [_move(inputs, item) for item in open_ones]
    moves.sort(key=lambda move: (-_improved(move), -move["gain"], move["surface"]))
    return {
        "method": METHOD,
        "inputs_sha256": inputs_sha256(inputs),
        "moves": [move for move in moves if move["paths"]],
    }


def _is_open(answer: Answer) -> bool:
    return answer.designable and not answer.na and range_of(answer).mid < DESIGN_TARGET


def _move(inputs: Inputs, item: str) -> dict[str, Any]:
    leaning = [path for path in inputs.paths if item in dict(path.surface_items)]
    found = [one for path in leaning if (one := _on(inputs, path, item)) is not None]
    return {
        "surface": item.partition("/")[2],
        "gain": round(sum(one["gain"] for one in found), EXACT_PLACES),
        "paths": sorted(found, key=lambda one: (-one["gain"], one["path"])),
    }


def _on(inputs: Inputs, path: Path, item: str) -> dict[str, Any] | None:
    """The move on one path; no other path's score depends on it."""
    own = {key: inputs.answers[key] for key in path.items if key in inputs.answers}
    before, after = (
        exact(replace(inputs, paths=(path,), answers=answers))["paths"][path.key].get("exact")
        for answers in (own, own | {item: DESIGNED_IN})
    )
    if before is None or after is None or CARRY not in before["dims"]:
        return None
    return {
        "path": path.key,
        "gain": round(after["point"]["F"] - before["point"]["F"], EXACT_PLACES),
        "from": before["point"]["verdict"],
        "to": after["point"]["verdict"],
    }


def _improved(move: dict[str, Any]) -> int:
    return sum(VERDICTS.index(one["to"]) > VERDICTS.index(one["from"]) for one in move["paths"])

"""What would change a verdict, from the searched flips (method section 11)."""

from evaluations.scoring.method1.constants import FLIP_STEPS
from evaluations.scoring.method1.result import Flip
from evaluations.vocabulary import FIND_OUT_FIRST, PARK, SCALE
from evaluations.wording.numbers import capitalised, counted, listed, show_count
from evaluations.wording.scored import ScoredPath
from evaluations.wording.verdicts import verdict_of


def upward_sentence(path: ScoredPath) -> str:
    """“Two steps up on ‘X’ make it Scale; nothing less does.” Empty where it is there or was not searched."""
    if path.whole is None or path.exact.point.verdict == SCALE:
        return ""
    flip = path.whole.flips.upward
    if flip is None:
        return f"No change of {counted(FLIP_STEPS, 'step')} or fewer in its answers makes it Scale."
    verb = "makes" if flip.steps == 1 else "make"
    less = "" if flip.steps == 1 else "; nothing less does"
    return f"{capitalised(_moves(path, flip, 'up'))} {verb} it Scale{less}."


def downward_sentence(path: ScoredPath) -> str:
    """“One step down on ‘X’ is enough to lower it.” Empty where there is nothing lower to fall to."""
    if path.whole is None or path.exact.point.verdict == PARK:
        return ""
    flip = path.whole.flips.downward
    if flip is None:
        return f"No fall of {counted(FLIP_STEPS, 'step')} or fewer in its answers lowers the verdict."
    verb = "is" if flip.steps == 1 else "are"
    return f"{capitalised(_moves(path, flip, 'down'))} {verb} enough to lower the verdict."


def change_sentence(path: ScoredPath) -> str:
    """The one sentence to show with a verdict: what would break Scale, or what would make it Scale."""
    if verdict_of(path) == FIND_OUT_FIRST:
        return ""
    if path.fights:
        return "Only the match with the growth model can change this, no other answer about the path."
    return downward_sentence(path) if path.exact.point.verdict == SCALE else upward_sentence(path)


def _moves(path: ScoredPath, flip: Flip, way: str) -> str:
    steps = sorted(flip.changes.items(), key=lambda change: (-abs(change[1]), change[0]))
    return listed([f"{_steps(abs(change))} {way} on {path.names.quoted(item)}" for item, change in steps])


def _steps(change: float) -> str:
    return "one step" if change == 1 else f"{show_count(round(change))} steps"

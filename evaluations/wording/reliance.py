"""How far a verdict depends on priorities (method section 10)."""

from dataclasses import dataclass

from evaluations.scoring.constants import LIKELY
from evaluations.vocabulary import FIND_OUT_FIRST
from evaluations.wording.numbers import show_range, show_share
from evaluations.wording.scored import ScoredPath
from evaluations.wording.verdicts import verdict_of


@dataclass(frozen=True, kw_only=True)
class Reliance:
    """What the admitted weights do to one path; the first three are figures as shown.

    `over_weights`: fit with the answers at the middle, under any of them. `robust`: the same with everything
    that the answers allow. `agree`: the share of weights that keep the middle's verdict. `says`: in words.
    """

    over_weights: str
    robust: str
    agree: str
    says: str
    depends: bool


def reliance(path: ScoredPath) -> Reliance:
    """Of a path that applies."""
    depends = depends_on_priorities(path)
    return Reliance(
        over_weights=show_range(*path.exact.F_over_weights),
        robust=show_range(*path.exact.F_robust),
        agree=show_share(path.sampled.priority_robustness),
        says="facts come first" if facts_come_first(path) else _says(path, depends=depends),
        depends=depends,
    )


def depends_on_priorities(path: ScoredPath) -> bool:
    """Whether agreeing priorities would settle what more evidence will not."""
    return path.sampled.priority_robustness < LIKELY and not facts_come_first(path)


def facts_come_first(path: ScoredPath) -> bool:
    """Whether so little is known of the path that nothing is said of its priorities."""
    return verdict_of(path) == FIND_OUT_FIRST and path.exact.thin


def priorities_sentence(path: ScoredPath) -> str:
    """That the verdict depends on priorities, with the share of them that agree; empty where most do."""
    if not depends_on_priorities(path):
        return ""
    share = show_share(path.sampled.priority_robustness)
    return (
        f"Depends on priorities: only {share} of the weights that are open agree with the middle "
        "of the ranges. More evidence will not settle it, agreeing priorities will."
    )


def _says(path: ScoredPath, *, depends: bool) -> str:
    if depends:
        return "depends on priorities"
    return "the same under all" if path.sampled.priority_robustness == 1 else "the same under most"

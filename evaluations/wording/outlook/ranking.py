"""The ranking of either method, and how far each verdict depends on priorities, in words."""

from dataclasses import dataclass

from evaluations.wording import method2
from evaluations.wording.method2 import Issued
from evaluations.wording.numbers import show_share
from evaluations.wording.outlook.facts import result_of
from evaluations.wording.ranking import Rank, close_sentences, dominance_sentences, ranks
from evaluations.wording.reliance import reliance
from evaluations.wording.scored import Scored

_SAME = {True: "the same under all of them", False: "the same under most of them"}


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How many of the priorities that are still open lead to the same verdict, as a share and in words."""

    path: str
    shown: str
    says: str
    depends: bool


def ranked(found: Scored | Issued) -> tuple[Rank, ...]:
    """The paths in display order, with how often each ranks first."""
    if isinstance(found, Scored):
        return ranks(found)
    return method2.ranks(found)


def ranking_notes(found: Scored | Issued) -> tuple[str, ...]:
    """Who is too close to call, and who is ahead whatever the priorities."""
    if isinstance(found, Scored):
        return (*close_sentences(found), *dominance_sentences(found))
    return method2.close_sentences(found)


def agreements(found: Scored | Issued) -> tuple[Agreement, ...]:
    """A row for each path that applies, in display order."""
    if isinstance(found, Scored):
        return tuple(_agreement_1(found, key) for key in found.order)
    return tuple(_agreement_2(found, key) for key in found.order)


def _agreement_1(scored: Scored, key: str) -> Agreement:
    own = reliance(scored.path(key))
    says = (
        "facts come first"
        if own.says == "facts come first"
        else _says(own.agree == "100\u00a0%", own.depends)
    )
    return Agreement(path=key, shown=own.agree, says=says, depends=own.depends)


def _agreement_2(issued: Issued, key: str) -> Agreement:
    share = result_of(issued).ranking.priority_robustness[key]
    depends = issued.path(key).judged.priorities_matter
    return Agreement(path=key, shown=show_share(share), says=_says(share == 1, depends), depends=depends)


def _says(is_same: bool, depends: bool) -> str:
    return "another under some priorities" if depends else _SAME[is_same]

"""The ranking in words: display order, shares of first ranks, who is too close to call (method section 9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evaluations.scoring.constants import LIKELY
from evaluations.wording.numbers import listed, show_share
from evaluations.wording.scored import Scored


@dataclass(frozen=True, kw_only=True)
class Rank:
    """One place of the ranking. `first`: how often the path ranks first, None where that was not sampled."""

    place: int
    key: str
    name: str
    first: float | None
    first_shown: str
    # Too close to call with the next one below, and how often it is ahead of that one.
    close: bool
    ahead_shown: str = ""


def ranks(scored: Scored) -> tuple[Rank, ...]:
    """The paths in display order."""
    shares = scored.whole.ranking.rank_acceptability if scored.whole else None
    order = scored.order
    return tuple(
        Rank(
            place=place,
            key=key,
            name=scored.names.path(key),
            first=shares[key][0] if shares else None,
            first_shown=show_share(shares[key][0]) if shares else "",
            close=_close(scored, key, order[place]) if place < len(order) else False,
            ahead_shown=_ahead(scored, key, order[place]) if place < len(order) else "",
        )
        for place, key in enumerate(order, start=1)
    )


def close_sentences(scored: Scored) -> tuple[str, ...]:
    """One sentence for each run of neighbours that are too close to call."""
    return close_runs(ranks(scored))


def close_runs(ranked: Iterable[Rank]) -> tuple[str, ...]:
    """The same of places that are known, in their order."""
    runs: list[list[str]] = []
    open_run = False
    for rank in ranked:
        if open_run:
            runs[-1].append(rank.name)
        elif rank.close:
            runs.append([rank.name])
        open_run = rank.close
    return tuple(
        f"{listed(run)} are too close to call."
        if len(run) == 2
        else f"From {run[0]} down to {run[-1]}, each is too close to call with the next."
        for run in runs
    )


def dominance_sentences(scored: Scored) -> tuple[str, ...]:
    """Who is ahead of whom under any priorities and any answers that are still possible."""
    name = scored.names.path
    ahead: dict[str, list[str]] = {}
    for better, worse in scored.whole.ranking.dominates if scored.whole else ():
        ahead.setdefault(better, []).append(name(worse))
    return tuple(
        f"{name(better)} is never behind {listed(worse)}, whatever the priorities."
        for better, worse in ahead.items()
    )


def _ahead(scored: Scored, one: str, other: str) -> str:
    won = _won(scored)
    return show_share(won[f"{one}>{other}"]) if won is not None else ""


def _close(scored: Scored, one: str, other: str) -> bool:
    won = _won(scored)
    return won is not None and max(won[f"{one}>{other}"], won[f"{other}>{one}"]) < LIKELY


def _won(scored: Scored) -> Mapping[str, float] | None:
    return scored.whole.ranking.pairwise_winning if scored.whole else None

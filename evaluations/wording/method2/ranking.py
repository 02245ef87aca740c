"""The one order of paths under method 2: by issued verdict first; and who is too close to call."""

from evaluations.wording.method2.issued import Issued
from evaluations.wording.numbers import show_share
from evaluations.wording.ranking import Rank, close_runs


def ranks(issued: Issued) -> tuple[Rank, ...]:
    """The paths in the one order; shares where the ranking was drawn."""
    order = issued.order
    ranking = issued.result.ranking if issued.result else None
    found = []
    for place, key in enumerate(order, start=1):
        first = ranking.rank_shares[key][0] if ranking else None
        below = order[place] if place < len(order) else None
        ahead = ranking.winning[key, below] if ranking and below else None
        found.append(
            Rank(
                place=place, key=key, name=issued.names.path(key), first=first,
                first_shown="" if first is None else show_share(first),
                close=bool(ranking and below and (key, below) in ranking.too_close),
                ahead_shown="" if ahead is None else show_share(ahead),
            )
        )  # fmt: skip
    return tuple(found)


def close_sentences(issued: Issued) -> tuple[str, ...]:
    """One sentence for each run of neighbours with the same issued verdict that chance could turn."""
    return close_runs(ranks(issued))

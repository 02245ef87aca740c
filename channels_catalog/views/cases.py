"""Cases as cards: how they came out, by one figure, seen from a path."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from channels_catalog.schema import Case
from channels_catalog.shelf import OUTCOMES, PathLink, Shelf, month_of

MOST_CARDS = 3


@dataclass(frozen=True, kw_only=True)
class CaseCard:
    """A case as a card tells it. `is_own` is unset where it stands on another path than the one it is seen from."""

    case: Case
    url: str
    path: PathLink
    is_own: bool
    title: str
    outcome: str


def cards_of(shelf: Shelf, path: str) -> Iterable[CaseCard]:
    """At most three cases for a path: one of each outcome first, and its own before those of other paths."""
    for case in _varied(shelf.catalog.cases_of(path))[:MOST_CARDS]:
        yield card(shelf, case, seen_from=path)


def _varied(cases: Sequence[Case]) -> list[Case]:
    first = [next((case for case in cases if case.outcome == outcome), None) for outcome in OUTCOMES]
    varied = [case for case in first if case is not None]
    return varied + [case for case in cases if case not in varied]


def card(shelf: Shelf, case: Case, *, seen_from: str) -> CaseCard:
    """One case as a card."""
    return CaseCard(
        case=case,
        url="",
        path=shelf.path(case.path),
        is_own=case.path == seen_from,
        title=f"{case.company}, {month_of(case.as_of)}",
        outcome=OUTCOMES[case.outcome],
    )

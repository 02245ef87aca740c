"""Cases as cards, how they came out and by one figure; and the list of all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from channels_catalog.queries import cases_narrowed
from channels_catalog.schema import Case
from channels_catalog.shelf import (
    OUTCOMES,
    Filter,
    PathLink,
    ReaderRequest,
    Shelf,
    month_of,
    page,
    readers_admitted,
    shelf_of,
)

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


def card(shelf: Shelf, case: Case, *, seen_from: str = "") -> CaseCard:
    """One case as a card."""
    return CaseCard(
        case=case,
        url=shelf.address("case", case.id),
        path=shelf.path(case.path),
        is_own=case.path == seen_from,
        title=f"{case.company}, {month_of(case.as_of)}",
        outcome=OUTCOMES[case.outcome],
    )


@require_safe
@readers_admitted
def cases(request: ReaderRequest) -> HttpResponse:
    """All cases, narrowed by path, outcome and growth model; what is chosen stands in the address."""
    shelf = shelf_of(request)
    asked = {name: request.GET.get(name, "").strip() for name in ("path", "outcome", "growth_model")}
    found = cases_narrowed(shelf.catalog, **asked)
    context = page(
        request,
        shelf,
        tab="cases",
        cards=[card(shelf, case) for case in found],
        filters=_filters(shelf, asked),
        is_narrowed=any(asked.values()),
        total=len(shelf.catalog.cases),
    )
    return render(request, "catalog/cases.html", context)


def _filters(shelf: Shelf, asked: dict[str, str]) -> list[Filter]:
    catalog = shelf.catalog
    held = {case.path for case in catalog.cases} | {key for case in catalog.cases for key in case.also_on}
    paths = tuple((channel.key, channel.name) for channel in catalog.channels if channel.key in held)
    models = tuple((model.key, model.name) for model in catalog.growth_models)
    return [
        Filter("path", "Path", "Any path", paths, asked["path"]),
        Filter("outcome", "How it came out", "Any outcome", tuple(OUTCOMES.items()), asked["outcome"]),
        Filter("growth_model", "Growth model", "Any growth model", models, asked["growth_model"]),
    ]

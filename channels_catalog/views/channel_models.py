"""The grid of channel models and the page of one model."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from channels_catalog.schema import Channel
from channels_catalog.shelf import (
    CARRIERS,
    Filter,
    ReaderRequest,
    Shelf,
    page,
    readers_admitted,
    shelf_of,
    turn_of,
)
from channels_catalog.views import grid
from channels_catalog.views.articles import article_of
from channels_catalog.views.grid import Choice, GridRow
from distmap.errors import NotFound

ASKED: Final = ("price", "stage", "industry", "growth_model", "carrier", "surface")
FEWEST_SIDE_BY_SIDE, MOST_SIDE_BY_SIDE = 2, 3


@dataclass(frozen=True, kw_only=True)
class SetAside:
    """Models that are set aside for one reason, each named under the first that holds of it."""

    reason: str
    rows: tuple[GridRow, ...]


@require_safe
@readers_admitted
def catalog(request: ReaderRequest) -> HttpResponse:
    """All channel models: a picture of price and carrier, those that fit the reader first, the others with reasons."""
    if request.GET.get("q"):
        return redirect(f"{reverse('search')}?{urlencode({'q': request.GET['q']})}")
    shelf = shelf_of(request)
    asked = {name: request.GET.get(name, "").strip() for name in ASKED}
    choice = _choice(shelf, asked)
    rows = [
        grid.row_of(shelf.catalog, channel, choice, shelf.address("channel_model", channel.key))
        for channel in _narrowed(shelf, asked)
    ]
    fitting = grid.ordered([row for row in rows if not row.aside], shelf.catalog, choice)
    first = [row for row in fitting if not row.fights][:MOST_SIDE_BY_SIDE]
    model = _named_model(shelf, choice)
    context = page(
        request,
        shelf,
        tab="catalog",
        choice=choice,
        said=grid.said(fitting, len(rows), choice, model),
        model=model,
        start=_start(shelf, asked),
        filters=_filters(shelf, asked),
        is_narrowed=any(asked[name] for name in ("carrier", "surface")),
        rows=fitting,
        aside=_aside(rows),
        bands=grid.bands(rows),
        ticks=grid.ticks(),
        at=grid.place(choice.price) if choice.price else None,
        first=first,
        beside=_beside(shelf, first),
        total=len(shelf.catalog.channels),
        growth_models=shelf.catalog.growth_models,
    )
    return render(request, "catalog/catalog.html", context)


def _beside(shelf: Shelf, rows: list[GridRow]) -> str:
    """Where the first paths stand side by side; nowhere while there are not two."""
    if len(rows) < FEWEST_SIDE_BY_SIDE:
        return ""
    asked = [("path", row.channel.key) for row in rows]
    if not shelf.is_current:
        asked.append(("release", shelf.release.version))
    return f"{reverse('side_by_side')}?{urlencode(asked)}"


def _choice(shelf: Shelf, asked: dict[str, str]) -> Choice:
    """What was said, as far as the catalog knows it."""
    price = int(asked["price"]) if asked["price"].isascii() and asked["price"].isdigit() else 0
    models = {model.key for model in shelf.catalog.growth_models}
    return Choice(
        price=price if price in grid.PRICES else None,
        stage=asked["stage"] if asked["stage"] in grid.STAGES else "",
        industry=asked["industry"] if asked["industry"] in shelf.catalog.industries else "",
        growth_model=asked["growth_model"] if asked["growth_model"] in models else "",
    )


def _named_model(shelf: Shelf, choice: Choice) -> str:
    return shelf.catalog.growth_model(choice.growth_model).name if choice.growth_model else ""


def _narrowed(shelf: Shelf, asked: dict[str, str]) -> list[Channel]:
    found = list(shelf.catalog.channels)
    if asked["surface"]:
        found = [channel for channel in found if asked["surface"] in shelf.catalog.surface_links[channel.key]]
    if asked["carrier"]:
        found = [
            channel for channel in found if channel.stakes and channel.stakes.carrier == asked["carrier"]
        ]
    return found


def _start(shelf: Shelf, asked: dict[str, str]) -> list[Filter]:
    """The questions that order the grid and hide nothing."""
    prices = tuple((str(price), f"About {price:,} dollars") for price in grid.PRICES)
    stages = tuple((key, label) for key, (label, _) in grid.STAGES.items())
    industries = tuple((name, name) for name in shelf.catalog.industries)
    models = tuple((model.key, model.name) for model in shelf.catalog.growth_models)
    return [
        Filter("price", "A customer pays in a year", "Not said", prices, asked["price"]),
        Filter("stage", "You are at", "Not said", stages, asked["stage"]),
        Filter("industry", "You sell to", "Not said", industries, asked["industry"]),
        Filter("growth_model", "You grow as a", "Not said", models, asked["growth_model"]),
    ]


def _filters(shelf: Shelf, asked: dict[str, str]) -> list[Filter]:
    """What narrows the grid."""
    surfaces = tuple((surface.key, surface.name) for surface in shelf.catalog.surfaces)
    return [
        Filter("carrier", "Carried by", "Whoever", tuple(CARRIERS.items()), asked["carrier"]),
        Filter("surface", "Leans on", "Any surface", surfaces, asked["surface"]),
    ]


def _aside(rows: list[GridRow]) -> list[SetAside]:
    reasons = dict.fromkeys(row.aside[0] for row in rows if row.aside)
    return [
        SetAside(reason=reason, rows=tuple(row for row in rows if row.aside and row.aside[0] == reason))
        for reason in reasons
    ]


@require_safe
@readers_admitted
def channel_model(request: ReaderRequest, slug: str) -> HttpResponse:
    """One channel model: its facts, its write-up, its checklist and constraint, and how it stands among the others."""
    shelf = shelf_of(request)
    if not shelf.catalog.holds(slug):
        raise NotFound(
            f"Catalog {shelf.release.version} has no channel model of this name.",
            code="unknown_channel_model",
        )
    channel = shelf.catalog.channel(slug)
    links = [shelf.path(entry.key) for entry in shelf.catalog.channels]
    at = [entry.key for entry in shelf.catalog.channels].index(slug)
    context = page(
        request,
        shelf,
        tab="catalog",
        channel=channel,
        article=article_of(shelf, channel),
        carrier=CARRIERS[channel.stakes.carrier] if channel.stakes else "",
        number=at + 1,
        total=len(links),
        turn=turn_of(links, at),
    )
    return render(request, "catalog/channel_model.html", context)

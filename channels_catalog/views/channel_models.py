"""The grid of channel models with its filters, and the page of one model."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from channels_catalog import queries
from channels_catalog.schema import Channel
from channels_catalog.shelf import CARRIERS, MATCHES, TONES, Shelf, page, shelf_of, turn_of
from channels_catalog.views.articles import article_of
from distmap.errors import NotFound
from workspaces.views import MemberRequest, member_required

REINFORCES = 4


@require_safe
@member_required
def catalog(request: MemberRequest) -> HttpResponse:
    """All channel models, narrowed by words, industry, growth model they reinforce, surface they lean on."""
    shelf = shelf_of(request)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "industry", "growth_model", "surface")}
    found = _narrowed(shelf, asked)
    context = page(
        request,
        shelf,
        tab="catalog",
        asked=asked,
        filters=_filters(shelf, asked),
        is_narrowed=any(asked.values()),
        total=len(shelf.catalog.channels),
        models=[_entry(shelf, channel) for channel in found],
    )
    return render(request, "catalog/catalog.html", context)


def _narrowed(shelf: Shelf, asked: dict[str, str]) -> list[Channel]:
    found = list(shelf.catalog.channels)
    if asked["q"]:
        slugs = queries.slugs_holding(shelf.release, asked["q"])
        found = [channel for channel in found if channel.key in slugs]
    if asked["industry"]:
        found = [channel for channel in found if asked["industry"] in channel.best_suited_for]
    if asked["growth_model"]:
        cells = shelf.catalog.alignment.get(asked["growth_model"], {})
        found = [
            channel for channel in found if channel.key in cells and cells[channel.key].level == REINFORCES
        ]
    if asked["surface"]:
        found = [channel for channel in found if asked["surface"] in shelf.catalog.surface_links[channel.key]]
    return found


def _filters(shelf: Shelf, asked: dict[str, str]) -> list[dict[str, Any]]:
    catalog = shelf.catalog
    used = {industry for channel in catalog.channels for industry in channel.best_suited_for}
    industries = [(industry, industry) for industry in catalog.industries if industry in used]
    models = [(model.key, model.name) for model in catalog.growth_models]
    surfaces = [(surface.key, surface.name) for surface in catalog.surfaces]
    return [
        {"name": name, "label": label, "any": any_, "choices": choices, "chosen": asked[name]}
        for name, label, any_, choices in (
            ("industry", "Suited for", "Any industry", industries),
            ("growth_model", "Reinforces", "Any growth model", models),
            ("surface", "Leans on", "Any surface", surfaces),
        )
    ]


def _entry(shelf: Shelf, channel: Channel) -> dict[str, Any]:
    cells = shelf.catalog.alignment_of(channel.key)
    return {
        "channel": channel,
        "url": shelf.address("channel_model", channel.key),
        "matches": [
            {
                "name": shelf.catalog.growth_model(key).name,
                "word": MATCHES[cell.level],
                "tone": TONES[cell.level],
            }
            for key, cell in cells.items()
        ],
        "reinforces": sum(cell.level == REINFORCES for cell in cells.values()),
        "fights": sum(MATCHES[cell.level] == "Fights" for cell in cells.values()),
    }


@require_safe
@member_required
def channel_model(request: MemberRequest, slug: str) -> HttpResponse:
    """One channel model: its write-up, its checklist and constraint, and how it stands among the others."""
    shelf = shelf_of(request)
    if not shelf.catalog.holds(slug):
        raise NotFound(
            f"Catalog {shelf.release.version} has no channel model of this name.",
            code="unknown_channel_model",
        )
    channel = shelf.catalog.channel(slug)
    links = [shelf.path(entry.key) for entry in shelf.catalog.channels]
    place = [entry.key for entry in shelf.catalog.channels].index(slug)
    context = page(
        request,
        shelf,
        tab="catalog",
        channel=channel,
        article=article_of(shelf, channel),
        carrier=CARRIERS[channel.stakes.carrier] if channel.stakes else "",
        number=place + 1,
        total=len(links),
        turn=turn_of(links, place),
    )
    return render(request, "catalog/channel_model.html", context)

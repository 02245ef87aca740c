"""Two or three channel models side by side, section by section."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from channels_catalog.schema import Channel
from channels_catalog.shelf import PathLink, ReaderRequest, Shelf, page, readers_admitted, shelf_of
from channels_catalog.views.articles import EFFECTS, Article, Part, article_of

FEWEST, MOST = 2, 3


@dataclass(frozen=True, kw_only=True)
class Side:
    """One model among those side by side."""

    channel: Channel
    link: PathLink
    article: Article


@dataclass(frozen=True, kw_only=True)
class Between:
    """What two of the models do to each other when both are walked."""

    names: tuple[str, str]
    effect: str
    reason: str


@require_safe
@readers_admitted
def side_by_side(request: ReaderRequest) -> HttpResponse:
    """The models named by `path` in the address, two or three of them; else the choice of them."""
    shelf = shelf_of(request)
    asked = list(dict.fromkeys(request.GET.getlist("path")))
    keys = [key for key in asked if shelf.catalog.holds(key)]
    sides = [_side(shelf, key) for key in keys[:MOST]] if len(keys) >= FEWEST else []
    context = page(
        request,
        shelf,
        tab="catalog",
        sides=sides,
        chosen=keys,
        facts=_rows(sides),
        sections=_sections(sides),
        between=_between(shelf, keys[:MOST]) if sides else [],
        left_out=len(keys) > MOST,
        unknown=[key for key in asked if key not in keys],
    )
    return render(request, "catalog/side_by_side.html", context)


def _side(shelf: Shelf, key: str) -> Side:
    channel = shelf.catalog.channel(key)
    return Side(channel=channel, link=shelf.path(key), article=article_of(shelf, channel))


def _sections(sides: list[Side]) -> list[list[tuple[str, Part]]]:
    """Each section of the write-up with the part of each model that has it, under the model's name."""
    numbers = sorted({part.number for side in sides for part in side.article.parts})
    return [
        [(side.channel.name, part) for side in sides for part in side.article.parts if part.number == number]
        for number in numbers
    ]


def _rows(sides: list[Side]) -> list[tuple[str, list[str]]]:
    """The facts of the box, one row for each, with a cell for each model."""
    names = list(dict.fromkeys(fact.name for side in sides for fact in side.article.facts))
    held = [{fact.name: fact.text for fact in side.article.facts} for side in sides]
    rows = [(name, [facts.get(name, "") for facts in held]) for name in names]
    rows.append(("Constraint", [side.channel.constraint.label for side in sides]))
    rows.append(("It binds", [side.channel.constraint.metric.binds_when for side in sides]))
    rows.append(("When it saturates", [side.channel.saturates or "" for side in sides]))
    return rows if sides else []


def _between(shelf: Shelf, keys: list[str]) -> list[Between]:
    return [
        Between(
            names=(shelf.catalog.path_name(pair.a), shelf.catalog.path_name(pair.b)),
            effect=EFFECTS[pair.effect],
            reason=pair.reason,
        )
        for pair in shelf.catalog.pairs
        if pair.a in keys and pair.b in keys
    ]

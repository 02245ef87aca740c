"""What all catalog pages share: which release is shown, its catalog, and the way between the pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dates import MONTHS

from channels_catalog import queries
from channels_catalog.models import CatalogRelease
from channels_catalog.schema import Catalog
from workspaces.actors import Actor
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions

Rest = ParamSpec("Rest")

TABS = (
    ("catalog", "Channel models"),
    ("cases", "Cases"),
    ("surfaces", "Surfaces"),
    ("constraints", "Constraints"),
    ("growth_models", "Growth models"),
    ("pairs", "Pairs"),
    ("patterns", "Patterns"),
    ("rule_questions", "Operator’s rule"),
    ("glossary", "Glossary"),
)
# How a path suits a growth model, as a word of its own, and the verdict tone that colours it.
MATCHES = ("Fights", "Fights", "Partly suits", "Neutral", "Reinforces")
TONES = ("park", "park", "relieve_first", "", "scale")
# The mark of each level of a match. A fight is the heaviest of them, and none is a verdict's.
MATCH_MARKS = ("match-fights", "match-fights", "match-partly", "match-neutral", "match-reinforces")
# The bands of carriers, from the one that bears the dearest product to the cheapest.
CARRIERS = {
    "sellers": "Sellers",
    "partners": "Partners",
    "people": "People outside",
    "product": "The product itself",
}
# How a case came out, the best first.
OUTCOMES = {"success": "Success", "bound": "Bound", "failure": "Failure"}
# Whose word a row of the growth-model table is.
PROVENANCE = {"source": "source", "source_adjacent": "near the source", "ours": "our judgement"}


@dataclass(frozen=True)
class PathLink:
    """A path by its name, with the address of its page where this catalog holds one."""

    name: str
    url: str = ""
    note: str = ""
    is_primary: bool = False


@dataclass(frozen=True)
class Filter:
    """A choice that narrows a list: its name in the address, its label, what stands for no choice, the choices (key
    and label), and the key that is chosen."""

    name: str
    label: str
    any: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


NOWHERE = PathLink(name="")


@dataclass(frozen=True)
class Turn:
    """The pages before and after one; NOWHERE at either end."""

    before: PathLink
    after: PathLink


def turn_of(links: Sequence[PathLink], place: int) -> Turn:
    """Where one can turn from the page at that place."""
    return Turn(
        before=links[place - 1] if place else NOWHERE,
        after=links[place + 1] if place + 1 < len(links) else NOWHERE,
    )


@dataclass(frozen=True)
class Shelf:
    """The release that a request asked for: an older one by ?release=, else the current one."""

    release: CatalogRelease
    catalog: Catalog
    is_current: bool

    @property
    def query(self) -> str:
        """The query string that keeps to this release; empty on the current one."""
        return "" if self.is_current else "?" + urlencode({"release": self.release.version})

    def address(self, name: str, *args: str, anchor: str = "") -> str:
        """The address of a catalog page in this release."""
        return f"{reverse(name, args=args)}{self.query}{f'#{anchor}' if anchor else ''}"

    def path(self, key: str, *, note: str = "", is_primary: bool = False) -> PathLink:
        """A path's name, linked where this release holds its model."""
        url = self.address("channel_model", key) if self.catalog.holds(key) else ""
        return PathLink(name=self.catalog.path_name(key), url=url, note=note, is_primary=is_primary)

    def leaning_on(self, surface: str) -> list[PathLink]:
        """The paths that a surface carries, those first for which it is primary."""
        links = [
            (channel.key, self.catalog.surface_links[channel.key].get(surface, 0))
            for channel in self.catalog.channels
        ]
        held = sorted((link for link in links if link[1]), key=lambda link: -link[1])
        return [
            self.path(key, note="primary" if weight == 2 else "supporting", is_primary=weight == 2)
            for key, weight in held
        ]


class ReaderRequest(HttpRequest):
    """A request as pages of the catalog see it: a member's, or a stranger's where the catalog is public."""

    actor: Actor | None


def readers_admitted(
    view: Callable[Concatenate[ReaderRequest, Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """Let members in, and whoever is not signed in where DISTMAP_PUBLIC_CATALOG says so: to read, and nothing else."""
    members = member_required(cast(Any, view))

    @wraps(view)
    def door(request: Any, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if settings.PUBLIC_CATALOG and not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return members(request, *args, **kwargs)

    return door


def shelf_of(request: ReaderRequest | MemberRequest) -> Shelf:
    """The release asked for. NotFound if the actor can see none of that version; a stranger sees the shared ones."""
    if request.actor is not None:
        request.actor.require(Act.READ_CATALOG)
    asked = request.GET.get("release", "") or queries.CURRENT
    current = queries.current_release(request.actor)
    release = (
        current
        if asked in {queries.CURRENT, current.version}
        else queries.release_named(request.actor, asked)
    )
    return Shelf(release=release, catalog=queries.catalog_of(release.pk), is_current=release == current)


def page(request: ReaderRequest | MemberRequest, shelf: Shelf, *, tab: str, **more: Any) -> dict[str, Any]:
    """The context of a catalog page."""
    tabs = [{"url": shelf.address(name), "label": label, "is_here": name == tab} for name, label in TABS]
    return {
        "shelf": shelf,
        "catalog": shelf.catalog,
        "statements": shelf.catalog.statements,
        "tabs": tabs,
        "may": permissions(request.actor) if request.actor is not None else {},
        "is_stranger": request.actor is None,
    } | more


def month_of(as_of: str) -> str:
    """The month of a case's date as people write it: September 2009."""
    year, month = as_of.split("-")
    return f"{MONTHS[int(month)]} {year}"

"""Questions about the catalog. Releases never change, so a parsed one is kept in the process."""

from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from channels_catalog.finding import Index
from channels_catalog.models import CatalogRelease, ChannelModel
from channels_catalog.schema import Case, Catalog
from distmap.errors import NotFound, Unavailable
from workspaces.actors import Actor

CURRENT = "current"


@lru_cache(maxsize=16)
def catalog_of(release_id: UUID) -> Catalog:
    """The whole document of a release, parsed. One query the first time, none after."""
    return Catalog.model_validate(
        CatalogRelease.objects.values_list("document", flat=True).get(pk=release_id)
    )


def shared_release() -> CatalogRelease | None:
    """The newest shared release, without its document."""
    return (
        CatalogRelease.objects.filter(workspace=None)
        .defer("document")
        .order_by("-published_at", "-id")
        .first()
    )


def current_release(actor: Actor | None) -> CatalogRelease:
    """The workspace's newest release, else the shared newest. Raises Unavailable while none is loaded."""
    rows = CatalogRelease.objects.defer("document")
    own = (
        rows.filter(workspace_id=actor.workspace.pk).order_by("-published_at", "-id").first()
        if actor is not None
        else None
    )
    release = own or shared_release()
    if release is None:
        raise Unavailable("No catalog is loaded. Run manage.py load_catalog.", code="no_catalog")
    return release


def newer_release(actor: Actor, present: CatalogRelease) -> CatalogRelease | None:
    """The release that the actor would begin with today, if it was published after the `present` one."""
    newest = current_release(actor)
    is_newer = (newest.published_at, newest.pk) > (present.published_at, present.pk)
    return newest if is_newer else None


def release_named(actor: Actor | None, version: str) -> CatalogRelease:
    """A release visible to the actor by its version, or by the alias `current`; for nobody, a shared one."""
    if version == CURRENT:
        return current_release(actor)
    found = releases(actor).filter(version=version)
    # A workspace's own release wins over a shared one of the same version.
    own = found.filter(workspace=actor.workspace).first() if actor is not None else None
    release = own or found.first()
    if release is None:
        raise NotFound(f"There is no catalog release {version!r}.", code="unknown_release")
    return release


def releases(actor: Actor | None) -> QuerySet[CatalogRelease]:
    """All releases that the actor may use, newest first, without their documents; the shared ones for nobody."""
    rows = CatalogRelease.objects
    found = rows.visible_to(actor) if actor is not None else rows.shared()
    return found.defer("document")


def is_known_path(actor: Actor, slug: str) -> bool:
    """Whether any release that the actor may use has a channel model of this slug."""
    return ChannelModel.objects.filter(
        release__in=CatalogRelease.objects.visible_to(actor), slug=slug
    ).exists()


@lru_cache(maxsize=4)
def index_of(release_id: UUID) -> Index:
    """The full-text index of a release, built the first time that it is asked for."""
    return Index(catalog_of(release_id))


def cases_narrowed(
    catalog: Catalog, *, path: str = "", outcome: str = "", growth_model: str = ""
) -> tuple[Case, ...]:
    """The cases that a path can learn from, of an outcome, of a growth model; an empty word narrows nothing."""
    return tuple(
        case
        for case in catalog.cases
        if (not path or path == case.path or path in case.also_on)
        and (not outcome or outcome == case.outcome)
        and (not growth_model or growth_model == case.growth_model)
    )

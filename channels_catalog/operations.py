"""Publishing a catalog release: once, whole, and never again under the same version."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from channels_catalog.diff import CatalogDiff, between
from channels_catalog.models import CatalogRelease, ChannelModel, Surface
from channels_catalog.queries import catalog_of
from channels_catalog.schema import Catalog, Channel, digest
from distmap.errors import Conflict
from workspaces.models import Workspace


class VersionAlreadyPublished(Conflict):
    """The version is taken by a release with other content."""

    code = "version_published"


@dataclass(frozen=True)
class Published:
    """What publishing did: the release, whether it is new, and what changed since the one before."""

    release: CatalogRelease
    is_new: bool
    changes: CatalogDiff | None


@transaction.atomic
def publish(*, catalog: Catalog, now: datetime, workspace: Workspace | None = None) -> Published:
    """Store a catalog as a release of the time `now`, made from the newest of that time. The same content again changes
    nothing; the same version with other content is refused with VersionAlreadyPublished."""
    document = catalog.model_dump(mode="json")
    sha256 = digest(document)
    mine = CatalogRelease.objects.filter(workspace=workspace).defer("document")
    same_version = mine.filter(version=catalog.version).first()
    if same_version is not None:
        if same_version.sha256 == sha256:
            return Published(release=same_version, is_new=False, changes=None)
        raise VersionAlreadyPublished(
            f"Version {catalog.version} is published with other content, and a release never changes. "
            "Write a new version in catalog.yaml."
        )
    previous = mine.filter(published_at__lte=now).order_by("-published_at", "-id").first()
    changes = between(catalog_of(previous.pk), catalog) if previous else None
    release = CatalogRelease.objects.create(
        workspace=workspace, base=previous, version=catalog.version, sha256=sha256, notes=catalog.notes,
        counts=_counts(catalog), document=document, published_at=now,
    )  # fmt: skip
    _store_rows(release, catalog)
    return Published(release=release, is_new=True, changes=changes)


def _counts(catalog: Catalog) -> dict[str, int]:
    return {
        "channel_models": len(catalog.channels),
        "written_up": sum(channel.write_up is not None for channel in catalog.channels),
        "surfaces": len(catalog.surfaces),
        "growth_models": len(catalog.growth_models),
    }


def _store_rows(release: CatalogRelease, catalog: Catalog) -> None:
    ChannelModel.objects.bulk_create(
        ChannelModel(
            release=release, slug=channel.key, position=position, name=channel.name, title=channel.title,
            summary=channel.summary, best_suited_for=list(channel.best_suited_for),
            factor_count=len(channel.factors), constraint_label=channel.constraint.label,
            risk_if_ignored=channel.constraint.risk_if_ignored, is_written_up=channel.write_up is not None,
            alignment={model.key: catalog.alignment[model.key][channel.key].level for model in catalog.growth_models},
            surfaces=dict(catalog.surface_links[channel.key]), search_text=_search_text(channel),
        )
        for position, channel in enumerate(catalog.channels)
    )  # fmt: skip
    Surface.objects.bulk_create(
        Surface(
            release=release, key=surface.key, position=position, name=surface.name, question=surface.question
        )
        for position, surface in enumerate(catalog.surfaces)
    )


def _search_text(channel: Channel) -> str:
    """Every text of a channel model on one line each, for search and excerpts."""
    return "\n".join(_texts(channel.model_dump(mode="json")))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)

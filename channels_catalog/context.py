"""What every page shows of the catalog in its footer."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from channels_catalog.queries import shared_release


def _version() -> str:
    release = shared_release()
    return release.version if release else "none"


def catalog(request: HttpRequest) -> dict[str, Any]:
    """`catalog_version` of the newest shared release, read only if the template asks."""
    return {"catalog_version": SimpleLazyObject(_version)}

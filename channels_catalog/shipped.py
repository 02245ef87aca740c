"""What the application brings along: the catalog's files as they stand, and the releases that came before.

A file in `releases/` holds one earlier release as it was published: `published_on`, the day, and its `document`. It is
never edited.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from channels_catalog.schema import Catalog

CONTENT = Path(__file__).resolve().parent / "content"
RELEASES = Path(__file__).resolve().parent / "releases"


@dataclass(frozen=True)
class EarlierRelease:
    """A release that was published before, and when."""

    catalog: Catalog
    published_at: datetime


def earlier_releases(folder: Path = RELEASES) -> Iterator[EarlierRelease]:
    """The releases that came before, the oldest first, each at the beginning of the day it was published."""
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    for release in sorted(kept, key=lambda release: str(release["published_on"])):
        day = datetime.fromisoformat(release["published_on"]).replace(tzinfo=UTC)
        yield EarlierRelease(Catalog.model_validate(release["document"]), day)

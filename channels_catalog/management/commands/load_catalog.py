"""Check the catalog's files and publish them as a release."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from channels_catalog.diff import summary
from channels_catalog.operations import publish
from channels_catalog.reader import CatalogInvalid, read_catalog
from channels_catalog.schema import Catalog
from channels_catalog.shipped import CONTENT, earlier_releases
from distmap.errors import DistmapError


class Command(BaseCommand):
    help = (
        "Read the catalog's files, report every fault as file:line: field: message, and publish them as an immutable "
        "release, after the releases that came before."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only check; publish nothing")
        parser.add_argument(
            "--folder",
            type=Path,
            default=CONTENT,
            help="where the files are; of another folder than the shipped one only that release is published",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            catalog = read_catalog(options["folder"])
        except CatalogInvalid as error:
            for fault in error.faults:
                self.stderr.write(str(fault))
            raise CommandError(f"{len(error.faults)} faults; nothing was published.") from error
        if options["check"]:
            found = f"{len(catalog.channels)} channel models, {len(catalog.cases)} cases"
            self.stdout.write(f"Catalog {catalog.version} is sound: {found}.")
            return
        if options["folder"] == CONTENT:
            for earlier in earlier_releases():
                self._publish(earlier.catalog, earlier.published_at)
        self._publish(catalog, timezone.now())

    def _publish(self, catalog: Catalog, now: datetime) -> None:
        try:
            done = publish(catalog=catalog, now=now)
        except DistmapError as error:
            raise CommandError(error.message) from error
        if not done.is_new:
            self.stdout.write(f"Catalog {catalog.version} is published already; nothing changed.")
            return
        changes = f": {summary(done.changes)}" if done.changes else ""
        self.stdout.write(f"Catalog {catalog.version} published{changes}")

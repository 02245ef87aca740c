"""Check the catalog's files and publish them as a release."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from channels_catalog.diff import summary
from channels_catalog.operations import publish
from channels_catalog.reader import CatalogInvalid, read_catalog
from distmap.errors import DistmapError

CONTENT = Path(__file__).resolve().parents[2] / "content"


class Command(BaseCommand):
    help = "Read the catalog's files, report every fault, and publish them as an immutable release."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only check; publish nothing")
        parser.add_argument("--folder", type=Path, default=CONTENT, help="where the files are")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            catalog = read_catalog(options["folder"])
        except CatalogInvalid as error:
            raise CommandError(f"{len(error.faults)} faults; nothing was published.\n{error}") from error
        if options["check"]:
            self.stdout.write(f"Catalog {catalog.version} is sound: {len(catalog.channels)} channel models.")
            return
        try:
            done = publish(catalog=catalog, now=timezone.now())
        except DistmapError as error:
            raise CommandError(error.message) from error
        if not done.is_new:
            self.stdout.write(f"Catalog {catalog.version} is published already; nothing changed.")
            return
        changes = f": {summary(done.changes)}" if done.changes else ""
        self.stdout.write(f"Catalog {catalog.version} published{changes}")

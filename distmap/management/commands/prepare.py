"""Make the database ready for this release: migrate it, and load the catalog. One at a time; others wait."""

import argparse
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from distmap.one_at_a_time import one_at_a_time


class Command(BaseCommand):
    help = "Check the configuration, migrate the database and load the catalog; one prepare at a time, others wait."
    requires_migrations_checks = False
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--no-check", action="store_true", help="on a machine of one's own: skip `check --deploy`"
        )

        parser.add_argument(
            "--no-catalog", action="store_true", help="load no catalog: one is loaded already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["no_check"]:
            call_command("check", deploy=True, fail_level="ERROR")
        with one_at_a_time(
            "prepare", waiting=lambda: self.stdout.write("Another prepare is at work; waiting.")
        ):
            call_command("migrate", interactive=False, verbosity=options["verbosity"])
            if not options["no_catalog"]:
                call_command("load_catalog", stdout=self.stdout)

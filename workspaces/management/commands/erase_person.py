"""Erase a person: a pseudonym is left."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from distmap.errors import DistmapError
from workspaces.models import User
from workspaces.personal import STAYS, erase


class Command(BaseCommand):
    help = "Erase a person: everything that tells who they were goes, a pseudonym is left. Says what stays, and why."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email", help="the person's e-mail address")
        parser.add_argument(
            "--yes", action="store_true", help="do it; without this it only says what would stay"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower(), erased_at=None).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {options['email']}.")
        if options["yes"]:
            try:
                left = erase(user=user, now=timezone.now(), by_person=False)
            except DistmapError as error:
                raise CommandError(error.message) from error
            self.stdout.write(f"Erased. Others now read: {left}.")
        else:
            self.stdout.write("Nothing was erased: say --yes for that.")
        for what, why in STAYS:
            self.stdout.write(f"Stays: {what}. {why}")

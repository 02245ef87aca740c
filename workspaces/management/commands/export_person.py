"""Write what the service holds of a person into a zip."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from workspaces.audit import record_service
from workspaces.models import User
from workspaces.personal import archive_of, rooms_of


class Command(BaseCommand):
    help = "Write everything that is held of a person, as JSON in a zip that only you may read."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email", help="the person's e-mail address")
        parser.add_argument("--output", required=True, help="the zip to write; it must not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {options['email']}.")
        path, now = Path(options["output"]), timezone.now()
        try:
            path.touch(mode=0o600, exist_ok=False)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        path.write_bytes(archive_of(user, now=now))
        for room in rooms_of(user):
            record_service(workspace=room, action="person.exported", about=user, now=now)
        self.stdout.write(f"Written: {path}")

"""Make a link under which somebody chooses a new password: for services without a mail host."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workspaces.models import User
from workspaces.queries import reset_address


class Command(BaseCommand):
    help = "Print the path under which a person chooses a new password. Whoever has it can sign in as them."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email", help="the address by which the person signs in")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {options['email']}.")
        self.stdout.write(f"Choose the new password on your service under {reset_address(user)}")

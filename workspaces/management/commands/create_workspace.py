"""Make a workspace and its first admin at the command line."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from workspaces.models import User, Workspace
from workspaces.operations import create_user, create_workspace
from workspaces.queries import reset_address


class Command(BaseCommand):
    help = "Make a workspace, and its first admin if the address is new; print how a password is set."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", help="the workspace's name")
        parser.add_argument(
            "--admin", required=True, metavar="EMAIL", help="the first admin's e-mail address"
        )
        parser.add_argument("--slug", help="short name for commands; made from the name if left out")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["slug"] or slugify(options["name"])
        if not slug:
            raise CommandError("The name gives no slug; name one with --slug.")
        if Workspace.objects.filter(slug=slug).exists():
            raise CommandError(f"There is a workspace {slug!r} already; name another with --slug.")
        email = options["admin"].strip().lower()
        user = User.objects.filter(email=email).first()
        is_new = user is None
        user = user or create_user(email=email, password=None)
        create_workspace(name=options["name"], slug=slug, owner=user, now=timezone.now())
        self.stdout.write(f"Workspace {slug} made; {email} is its admin.")
        if is_new:
            self.stdout.write(f"Set the password on your service under {reset_address(user)}")

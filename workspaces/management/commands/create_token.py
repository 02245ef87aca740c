"""Make an API token at the command line. The secret is the last word printed, and is shown this once."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from distmap.errors import DistmapError
from workspaces.models import Membership
from workspaces.operations import create_token
from workspaces.permissions import USUAL_SCOPES, Scope


class Command(BaseCommand):
    help = "Make an API token for a member of a workspace, and print its secret once."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email", help="the member's e-mail address")
        parser.add_argument("--name", required=True, help="what uses the token")
        parser.add_argument("--workspace", help="the workspace's slug; not needed if there is only one")
        parser.add_argument(
            "--scope", action="append", choices=list(Scope), help="may be repeated; default: all but admin"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        membership = self._membership(options["email"], options["workspace"])
        try:
            made = create_token(
                membership=membership,
                name=options["name"],
                scopes=options["scope"] or USUAL_SCOPES,
                now=timezone.now(),
            )
        except DistmapError as error:
            raise CommandError(" ".join(fault.detail for fault in error.faults) or error.message) from error
        self.stdout.write(
            f"Token {made.token.name!r} for {membership.user.email} in {membership.workspace.slug}, "
            f"scopes {', '.join(made.token.scopes)}. Shown once: {made.secret}"
        )

    def _membership(self, email: str, slug: str | None) -> Membership:
        mine = Membership.objects.filter(
            user__email=email.strip().lower(), workspace__deleted_at=None
        ).select_related("workspace", "user")
        chosen = mine.filter(workspace__slug=slug) if slug else mine
        found = list(chosen.order_by("workspace__slug"))
        if len(found) == 1:
            return found[0]
        slugs = ", ".join(mine.order_by("workspace__slug").values_list("workspace__slug", flat=True))
        if not slugs:
            raise CommandError(f"{email} is a member of no workspace.")
        if slug:
            raise CommandError(f"{email} is no member of {slug}. Workspaces of this member: {slugs}.")
        raise CommandError(f"{email} is a member of several workspaces; name one with --workspace: {slugs}.")

"""Clean everything away now that workers clean away by the clock, without waiting for its hour."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from workspaces import upkeep


class Command(BaseCommand):
    help = "Remove now what workers remove by the clock: what was deleted long ago, old files, sessions, events, keys."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        for each in upkeep.all_known():
            self.stdout.write(f"{each.name}: {upkeep.everything(each, now=now)} removed")

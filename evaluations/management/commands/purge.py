"""Remove for good what was deleted more than 30 days ago. Run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from evaluations.operations.purging import purge_hidden


class Command(BaseCommand):
    help = "Remove for good what was deleted more than 30 days ago, and used-up idempotency keys."

    def handle(self, *args: Any, **options: Any) -> None:
        removed = purge_hidden(now=timezone.now())
        self.stdout.write(
            ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in removed.items()) + " removed."
        )

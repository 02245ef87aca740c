"""Remove for good what was deleted more than 30 days ago, and files of old reports. Run it once a day."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.operations.purging import purge_hidden, remove_old_files


class Command(BaseCommand):
    help = "Remove for good what was deleted more than 30 days ago, used-up idempotency keys, and old reports' files."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        removed = purge_hidden(now=now)
        self.stdout.write(
            ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in removed.items()) + " removed."
        )
        if settings.REPORT_KEEP_DAYS:
            emptied = remove_old_files(now=now)
            self.stdout.write(f"Reports whose files were removed for their age: {emptied}.")

"""Django's migrate, which first refuses the database of an earlier distmap with a sentence."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate

from distmap import earlier


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        found = earlier.sentence()
        if found is not None:
            raise CommandError(found)
        super().handle(*args, **options)

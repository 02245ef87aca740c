"""Make a report again from its frozen document and say whether it is the same, byte by byte."""

import argparse
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from evaluations.models import Report
from evaluations.reports.verification import verify


class Command(BaseCommand):
    help = "Score, compose and render a report again, and compare it with what is stored."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("report", type=UUID, help="the report's id, as in its address")

    def handle(self, *args: Any, **options: Any) -> None:
        report = Report.objects.filter(pk=options["report"], deleted_at=None).first()
        if report is None:
            raise CommandError("There is no report of this id.")
        verification = verify(report)
        if not verification.is_identical:
            raise CommandError(
                "\n".join(f"{found.part}: {found.detail}" for found in verification.differences)
            )
        if not verification.formats:
            raise CommandError(f"There is nothing to compare yet: the report is {report.status}.")
        self.stdout.write(f"identical: {', '.join(verification.formats)}")

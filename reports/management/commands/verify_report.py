"""Make a report again from its frozen document and say whether it is the same.

Exit codes: 0 identical, byte by byte; 1 it differs; 2 there is no such report; 3 the same figures, made by another
renderer; 4 there is nothing to compare, because no file is finished or the files were removed.
"""

import argparse
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from reports.models import Report
from reports.verification import DIFFERENT, IDENTICAL, NOTHING, SAME_FIGURES, verify

EXIT_CODES = {IDENTICAL: 0, DIFFERENT: 1, SAME_FIGURES: 3, NOTHING: 4}
NO_REPORT = 2


class Command(BaseCommand):
    help = "Score, compose and render a report again, and compare it with what is stored."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("report", type=UUID, help="the report's id, as in its address")

    def handle(self, *args: Any, **options: Any) -> None:
        report = Report.objects.filter(pk=options["report"], deleted_at=None).first()
        if report is None:
            raise CommandError("There is no report of this id.", returncode=NO_REPORT)
        checked = verify(report)
        code = EXIT_CODES[checked.outcome]
        if checked.outcome == DIFFERENT:
            lines = [f"{found.part}: {found.detail}" for found in checked.differences]
            raise CommandError("\n".join(lines), returncode=code)
        if checked.outcome == NOTHING:
            raise CommandError(f"{checked.sentence} The report is {report.status}.", returncode=code)
        if checked.outcome == SAME_FIGURES:
            raise CommandError(f"same figures, other renderer: {checked.sentence}", returncode=code)
        self.stdout.write(f"identical: {', '.join(checked.formats)}")

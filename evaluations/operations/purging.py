"""What was hidden for 30 days is removed for good."""

from datetime import datetime, timedelta

from django.db import transaction

from evaluations.models import UNDO_DAYS, Evaluation, Product, Report
from workspaces.operations import forget_old_idempotency_keys


def purge_hidden(*, now: datetime) -> dict[str, int]:
    """Remove evaluations, products and reports (with their files) whose time to undo is over; returns how many."""
    before = now - timedelta(days=UNDO_DAYS)
    reports = Report.objects.filter(deleted_at__lt=before)
    evaluations = Evaluation.objects.filter(deleted_at__lt=before)
    files = [
        artifact.file
        for report in (reports | Report.objects.filter(evaluation__in=evaluations)).prefetch_related(
            "artifacts"
        )
        for artifact in report.artifacts.all()
    ]
    with transaction.atomic():
        removed = {
            "reports": reports.count(),
            "evaluations": evaluations.count(),
        }
        reports.delete()
        evaluations.delete()
        products = Product.objects.filter(deleted_at__lt=before, evaluations=None)
        removed["products"] = products.count()
        products.delete()
    # Files after rows: a crash in between leaves an orphan file, never a row without its file.
    for file in files:
        file.storage.delete(file.name)
    removed["idempotency_keys"] = forget_old_idempotency_keys(now=now)
    return removed

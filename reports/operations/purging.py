"""What was hidden for 30 days is removed for good; files of old reports too, where the service does not keep them."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet

from comparisons.members import Choice
from comparisons.models import Comparison, ComparisonMember
from comparisons.rules import last_title
from evaluations.models import UNDO_DAYS, Evaluation, Product
from reports import files as stored
from reports.models import Report, ReportArtifact
from workspaces.audit import record_service
from workspaces.models import Workspace
from workspaces.upkeep import BATCH

log = logging.getLogger("distmap.purge")


def purge_hidden(*, now: datetime) -> Counter[str]:
    """Remove what was hidden, with the files of reports, once its time to undo is over; returns how many of each."""
    removed: Counter[str] = Counter()
    while some := purge_some(now=now, most=BATCH):
        removed += some
    return removed


def purge_some(*, now: datetime, most: int) -> Counter[str]:
    """One batch of it, in one transaction: at most so many of each kind."""
    before = now - timedelta(days=UNDO_DAYS)
    reports = _some(Report.objects.filter(deleted_at__lt=before), most)
    evaluations = _some(Evaluation.objects.filter(deleted_at__lt=before), most)
    comparisons = _some(Comparison.objects.filter(deleted_at__lt=before), most)
    products = _some(Product.objects.filter(deleted_at__lt=before, evaluations=None), most)
    with_them = Report.objects.filter(Q(evaluation__in=evaluations) | Q(comparison__in=comparisons))
    files = list(ReportArtifact.objects.filter(report__in=reports | with_them).values_list("file", flat=True))
    with transaction.atomic():
        _tell_workspaces(reports, evaluations, comparisons, now=now)
        removed = Counter(
            reports=reports.count(),
            evaluations=evaluations.count(),
            comparisons=comparisons.count(),
            products=products.count(),
        )
        reports.delete()
        comparisons.delete()
        _part_from(evaluations)
        evaluations.delete()
        products.delete()
    # Files after rows: a crash in between leaves an orphan file, never a row without its file.
    _discard(str(name) for name in files)
    return +removed


def _some(rows: "QuerySet[Any]", most: int) -> "QuerySet[Any]":
    """At most so many of the rows, the same ones however often it is asked."""
    chosen = list(rows.order_by("pk").values_list("pk", flat=True)[:most])
    return rows.model._default_manager.filter(pk__in=chosen)


def _tell_workspaces(*rows: "QuerySet[Any]", now: datetime) -> None:
    """Write into each workspace's audit log how much of it is removed for good: the log itself stays."""
    found: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for kind in rows:
        counted = kind.order_by().values_list("workspace_id").annotate(count=Count("pk"))
        for workspace_id, count in counted:
            found[workspace_id][str(kind.model._meta.verbose_name_plural)] = count
    for workspace in Workspace.objects.filter(pk__in=found):
        record_service(workspace=workspace, action="purge.done", now=now, **found[workspace.pk])


def remove_old_files(*, now: datetime, most: int = BATCH) -> int:
    """Remove the files of reports that were finished more than REPORT_KEEP_DAYS ago; returns of how many reports.

    At most so many of them are looked at.

    What was frozen stays, and so does the report's page: the same files can be made again. With 0 days, the
    default, nothing is removed.
    """
    if not settings.REPORT_KEEP_DAYS:
        return 0
    before = now - timedelta(days=settings.REPORT_KEEP_DAYS)
    ended = [Report.SUCCEEDED, Report.FAILED, Report.CANCELLED]
    old = Report.objects.filter(status__in=ended, finished_at__lt=before, deleted_at=None)
    found = old.filter(artifacts__isnull=False).distinct().values_list("pk", flat=True)[:most]
    return sum(_remove_files(old.filter(pk=pk), now) for pk in list(found))


def _remove_files(rows: "QuerySet[Report]", now: datetime) -> bool:
    """Of one report, unless it was asked for again meanwhile."""
    with transaction.atomic():
        report = rows.select_for_update().first()
        if report is None:
            return False
        artifacts = ReportArtifact.objects.filter(report=report)
        names = [str(name) for name in artifacts.values_list("file", flat=True)]
        artifacts.delete()
        report.files_removed_at, report.kept_formats = now, []
        report.save(update_fields=["files_removed_at", "kept_formats"])
    _discard(names)
    return True


def _discard(names: Iterable[str]) -> None:
    """Delete files that no row names any more. One that the storage will not give up is logged, and stops nothing."""
    for name in names:
        try:
            stored.remove([name])
        except OSError as error:
            log.warning("file left behind: %s (%s)", name, error)


def _part_from(evaluations: "QuerySet[Evaluation]") -> None:
    """Part comparisons from the evaluations that are about to go: their columns stay, under the last title.

    Evaluation and snapshot go at once. Left to the deletion, the snapshots would go first, and two columns that
    were snapshots of one evaluation would for a moment be the same column, which the database refuses.
    """
    members = list(
        ComparisonMember.objects.filter(evaluation__in=evaluations)
        .select_related("evaluation__product", "snapshot")
        .defer("snapshot__document")
    )
    for member in members:
        member.last_title = last_title(Choice.of(member))
        member.evaluation = member.snapshot = None
    ComparisonMember.objects.bulk_update(members, ["last_title", "evaluation", "snapshot"], batch_size=100)

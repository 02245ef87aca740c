"""The reports of a workspace, and its weekly reports. Nothing here writes."""

from django.db.models import Prefetch, QuerySet

from comparisons.queries import COMPARED
from reports.models import Report, ReportSchedule
from workspaces.actors import Actor


def reports(actor: Actor) -> QuerySet[Report]:
    """The workspace's reports, newest first, with what a row shows."""
    return (
        Report.objects.visible_to(actor)
        .select_related("evaluation__product", "snapshot", "comparison", "created_by")
        .prefetch_related("artifacts", Prefetch("comparison__members", queryset=COMPARED))
        .defer("frozen_document", "snapshot__document")
        .order_by("-created_at", "-id")
    )


def report_schedules(actor: Actor) -> QuerySet[ReportSchedule]:
    """The workspace's weekly reports, newest first, with what a row shows."""
    return (
        ReportSchedule.objects.visible_to(actor)
        .select_related("evaluation__product", "comparison", "owner", "last_report")
        .defer("last_report__frozen_document")
        .order_by("-created_at", "-id")
    )

"""Doors for workers: a report to build, and a weekly report that is due. Ids in, one call each."""

from datetime import datetime
from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from distmap import jobs
from reports import build
from reports.build import BUILD_REPORT
from reports.models import Report, ReportSchedule
from reports.operations import purging, schedules
from reports.operations.schedules import RUN_SCHEDULE
from workspaces import upkeep


def reports_due(now: datetime, most: int) -> list[UUID]:
    return list(Report.objects.due(now).order_by("created_at", "pk").values_list("pk", flat=True)[:most])


def schedules_due(now: datetime, most: int) -> list[UUID]:
    rows = ReportSchedule.objects.due(now).order_by("next_at", "pk")
    return list(rows.values_list("pk", flat=True)[:most])


@shared_task(name=BUILD_REPORT)
def build_report(*, report_id: str, **_: Any) -> None:
    build.build(UUID(report_id), now=timezone.now())


@shared_task(name=RUN_SCHEDULE)
def run_schedule(*, schedule_id: str, **_: Any) -> None:
    schedules.run_schedule(UUID(schedule_id), now=timezone.now())


jobs.register(jobs.Kind(task=RUN_SCHEDULE, argument="schedule_id", queue="reports", due=schedules_due))
jobs.register(jobs.Kind(task=BUILD_REPORT, argument="report_id", queue="reports", due=reports_due))


def purge_some(now: datetime, most: int) -> int:
    return purging.purge_some(now=now, most=most).total()


def remove_old_files(now: datetime, most: int) -> int:
    return purging.remove_old_files(now=now, most=most)


upkeep.register(upkeep.Upkeep("deleted", upkeep.DAY, purge_some))
upkeep.register(upkeep.Upkeep("report files", upkeep.DAY, remove_old_files))

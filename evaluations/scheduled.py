"""The door for workers that act as a member: weekly reports. It stands beside pages and API, as it calls an act."""

from datetime import datetime
from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from distmap import jobs
from evaluations.models import ReportSchedule
from evaluations.operations import schedules
from evaluations.operations.schedules import RUN_SCHEDULE


def schedules_due(now: datetime, most: int) -> list[UUID]:
    rows = ReportSchedule.objects.due(now).order_by("next_at", "pk")
    return list(rows.values_list("pk", flat=True)[:most])


@shared_task(name=RUN_SCHEDULE)
def run_schedule(*, schedule_id: str, **_: Any) -> None:
    schedules.run_schedule(UUID(schedule_id), now=timezone.now())


jobs.register(jobs.Kind(task=RUN_SCHEDULE, argument="schedule_id", due=schedules_due))

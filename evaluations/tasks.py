"""Doors for workers: ids in, one call each. Every kind of job says here what is due."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from distmap import jobs
from evaluations.models import Evaluation, Event
from evaluations.results import verdicts
from evaluations.results.verdicts import RESCORE
from workspaces import upkeep


def evaluations_due(now: datetime, most: int) -> list[UUID]:
    rows = Evaluation.objects.due_for_scoring(now).order_by("changed_at", "pk")
    return list(rows.values_list("pk", flat=True)[:most])


@shared_task(name=RESCORE)
def rescore(*, evaluation_id: str, **_: Any) -> None:
    verdicts.rescore(UUID(evaluation_id), now=timezone.now())


jobs.register(
    jobs.Kind(
        task=RESCORE,
        argument="evaluation_id",
        queue="verdicts",
        due=evaluations_due,
        give_up=verdicts.give_up,
    )
)


def forget_old_events(now: datetime, most: int) -> int:
    """Drop at most so many events that are older than the service keeps them; none where it keeps them for ever."""
    if not settings.EVENT_KEEP_DAYS:
        return 0
    old = Event.objects.filter(at__lt=now - timedelta(days=settings.EVENT_KEEP_DAYS))
    return Event.objects.filter(pk__in=list(old.order_by("pk").values_list("pk", flat=True)[:most])).delete()[
        0
    ]


upkeep.register(upkeep.Upkeep("events", upkeep.DAY, forget_old_events))

"""Doors for workers: ids in, one call each. Every kind of job says here what is due."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from distmap import jobs
from evaluations.models import Evaluation
from evaluations.verdicts import RESCORE
from evaluations.verdicts import rescore as rescore_now


def evaluations_due(now: datetime, most: int) -> Iterable[UUID]:
    rows = Evaluation.objects.due_for_scoring(now).order_by("changed_at", "pk")
    return list(rows.values_list("pk", flat=True)[:most])


@shared_task(name=RESCORE)
def rescore(*, evaluation_id: str, **_: Any) -> None:
    rescore_now(UUID(evaluation_id), now=timezone.now())


jobs.register(jobs.Kind(task=RESCORE, argument="evaluation_id", due=evaluations_due))

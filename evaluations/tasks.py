"""Doors for workers: ids in, one call each. Every kind of job says here what is due."""

from datetime import datetime
from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from distmap import jobs
from evaluations.models import Evaluation
from evaluations.results import verdicts
from evaluations.results.verdicts import RESCORE


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

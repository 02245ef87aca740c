"""Doors for workers: ids in, one call each."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from distmap import jobs
from workspaces import personal


@shared_task(name=personal.EXPORT_PERSON)
def export_person(*, export_id: str, **_: Any) -> None:
    personal.make_export(UUID(export_id), now=timezone.now())


jobs.register(
    jobs.Kind(task=personal.EXPORT_PERSON, argument="export_id", queue="reports", due=personal.exports_due)
)

"""Doors for workers: ids in, one call each."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from distmap import jobs
from workspaces import operations, outbox, personal, upkeep


@shared_task(name=personal.EXPORT_PERSON)
def export_person(*, export_id: str, **_: Any) -> None:
    personal.make_export(UUID(export_id), now=timezone.now())


@shared_task(name=outbox.SEND_MAIL)
def send_mail(*, mail_id: str, **_: Any) -> None:
    outbox.send(UUID(mail_id), now=timezone.now())


@shared_task(name=upkeep.RUN_UPKEEP)
def run_upkeep(*, run_id: str, **_: Any) -> None:
    upkeep.run(UUID(run_id), now=timezone.now())


jobs.register(
    jobs.Kind(task=personal.EXPORT_PERSON, argument="export_id", queue="reports", due=personal.exports_due)
)
jobs.register(
    jobs.Kind(
        task=outbox.SEND_MAIL,
        argument="mail_id",
        queue="mail",
        due=outbox.mails_due,
        give_up=outbox.give_up,
    )
)
jobs.register(
    jobs.Kind(
        task=upkeep.RUN_UPKEEP,
        argument="run_id",
        queue="celery",
        due=upkeep.runs_due,
        give_up=upkeep.give_up,
    )
)

upkeep.register(upkeep.Upkeep("sessions", upkeep.DAY, operations.forget_old_sessions))
upkeep.register(upkeep.Upkeep("idempotency keys", upkeep.HOUR, operations.forget_old_idempotency_keys))
upkeep.register(upkeep.Upkeep("personal exports", upkeep.DAY, personal.remove_old_exports))
upkeep.register(upkeep.Upkeep("mails", upkeep.DAY, outbox.forget_old))

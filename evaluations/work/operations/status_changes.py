"""Moves between the states draft, submitted and archived."""

from datetime import datetime

from django.db import transaction

from evaluations.models import Evaluation, StatusChange
from evaluations.results.queries import inputs_of, whole
from evaluations.versions.operations import store_submitted
from evaluations.work.operations.changes import (
    InvalidTransition,
    evaluation_payload,
    locked,
    record_status_change,
    tell,
)
from workspaces.actors import Actor
from workspaces.permissions import Act


def _moved(evaluation: Evaluation, to: str) -> Evaluation:
    row = locked(evaluation)
    refusal = row.refusal_to_move(to)
    if refusal:
        raise InvalidTransition(refusal)
    row.status = to
    row.version += 1
    return row


def submit(*, evaluation: Evaluation, by: Actor, now: datetime) -> Evaluation:
    """Close the answers and keep a snapshot of them. Open questions are no obstacle: unanswered is an honest state."""
    by.require(Act.WRITE_EVALUATIONS)
    # Scored before the lock is taken, so that the transaction finds the result in the cache and stays short.
    whole(inputs_of(evaluation))
    return _submit(evaluation, by=by, now=now)


@transaction.atomic
def _submit(evaluation: Evaluation, *, by: Actor, now: datetime) -> Evaluation:
    row = _moved(evaluation, Evaluation.SUBMITTED)
    row.submitted_at = now
    row.save()
    snapshot = store_submitted(row, by=by, now=now)
    record_status_change(row, StatusChange.SUBMITTED, by=by, now=now, snapshot=snapshot)
    payload = evaluation_payload(row) | {"snapshot": snapshot.number}
    tell(by=by, kind="evaluation.submitted", subject=row, payload=payload, now=now)
    return row


@transaction.atomic
def reopen(*, evaluation: Evaluation, by: Actor, now: datetime) -> Evaluation:
    """Make a draft of a submitted or archived evaluation."""
    by.require(Act.REOPEN)
    row = _moved(evaluation, Evaluation.DRAFT)
    row.submitted_at = row.archived_at = None
    row.save()
    record_status_change(row, StatusChange.REOPENED, by=by, now=now)
    return row


@transaction.atomic
def archive(*, evaluation: Evaluation, by: Actor, now: datetime) -> Evaluation:
    """Put an evaluation away; it stays readable."""
    by.require(Act.ARCHIVE)
    row = _moved(evaluation, Evaluation.ARCHIVED)
    row.archived_at = now
    row.save()
    record_status_change(row, StatusChange.ARCHIVED, by=by, now=now)
    return row

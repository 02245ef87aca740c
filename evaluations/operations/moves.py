"""Moves between the states draft, submitted and archived."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from evaluations import scoring
from evaluations.models import Evaluation, Snapshot
from evaluations.operations.changes import InvalidTransition, evaluation_payload, locked, tell
from evaluations.queries import result_of, scored
from evaluations.states import kept_text, present_state
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
    result_of(evaluation)
    return _submit(evaluation, by=by, now=now)


@transaction.atomic
def _submit(evaluation: Evaluation, *, by: Actor, now: datetime) -> Evaluation:
    row = _moved(evaluation, Evaluation.SUBMITTED)
    row.submitted_at = now
    row.save()
    times = Snapshot.objects.filter(evaluation=row, name__startswith="submitted ").count()
    snapshot = take_snapshot(evaluation=row, name=f"submitted {times + 1}", by=by, now=now)
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
    return row


@transaction.atomic
def archive(*, evaluation: Evaluation, by: Actor, now: datetime) -> Evaluation:
    """Put an evaluation away; it stays readable."""
    by.require(Act.ARCHIVE)
    row = _moved(evaluation, Evaluation.ARCHIVED)
    row.archived_at = now
    row.save()
    return row


def take_snapshot(*, evaluation: Evaluation, name: str, by: Actor, now: datetime) -> Snapshot:
    """Store an immutable copy of answers, release, method and result. Called with the evaluation locked."""
    state = present_state(evaluation)
    inputs = state.inputs
    document = kept_text(state, scored(inputs, part="full"))
    last = Snapshot.objects.filter(evaluation=evaluation).aggregate(last=Max("number"))["last"] or 0
    return Snapshot.objects.create(
        workspace_id=evaluation.workspace_id, evaluation=evaluation, number=last + 1, name=name, document=document,
        document_sha256=hashlib.sha256(document.encode()).hexdigest(), inputs_sha256=scoring.inputs_sha256(inputs),
        taken_by=by.user, taken_at=now,
    )  # fmt: skip

"""Moving an evaluation to another method: a strategist's act, on the timeline and in the audit log."""

from datetime import datetime

from django.db import transaction

from distmap.errors import Fault, Invalid
from evaluations.models import Evaluation, StatusChange
from evaluations.vocabulary import METHODS
from evaluations.work.operations.changes import (
    evaluation_payload,
    locked,
    mark_changed,
    record_status_change,
    refuse_if_locked,
    refuse_if_stale,
    tell,
)
from workspaces.actors import Actor
from workspaces.audit import record
from workspaces.permissions import Act


@transaction.atomic
def change_method(
    *, evaluation: Evaluation, method: str, by: Actor, now: datetime,
    version: int | None = None, answers_version: int | None = None,
) -> Evaluation:  # fmt: skip
    """Have a draft judged by another method from now on. Its answers stay as they are, so the move can be taken back.

    Snapshots, reports and decisions keep what was said under the method of their day. To the method that it has already
    nothing is done. Raises Invalid (`unknown_method`), EvaluationLocked, Stale and NotPermitted.
    """
    by.require(Act.CHANGE_METHOD)
    faults = method_faults(method)
    if faults:
        raise Invalid.of(faults)
    row = locked(evaluation)
    refuse_if_stale(row, version, answers_version)
    refuse_if_locked(row)
    before = row.method
    if method == before:
        return row
    row.method = method
    row.version += 1
    mark_changed(row, by=by, now=now, scores=True)
    row.save()
    record_status_change(row, StatusChange.METHOD_CHANGED, by=by, now=now, method=method)
    record(by=by, action="evaluation.method_changed", subject=row.title, now=now, id=str(row.pk), to=method)
    payload = evaluation_payload(row) | {"from": before, "to": method}
    tell(by=by, kind="evaluation.method_changed", subject=row, payload=payload, now=now)
    return row


def method_faults(method: str) -> list[Fault]:
    """What is wrong with the name of a method, with a pointer into {"method": …}."""
    if method in METHODS:
        return []
    return [Fault("/method", "unknown_method", f"Known methods: {', '.join(METHODS)}.")]

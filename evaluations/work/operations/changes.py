"""Steps that every act on an evaluation shares: the lock, the refusals, the marks of a change."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from distmap import jobs, metrics
from distmap.errors import Conflict, Stale
from evaluations.models import Evaluation, Event, Snapshot, StatusChange
from evaluations.results.verdicts import RESCORE
from workspaces.actors import Actor


class EvaluationLocked(Conflict):
    """Answers, paths, growth model, priorities and release of a submitted or archived evaluation are fixed."""

    code = "evaluation_locked"


class InvalidTransition(Conflict):
    """The evaluation's state forbids the move."""

    code = "invalid_transition"


def locked(evaluation: Evaluation) -> Evaluation:
    """The evaluation as it stands now, its row locked: each act begins so, hence acts on one follow each other."""
    return (
        Evaluation.objects.select_for_update(of=("self",))
        .select_related("product")
        .prefetch_related("paths")
        .get(pk=evaluation.pk)
    )


def refuse_if_locked(evaluation: Evaluation) -> None:
    """Raise EvaluationLocked with the sentence that pages show too."""
    refusal = evaluation.refusal_to_change()
    if refusal:
        raise EvaluationLocked(refusal)


def refuse_if_stale(row: Any, version: int | None, answers_version: int | None = None) -> None:
    """Raise Stale if the caller names a version that is not the present one (If-Match, a form's hidden field)."""
    wrong = version is not None and row.version != version
    if wrong or (answers_version is not None and row.answers_version != answers_version):
        raise changed_in_between()


def changed_in_between() -> Stale:
    return Stale("It was changed in between. Read it again, and repeat your change on the new state.")


def mark_changed(evaluation: Evaluation, *, by: Actor, now: datetime, scores: bool) -> None:
    """Note who changed it and when; if a scoring input changed, make the stored verdicts due and say so to workers."""
    evaluation.changed_at, evaluation.changed_by = now, by.user
    transaction.on_commit(metrics.SAVES.labels("answers" if scores else "fields").inc)
    if scores:
        evaluation.answers_version += 1
        # A fresh input deserves fresh tries, whatever the last one did to its workers.
        evaluation.attempts = 0
        jobs.announce(RESCORE, evaluation.pk)


def record_status_change(
    evaluation: Evaluation, kind: str, *, by: Actor, now: datetime, snapshot: Snapshot | None = None,
    method: str = "", release: str = "",
) -> None:  # fmt: skip
    """Note for good that the evaluation was moved, by whom and when, in the transaction of the move."""
    StatusChange.objects.create(
        evaluation_id=evaluation.pk, kind=kind, snapshot=snapshot, method=method, release=release, user=by.user,
        token=by.token, request_id=by.request_id, at=now,
    )  # fmt: skip


def tell(*, by: Actor, kind: str, subject: Model, payload: dict[str, Any], now: datetime) -> None:
    """Write an event in the transaction of what it tells of."""
    Event.objects.create(
        workspace=by.workspace,
        type=kind,
        subject_id=subject.pk,
        payload=payload,
        request_id=by.request_id,
        at=now,
    )


def evaluation_payload(evaluation: Evaluation) -> dict[str, Any]:
    """What an event says of an evaluation."""
    return {
        "evaluation": str(evaluation.pk),
        "title": evaluation.title,
        "product": str(evaluation.product_id),
        "status": evaluation.status,
        "answers_version": evaluation.answers_version,
    }

"""The stored verdicts that lists show: brought up to the answers by one writer, a claimed job."""

from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from distmap import jobs
from evaluations.models import Evaluation, EvaluationPath, Event
from evaluations.results.queries import (
    Judgement,
    Standing,
    inputs_of,
    judgement,
    leading_of,
    standings_of,
)

RESCORE = "evaluations.rescore"
_COLUMNS = [field.name for field in fields(Standing)]


def rescore(evaluation_id: UUID, *, now: datetime) -> bool:
    """Score the answers as they stand and store verdicts and headline; False if there was nothing to do.

    Claims the row first, so two workers never store for the same version; what changed while it ran leaves the row
    due again. In the transaction of the store it writes `evaluation.verdict_changed` (none on the first scoring).
    """
    due = Evaluation.objects.filter(pk=evaluation_id).due_for_scoring(now)
    mine = jobs.claim(due, now=now)
    if mine is None:
        return False
    with jobs.Lease(Evaluation, evaluation_id, mine):
        version, inputs = _read(evaluation_id)
        result = judgement(inputs)
        return _store(evaluation_id, mine, version=version, result=result, now=now)


@transaction.atomic
def _read(evaluation_id: UUID) -> tuple[int, Any]:
    """The answers' version and the inputs, of one moment: every writer locks this row first."""
    row = Evaluation.objects.select_for_update().prefetch_related("paths").get(pk=evaluation_id)
    return row.answers_version, inputs_of(row)


@transaction.atomic
def _store(evaluation_id: UUID, mine: UUID, *, version: int, result: Judgement, now: datetime) -> bool:
    row = (
        Evaluation.objects.select_for_update()
        .filter(pk=evaluation_id, claim=mine, scored_version__lt=version)
        .prefetch_related("paths")
        .first()
    )
    if row is None:
        return False
    before = {path.path: path.verdict for path in row.paths.all()}
    after = _store_paths(row, result)
    if row.scored_version and before != after:
        _tell(row, before, after, now)
    headline = leading_of(result)
    row.headline_path = headline and headline.path
    row.headline_verdict = headline and headline.verdict
    row.headline_confidence = headline and headline.confidence
    row.headline_lean = headline and headline.lean
    row.headline_lean_share = headline and headline.lean_share
    row.scored_version, row.claim, row.lease_until, row.attempts = version, None, None, 0
    row.save(
        update_fields=[
            "headline_path", "headline_verdict", "headline_confidence", "headline_lean", "headline_lean_share",
            "scored_version", "claim", "lease_until", "attempts",
        ]
    )  # fmt: skip
    if row.is_stale:
        jobs.announce(RESCORE, row.pk)
    return True


def give_up(now: datetime) -> list[UUID]:
    """Mark the evaluations whose scoring was begun too often, and tell their workspaces, each once; returns which."""
    found = Evaluation.objects.given_up(now).filter(given_up_version__lt=F("answers_version"))
    return [pk for pk in found.values_list("pk", flat=True)[:100] if _give_up(pk, now)]


@transaction.atomic
def _give_up(evaluation_id: UUID, now: datetime) -> bool:
    rows = Evaluation.objects.given_up(now).filter(pk=evaluation_id)
    row = rows.filter(given_up_version__lt=F("answers_version")).select_for_update().first()
    if row is None:
        return False
    row.given_up_version = row.answers_version
    row.save(update_fields=["given_up_version"])
    Event.objects.create(
        workspace_id=row.workspace_id,
        type="evaluation.scoring_given_up",
        subject_id=row.pk,
        payload={"evaluation": str(row.pk), "title": row.title, "attempts": row.attempts},
        at=now,
    )
    return True


def _store_paths(evaluation: Evaluation, result: Judgement) -> dict[str, str | None]:
    rows, standings = list(evaluation.paths.all()), standings_of(result)
    for row in rows:
        _fill(row, standings.get(row.path))
    EvaluationPath.objects.bulk_update(rows, _COLUMNS)
    return {row.path: row.verdict for row in rows}


def _fill(row: EvaluationPath, standing: Standing | None) -> None:
    if standing is None:
        # Chosen after these inputs were read: it is scored with the next version.
        return
    for name in _COLUMNS:
        setattr(row, name, getattr(standing, name))


def _tell(
    evaluation: Evaluation, before: dict[str, str | None], after: dict[str, str | None], now: datetime
) -> None:
    changed = [
        {"path": path, "from": before.get(path), "to": verdict}
        for path, verdict in after.items()
        if before.get(path) != verdict
    ]
    Event.objects.create(
        workspace_id=evaluation.workspace_id,
        type="evaluation.verdict_changed",
        subject_id=evaluation.pk,
        payload={"evaluation": str(evaluation.pk), "title": evaluation.title, "changes": changed},
        at=now,
    )

"""Moving an evaluation to a newer release of the catalog: a strategist's act, on the timeline and in the audit log."""

from datetime import datetime

from django.db import transaction

from channels_catalog.models import CatalogRelease
from channels_catalog.queries import catalog_of
from distmap.errors import Conflict
from evaluations.answers.queries import answers_of
from evaluations.inputs import checklist, progress
from evaluations.models import Evaluation, StatusChange
from evaluations.results.releases import refusals_of
from evaluations.work.operations.changes import (
    evaluation_payload,
    locked,
    mark_changed,
    record_status_change,
    refuse_if_locked,
    refuse_if_stale,
    tell,
)
from evaluations.work.queries import path_keys
from workspaces.actors import Actor
from workspaces.audit import record
from workspaces.permissions import Act


class ReleaseRefused(Conflict):
    """The evaluation cannot be moved to that release: it is older, or lacks what the evaluation is made of."""

    code = "release_refused"


def refuse_release(evaluation: Evaluation, release: CatalogRelease) -> None:
    """Raise ReleaseRefused with every reason why the evaluation cannot be moved to the release."""
    refusals = refusals_of(evaluation, release)
    if refusals:
        raise ReleaseRefused(" ".join(refusals))


@transaction.atomic
def change_release(
    *,
    evaluation: Evaluation,
    release: CatalogRelease,
    by: Actor,
    now: datetime,
    version: int | None = None,
    answers_version: int | None = None,
) -> Evaluation:
    """Have a draft asked by a newer release from now on. No answer is changed or deleted.

    An answer belongs to the key of its question: it goes on counting where the newer release asks under that key, and
    keeps the revision of the words that it was given to. Answers to removed questions stay stored, and count nowhere.
    To the release that it stands on already nothing is done. Raises EvaluationLocked, ReleaseRefused, Stale and
    NotPermitted.
    """
    by.require(Act.UPGRADE_RELEASE)
    row = locked(evaluation)
    refuse_if_stale(row, version, answers_version)
    refuse_if_locked(row)
    before = row.release = CatalogRelease.objects.defer("document").get(pk=row.release_id)
    if release.pk == before.pk:
        return row
    refuse_release(row, release)
    row.release = release
    row.version += 1
    asked = checklist(catalog_of(release.pk), path_keys(row))
    row.answered, row.total = progress(asked, answers_of(row))
    mark_changed(row, by=by, now=now, scores=True)
    row.save()
    _tell(row, before, by=by, now=now)
    return row


def _tell(row: Evaluation, before: CatalogRelease, *, by: Actor, now: datetime) -> None:
    """Put the move on the timeline, in the audit log and among the events."""
    to = row.release.version
    record_status_change(row, StatusChange.RELEASE_CHANGED, by=by, now=now, release=to)
    record(by=by, action="evaluation.release_changed", subject=row.title, now=now, id=str(row.pk), to=to)
    payload = evaluation_payload(row) | {"from": before.version, "to": to}
    tell(by=by, kind="evaluation.release_changed", subject=row, payload=payload, now=now)

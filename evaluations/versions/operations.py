"""Keeping an evaluation as it stands, under a name, for good."""

import hashlib
import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from distmap.errors import Fault, Invalid
from distmap.texts import text_faults, tidied
from evaluations import scoring
from evaluations.inputs import progress
from evaluations.models import Evaluation, Snapshot
from evaluations.results.queries import Standing, WholeResult, inputs_of, leading_of, standings_of, whole
from evaluations.scoring.rounding import stored
from evaluations.versions.values import present_version, snapshot_text
from evaluations.vocabulary import FIND_OUT_FIRST
from evaluations.work.operations.changes import locked
from workspaces.actors import Actor
from workspaces.permissions import Act

NAME_MOST = 120
# The names that submitting gives.
_SUBMITTED = re.compile(r"submitted \d+", re.IGNORECASE)


def take_snapshot(*, evaluation: Evaluation, name: str, by: Actor, now: datetime) -> Snapshot:
    """Keep a copy of the evaluation as it stands, in whatever state it is; the copy never changes.

    `name` is one line of 1 to 120 characters that no other snapshot of the evaluation has, however written large or
    small. Raises Invalid (`required`, `too_long`, `control_character`, `name_taken`, `name_reserved`) and NotPermitted.
    """
    by.require(Act.WRITE_SNAPSHOTS)
    faults = name_faults(evaluation, name)
    if faults:
        raise Invalid.of(faults)
    # Scored before the lock is taken, so that the transaction finds the result in the cache and stays short.
    whole(inputs_of(evaluation))
    return _take(evaluation, tidied(name), by=by, now=now)


@transaction.atomic
def _take(evaluation: Evaluation, name: str, *, by: Actor, now: datetime) -> Snapshot:
    row = locked(evaluation)
    # Somebody may have taken the name since it was looked at; behind the lock nobody can.
    faults = name_faults(row, name)
    if faults:
        raise Invalid.of(faults)
    return store_snapshot(row, name, by=by, now=now)


def name_faults(evaluation: Evaluation, name: str) -> list[Fault]:
    """What is wrong with the name of a new snapshot, with pointers into {"name": …}."""
    tidy = tidied(name)
    faults = text_faults("/name", tidy, most=NAME_MOST, needed=True)
    if faults:
        return faults
    if re.search(r"[\n\t]", tidy):
        return [Fault("/name", "control_character", "A name is one line; take the line break out.")]
    if _SUBMITTED.fullmatch(tidy):
        reserved = "Names such as ‘submitted 2’ are given when an evaluation is submitted. Choose another."
        return [Fault("/name", "name_reserved", reserved)]
    names = Snapshot.objects.filter(evaluation=evaluation).values_list("name", flat=True)
    if tidy.casefold() in {taken.casefold() for taken in names}:
        return [Fault("/name", "name_taken", f"There is a snapshot ‘{tidy}’ already. Choose another name.")]
    return []


def store_submitted(evaluation: Evaluation, *, by: Actor, now: datetime) -> Snapshot:
    """The snapshot that submitting takes: `submitted 1`, `submitted 2`, …. Called with the evaluation locked."""
    names = Snapshot.objects.filter(evaluation=evaluation).values_list("name", flat=True)
    times = sum(bool(_SUBMITTED.fullmatch(name)) for name in names)
    return store_snapshot(evaluation, f"submitted {times + 1}", by=by, now=now)


def store_snapshot(evaluation: Evaluation, name: str, *, by: Actor, now: datetime) -> Snapshot:
    """Store an immutable copy of answers, release, method and result. Called with the evaluation locked."""
    state = present_version(evaluation)
    inputs = state.inputs
    result = whole(inputs)
    document = snapshot_text(state, result)
    answered, total = progress(state.checklist, state.answers)
    last = Snapshot.objects.filter(evaluation=evaluation).aggregate(last=Max("number"))["last"] or 0
    return Snapshot.objects.create(
        workspace_id=evaluation.workspace_id, evaluation=evaluation, number=last + 1, name=name, document=document,
        document_sha256=hashlib.sha256(document.encode()).hexdigest(), inputs_sha256=scoring.inputs_sha256(inputs),
        release_id=state.release, method=state.method, answered=answered, total=total,
        taken_by=by.user, taken_at=now, **_told(result),
    )  # fmt: skip


def _told(result: WholeResult) -> dict[str, Any]:
    """What lists tell of a result: its headline, and each path's verdict, the ranked ones first."""
    headline, standings = leading_of(result), standings_of(result)
    ranked = sorted(standings, key=lambda key: standings[key].place or len(standings) + 1)
    return {
        "headline_path": headline and headline.path,
        "headline_verdict": headline and headline.verdict,
        "headline_confidence": headline and headline.confidence,
        "verdicts": [[key, *_verdict(standings[key])] for key in ranked],
    }


def _verdict(standing: Standing) -> list[Any]:
    """The verdict; of one that method 2 withholds, its lean and how likely that is as well."""
    if standing.verdict != FIND_OUT_FIRST or standing.lean_share is None:
        return [standing.verdict]
    return [standing.verdict, standing.lean, stored(standing.lean_share)]

"""The snapshots of an evaluation. Nothing here writes."""

from typing import Any

from django.db.models import QuerySet

from distmap.errors import NotFound
from evaluations.models import Evaluation, Snapshot
from workspaces.actors import Actor

# How addresses name the evaluation as it stands, beside the numbers of its snapshots.
PRESENT = "present"


def snapshots_of(evaluation: Evaluation) -> QuerySet[Snapshot]:
    """The evaluation's snapshots, newest first, with what a list shows: not the documents they keep."""
    return (
        Snapshot.objects.filter(evaluation=evaluation)
        .select_related("taken_by", "release")
        .defer("document", "release__document")
        .order_by("-taken_at", "-id")
    )


def snapshot_of(evaluation: Evaluation, number: int) -> Snapshot:
    """The evaluation's snapshot of that number, whole. Raises NotFound."""
    found = snapshots_of(evaluation).defer(None).defer("release__document").filter(number=number).first()
    if found is None:
        raise NotFound("This evaluation has no such snapshot.")
    return found


def snapshot_number(text: str) -> int:
    """The number that an address names. Raises NotFound for anything that is none."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise NotFound("This evaluation has no such snapshot.")
    return int(text)


def snapshots(actor: Actor) -> QuerySet[Snapshot]:
    """The workspace's snapshots, whole."""
    return (
        Snapshot.objects.visible_to(actor)
        .select_related("taken_by", "release", "evaluation__product")
        .defer("release__document")
    )


def snapshot_headline(snapshot: Snapshot) -> dict[str, Any] | None:
    """The headline as it was kept, or None where no path had a verdict; a verdict that method 2 withheld has its
    lean."""
    if snapshot.headline_verdict is None:
        return None
    leans = {
        key: dict(zip(("lean", "lean_share"), lean, strict=False)) for key, _, *lean in snapshot.verdicts
    }
    return {
        "path": snapshot.headline_path,
        "verdict": snapshot.headline_verdict,
        "confidence": snapshot.headline_confidence,
        **leans.get(snapshot.headline_path, {}),
    }

"""The timeline of an evaluation: its moves, its snapshots and the changes of its decision, as one list."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from evaluations.models import DecisionChange, Evaluation, Move, Snapshot

Stop = Move | Snapshot | DecisionChange


class Timeline:
    """The stops, to be filtered, ordered and cut as a list of rows is: by `at` and the id.

    The stops lie in three tables. Each is asked for as many as a page shows, and what they give is merged, so the
    number of queries is the same however many stops there are.
    """

    model = Move

    def __init__(self, parts: Sequence[QuerySet[Any]]) -> None:
        self.parts = parts

    def filter(self, *conditions: Q) -> "Timeline":
        return Timeline([part.filter(*conditions) for part in self.parts])

    def order_by(self, *fields: str) -> "Timeline":
        return Timeline([part.order_by(*fields) for part in self.parts])

    def __getitem__(self, cut: slice) -> list[Stop]:
        is_falling = str(self.parts[0].query.order_by[0]).startswith("-")
        found = [row for part in self.parts for row in part[: cut.stop]]
        found.sort(key=lambda row: (row.at, row.pk), reverse=is_falling)
        return found[cut]


def timeline_of(evaluation: Evaluation) -> Timeline:
    """Every stop of the evaluation, newest first. A snapshot that submitting took stands with its move."""
    moves = (
        Move.objects.filter(evaluation=evaluation)
        .select_related("user", "token", "snapshot__release")
        .defer("snapshot__document", "snapshot__release__document")
    )
    snapshots = (
        Snapshot.objects.filter(evaluation=evaluation, move=None)
        .select_related("taken_by", "release")
        .defer("document", "release__document")
        .annotate(at=F("taken_at"))
    )
    before = DecisionChange.objects.filter(
        decision=OuterRef("decision"), round=OuterRef("round"), version__lt=OuterRef("version")
    )
    changes = (
        DecisionChange.objects.filter(decision__evaluation=evaluation)
        .select_related("user", "token")
        .annotate(is_decision=~Exists(before))
    )
    return Timeline([moves, snapshots, changes]).order_by("-at", "-id")


def stop_kind(stop: Stop) -> str:
    """What a stop tells: a kind of Move, or `snapshot`, `decided`, `decision_changed`, `action_changed`,
    `outcome_recorded` or `outcome_withdrawn`."""
    if isinstance(stop, Move):
        return str(stop.kind)
    if isinstance(stop, Snapshot):
        return "snapshot"
    if stop.kind == "outcome":
        return "outcome_recorded" if stop.outcome else "outcome_withdrawn"
    if stop.kind == "action":
        return "action_changed"
    return "decided" if getattr(stop, "is_decision", False) else "decision_changed"

"""The timeline of an evaluation: its status changes, its snapshots and the changes of its decision, as one list."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from evaluations.models import DecisionChange, Evaluation, Snapshot, StatusChange

TimelineEntry = StatusChange | Snapshot | DecisionChange


class Timeline:
    """The entries, to be filtered, ordered and cut as a list of rows is: by `at` and the id.

    The entries lie in three tables. Each is asked for as many as a page shows, and what they give is merged, so the
    number of queries is the same however many entries there are.
    """

    model = StatusChange

    def __init__(self, parts: Sequence[QuerySet[Any]]) -> None:
        self.parts = parts

    def filter(self, *conditions: Q) -> "Timeline":
        return Timeline([part.filter(*conditions) for part in self.parts])

    def order_by(self, *fields: str) -> "Timeline":
        return Timeline([part.order_by(*fields) for part in self.parts])

    def __getitem__(self, cut: slice) -> list[TimelineEntry]:
        is_falling = str(self.parts[0].query.order_by[0]).startswith("-")
        found = [row for part in self.parts for row in part[: cut.stop]]
        found.sort(key=lambda row: (row.at, row.pk), reverse=is_falling)
        return found[cut]


def timeline_of(evaluation: Evaluation) -> Timeline:
    """Every entry of the evaluation, newest first. A snapshot that submitting took stands with its status change."""
    status_changes = (
        StatusChange.objects.filter(evaluation=evaluation)
        .select_related("user", "token", "snapshot__release")
        .defer("snapshot__document", "snapshot__release__document")
    )
    snapshots = (
        Snapshot.objects.filter(evaluation=evaluation, status_change=None)
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
    return Timeline([status_changes, snapshots, changes]).order_by("-at", "-id")


def entry_kind(entry: TimelineEntry) -> str:
    """What an entry tells: a kind of StatusChange, or `snapshot`, `decided`, `decision_changed`, `action_changed`,
    `outcome_recorded` or `outcome_withdrawn`."""
    if isinstance(entry, StatusChange):
        return str(entry.kind)
    if isinstance(entry, Snapshot):
        return "snapshot"
    if entry.kind == "outcome":
        return "outcome_recorded" if entry.outcome else "outcome_withdrawn"
    if entry.kind == "action":
        return "action_changed"
    return "decided" if getattr(entry, "is_decision", False) else "decision_changed"

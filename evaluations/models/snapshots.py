"""Immutable copies of an evaluation."""

from typing import Any, Self

from django.db import models

from channels_catalog.models import CatalogRelease
from evaluations.models.work import Evaluation
from workspaces.actors import Actor
from workspaces.ids import new_id
from workspaces.models import User, Workspace


class SnapshotIsImmutable(RuntimeError):
    """Somebody tried to change a snapshot: take another one instead."""


class SnapshotRows(models.QuerySet["Snapshot"]):
    def visible_to(self, actor: Actor) -> Self:
        """The workspace's snapshots of evaluations that are not deleted."""
        return self.filter(workspace_id=actor.workspace.pk, evaluation__deleted_at=None)

    def update(self, **kwargs: Any) -> int:
        # Deleting a person sets `taken_by` to null by other means; nothing else is ever written again.
        raise SnapshotIsImmutable("A snapshot never changes.")


class Snapshot(models.Model):
    """An immutable, named copy of an evaluation: its answers, release, method and result.

    `document` is the whole of it. The columns after it are read from it once, for lists: the release in whose words
    it was answered, the headline, the progress, and the verdicts as pairs of path and verdict in ranking order.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    # Canonical JSON as text, not a JSON column: the same bytes on every database.
    document = models.TextField()
    document_sha256 = models.CharField(max_length=64)
    inputs_sha256 = models.CharField(max_length=64)
    release = models.ForeignKey(CatalogRelease, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=12)
    headline_path = models.CharField(max_length=60, null=True, blank=True)
    headline_verdict = models.CharField(max_length=20, null=True, blank=True)
    headline_confidence = models.FloatField(null=True, blank=True)
    answered = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    verdicts = models.JSONField(default=list)
    taken_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_at = models.DateTimeField()

    objects = SnapshotRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "number"], name="snapshot_number_once"),
            models.UniqueConstraint(fields=["evaluation", "name"], name="snapshot_name_once"),
        ]
        indexes = [models.Index(fields=["evaluation", "-taken_at", "-id"], name="snapshot_list")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise SnapshotIsImmutable(f"Snapshot {self.number} is kept and cannot change.")
        super().save(*args, **kwargs)

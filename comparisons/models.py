"""Saved evaluations set side by side."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from evaluations.models.snapshots import Snapshot
from evaluations.models.work import Evaluation
from workspaces.ids import new_id
from workspaces.models import User, Workspace
from workspaces.rows import WorkspaceRows


class Comparison(models.Model):
    """Saved evaluations set side by side: over time, across subjects, or across raters (method section 14)."""

    OVER_TIME, SUBJECTS, RATERS = "over_time", "subjects", "raters"
    KINDS = [(OVER_TIME, "Over time"), (SUBJECTS, "Subjects"), (RATERS, "Raters")]
    FEWEST, MOST = 2, 12

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="comparisons")
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=KINDS)
    # Priorities of the comparison; null takes the base member's.
    priorities = models.JSONField(null=True, blank=True)
    # Which member (by position, from 0) the others are compared with.
    base = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = WorkspaceRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["over_time", "subjects", "raters"]), name="comparison_kind_known"
            )
        ]
        indexes = [models.Index(fields=["workspace", "-created_at", "-id"], name="comparison_list")]

    def __str__(self) -> str:
        return self.title


class ComparisonMember(models.Model):
    """One column of a comparison: an evaluation as it stands, or one of its snapshots.

    An evaluation that was deleted stays a column without figures, under the title it had; `evaluation` is null once
    it was removed for good, and `last_title` is what it was called.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="members")
    position = models.PositiveSmallIntegerField()
    evaluation = models.ForeignKey(Evaluation, null=True, on_delete=models.SET_NULL, related_name="+")
    snapshot = models.ForeignKey(Snapshot, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Empty: derived from the members' titles whenever it is shown.
    alias = models.CharField(max_length=15, blank=True)
    last_title = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comparison", "position"], name="comparison_position_once"),
            models.UniqueConstraint(
                fields=["comparison", "evaluation"],
                condition=Q(snapshot=None),
                name="comparison_evaluation_once",
            ),
            models.UniqueConstraint(fields=["comparison", "snapshot"], name="comparison_snapshot_once"),
        ]
        ordering = ["position"]

"""That evaluations were submitted, reopened, archived, deleted or brought back; kept for good."""

from django.db import models
from django.db.models import Q

from evaluations.models.snapshots import Snapshot
from evaluations.models.work import Evaluation
from workspaces.ids import new_id
from workspaces.models import ApiToken, User


class StatusChange(models.Model):
    """That an evaluation was submitted, reopened, archived, deleted or restored, by whom and when.

    Submitting takes a snapshot, which stands here with it. Changes made before they were kept have no person.
    """

    SUBMITTED, REOPENED, ARCHIVED, DELETED, RESTORED = (
        "submitted",
        "reopened",
        "archived",
        "deleted",
        "restored",
    )
    KINDS = [
        (SUBMITTED, "Submitted"),
        (REOPENED, "Reopened"),
        (ARCHIVED, "Archived"),
        (DELETED, "Deleted"),
        (RESTORED, "Restored"),
    ]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="status_changes")
    kind = models.CharField(max_length=12, choices=KINDS)
    snapshot = models.OneToOneField(
        Snapshot, null=True, on_delete=models.CASCADE, related_name="status_change"
    )
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    token = models.ForeignKey(ApiToken, null=True, on_delete=models.SET_NULL, related_name="+")
    request_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="submitted", snapshot__isnull=False)
                | (~Q(kind="submitted") & Q(snapshot=None)),
                name="status_change_submitted_with_snapshot",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["submitted", "reopened", "archived", "deleted", "restored"]),
                name="status_change_kind_known",
            ),
        ]
        indexes = [models.Index(fields=["evaluation", "-at", "-id"], name="status_change_list")]

    def __str__(self) -> str:
        return self.kind

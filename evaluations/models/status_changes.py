"""That evaluations changed state or were deleted, brought back or moved to another method or release; kept."""

from django.db import models
from django.db.models import Q

from evaluations.models.snapshots import Snapshot
from evaluations.models.work import Evaluation
from workspaces.ids import new_id
from workspaces.models import ApiToken, User


class StatusChange(models.Model):
    """That an evaluation was submitted, reopened, archived, deleted, restored or moved to another method or release.

    Submitting takes a snapshot, which stands here with it. `method` and `release` (its version) are what it was moved
    to; empty for every other kind. Changes made before they were kept have no person.
    """

    SUBMITTED, REOPENED, ARCHIVED, DELETED, RESTORED, METHOD_CHANGED, RELEASE_CHANGED = (
        "submitted",
        "reopened",
        "archived",
        "deleted",
        "restored",
        "method_changed",
        "release_changed",
    )
    KINDS = [
        (SUBMITTED, "Submitted"),
        (REOPENED, "Reopened"),
        (ARCHIVED, "Archived"),
        (DELETED, "Deleted"),
        (RESTORED, "Restored"),
        (METHOD_CHANGED, "Method changed"),
        (RELEASE_CHANGED, "Release changed"),
    ]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="status_changes")
    kind = models.CharField(max_length=20, choices=KINDS)
    method = models.CharField(max_length=12, blank=True, default="", db_default="")
    release = models.CharField(max_length=40, blank=True, default="", db_default="")
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
                condition=Q(
                    kind__in=[
                        "submitted",
                        "reopened",
                        "archived",
                        "deleted",
                        "restored",
                        "method_changed",
                        "release_changed",
                    ]
                ),
                name="status_change_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="method_changed") ^ Q(method=""),
                name="status_change_method_of_moves",
            ),
            models.CheckConstraint(
                condition=Q(kind="release_changed") ^ Q(release=""),
                name="status_change_release_of_moves",
            ),
        ]
        indexes = [models.Index(fields=["evaluation", "-at", "-id"], name="status_change_list")]

    def __str__(self) -> str:
        return self.kind

"""Reports that are made every week."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from distmap.jobs import claimable
from evaluations.models.comparing import Comparison
from evaluations.models.reports import Report
from evaluations.models.work import Evaluation
from workspaces.ids import new_id
from workspaces.models import User, Workspace
from workspaces.rows import WorkspaceRows


class ScheduleRows(WorkspaceRows):
    def due(self, now: datetime) -> Self:
        """Those whose moment has come and that no worker holds."""
        return self.filter(claimable(now), next_at__lte=now, paused_at=None, deleted_at=None)


class ReportSchedule(models.Model):
    """A report of one evaluation or comparison that is asked for every week, on behalf of a member.

    `weekday` counts from Monday, 0, to Sunday, 6; `hour` is of the service's time zone. `next_at` is the moment
    that is due next, and the period's identity: it moves on in the transaction in which the report is asked for.
    """

    MADE, UNCHANGED, STOPPED, GAVE_UP = "made", "unchanged", "stopped", "gave_up"
    OUTCOMES = [(word, word) for word in (MADE, UNCHANGED, STOPPED, GAVE_UP)]
    OWNER_LEFT, ROLE_TOO_LOW, SUBJECT_DELETED = "owner_left", "role_too_low", "subject_deleted"
    REASONS = [(word, word) for word in (OWNER_LEFT, ROLE_TOO_LOW, SUBJECT_DELETED)]

    FORMS = [("full", "In full"), ("executive", "In brief")]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="report_schedules")
    evaluation = models.ForeignKey(
        Evaluation, null=True, blank=True, on_delete=models.CASCADE, related_name="report_schedules"
    )
    comparison = models.ForeignKey(
        Comparison, null=True, blank=True, on_delete=models.CASCADE, related_name="report_schedules"
    )
    formats = models.JSONField()
    # Whole, or in brief on two pages.
    form = models.CharField(max_length=12, choices=FORMS, default="full")
    weekday = models.PositiveSmallIntegerField()
    hour = models.PositiveSmallIntegerField()
    next_at = models.DateTimeField()
    # On whose behalf it runs: who made it, or who resumed it after it had stopped by itself.
    owner = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    paused_at = models.DateTimeField(null=True, blank=True)
    # Why it stopped by itself; blank while it runs, and where somebody paused it.
    stopped = models.CharField(max_length=20, choices=REASONS, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    last_outcome = models.CharField(max_length=12, choices=OUTCOMES, blank=True)
    last_report = models.ForeignKey(Report, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)
    claim = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ScheduleRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(evaluation__isnull=True) ^ Q(comparison__isnull=True), name="schedule_one_subject"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="schedule_weekday_known"),
            models.CheckConstraint(condition=Q(hour__lte=23), name="schedule_hour_known"),
        ]
        indexes = [
            models.Index(fields=["workspace", "-created_at", "-id"], name="schedule_list"),
            models.Index(
                fields=["next_at"], condition=Q(paused_at=None, deleted_at=None), name="schedule_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}, weekly"

    @property
    def subject(self) -> Evaluation | Comparison:
        found = self.evaluation or self.comparison
        assert found is not None
        return found

"""Reports: jobs that render a frozen document, the files that come of them, and those made every week."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from comparisons.models import Comparison
from distmap.jobs import claimable
from evaluations.models.snapshots import Snapshot
from evaluations.models.work import Evaluation
from workspaces.ids import new_id
from workspaces.models import ApiToken, User, Workspace
from workspaces.rows import WorkspaceRows

# Whole, or in brief on two pages.
FORMS = [("full", "In full"), ("executive", "In brief")]


class ReportRows(WorkspaceRows):
    def due(self, now: Any) -> Self:
        """Queued, or running under a lease that ran out: what a worker may claim (or must give up on)."""
        return self.filter(
            Q(status=Report.QUEUED) | Q(status=Report.RUNNING, lease_until__lt=now), deleted_at=None
        )


class Report(models.Model):
    """A job and its result: renders one frozen document in the formats asked for."""

    QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELLED = "queued", "running", "succeeded", "failed", "cancelled"
    STATUSES = [(word, word.capitalize()) for word in (QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELLED)]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="reports")
    evaluation = models.ForeignKey(Evaluation, null=True, on_delete=models.CASCADE, related_name="reports")
    snapshot = models.ForeignKey(
        Snapshot, null=True, blank=True, on_delete=models.CASCADE, related_name="reports"
    )
    comparison = models.ForeignKey(
        Comparison, null=True, blank=True, on_delete=models.CASCADE, related_name="reports"
    )
    title = models.CharField(max_length=300)
    status = models.CharField(max_length=12, choices=STATUSES, default=QUEUED)
    step = models.CharField(max_length=40, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    formats = models.JSONField()
    form = models.CharField(max_length=12, choices=FORMS, default="full")
    # Canonical JSON as text, not a JSON column: the same bytes on every database.
    frozen_document = models.TextField()
    document_sha256 = models.CharField(max_length=64)
    inputs_sha256 = models.CharField(max_length=64)
    # The evaluation's answers_version and version that were frozen: a later one makes the report stale.
    frozen_at_version = models.CharField(max_length=40, blank=True)
    claim = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    # The formats that were finished when another was asked for: they stay if that one is cancelled.
    kept_formats = models.JSONField(default=list, blank=True)
    # The formats that could not be added to it when it was finished; `error` says why.
    failed_formats = models.JSONField(default=list, blank=True)
    # Of the canonical text of the result: what a later renderer is held against.
    result_sha256 = models.CharField(max_length=64, blank=True)
    # When its files were removed because they were older than the service keeps them.
    files_removed_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error = models.TextField(blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    token = models.ForeignKey(ApiToken, null=True, on_delete=models.SET_NULL, related_name="+")
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ReportRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "document_sha256"],
                condition=Q(deleted_at=None) & ~Q(status__in=["failed", "cancelled"]),
                name="report_identity_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["queued", "running", "succeeded", "failed", "cancelled"]),
                name="report_status_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["queued", "running"]) | Q(finished_at__isnull=False),
                name="report_finished_has_time",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="report_progress_in_range"),
            # Of an evaluation, as it stands or as a snapshot kept it, or of a comparison.
            models.CheckConstraint(
                condition=Q(evaluation__isnull=False, comparison__isnull=True)
                | Q(evaluation__isnull=True, snapshot__isnull=True, comparison__isnull=False),
                name="report_one_subject",
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "-created_at", "-id"], name="report_list"),
            models.Index(
                fields=["lease_until"], condition=Q(status__in=["queued", "running"]), name="report_due"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReportArtifact(models.Model):
    """One rendered format of a report, in the storage that Django is configured with."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="artifacts")
    format = models.CharField(max_length=12)
    file = models.FileField(max_length=300)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "format"], name="artifact_once")]
        ordering = ["format"]

    def __str__(self) -> str:
        return f"{self.report_id}.{self.format}"


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

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="report_schedules")
    evaluation = models.ForeignKey(
        Evaluation, null=True, blank=True, on_delete=models.CASCADE, related_name="report_schedules"
    )
    comparison = models.ForeignKey(
        Comparison, null=True, blank=True, on_delete=models.CASCADE, related_name="report_schedules"
    )
    formats = models.JSONField()
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

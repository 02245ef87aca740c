"""Products and their evaluations, with the stored verdicts that lists show."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from channels_catalog.models import CatalogRelease
from distmap.texts import folded
from workspaces.ids import new_id
from workspaces.models import User, Workspace
from workspaces.rows import WorkspaceRows

UNDO_DAYS = 30


class Product(models.Model):
    """What is to be distributed."""

    STAGES = [("idea", "Idea"), ("launch", "Launch"), ("growth", "Growth"), ("mature", "Mature")]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="products")
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True, max_length=5000)
    growth_model = models.CharField(max_length=60, null=True, blank=True)
    industries = models.JSONField(default=list, blank=True)
    stage = models.CharField(max_length=12, choices=STAGES, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)
    # Name and description as they are searched (distmap.texts.folded): no database folds every script.
    search_text = models.TextField(default="", db_default="", editable=False)

    objects = WorkspaceRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workspace", "-created_at", "-id"], name="product_list")]

    def __str__(self) -> str:
        return self.name

    def searchable(self) -> str:
        """What `search_text` holds."""
        return folded(f"{self.name} {self.description}")


class EvaluationRows(WorkspaceRows):
    def due_for_scoring(self, now: Any) -> Self:
        """Whose stored verdicts are older than their answers, and that no living worker holds."""
        return self.filter(
            Q(lease_until=None) | Q(lease_until__lt=now),
            answers_version__gt=F("scored_version"),
            attempts__lt=settings.JOB_MAX_ATTEMPTS,
            deleted_at=None,
        )

    def given_up(self, now: Any) -> Self:
        """Whose scoring took too many workers with it, and that no living worker holds."""
        return self.filter(
            Q(lease_until=None) | Q(lease_until__lt=now),
            answers_version__gt=F("scored_version"),
            attempts__gte=settings.JOB_MAX_ATTEMPTS,
            deleted_at=None,
        )


class Evaluation(models.Model):
    """Chosen paths of one product, judged under one catalog release and one method.

    `answers_version` counts changes of scoring inputs; `scored_version` says which of them the stored verdicts
    (headline here, one EvaluationPath a path) belong to. `version` counts changes of the evaluation's own fields.
    """

    DRAFT, SUBMITTED, ARCHIVED = "draft", "submitted", "archived"
    STATUSES = [(DRAFT, "Draft"), (SUBMITTED, "Submitted"), (ARCHIVED, "Archived")]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="evaluations")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="evaluations")
    release = models.ForeignKey(CatalogRelease, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=12)
    title = models.CharField(max_length=160)
    status = models.CharField(max_length=12, choices=STATUSES, default=DRAFT)
    growth_model = models.CharField(max_length=60, null=True, blank=True)
    priorities = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    # The version of the decision on it; 0 while none is recorded.
    decision_version = models.PositiveIntegerField(default=0)
    # Bookkeeping of the stored verdicts.
    answers_version = models.PositiveIntegerField(default=1)
    scored_version = models.PositiveIntegerField(default=0)
    headline_path = models.CharField(max_length=60, null=True, blank=True)
    headline_verdict = models.CharField(max_length=20, null=True, blank=True)
    headline_confidence = models.FloatField(null=True, blank=True)
    # Which way a withheld headline leans, and with what chance: under method 2 alone.
    headline_lean = models.CharField(max_length=20, null=True, blank=True)
    headline_lean_share = models.FloatField(null=True, blank=True)
    answered = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # The answers_version whose scoring was given up, after too many workers had died over it.
    given_up_version = models.PositiveIntegerField(default=0, db_default=0)
    # When the answers (or anything else that a report prints) last changed, and by whom.
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    # “Product: title”, as lists name it and as it is searched.
    search_text = models.TextField(default="", db_default="", editable=False)

    objects = EvaluationRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "archived"]), name="evaluation_status_known"
            ),
            models.CheckConstraint(
                condition=Q(scored_version__lte=F("answers_version")), name="evaluation_not_scored_ahead"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "-created_at", "-id"], name="evaluation_list"),
            models.Index(fields=["workspace", "-changed_at", "-id"], name="evaluation_by_change"),
            models.Index(fields=["workspace", "status", "-created_at", "-id"], name="evaluation_by_status"),
            models.Index(fields=["product", "-created_at", "-id"], name="evaluation_by_product"),
            models.Index(
                fields=["workspace", "headline_verdict", "-created_at", "-id"], name="evaluation_by_verdict"
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(answers_version__gt=F("scored_version")),
                name="evaluation_due",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def searchable(self) -> str:
        """What `search_text` holds; the product's new name goes into it too."""
        return folded(f"{self.product.name}: {self.title}")

    @property
    def is_stale(self) -> bool:
        """The stored verdicts are older than the answers."""
        return self.scored_version < self.answers_version

    @property
    def is_given_up(self) -> bool:
        """The answers as they stand could not be scored, and are not tried again before something changes."""
        return self.is_stale and self.given_up_version == self.answers_version

    def refusal_to_change(self) -> str | None:
        """Why answers, paths, growth model, priorities and release cannot change now; None if they can."""
        if self.status == self.SUBMITTED:
            return "This evaluation is submitted. Reopen it to change it."
        if self.status == self.ARCHIVED:
            return "This evaluation is archived. Reopen it to change it."
        return None

    def refusal_to_decide(self) -> str | None:
        """Why the decision on it cannot be recorded or changed now; None if it can. A draft can be decided on."""
        if self.status == self.ARCHIVED:
            return "This evaluation is archived. Reopen it to change its decision."
        return None

    def refusal_to_move(self, to: str) -> str | None:
        """Why the state cannot become `to` now; None if it can."""
        allowed = {
            self.DRAFT: {"submitted", "archived"},
            self.SUBMITTED: {"draft", "archived"},
            self.ARCHIVED: {"draft"},
        }
        if to in allowed[self.status]:
            return None
        words = {"draft": "reopened", "submitted": "submitted", "archived": "archived"}
        shown = {"draft": "a draft", "submitted": "submitted", "archived": "archived"}
        return f"This evaluation is {shown[self.status]} and cannot be {words[to]}."


class EvaluationPath(models.Model):
    """A chosen path, and its verdict as last scored (the verdict columns are written by rescoring alone).

    `lean_share`: under method 2 the chance of what the path leans to. `place`: in the ranking, from 1; None for a path
    of which nothing applies, and while it was last scored by a release that did not keep it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="paths")
    path = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=20, null=True, blank=True)
    lean = models.CharField(max_length=20, null=True, blank=True)
    lean_share = models.FloatField(null=True, blank=True)
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    confidence = models.FloatField(null=True, blank=True)
    fit = models.FloatField(null=True, blank=True)
    support = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "path"], name="evaluation_path_once")]
        indexes = [models.Index(fields=["path", "verdict"], name="path_by_verdict")]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.path


def undo_until(deleted_at: Any) -> Any:
    """Until when a deletion can be undone."""
    return deleted_at + timedelta(days=UNDO_DAYS)

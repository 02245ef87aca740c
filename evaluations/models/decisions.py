"""What was decided on an evaluation, what is to be done, what came of it, and every state it has been in."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from evaluations.models.work import Evaluation
from evaluations.vocabulary import DECISION_CHOICES, OUTCOME_WORDS
from workspaces.actors import Actor
from workspaces.ids import new_id
from workspaces.models import ApiToken, User, Workspace


class DecisionRows(models.QuerySet["Decision"]):
    def visible_to(self, actor: Actor) -> Self:
        """The workspace's decisions; one whose evaluation is deleted is hidden with it."""
        return self.filter(workspace_id=actor.workspace.pk, evaluation__deleted_at=None)

    def whole(self) -> Self:
        """With the people and the actions that belong to them."""
        return self.select_related("decided_by", "outcome_by").prefetch_related("actions")


class Decision(models.Model):
    """What was decided on an evaluation, by whom it is owned, when it is looked at again, and what came of it.

    `round` counts the decisions made on the evaluation: it goes up when another path or another decision takes
    the place of the one before, and then the forecast is taken anew and the outcome begins empty. `version`
    counts every change; the DecisionChange of that version holds the whole of it.
    """

    DECISIONS = list(DECISION_CHOICES)
    OUTCOMES = list(OUTCOME_WORDS.items())

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="decisions")
    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, related_name="decision")
    path = models.SlugField(max_length=60)
    decision = models.CharField(max_length=20, choices=DECISIONS)
    # Empty: unconditional. Else what must hold for the decision to stand.
    condition = models.TextField(blank=True)
    reasons = models.TextField()
    owner = models.CharField(max_length=120)
    review_on = models.DateField()
    exclusions = models.TextField(blank=True)
    # A list of {"metric", "threshold", "by"}: when one is met, the path is stopped.
    kill_criteria = models.JSONField(default=list, blank=True)
    # What the method said of the path when it was decided (evaluations.wording.forecasts).
    forecast = models.JSONField(default=dict, blank=True)
    # How the forecast came out: empty until somebody has looked.
    outcome = models.CharField(max_length=12, choices=OUTCOMES, blank=True)
    outcome_note = models.TextField(blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    outcome_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    round = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = DecisionRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None) | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                name="decision_outcome_with_date",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "held", "failed", "unclear"]), name="decision_outcome_known"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "review_on", "id"], name="decision_due"),
            models.Index(fields=["workspace", "outcome", "review_on", "id"], name="decision_by_outcome"),
            models.Index(fields=["workspace", "-decided_at", "-id"], name="decision_list"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.path}"

    def is_overdue(self, today: date) -> bool:
        """The review date has passed, and nobody has said how it came out."""
        return not self.outcome and self.review_on < today

    @property
    def departs(self) -> bool:
        """Whether something else was decided than the method said."""
        return bool(self.decision != self.forecast["verdict"])


class Action(models.Model):
    """One thing to do for a decision, and the surfaces of the design map that it strengthens.

    A product decision changes what the product is or does; a campaign decision changes how the product as it is
    reaches people.
    """

    KINDS = [("product", "Product decision"), ("campaign", "Campaign decision")]
    STATES = [("open", "Open"), ("doing", "In progress"), ("done", "Done"), ("dropped", "Dropped")]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=KINDS)
    owner = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=STATES, default="open")
    surfaces = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "position"], name="action_position_once")]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class DecisionChange(models.Model):
    """A decision as it stood from one change to the next, whole, and who made the change. Never changed itself."""

    KINDS = [("recorded", "Recorded"), ("outcome", "Outcome"), ("action", "Action")]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12, choices=KINDS)
    version = models.PositiveIntegerField()
    round = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12, blank=True)
    document = models.JSONField()
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    token = models.ForeignKey(ApiToken, null=True, on_delete=models.SET_NULL, related_name="+")
    request_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "version"], name="decision_version_once"),
        ]
        indexes = [models.Index(fields=["decision", "-at", "-id"], name="decision_history")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"

"""What was decided on an evaluation, and what is to be done."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from evaluations.models.work import Evaluation
from workspaces.ids import new_id
from workspaces.models import User, Workspace


class Decision(models.Model):
    """What was decided on an evaluation, by whom it is owned, when it is looked at again, and what came of it."""

    DECISIONS = [
        ("scale", "Scale"),
        ("relieve_first", "Relieve first"),
        ("design_in_first", "Design in first"),
        ("find_out_first", "Find out first"),
        ("park", "Park"),
    ]
    OUTCOMES = [("held", "It held"), ("failed", "It did not hold"), ("unclear", "Unclear")]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="decisions")
    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, related_name="decision")
    path = models.SlugField(max_length=60)
    decision = models.CharField(max_length=20, choices=DECISIONS)
    # Empty: unconditional. Else what must hold for the decision to stand.
    condition = models.TextField(blank=True)
    reasons = models.TextField()
    owner = models.CharField(max_length=120)
    review_on = models.DateField(null=True, blank=True)
    exclusions = models.TextField(blank=True)
    # A list of {"metric", "threshold", "by"}: when one is met, the path is stopped.
    kill_criteria = models.JSONField(default=list, blank=True)
    # What the method said of the path when it was decided: {"verdict", "confidence", "likelihood", ...}.
    forecast = models.JSONField(default=dict, blank=True)
    outcome = models.CharField(max_length=12, choices=OUTCOMES, blank=True)
    outcome_note = models.TextField(blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome_on__isnull=False), name="decision_outcome_has_date"
            )
        ]
        indexes = [models.Index(fields=["workspace", "review_on", "id"], name="decision_due")]

    def __str__(self) -> str:
        return f"{self.decision} {self.path}"


class Action(models.Model):
    """One thing to do for a decision: a product decision or a campaign decision, and the surfaces it strengthens."""

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

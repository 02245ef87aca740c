"""Answers and their history."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from evaluations.models.work import Evaluation
from evaluations.vocabulary import GRADES
from workspaces.ids import new_id
from workspaces.models import ApiToken, User


class Answer(models.Model):
    """The present answer to one item. A level has a grade; not applicable has a reason; both at once is refused."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="answers")
    item = models.CharField(max_length=130)
    # The wording that was answered (the item's revision), so that a reworded question can be told from an old one.
    revision = models.CharField(max_length=64)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    grade = models.CharField(max_length=12, null=True, blank=True)
    na = models.BooleanField(default=False)
    na_reason = models.TextField(blank=True)
    designable = models.BooleanField(default=True)
    note = models.TextField(blank=True)
    evidence_url = models.TextField(blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "item"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__range=(0, 4)), name="answer_level_in_scale"
            ),
            models.CheckConstraint(
                condition=Q(level=None, grade=None)
                | Q(level__isnull=False, grade__isnull=False, grade__in=GRADES),
                name="answer_level_with_grade",
            ),
            models.CheckConstraint(
                condition=Q(na=False, na_reason="") | (Q(na=True, level=None) & ~Q(na_reason="")),
                name="answer_na_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.item


class AnswerChange(models.Model):
    """One changed item in the history of an evaluation. `before` and `after` hold the answer's fields, or null."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="changes")
    item = models.CharField(max_length=130)
    # The wording that was answered; empty where that is not known any more.
    revision = models.CharField(max_length=64, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.CharField(max_length=60, blank=True)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    token = models.ForeignKey(ApiToken, null=True, on_delete=models.SET_NULL, related_name="+")
    request_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["evaluation", "-at", "-id"], name="history_list")]

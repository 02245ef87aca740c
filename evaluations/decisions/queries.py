"""What was decided on evaluations, and how it came out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from evaluations.models import (
    Answer,
    Decision,
    DecisionChange,
    Evaluation,
)
from evaluations.versions.values import EvaluationVersion, judged_version
from evaluations.vocabulary import METHOD_2
from workspaces.actors import Actor


@dataclass(frozen=True, kw_only=True)
class DecisionFilters:
    """What a list of decisions is narrowed to. `outcome` is one of them, or `none`: nobody has looked yet."""

    due_before: date | None = None
    path: str = ""
    decision: str = ""
    outcome: str = ""


def decision_of(evaluation: Evaluation) -> Decision | None:
    """What was decided on the evaluation, with its actions."""
    return Decision.objects.whole().filter(evaluation=evaluation).first()


def decision_history_of(evaluation: Evaluation) -> QuerySet[DecisionChange]:
    """Every state that the evaluation's decision has been in, newest first."""
    return (
        DecisionChange.objects.filter(decision__evaluation=evaluation)
        .select_related("user", "token")
        .order_by("-at", "-id")
    )


def decisions(actor: Actor, filters: DecisionFilters | None = None) -> QuerySet[Decision]:
    """The workspace's decisions with what a row shows, the one to review first at the top."""
    wanted = filters or DecisionFilters()
    rows = (
        Decision.objects.visible_to(actor)
        .whole()
        .select_related("evaluation__product", "evaluation__release")
        .defer("evaluation__release__document")
        .order_by("review_on", "id")
    )
    if wanted.due_before:
        rows = rows.filter(review_on__lt=wanted.due_before)
    if wanted.outcome:
        rows = rows.filter(outcome="" if wanted.outcome == "none" else wanted.outcome)
    exact = {"path": wanted.path, "decision": wanted.decision}
    return rows.filter(**{field: value for field, value in exact.items() if value})


def outcomes(actor: Actor) -> list[tuple[str, Mapping[str, Any]]]:
    """How each decision of the workspace came out that followed or departed from its verdict: (outcome, what was
    kept of it). One entry a decision and round, the last word on it; withdrawn outcomes are left out."""
    rows = (
        DecisionChange.objects.filter(decision__workspace_id=actor.workspace.pk, kind="outcome")
        .filter(decision__evaluation__deleted_at=None)
        .order_by("decision_id", "version")
        .values_list("decision_id", "round", "outcome", "document__decision", "document__forecast")
    )
    last = {
        (decision, number): (outcome, {"decision": decided, "forecast": forecast})
        for decision, number, outcome, decided, forecast in rows
    }
    return [(outcome, kept) for outcome, kept in last.values() if outcome]


def forecasts_with_chances(actor: Actor) -> list[tuple[EvaluationVersion, Decision]]:
    """The decisions of the workspace whose forecast keeps chances, each with its evaluation as it stands, while that is
    judged by method 2."""
    rows = (
        Decision.objects.visible_to(actor)
        .filter(forecast__method=METHOD_2, evaluation__method=METHOD_2, evaluation__deleted_at=None)
        .select_related("evaluation__product")
        .prefetch_related("evaluation__paths")
        .order_by("id")
    )
    decided = list(rows)
    answers: dict[UUID, list[Answer]] = {row.evaluation_id: [] for row in decided}
    for answer in Answer.objects.filter(evaluation__in=answers).select_related("changed_by"):
        answers[answer.evaluation_id].append(answer)
    return [(judged_version(row.evaluation, answers[row.evaluation_id]), row) for row in decided]

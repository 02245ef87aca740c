"""A decision as it stood: the same whether it stands now or a snapshot kept it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from evaluations.kept import AnyForecast, Axis, Criterion, Forecast, IssuedForecast
from evaluations.models import Decision, Evaluation


@dataclass(frozen=True, kw_only=True)
class ActionValue:
    """Something to do; `surfaces` by key."""

    id: UUID
    title: str
    kind: str
    owner: str
    due_on: date | None
    state: str
    surfaces: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionValue:
    """All that a decision says. What is empty was not said."""

    path: str
    decision: str
    condition: str
    reasons: str
    owner: str
    review_on: date
    exclusions: str
    kill_criteria: tuple[Criterion, ...]
    actions: tuple[ActionValue, ...]
    forecast: AnyForecast
    outcome: str
    outcome_note: str
    outcome_on: date | None
    decided_by: str
    decided_at: datetime
    changed_at: datetime
    round: int
    version: int


def present_decision(evaluation: Evaluation) -> DecisionValue | None:
    """The decision that stands on the evaluation. Where none was ever recorded nothing is fetched."""
    if not evaluation.decision_version:
        return None
    row = Decision.objects.whole().filter(evaluation=evaluation).first()
    return _kept(row) if row is not None else None


def _kept(row: Decision) -> DecisionValue:
    return DecisionValue(
        path=row.path, decision=row.decision, condition=row.condition, reasons=row.reasons, owner=row.owner,
        review_on=row.review_on, exclusions=row.exclusions,
        kill_criteria=tuple(Criterion(**one) for one in row.kill_criteria),
        actions=tuple(
            ActionValue(
                id=one.pk, title=one.title, kind=one.kind, owner=one.owner, due_on=one.due_on, state=one.state,
                surfaces=tuple(one.surfaces),
            )
            for one in row.actions.all()
        ),
        forecast=_forecast(row.forecast),
        outcome=row.outcome, outcome_note=row.outcome_note, outcome_on=row.outcome_on,
        decided_by=row.decided_by.shown_name if row.decided_by else "",
        decided_at=row.decided_at.astimezone(UTC), changed_at=row.changed_at.astimezone(UTC),
        round=row.round, version=row.version,
    )  # fmt: skip


def _forecast(kept: Mapping[str, Any]) -> AnyForecast:
    """As the method of that time kept it: only method 2 keeps the chances."""
    axes = {name: Axis(**kept[name]) if kept[name] else None for name in ("fit", "support")}
    of = IssuedForecast if "K" in kept else Forecast
    return of(**{**kept, **axes})

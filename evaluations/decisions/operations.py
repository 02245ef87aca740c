"""Acts on the decision of an evaluation: record it, say how it came out, move an action on.

Each keeps the whole decision as it then stands (DecisionChange), so that nothing that was ever decided is lost.
A draft can be decided on as well as a submitted evaluation: a company decides when it must, and the forecast says
how much was known. An archived one keeps its decision as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from distmap.errors import Fault, Invalid, NotFound
from distmap.texts import LONG, one_line, text_faults, tidied
from evaluations.decisions.rules import ActionInput, DecisionInput, Ground, as_day, decision_faults
from evaluations.models import Action, Decision, DecisionChange, Evaluation
from evaluations.results.queries import forecasts_of
from evaluations.work.operations.changes import EvaluationLocked, changed_in_between, locked, tell
from evaluations.work.queries import catalog_for
from workspaces.actors import Actor
from workspaces.ids import new_id
from workspaces.permissions import Act

OWN = ("path", "decision", "condition", "reasons", "owner", "review_on", "exclusions", "kill_criteria")
TEXTS = frozenset({"condition", "reasons", "exclusions"})
OF_ACTIONS = ("title", "kind", "owner", "due_on", "state", "surfaces")
# Beyond every position that is in use, so that rows can change places one by one.
ASIDE = 1000


@dataclass(frozen=True)
class RecordedDecision:
    """The decision as it stands, and whether it is the first on its evaluation."""

    decision: Decision
    is_new: bool


def today(now: datetime) -> date:
    """The day that it is where the service is."""
    return timezone.localtime(now).date()


def ground_of(evaluation: Evaluation, *, now: datetime) -> Ground:
    """What a decision on this evaluation is judged against, as its answers stand."""
    stored = Decision.objects.filter(evaluation=evaluation).prefetch_related("actions").first()
    return Ground(
        catalog=catalog_for(evaluation),
        forecasts=forecasts_of(evaluation),
        today=today(now),
        stored=stored,
        actions=[action.pk for action in stored.actions.all()] if stored else (),
    )


def record_decision(
    *, evaluation: Evaluation, given: DecisionInput, by: Actor, now: datetime, version: int | None = None
) -> RecordedDecision:
    """Put the decision on an evaluation in place of the one before, if any; `version` is the one to replace (0: none).

    Another path or another decision is a new one: it takes its forecast from the answers as they stand, and its
    outcome begins empty. Else forecast and outcome stay, so that hindsight never sharpens a forecast.
    Raises Invalid with every fault, Stale, EvaluationLocked (archived), NotPermitted. What changes nothing
    keeps its version and leaves no history.
    """
    by.require(Act.WRITE_DECISIONS)
    # Scored before the lock is taken, so that the transaction finds the result in the cache and stays short.
    forecasts_of(evaluation)
    return _record(evaluation, given, by=by, now=now, version=version)


@transaction.atomic
def _record(
    evaluation: Evaluation, given: DecisionInput, *, by: Actor, now: datetime, version: int | None
) -> RecordedDecision:
    row = _writable(evaluation, version)
    ground = ground_of(row, now=now)
    faults = decision_faults(given.given(), ground)
    if faults:
        raise Invalid.of(faults)
    decision = ground.stored or Decision(evaluation=row, workspace_id=row.workspace_id, version=0, round=0)
    before = decision_document(decision, list(decision.actions.all())) if ground.stored else None
    is_another = before is None or (decision.path, decision.decision) != (given.path, given.decision)
    for name, value in _own(given).items():
        setattr(decision, name, value)
    if is_another:
        _begin_round(decision, ground.forecasts[given.path], by=by, now=now)
    if before is None:
        decision.save(force_insert=True)
    actions = _placed(decision, given.actions)
    if decision_document(decision, actions) == before:
        return RecordedDecision(decision, is_new=False)
    _store_actions(decision, actions)
    _keep(decision, actions, kind="recorded", by=by, now=now)
    tell(by=by, kind="decision.recorded", subject=row, payload=decision_payload(decision), now=now)
    return RecordedDecision(decision, is_new=before is None)


def _writable(evaluation: Evaluation, version: int | None) -> Evaluation:
    """The evaluation, locked; raises Stale if its decision is not at this version, EvaluationLocked if archived."""
    row = locked(evaluation)
    if version is not None and version != row.decision_version:
        raise changed_in_between()
    refusal = row.refusal_to_decide()
    if refusal:
        raise EvaluationLocked(refusal)
    return row


def _own(given: DecisionInput) -> dict[str, Any]:
    fields = {name: getattr(given, name) for name in OWN}
    fields |= {name: tidied(fields[name]) for name in TEXTS} | {"owner": one_line(given.owner)}
    fields["kill_criteria"] = [
        {"metric": one_line(one.metric), "threshold": one_line(one.threshold), "by": one.by.isoformat()}
        for one in given.kill_criteria
    ]
    return fields


def _begin_round(decision: Decision, forecast: Mapping[str, Any], *, by: Actor, now: datetime) -> None:
    decision.forecast = dict(forecast)
    decision.round += 1
    decision.decided_at, decision.decided_by = now, by.user
    decision.outcome, decision.outcome_note, decision.outcome_on, decision.outcome_by = "", "", None, None


def _placed(decision: Decision, given: tuple[ActionInput, ...]) -> list[Action]:
    """The actions as they are to stand, each at its place; those that were named by id keep it."""
    return [
        Action(
            id=one.id or new_id(), decision=decision, position=position, title=one_line(one.title), kind=one.kind,
            owner=one_line(one.owner), due_on=one.due_on, state=one.state, surfaces=list(one.surfaces),
        )
        for position, one in enumerate(given)
    ]  # fmt: skip


def _store_actions(decision: Decision, actions: list[Action]) -> None:
    rows = Action.objects.filter(decision=decision)
    rows.exclude(pk__in=[action.pk for action in actions]).delete()
    stored = set(rows.values_list("pk", flat=True))
    rows.update(position=F("position") + ASIDE)
    Action.objects.bulk_update([one for one in actions if one.pk in stored], [*OF_ACTIONS, "position"])
    Action.objects.bulk_create([one for one in actions if one.pk not in stored])


def _keep(decision: Decision, actions: list[Action], *, kind: str, by: Actor, now: datetime) -> None:
    """Store the decision at its next version, with its history entry, and the version on the evaluation."""
    decision.version += 1
    decision.changed_at = now
    decision.save()
    DecisionChange.objects.create(
        decision=decision, kind=kind, version=decision.version, round=decision.round, outcome=decision.outcome,
        document=decision_document(decision, actions), user=by.user, token=by.token, request_id=by.request_id, at=now,
    )  # fmt: skip
    Evaluation.objects.filter(pk=decision.evaluation_id).update(decision_version=decision.version)


def decision_document(decision: Decision, actions: list[Action]) -> dict[str, Any]:
    """The whole decision as history keeps it and as changes are told from: plain JSON."""
    kept = {name: getattr(decision, name) for name in (*OWN, "forecast", "outcome", "outcome_note")}
    kept["review_on"] = decision.review_on.isoformat()
    kept["outcome_on"] = decision.outcome_on.isoformat() if decision.outcome_on else None
    kept["actions"] = [
        {name: getattr(action, name) for name in OF_ACTIONS}
        | {"id": str(action.pk), "due_on": action.due_on.isoformat() if action.due_on else None}
        for action in actions
    ]
    return kept


def decision_payload(decision: Decision) -> dict[str, Any]:
    """What an event says of a decision."""
    return {
        "evaluation": str(decision.evaluation_id),
        "path": decision.path,
        "decision": decision.decision,
        "verdict": decision.forecast["verdict"],
        "owner": decision.owner,
        "review_on": decision.review_on.isoformat(),
        "outcome": decision.outcome or None,
        "version": decision.version,
    }


def _stored(evaluation: Evaluation) -> Decision:
    found = Decision.objects.filter(evaluation=evaluation).prefetch_related("actions").first()
    if found is None:
        raise NotFound("No decision is recorded on this evaluation yet.", code="no_decision")
    return found


@transaction.atomic
def record_outcome(
    *, evaluation: Evaluation, outcome: str, by: Actor, now: datetime, note: str = "", on: date | None = None,
    version: int | None = None,
) -> Decision:  # fmt: skip
    """Say how the forecast came out: held, failed or unclear, on a day (today, if none is named). Empty withdraws it.

    Raises Invalid with every fault, Stale, EvaluationLocked, NotPermitted, and NotFound (`no_decision`).
    """
    by.require(Act.WRITE_DECISIONS)
    row = _writable(evaluation, version)
    decision = _stored(row)
    faults = outcome_faults(
        {"outcome": outcome, "note": note, "on": on}, decided=decision.decided_at, now=now
    )
    if faults:
        raise Invalid.of(faults)
    actions = list(decision.actions.all())
    before = decision_document(decision, actions)
    decision.outcome, decision.outcome_note = outcome, tidied(note) if outcome else ""
    decision.outcome_on = (on or decision.outcome_on or today(now)) if outcome else None
    if decision_document(decision, actions) == before:
        return decision
    decision.outcome_by = by.user if outcome else None
    _keep(decision, actions, kind="outcome", by=by, now=now)
    tell(by=by, kind="decision.outcome_recorded", subject=row, payload=decision_payload(decision), now=now)
    return decision


def outcome_faults(given: Mapping[str, Any], *, decided: datetime, now: datetime) -> list[Fault]:
    """What is wrong with the named fields of an outcome."""
    faults: list[Fault] = []
    known = dict(Decision.OUTCOMES)
    if given.get("outcome") and given["outcome"] not in known:
        faults.append(Fault("/outcome", "not_one_of", f"Known values: {', '.join(known)}."))
    faults += text_faults("/note", given.get("note"), most=LONG)
    on = as_day(given.get("on"))
    if on is not None and on > today(now):
        faults.append(
            Fault("/on", "in_the_future", "An outcome is known already: name today or an earlier day.")
        )
    elif on is not None and on < today(decided):
        faults.append(
            Fault("/on", "before_the_decision", f"It was decided on {today(decided)}; name a later day.")
        )
    return faults


@transaction.atomic
def change_action(
    *,
    evaluation: Evaluation,
    action_id: UUID,
    state: str,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> Decision:
    """Move one action to another state: open, doing, done or dropped.

    Raises Invalid, Stale, EvaluationLocked, NotPermitted, and NotFound where there is no such action.
    """
    by.require(Act.WRITE_DECISIONS)
    row = _writable(evaluation, version)
    decision = _stored(row)
    actions = list(decision.actions.all())
    action = next((one for one in actions if one.pk == action_id), None)
    if action is None:
        raise NotFound("There is no such action in this decision. It may have been taken out.")
    known = dict(Action.STATES)
    if state not in known:
        raise Invalid.of([Fault("/state", "not_one_of", f"Known values: {', '.join(known)}.")])
    if state == action.state:
        return decision
    action.state = state
    action.save(update_fields=["state"])
    _keep(decision, actions, kind="action", by=by, now=now)
    return decision

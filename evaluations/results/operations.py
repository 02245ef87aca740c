"""A scenario: some answers, the growth model or the priorities as they might be. Looked at freely, kept in one act."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from distmap.errors import Conflict, Fault
from evaluations.answers.operations import FIELDS, as_stored, merged, save_answers
from evaluations.answers.rules import MOST_AT_ONCE, faults_of
from evaluations.inputs import AnswerInput, checklist
from evaluations.models import Answer, Evaluation
from evaluations.results.scenarios import Supposed
from evaluations.work.operations.changes import locked, refuse_if_locked
from evaluations.work.operations.evaluations import change_evaluation, evaluation_faults
from evaluations.work.queries import catalog_for, path_keys
from workspaces.actors import Actor
from workspaces.permissions import Act

WHAT_IF = "what-if"


class ScenarioOutdated(Conflict):
    """The saved answers moved on since the scenario was opened."""

    code = "scenario_outdated"


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What is moved: answers, and the named ones of growth_model and priorities (absent: as stored)."""

    answers: tuple[AnswerInput, ...] = ()
    changes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def moves_anything(self) -> bool:
        return bool(self.answers or self.changes)


def scenario_faults(
    evaluation: Evaluation, scenario: Scenario, *, stored: Mapping[str, Answer], by: Actor
) -> list[Fault]:
    """All faults of a scenario, found by the rules of saving; a note and a strategist are needed only to keep it."""
    catalog = catalog_for(evaluation)
    faults = evaluation_faults(scenario.changes, catalog)
    if scenario.answers:
        asked = checklist(catalog, path_keys(evaluation))
        faults += faults_of(
            scenario.answers, asked=asked, stored=stored, declared=False, method=evaluation.method, by=by
        )
        if growth_model_of(evaluation, scenario) is not None:
            faults += _override_faults(scenario.answers)
    return faults


def _override_faults(answers: Sequence[AnswerInput]) -> Iterator[Fault]:
    for position, answer in enumerate(answers[:MOST_AT_ONCE]):
        if answer.key.endswith("@alignment") and answer.level is not None and answer.grade == "assumed":
            yield Fault(
                f"/answers/{position}/grade", "override_assumed",
                "An override needs evidence: reported, observed or measured.",
            )  # fmt: skip


def growth_model_of(evaluation: Evaluation, scenario: Scenario) -> str | None:
    """The growth model under the scenario."""
    if "growth_model" in scenario.changes:
        return scenario.changes["growth_model"] or None
    return evaluation.growth_model


def supposed(evaluation: Evaluation, scenario: Scenario, *, stored: Mapping[str, Answer]) -> Supposed:
    """What is scored under a sound scenario. Another growth model sets stored answers on the match aside."""
    model = growth_model_of(evaluation, scenario)
    answers = {
        key: answer
        for key, answer in stored.items()
        if model == evaluation.growth_model or not key.endswith("@alignment")
    }
    for answer in scenario.answers:
        fields = merged(answer, answers.get(answer.key))
        answers[answer.key] = Answer(
            item=answer.key, evaluation=evaluation, **{name: fields[name] for name in FIELDS}
        )
    priorities = scenario.changes.get("priorities", evaluation.priorities)
    return Supposed(answers=answers, growth_model=model, priorities=priorities)


def only_moves(evaluation: Evaluation, scenario: Scenario, *, stored: Mapping[str, Answer]) -> Scenario:
    """The scenario without what is as stored anyway."""
    changes = {
        name: value
        for name, value in scenario.changes.items()
        if (value or None) != getattr(evaluation, name)
    }
    fresh = "growth_model" in changes
    return Scenario(
        answers=tuple(
            answer
            for answer in scenario.answers
            if _differs(
                answer, None if fresh and answer.key.endswith("@alignment") else stored.get(answer.key)
            )
        ),
        changes=changes,
    )


def _differs(answer: AnswerInput, stored: Answer | None) -> bool:
    return merged(answer, stored) != as_stored(stored)


@transaction.atomic
def keep_scenario(
    *, evaluation: Evaluation, scenario: Scenario, answers_version: int, by: Actor, now: datetime
) -> Evaluation:
    """Store what a scenario moves, all of it or nothing, with one reason in history.

    `answers_version` is the one that the scenario was opened on; ScenarioOutdated if there is another. Everything
    else is refused as saving and changing refuse it: Invalid, EvaluationLocked, NotPermitted (priorities and
    overrides of the match are a strategist's).
    """
    by.require(Act.WRITE_EVALUATIONS)
    row = locked(evaluation)
    refuse_if_locked(row)
    if row.answers_version != answers_version:
        raise ScenarioOutdated(
            "The saved answers changed since this scenario was opened; nothing was kept. Compare the two and choose."
        )
    if scenario.changes:
        row = change_evaluation(evaluation=row, changes=scenario.changes, by=by, now=now)
    if scenario.answers:
        row = save_answers(
            evaluation=row, answers=scenario.answers, by=by, now=now, reason=WHAT_IF
        ).evaluation
    return row

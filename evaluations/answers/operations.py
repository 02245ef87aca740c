"""Saving answers: all or nothing, each with its version, its history and every fault at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from distmap.errors import Conflict, Invalid
from distmap.texts import tidied
from evaluations.answers.queries import answers_of
from evaluations.answers.rules import faults_of
from evaluations.inputs import AnswerInput, Item, checklist, progress
from evaluations.models import Answer, AnswerChange, Evaluation
from evaluations.work.operations.changes import locked, mark_changed, refuse_if_locked, refuse_if_stale
from evaluations.work.queries import catalog_for, path_keys
from workspaces.actors import Actor
from workspaces.permissions import Act

FIELDS = ("level", "grade", "na", "na_reason", "designable", "note", "evidence_url", "text")
EMPTY: dict[str, Any] = {
    "level": None, "grade": None, "na": False, "na_reason": "", "designable": True,
    "note": "", "evidence_url": "", "text": "",
}  # fmt: skip


class AnswerConflict(Conflict):
    """Somebody saved in between. `present` holds the stored answers of the items in conflict, by item key."""

    code = "answer_conflict"

    def __init__(self, message: str, *, present: Mapping[str, Answer | None]) -> None:
        super().__init__(message)
        self.present = present


@dataclass(frozen=True)
class SavedAnswers:
    """The answers as they stand after the save (in the order handed in), and the evaluation with its new counts."""

    answers: tuple[Answer, ...]
    evaluation: Evaluation
    changed: int


@transaction.atomic
def save_answers(
    *, evaluation: Evaluation, answers: Sequence[AnswerInput], by: Actor, now: datetime,
    version: int | None = None, answers_version: int | None = None, reason: str = "",
) -> SavedAnswers:  # fmt: skip
    """Store answers, or none of them. One path for the page's row, the plain form, the API and imports.

    `reason` is what history says of why, where it was not plain answering.

    Raises EvaluationLocked, Invalid (every fault, with pointers into {"answers": [...]}), NotPermitted (an override
    of the match by less than a strategist) and AnswerConflict. A write that changes nothing keeps its version and
    leaves no history, also when it repeats one that was stored already.
    """
    by.require(Act.WRITE_EVALUATIONS)
    row = locked(evaluation)
    refuse_if_stale(row, version, answers_version)
    refuse_if_locked(row)
    asked = checklist(catalog_for(row), path_keys(row))
    stored = answers_of(row)
    faults = faults_of(
        answers, asked=asked, stored=stored, declared=row.growth_model is not None, method=row.method, by=by
    )
    if faults:
        raise Invalid.of(faults)
    wanted = {answer.key: merged(answer, stored.get(answer.key)) for answer in answers}
    given_again = _given_again(answers, stored, asked.items)
    changed = {
        key: fields
        for key, fields in wanted.items()
        if key in given_again or fields != as_stored(stored.get(key))
    }
    _refuse_conflicts([answer for answer in answers if answer.key in changed], stored)
    _store(row, changed, stored=stored, items=asked.items, by=by, now=now, reason=reason)
    if changed:
        row.answered, row.total = progress(asked, stored)
        mark_changed(row, by=by, now=now, scores=True)
        row.save()
    return SavedAnswers(
        answers=tuple(stored.get(key) or _blank(row, asked.items[key]) for key in wanted),
        evaluation=row,
        changed=len(changed),
    )


def _given_again(
    answers: Sequence[AnswerInput], stored: Mapping[str, Answer], items: Mapping[str, Item]
) -> frozenset[str]:
    """The items whose stored answer was given to other words than those that are asked now, and that are rated anew."""
    return frozenset(
        answer.key
        for answer in answers
        if answer.rates and (row := stored.get(answer.key)) and row.revision != items[answer.key].revision
    )


def as_stored(answer: Answer | None) -> dict[str, Any]:
    """An answer's fields as history keeps them and as changes are told from; a missing one is an empty one."""
    return {field: getattr(answer, field) for field in FIELDS} if answer is not None else dict(EMPTY)


def merged(answer: AnswerInput, stored: Answer | None) -> dict[str, Any]:
    """The fields after the save: a rating is replaced whole if any part of it is named; texts stay unless named."""
    fields = as_stored(stored)
    if answer.rates:
        fields["level"], fields["grade"] = answer.level, answer.grade
        fields["na"] = bool(answer.na)
        fields["na_reason"] = tidied(answer.na_reason)
        fields["designable"] = answer.designable is not False
    for name in ("note", "evidence_url", "text"):
        if name in answer.given:
            fields[name] = tidied(getattr(answer, name))
    return fields


def _refuse_conflicts(answers: Sequence[AnswerInput], stored: Mapping[str, Answer]) -> None:
    stale = {
        answer.key: stored.get(answer.key)
        for answer in answers
        if answer.version is not None and answer.version != _version(stored.get(answer.key))
    }
    if stale:
        raise AnswerConflict(
            "Somebody saved another answer in between; nothing of yours was saved. Compare the two and choose.",
            present=stale,
        )


def _version(answer: Answer | None) -> int:
    return answer.version if answer is not None else 0


def _blank(evaluation: Evaluation, item: Item) -> Answer:
    """What an item looks like that has never been answered: version 0, not stored."""
    return Answer(evaluation=evaluation, item=item.key, revision=item.revision, version=0)


def _store(
    evaluation: Evaluation, changed: Mapping[str, dict[str, Any]], *, stored: dict[str, Answer],
    items: Mapping[str, Item], by: Actor, now: datetime, reason: str,
) -> None:  # fmt: skip
    """Write the changed answers and their history; `stored` is brought up to date."""
    new: list[Answer] = []
    old: list[Answer] = []
    history: list[AnswerChange] = []
    for key, fields in changed.items():
        before = stored.get(key)
        history.append(
            AnswerChange(
                evaluation=evaluation, item=key, revision=items[key].revision,
                before=as_stored(before) if before else None, after=fields,
                reason=reason, user=by.user, token=by.token, request_id=by.request_id, at=now,
            )
        )  # fmt: skip
        answer = before or Answer(evaluation=evaluation, item=key, version=0)
        for name, value in fields.items():
            setattr(answer, name, value)
        answer.revision, answer.version = items[key].revision, answer.version + 1
        answer.changed_at, answer.changed_by = now, by.user
        (old if before else new).append(answer)
        stored[key] = answer
    Answer.objects.bulk_create(new)
    Answer.objects.bulk_update(old, [*FIELDS, "revision", "version", "changed_at", "changed_by"])
    AnswerChange.objects.bulk_create(history)

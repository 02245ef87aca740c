"""Answers as the API shows them: plain documents of the shapes that the schema publishes."""

from collections.abc import Mapping
from typing import Any

from evaluations.answers.operations import FIELDS, as_stored
from evaluations.answers.queries import progress_by_group
from evaluations.inputs import Checklist, Item, progress
from evaluations.models import Answer, AnswerChange, Evaluation
from evaluations.work.api.presenting import Document, person
from evaluations.work.queries import catalog_for


def rating_out(key: str, fields: Mapping[str, Any]) -> Document:
    """The fields of an answer: null where empty, and where the item does not take them."""
    rule = key.startswith("rule/")
    return {
        "level": fields["level"],
        "grade": fields["grade"],
        "na": None if rule else fields["na"],
        "na_reason": fields["na_reason"] or None,
        "designable": fields["designable"] if key.startswith("surface/") else None,
        "note": fields["note"] or None,
        "evidence_url": fields["evidence_url"] or None,
        "text": fields["text"] or None,
    }


def answer_out(key: str, answer: Answer | None) -> Document:
    """The present answer to an item; version 0 if there is none."""
    is_given = answer is not None and answer.version > 0
    return {
        "key": key,
        **rating_out(key, as_stored(answer if is_given else None)),
        "version": answer.version if answer else 0,
        "revision": answer.revision if answer and is_given else None,
        "changed_by": person(answer.changed_by) if answer and is_given else None,
        "changed_at": answer.changed_at if answer and is_given else None,
    }


def answers_out(evaluation: Evaluation, asked: Checklist, answers: Mapping[str, Answer]) -> Document:
    """The stored answers of the checklist, in its order."""
    return {
        "answers": [answer_out(key, answers[key]) for key in asked.items if key in answers],
        "answers_version": evaluation.answers_version,
    }


def checklist_out(evaluation: Evaluation, asked: Checklist, answers: Mapping[str, Answer]) -> Document:
    counted = progress_by_group(asked, answers)
    return {
        "release": catalog_for(evaluation).version,
        "answers_version": evaluation.answers_version,
        "progress": _progress(*progress(asked, answers)),
        "groups": [
            {
                "key": group.key,
                "kind": group.kind,
                "name": group.name,
                "summary": group.summary,
                "progress": _progress(*counted[group.key]),
                "items": [_item(item, answers.get(item.key)) for item in group.items],
            }
            for group in asked.groups
        ],
    }


def _progress(answered: int, total: int) -> Document:
    return {"answered": answered, "total": total}


def _item(item: Item, answer: Answer | None) -> Document:
    return {
        "key": item.key,
        "kind": item.kind,
        "path": item.path,
        "role": item.role or None,
        "name": item.name,
        "question": item.question,
        "anchors": {str(level): text for level, text in item.anchors.items()},
        "probe": item.probe or None,
        "misread": item.misread or None,
        "revision": item.revision,
        "counts": item.counts,
        "answer": answer_out(item.key, answer),
    }


def change_out(change: AnswerChange) -> Document:
    return {
        "id": str(change.pk),
        "item": change.item,
        "from": _stored_rating(change.item, change.before),
        "to": _stored_rating(change.item, change.after),
        "reason": change.reason or None,
        "by": person(change.user),
        "token": {"id": str(change.token.pk), "name": change.token.name} if change.token else None,
        "at": change.at,
        "request_id": change.request_id,
    }


def _stored_rating(key: str, fields: Mapping[str, Any] | None) -> Document | None:
    return None if fields is None else rating_out(key, {name: fields.get(name) for name in FIELDS})

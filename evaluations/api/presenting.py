"""Stored things as the API shows them: plain documents of the shapes that the schema publishes."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.urls import reverse
from rest_framework.request import Request

from evaluations.inputs import Checklist, Item, progress
from evaluations.models import Answer, AnswerChange, Evaluation, Product, Report, Snapshot
from evaluations.operations.answers import FIELDS, as_stored
from evaluations.queries import catalog_for, headline_of, path_keys, progress_by_group
from evaluations.reports.reading import is_stale
from evaluations.reports.verification import Verification
from workspaces.models import User

Document = dict[str, Any]


def person(user: User | None) -> Document | None:
    return None if user is None else {"id": str(user.pk), "name": user.shown_name}


def product_out(product: Product) -> Document:
    return {
        "id": str(product.pk),
        "name": product.name,
        "description": product.description,
        "growth_model": product.growth_model,
        "industries": product.industries,
        "stage": product.stage,
        "created_by": person(product.created_by),
        "created_at": product.created_at,
        "updated_at": product.updated_at,
    }


def product_tag(product: Product) -> str:
    return f'"{product.version}"'


def evaluation_out(evaluation: Evaluation) -> Document:
    return {
        "id": str(evaluation.pk),
        "title": evaluation.title,
        "status": evaluation.status,
        "product": str(evaluation.product_id),
        "paths": path_keys(evaluation),
        "growth_model": evaluation.growth_model,
        "priorities": evaluation.priorities,
        "release": catalog_for(evaluation).version,
        "method": evaluation.method,
        "progress": {"answered": evaluation.answered, "total": evaluation.total},
        "headline": headline_of(evaluation),
        "stale": evaluation.is_stale,
        "answers_version": evaluation.answers_version,
        "created_by": person(evaluation.created_by),
        "created_at": evaluation.created_at,
        "updated_at": evaluation.changed_at,
        "submitted_at": evaluation.submitted_at,
        "archived_at": evaluation.archived_at,
    }


def evaluation_tag(evaluation: Evaluation) -> str:
    """Its own version, its answers', and that of the stored verdicts, which only readers care about."""
    return f'"{evaluation.version}-{evaluation.answers_version}-{evaluation.scored_version}"'


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


def report_out(request: Request, report: Report) -> Document:
    return {
        "id": str(report.pk),
        "evaluation": str(report.evaluation_id) if report.evaluation_id else None,
        "snapshot": _snapshot_name(report.snapshot),
        "comparison": str(report.comparison_id) if report.comparison_id else None,
        "title": report.title,
        "status": report.status,
        "progress": report.progress,
        "step": report.step or None,
        "error": {"code": report.error_code, "detail": report.error} if report.error_code else None,
        "stale": is_stale(report),
        "formats": report.formats,
        "failed_formats": report.failed_formats,
        "document_sha256": report.document_sha256,
        "inputs_sha256": report.inputs_sha256,
        "artifacts": [
            {
                "format": artifact.format,
                "size": artifact.size,
                "sha256": artifact.sha256,
                "url": request.build_absolute_uri(
                    reverse("api_artifact", kwargs={"report_id": report.pk, "format": artifact.format})
                ),
            }
            for artifact in report.artifacts.all()
        ],
        "created_by": person(report.created_by),
        "created_at": report.created_at,
        "started_at": report.started_at,
        "finished_at": report.finished_at,
        "files_removed_at": report.files_removed_at,
    }


def _snapshot_name(snapshot: Snapshot | None) -> Document | None:
    if snapshot is None:
        return None
    return {"id": str(snapshot.pk), "number": snapshot.number, "name": snapshot.name}


def verification_out(verification: Verification) -> Document:
    return {
        "outcome": verification.outcome,
        "detail": verification.sentence,
        "identical": verification.is_identical,
        "formats": list(verification.formats),
        "differences": [asdict(difference) for difference in verification.differences],
    }

"""Snapshots and their differences as the API shows them: plain documents of the published shapes."""

from collections.abc import Iterable
from typing import Any

from evaluations import scoring
from evaluations.answers.api.presenting import rating_out
from evaluations.decisions.api.presenting import kept_decision_out
from evaluations.models import DecisionChange, Snapshot, StatusChange
from evaluations.results.api.results import scored_out
from evaluations.scoring.method1.comparing import OverTime
from evaluations.scoring.plain import plain
from evaluations.versions.api.dissent_responses import dissent_out
from evaluations.versions.differences import Difference, FactChange, PathChange, Side, side_of
from evaluations.versions.differences.answers import fields_of
from evaluations.versions.queries import kept_headline
from evaluations.versions.timeline import TimelineEntry, entry_kind
from evaluations.versions.values import AnswerValue, EvaluationVersion
from evaluations.wording import Axis, moved_sentence
from evaluations.work.api.presenting import person

Document = dict[str, Any]


def snapshot_out(snapshot: Snapshot) -> Document:
    """A snapshot as a list shows it."""
    return {
        "id": str(snapshot.pk),
        "evaluation": str(snapshot.evaluation_id),
        "number": snapshot.number,
        "name": snapshot.name,
        "taken_by": person(snapshot.taken_by),
        "taken_at": snapshot.taken_at,
        "release": snapshot.release.version,
        "method": snapshot.method,
        "headline": kept_headline(snapshot),
        "progress": {"answered": snapshot.answered, "total": snapshot.total},
        "document_sha256": snapshot.document_sha256,
        "inputs_sha256": snapshot.inputs_sha256,
    }


def entry_out(entry: TimelineEntry) -> Document:
    """An entry of the timeline: what happened, and the snapshot or the version of the decision that it led to."""
    kept = entry if isinstance(entry, DecisionChange) else None
    snapshot = entry if isinstance(entry, Snapshot) else getattr(entry, "snapshot", None)
    by, token, at = (
        (entry.taken_by, None, entry.taken_at)
        if isinstance(entry, Snapshot)
        else (entry.user, entry.token, entry.at)
    )
    return {
        "id": str(entry.pk),
        "kind": entry_kind(entry),
        "at": at,
        "by": person(by),
        "token": {"id": str(token.pk), "name": token.name} if token else None,
        "snapshot": snapshot.number if snapshot else None,
        "decision_version": kept.version if kept else None,
        "path": kept.document["path"] if kept else None,
        "decision": kept.document["decision"] if kept else None,
        "outcome": (kept.outcome or None) if kept else None,
        "method": entry.method or None if isinstance(entry, StatusChange) else None,
    }


def whole_out(snapshot: Snapshot) -> Document:
    """A snapshot with everything that it keeps."""
    side = side_of(snapshot)
    state = side.state
    asked = state.checklist
    return {
        **snapshot_out(snapshot),
        "state": _state(state),
        "answers": [_answer(key, state.answers[key]) for key in asked.items if key in state.answers],
        "keeps_decision": state.record is not None,
        "decision": kept_decision_out(state.decision) if state.decision else None,
        "dissent": dissent_out(state.dissent) if state.dissent else None,
        "result": scored_out(
            side.scored, catalog=state.catalog, asked=asked, answers_version=state.answers_version
        ),
    }


def _state(state: EvaluationVersion) -> Document:
    product = state.product
    return {
        "title": state.title,
        "status": state.status,
        "product": {
            "id": str(product.id), "name": product.name, "description": product.description,
            "industries": list(product.industries), "stage": product.stage or None,
        },
        "paths": list(state.paths),
        "growth_model": state.growth_model,
        "priorities": [list(group) for group in state.priorities] if state.priorities else None,
        "answers_version": state.answers_version,
        "changed_at": state.changed_at,
    }  # fmt: skip


def _answer(key: str, answer: AnswerValue) -> Document:
    return {
        "key": key,
        **rating_out(key, fields_of(answer)),
        "version": answer.version,
        "revision": answer.revision,
        "changed_by": answer.changed_by or None,
        "changed_at": answer.changed_at,
    }


def difference_out(found: Difference) -> Document:
    """What differs, and the figures of every path."""
    return {
        "same": found.is_empty,
        "from": _side(found.old),
        "to": _side(found.new),
        "facts": _facts(found.facts),
        "decision": None if found.decision is None else _facts(found.decision),
        "paths": {path.key: _path(path) for path in found.paths},
        "answers": [
            {
                "item": each.item.key, "kind": each.item.kind, "name": each.item.name,
                "changed": list(each.changed),
                "from": fields_of(each.old) if each.old else None,
                "to": fields_of(each.new) if each.new else None,
                "answer": each.answer, "evidence": each.evidence,
            }
            for each in found.answers
            if not each.is_same
        ],
        "reworded": [
            {
                "item": each.key, "name": each.name,
                "from": each.old.question if each.old else None,
                "to": each.new.question if each.new else None,
            }
            for each in found.reworded
        ],
        "sentences": [
            {"about": each.place, "what": each.what, "from": each.old, "to": each.new}
            for each in found.sentences
            if not each.is_same
        ],
        "ground": _ground(found.over_time),
    }  # fmt: skip


def _facts(facts: Iterable[FactChange]) -> list[Document]:
    return [{"key": fact.key, "from": fact.old, "to": fact.new} for fact in facts if not fact.is_same]


def _side(side: Side) -> Document:
    kept = side.state.snapshot
    return {
        "snapshot": kept.number if kept else None,
        "name": kept.name if kept else None,
        "at": kept.taken_at if kept else side.state.changed_at,
        "release": side.state.catalog.version,
        "method": side.state.method,
        "inputs_sha256": scoring.inputs_sha256(side.inputs),
    }


def _path(path: PathChange) -> Document:
    sides = {"from": path.old, "to": path.new}
    return {
        "name": path.name,
        "changed": not path.is_same,
        "verdict": {name: words.verdict if words else None for name, words in sides.items()},
        "F": {name: _span(words.fit if words else None) for name, words in sides.items()},
        "S": {name: _span(words.support if words else None) for name, words in sides.items()},
        "place": dict(zip(("from", "to"), path.places, strict=True)),
        "fit": plain(path.fit),
        "sentence": moved_sentence(path.fit) if path.old and path.new else "",
    }


def _span(axis: Axis | None) -> Document | None:
    return None if axis is None else {"lo": axis.lo, "point": axis.point, "hi": axis.hi}


def _ground(found: OverTime) -> Document:
    return {
        "left_out": list(found.left_out),
        "fit_only": list(found.fit_only),
        "match_from_base": list(found.match_from_base),
        "only_in_from": list(found.only_in_base),
        "only_in_to": list(found.only_in_other),
        "tau_b": found.tau_b,
        "leader_changed": found.leader_changed,
    }

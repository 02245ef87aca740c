"""Decisions as the API shows them, as they stand, stood, or were kept: plain documents of the published shapes."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from evaluations.decisions.operations import as_kept
from evaluations.models import Decision, DecisionChange
from evaluations.versions.values import DecisionValue
from evaluations.work.api.presenting import person

Document = dict[str, Any]


def decision_out(decision: Decision) -> Document:
    """The decision that stands on an evaluation."""
    return {
        "id": str(decision.pk),
        "evaluation": str(decision.evaluation_id),
        **content_out(as_kept(decision, list(decision.actions.all()))),
        "round": decision.round,
        "version": decision.version,
        "decided_by": person(decision.decided_by),
        "decided_at": decision.decided_at,
        "updated_at": decision.changed_at,
    }


def content_out(kept: Mapping[str, Any]) -> Document:
    """A decision as history keeps it, in the words of the schema: null where nothing was said."""
    return {
        "path": kept["path"],
        "decision": kept["decision"],
        "conditional": bool(kept["condition"]),
        "condition": kept["condition"] or None,
        "departs": kept["decision"] != kept["forecast"]["verdict"],
        "reasons": kept["reasons"],
        "owner": kept["owner"],
        "review_on": kept["review_on"],
        "exclusions": kept["exclusions"] or None,
        "kill_criteria": kept["kill_criteria"],
        "actions": [action | {"owner": action["owner"] or None} for action in kept["actions"]],
        "forecast": kept["forecast"],
        "outcome": _outcome(kept),
    }


def _outcome(kept: Mapping[str, Any]) -> Document | None:
    if not kept["outcome"]:
        return None
    return {"outcome": kept["outcome"], "note": kept["outcome_note"] or None, "on": kept["outcome_on"]}


def change_out(change: DecisionChange) -> Document:
    """One entry of a decision's history."""
    return {
        "id": str(change.pk),
        "version": change.version,
        "round": change.round,
        "kind": change.kind,
        "decision": content_out(change.document),
        "by": person(change.user),
        "token": {"id": str(change.token.pk), "name": change.token.name} if change.token else None,
        "at": change.at,
        "request_id": change.request_id,
    }


def kept_decision_out(kept: DecisionValue) -> Document:
    """A decision as a snapshot kept it."""
    return {
        **content_out(asdict(kept)),
        "round": kept.round,
        "version": kept.version,
        "decided_by": kept.decided_by or None,
        "decided_at": kept.decided_at,
        "updated_at": kept.changed_at,
    }

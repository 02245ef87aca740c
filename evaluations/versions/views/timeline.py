"""The timeline as a page tells it: every entry in words, with who, when, and where it leads."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from channels_catalog.queries import catalog_of
from channels_catalog.schema import Catalog
from distmap.paging import page_of
from distmap.times import spoken_time
from evaluations.models import DecisionChange, Evaluation, Snapshot, StatusChange
from evaluations.versions.queries import snapshot_headline
from evaluations.versions.timeline import TimelineEntry, entry_kind, timeline_of
from evaluations.vocabulary import OUTCOME_WORDS, VERDICT_WORDS
from evaluations.wording.outlook import leaning
from evaluations.work.queries import catalog_for, headline_of
from evaluations.work.views.words import state_words
from workspaces.models import ApiToken, User
from workspaces.views import MemberRequest, permissions

ENTRIES = 25
TITLES = {
    "submitted": "Submitted",
    "reopened": "Reopened",
    "archived": "Archived",
    "deleted": "Deleted",
    "restored": "Brought back",
    "method_changed": "Moved to another method",
    "release_changed": "Moved to a newer catalog",
    "decided": "Decided",
    "decision_changed": "Decision changed",
    "action_changed": "An action moved on",
    "outcome_recorded": "Outcome recorded",
    "outcome_withdrawn": "Outcome taken back",
}
# Where a move leads: to what it opened or closed.
LEADS = {
    "reopened": "history",
    "archived": "result",
    "deleted": "evaluation",
    "restored": "evaluation",
    "method_changed": "result",
    "release_changed": "result",
}


def timeline(request: MemberRequest, found: Evaluation) -> dict[str, Any]:
    """One page of the entries, newest first, with the evaluation as it stands and its beginning at the ends."""
    rows: Any = timeline_of(found)
    page = page_of(rows, request.GET, by="at", size=ENTRIES)
    now = timezone.now()
    tell = _Teller(found, now)
    return {
        "evaluation": found,
        "present": tell.present(),
        "stops": [tell(row) for row in page.rows],
        "has_snapshots": any(_snapshot(row) for row in page.rows),
        "created": spoken_time(found.created_at, now),
        "older": page.older, "newer": page.newer, "may": permissions(request.actor),
    }  # fmt: skip


class _Teller:
    """Tells entries in the words of the releases they belong to."""

    def __init__(self, evaluation: Evaluation, now: datetime) -> None:
        self.evaluation, self.now = evaluation, now
        self.catalog = catalog_for(evaluation)
        self.catalogs: dict[UUID, Catalog] = {evaluation.release_id: self.catalog}

    def present(self) -> dict[str, Any]:
        """The evaluation as it stands, as the last entry of the line."""
        found = self.evaluation
        moved = found.archived_at or found.submitted_at
        return {
            "state": state_words(found.status, answered=found.answered, total=found.total),
            "moved": spoken_time(moved, self.now) if moved else "",
            "when": spoken_time(found.changed_at, self.now),
            "who": found.changed_by.shown_name if found.changed_by else "a program",
            "headline": _headline(self.catalog, headline_of(found)),
        }

    def __call__(self, row: TimelineEntry) -> dict[str, Any]:
        at: datetime = row.taken_at if isinstance(row, Snapshot) else row.at
        told: dict[str, Any] = {"at": at, "when": spoken_time(at, self.now), "kind": entry_kind(row)}
        if isinstance(row, Snapshot):
            return told | self._kept(row) | {"who": _who(row.taken_by)}
        told |= {"title": TITLES[told["kind"]], "who": _who(row.user), "token": _token(row.token)}
        if isinstance(row, DecisionChange):
            return told | self._decision(row)
        if row.snapshot is not None:
            return told | self._kept(row.snapshot)
        return told | {"lead": reverse(LEADS[row.kind], args=[self.evaluation.pk]), "said": _moved_to(row)}

    def _kept(self, snapshot: Snapshot) -> dict[str, Any]:
        """What a snapshot is told by: how far it was answered, what led, every verdict."""
        release = snapshot.release_id
        catalog = self.catalogs.setdefault(release, catalog_of(release))
        return {
            "snapshot": snapshot,
            "headline": _headline(catalog, snapshot_headline(snapshot)),
            "verdicts": [
                {"name": catalog.path_name(path), "verdict": verdict, "leans": leaning(*lean)}
                for path, verdict, *lean in snapshot.verdicts
            ],
            "earlier": snapshot.number - 1,
        }

    def _decision(self, change: DecisionChange) -> dict[str, Any]:
        """What was decided, or how it came out; it leads to the decision as it stood from then on."""
        kept = change.document
        said = f"{VERDICT_WORDS[kept['decision']]}: {self.catalog.path_name(kept['path'])}"
        if change.kind == "outcome" and change.outcome:
            said = f"{OUTCOME_WORDS[change.outcome]}. Decided was {said}"
        page = reverse("decision", args=[self.evaluation.pk])
        return {"said": said, "lead": f"{page}?version={change.version}"}


def _snapshot(row: TimelineEntry) -> bool:
    return isinstance(row, Snapshot) or (isinstance(row, StatusChange) and row.snapshot_id is not None)


def _moved_to(row: StatusChange) -> str:
    if row.method:
        return f"Judged by method {row.method} from then on, with the same answers."
    if row.release:
        return f"Asked in the words of catalog {row.release} from then on, with the answers kept."
    return ""


def _who(user: User | None) -> str:
    return user.shown_name if user else "somebody who is not on record"


def _token(token: ApiToken | None) -> str:
    return str(token.name) if token else ""


def _headline(catalog: Catalog, headline: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if headline is None:
        return None
    return {
        "name": catalog.path_name(headline["path"]),
        "verdict": headline["verdict"],
        "leans": leaning(headline.get("lean"), headline.get("lean_share")),
    }

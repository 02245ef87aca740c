"""The history of an evaluation: one entry for each changed answer, newest first."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from channels_catalog.schema import Catalog
from distmap.paging import page_of
from distmap.times import spoken_time
from evaluations.answers.queries import checklist_of, history_of
from evaluations.answers.views.rows import row_id
from evaluations.answers.views.words import rating_words
from evaluations.models import AnswerChange, Evaluation
from evaluations.work.queries import catalog_for
from workspaces.access import fetch
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions

ENTRIES = 50
RATING = ("level", "grade", "na", "na_reason", "designable")
WORDS = {"note": "Note", "evidence_url": "Link", "text": "Text"}
REASONS = {
    "growth_model_changed": "set aside when the growth model changed",
    "what-if": "kept from a scenario",
    "copied_from_a_case": "taken over from a case of the catalog",
    "duplicated": "taken over from the evaluation that was duplicated",
}


@require_safe
@member_required
def history(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """What was changed, from what to what, by whom and by which token, and when."""
    rows = Evaluation.objects.visible_to(request.actor).select_related("product").prefetch_related("paths")
    evaluation = fetch(rows, evaluation_id, by=request.actor, act=Act.READ)
    page = page_of(history_of(evaluation), request.GET, by="at", size=ENTRIES)
    describe = _Describer(evaluation)
    now = timezone.now()
    context = {
        "evaluation": evaluation,
        "entries": [describe(change) | {"when": spoken_time(change.at, now)} for change in page.rows],
        "older": page.older, "newer": page.newer, "may": permissions(request.actor),
    }  # fmt: skip
    return render(request, "evaluations/history.html", context)


class _Describer:
    """Tells changes in the words of the evaluation's own release, also those of paths that were removed."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.catalog: Catalog = catalog_for(evaluation)
        self.items = self.catalog.items()
        self.groups = {item.key: group for group in checklist_of(evaluation).groups for item in group.items}

    def __call__(self, change: AnswerChange) -> dict[str, Any]:
        item = self.items.get(change.item)
        group = self.groups.get(change.item)
        channel = self.catalog.path_name(item.channel) if item and item.channel else ""
        return {
            "change": change,
            "name": item.name if item else change.item,
            "place": channel or (group.name if group else ""),
            "group": group.key if group else "",
            "row_id": row_id(change.item),
            "steps": _steps(self.catalog, change.before, change.after),
            "reason": REASONS.get(change.reason, ""),
            "who": change.user.shown_name if change.user else "Somebody whose account is gone",
        }


def _steps(
    catalog: Catalog, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> list[dict[str, str]]:
    """Each thing that changed, from and to; a rating is told as one, however many of its fields moved."""
    old, new = before or {}, after or {}
    steps = []
    if any(old.get(name) != new.get(name) for name in RATING) and _rates(old) | _rates(new):
        steps.append({"what": "", "old": rating_words(catalog, before), "new": rating_words(catalog, after)})
    for name, word in WORDS.items():
        was, now = old.get(name) or "", new.get(name) or ""
        if was != now:
            steps.append({"what": word, "old": was, "new": now})
    return steps


def _rates(fields: Mapping[str, Any]) -> bool:
    """Whether these fields say anything by way of a rating."""
    return bool(fields.get("na")) or fields.get("level") is not None or fields.get("designable") is False

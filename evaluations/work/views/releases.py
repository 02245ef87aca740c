"""Moving an evaluation to a newer release of the catalog: what that changes first, then the act."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from channels_catalog.models import CatalogRelease
from channels_catalog.queries import catalog_of, newer_release
from channels_catalog.schema import Catalog
from distmap.errors import Conflict, Stale
from distmap.form_versions import sent_version
from distmap.numbers import whole_number
from evaluations.answers.views.words import rating_words
from evaluations.inputs import RATING, Item, is_answered
from evaluations.models import Evaluation
from evaluations.results.releases import ItemMove, Upgrade, upgrade_of
from evaluations.wording import capitalised, counted
from evaluations.work.operations.releases import change_release
from evaluations.work.queries import catalog_for
from evaluations.work.views.status_changes import evaluation_of
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions

_CHANGED = (
    "Somebody changed this evaluation in between. Look at what the move changes again before you accept it."
)
_NOT_OFFERED = (
    "An evaluation moves to the newest catalog only. Look at what that one changes before you accept it."
)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def upgrade(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """What the newest release asks and says otherwise, and the button that moves the evaluation. A strategist's act."""
    found = evaluation_of(request, evaluation_id, Act.UPGRADE_RELEASE)
    to = newer_release(request.actor, found.release)
    if request.method != "POST":
        return _page(request, found, to, refusal=found.refusal_to_change())
    sent = request.POST.get("release", "")
    if sent == found.release.version:
        return redirect("result", evaluation_id=found.pk)
    if to is None or sent != to.version:
        return _page(request, found, to, notice=_NOT_OFFERED, status=409)
    try:
        change_release(
            evaluation=found,
            release=to,
            by=request.actor,
            now=timezone.now(),
            version=sent_version(request),
            answers_version=whole_number(request.POST.get("answers_version", "")),
        )
    except Stale as stale:
        return _page(request, found, to, notice=_CHANGED, status=stale.status)
    except Conflict as conflict:
        return _page(request, found, to, refusal=conflict.message, status=conflict.status)
    messages.success(request, f"{found.title} stands on catalog {to.version} from now on.")
    return redirect("result", evaluation_id=found.pk)


def _page(
    request: MemberRequest,
    found: Evaluation,
    to: CatalogRelease | None,
    *,
    refusal: str | None = None,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "evaluation": found,
        "to": to,
        "refusal": refusal,
        "notice": notice,
        "is_closed": found.refusal_to_change() is not None,
        "may": permissions(request.actor),
    }
    if to is not None:
        context |= _told(found, to, upgrade_of(found, to))
    return render(request, "evaluations/upgrade.html", context, status=status)


def _told(found: Evaluation, to: CatalogRelease, plan: Upgrade) -> dict[str, Any]:
    """The plan in the words of the page."""
    old, new = catalog_for(found), catalog_of(to.pk)
    questions = plan.questions
    return {
        "plan": plan,
        "refusals": plan.refusals,
        "reworded": [_told_move(move, old, new) for move in questions.reworded],
        "added": [_told_move(move, old, new) for move in questions.added],
        "removed": [_told_move(move, old, new) for move in questions.removed],
        "verdict_words": _counted(len(plan.changed), "verdict", "changes", "change"),
        "reworded_words": _counted(len(questions.reworded), "question", "reads otherwise", "read otherwise"),
        "added_words": _counted(len(questions.added), "question", "is new", "are new"),
        "removed_words": _counted(
            len(questions.removed), "question", "is no longer asked", "are no longer asked"
        ),
        "same_words": _counted(questions.same, "question", "is asked as before", "are asked as before"),
    }


def _counted(count: int, noun: str, one: str, many: str) -> str:
    if not count:
        return f"No {noun} {one}"
    return f"{capitalised(counted(count, noun))} {one if count == 1 else many}"


def _told_move(move: ItemMove, old: Catalog, new: Catalog) -> dict[str, Any]:
    """One question: its words on either side, what else of it moved, and what was answered."""
    return {
        "move": move,
        "item": move.item,
        "sides": [
            {
                "name": catalog.version,
                "item": item,
                "role": _role(catalog, item),
                "anchors": _anchors(catalog, item),
            }
            for catalog, item in ((old, move.old), (new, move.new))
            if item is not None
        ],
        "says_same": move.old is not None and move.new is not None and move.old.question == move.new.question,
        "answered": _said(move, new),
    }


def _said(move: ItemMove, catalog: Catalog) -> str:
    """What is stored for it, in words; empty where nothing is."""
    if move.answer is None or not move.has_answer:
        return ""
    if not is_answered(move.answer):
        return "in words alone"
    return rating_words(catalog, {name: getattr(move.answer, name) for name in RATING})


def _role(catalog: Catalog, item: Item) -> str:
    return catalog.role(item.role).name if item.kind == "factor" else ""


def _anchors(catalog: Catalog, item: Item) -> list[tuple[str, str]]:
    labels: dict[int, str] = {level.level: level.label for level in catalog.scale.levels}
    return [(labels[level], text) for level, text in sorted(item.anchors.items())]

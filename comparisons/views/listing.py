"""The list of comparisons."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comparisons.members import aliases_of
from comparisons.models import Comparison
from comparisons.naming import LETTERS
from comparisons.queries import choices_of, comparisons
from comparisons.views.page import KIND_WORDS
from distmap.paging import page_of
from distmap.times import spoken_time
from workspaces.views import MemberRequest, member_required, permissions

ROWS = 25
UNDO = "undo_comparison"


@require_safe
@member_required
def comparison_list(request: MemberRequest) -> HttpResponse:
    """The workspace's comparisons, newest first; those of one kind where the address says so."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in KIND_WORDS else ""
    page = page_of(comparisons(request.actor, kind=kind), request.GET, by="created_at", size=ROWS)
    now = timezone.now()
    context = {
        "rows": [_listed(row, now) for row in page.rows], "older": page.older, "newer": page.newer,
        "kinds": KIND_WORDS.items(), "kind": kind, "may": permissions(request.actor),
        "undo": request.session.pop(UNDO, None),
    }  # fmt: skip
    return render(request, "comparisons/list.html", context)


def _listed(row: Comparison, now: datetime) -> dict[str, Any]:
    choices = choices_of(row)
    names = aliases_of(row.kind, choices)
    return {
        "comparison": row,
        "kind": KIND_WORDS[row.kind],
        "members": [
            {"letter": LETTERS[place], "alias": name, "title": choice.title, "is_gone": not choice.is_there}
            for place, (name, choice) in enumerate(zip(names, choices, strict=True))
        ],
        "when": spoken_time(row.changed_at, now),
        "who": row.created_by.shown_name if row.created_by else "",
    }

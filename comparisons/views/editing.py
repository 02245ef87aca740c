"""Making, changing and deleting a comparison."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from channels_catalog.queries import catalog_of, current_release
from comparisons.models import Comparison
from comparisons.operations import change_comparison, create_comparison, delete_comparison, restore_comparison
from comparisons.views.drafting import (
    Draft,
    errors_of,
    fault_links,
    form_rows,
    named,
    offered,
    posted_draft,
    proposed,
    stored_draft,
)
from comparisons.views.listing import UNDO
from comparisons.views.page import KIND_MEANINGS, KIND_WORDS, fetched
from distmap.errors import Fault, Invalid, NotFound, Stale
from distmap.form_versions import STALE, sent_version, version_to_replace
from evaluations.vocabulary import DIMENSIONS
from evaluations.work.forms import PrioritiesForm
from evaluations.work.views.home import searched
from workspaces.access import fetch
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required

RANKS = [(str(rank), str(rank)) for rank in range(1, 6)]


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def comparison_new(request: MemberRequest) -> HttpResponse:
    """Put a comparison together. Rows selected elsewhere come as `evaluation`, and are proposed in a fitting kind."""
    request.actor.require(Act.WRITE_COMPARISONS)
    if request.method != "POST":
        return _form(request, proposed(request.actor, request.GET.getlist("evaluation")), None)
    if "propose" in request.POST:
        chosen = [("evaluation", pk) for pk in request.POST.getlist("evaluation")[: Comparison.MOST * 2]]
        return redirect(f"{reverse('comparison_new')}?{urlencode(chosen)}")
    draft = posted_draft(request.POST)
    if "redraw" in request.POST:
        return _form(request, draft, None)
    try:
        made = create_comparison(**draft.fields(), by=request.actor, now=timezone.now())
    except (Invalid, NotFound) as error:
        return _form(request, draft.refused(error), None, status=422)
    messages.success(request, "The comparison is saved.")
    return redirect("comparison", comparison_id=made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def comparison_edit(request: MemberRequest, comparison_id: UUID) -> HttpResponse:
    """Change title, kind, members and their order, short names, base and priorities."""
    stored = fetched(request, comparison_id, Act.WRITE_COMPARISONS)
    if request.method != "POST":
        return _form(request, stored_draft(stored), stored)
    draft = posted_draft(request.POST)
    if "redraw" in request.POST:
        return _form(request, draft, stored)
    try:
        change_comparison(
            comparison=stored, changes=draft.fields(), by=request.actor, now=timezone.now(),
            version=sent_version(request),
        )  # fmt: skip
    except (Invalid, NotFound) as error:
        return _form(request, draft.refused(error), stored, status=422)
    except Stale:
        said = "Somebody changed this comparison in between. Save again to replace it by what stands here."
        stale = draft.refused(Invalid.of([Fault("", STALE, said)]))
        return _form(request, stale, stored, status=422)
    messages.success(request, "The comparison is changed.")
    return redirect("comparison", comparison_id=stored.pk)


def _form(
    request: MemberRequest, draft: Draft, stored: Comparison | None, *, status: int = 200
) -> HttpResponse:
    shown = named(draft, request.actor)
    catalog = catalog_of(current_release(request.actor).pk)
    ranks = PrioritiesForm.ranks_of(shown.priorities)
    told = any(fault.code == STALE for fault in shown.faults)
    context = {
        "version": version_to_replace(request, stored.version, is_told=told) if stored else None,
        "draft": shown, "rows": form_rows(shown), "faults": fault_links(shown), "errors": errors_of(shown),
        "comparison": stored,
        "kinds": [(key, word, KIND_MEANINGS[key]) for key, word in KIND_WORDS.items()],
        "offer": offered(request.actor, searched(request.POST, "find")),
        "numbers": range(1, len(shown.members) + 1), "ranks": RANKS,
        "dimensions": [
            {"role": catalog.role(key), "name": f"rank-{key}", "chosen": str(ranks[key])} for key in DIMENSIONS
        ],
    }  # fmt: skip
    return render(request, "comparisons/edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def comparison_delete(request: MemberRequest, comparison_id: UUID) -> HttpResponse:
    """Ask once, then hide it; its members stay."""
    stored = fetched(request, comparison_id, Act.WRITE_COMPARISONS)
    if request.method != "POST":
        return render(request, "comparisons/confirm_delete.html", {"comparison": stored})
    delete_comparison(comparison=stored, by=request.actor, now=timezone.now())
    request.session[UNDO] = _undo(stored)
    return redirect("comparisons")


def _undo(stored: Comparison) -> dict[str, Any]:
    return {"id": str(stored.pk), "title": stored.title}


@require_POST
@member_required
def comparison_restore(request: MemberRequest, comparison_id: UUID) -> HttpResponse:
    """Undo a deletion."""
    rows = Comparison.objects.hidden_from(request.actor)
    stored = fetch(rows, comparison_id, by=request.actor, act=Act.WRITE_COMPARISONS)
    restore_comparison(comparison=stored, by=request.actor)
    messages.success(request, f"{stored.title} is back.")
    return redirect("comparison", comparison_id=stored.pk)

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
    as_compared,
    errors_of,
    fault_links,
    form_rows,
    member_words,
    merged,
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
from distmap.kept_forms import kept_for
from distmap.merging import TAKE, Clash, Drawn, in_words, merge, read_seen, to_choose
from evaluations.vocabulary import DIMENSIONS
from evaluations.work.forms import PrioritiesForm
from evaluations.work.views.home import searched
from workspaces.access import fetch
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required
from workspaces.views.once import once

RANKS = [(str(rank), str(rank)) for rank in range(1, 6)]


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@once()
def comparison_new(request: MemberRequest) -> HttpResponse:
    """Put a comparison together. Rows selected elsewhere come as `evaluation`, and are proposed in a fitting kind."""
    request.actor.require(Act.WRITE_COMPARISONS)
    if request.method != "POST":
        sent = kept_for(request)
        begun = posted_draft(sent) if sent else proposed(request.actor, request.GET.getlist("evaluation"))
        return _form(request, begun, None)
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
        sent = kept_for(request)
        return _form(request, posted_draft(sent) if sent else stored_draft(stored), stored)
    draft, changes, drawn = _merged(request, posted_draft(request.POST), stored)
    if "redraw" in request.POST or TAKE in request.POST:
        return _form(request, draft, stored, drawn=drawn)
    if drawn and drawn.clashes:
        said = [
            Fault(f"/{each.name}", STALE, f"{each.label} was changed in between.") for each in drawn.clashes
        ]
        return _form(request, draft.refused(Invalid.of(said)), stored, status=422, drawn=drawn)
    try:
        change_comparison(
            comparison=stored, changes=changes, by=request.actor, now=timezone.now(),
            version=sent_version(request) if drawn is None else stored.version,
        )  # fmt: skip
    except (Invalid, NotFound) as error:
        return _form(request, draft.refused(error), stored, status=422, drawn=drawn)
    except Stale:
        said_so = "Somebody changed this comparison in between. Save again to replace it by what stands here."
        stale = draft.refused(Invalid.of([Fault("", STALE, said_so)]))
        return _form(request, stale, stored, status=422, drawn=drawn)
    messages.success(request, "The comparison is changed.")
    return redirect("comparison", comparison_id=stored.pk)


LABELS = {"title": "Title", "kind": "What is compared", "members": "Members", "priorities": "Priorities"}


def _merged(
    request: MemberRequest, sent: Draft, stored: Comparison
) -> tuple[Draft, dict[str, Any], Drawn | None]:
    """What was sent, with what somebody else saved meanwhile in the parts that the sender left as they were; the
    fields to write; and what the form is drawn with next."""
    seen = read_seen(request.POST)
    if seen is None:
        return sent, sent.fields(), None
    if "redraw" in request.POST:
        return sent, {}, Drawn(seen=seen)
    there = stored_draft(stored)
    mine, theirs = as_compared(sent), as_compared(there)
    found = merge(seen, mine, theirs)
    taken = request.POST.get(TAKE)
    kept = found.changed - {taken}
    words = member_words(named(sent, request.actor)) | member_words(named(there, request.actor)) | KIND_WORDS
    clashes = [
        Clash(
            name=name, label=LABELS[name], theirs=in_words(theirs[name], words, "; "),
            mine=in_words(mine[name], words, "; "),
        )
        for name in to_choose(request.POST, found, mine, theirs)
    ]  # fmt: skip
    draft = merged(sent, there, kept)
    wanted = {"members", "base"} if "members" in kept else set()
    changes = {name: value for name, value in draft.fields().items() if name in kept | wanted}
    return draft, changes, Drawn(seen=theirs, clashes=clashes)


def _form(
    request: MemberRequest, draft: Draft, stored: Comparison | None, *, status: int = 200,
    drawn: Drawn | None = None,
) -> HttpResponse:  # fmt: skip
    shown = named(draft, request.actor)
    catalog = catalog_of(current_release(request.actor).pk)
    ranks = PrioritiesForm.ranks_of(shown.priorities)
    told = any(fault.code == STALE for fault in shown.faults)
    context = {
        "version": version_to_replace(request, stored.version, is_told=told) if stored else None,
        "draft": shown, "rows": form_rows(shown), "faults": fault_links(shown), "errors": errors_of(shown),
        "comparison": stored,
        "drawn": (drawn or Drawn(seen=as_compared(stored_draft(stored)))) if stored else None,
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

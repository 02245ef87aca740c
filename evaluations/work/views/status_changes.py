"""Acts on an evaluation as a whole: its own page, its moves between states, copying and deletion."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from channels_catalog.queries import newer_release
from distmap.errors import Conflict
from distmap.times import spoken_time
from evaluations.answers.queries import answers_of, checklist_of, unanswered
from evaluations.models import Evaluation
from evaluations.vocabulary import other_method
from evaluations.wording import capitalised, counted
from evaluations.work.operations import evaluations as evaluation_operations
from evaluations.work.operations import status_changes as operations
from evaluations.work.operations.evaluations import delete_evaluation, restore_evaluation
from evaluations.work.queries import catalog_for, evaluations, paths_of
from evaluations.work.views.home import UNDO, listed
from workspaces.access import fetch
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions
from workspaces.views.once import once

TITLE_MOST = 160


def evaluation_of(request: MemberRequest, evaluation_id: UUID, act: Act) -> Evaluation:
    """The evaluation with what its pages show, if the actor may do the act."""
    return fetch(evaluations(request.actor), evaluation_id, by=request.actor, act=act)


@require_safe
@member_required
def evaluation(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """The evaluation itself: what it is about, where it stands, and everything that can be done with it."""
    found = evaluation_of(request, evaluation_id, Act.READ)
    catalog = catalog_for(found)
    now = timezone.now()
    context = listed(found, now) | {
        "paths": [{"row": row, "name": catalog.path_name(row.path)} for row in paths_of(found)],
        "priorities": [[catalog.role(key).name for key in group] for group in found.priorities or ()],
        "created": spoken_time(found.created_at, now),
        "refusal": found.refusal_to_change(),
        "other_method": other_method(found.method),
        "newer_release": newer_release(request.actor, found.release),
        "may": permissions(request.actor),
        "can": {to: found.refusal_to_move(to) is None for to in ("submitted", "draft", "archived")},
    }
    return render(request, "evaluations/evaluation.html", context)


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One move between states: who may, where to, by which operation, and what is said and shown then."""

    act: Act
    to: str
    operation: Callable[..., Evaluation]
    template: str
    said: str
    then: str


SUBMIT = Transition(
    act=Act.WRITE_EVALUATIONS,
    to="submitted",
    operation=operations.submit,
    template="evaluations/confirm_submit.html",
    said="{title} is submitted, and a snapshot of it is kept.",
    then="result",
)
REOPEN = Transition(
    act=Act.REOPEN,
    to="draft",
    operation=operations.reopen,
    template="evaluations/confirm_reopen.html",
    said="{title} is a draft again.",
    then="answers",
)
ARCHIVE = Transition(
    act=Act.ARCHIVE,
    to="archived",
    operation=operations.archive,
    template="evaluations/confirm_archive.html",
    said="{title} is archived.",
    then="evaluation",
)


def _move(request: MemberRequest, evaluation_id: UUID, move: Transition) -> HttpResponse:
    """Ask on a page of its own, then move; a move the state forbids is answered with the reason."""
    found = evaluation_of(request, evaluation_id, move.act)
    refusal = found.refusal_to_move(move.to)
    if request.method == "POST" and refusal is None:
        try:
            move.operation(evaluation=found, by=request.actor, now=timezone.now())
        except Conflict as conflict:
            refusal = conflict.message
        else:
            messages.success(request, move.said.format(title=found.title))
            return redirect(move.then, evaluation_id=found.pk)
    context = {"evaluation": found, "refusal": refusal} | _open(found)
    return render(request, move.template, context, status=409 if request.method == "POST" else 200)


def _open(found: Evaluation) -> dict[str, Any]:
    """What is still to be answered, and how many questions that are, in words."""
    names = unanswered(checklist_of(found), answers_of(found))
    verb = "is" if len(names) == 1 else "are"
    return {"still_open": names, "open_words": f"{capitalised(counted(len(names), 'question'))} {verb}"}


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def submit(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """Close the answers. The page says how much is open, and refuses nothing for it."""
    return _move(request, evaluation_id, SUBMIT)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def reopen(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """Make it a draft again."""
    return _move(request, evaluation_id, REOPEN)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def archive(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """Put it away; it stays readable."""
    return _move(request, evaluation_id, ARCHIVE)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@once()
def duplicate(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """A draft with the same paths and answers, under a title of its own."""
    found = evaluation_of(request, evaluation_id, Act.WRITE_EVALUATIONS)
    if request.method != "POST":
        context = {"evaluation": found, "copy_title": f"Copy of {found.title}"[:TITLE_MOST]}
        return render(request, "evaluations/confirm_duplicate.html", context)
    copy = evaluation_operations.duplicate(
        evaluation=found, by=request.actor, now=timezone.now(), title=request.POST.get("title", "")
    )
    messages.success(request, f"{copy.title} is here, with the same answers.")
    return redirect("evaluation", evaluation_id=copy.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def delete(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """Ask once and say what goes, then hide it. The list offers to undo it."""
    found = evaluation_of(request, evaluation_id, Act.DELETE)
    if request.method != "POST":
        return render(request, "evaluations/confirm_delete.html", {"evaluation": found})
    delete_evaluation(evaluation=found, by=request.actor, now=timezone.now())
    title = f"{found.product.name}: {found.title}"
    request.session[UNDO] = {"kind": "evaluation", "id": str(found.pk), "title": title}
    return redirect("home")


@require_POST
@member_required
def restore(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """Undo a deletion."""
    rows = Evaluation.objects.hidden_from(request.actor)
    found = fetch(rows, evaluation_id, by=request.actor, act=Act.DELETE)
    restore_evaluation(evaluation=found, by=request.actor, now=timezone.now())
    messages.success(request, f"{found.title} is back.")
    return redirect("evaluation", evaluation_id=found.pk)

"""Saving one answer, from whichever page its row stands on. They all take this way, and the same row comes back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from distmap.errors import Invalid
from evaluations.answers.forms import AnswerForm
from evaluations.answers.operations import AnswerConflict, save_answers
from evaluations.answers.views.answers import SHEET
from evaluations.answers.views.checklist_pages import group_of
from evaluations.answers.views.focus import FOCUS
from evaluations.answers.views.hosts import PLACE, Host, evaluation_of, sent
from evaluations.answers.views.row_values import Refused
from evaluations.answers.views.triage import TRIAGE
from evaluations.models import Evaluation
from evaluations.work.operations.changes import EvaluationLocked
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required

UNPROCESSABLE = 422
LOCKED_FRAGMENT = 423
ROW = "evaluations/_answer_row.html"
HOSTS = {"triage": TRIAGE, "focus": FOCUS}


def _host(request: MemberRequest) -> Host:
    return HOSTS.get(sent(request).get(PLACE, ""), SHEET)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def save_answer(request: MemberRequest, evaluation_id: UUID, item: str) -> HttpResponse:
    """Save one answer. With htmx the row comes back, with what else has changed; without, the page at this row.

    A GET is the row as it is stored: how one takes the other's answer in a conflict.
    """
    if request.method != "POST":
        return _stored_row(request, evaluation_of(request, evaluation_id), item)
    evaluation = evaluation_of(request, evaluation_id, Act.WRITE_EVALUATIONS)
    asked, group = group_of(evaluation, item)
    form = AnswerForm(
        asked, request.POST, is_override=asked.kind == "alignment" and evaluation.growth_model is not None
    )
    if not form.is_valid():
        return _refused(request, evaluation, group.key, Refused(item=item, form=form), UNPROCESSABLE)
    try:
        save_answers(evaluation=evaluation, answers=[form.answer()], by=request.actor, now=timezone.now())
    except Invalid as invalid:
        for fault in invalid.faults:
            form.add_fault(fault.pointer, fault.detail)
        return _refused(request, evaluation, group.key, Refused(item=item, form=form), UNPROCESSABLE)
    except AnswerConflict as conflict:
        refused = Refused(item=item, form=form, in_conflict=True, present=conflict.present.get(item))
        return _refused(request, evaluation, group.key, refused, conflict.status)
    except EvaluationLocked as locked:
        # The reason stands on the page itself, above the answers as they are kept.
        return _locked(request, evaluation, group.key, item, locked)
    return _saved(request, evaluation_of(request, evaluation.pk), group.key, item)


def _stored_row(request: MemberRequest, evaluation: Evaluation, item: str) -> HttpResponse:
    _, group = group_of(evaluation, item)
    host = _host(request)
    if not request.htmx:
        return redirect(host.onward(request, evaluation, group.key, item))
    return render(request, ROW, host.row(request, evaluation, group.key, item, None))


def _saved(request: MemberRequest, evaluation: Evaluation, group: str, item: str) -> HttpResponse:
    host = _host(request)
    if not request.htmx:
        return redirect(host.onward(request, evaluation, group, item))
    saved = host.saved(request, evaluation, group, item)
    return render(request, saved.template, saved.context)


def _refused(
    request: MemberRequest, evaluation: Evaluation, group: str, refused: Refused, status: int
) -> HttpResponse:
    host = _host(request)
    if not request.htmx:
        return host.show(request, evaluation, group, refused.item, refused, status)
    context = host.row(request, evaluation, group, refused.item, refused)
    return render(request, ROW, context, status=status)


def _locked(
    request: MemberRequest, evaluation: Evaluation, group: str, item: str, locked: EvaluationLocked
) -> HttpResponse:
    if request.htmx:
        return HttpResponse(locked.message, status=LOCKED_FRAGMENT, content_type="text/plain; charset=utf-8")
    present = evaluation_of(request, evaluation.pk)
    return _host(request).show(request, present, group, item, None, locked.status)

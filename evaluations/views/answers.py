"""The answer sheet: one group's questions on a page, each saved by itself."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from distmap.errors import Invalid
from evaluations import operations
from evaluations.forms import AnswerForm
from evaluations.models import Evaluation
from evaluations.operations import AnswerConflict, EvaluationLocked
from evaluations.views.panels import asking_panel, exact_panel, verdict_panel
from evaluations.views.row_values import Refused
from evaluations.views.rows import row_id
from evaluations.views.sheets import Sheet, group_of, resume_at
from workspaces.access import fetch
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required

UNPROCESSABLE = 422


def _sheet(request: MemberRequest, evaluation: Evaluation, group: str) -> Sheet:
    return Sheet(evaluation, group, actor=request.actor, now=timezone.now())


def _evaluation(request: MemberRequest, evaluation_id: UUID, act: Act = Act.READ) -> Evaluation:
    rows = Evaluation.objects.visible_to(request.actor).select_related("product").prefetch_related("paths")
    return fetch(rows, evaluation_id, by=request.actor, act=act)


@require_safe
@member_required
def answers(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """Where to go on: the first group that has an open question."""
    evaluation = _evaluation(request, evaluation_id)
    return redirect("answer_sheet", evaluation_id=evaluation.pk, group=resume_at(evaluation))


@require_safe
@member_required
def answer_sheet(request: MemberRequest, evaluation_id: UUID, group: str) -> HttpResponse:
    """One group's questions, the task list and the live panel."""
    return _page(request, _sheet(request, _evaluation(request, evaluation_id), group))


def _page(
    request: MemberRequest, sheet: Sheet, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    context = sheet.page(refused) | exact_panel(sheet) | verdict_panel(sheet)
    return render(request, "evaluations/answer_sheet.html", context, status=status)


@require_safe
@member_required
def score_panel(request: MemberRequest, evaluation_id: UUID, group: str) -> HttpResponse:
    """The verdict so far, a fragment. Asked for by address alone, it leads to the sheet that holds it."""
    evaluation = _evaluation(request, evaluation_id)
    if not request.htmx:
        return redirect("answer_sheet", evaluation_id=evaluation.pk, group=group)
    sheet = _sheet(request, evaluation, group)
    context = sheet.fragment() | asking_panel(sheet) | {"oob": True}
    return render(request, "evaluations/_score_panel_verdict.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def save_answer(request: MemberRequest, evaluation_id: UUID, item: str) -> HttpResponse:
    """Save one answer. With htmx the row comes back, with the exact score; without, the sheet at this row.

    A GET is the row as it is stored: how one takes the other's answer in a conflict.
    """
    if request.method != "POST":
        return _stored_row(request, _evaluation(request, evaluation_id), item)
    evaluation = _evaluation(request, evaluation_id, Act.WRITE_EVALUATIONS)
    asked, group = group_of(evaluation, item)
    form = AnswerForm(
        asked, request.POST, is_override=asked.kind == "alignment" and evaluation.growth_model is not None
    )
    if not form.is_valid():
        return _refused(request, evaluation, group.key, Refused(item=item, form=form), UNPROCESSABLE)
    try:
        operations.save_answers(
            evaluation=evaluation, answers=[form.answer()], by=request.actor, now=timezone.now()
        )
    except Invalid as invalid:
        for fault in invalid.faults:
            form.add_fault(fault.pointer, fault.detail)
        return _refused(request, evaluation, group.key, Refused(item=item, form=form), UNPROCESSABLE)
    except AnswerConflict as conflict:
        refused = Refused(item=item, form=form, in_conflict=True, present=conflict.present.get(item))
        return _refused(request, evaluation, group.key, refused, conflict.status)
    except EvaluationLocked as locked:
        # The reason stands on the sheet itself, above the answers as they are kept.
        return _locked(request, evaluation, group.key, locked)
    return _saved(request, evaluation, group.key, item)


def _stored_row(request: MemberRequest, evaluation: Evaluation, item: str) -> HttpResponse:
    asked, group = group_of(evaluation, item)
    if not request.htmx:
        return redirect(f"{reverse('answer_sheet', args=[evaluation.pk, group.key])}#{row_id(item)}")
    sheet = _sheet(request, evaluation, group.key)
    return render(request, "evaluations/_answer_row.html", sheet.fragment() | {"row": sheet.row(asked)})


def _saved(request: MemberRequest, evaluation: Evaluation, group: str, item: str) -> HttpResponse:
    if not request.htmx:
        return redirect(f"{reverse('answer_sheet', args=[evaluation.pk, group])}#{row_id(item)}")
    sheet = _sheet(request, _evaluation(request, evaluation.pk), group)
    asked = sheet.checklist.items[item]
    context = sheet.list_of_tasks() | exact_panel(sheet) | {"row": sheet.row(asked), "oob": True}
    return render(request, "evaluations/_saved_answer.html", context)


def _refused(
    request: MemberRequest, evaluation: Evaluation, group: str, refused: Refused, status: int
) -> HttpResponse:
    sheet = _sheet(request, evaluation, group)
    if not request.htmx:
        return _page(request, sheet, refused, status)
    row = sheet.row(sheet.checklist.items[refused.item], refused)
    return render(request, "evaluations/_answer_row.html", sheet.fragment() | {"row": row}, status=status)


def _locked(
    request: MemberRequest, evaluation: Evaluation, group: str, locked: EvaluationLocked
) -> HttpResponse:
    if request.htmx:
        return HttpResponse(locked.message, status=423, content_type="text/plain; charset=utf-8")
    return _page(request, _sheet(request, _evaluation(request, evaluation.pk), group), status=locked.status)

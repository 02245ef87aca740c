"""The answer sheet: one group's questions on a page, each saved by itself."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluations.answers.views.checklist_pages import ChecklistPage, resume_at
from evaluations.answers.views.hosts import Host, Saved, carried, evaluation_of
from evaluations.answers.views.panels import asking_panel, exact_panel
from evaluations.answers.views.row_values import Refused
from evaluations.answers.views.rows import row_id
from evaluations.models import Evaluation
from workspaces.views import MemberRequest, member_required


def _sheet(
    request: MemberRequest, evaluation: Evaluation, group: str, sent: dict[str, str] | None = None
) -> ChecklistPage:
    return ChecklistPage(evaluation, group, actor=request.actor, now=timezone.now(), sent=sent)


@require_safe
@member_required
def answers(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """Where to go on: the first group that has an open question."""
    evaluation = evaluation_of(request, evaluation_id)
    return redirect("answer_sheet", evaluation_id=evaluation.pk, group=resume_at(evaluation))


@require_safe
@member_required
def answer_sheet(request: MemberRequest, evaluation_id: UUID, group: str) -> HttpResponse:
    """One group's questions, the task list and the live panel."""
    return _page(request, _sheet(request, evaluation_of(request, evaluation_id), group))


def _page(
    request: MemberRequest, sheet: ChecklistPage, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    context = sheet.page(refused) | exact_panel(sheet) | asking_panel(sheet)
    return render(request, "evaluations/answer_sheet.html", context, status=status)


@require_safe
@member_required
def score_panel(request: MemberRequest, evaluation_id: UUID, group: str) -> HttpResponse:
    """The verdict so far, a fragment. Asked for by address alone, it leads to the sheet that holds it."""
    evaluation = evaluation_of(request, evaluation_id)
    if not request.htmx:
        return redirect("answer_sheet", evaluation_id=evaluation.pk, group=group)
    sheet = _sheet(request, evaluation, group, carried(request.GET.dict()))
    context = sheet.fragment() | asking_panel(sheet) | {"oob": True}
    return render(request, "evaluations/_score_panel_verdict.html", context)


def _show(
    request: MemberRequest,
    evaluation: Evaluation,
    group: str,
    item: str,
    refused: Refused | None,
    status: int,
) -> HttpResponse:
    return _page(request, _sheet(request, evaluation, group), refused, status)


def _row(
    request: MemberRequest, evaluation: Evaluation, group: str, item: str, refused: Refused | None
) -> dict[str, Any]:
    sheet = _sheet(request, evaluation, group)
    return sheet.fragment() | {"row": sheet.row(sheet.checklist.items[item], refused)}


def _saved(request: MemberRequest, evaluation: Evaluation, group: str, item: str) -> Saved:
    sheet = _sheet(request, evaluation, group)
    row = sheet.row(sheet.checklist.items[item])
    context = sheet.list_of_tasks() | exact_panel(sheet) | {"row": row, "oob": True}
    return Saved(template="evaluations/_saved_answer.html", context=context)


def _onward(request: MemberRequest, evaluation: Evaluation, group: str, item: str) -> str:
    return f"{reverse('answer_sheet', args=[evaluation.pk, group])}#{row_id(item)}"


SHEET = Host(show=_show, row=_row, saved=_saved, onward=_onward)

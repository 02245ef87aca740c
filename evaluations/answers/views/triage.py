"""Triage: ten questions that put every path of the release in order, before the evaluation's own are asked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from distmap.merging import Edit
from evaluations.answers.views.checklist_pages import ChecklistPage
from evaluations.answers.views.hosts import PLACE, Host, Saved, evaluation_of
from evaluations.answers.views.row_values import Refused
from evaluations.answers.views.rows import row_id
from evaluations.inputs import DESIGN_MAP
from evaluations.models import Evaluation
from evaluations.results.queries import triage_of, triage_words_of
from evaluations.wording import TriageWords, capitalised, counted
from evaluations.work.forms import PathsForm
from evaluations.work.queries import catalog_for, path_keys
from evaluations.work.views.edits import changed
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required

UNPROCESSABLE = 422
# Where a level's word stands on the line from No to Yes.
LEVEL_TICKS = (0.25, 0.5, 0.75)


def _sheet(request: MemberRequest, evaluation: Evaluation) -> ChecklistPage:
    """The design map's rows, which speak of every path of the release here."""
    every = [channel.key for channel in catalog_for(evaluation).channels]
    return ChecklistPage(
        evaluation, DESIGN_MAP, actor=request.actor, now=timezone.now(), paths=every, sent={PLACE: "triage"}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def triage(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """The ten questions, and the paths in the order that they give. A POST takes paths into the evaluation."""
    act = Act.WRITE_EVALUATIONS if request.method == "POST" else Act.READ
    found = evaluation_of(request, evaluation_id, act)
    edit = Edit(request, lambda sent: _paths_form(found, sent))
    form = edit.form
    if edit.may_save and changed(request, found, form, edit.only(form.cleaned_data)):
        taken = capitalised(counted(len(form.cleaned_data["paths"]), "path"))
        messages.success(request, f"{taken} taken. Demand and constraint come next.")
        return redirect("answers", evaluation_id=found.pk)
    return _page(request, found, form, status=UNPROCESSABLE if form.is_bound else 200)


def _paths_form(evaluation: Evaluation, sent: Any = None) -> PathsForm:
    return PathsForm(catalog_for(evaluation), sent, initial={"paths": path_keys(evaluation)})


def _page(
    request: MemberRequest, evaluation: Evaluation, form: PathsForm, refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    sheet = _sheet(request, evaluation)
    chosen = form["paths"].value() if form.is_bound else None
    context = sheet.page(refused) | _paths(sheet, chosen) | {"form": form, "model": _model(sheet)}
    return render(request, "evaluations/triage.html", context, status=status)


def _model(sheet: ChecklistPage) -> str:
    model = sheet.evaluation.growth_model
    return sheet.catalog.growth_model(model).name if model else ""


def _paths(sheet: ChecklistPage, chosen: list[str] | None = None) -> dict[str, Any]:
    """Every path of the release in order; ticked are those chosen here, or else those on the evaluation."""
    document = triage_of(sheet.evaluation, sheet.answers)
    words = triage_words_of(sheet.evaluation, document)
    taken = path_keys(sheet.evaluation) if chosen is None else chosen
    return {
        "triage": words, "chosen": taken, "ticks": LEVEL_TICKS, "said": _said(words),
        "first": words.kept[0] if words.is_ordered else None,
    }  # fmt: skip


def _said(words: TriageWords) -> str:
    """What a screen reader is told when the order has changed."""
    named = [f"{path.name} {path.carry.shown}" for path in words.kept[:3] if path.carry]
    return f"First by carry: {'; '.join(named)}." if words.is_ordered else ""


def _show(
    request: MemberRequest,
    evaluation: Evaluation,
    group: str,
    item: str,
    refused: Refused | None,
    status: int,
) -> HttpResponse:
    return _page(request, evaluation, _paths_form(evaluation), refused, status)


def _row(
    request: MemberRequest, evaluation: Evaluation, group: str, item: str, refused: Refused | None
) -> dict[str, Any]:
    sheet = _sheet(request, evaluation)
    return sheet.fragment() | {"row": sheet.row(sheet.checklist.items[item], refused)}


def _saved(request: MemberRequest, evaluation: Evaluation, group: str, item: str) -> Saved:
    sheet = _sheet(request, evaluation)
    row = sheet.row(sheet.checklist.items[item])
    context = sheet.fragment() | _paths(sheet) | {"row": row, "oob": True}
    return Saved(template="evaluations/_saved_in_triage.html", context=context)


def _onward(request: MemberRequest, evaluation: Evaluation, group: str, item: str) -> str:
    return f"{reverse('triage', args=[evaluation.pk])}#{row_id(item)}"


TRIAGE = Host(show=_show, row=_row, saved=_saved, onward=_onward)

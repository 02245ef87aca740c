"""Changing an evaluation's own fields, each on a page of its own: title, paths, growth model, priorities."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from distmap.errors import Conflict, Invalid, Stale
from distmap.form_versions import sent_version
from distmap.merging import JUST_CHANGED, Edit, read_seen
from evaluations.answers.queries import answers_of
from evaluations.inputs import is_answered
from evaluations.models import Evaluation
from evaluations.vocabulary import DIMENSIONS
from evaluations.work.forms import (
    NONE_FITS,
    RANKS,
    GrowthModelForm,
    PathsForm,
    PrioritiesForm,
    TitleForm,
    pointed_fields,
)
from evaluations.work.operations.evaluations import change_evaluation
from evaluations.work.queries import catalog_for, path_keys
from evaluations.work.views.start import path_groups
from evaluations.work.views.status_changes import evaluation_of
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required

UNPROCESSABLE = 422


_CHANGED = "Somebody changed this evaluation in between. Save again to replace it by what stands here."


def changed(request: MemberRequest, found: Evaluation, form: forms.Form, changes: dict[str, Any]) -> bool:
    """Whether the change went through; if not, the form says why.

    What a form that says what it was drawn with would overwrite is known by now; of another, only its version is.
    """
    has_seen = read_seen(request.POST) is not None
    try:
        change_evaluation(
            evaluation=found,
            changes=changes,
            by=request.actor,
            now=timezone.now(),
            version=found.version if has_seen else sent_version(request),
        )
    except Invalid as invalid:
        for fault in invalid.faults:
            field = pointed_fields(fault.pointer)
            form.add_error(field if field in form.fields else None, fault.detail)
    except Stale:
        form.add_error(None, JUST_CHANGED if has_seen else _CHANGED)
    except Conflict as conflict:
        form.add_error(None, conflict.message)
    else:
        return True
    return False


def _shown(
    request: MemberRequest, template: str, found: Evaluation, form: forms.Form, **more: Any
) -> HttpResponse:
    context = {"evaluation": found, "form": form, "refusal": found.refusal_to_change()} | more
    return render(request, template, context, status=UNPROCESSABLE if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def edit_title(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """Rename it; possible in every state."""
    found = evaluation_of(request, evaluation_id, Act.WRITE_EVALUATIONS)
    edit = Edit(request, lambda sent: TitleForm(sent, initial={"title": found.title}))
    form = edit.form
    if edit.may_save and changed(request, found, form, edit.only(form.cleaned_data)):
        messages.success(request, "The title is changed.")
        return redirect("evaluation", evaluation_id=found.pk)
    return _shown(request, "evaluations/edit_title.html", found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def edit_paths(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """Choose other paths. Answers of a path that goes are kept aside and return with it."""
    found = evaluation_of(request, evaluation_id, Act.WRITE_EVALUATIONS)
    catalog = catalog_for(found)
    edit = Edit(request, lambda sent: PathsForm(catalog, sent, initial={"paths": path_keys(found)}))
    form = edit.form
    if edit.may_save and changed(request, found, form, edit.only(form.cleaned_data)):
        messages.success(request, "The paths are changed.")
        return redirect("answers", evaluation_id=found.pk)
    return _shown(
        request,
        "evaluations/edit_paths.html",
        found,
        form,
        chosen=form["paths"].value() or [],
        groups=path_groups(catalog, found.growth_model),
        answered=_answered_paths(found),
        model_name=catalog.growth_model(found.growth_model).name if found.growth_model else "",
    )


def _answered_paths(found: Evaluation) -> set[str]:
    """The paths that have answers, chosen or kept aside."""
    items = catalog_for(found).items()
    answered = (items.get(key) for key, row in answers_of(found).items() if is_answered(row))
    return {item.channel for item in answered if item is not None and item.channel}


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def edit_growth_model(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """Declare another growth model, or none. The page says which answers on the match are set aside."""
    found = evaluation_of(request, evaluation_id, Act.WRITE_EVALUATIONS)
    catalog = catalog_for(found)
    initial = {"growth_model": found.growth_model or NONE_FITS}
    edit = Edit(request, lambda sent: GrowthModelForm(catalog, sent, initial=initial))
    form = edit.form
    if edit.may_save and changed(request, found, form, edit.only({"growth_model": form.chosen})):
        messages.success(request, "The growth model is changed.")
        return redirect(_back(request, found))
    return _shown(
        request,
        "evaluations/edit_growth_model.html",
        found,
        form,
        models=catalog.growth_models,
        none_fits=NONE_FITS,
        chosen=form["growth_model"].value() or "",
        set_aside=_answered_matches(found),
        back=_back(request, found),
    )


def _back(request: MemberRequest, found: Evaluation) -> str:
    """The page that led here to declare the model: triage, one question at a time, or the evaluation's own."""
    came_from = request.GET.get("from", "")
    return reverse(came_from if came_from in {"triage", "focus"} else "evaluation", args=[found.pk])


def _answered_matches(found: Evaluation) -> list[str]:
    """The paths whose match with the growth model was answered."""
    catalog = catalog_for(found)
    matches = [
        key for key, row in answers_of(found).items() if key.endswith("@alignment") and is_answered(row)
    ]
    return sorted(catalog.path_name(key.removesuffix("@alignment")) for key in matches)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def edit_priorities(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """A number for each dimension: the weak order in which they matter. A strategist's act.

    The result page posts here too: to set them, or to try them in a scenario first.
    """
    found = evaluation_of(request, evaluation_id, Act.SET_PRIORITIES)
    catalog = catalog_for(found)
    initial = PrioritiesForm.ranks_of(found.priorities)
    edit = Edit(request, lambda sent: PrioritiesForm(sent, initial=initial))
    form = edit.form
    if edit.may_save:
        if "try" in request.POST:
            return _tried(found, form)
        order = None if "clear" in request.POST else form.order()
        if changed(request, found, form, {"priorities": order}):
            messages.success(
                request, "The priorities are changed." if order else "No priorities are set now."
            )
            if request.POST.get("from") == "result":
                return redirect(f"{reverse('result_tab', args=[found.pk, 'ranking'])}#priorities")
            return redirect("evaluation", evaluation_id=found.pk)
    dimensions = [
        {
            "role": catalog.role(key),
            "field": form[key],
            "chosen": str(form[key].value()),
            "fault_id": f"{form[key].auto_id}_error" if form[key].errors else "",
        }
        for key in DIMENSIONS
    ]
    return _shown(
        request, "evaluations/edit_priorities.html", found, form, dimensions=dimensions, ranks=RANKS
    )


def _tried(found: Evaluation, form: PrioritiesForm) -> HttpResponse:
    ranks = {f"rank.{key}": form.cleaned_data[key] for key in DIMENSIONS}
    query = urlencode({"base": found.answers_version, **ranks})
    return redirect(f"{reverse('what_if', args=[found.pk])}?{query}")

"""What if: a scenario beside the result as it stands. Its address carries it; only keeping stores anything."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django_htmx.http import replace_url

from channels_catalog.schema import Catalog
from distmap.errors import Invalid
from distmap.times import spoken_time
from evaluations.answers.queries import answers_of, checklist_of
from evaluations.inputs import Checklist
from evaluations.models import Answer, Evaluation
from evaluations.pictures import NARROW, WIDE, Canvas, constraint_map, points_of
from evaluations.pictures.ghosts import ghosts
from evaluations.results.operations import ScenarioOutdated, growth_model_of, keep_scenario, supposed
from evaluations.results.scenarios import Outcome, changes_of, finding_of, outcome_of, present, words_of
from evaluations.results.views.scenario_address import Address, placed_faults, read
from evaluations.results.views.scenario_rows import growth_models, moved_of, parts_of, ranks_of, told_faults
from evaluations.wording import capitalised, counted
from evaluations.work.operations.changes import EvaluationLocked
from evaluations.work.queries import catalog_for
from evaluations.work.views.status_changes import evaluation_of
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions

UNPROCESSABLE = 422
Document = dict[str, Any]


@dataclass(frozen=True)
class FormContext:
    """One scenario on its evaluation, with everything that its page is made of."""

    request: MemberRequest
    evaluation: Evaluation
    catalog: Catalog
    asked: Checklist
    stored: Mapping[str, Answer]
    address: Address

    @classmethod
    def of(cls, request: MemberRequest, evaluation: Evaluation, sent: QueryDict) -> "FormContext":
        asked, stored = checklist_of(evaluation), answers_of(evaluation)
        address = read(sent, evaluation, asked, stored, by=request.actor)
        return cls(request, evaluation, catalog_for(evaluation), asked, stored, address)

    @property
    def url(self) -> str:
        return reverse("what_if", args=[self.evaluation.pk]) + self.address.query


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def what_if(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """A scenario and what it would change. A POST keeps it: the changed answers become the saved ones."""
    if request.method == "POST":
        return _keep(request, evaluation_id)
    evaluation = evaluation_of(request, evaluation_id, Act.READ)
    form = FormContext.of(request, evaluation, request.GET)
    if request.htmx:
        answer = render(
            request, "evaluations/_what_if_outcome.html", _outcome(form) | {"oob": True}, status=_status(form)
        )
        return answer if form.address.faults else replace_url(answer, form.url)
    if not form.address.faults and request.GET.dict() != form.address.fields:
        return redirect(form.url)
    return _page(form, status=_status(form))


def _status(form: FormContext) -> int:
    return UNPROCESSABLE if form.address.faults else 200


def _keep(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    evaluation = evaluation_of(request, evaluation_id, Act.WRITE_EVALUATIONS)
    form = FormContext.of(request, evaluation, request.POST)
    if form.address.faults:
        return _page(form, status=UNPROCESSABLE)
    if not form.address.scenario.moves_anything:
        messages.info(request, "There is nothing to keep: this is what is saved already.")
        return redirect("what_if", evaluation_id=evaluation.pk)
    try:
        keep_scenario(
            evaluation=evaluation, scenario=form.address.scenario, answers_version=form.address.base,
            by=request.actor, now=timezone.now(),
        )  # fmt: skip
    except ScenarioOutdated as outdated:
        return _outdated(form, outdated)
    except EvaluationLocked as locked:
        return _page(form, status=locked.status)
    except Invalid as invalid:
        faults = placed_faults(invalid.faults, form.address.scenario)
        return _page(replace(form, address=replace(form.address, faults=faults)), status=UNPROCESSABLE)
    moved = len(moved_of(form.catalog, form.evaluation, form.asked, form.stored, form.address))
    messages.success(request, f"The scenario is kept: {counted(moved, 'change')} saved.")
    return redirect("result", evaluation_id=evaluation.pk)


def _page(form: FormContext, *, status: int = 200) -> HttpResponse:
    ranks = ranks_of(form.catalog, form.evaluation, form.address)
    context = _outcome(form) | {
        "parts": parts_of(form.catalog, form.asked, form.stored, form.address),
        "growth_models": growth_models(form.catalog, form.evaluation, form.address),
        "ranks": ranks,
        "ranks_open": any(faults for *_, faults in ranks),
    }
    return render(form.request, "evaluations/what_if.html", context, status=status)


def _outcome(form: FormContext) -> Document:
    """What the scenario moves, and what comes of it."""
    evaluation, scenario = form.evaluation, form.address.scenario
    context: Document = {
        "evaluation": evaluation,
        "address": form.address,
        "here": form.url,
        "refusal": evaluation.refusal_to_change(),
        "outdated": form.address.base != evaluation.answers_version,
        "moved": moved_of(form.catalog, evaluation, form.asked, form.stored, form.address),
        "overrides": _overrides(form),
        "may": permissions(form.request.actor),
        "keeping_needs": _needs(form),
    }
    if form.address.faults and not scenario.moves_anything:
        return context | {
            "faults": told_faults(form.asked, form.address),
            "said": "The scenario has faults.",
        }
    outcome = outcome_of(
        evaluation, present(evaluation, form.stored), supposed(evaluation, scenario, stored=form.stored)
    )
    changes = changes_of(outcome)
    return context | {
        "faults": told_faults(form.asked, form.address),
        "said": _said(changes),
        "changes": changes,
        "verdicts": [change for change in changes if change.verdict_moved],
        "finding": finding_of(outcome.new),
        "maps": _maps(outcome),
        "was_order": [outcome.old.names.path(key) for key in outcome.old.order],
        "now_order": [outcome.new.names.path(key) for key in outcome.new.order],
    }


def _overrides(form: FormContext) -> list[tuple[str, str, str]]:
    """Key, path and present note of each match that the scenario answers over the catalog."""
    if growth_model_of(form.evaluation, form.address.scenario) is None:
        return []
    found = []
    for answer in form.address.scenario.answers:
        path, _, kind = answer.key.partition("@")
        if kind == "alignment" and answer.level is not None:
            stored = form.stored.get(answer.key)
            found.append(
                (answer.key, form.catalog.path_name(path), answer.note or (stored.note if stored else ""))
            )
    return found


def _needs(form: FormContext) -> str:
    """Which role keeping needs, where the reader has it not; empty where they have."""
    actor = form.request.actor
    if not actor.may(Act.WRITE_EVALUATIONS):
        return "An operator can keep a scenario."
    if "priorities" in form.address.scenario.changes and not actor.may(Act.SET_PRIORITIES):
        return "This scenario sets priorities, so it takes a strategist to keep it."
    if _overrides(form) and not actor.may(Act.OVERRIDE_MATCH):
        return "This scenario overrides a growth-model match, so it takes a strategist to keep it."
    return ""


def _said(changes: list[Any]) -> str:
    """What the scenario changes, in a sentence."""
    verdicts = sum(change.verdict_moved for change in changes)
    figures = sum(change.moved for change in changes)
    if not figures:
        return "No figure changes."
    if not verdicts:
        return f"No verdict changes; the figures of {counted(figures, 'path')} do."
    return capitalised(f"{counted(verdicts, 'verdict')} {'changes' if verdicts == 1 else 'change'}.")


def _maps(outcome: Outcome) -> list[Document]:
    """The map of the scenario on both sheets, with the present as ghosts."""
    old, new = points_of(words_of(outcome.old)), points_of(words_of(outcome.new))
    return [_map(old, new, sheet) for sheet in (WIDE, NARROW)] if new else []


def _map(old: Any, new: Any, sheet: Canvas) -> Document:
    drawn = constraint_map(new, sheet)
    titled = replace(
        drawn,
        title=f"Scenario: {drawn.title[:1].lower()}{drawn.title[1:]}",
        description=f"{drawn.description} Hollow circles show where the saved answers put a path that moves.",
    )
    return {"map": titled, "ghosts": ghosts(old, drawn)}


def _outdated(form: FormContext, outdated: ScenarioOutdated) -> HttpResponse:
    """Both: what is saved now, and what the scenario would put in its place."""
    now = timezone.now()
    fresh = replace(form.address, base=form.evaluation.answers_version)
    context = {
        "evaluation": form.evaluation,
        "message": outdated.message,
        "changed": spoken_time(form.evaluation.changed_at, now),
        "by": form.evaluation.changed_by,
        "moved": moved_of(form.catalog, form.evaluation, form.asked, form.stored, form.address),
        "overrides": _overrides(form),
        "fields": fresh.fields,
        "look": reverse("what_if", args=[form.evaluation.pk]) + fresh.query,
    }
    return render(form.request, "evaluations/what_if_outdated.html", context, status=outdated.status)

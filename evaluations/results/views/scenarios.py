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
from evaluations.pictures import NARROW, WIDE, Sheet, constraint_map, points_of
from evaluations.pictures.ghosts import ghosts
from evaluations.results.operations import ScenarioOutdated, growth_model_of, keep_scenario, supposed
from evaluations.results.scenarios import Outcome, changes_of, outcome_of, present
from evaluations.results.views.scenario_address import Address, placed_faults, read
from evaluations.results.views.scenario_rows import growth_models, moved_of, parts_of, ranks_of, told_faults
from evaluations.wording import all_path_words, capitalised, counted, finding
from evaluations.work.operations.changes import EvaluationLocked
from evaluations.work.queries import catalog_for
from evaluations.work.views.moves import evaluation_of
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions

UNPROCESSABLE = 422
Document = dict[str, Any]


@dataclass(frozen=True)
class _Desk:
    """One scenario on its evaluation, with everything that its page is made of."""

    request: MemberRequest
    evaluation: Evaluation
    catalog: Catalog
    asked: Checklist
    stored: Mapping[str, Answer]
    address: Address

    @classmethod
    def of(cls, request: MemberRequest, evaluation: Evaluation, sent: QueryDict) -> "_Desk":
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
    desk = _Desk.of(request, evaluation, request.GET)
    if request.htmx:
        answer = render(
            request, "evaluations/_what_if_outcome.html", _outcome(desk) | {"oob": True}, status=_status(desk)
        )
        return answer if desk.address.faults else replace_url(answer, desk.url)
    if not desk.address.faults and request.GET.dict() != desk.address.fields:
        return redirect(desk.url)
    return _page(desk, status=_status(desk))


def _status(desk: _Desk) -> int:
    return UNPROCESSABLE if desk.address.faults else 200


def _keep(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    evaluation = evaluation_of(request, evaluation_id, Act.WRITE_EVALUATIONS)
    desk = _Desk.of(request, evaluation, request.POST)
    if desk.address.faults:
        return _page(desk, status=UNPROCESSABLE)
    if not desk.address.scenario.moves_anything:
        messages.info(request, "There is nothing to keep: this is what is saved already.")
        return redirect("what_if", evaluation_id=evaluation.pk)
    try:
        keep_scenario(
            evaluation=evaluation, scenario=desk.address.scenario, answers_version=desk.address.base,
            by=request.actor, now=timezone.now(),
        )  # fmt: skip
    except ScenarioOutdated as outdated:
        return _outdated(desk, outdated)
    except EvaluationLocked as locked:
        return _page(desk, status=locked.status)
    except Invalid as invalid:
        faults = placed_faults(invalid.faults, desk.address.scenario)
        return _page(replace(desk, address=replace(desk.address, faults=faults)), status=UNPROCESSABLE)
    moved = len(moved_of(desk.catalog, desk.evaluation, desk.asked, desk.stored, desk.address))
    messages.success(request, f"The scenario is kept: {counted(moved, 'change')} saved.")
    return redirect("result", evaluation_id=evaluation.pk)


def _page(desk: _Desk, *, status: int = 200) -> HttpResponse:
    ranks = ranks_of(desk.catalog, desk.evaluation, desk.address)
    context = _outcome(desk) | {
        "parts": parts_of(desk.catalog, desk.asked, desk.stored, desk.address),
        "growth_models": growth_models(desk.catalog, desk.evaluation, desk.address),
        "ranks": ranks,
        "ranks_open": any(faults for *_, faults in ranks),
    }
    return render(desk.request, "evaluations/what_if.html", context, status=status)


def _outcome(desk: _Desk) -> Document:
    """What the scenario moves, and what comes of it."""
    evaluation, scenario = desk.evaluation, desk.address.scenario
    context: Document = {
        "evaluation": evaluation,
        "address": desk.address,
        "here": desk.url,
        "refusal": evaluation.refusal_to_change(),
        "outdated": desk.address.base != evaluation.answers_version,
        "moved": moved_of(desk.catalog, evaluation, desk.asked, desk.stored, desk.address),
        "overrides": _overrides(desk),
        "may": permissions(desk.request.actor),
        "keeping_needs": _needs(desk),
    }
    if desk.address.faults and not scenario.moves_anything:
        return context | {
            "faults": told_faults(desk.asked, desk.address),
            "said": "The scenario has faults.",
        }
    outcome = outcome_of(
        evaluation, present(evaluation, desk.stored), supposed(evaluation, scenario, stored=desk.stored)
    )
    changes = changes_of(outcome)
    return context | {
        "faults": told_faults(desk.asked, desk.address),
        "said": _said(changes),
        "changes": changes,
        "verdicts": [change for change in changes if change.verdict_moved],
        "finding": finding(outcome.new),
        "maps": _maps(outcome),
        "was_order": [outcome.old.names.path(key) for key in outcome.old.order],
        "now_order": [outcome.new.names.path(key) for key in outcome.new.order],
    }


def _overrides(desk: _Desk) -> list[tuple[str, str, str]]:
    """Key, path and present note of each match that the scenario answers over the catalog."""
    if growth_model_of(desk.evaluation, desk.address.scenario) is None:
        return []
    found = []
    for answer in desk.address.scenario.answers:
        path, _, kind = answer.key.partition("@")
        if kind == "alignment" and answer.level is not None:
            stored = desk.stored.get(answer.key)
            found.append(
                (answer.key, desk.catalog.path_name(path), answer.note or (stored.note if stored else ""))
            )
    return found


def _needs(desk: _Desk) -> str:
    """Which role keeping needs, where the reader has it not; empty where they have."""
    actor = desk.request.actor
    if not actor.may(Act.WRITE_EVALUATIONS):
        return "An operator can keep a scenario."
    if "priorities" in desk.address.scenario.changes and not actor.may(Act.SET_PRIORITIES):
        return "This scenario sets priorities, so it takes a strategist to keep it."
    if _overrides(desk) and not actor.may(Act.OVERRIDE_MATCH):
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
    old, new = points_of(all_path_words(outcome.old)), points_of(all_path_words(outcome.new))
    return [_map(old, new, sheet) for sheet in (WIDE, NARROW)] if new else []


def _map(old: Any, new: Any, sheet: Sheet) -> Document:
    drawn = constraint_map(new, sheet)
    titled = replace(
        drawn,
        title=f"Scenario: {drawn.title[:1].lower()}{drawn.title[1:]}",
        description=f"{drawn.description} Hollow circles show where the saved answers put a path that moves.",
    )
    return {"map": titled, "ghosts": ghosts(old, drawn)}


def _outdated(desk: _Desk, outdated: ScenarioOutdated) -> HttpResponse:
    """Both: what is saved now, and what the scenario would put in its place."""
    now = timezone.now()
    fresh = replace(desk.address, base=desk.evaluation.answers_version)
    context = {
        "evaluation": desk.evaluation,
        "message": outdated.message,
        "changed": spoken_time(desk.evaluation.changed_at, now),
        "by": desk.evaluation.changed_by,
        "moved": moved_of(desk.catalog, desk.evaluation, desk.asked, desk.stored, desk.address),
        "overrides": _overrides(desk),
        "fields": fresh.fields,
        "look": reverse("what_if", args=[desk.evaluation.pk]) + fresh.query,
    }
    return render(desk.request, "evaluations/what_if_outdated.html", context, status=outdated.status)

"""What if, as a page: a scenario beside the present. Its address is the whole of it; only keeping stores anything."""

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
from evaluations.results.operations import ScenarioOutdated, growth_model_of, keep_scenario, supposed
from evaluations.results.scenarios import found_under, present
from evaluations.results.views.pins import Pin, pinned_by, pins_of, written
from evaluations.results.views.scenario_address import Address, placed_faults, read
from evaluations.results.views.scenario_rows import growth_models, moved_of, parts_of, ranks_of, told_faults
from evaluations.results.views.scenario_stage import LETTERS, Change, changes_of, drawn
from evaluations.wording import capitalised, counted
from evaluations.wording.outlook import NOTHING_MOVED, PathOutlook, outlooks, ranked, scenario_sentence
from evaluations.work.operations.changes import EvaluationLocked
from evaluations.work.queries import catalog_for
from evaluations.work.views.status_changes import evaluation_of
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions

UNPROCESSABLE = 422
# The group of controls that sets growth model and priorities; every other one is a group of answers.
SETTINGS = "settings"
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
    pins: tuple[Pin, ...]
    group: str

    @classmethod
    def of(cls, request: MemberRequest, evaluation: Evaluation, sent: QueryDict) -> "FormContext":
        asked, stored = checklist_of(evaluation), answers_of(evaluation)
        address = read(sent, evaluation, asked, stored, by=request.actor)
        return cls(
            request, evaluation, catalog_for(evaluation), asked, stored, address, tuple(pins_of(sent)),
            _group(asked, sent.get("group", "")),
        )  # fmt: skip

    @property
    def fields(self) -> dict[str, str]:
        """What the address of the page has besides pins."""
        first = self.asked.groups[0].key
        return self.address.fields | ({"group": self.group} if self.group != first else {})

    @property
    def url(self) -> str:
        return self.url_with(self.pins)

    def url_with(self, pins: tuple[Pin, ...] | list[Pin], fields: Mapping[str, str] | None = None) -> str:
        """The address with these pins, and this scenario in hand."""
        path = reverse("what_if", args=[self.evaluation.pk])
        return path + written(self.fields if fields is None else fields, pins)

    @property
    def is_short(self) -> bool:
        """Whether the address that was asked for is the shortest."""
        sent = self.request.GET
        own = [*self.fields.items(), *(("pin", pin.written) for pin in self.pins)]
        return sorted((name, value) for name, values in sent.lists() for value in values) == sorted(own)


def _group(asked: Checklist, sent: str) -> str:
    """The group of controls that is asked for; else the first."""
    keys = [group.key for group in asked.groups if group.kind != "rule"]
    return sent if sent in {*keys, SETTINGS} else keys[0]


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
    pinned = pinned_by(request.GET, form.address, form.pins)
    if pinned is not None:
        group = {name: value for name, value in form.fields.items() if name == "group"}
        return redirect(form.url_with(pinned, group))
    if not form.address.faults and not form.is_short:
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
    parts = parts_of(form.catalog, form.asked, form.stored, form.address)
    ranks = ranks_of(form.catalog, form.evaluation, form.address)
    group = form.group
    if form.address.faults:
        # What has a fault is shown, whichever group was asked for.
        group = next((part.key for part in parts if part.has_faults), SETTINGS)
    context = _outcome(form) | {
        "parts": parts,
        "part": next((part for part in parts if part.key == group), None),
        "group": group,
        "carried": _carried(form, group),
        "growth_models": growth_models(form.catalog, form.evaluation, form.address),
        "ranks": ranks,
    }
    return render(form.request, "evaluations/what_if.html", context, status=status)


def _carried(form: FormContext, group: str) -> list[tuple[str, str]]:
    """What the scenario moves outside the group that is shown: the form takes it along."""
    own = {item.key for each in form.asked.groups if each.key == group for item in each.items}
    found = []
    for name, value in form.address.fields.items():
        kind, _, key = name.partition(".")
        shown = key in own if kind in {"level", "grade"} else group == SETTINGS and name != "base"
        if not shown:
            found.append((name, value))
    return found


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
        "faults": told_faults(form.asked, form.address),
        "said": "The scenario has faults.",
    }
    if form.address.faults and not scenario.moves_anything:
        return context
    return context | _compared(form)


def _compared(form: FormContext) -> Document:
    """The present, the scenario in hand and those that are pinned, each scored whole."""
    evaluation = form.evaluation
    old_found = found_under(evaluation, present(evaluation, form.stored))
    old = outlooks(old_found)
    moves = supposed(evaluation, form.address.scenario, stored=form.stored)
    new_found = found_under(evaluation, moves) if form.address.scenario.moves_anything else old_found
    new = outlooks(new_found)
    changes = changes_of(old, new, ranked(old_found), ranked(new_found))
    pins = _pinned(form, old)
    before, after = ([rank.name for rank in ranked(found)] for found in (old_found, new_found))
    return {
        "said": _said(changes),
        "changes": changes,
        "verdicts": [change for change in changes if change.verdict_moved],
        "finding": scenario_sentence(old, new) if form.address.fields else NOTHING_MOVED,
        "maps": drawn(old, new, {letter: pin["paths"] for letter, pin in pins.items()}),
        "pins": pins,
        "letter": LETTERS[len(pins)] if len(pins) < len(LETTERS) else "",
        "letters": LETTERS,
        "was_order": before,
        "now_order": after,
    }


def _pinned(form: FormContext, old: tuple[PathOutlook, ...]) -> dict[str, Document]:
    """Each pin by its letter: what it moves, the verdicts that it changes, and addresses to drop it or take it up."""
    found: dict[str, Document] = {}
    for place, (letter, pin) in enumerate(zip(LETTERS, form.pins, strict=False)):
        address = read(pin.sent, form.evaluation, form.asked, form.stored, by=form.request.actor)
        moves = supposed(form.evaluation, address.scenario, stored=form.stored)
        paths = outlooks(found_under(form.evaluation, moves))
        was = {path.key: path for path in old}
        rest = [each for other, each in enumerate(form.pins) if other != place]
        group = {name: value for name, value in form.fields.items() if name == "group"}
        found[letter] = {
            "name": pin.name,
            "moved": moved_of(form.catalog, form.evaluation, form.asked, form.stored, address),
            "paths": paths,
            "turned": [path for path in paths if path.beneath != was[path.key].beneath],
            "drop": form.url_with(rest),
            "take": form.url_with(rest, address.fields | group),
            "written": pin.written,
        }
    return found


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


def _said(changes: list[Change]) -> str:
    """What the scenario changes, in a sentence."""
    verdicts = sum(change.verdict_moved for change in changes)
    figures = sum(change.moved for change in changes)
    if not figures:
        return "No figure changes."
    if not verdicts:
        return f"No verdict changes; the figures of {counted(figures, 'path')} do."
    return capitalised(f"{counted(verdicts, 'verdict')} {'changes' if verdicts == 1 else 'change'}.")


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

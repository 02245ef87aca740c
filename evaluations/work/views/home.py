"""Home: the workspace's evaluations, what to go on with, search and filters that live in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from channels_catalog.queries import catalog_of, current_release
from channels_catalog.schema import Catalog
from distmap.paging import page_of
from distmap.times import spoken_time
from evaluations.answers.queries import checklist_of, history_of
from evaluations.models import Evaluation
from evaluations.vocabulary import DECISION_CHOICES, FIND_OUT_FIRST, STATUS_WORDS
from evaluations.wording import capitalised, counted, show_count
from evaluations.wording.outlook import leaning
from evaluations.work.queries import UNDECLARED, EvaluationFilters, catalog_for, evaluations, headline_of
from evaluations.work.views.words import state_words
from workspaces.actors import Actor
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions

ROWS = 25
UNDO = "undo"
CHANGED = (("7", "Last 7 days"), ("30", "Last 30 days"), ("182", "Last 6 months"))


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One filter of the list: its choices, and the one chosen (empty: any)."""

    name: str
    label: str
    any: str
    choices: Sequence[tuple[str, str]]
    chosen: str

    @property
    def chosen_label(self) -> str:
        return dict(self.choices).get(self.chosen, "")


@require_safe
@member_required
def home(request: MemberRequest) -> HttpResponse:
    """One row for each evaluation, the last changed first; a filtered list is an address that can be kept and sent."""
    now = timezone.now()
    catalog = catalog_of(current_release(request.actor).pk)
    filters = _filters(request.GET, catalog)
    text = searched(request.GET)
    rows = evaluations(request.actor, _wanted(filters, text, now))
    page = page_of(rows, request.GET, by="changed_at", size=ROWS)
    shown = [listed(evaluation, now) for evaluation in page.rows]
    is_narrowed = bool(text) or any(entry.chosen for entry in filters)
    context = {
        "rows": shown, "older": page.older, "newer": page.newer, "filters": filters, "q": text,
        "chips": _chips(filters, text), "is_narrowed": is_narrowed, "lead": _lead(shown),
        "shown_words": shown_words(len(shown), "evaluation", is_whole=not (page.older or page.newer)),
        "is_empty": not (shown or is_narrowed or page.newer),
        "resume": _resume(request.actor, now), "may": permissions(request.actor),
        "undo": request.session.pop(UNDO, None),
    }  # fmt: skip
    return render(request, "evaluations/home.html", context)


def searched(asked: QueryDict, field: str = "q") -> str:
    """The words looked for."""
    return asked.get(field, "").replace("\x00", "").strip()[:200]


def _filters(asked: QueryDict, catalog: Catalog) -> list[Filter]:
    models = [*((model.key, model.name) for model in catalog.growth_models), (UNDECLARED, "Not declared")]
    return [
        _filter(asked, "state", "State", "Any state", tuple(STATUS_WORDS.items())),
        _filter(asked, "growth_model", "Growth model", "Any model", models),
        _filter(asked, "verdict", "Leading verdict", "Any verdict", DECISION_CHOICES),
        _filter(asked, "changed", "Changed", "Any time", CHANGED),
    ]


def _filter(asked: QueryDict, name: str, label: str, any_: str, choices: Sequence[tuple[str, str]]) -> Filter:
    """A filter with its chosen value; what is none of the choices counts as not chosen."""
    chosen = asked.get(name, "")
    return Filter(
        name=name, label=label, any=any_, choices=choices, chosen=chosen if chosen in dict(choices) else ""
    )


def _wanted(filters: Sequence[Filter], text: str, now: datetime) -> EvaluationFilters:
    chosen = {entry.name: entry.chosen for entry in filters}
    days = int(chosen["changed"] or 0)
    return EvaluationFilters(
        q=text,
        status=chosen["state"],
        growth_model=chosen["growth_model"],
        verdict=chosen["verdict"],
        changed_after=now - timedelta(days=days) if days else None,
    )


def _chips(filters: Sequence[Filter], text: str) -> list[dict[str, str]]:
    """Each thing that narrows the list, with the address that takes it away."""
    chosen = {entry.name: entry.chosen for entry in filters if entry.chosen}
    chips = [("q", f"Search: {text}")] if text else []
    chips += [
        (entry.name, f"{entry.label}: {entry.chosen_label.lower()}") for entry in filters if entry.chosen
    ]
    everything = chosen | ({"q": text} if text else {})
    return [
        {
            "label": label,
            "without": "?" + urlencode({key: value for key, value in everything.items() if key != name}),
        }
        for name, label in chips
    ]


def listed(evaluation: Evaluation, now: datetime) -> dict[str, Any]:
    """An evaluation as lists show it, from stored values alone."""
    catalog = catalog_for(evaluation)
    headline = headline_of(evaluation)
    leads = headline is not None and (evaluation.answered > 0 or headline["verdict"] != FIND_OUT_FIRST)
    return {
        "evaluation": evaluation,
        "growth_model": growth_model_name(catalog, evaluation.growth_model),
        "state": state_words(evaluation.status, answered=evaluation.answered, total=evaluation.total),
        "is_waiting": evaluation.status == Evaluation.DRAFT and evaluation.answered < evaluation.total,
        "headline": headline
        | {
            "name": catalog.path_name(headline["path"]),
            "leans": leaning(headline["lean"], headline["lean_share"]),
        }
        if headline and leads
        else None,
        "when": spoken_time(evaluation.changed_at, now),
        "who": evaluation.changed_by or evaluation.created_by,
    }


def growth_model_name(catalog: Catalog, key: str | None) -> str:
    """The name of a growth model, or that none is declared."""
    return catalog.growth_model(key).name if key else "Growth model undeclared"


def _lead(rows: Sequence[Mapping[str, Any]]) -> str:
    """The sentence under the heading: what the rows shown wait for."""
    waiting = sum(row["is_waiting"] for row in rows)
    if not rows:
        return ""
    if not waiting:
        return "None of those shown waits for answers."
    if len(rows) == 1:
        return "It waits for answers."
    verb = "waits" if waiting == 1 else "wait"
    return f"Of the {show_count(len(rows))} shown, {show_count(waiting)} {verb} for answers."


def shown_words(count: int, what: str, *, is_whole: bool) -> str:
    """How many rows the filters left on this page; the list is not counted beyond it."""
    found = counted(count, what) if count else f"no {what}"
    return f"{capitalised(found)} found" if is_whole else f"{capitalised(found)} on this page"


def _resume(actor: Actor, now: datetime) -> dict[str, Any] | None:
    """The draft changed last, and where its answering stopped; nothing for those who may only read."""
    if not actor.may(Act.WRITE_EVALUATIONS):
        return None
    drafts = evaluations(actor, EvaluationFilters(status=Evaluation.DRAFT)).order_by("-changed_at", "-id")
    evaluation = drafts.first()
    if evaluation is None:
        return None
    return listed(evaluation, now) | _stop(evaluation, actor)


def _stop(evaluation: Evaluation, actor: Actor) -> dict[str, Any]:
    """The question answered last, as the checklist counts it."""
    last = history_of(evaluation).first()
    asked = checklist_of(evaluation)
    for group in asked.groups:
        for number, item in enumerate(group.items, start=1):
            if last is not None and item.key == last.item:
                who = (
                    "You"
                    if last.user_id == actor.user.pk
                    else last.user.shown_name
                    if last.user
                    else "A program"
                )
                return {"group": group.key, "sentence": f"{who} stopped at {group.name}, question {number}."}
    return {
        "group": asked.groups[0].key,
        "sentence": f"Nothing is answered yet. It begins with {asked.groups[0].name}.",
    }

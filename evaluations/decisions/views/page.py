"""What was decided on an evaluation: as it stands or as it stood, its actions, its outcome, and its history."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from channels_catalog.schema import Catalog
from distmap.errors import Conflict, Invalid, NotFound, Stale
from distmap.form_versions import is_told, sent_version, told_of_change, version_to_replace
from distmap.merging import Edit, read_seen
from distmap.times import spoken_time
from evaluations.decisions.operations import change_action, decision_document, record_outcome, today
from evaluations.decisions.queries import decision_history_of, decision_of
from evaluations.decisions.rules import as_day
from evaluations.decisions.views.sheet import DayField
from evaluations.models import Action, Decision, DecisionChange, Evaluation
from evaluations.results.queries import found_of, words_of
from evaluations.vocabulary import (
    ACTION_KIND_MEANINGS,
    ACTION_KIND_WORDS,
    ACTION_STATE_WORDS,
    HELD_IF,
    OUTCOME_MEANINGS,
    OUTCOME_WORDS,
    VERDICT_WORDS,
)
from evaluations.wording import departure, figure_words, forecast_words
from evaluations.work.queries import catalog_for
from evaluations.work.views.edits import UNPROCESSABLE
from evaluations.work.views.status_changes import evaluation_of
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions

ENTRIES = 50
Kept = Mapping[str, Any]
FIELD_WORDS = {
    "path": "path",
    "decision": "decision",
    "condition": "condition",
    "reasons": "reasons",
    "owner": "owner",
    "review_on": "review date",
    "exclusions": "what is not part of it",
    "kill_criteria": "kill criteria",
    "actions": "actions",
    "forecast": "forecast",
    "outcome": "outcome",
    "outcome_note": "note on the outcome",
    "outcome_on": "date of the outcome",
}


@require_safe
@member_required
def decision(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """The decision, or the paths that could be decided on; `?version=` shows it as it stood."""
    evaluation = evaluation_of(request, evaluation_id, Act.READ)
    if evaluation.decision_version:
        return _page(request, evaluation)
    context = {
        "evaluation": evaluation,
        "may": permissions(request.actor),
        "refusal": evaluation.refusal_to_decide(),
        "verdicts": words_of(found_of(evaluation)),
    }
    return render(request, "decisions/none.html", context)


def _page(request: MemberRequest, evaluation: Evaluation, fault: "StateForm | None" = None) -> HttpResponse:
    """The page of a decision; with the fault of a state that is none, shown at its action."""
    stored = _stored(evaluation)
    changes = list(decision_history_of(evaluation)[:ENTRIES])
    earlier = _earlier(changes, request.GET.get("version", ""), stored)
    kept = earlier.document if earlier else decision_document(stored, list(stored.actions.all()))
    now = timezone.now()
    context = {
        "evaluation": evaluation,
        "may": permissions(request.actor),
        "refusal": evaluation.refusal_to_decide(),
        "stored": stored,
        "earlier": earlier,
        "history": _history(changes, now),
        "fault": fault,
        "is_overdue": stored.is_overdue(today(now)),
        "states": Action.STATES,
        "decided_by": stored.decided_by,
        "decided": spoken_time(stored.decided_at, now),
    }
    context |= told(kept, catalog_for(evaluation))
    status = UNPROCESSABLE if fault else 200
    return render(request, "decisions/decision.html", context, status=status)


def _earlier(changes: list[DecisionChange], asked: str, stored: Decision) -> DecisionChange | None:
    """The entry of the version that was asked for, if it is one that was replaced."""
    return next((one for one in changes if str(one.version) == asked and one.version != stored.version), None)


def told(kept: Kept, catalog: Catalog) -> dict[str, Any]:
    """A decision in words and rows."""
    forecast = kept["forecast"]
    surfaces = {surface.key: surface.name for surface in catalog.surfaces}
    used = {action["kind"] for action in kept["actions"]}
    return {
        "kept": kept,
        "path_name": catalog.path_name(kept["path"]),
        "is_in_release": catalog.holds(kept["path"]),
        "word": VERDICT_WORDS[kept["decision"]],
        "departs": departure(kept["decision"], forecast),
        "forecast": forecast,
        "forecast_words": forecast_words(forecast),
        "fit": figure_words(forecast["fit"]),
        "support": figure_words(forecast["support"]),
        "review_on": as_day(kept["review_on"]),
        "criteria": [one | {"day": as_day(one["by"])} for one in kept["kill_criteria"]],
        "actions": [
            action
            | {
                "kind_word": ACTION_KIND_WORDS[action["kind"]],
                "state_word": ACTION_STATE_WORDS[action["state"]],
                "due": as_day(action["due_on"]),
                "surface_names": [surfaces.get(key, key) for key in action["surfaces"]],
            }
            for action in kept["actions"]
        ],
        "kinds": [
            (ACTION_KIND_WORDS[key], ACTION_KIND_MEANINGS[key]) for key in ACTION_KIND_WORDS if key in used
        ],
        "outcome_word": OUTCOME_WORDS.get(kept["outcome"], ""),
        "outcome_meaning": OUTCOME_MEANINGS.get(kept["outcome"], ""),
        "outcome_on": as_day(kept["outcome_on"]),
        "held_if": HELD_IF.get(forecast["verdict"], "") if kept["decision"] == forecast["verdict"] else "",
    }


def _history(changes: list[DecisionChange], now: Any) -> list[dict[str, Any]]:
    """Each change with what it touched, told from the one before it."""
    before = [*changes[1:], None]
    return [
        {
            "change": change,
            "touched": _touched(older.document, change.document) if older else "first recorded",
            "who": change.user.shown_name if change.user else "Somebody whose account is gone",
            "when": spoken_time(change.at, now),
        }
        for change, older in zip(changes, before, strict=True)
    ]


def _touched(before: Kept, after: Kept) -> str:
    names = [words for name, words in FIELD_WORDS.items() if before.get(name) != after.get(name)]
    return f"changed: {', '.join(names)}" if names else "changed"


def _stored(evaluation: Evaluation) -> Decision:
    found = decision_of(evaluation)
    if found is None:
        raise NotFound("No decision is recorded on this evaluation yet.", code="no_decision")
    return found


class StateForm(forms.Form):
    """The state of one action, in its row."""

    state = forms.ChoiceField(
        label="State", choices=Action.STATES, error_messages={"required": "Choose a state."}
    )

    def __init__(self, action_id: UUID, data: Any = None) -> None:
        super().__init__(data, auto_id=f"%s-{action_id}")
        self.action_id = str(action_id)


@require_POST
@member_required
def decision_action(request: MemberRequest, evaluation_id: UUID, action_id: UUID) -> HttpResponse:
    """Move one action to another state."""
    evaluation = evaluation_of(request, evaluation_id, Act.WRITE_DECISIONS)
    form = StateForm(action_id, request.POST)
    if not form.is_valid():
        return _page(request, evaluation, form)
    try:
        change_action(
            evaluation=evaluation,
            action_id=action_id,
            state=form.cleaned_data["state"],
            by=request.actor,
            now=timezone.now(),
            version=sent_version(request),
        )
    except Stale:
        messages.error(
            request, "Somebody changed this decision in between. Look again, then change the state."
        )
    except Conflict as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, "The state of the action is changed.")
    return redirect("decision", evaluation_id=evaluation.pk)


class OutcomeForm(forms.Form):
    """How the forecast came out."""

    outcome = forms.ChoiceField(
        label="How it came out",
        choices=Decision.OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it came out."},
    )
    on = DayField(label="Seen on", required="Name the day on which it was seen.")
    note = forms.CharField(
        label="What was seen",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The figures, and what else changed in the meantime.",
    )


def _meaning(outcome: str, verdict: str) -> str:
    """What an outcome means; that a verdict held was defined for each before anything came of it."""
    return HELD_IF.get(verdict, OUTCOME_MEANINGS[outcome]) if outcome == "held" else OUTCOME_MEANINGS[outcome]


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def decision_outcome(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """Say how the forecast came out, or take that back."""
    evaluation = evaluation_of(request, evaluation_id, Act.WRITE_DECISIONS)
    stored = _stored(evaluation)
    initial = {
        "outcome": stored.outcome,
        "note": stored.outcome_note,
        "on": stored.outcome_on or today(timezone.now()),
    }
    edit = Edit(request, lambda sent: OutcomeForm(sent, initial=initial))
    form = edit.form
    is_back = edit.is_sent and "clear" in request.POST
    if (edit.may_save or is_back) and _judged(request, stored, form, is_back=is_back):
        return redirect("decision", evaluation_id=evaluation.pk)
    context = {
        "evaluation": evaluation,
        "stored": stored,
        "form": form,
        "refusal": evaluation.refusal_to_decide(),
        "outcomes": [
            (key, word, _meaning(key, stored.forecast["verdict"])) for key, word in OUTCOME_WORDS.items()
        ],
        "version": version_to_replace(request, stored.version, is_told=is_told(form)),
    }
    kept = decision_document(stored, list(stored.actions.all()))
    return render(
        request,
        "decisions/outcome.html",
        context | told(kept, catalog_for(evaluation)),
        status=UNPROCESSABLE if form.is_bound else 200,
    )


def _judged(request: MemberRequest, stored: Decision, form: OutcomeForm, *, is_back: bool) -> bool:
    """Whether the outcome was stored; if not, the form says why."""
    given = {"outcome": "", "note": "", "on": None} if is_back else form.cleaned_data
    try:
        record_outcome(
            evaluation=stored.evaluation,
            by=request.actor,
            now=timezone.now(),
            version=stored.version if read_seen(request.POST) is not None else sent_version(request),
            **given,
        )
    except Invalid as invalid:
        for fault in invalid.faults:
            form.add_error(fault.pointer.strip("/"), fault.detail)
    except Stale:
        said = "Somebody changed this decision in between. Save again to keep what stands here."
        form.add_error(None, told_of_change(said))
    except Conflict as conflict:
        form.add_error(None, conflict.message)
    else:
        messages.success(request, "The outcome is taken back." if is_back else "The outcome is recorded.")
        return True
    return False

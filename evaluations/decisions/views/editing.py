"""Recording a decision: a form that the result fills in, with rows that come and go without any script."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from channels_catalog.schema import Catalog
from distmap.errors import Conflict, Invalid, Stale
from distmap.form_versions import sent_version
from distmap.kept_forms import kept_for
from distmap.merging import CHANGED, TAKE, Clash, Drawn, in_words, merge, read_seen, to_choose
from distmap.numbers import whole_number
from evaluations.decisions.operations import ground_of, record_decision, today
from evaluations.decisions.queries import decision_of
from evaluations.decisions.rules import decision_faults
from evaluations.decisions.views.sheet import FIELDS, DecisionSheet, Values, as_compared, read_rows
from evaluations.decisions.views.suggesting import suggested, titles_of
from evaluations.models import Decision, Evaluation
from evaluations.results.queries import forecasts_of, found_of, words_of
from evaluations.vocabulary import ACTION_KIND_MEANINGS, ACTION_KIND_WORDS, VERDICT_WORDS
from evaluations.wording import departure
from evaluations.work.queries import catalog_for
from evaluations.work.views.edits import UNPROCESSABLE
from evaluations.work.views.status_changes import evaluation_of
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required


class FormContext:
    """What the form works with: the evaluation, its catalog and result, and the decision that stands."""

    def __init__(self, request: MemberRequest, evaluation: Evaluation) -> None:
        self.request, self.evaluation = request, evaluation
        self.catalog: Catalog = catalog_for(evaluation)
        self.scored = found_of(evaluation)
        self.words = words_of(self.scored)
        self.stored: Decision | None = decision_of(evaluation)
        self.today: date = today(timezone.now())
        # The version that saving is to replace: the one that was there when the form was first shown.
        sent = sent_version(request)
        self.version: int = sent if sent is not None else self.stored.version if self.stored else 0
        # What it was drawn with; None: what is drawn now.
        seen = read_seen(request.POST)
        self.drawn: Drawn | None = None if seen is None else Drawn(seen=seen)

    @property
    def paths(self) -> list[tuple[str, str]]:
        """The paths to choose from, each with its verdict; one that was taken out, if it is the one decided on."""
        found = [(words.key, f"{words.name}: {words.word}") for words in self.words]
        if self.stored and self.stored.path not in dict(found):
            name = self.catalog.path_name(self.stored.path)
            found.append((self.stored.path, f"{name}: no longer part of this evaluation"))
        return found

    def sheet(
        self, values: Values, kills: Sequence[Values], actions: Sequence[Values], **how: Any
    ) -> DecisionSheet:
        return DecisionSheet(self.catalog, self.paths, values, kills, actions, **how)

    def begun(self) -> DecisionSheet:
        """The form before anything is typed: what is stored, else what the result suggests for a path."""
        if (sent := kept_for(self.request)) is not None:
            return self.sheet({name: sent.get(name, "") for name in FIELDS}, *read_rows(sent))
        asked = self.request.GET.get("path", "")
        known = [words.key for words in self.words]
        if self.stored and asked in {"", self.stored.path}:
            return self.sheet(*_stored_values(self.stored))
        first = asked if asked in known else known[0]
        found = suggested(self.catalog, self.scored, first, today=self.today)
        return self.sheet(found.values, found.kills, found.actions)


def _stored_values(stored: Decision) -> tuple[Values, list[Values], list[Values]]:
    actions = [
        {
            "id": action.pk, "title": action.title, "action_kind": action.kind, "owner": action.owner,
            "due_on": action.due_on, "state": action.state, "surfaces": action.surfaces,
        }
        for action in stored.actions.all()
    ]  # fmt: skip
    return {name: getattr(stored, name) for name in FIELDS}, list(stored.kill_criteria), actions


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def edit_decision(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """The form, filled in from the result. Buttons that add, take out and suggest send it and show it again."""
    evaluation = evaluation_of(request, evaluation_id, Act.WRITE_DECISIONS)
    form = FormContext(request, evaluation)
    if request.method != "POST":
        return _shown(form, form.begun())
    act = request.POST.get("act", "save")
    if act != "save":
        return _shown(form, _rearranged(form, act), act=act)
    sheet = _merged(form)
    if TAKE not in request.POST and not (form.drawn and form.drawn.clashes) and _recorded(form, sheet):
        messages.success(request, "The decision is recorded.")
        return redirect("decision", evaluation_id=evaluation.pk)
    return _shown(form, sheet)


LABELS = {"kill_criteria": "Kill criteria", "actions": "Actions"}


def _merged(form: FormContext) -> DecisionSheet:
    """What was sent, with what somebody else recorded meanwhile in the parts that the sender left as they were."""
    sent, seen = form.request.POST, read_seen(form.request.POST)
    values, kills, actions = sent.dict(), *read_rows(sent)
    if form.stored is None or seen is None:
        return form.sheet(values, kills, actions, is_sent=True)
    stored = _stored_values(form.stored)
    mine, theirs = as_compared(values, kills, actions), as_compared(*stored)
    found = merge(seen, mine, theirs)
    kept, clashing = found.changed - {sent.get(TAKE)}, to_choose(sent, found, mine, theirs)
    values |= {name: _one_of(stored[0][name]) for name in FIELDS if name not in kept}
    sheet = form.sheet(
        values, kills if "kill_criteria" in kept else stored[1], actions if "actions" in kept else stored[2],
        is_sent=True,
    )  # fmt: skip
    form.version = form.stored.version
    form.drawn = Drawn(seen=theirs, clashes=[_clash(sheet, name, mine, theirs) for name in clashing])
    for clash in form.drawn.clashes:
        place = clash.name if clash.name in FIELDS else None
        sheet.main.add_error(place, CHANGED if place else f"{clash.label}: {CHANGED}")
    return sheet


def _clash(
    sheet: DecisionSheet, name: str, mine: dict[str, list[str]], theirs: dict[str, list[str]]
) -> Clash:
    field: Any = sheet.main.fields.get(name)
    words = {str(key): str(word) for key, word in getattr(field, "choices", ())}
    label = LABELS[name] if field is None else str(field.label)
    between = "; " if field is None else ", "
    return Clash(
        name=name, label=label, theirs=in_words(theirs[name], words, between),
        mine=in_words(mine[name], words, between),
    )  # fmt: skip


def _one_of(value: Any) -> str:
    return "" if value is None else str(value)


def _recorded(form: FormContext, sheet: DecisionSheet) -> bool:
    """Whether the decision was stored; if not, the form says why."""
    now = timezone.now()
    if not sheet.is_valid():
        sheet.add_faults(decision_faults(sheet.fields(), ground_of(form.evaluation, now=now)))
        return False
    try:
        record_decision(
            evaluation=form.evaluation, given=sheet.given(), by=form.request.actor, now=now,
            version=form.version,
        )  # fmt: skip
    except Invalid as invalid:
        sheet.add_faults(invalid.faults)
    except Stale:
        form.version = form.stored.version if form.stored else 0
        sheet.main.add_error(
            None, "Somebody changed this decision in between. Save again to replace it by what stands here."
        )
    except Conflict as conflict:
        sheet.main.add_error(None, conflict.message)
    else:
        return True
    return False


def _rearranged(form: FormContext, act: str) -> DecisionSheet:
    """The form as it was sent, with a row more or less, or with what is suggested for its path."""
    values = {name: form.request.POST.get(name, "") for name in FIELDS}
    kills, actions = read_rows(form.request.POST)
    verb, _, number = act.rpartition("-")
    rows = {"remove-kill": kills, "remove-action": actions}.get(verb)
    if act == "add-kill":
        kills.append({"metric": "", "threshold": "", "by": values["review_on"]})
    elif act == "add-action":
        actions.append({"state": "open"})
    elif rows is not None and (at := whole_number(number)) is not None:
        del rows[at : at + 1]
    elif act == "suggest":
        values, kills, actions = _suggested(form, values, kills, actions)
    return form.sheet(values, kills, actions)


def _suggested(
    form: FormContext, values: Values, kills: list[Values], actions: list[Values]
) -> tuple[Values, list[Values], list[Values]]:
    """Suggestions for the path chosen now, in place of the untouched ones of other paths; what was typed stays."""
    known = [words.key for words in form.words]
    if values["path"] not in known:
        return values, kills, actions
    found = suggested(form.catalog, form.scored, values["path"], today=form.today)
    others = {title for key in known for title in titles_of(form.catalog, form.scored, key)}
    kills = [row for row in kills if row["metric"] and row["metric"] not in others]
    actions = [row for row in actions if row["id"] or (row["title"] and row["title"] not in others)]
    values = values | {"decision": found.values["decision"]}
    values["review_on"] = values["review_on"] or found.values["review_on"]
    return values, [*kills, *found.kills], [*actions, *found.actions]


def _shown(form: FormContext, sheet: DecisionSheet, *, act: str = "") -> HttpResponse:
    sheet.edit = form.drawn or Drawn(seen=sheet.as_compared())
    path, chosen = str(sheet.main["path"].value() or ""), str(sheet.main["decision"].value() or "")
    context = {
        "evaluation": form.evaluation,
        "form": sheet,
        "stored": form.stored,
        "version": form.version,
        "refusal": form.evaluation.refusal_to_decide(),
        "verdicts": form.words,
        "decisions": list(Decision.DECISIONS),
        "kinds": [(key, ACTION_KIND_WORDS[key]) for key in ACTION_KIND_WORDS],
        "kind_meanings": [(ACTION_KIND_WORDS[key], ACTION_KIND_MEANINGS[key]) for key in ACTION_KIND_WORDS],
        "figure": _figure(form, path),
        "departs": _departs(form, path, chosen),
        "focus": _focus(sheet, act),
    }
    status = UNPROCESSABLE if sheet.is_bound else 200
    return render(form.request, "decisions/edit.html", context, status=status)


def _figure(form: FormContext, path: str) -> dict[str, str] | None:
    """The figure of the chosen path's constraint: what it is, where it binds and where it is clear."""
    if path not in {words.key for words in form.words}:
        return None
    constraint = form.catalog.channel(path).constraint
    return {"constraint": constraint.label, **constraint.metric.model_dump(exclude={"scale"})}


def _departs(form: FormContext, path: str, chosen: str) -> str:
    """That what is chosen now departs from the verdict on the path."""
    if chosen not in VERDICT_WORDS or path not in {words.key for words in form.words}:
        return ""
    stored = form.stored
    if stored and (stored.path, stored.decision) == (path, chosen):
        return departure(chosen, stored.forecast)
    return departure(chosen, forecasts_of(form.evaluation)[path])


def _focus(sheet: DecisionSheet, act: str) -> str:
    """The field that a new row begins with, so that typing goes on there."""
    if act == "add-kill" and sheet.kills:
        return str(sheet.kills[-1]["metric"].id_for_label)
    if act == "add-action" and sheet.actions:
        return str(sheet.actions[-1]["title"].id_for_label)
    return ""

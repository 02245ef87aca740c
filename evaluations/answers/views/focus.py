"""One question at a time: the one that tells most about the verdicts first, over the sheet's way of saving.

A round is kept in the address: `seen` are the questions gone through, as places in the release's list of items. So a
page can be bookmarked, reloaded and gone back from, and a question that was passed over does not come up again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from distmap.errors import NotFound
from distmap.numbers import whole_number
from evaluations.answers.views.asking import outcomes_of
from evaluations.answers.views.checklist_pages import ChecklistPage, group_of
from evaluations.answers.views.hosts import PLACE, Host, Saved, evaluation_of, sent
from evaluations.answers.views.judging import Told, told
from evaluations.answers.views.panels import exact_panel, verdict_part
from evaluations.answers.views.row_values import Refused
from evaluations.answers.views.rows import row_id
from evaluations.answers.views.words import level_label
from evaluations.inputs import Item, is_answered
from evaluations.models import Evaluation
from evaluations.scoring.constants import GROWTH_MODEL
from evaluations.wording import Question, capitalised, counted
from evaluations.wording.method2 import IssuedPath, finding_text, nothing_left
from evaluations.work.queries import catalog_for, path_keys
from workspaces.views import MemberRequest, member_required

ALL = 1000
NO_VERDICT_HANGS = "No verdict hangs on it by itself. It is asked because it is not answered."


@dataclass(frozen=True)
class Round:
    """What has been gone through, oldest first; `rest`: also what no verdict hangs on."""

    evaluation: Evaluation
    seen: tuple[str, ...] = ()
    rest: bool = False

    @classmethod
    def of(cls, evaluation: Evaluation, given: QueryDict) -> "Round":
        """As an address has it; what is no place in the list is left out."""
        items = _places(evaluation)
        places = map(whole_number, given.get("seen", "").split("."))
        seen = dict.fromkeys(items[place] for place in places if place is not None and place < len(items))
        return cls(evaluation, tuple(seen), given.get("rest") == "1")

    @property
    def fields(self) -> dict[str, str]:
        """As an address or a row takes it along."""
        items = _places(self.evaluation)
        places = ".".join(str(items.index(item)) for item in self.seen)
        return ({"seen": places} if places else {}) | ({"rest": "1"} if self.rest else {})

    def past(self, item: str) -> "Round":
        return Round(self.evaluation, (*(each for each in self.seen if each != item), item), self.rest)

    def back(self) -> "Round":
        return Round(self.evaluation, self.seen[:-1], self.rest)

    def address(self, item: str = "") -> str:
        """The page of a question in this round; without one, of whichever comes next."""
        args = [self.evaluation.pk, *([item] if item else [])]
        path = reverse("focus_item" if item else "focus", args=args)
        return f"{path}?{urlencode(self.fields)}" if self.fields else path


def _places(evaluation: Evaluation) -> list[str]:
    return [*catalog_for(evaluation).items(), GROWTH_MODEL]


@dataclass(frozen=True)
class Queue:
    """What is worth asking, best first, and what is unanswered besides, in the order of the checklist."""

    telling: Sequence[Question]
    rest: Sequence[Item]

    @classmethod
    def of(cls, sheet: ChecklistPage, found: Told) -> "Queue":
        asked = sheet.checklist
        telling = [
            question
            for question in found.questions
            if question.item == GROWTH_MODEL
            or ((item := asked.find(question.item)) is not None and sheet.may_answer(item))
        ]
        worth = {question.item for question in telling}
        rest = [item for key, item in asked.items.items() if key not in worth and _is_open(sheet, item)]
        return cls(telling, rest)

    def following(self, round_: Round) -> str | None:
        """The item that comes next in a round, if any is left."""
        left = [question.item for question in self.telling if question.item not in round_.seen]
        if not left and round_.rest:
            left = [item.key for item in self.rest if item.key not in round_.seen]
        return left[0] if left else None

    def question(self, item: str) -> Question | None:
        return next((question for question in self.telling if question.item == item), None)


def _is_open(sheet: ChecklistPage, item: Item) -> bool:
    row = sheet.answers.get(item.key)
    if item.kind == "rule":
        return row is None or not row.text.strip()
    asked = item.counts or (item.kind == "alignment" and not sheet.declared)
    return asked and not is_answered(row)


def _sheet(request: MemberRequest, round_: Round, group: str) -> ChecklistPage:
    carried = {PLACE: "focus"} | round_.fields
    return ChecklistPage(round_.evaluation, group, actor=request.actor, now=timezone.now(), sent=carried)


@require_safe
@member_required
def focus(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """Leads to the question that comes next; where none does, says so, and what is still unanswered."""
    evaluation = evaluation_of(request, evaluation_id)
    round_ = Round.of(evaluation, request.GET)
    sheet = _sheet(request, round_, path_keys(evaluation)[0])
    if not sheet.may_write:
        return redirect("answers", evaluation_id=evaluation.pk)
    found = told(sheet, most=ALL)
    queue = Queue.of(sheet, found)
    item = queue.following(round_)
    if item is not None:
        return redirect(round_.address(item))
    return render(request, "evaluations/focus_end.html", sheet.fragment() | _end(sheet, found, round_, queue))


def _end(sheet: ChecklistPage, found: Told, round_: Round, queue: Queue) -> dict[str, Any]:
    open_count = len(queue.rest)
    verb = "is" if open_count == 1 else "are"
    start = Round(round_.evaluation)
    return _roads(sheet, found, start) | {
        "passed": [{"question": each, "url": start.address(each.item)} for each in queue.telling],
        "open": [{"item": each, "url": start.address(each.key)} for each in queue.rest],
        "open_words": f"{capitalised(counted(open_count, 'question'))} {verb} still unanswered."
        if open_count
        else "Every question is answered.",
        "again": start.address(),
        "rest_url": Round(round_.evaluation, round_.seen, True).address() if not round_.rest else "",
    }


def _roads(sheet: ChecklistPage, found: Told, start: Round) -> dict[str, Any]:
    """Under method 2 what follows so far, and the road of each path whose verdict is withheld; each check is a link."""
    if found.issued is None:
        return {"by_promises": False}
    withheld = [
        path
        for key in found.issued.order
        if (path := found.issued.path(key)).promises is not None and not path.judged.is_issued
    ]
    return {
        "by_promises": True,
        "nothing_left": nothing_left(found.issued),
        "finding": finding_text(found.issued),
        "roads": [
            {"words": found.words(path.key), "checks": _checks(sheet, path, start)} for path in withheld
        ],
    }


def _checks(sheet: ChecklistPage, path: IssuedPath, start: Round) -> list[dict[str, str]]:
    """What the road of a path asks for: the question, the level that is expected, and where it is answered."""
    road = path.promises.road if path.promises else None
    if road is None:
        return []
    checks = [
        {
            "name": path.names.item(item),
            "level": level_label(sheet.catalog, level),
            "url": start.address(item),
        }
        for item, level in road.answers.items()
    ]
    if road.growth_model is not None:
        model = path.names.growth_model(road.growth_model)
        checks.append({"name": "Growth model", "level": model, "url": start.address(GROWTH_MODEL)})
    return checks


@require_safe
@member_required
def focus_item(request: MemberRequest, evaluation_id: UUID, item: str) -> HttpResponse:
    """One question on a page, with why it is asked."""
    evaluation = evaluation_of(request, evaluation_id)
    return _page(request, evaluation, item)


def _page(
    request: MemberRequest,
    evaluation: Evaluation,
    item: str,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    round_ = Round.of(evaluation, sent(request))
    if item == GROWTH_MODEL:
        if evaluation.growth_model is not None:
            raise NotFound("The growth model is declared already.")
        group_key = path_keys(evaluation)[0]
    else:
        group_key = group_of(evaluation, item)[1].key
    sheet = _sheet(request, round_, group_key)
    if not sheet.may_write:
        return redirect(f"{reverse('answer_sheet', args=[evaluation.pk, group_key])}#{row_id(item)}")
    found = told(sheet, most=ALL)
    context = sheet.page() | exact_panel(sheet) | verdict_part(sheet, found) | _steps(sheet, round_, item)
    context |= _asked(sheet, found, round_, item)
    if item != GROWTH_MODEL:
        context["row"] = sheet.row(sheet.checklist.items[item], refused)
    return render(request, "evaluations/focus.html", context, status=status)


def _asked(sheet: ChecklistPage, found: Told, round_: Round, item: str) -> dict[str, Any]:
    """Why this question is asked, what its answers would say, and how many more could change a verdict."""
    queue = Queue.of(sheet, found)
    question = queue.question(item)
    left = sum(each.item not in (*round_.seen, item) for each in queue.telling)
    path = question.paths[0] if question and question.paths else ""
    return {
        "why": question.why if question else NO_VERDICT_HANGS if _is_open_key(sheet, item) else "",
        "outcomes": outcomes_of(sheet, found, path, item) if path else [],
        "path": found.names.path(path) if path else "",
        "left_words": _left_words(left, found),
    }


def _left_words(left: int, found: Told) -> str:
    if not left:
        return "No other question is left that could change a verdict."
    could = "could change a verdict" if found.issued is None else "could change a verdict, or lead to one"
    return f"{capitalised(counted(left, 'more question'))} {could}."


def _is_open_key(sheet: ChecklistPage, key: str) -> bool:
    item = sheet.checklist.find(key)
    return item is not None and _is_open(sheet, item)


def _steps(sheet: ChecklistPage, round_: Round, item: str) -> dict[str, Any]:
    """The ways on and back, and how much of the whole is answered."""
    answered = item != GROWTH_MODEL and not _is_open_key(sheet, item)
    return {
        "onward": round_.past(item).address(),
        "backward": round_.back().address(round_.seen[-1]) if round_.seen else "",
        "onward_words": "Next question" if answered else "Skip",
        "is_answered": answered,
        "sheet_row": row_id(item),
    }


def _show(
    request: MemberRequest,
    evaluation: Evaluation,
    group: str,
    item: str,
    refused: Refused | None,
    status: int,
) -> HttpResponse:
    return _page(request, evaluation, item, refused, status)


def _row(
    request: MemberRequest, evaluation: Evaluation, group: str, item: str, refused: Refused | None
) -> dict[str, Any]:
    sheet = _sheet(request, Round.of(evaluation, sent(request)), group)
    return sheet.fragment() | {"row": sheet.row(sheet.checklist.items[item], refused)}


def _saved(request: MemberRequest, evaluation: Evaluation, group: str, item: str) -> Saved:
    round_ = Round.of(evaluation, sent(request))
    sheet = _sheet(request, round_, group)
    found: dict[str, Any] = {"row": sheet.row(sheet.checklist.items[item]), "oob": True}
    context = sheet.fragment() | exact_panel(sheet) | _steps(sheet, round_, item) | found
    return Saved(template="evaluations/_saved_in_focus.html", context=context)


def _onward(request: MemberRequest, evaluation: Evaluation, group: str, item: str) -> str:
    """After a save the next question; after taking an answer away, or another's instead of one's own, this one."""
    round_ = Round.of(evaluation, sent(request))
    stays = request.method != "POST" or "clear" in request.POST
    return round_.address(item) if stays else round_.past(item).address()


FOCUS = Host(show=_show, row=_row, saved=_saved, onward=_onward)

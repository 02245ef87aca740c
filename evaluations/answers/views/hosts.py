"""The pages that hold rows of questions: the sheet, triage, one question at a time. One save serves them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict

from evaluations.answers.views.row_values import Refused
from evaluations.models import Evaluation
from workspaces.access import fetch
from workspaces.permissions import Act
from workspaces.views import MemberRequest

# The field of a row that names the page it stands on, and those that this page wants back with it.
PLACE = "place"
CARRIED = (PLACE, "seen", "rest")


@dataclass(frozen=True, kw_only=True)
class Saved:
    """The fragment that answers a save: the row, and what else of its page has changed."""

    template: str
    context: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Host:
    """One such page. Each is asked with the request, the evaluation, and the keys of a group and an item.

    `show` draws the whole page with a refused answer in its row, `saved` what a save changes on it, `stored` the
    row alone, and `onward` is the address to go to after a save without JavaScript.
    """

    show: Callable[[MemberRequest, Evaluation, str, str, Refused | None, int], HttpResponse]
    saved: Callable[[MemberRequest, Evaluation, str, str], Saved]
    row: Callable[[MemberRequest, Evaluation, str, str, Refused | None], dict[str, Any]]
    onward: Callable[[MemberRequest, Evaluation, str, str], str]


def evaluation_of(request: MemberRequest, evaluation_id: UUID, act: Act = Act.READ) -> Evaluation:
    """The evaluation with what its rows need, if the actor may do the act."""
    rows = Evaluation.objects.visible_to(request.actor).select_related("product").prefetch_related("paths")
    return fetch(rows, evaluation_id, by=request.actor, act=act)


def sent(request: MemberRequest) -> QueryDict:
    """Where a row says on which page it stands: in its form, or in the address that asks for it."""
    return request.POST if request.method == "POST" else request.GET


def carried(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that a row takes along, without the empty ones."""
    return {name: fields[name] for name in CARRIED if fields.get(name)}

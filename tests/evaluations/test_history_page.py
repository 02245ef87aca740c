"""History: one entry for each changed answer, in words."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation
from evaluations.work.operations.evaluations import change_evaluation
from tests.conftest import NOW
from tests.markup import squeezed
from workspaces.actors import Actor
from workspaces.models import Membership
from workspaces.operations import create_token
from workspaces.permissions import USUAL_SCOPES

Login = Callable[..., Client]
ActorOf = Callable[..., Actor]
ITEM = "community/community-interest"


def rate(evaluation: Evaluation, by: Actor, hours: int = 0, item: str = ITEM, **fields: Any) -> None:
    answer = AnswerInput.of(item, **fields)
    save_answers(evaluation=evaluation, answers=[answer], by=by, now=NOW + timedelta(hours=hours))


def entries(client: Client, evaluation: Evaluation) -> list[tuple[str, list[dict[str, str]], str]]:
    page = client.get(reverse("history", args=[evaluation.pk]))
    return [(entry["name"], entry["steps"], entry["who"]) for entry in page.context["entries"]]


def test_each_change_tells_from_what_to_what_and_by_whom(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    rate(evaluation, actor("operator"), level=3, grade="observed", note="Three groups.")
    rate(evaluation, actor("strategist"), 1, na=True, na_reason="Sold to machines.")
    rate(evaluation, actor("strategist"), 2, item="surface/workflow", level=None, designable=False)
    rate(evaluation, actor("operator"), 3, item="rule/proof", text="A report.")

    told = entries(client_of("viewer"), evaluation)
    assert told == [
        ("Once a customer has succeeded, what remains that a similar buyer would accept as proof?",
         [{"what": "Text", "old": "", "new": "A report."}], "Otto Operator"),
        ("Workflow",
         [{"what": "", "old": "Unanswered", "new": "Unanswered; cannot be designed in"}], "Stella Strategist"),
        ("Community Interest",
         [{"what": "", "old": "Mostly, observed", "new": "Does not apply: Sold to machines."}], "Stella Strategist"),
        ("Community Interest",
         [{"what": "", "old": "Unanswered", "new": "Mostly, observed"},
          {"what": "Note", "old": "", "new": "Three groups."}], "Otto Operator"),
    ]  # fmt: skip


def test_a_change_by_a_token_names_it(client_of: Login, evaluation: Evaluation, actor: ActorOf) -> None:
    by = actor("operator")
    membership = Membership.objects.get(user=by.user)
    token = create_token(membership=membership, name="nightly import", scopes=USUAL_SCOPES, now=NOW).token
    rate(
        evaluation,
        Actor(workspace=by.workspace, role=by.role, user=by.user, token=token),
        level=1,
        grade="reported",
    )

    html = squeezed(client_of().get(reverse("history", args=[evaluation.pk])))
    assert "by the token nightly import" in html


def test_an_answer_set_aside_says_why(client_of: Login, evaluation: Evaluation, actor: ActorOf) -> None:
    change_evaluation(evaluation=evaluation, changes={"growth_model": None}, by=actor(), now=NOW)
    rate(evaluation, actor(), item="community@alignment", level=1, grade="assumed")
    change_evaluation(evaluation=evaluation, changes={"growth_model": "plg"}, by=actor(), now=NOW)

    html = squeezed(client_of().get(reverse("history", args=[evaluation.pk])))
    assert "Set aside when the growth model changed" in html


def test_nothing_changed_yet_says_so(client_of: Login, evaluation: Evaluation) -> None:
    html = squeezed(client_of().get(reverse("history", args=[evaluation.pk])))
    assert "Nothing has changed yet" in html


def test_older_entries_stand_on_a_page_of_their_own(
    client_of: Login, evaluation: Evaluation, actor: ActorOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evaluations.answers.views.histories.ENTRIES", 2)
    for number in range(3):
        rate(evaluation, actor(), number, level=number, grade="observed")
    client, address = client_of(), reverse("history", args=[evaluation.pk])
    first = client.get(address)
    second = client.get(address + first.context["older"])
    assert [len(page.context["entries"]) for page in (first, second)] == [2, 1]
    assert second.context["older"] == ""


@pytest.mark.services
@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_entries_takes_the_same_queries(
    client_of: Login, evaluation: Evaluation, actor: ActorOf, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        rate(evaluation, actor("operator"), number, level=number, grade="observed")
    client, address = client_of(), reverse("history", args=[evaluation.pk])
    client.get(address)

    with django_assert_num_queries(8):
        client.get(address)

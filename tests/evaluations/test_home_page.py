"""Home: rows, filters in the address, paging without a count, what to go on with."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Product
from evaluations.results.verdicts import rescore
from evaluations.work.operations.evaluations import change_evaluation, create_evaluation
from evaluations.work.operations.status_changes import submit
from tests.conftest import NOW
from tests.markup import squeezed
from workspaces.actors import Actor
from workspaces.models import Membership, User, Workspace

Login = Callable[..., Client]
ActorOf = Callable[..., Actor]


def make(product: Product, by: Actor, count: int, **fields: Any) -> list[Evaluation]:
    return [
        create_evaluation(method="1",
            product=product, title=f"Review {number}", paths=["community"], by=by,
            now=NOW + timedelta(hours=number), **fields,
        )
        for number in range(count)
    ]  # fmt: skip


def listed(client: Client, **asked: str) -> list[str]:
    return [row["evaluation"].title for row in client.get(reverse("home"), asked).context["rows"]]


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_who_is_in_no_workspace_is_told_so(client: Client, db: None) -> None:
    user = User.objects.create_user(email="new@example.test", password=None)
    client.force_login(user)
    answer = client.get("/")
    assert answer.status_code == 403
    assert "You are in no workspace yet" in squeezed(answer)


def test_an_empty_workspace_shows_how_to_begin(client_of: Login) -> None:
    html = squeezed(client_of("operator").get("/"))
    assert "No evaluation yet" in html
    assert reverse("start") in html


def test_a_viewer_of_an_empty_workspace_is_not_offered_to_start(client_of: Login) -> None:
    html = squeezed(client_of("viewer").get("/"))
    assert "Somebody with the role operator can start one; yours is viewer." in html
    assert reverse("start") not in html


def test_a_row_tells_progress_leader_and_who(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    answer = AnswerInput.of("community/community-interest", level=3, grade="observed")
    save_answers(evaluation=evaluation, answers=[answer], by=actor("operator"), now=NOW)
    rescore(evaluation.pk, now=NOW)

    html = squeezed(client_of().get("/"))

    assert "Ledgerline: Autumn review" in html
    assert "PLG collaboration product" in html
    assert f"1 of {Evaluation.objects.get().total}" in html
    assert "In progress" in html
    assert "Find out first" in html
    assert "Otto Operator" in html
    assert "being brought up to date" not in html


def test_a_row_says_when_its_verdict_is_older_than_its_answers(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    answer = AnswerInput.of("community/community-interest", level=3, grade="observed")
    save_answers(evaluation=evaluation, answers=[answer], by=actor(), now=NOW)
    rescore(evaluation.pk, now=NOW)
    again = AnswerInput.of("community/community-interest", level=1, grade="observed")
    save_answers(evaluation=evaluation, answers=[again], by=actor(), now=NOW)

    assert "being brought up to date" in squeezed(client_of().get("/"))


def test_nothing_leads_while_nothing_is_answered(client_of: Login, evaluation: Evaluation) -> None:
    rescore(evaluation.pk, now=NOW)
    assert "Nothing leads yet" in squeezed(client_of().get("/"))


def test_the_draft_changed_last_is_offered_to_go_on_with(
    client_of: Login, product: Product, actor: ActorOf
) -> None:
    older, newer = make(product, actor(), 2)
    answer = AnswerInput.of("community/product-shareability", level=2, grade="reported")
    save_answers(evaluation=older, answers=[answer], by=actor(), now=NOW + timedelta(days=1))

    html = squeezed(client_of().get("/"))

    assert "You stopped at Community, question 2." in html
    assert reverse("answer_sheet", args=[older.pk, "community"]) in html
    assert reverse("answer_sheet", args=[newer.pk, "community"]) not in html
    assert "Ada Admin stopped at Community, question 2." in squeezed(client_of("operator").get("/"))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["Review 2", "Review 1", "Review 0"]),
        ({"q": "review 1"}, ["Review 1"]),
        ({"q": "ledger"}, ["Review 2", "Review 1", "Review 0"]),
        ({"q": "nothing of the kind"}, []),
        ({"state": "submitted"}, ["Review 0"]),
        ({"state": "no such state"}, ["Review 2", "Review 1", "Review 0"]),
        ({"growth_model": "marketplace"}, ["Review 2"]),
        ({"verdict": "park"}, []),
    ],
)
def test_search_and_filters_live_in_the_address(
    client_of: Login, product: Product, actor: ActorOf, asked: dict[str, str], expected: list[str]
) -> None:
    first, _, last = make(product, actor(), 3)
    submit(evaluation=first, by=actor(), now=NOW)
    change_evaluation(
        evaluation=last, changes={"growth_model": "marketplace"}, by=actor(), now=last.changed_at
    )

    assert listed(client_of(), **asked) == expected


def test_each_filter_can_be_taken_away_by_itself(client_of: Login, evaluation: Evaluation) -> None:
    chips = client_of().get("/", {"q": "autumn", "state": "draft"}).context["chips"]
    assert chips == [
        {"label": "Search: autumn", "without": "?state=draft"},
        {"label": "State: draft", "without": "?q=autumn"},
    ]


def test_pages_follow_each_other_without_gaps_or_repeats(
    client_of: Login, product: Product, actor: ActorOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evaluations.work.views.home.ROWS", 2)
    make(product, actor(), 5)
    client = client_of()
    first = client.get("/")
    second = client.get("/" + first.context["older"])
    third = client.get("/" + second.context["older"])
    back = client.get("/" + third.context["newer"])

    seen = [
        [row["evaluation"].title[-1] for row in page.context["rows"]] for page in (first, second, third, back)
    ]
    assert seen == [["4", "3"], ["2", "1"], ["0"], ["2", "1"]]
    assert (first.context["newer"], third.context["older"]) == ("", "")
    assert listed(client, after="nonsense") == ["Review 4", "Review 3"]


@pytest.mark.services
@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_rows_takes_the_same_queries(
    client_of: Login, product: Product, actor: ActorOf, django_assert_num_queries: Any, count: int
) -> None:
    make(product, actor(), count)
    client = client_of()
    client.get("/")

    with django_assert_num_queries(12):
        client.get("/")


def test_another_workspaces_evaluations_are_not_listed(
    client_of: Login, evaluation: Evaluation, other_workspace: Workspace
) -> None:
    stranger = Membership.objects.get(workspace=other_workspace, role="admin").user
    assert listed(client_of(user=stranger)) == []


def test_a_deletion_can_be_undone_at_once_and_for_thirty_days(
    client_of: Login, evaluation: Evaluation
) -> None:
    client = client_of("strategist")
    asked = squeezed(client.get(reverse("delete", args=[evaluation.pk])))
    assert "It can be brought back for 30 days" in asked

    gone = squeezed(client.post(reverse("delete", args=[evaluation.pk]), follow=True))
    assert "Ledgerline: Autumn review is deleted." in gone
    assert reverse("restore", args=[evaluation.pk]) in gone
    assert client.get(reverse("evaluation", args=[evaluation.pk])).status_code == 404
    assert reverse("restore", args=[evaluation.pk]) in squeezed(client.get(reverse("deleted")))

    client.post(reverse("restore", args=[evaluation.pk]))
    assert client.get(reverse("evaluation", args=[evaluation.pk])).status_code == 200


def test_an_operator_neither_deletes_nor_sees_what_was_deleted(
    client_of: Login, evaluation: Evaluation
) -> None:
    client = client_of("operator")
    assert client.post(reverse("delete", args=[evaluation.pk])).status_code == 403
    assert client.get(reverse("deleted")).status_code == 403


def test_the_list_is_narrowed_to_what_declares_no_growth_model(
    client_of: Login, product: Product, actor: ActorOf
) -> None:
    make(product, actor(), 1)
    create_evaluation(
        method="1",
        product=product,
        title="Undeclared",
        paths=["community"],
        growth_model=None,
        by=actor(),
        now=NOW,
    )
    assert listed(client_of(), growth_model="none") == ["Undeclared"]
    assert listed(client_of(), growth_model="plg") == ["Review 0"]
    assert "Growth model: not declared" in squeezed(client_of().get("/?growth_model=none"))


def test_what_was_changed_last_stands_first(client_of: Login, product: Product, actor: ActorOf) -> None:
    rows = make(product, actor("operator"), 3)
    changed = NOW + timedelta(days=1)
    change_evaluation(evaluation=rows[0], changes={"title": "Changed"}, by=actor("operator"), now=changed)
    assert listed(client_of("viewer")) == ["Changed", "Review 2", "Review 1"]

"""Acts on an evaluation as a whole, each on a page that says what happens."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Answer, Evaluation
from evaluations.work.operations.evaluations import change_evaluation, delete_evaluation
from evaluations.work.operations.products import delete_product
from evaluations.work.operations.status_changes import submit
from tests.conftest import NOW
from tests.markup import squeezed
from workspaces.actors import Actor
from workspaces.models import Membership, Workspace

Login = Callable[..., Client]
ActorOf = Callable[..., Actor]
MOVES = ["submit", "reopen", "archive", "duplicate", "delete"]
MOVES += ["edit_title", "edit_paths", "edit_growth_model", "edit_priorities"]
RANKS = {"pull": "1", "product": "2", "access": "2", "compounding": "4", "carry": "5"}


def url(name: str, evaluation: Evaluation) -> str:
    return reverse(name, args=[evaluation.pk])


def status(evaluation: Evaluation) -> str:
    return Evaluation.objects.values_list("status", flat=True).get(pk=evaluation.pk)


def test_submitting_says_how_much_is_open_and_closes_the_answers(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    answer = AnswerInput.of("community/community-interest", level=2, grade="observed")
    save_answers(evaluation=evaluation, answers=[answer], by=actor(), now=NOW)
    client = client_of("operator")
    html = squeezed(client.get(url("submit", evaluation)))
    assert f"{Evaluation.objects.get().total - 1} questions are open." in html
    assert "Product Shareability" in html

    assert client.post(url("submit", evaluation))["Location"] == url("result", evaluation)
    assert status(evaluation) == "submitted"


def test_moves_follow_each_other(client_of: Login, evaluation: Evaluation) -> None:
    client = client_of("strategist")
    for move, then in [
        ("submit", "submitted"),
        ("reopen", "draft"),
        ("archive", "archived"),
        ("reopen", "draft"),
    ]:
        assert client.post(url(move, evaluation)).status_code == 302
        assert status(evaluation) == then


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_move_the_state_forbids_gives_the_reason(
    client_of: Login, evaluation: Evaluation, method: str
) -> None:
    answer = getattr(client_of("strategist"), method)(url("reopen", evaluation))
    assert "This evaluation is a draft and cannot be reopened." in squeezed(answer)
    assert answer.status_code == (409 if method == "post" else 200)
    assert "<button" not in squeezed(answer).split('class="confirm"')[1].split("</form>")[0]


def test_a_duplicate_is_a_draft_with_the_same_answers(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    answer = AnswerInput.of("community/community-interest", level=2, grade="observed")
    save_answers(evaluation=evaluation, answers=[answer], by=actor(), now=NOW)
    client = client_of("operator")
    assert "Copy of Autumn review" in squeezed(client.get(url("duplicate", evaluation)))

    client.post(url("duplicate", evaluation), {"title": "Winter review"})
    copy = Evaluation.objects.get(title="Winter review")
    assert (copy.status, Answer.objects.filter(evaluation=copy).get().level) == ("draft", 2)


def test_the_title_changes_in_every_state(client_of: Login, evaluation: Evaluation, actor: ActorOf) -> None:
    submit(evaluation=evaluation, by=actor(), now=NOW)
    client = client_of("operator")
    assert client.post(url("edit_title", evaluation), {"title": ""}).status_code == 422
    client.post(url("edit_title", evaluation), {"title": "Closing review"})
    assert Evaluation.objects.get().title == "Closing review"


def test_answers_of_a_removed_path_are_kept_aside(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    answer = AnswerInput.of("community/community-interest", level=2, grade="observed")
    save_answers(evaluation=evaluation, answers=[answer], by=actor(), now=NOW)
    client = client_of("operator")
    client.post(url("edit_paths", evaluation), {"paths": ["product-invitations"]})
    assert "Has answers, kept aside" in squeezed(client.get(url("edit_paths", evaluation)))

    client.post(url("edit_paths", evaluation), {"paths": ["community", "product-invitations"]})
    assert Evaluation.objects.get().answered == 1


def test_another_growth_model_names_the_answers_it_sets_aside(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    change_evaluation(evaluation=evaluation, changes={"growth_model": None}, by=actor(), now=NOW)
    answer = AnswerInput.of("community@alignment", level=2, grade="observed")
    save_answers(evaluation=evaluation, answers=[answer], by=actor(), now=NOW)
    client = client_of("operator")
    html = squeezed(client.get(url("edit_growth_model", evaluation)))
    assert "The match of Community was answered for the present growth model." in html

    client.post(url("edit_growth_model", evaluation), {"growth_model": "plg"})
    assert Evaluation.objects.get().growth_model == "plg"
    assert not Answer.objects.exists()
    client.post(url("edit_growth_model", evaluation), {"growth_model": "none"})
    assert Evaluation.objects.get().growth_model is None


def test_priorities_are_a_weak_order_given_by_numbers(client_of: Login, evaluation: Evaluation) -> None:
    client = client_of("strategist")
    client.post(url("edit_priorities", evaluation), RANKS)
    assert Evaluation.objects.get().priorities == [
        ["pull"],
        ["product", "access"],
        ["compounding"],
        ["carry"],
    ]
    page = client.get(url("edit_priorities", evaluation))
    assert [entry["chosen"] for entry in page.context["dimensions"]] == ["1", "2", "2", "3", "4"]

    assert client.post(url("edit_priorities", evaluation), RANKS | {"pull": "6"}).status_code == 422
    client.post(url("edit_priorities", evaluation), RANKS | {"clear": "1"})
    assert Evaluation.objects.get().priorities is None


@pytest.mark.parametrize("name", ["edit_paths", "edit_growth_model", "edit_priorities"])
def test_a_closed_evaluation_cannot_be_changed(
    client_of: Login, evaluation: Evaluation, actor: ActorOf, name: str
) -> None:
    submit(evaluation=evaluation, by=actor(), now=NOW)
    client = client_of("strategist")
    sent = {"paths": ["content"], "growth_model": "marketplace"} | RANKS
    assert "This evaluation is submitted. Reopen it to change it." in squeezed(
        client.get(url(name, evaluation))
    )
    assert client.post(url(name, evaluation), sent).status_code == 422
    assert Evaluation.objects.get().growth_model == "plg"


def test_a_change_on_an_older_state_is_held_up_once(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    change_evaluation(evaluation=evaluation, changes={"title": "Theirs"}, by=actor(), now=NOW)
    client = client_of("operator")
    refused = client.post(url("edit_title", evaluation), {"title": "Mine", "version": "1"})
    assert "Somebody changed this evaluation in between." in squeezed(refused)
    client.post(url("edit_title", evaluation), {"title": "Mine", "version": "2"})  # as an older page sent it
    assert Evaluation.objects.get().title == "Mine"


def test_an_evaluation_comes_back_with_its_product(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    delete_evaluation(evaluation=evaluation, by=actor(), now=NOW)
    delete_product(product=evaluation.product, by=actor(), now=NOW)
    client = client_of("strategist")
    client.post(url("restore", evaluation))
    assert client.get(reverse("product", args=[evaluation.product_id])).status_code == 200


ALLOWED = {
    "viewer": set(),
    "operator": {"submit", "duplicate", "edit_title", "edit_paths", "edit_growth_model"},
    "strategist": set(MOVES),
}


@pytest.mark.parametrize("role", ALLOWED)
@pytest.mark.parametrize("name", MOVES)
def test_who_may_do_what(client_of: Login, evaluation: Evaluation, role: str, name: str) -> None:
    answer = client_of(role).get(url(name, evaluation))
    assert answer.status_code == (200 if name in ALLOWED[role] else 403)


@pytest.mark.parametrize("role", ALLOWED)
def test_the_evaluations_page_offers_what_the_role_may(
    client_of: Login, evaluation: Evaluation, role: str
) -> None:
    html = squeezed(client_of(role).get(url("evaluation", evaluation)))
    offered = {name for name in MOVES if f'href="{url(name, evaluation)}"' in html}
    assert offered == ALLOWED[role] - {"reopen"}


@pytest.mark.parametrize("name", ["evaluation", "history", "restore", *MOVES])
def test_another_workspaces_evaluation_is_not_there(
    client_of: Login, evaluation: Evaluation, other_workspace: Workspace, name: str
) -> None:
    client = client_of(user=Membership.objects.get(workspace=other_workspace, role="admin").user)
    method: Any = client.post if name == "restore" else client.get
    assert method(url(name, evaluation)).status_code == 404

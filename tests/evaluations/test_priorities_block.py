"""Priorities on the result page: who may set them, who may try them, and how far verdicts depend on them."""

import html
import re

import pytest
from django.urls import reverse

from evaluations.answers.queries import answers_of
from evaluations.models import AnswerChange, Evaluation, Product
from evaluations.results.queries import result_of
from evaluations.scoring.plain import plain as as_json
from evaluations.wording import show_share
from evaluations.work.operations.evaluations import change_evaluation
from evaluations.work.operations.status_changes import submit
from tests.conftest import NOW
from tests.evaluations.test_result_page import EIGHT, ActorOf, Login, Reader, answered, html_of
from tests.markup import squeezed

NUMBERS = {"pull": "2", "product": "1", "access": "2", "compounding": "5", "carry": "5"}
ORDER = [["product"], ["pull", "access"], ["compounding", "carry"]]


@pytest.fixture
def mixed(product: Product, actor: ActorOf) -> Evaluation:
    return answered(
        product, actor(), no_repeated_member_value=1, search_demand=0, product_readiness=4, host_overlap=2,
        buyer_intent=2,
    )  # fmt: skip


def url(name: str, evaluation: Evaluation) -> str:
    return reverse(name, args=[evaluation.pk])


def block(client_of: Login, evaluation: Evaluation, role: str) -> str:
    page = html.unescape(html_of(client_of(role), evaluation, "ranking"))
    text = page[page.index('aria-labelledby="priorities"') :]
    return text[: text.index("</section>")]


@pytest.mark.parametrize("role", ["strategist", "admin"])
def test_a_strategist_sets_them_where_they_stand(role: str, mixed: Evaluation, client_of: Login) -> None:
    shown = block(client_of, mixed, role)
    assert f'action="{url("edit_priorities", mixed)}"' in shown
    answer = client_of(role).post(
        url("edit_priorities", mixed), NUMBERS | {"version": mixed.version, "from": "result"}
    )
    assert answer["Location"] == f"{reverse('result_tab', args=[mixed.pk, 'ranking'])}#priorities"
    assert Evaluation.objects.get(pk=mixed.pk).priorities == ORDER
    assert "The order is Product, then Pull and Access, then Compounding and Carry." in block(
        client_of, mixed, role
    )


@pytest.mark.parametrize("role", ["operator", "viewer"])
def test_others_see_them_and_can_try_them(role: str, mixed: Evaluation, client_of: Login) -> None:
    shown = block(client_of, mixed, role)
    assert url("edit_priorities", mixed) not in shown
    assert f'<form method="get" action="{url("what_if", mixed)}"' in shown
    assert "A strategist can set them." in shown
    names = {element["name"] for element in Reader(shown).all("input", type="radio")}
    assert names == {f"rank.{key}" for key in NUMBERS}
    sent = {f"rank.{key}": number for key, number in NUMBERS.items()} | {"base": mixed.answers_version}
    answer = client_of(role).get(url("what_if", mixed), sent)
    assert answer["Location"].endswith("priorities=product.pull,access.compounding,carry")


def test_a_strategist_can_try_them_first(mixed: Evaluation, client_of: Login) -> None:
    client = client_of("strategist")
    sent = NUMBERS | {"version": mixed.version, "from": "result", "try": "1"}
    answer = client.get(client.post(url("edit_priorities", mixed), sent)["Location"])
    assert answer["Location"].endswith("priorities=product.pull,access.compounding,carry")
    assert Evaluation.objects.get(pk=mixed.pk).priorities is None
    assert AnswerChange.objects.filter(evaluation=mixed).count() == len(answers_of(mixed))


def test_what_is_closed_can_only_be_tried(mixed: Evaluation, client_of: Login, actor: ActorOf) -> None:
    submit(evaluation=mixed, by=actor(), now=NOW)
    shown = block(client_of, mixed, "admin")
    assert url("edit_priorities", mixed) not in shown
    assert "Reopen it to change it." in shown


def test_numbers_and_weights_are_those_that_count(
    mixed: Evaluation, client_of: Login, actor: ActorOf
) -> None:
    assert block(client_of, mixed, "viewer").count("20\N{NO-BREAK SPACE}% of the mean") == 5
    change_evaluation(evaluation=mixed, changes={"priorities": ORDER}, by=actor(), now=NOW)
    shown = block(client_of, mixed, "viewer")
    chosen = {
        element["name"]: element["value"]
        for element in Reader(shown).all("input", type="radio")
        if "checked" in element
    }
    assert chosen == {
        "rank.pull": "2", "rank.product": "1", "rank.access": "2", "rank.compounding": "3", "rank.carry": "3",
    }  # fmt: skip
    # Rank-order-centroid weights, averaged in the groups.
    assert re.findall(r"(\d+)\W%\Wof the mean", shown) == ["21", "46", "21", "7", "7"]


def test_each_row_shows_the_figures_of_the_document(mixed: Evaluation, client_of: Login) -> None:
    shown = block(client_of, mixed, "viewer")
    document = as_json(result_of(mixed))
    for key in EIGHT:
        found = re.search(rf'<tr data-path="{key}"[^>]*>(.*?)</tr>', shown)
        assert found is not None
        cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", found[1])]
        path = document["paths"][key]
        assert cells[1] == show_share(path["sampled"]["priority_robustness"])
        assert (cells[0] == "another under some priorities") == (
            path["sampled"]["priority_robustness"] < 0.66
        )


def test_a_fault_is_shown_with_its_field(mixed: Evaluation, client_of: Login) -> None:
    sent = NUMBERS | {"pull": "9", "version": mixed.version, "from": "result"}
    answer = client_of("strategist").post(url("edit_priorities", mixed), sent)
    assert answer.status_code == 422
    assert '<input type="hidden" name="from" value="result">' in squeezed(answer)

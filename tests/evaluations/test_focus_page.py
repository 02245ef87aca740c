"""One question at a time: its order, its ways on and back, its save, and its honest end."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations.answers.operations import save_answers
from evaluations.answers.queries import checklist_of
from evaluations.inputs import AnswerInput
from evaluations.models import Answer, Evaluation
from evaluations.results.queries import result_of
from evaluations.scoring.plain import plain as as_json
from evaluations.work.operations.evaluations import change_evaluation
from evaluations.work.operations.status_changes import submit
from tests.conftest import NOW
from tests.markup import squeezed
from workspaces.actors import Actor

Login = Callable[..., Client]
ActorOf = Callable[..., Actor]
HTMX = {"HTTP_HX_REQUEST": "true"}


def best(evaluation: Evaluation) -> list[str]:
    return [asked["item"] for asked in as_json(result_of(evaluation))["ask_next"]]


def at(evaluation: Evaluation, item: str) -> str:
    return reverse("focus_item", args=[evaluation.pk, item])


def start(evaluation: Evaluation) -> str:
    return reverse("focus", args=[evaluation.pk])


def answer_all(evaluation: Evaluation, by: Actor, *, leave: tuple[str, ...] = ()) -> None:
    """Everything that counts, measured No: parked, and nothing more to find out."""
    items = [item for item in checklist_of(evaluation).items.values() if item.counts]
    given = [AnswerInput.of(item.key, level=0, grade="measured") for item in items if item.key not in leave]
    save_answers(evaluation=evaluation, answers=given, by=by, now=NOW)


def test_it_begins_with_the_question_that_tells_most(client_of: Login, evaluation: Evaluation) -> None:
    answer = client_of("operator").get(start(evaluation))
    assert answer["Location"] == at(evaluation, best(evaluation)[0])
    page = client_of("operator").get(answer["Location"])
    html = squeezed(page)
    assert html.count('<form class="question"') == 1
    assert "Why this question" in html
    assert page.context["why"]
    assert 'name="place" value="focus"' in html
    assert "could change a verdict." in page.context["left_words"]


def test_skipping_leads_to_the_next_best_and_previous_back(client_of: Login, evaluation: Evaluation) -> None:
    client = client_of("operator")
    first, second = best(evaluation)[:2]
    page = client.get(at(evaluation, first))
    assert (page.context["onward_words"], page.context["backward"]) == ("Skip", "")
    onward = client.get(page.context["onward"])
    assert onward["Location"].startswith(at(evaluation, second) + "?seen=")
    page = client.get(onward["Location"])
    assert page.context["backward"] == at(evaluation, first)
    assert client.get(onward["Location"]).status_code == 200, "the address can be reloaded"


def test_an_answer_takes_the_sheets_way_and_brings_the_steps(
    client_of: Login, evaluation: Evaluation
) -> None:
    client = client_of("operator")
    item = best(evaluation)[0]
    sent = {"version": "0", "place": "focus", "seen": "3", "choice": "3", "grade": "observed"}
    html = squeezed(client.post(reverse("save_answer", args=[evaluation.pk, item]), sent, **HTMX))
    assert Answer.objects.get().item == item
    assert 'id="focus-steps"' in html
    assert "Next question" in html
    assert 'name="seen" value="3"' in html
    assert 'id="tasks"' not in html
    panel = re.search(r'hx-get="([^"]*/panel/[^"]*)"', html)
    assert panel is not None
    fragment = squeezed(client.get(panel[1].replace("&amp;", "&"), **HTMX))
    assert 'id="live-verdict"' in fragment
    assert 'id="live-ask"' not in fragment


def test_without_scripts_a_save_goes_on_and_a_fault_stays(client_of: Login, evaluation: Evaluation) -> None:
    client = client_of("operator")
    item = best(evaluation)[0]
    address = reverse("save_answer", args=[evaluation.pk, item])
    sent = {"version": "0", "place": "focus", "choice": "3", "grade": "measured"}
    refused = client.post(address, sent | {"evidence_url": "nonsense"})
    assert refused.status_code == 422
    assert "One question at a time" in squeezed(refused)
    saved = client.post(address, sent)
    assert saved["Location"].startswith(start(evaluation) + "?seen=")
    again = client.get(saved["Location"])
    assert item not in again["Location"].split("?")[0]
    cleared = client.post(address, sent | {"version": "1", "clear": "1"})
    assert cleared["Location"] == at(evaluation, item)


def test_a_question_gone_through_does_not_come_up_again_in_its_round(
    client_of: Login, evaluation: Evaluation
) -> None:
    client = client_of("operator")
    address, seen = start(evaluation), []
    for _ in range(100):
        answer = client.get(address)
        if answer.status_code == 200:
            break
        seen.append(answer["Location"].split("?")[0])
        address = client.get(answer["Location"]).context["onward"]
    assert seen == [at(evaluation, item) for item in best(evaluation)]
    html = squeezed(answer)
    assert "You have been through every question that could change a verdict" in html
    assert len(answer.context["passed"]) == len(seen)


@pytest.mark.services
def test_the_end_is_honest_about_what_is_unanswered(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    left = "community/network-growth-potential"
    assert left in checklist_of(evaluation).items
    answer_all(evaluation, actor(), leave=(left,))
    client = client_of("operator")
    answer = client.get(start(evaluation))
    html = squeezed(answer)
    assert "Nothing left that could change a verdict" in html
    assert answer.context["open"][0]["item"].key == left
    assert f'href="{at(evaluation, left)}"' in html
    rest = client.get(answer.context["rest_url"])
    assert rest["Location"] == at(evaluation, left) + "?rest=1"
    with CaptureQueriesContext(connection) as asked:
        client.get(start(evaluation))
    assert len(asked) == 8, "as many whatever is listed at the end"
    page = client.get(rest["Location"])
    assert page.context["why"].startswith("No verdict hangs on it by itself.")


def test_junk_in_the_address_is_left_out(client_of: Login, evaluation: Evaluation) -> None:
    item = best(evaluation)[0]
    for junk in ("x", "99999", "1.1.1", "²", "-1", "." * 50, "9" * 400):
        assert client_of("operator").get(at(evaluation, item), {"seen": junk}).status_code == 200
    assert client_of("operator").get(at(evaluation, "no/such")).status_code == 404


def test_an_undeclared_growth_model_is_a_question_with_its_own_page(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    assert client_of("operator").get(at(evaluation, "growth_model")).status_code == 404
    change_evaluation(evaluation=evaluation, changes={"growth_model": None}, by=actor(), now=NOW)
    html = squeezed(client_of("operator").get(at(evaluation, "growth_model")))
    assert reverse("edit_growth_model", args=[evaluation.pk]) + "?from=focus" in html


def test_who_may_not_answer_is_led_to_the_sheet(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    item = best(evaluation)[0]
    for role in ("viewer", "operator"):
        assert client_of(role).get(start(evaluation)).status_code == 302
        answered: Any = client_of(role).get(at(evaluation, item))
        if role == "viewer":
            assert "/answers/" in answered["Location"]
        else:
            assert answered.status_code == 200
    submit(evaluation=evaluation, by=actor(), now=NOW)
    assert "/answers/" in client_of("operator").get(at(evaluation, item))["Location"]


def test_the_sheet_outlines_the_next_question_and_names_the_best_of_all(
    client_of: Login, evaluation: Evaluation
) -> None:
    first = best(evaluation)[0]
    for group in ("community", "product-invitations"):
        page = client_of("operator").get(reverse("answer_sheet", args=[evaluation.pk, group]))
        html = squeezed(page)
        assert page.context["ask"]["question"].item == first
        assert html.count(" data-next>") == 1
        assert f'id="live-ask" data-row="{page.context["ask"]["next_row"]}"' in html
        assert start(evaluation) in html

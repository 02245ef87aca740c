"""Triage: ten questions, every path of the release in order, and no verdict; paths are taken from it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from channels_catalog.schema import Catalog
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Answer, Evaluation
from evaluations.work.operations.evaluations import change_evaluation
from evaluations.work.operations.status_changes import submit
from evaluations.work.queries import catalog_for, path_keys
from tests.conftest import NOW
from tests.markup import squeezed
from workspaces.actors import Actor

Login = Callable[..., Client]
ActorOf = Callable[..., Actor]
HTMX = {"HTTP_HX_REQUEST": "true"}
SURFACE = "surface/workflow"


@pytest.fixture
def marketplace(evaluation: Evaluation, actor: ActorOf) -> Evaluation:
    """Several paths of the release fight this growth model."""
    change_evaluation(evaluation=evaluation, changes={"growth_model": "marketplace"}, by=actor(), now=NOW)
    return Evaluation.objects.get(pk=evaluation.pk)


def page(client: Client, evaluation: Evaluation) -> Any:
    return client.get(reverse("triage", args=[evaluation.pk]))


def fighting(evaluation: Evaluation) -> set[str]:
    """The paths of the release that fight the declared growth model."""
    matches = catalog_for(evaluation).alignment[str(evaluation.growth_model)]
    return {path for path, cell in matches.items() if cell.level == 1}


def rate(evaluation: Evaluation, by: Actor, item: str = SURFACE, **fields: Any) -> None:
    save_answers(evaluation=evaluation, answers=[AnswerInput.of(item, **fields)], by=by, now=NOW)


def every_path(evaluation: Evaluation) -> set[str]:
    catalog: Catalog = catalog_for(evaluation)
    return {channel.key for channel in catalog.channels}


def save(client: Client, evaluation: Evaluation, **fields: Any) -> Any:
    sent = {"version": "0", "place": "triage"} | fields
    return client.post(reverse("save_answer", args=[evaluation.pk, SURFACE]), sent, **HTMX)


def test_it_asks_the_ten_surfaces_and_names_the_growth_model(
    client_of: Login, marketplace: Evaluation
) -> None:
    answer = page(client_of(), marketplace)
    html = squeezed(answer)
    assert [row.item.kind for row in answer.context["rows"]] == ["surface"] * 10
    assert "Growth model: Marketplace" in html
    assert reverse("edit_growth_model", args=[marketplace.pk]) + "?from=triage" in html
    catalog = catalog_for(marketplace)
    leaning = sum("product-artifact" in catalog.surface_links[path] for path in every_path(marketplace))
    counted = f"counts for {leaning} of {len(catalog.channels)} paths"
    assert counted in html, "the rows speak of the whole release"


def test_every_path_of_the_release_is_considered_and_those_that_fight_are_set_aside(
    client_of: Login, marketplace: Evaluation
) -> None:
    words = page(client_of(), marketplace).context["triage"]
    assert {path.key for path in (*words.kept, *words.set_aside)} == every_path(marketplace)
    assert {path.key for path in words.set_aside} == fighting(marketplace)
    assert {"enterprise-sales", "ecosystem-marketplace"} <= fighting(marketplace)
    assert all(path.match == "Fights the growth model." and path.reason for path in words.set_aside)


def test_it_says_what_is_unknown_and_shows_no_verdict(
    client_of: Login, marketplace: Evaluation, actor: ActorOf
) -> None:
    rate(marketplace, actor(), level=4, grade="measured")
    rate(marketplace, actor(), "community/community-interest", level=4, grade="measured")
    html = squeezed(page(client_of(), marketplace))
    main = html[html.index("<main") : html.index("</main>")]
    assert "Demand and constraint are still unknown" in main
    for word in ("Scale<", "Relieve first", "Design in first", "Find out first", 'class="verdict'):
        assert word not in main


def test_the_order_is_by_carry_with_its_range(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    before = page(client_of(), evaluation).context["triage"]
    assert "No surface is answered yet, so the order of the paths says nothing." in before.summary
    rate(evaluation, actor(), level=4, grade="measured")
    answer = page(client_of(), evaluation)
    kept = answer.context["triage"].kept
    points = [path.carry.point for path in kept]
    assert points == sorted(points, reverse=True)
    assert points[0] > 0.5 > points[-1] - 0.01
    html = squeezed(answer)
    for path in kept:
        assert f'<span class="carried__range">{path.carry.shown}</span>' in html
        assert f'aria-label="Carry: {path.carry.shown}"' in html
    assert kept[0].rests.startswith("Rests on 1 of ")


def test_without_a_growth_model_nothing_is_set_aside_and_it_says_so(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    change_evaluation(evaluation=evaluation, changes={"growth_model": None}, by=actor(), now=NOW)
    answer = page(client_of(), evaluation)
    assert answer.context["triage"].set_aside == ()
    assert "No growth model is declared, so none is set aside" in squeezed(answer)


def test_an_answer_is_the_evaluations_own_and_brings_the_new_order(
    client_of: Login, evaluation: Evaluation
) -> None:
    answer = save(client_of("operator"), evaluation, choice="4", grade="measured", paths=["content"])
    html = squeezed(answer)
    assert answer.status_code == 200
    assert 'id="triage-paths" data-said="First by carry: ' in html
    assert 'name="place" value="triage"' in html
    assert 'id="tasks"' not in html
    assert 'id="live-exact"' not in html
    assert Answer.objects.get().level == 4
    sheet = client_of().get(reverse("answer_sheet", args=[evaluation.pk, "design-map"]))
    assert next(row for row in sheet.context["rows"] if row.item.key == SURFACE).values["choice"] == "4"


def test_a_plain_save_comes_back_to_triage(client_of: Login, evaluation: Evaluation) -> None:
    sent = {"version": "0", "place": "triage", "choice": "2", "grade": "observed"}
    answer = client_of().post(reverse("save_answer", args=[evaluation.pk, SURFACE]), sent)
    assert answer["Location"] == reverse("triage", args=[evaluation.pk]) + "#q-surface-f-workflow"


def test_a_refused_answer_stays_as_typed_on_the_triage_page(client_of: Login, evaluation: Evaluation) -> None:
    sent = {"version": "0", "place": "triage", "choice": "na", "na_reason": ""}
    answer = client_of().post(reverse("save_answer", args=[evaluation.pk, SURFACE]), sent)
    html = squeezed(answer)
    assert answer.status_code == 422
    assert "Which paths are worth a closer look?" in html
    assert "Say why it does not apply." in html
    assert save(client_of(), evaluation, choice="na").status_code == 422


def test_a_clash_on_triage_takes_the_others_answer_in_place(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    rate(evaluation, actor("strategist"), level=1, grade="observed")
    answer = save(client_of("operator"), evaluation, choice="4", grade="observed")
    assert answer.status_code == 409
    taken = re.search(r'hx-get="([^"]+)"', squeezed(answer))
    assert taken is not None
    row = squeezed(client_of("operator").get(taken[1], **HTMX))
    assert 'name="place" value="triage"' in row
    assert 'data-state="saved"' in row


def test_the_chosen_paths_are_ticked_and_others_can_be_taken(
    client_of: Login, evaluation: Evaluation
) -> None:
    client = client_of("operator")
    html = squeezed(page(client, evaluation))
    assert set(re.findall(r'value="([\w-]+)" checked', html)) & every_path(evaluation) == {
        "community", "product-invitations",
    }  # fmt: skip
    answer = client.post(
        reverse("triage", args=[evaluation.pk]), {"paths": ["content", "community"], "version": "1"}
    )
    assert answer["Location"] == reverse("answers", args=[evaluation.pk])
    assert path_keys(Evaluation.objects.get(pk=evaluation.pk)) == ["content", "community"]


def test_taking_none_is_refused_in_words(client_of: Login, evaluation: Evaluation) -> None:
    answer = client_of().post(reverse("triage", args=[evaluation.pk]), {"version": "1"})
    assert answer.status_code == 422
    assert "Choose at least one path." in squeezed(answer)
    assert path_keys(Evaluation.objects.get(pk=evaluation.pk)) == ["community", "product-invitations"]


def test_a_stale_choice_says_so_and_keeps_the_ticks(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    change_evaluation(evaluation=evaluation, changes={"title": "Other"}, by=actor(), now=NOW)
    answer = client_of().post(reverse("triage", args=[evaluation.pk]), {"paths": ["content"], "version": "1"})
    assert answer.status_code == 422
    assert "Somebody changed this evaluation in between." in squeezed(answer)
    assert answer.context["chosen"] == ["content"]


def test_a_submitted_evaluation_is_read_only(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    submit(evaluation=evaluation, by=actor(), now=NOW)
    html = squeezed(page(client_of(), evaluation))
    assert "The answers are closed" in html
    assert 'name="paths"' not in html
    answer = client_of().post(reverse("triage", args=[evaluation.pk]), {"paths": ["content"], "version": "2"})
    assert answer.status_code == 422
    assert path_keys(Evaluation.objects.get(pk=evaluation.pk)) == ["community", "product-invitations"]


def test_a_viewer_sees_the_order_and_no_boxes(client_of: Login, evaluation: Evaluation) -> None:
    html = squeezed(page(client_of("viewer"), evaluation))
    assert "The paths, by carry" in html
    assert 'name="paths"' not in html
    assert html.count('aria-label="Taken:"') == 2


def test_declaring_the_growth_model_from_here_comes_back_here(
    client_of: Login, evaluation: Evaluation
) -> None:
    address = reverse("edit_growth_model", args=[evaluation.pk]) + "?from=triage"
    assert f'href="{reverse("triage", args=[evaluation.pk])}">Cancel' in squeezed(client_of().get(address))
    answer = client_of().post(address, {"growth_model": "marketplace", "version": "1"})
    assert answer["Location"] == reverse("triage", args=[evaluation.pk])

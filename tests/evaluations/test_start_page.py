"""Starting an evaluation: three steps, back without loss, and only once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations.models import Evaluation, Product
from evaluations.work.operations import starts
from evaluations.work.operations.products import create_product
from evaluations.work.operations.starts import start_evaluation
from evaluations.work.queries import path_keys
from tests.conftest import CATALOG, NOW
from tests.markup import squeezed
from workspaces.actors import Actor
from workspaces.ids import new_id
from workspaces.models import Membership, Workspace

pytestmark = pytest.mark.services

Login = Callable[..., Client]
ActorOf = Callable[..., Actor]
NEW = {
    "product": "",
    "name": "Quillmark",
    "description": "A handbook.",
    "stage": "growth",
    "industries": ["Education"],
}


def begin(client: Client, **fields: Any) -> str:
    """Send the first step; the address of the second."""
    answer = client.post(reverse("start"), NEW | fields)
    assert answer.status_code == 302, squeezed(answer)
    return str(answer["Location"])


def declare(client: Client, address: str, model: str = "content-led") -> str:
    answer = client.post(address, {"growth_model": model})
    assert answer.status_code == 302, squeezed(answer)
    return str(answer["Location"])


def fighting(model: str) -> list[str]:
    """The paths that fight a growth model, in the catalog's order."""
    return [one.key for one in CATALOG.channels if CATALOG.alignment[model][one.key].level == 1]


def finish(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {"paths": ["content", "community"], "title": "First look"} | fields)


def test_three_steps_make_a_product_and_an_evaluation(client_of: Login) -> None:
    client = client_of("operator")
    answer = finish(client, declare(client, begin(client)))

    evaluation = Evaluation.objects.select_related("product").get()
    assert answer["Location"] == reverse("answers", args=[evaluation.pk])
    product = evaluation.product
    assert (product.name, product.stage, product.industries, product.growth_model) == (
        "Quillmark", "growth", ["Education"], "content-led",
    )  # fmt: skip
    assert (evaluation.title, evaluation.growth_model) == ("First look", "content-led")
    assert [row.path for row in evaluation.paths.all()] == ["content", "community"]


def test_a_product_that_is_there_can_be_taken(client_of: Login, product: Product) -> None:
    client = client_of("operator")
    page = client.get(reverse("start"), {"product": str(product.pk)})
    assert page.context["chosen"] == str(product.pk)

    step_two = begin(client, product=str(product.pk))
    assert client.get(step_two).context["chosen"] == "plg"
    finish(client, declare(client, step_two, "marketplace"))

    evaluation = Evaluation.objects.get()
    assert (evaluation.product, evaluation.growth_model) == (product, "marketplace")
    product.refresh_from_db()
    assert product.growth_model == "plg"
    assert Product.objects.count() == 1


def test_none_of_these_fits_leaves_the_growth_model_undeclared(client_of: Login) -> None:
    client = client_of("operator")
    step_three = declare(client, begin(client), "none")
    assert [group["kind"] for group in client.get(step_three).context["groups"]] == ["all"]
    finish(client, step_three)

    assert Evaluation.objects.get().growth_model is None
    assert Product.objects.get().growth_model is None


def test_going_back_loses_nothing(client_of: Login) -> None:
    client = client_of("operator")
    step_two = begin(client)
    step_one = step_two.replace("growth-model/", "")
    declare(client, step_two)

    assert 'value="Quillmark"' in squeezed(client.get(step_one))
    assert client.get(step_one).context["industries_open"] is True
    assert client.get(step_two).context["chosen"] == "content-led"


def test_paths_that_reinforce_stand_first_and_those_that_fight_say_why(client_of: Login) -> None:
    client = client_of("operator")
    page = client.get(declare(client, begin(client), "plg"))

    kinds = {group["kind"]: [path["key"] for path in group["paths"]] for group in page.context["groups"]}
    assert list(kinds) == ["reinforces", "neutral", "fights"]
    assert kinds["fights"] == fighting("plg")
    assert kinds["fights"][0] == "partner-channel"
    html = squeezed(page)
    assert "They score no higher for it." in html
    assert "unless a strategist overrules the match with evidence" in html
    assert "fee and the hand-off cost more than a small team ticket can carry" in html


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"name": ""}, "Give the product the name your team uses."),
        ({"name": "x" * 121}, "At most 120 characters"),
        ({"stage": "later"}, "later is not one of the available choices"),
        ({"industries": ["Piracy"]}, "Piracy is not one of the available choices"),
        ({"product": str(new_id())}, "This product is not here any more."),
        ({"product": "no id"}, "This product is not here any more."),
    ],
)
def test_a_fault_in_the_product_is_named_and_nothing_is_lost(
    client_of: Login, fields: dict[str, Any], fault: str
) -> None:
    answer = client_of("operator").post(reverse("start"), NEW | fields)
    html = squeezed(answer)
    assert answer.status_code == 422
    assert fault in html
    assert 'id="errors"' in html


@pytest.mark.parametrize(
    ("fields", "fault", "field"),
    [
        ({"paths": []}, "Choose at least one path.", "#id_paths"),
        ({"title": " "}, "Give the evaluation a title to find it by.", "#id_title"),
        ({"title": "x" * 161}, "At most 160 characters", "#id_title"),
        ({"paths": ["by-balloon"]}, "by-balloon is not one of the available choices", "#id_paths"),
    ],
)
def test_a_fault_in_the_last_step_links_to_its_field_and_makes_nothing(
    client_of: Login, fields: dict[str, Any], fault: str, field: str
) -> None:
    client = client_of("operator")
    answer = finish(client, declare(client, begin(client)), **fields)

    html = squeezed(answer)
    assert answer.status_code == 422
    assert fault in html
    assert f'href="{field}"' in html
    assert not Product.objects.exists()
    assert not Evaluation.objects.exists()


def test_a_growth_model_must_be_chosen(client_of: Login) -> None:
    client = client_of("operator")
    answer = client.post(begin(client), {})
    assert answer.status_code == 422
    assert "None of these fits" in squeezed(answer)


def test_sending_the_last_step_twice_makes_one(client_of: Login) -> None:
    client = client_of("operator")
    step_three = declare(client, begin(client))
    once, twice = finish(client, step_three), finish(client, step_three)

    assert once["Location"] == twice["Location"]
    assert (Evaluation.objects.count(), Product.objects.count()) == (1, 1)
    assert client.get(step_three)["Location"] == once["Location"]


def test_the_same_start_from_two_requests_at_once_makes_one(actor: ActorOf) -> None:
    """The second has looked before the first was there: its insert fails, and its product goes with it."""
    start = {
        "pk": new_id(), "product": None, "new_product": {"name": "Quillmark"}, "title": "First look",
        "paths": ["content"], "growth_model": None, "by": actor("operator"), "now": NOW,
    }  # fmt: skip
    looked = starts._started
    calls: list[int] = []

    def looks_too_early(pk: Any, by: Actor) -> Evaluation | None:
        calls.append(1)
        if len(calls) == 1:
            assert start_evaluation(**start).pk == start["pk"]
            return None
        return looked(pk, by)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(starts, "_started", looks_too_early)
        assert start_evaluation(**start).pk == start["pk"]
    assert (Evaluation.objects.count(), Product.objects.count()) == (1, 1)


def test_a_start_that_this_session_did_not_begin_is_unknown(client_of: Login) -> None:
    mine, other = client_of("operator"), client_of("strategist")
    step_three = declare(mine, begin(mine))
    assert other.get(step_three).status_code == 404
    assert other.get(reverse("start_growth_model", args=[new_id()])).status_code == 404


def test_another_workspaces_product_cannot_be_taken(
    client_of: Login, product: Product, other_workspace: Workspace
) -> None:
    stranger = Membership.objects.get(workspace=other_workspace, role="operator").user
    answer = client_of(user=stranger).post(reverse("start"), {"product": str(product.pk)})
    assert answer.status_code == 422
    assert "This product is not here any more." in squeezed(answer)


def test_a_viewer_cannot_start(client_of: Login) -> None:
    assert client_of("viewer").get(reverse("start")).status_code == 403
    assert client_of("viewer").post(reverse("start"), NEW).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_products_takes_the_same_queries(client_of: Login, actor: ActorOf, count: int) -> None:
    for number in range(count):
        create_product(name=f"Product {number}", by=actor(), now=NOW)
    client = client_of("operator")
    client.get(reverse("start"))

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("start"))
    assert len(asked) == 8


def test_products_beyond_the_newest_are_found_by_searching(
    client_of: Login, actor: Callable[..., Actor]
) -> None:
    for number in range(101):
        create_product(name=f"Product {number:03}", by=actor(), now=NOW + timedelta(minutes=number))
    html = squeezed(client_of("operator").get(reverse("start")))
    assert "Product 000" not in html
    assert "The 100 newest stand here." in html
    assert f'href="{reverse("products")}"' in html
    oldest = Product.objects.get(name="Product 000")
    html = squeezed(client_of("operator").get(reverse("start"), {"product": str(oldest.pk)}))
    assert f'<option value="{oldest.pk}" selected>Product 000</option>' in html


def test_ten_questions_first_takes_every_path_that_does_not_fight_and_opens_triage(client_of: Login) -> None:
    client = client_of("operator")
    paths = declare(client, begin(client), "marketplace")
    answer = client.post(paths, {"title": "First look", "triage": "1"})
    made = Evaluation.objects.get()
    assert answer["Location"] == reverse("triage", args=[made.pk])
    fights = fighting("marketplace")
    assert {"enterprise-sales", "ecosystem-marketplace"} <= set(fights)
    assert set(path_keys(made)) == {one.key for one in CATALOG.channels} - set(fights)
    again = client.post(paths, {"title": "First look", "triage": "1"})
    assert again["Location"] == reverse("triage", args=[made.pk])


def test_ten_questions_first_keeps_a_choice_that_was_made(client_of: Login) -> None:
    client = client_of("operator")
    answer = finish(client, declare(client, begin(client)), triage="1", paths=["community"])
    made = Evaluation.objects.get()
    assert answer["Location"] == reverse("triage", args=[made.pk])
    assert path_keys(made) == ["community"]


def test_ten_questions_first_still_needs_a_title(client_of: Login) -> None:
    client = client_of("operator")
    answer = client.post(declare(client, begin(client)), {"title": "", "triage": "1"})
    assert answer.status_code == 422
    assert answer.context["chosen"] == [], "nothing is ticked that nobody ticked"
    assert "Give the evaluation a title to find it by." in squeezed(answer)
    assert not Evaluation.objects.exists()

"""Products: the list, one product with its evaluations, changing and deleting it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.models import Evaluation, Product
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from tests.conftest import NOW
from tests.markup import squeezed
from workspaces.actors import Actor
from workspaces.models import Membership, Workspace

Login = Callable[..., Client]
ActorOf = Callable[..., Actor]
GIVEN = {
    "name": "Quillmark",
    "description": "A handbook.",
    "growth_model": "content-led",
    "stage": "",
    "industries": [],
}


def test_no_product_yet_says_how_one_comes_to_be(client_of: Login) -> None:
    html = squeezed(client_of("operator").get(reverse("products")))
    assert "No product yet" in html
    assert reverse("product_create") in html
    assert reverse("product_create") not in squeezed(client_of("viewer").get(reverse("products")))


def test_a_product_is_added_changed_and_shown(client_of: Login) -> None:
    client = client_of("operator")
    client.post(reverse("product_create"), GIVEN)
    made = Product.objects.get()
    assert (made.name, made.growth_model, made.stage) == ("Quillmark", "content-led", None)

    edit = reverse("product_edit", args=[made.pk])
    client.post(edit, GIVEN | {"stage": "mature", "growth_model": ""})
    made.refresh_from_db()
    assert (made.stage, made.growth_model, made.version) == ("mature", None, 2)
    html = squeezed(client.get(reverse("product", args=[made.pk])))
    assert "Growth model undeclared · Mature" in html
    assert "Not evaluated yet" in html


@pytest.mark.parametrize("address", ["product_create", "product_edit"])
def test_a_fault_is_named_beside_its_field(client_of: Login, product: Product, address: str) -> None:
    url = reverse(address, args=[product.pk] if address == "product_edit" else [])
    answer = client_of("operator").post(url, GIVEN | {"name": "", "description": "\x07"})
    assert answer.status_code == 422
    assert 'href="#id_name"' in squeezed(answer)


def test_a_product_shows_its_own_evaluations_only(
    client_of: Login, evaluation: Evaluation, product: Product, actor: ActorOf
) -> None:
    other = create_product(name="Other", by=actor(), now=NOW)
    create_evaluation(method="1", product=other, title="Elsewhere", paths=["content"], by=actor(), now=NOW)
    html = squeezed(client_of().get(reverse("product", args=[product.pk])))
    assert "Autumn review" in html
    assert "Elsewhere" not in html


def test_a_product_with_evaluations_is_not_deleted(client_of: Login, evaluation: Evaluation) -> None:
    answer = client_of("strategist").post(reverse("product_delete", args=[evaluation.product_id]))
    assert answer.status_code == 409
    assert "This product has evaluations." in squeezed(answer)
    assert Product.objects.get().deleted_at is None


def test_a_deletion_is_asked_for_once_and_can_be_undone(client_of: Login, product: Product) -> None:
    client = client_of("strategist")
    address = reverse("product_delete", args=[product.pk])
    assert "It can be brought back for 30 days" in squeezed(client.get(address))
    html = squeezed(client.post(address, follow=True))
    assert "Ledgerline is deleted." in html
    assert client.get(reverse("product", args=[product.pk])).status_code == 404

    client.post(reverse("product_restore", args=[product.pk]))
    assert client.get(reverse("product", args=[product.pk])).status_code == 200


@pytest.mark.parametrize(
    ("role", "name", "status"),
    [
        ("viewer", "product", 200),
        ("viewer", "product_edit", 403),
        ("viewer", "product_delete", 403),
        ("operator", "product_edit", 200),
        ("operator", "product_delete", 403),
        ("strategist", "product_delete", 200),
    ],
)
def test_who_may_do_what(client_of: Login, product: Product, role: str, name: str, status: int) -> None:
    assert client_of(role).get(reverse(name, args=[product.pk])).status_code == status


@pytest.mark.parametrize("name", ["product", "product_edit", "product_delete"])
def test_another_workspaces_product_is_not_there(
    client_of: Login, product: Product, other_workspace: Workspace, name: str
) -> None:
    client = client_of(user=Membership.objects.get(workspace=other_workspace, role="admin").user)
    assert client.get(reverse(name, args=[product.pk])).status_code == 404


@pytest.mark.services
@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_rows_takes_the_same_queries(
    client_of: Login, actor: ActorOf, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        by, now = actor(), NOW + timedelta(hours=number)
        product = create_product(name=f"Product {number}", by=by, now=now)
    for number in range(count):
        create_evaluation(
            method="1", product=product, title=f"Look {number}", paths=["content"], by=by, now=NOW
        )
    client = client_of()
    client.get(reverse("product", args=[product.pk]))

    with django_assert_num_queries(8):
        client.get(reverse("products"))
    with django_assert_num_queries(10):
        client.get(reverse("product", args=[product.pk]))


def test_products_are_searched_by_name_and_description(client_of: Login, actor: ActorOf) -> None:
    for name, description in (("Quillmark", "A handbook."), ("Osprey", "Maps."), ("Tern", "A quill.")):
        create_product(name=name, description=description, by=actor(), now=NOW)

    def found(words: str) -> list[str]:
        rows = client_of().get(reverse("products"), {"q": words}).context["rows"]
        return sorted(row["product"].name for row in rows)

    assert (found("quill"), found("MAPS"), found("zebra")) == (["Quillmark", "Tern"], ["Osprey"], [])
    html = squeezed(client_of("operator").get(reverse("products"), {"q": "zebra"}))
    assert "No product fits" in html
    assert "No product found." in html

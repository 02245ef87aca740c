"""Products."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from distmap.api.bodies import read_body
from distmap.api.conditional import matches, single
from distmap.api.endpoints import Endpoint
from distmap.api.pagination import OrderedQuery, cursor_page
from distmap.api.responses import page_of
from distmap.api.schema import describe
from evaluations.models import Product
from evaluations.work.api import responses
from evaluations.work.api.requests import NewProduct, ProductChanges
from evaluations.work.operations.products import (
    change_product,
    create_product,
    delete_product,
)
from evaluations.work.queries import products
from workspaces.access import fetch
from workspaces.api.authentication import actor_of
from workspaces.api.idempotency import idempotent
from workspaces.permissions import Act


class Products(Endpoint):
    tag = "products"

    @describe(
        name="list_products",
        summary="The workspace's products",
        query=OrderedQuery,
        answers={200: page_of(responses.Product)},
    )
    def get(self, request: Request, query: OrderedQuery) -> Response:
        actor = actor_of(request)
        actor.require(Act.READ)
        return cursor_page(
            request,
            products(actor).select_related("created_by"),
            query=query,
            present=responses.Product.of,
            newest_first=query.newest_first,
        )

    @describe(
        name="create_product", summary="Describe a product", body=NewProduct, answers={201: responses.Product}
    )
    @idempotent(Act.WRITE_PRODUCTS)
    def post(self, request: Request) -> Response:
        actor = actor_of(request)
        actor.require(Act.WRITE_PRODUCTS)
        body = read_body(request, NewProduct)
        product = create_product(**body.model_dump(), by=actor, now=timezone.now())
        return _shown(request, product, status=201, location=_address(product))


class OneProduct(Endpoint):
    tag = "products"

    @describe(
        name="read_product", summary="One product", answers={200: responses.Product}, if_none_match=True
    )
    def get(self, request: Request, product_id: UUID) -> Response:
        return _shown(request, _fetched(request, product_id, Act.READ))

    @describe(
        name="change_product",
        summary="Change a product",
        description="Its evaluations keep the growth model that they were made with.",
        body=ProductChanges,
        answers={200: responses.Product},
        if_match=True,
    )
    def patch(self, request: Request, product_id: UUID) -> Response:
        actor = actor_of(request)
        product = _fetched(request, product_id, Act.WRITE_PRODUCTS)
        body = read_body(request, ProductChanges)
        changed = change_product(
            product=product, changes=body.given(), by=actor, now=timezone.now(),
            version=_expected(request, product),
        )  # fmt: skip
        return _shown(request, changed)

    @describe(
        name="delete_product",
        summary="Delete a product that has no evaluations",
        answers={204: None},
        if_match=True,
        refuses=(409,),
    )
    def delete(self, request: Request, product_id: UUID) -> Response:
        product = _fetched(request, product_id, Act.DELETE)
        delete_product(
            product=product, by=actor_of(request), now=timezone.now(), version=_expected(request, product)
        )
        return Response(status=204)


def _fetched(request: Request, product_id: UUID, act: Act) -> Product:
    actor = actor_of(request)
    product: Product = fetch(Product.objects.visible_to(actor), product_id, by=actor, act=act)
    return product


def _tag(product: Product) -> str:
    return f'"{product.version}"'


def _expected(request: Request, product: Product) -> int | None:
    """The version that If-Match names; None if it was not sent. The operation looks again."""
    return product.version if matches(request, _tag(product)) else None


def _shown(request: Request, product: Product, **how: Any) -> Response:
    return single(request, responses.Product.of(product), tag=_tag(product), **how)


def _address(product: Product) -> str:
    return reverse("api_product", kwargs={"product_id": product.pk})

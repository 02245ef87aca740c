"""Products: what is to be distributed, and the evaluations of each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from channels_catalog.queries import catalog_of, current_release
from channels_catalog.schema import Catalog
from distmap.errors import Conflict, Invalid, Stale
from distmap.merging import JUST_CHANGED, Edit
from distmap.paging import page_of
from evaluations.models import Product
from evaluations.work.forms import ProductDetailsForm, pointed_fields
from evaluations.work.operations.products import (
    change_product,
    create_product,
    delete_product,
    restore_product,
)
from evaluations.work.queries import EvaluationFilters, evaluations, products
from evaluations.work.views.home import UNDO, growth_model_name, listed, searched, shown_words
from workspaces.access import fetch
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions
from workspaces.views.once import once

ROWS = 25
FIELDS = ("name", "description", "growth_model", "industries", "stage")


def _catalog(request: MemberRequest) -> Catalog:
    return catalog_of(current_release(request.actor).pk)


def _product(request: MemberRequest, product_id: UUID, act: Act = Act.READ) -> Product:
    return fetch(Product.objects.visible_to(request.actor), product_id, by=request.actor, act=act)


@require_safe
@member_required
def product_list(request: MemberRequest) -> HttpResponse:
    """All products, newest first; searched, an address that can be kept and sent."""
    text = searched(request.GET)
    page = page_of(products(request.actor, text), request.GET, by="created_at", size=ROWS)
    catalog = _catalog(request)
    is_whole = not (page.older or page.newer)
    context = {
        "q": text, "shown_words": shown_words(len(page.rows), "product", is_whole=is_whole),
        "rows": [_summary(product, catalog) for product in page.rows],
        "older": page.older, "newer": page.newer, "may": permissions(request.actor),
        "undo": request.session.pop(UNDO, None),
    }  # fmt: skip
    return render(request, "products/list.html", context)


def _summary(product: Product, catalog: Catalog) -> dict[str, Any]:
    known = {model.key for model in catalog.growth_models}
    model = product.growth_model if product.growth_model in known else None
    return {"product": product, "growth_model": growth_model_name(catalog, model)}


@require_safe
@member_required
def product(request: MemberRequest, product_id: UUID) -> HttpResponse:
    """One product and its evaluations."""
    found = _product(request, product_id)
    now = timezone.now()
    rows = evaluations(request.actor, EvaluationFilters(product=found.pk))
    page = page_of(rows, request.GET, by="changed_at", size=ROWS)
    context = _summary(found, _catalog(request)) | {
        "rows": [listed(evaluation, now) for evaluation in page.rows],
        "older": page.older, "newer": page.newer, "may": permissions(request.actor),
    }  # fmt: skip
    return render(request, "products/product.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@once()
def product_create(request: MemberRequest) -> HttpResponse:
    """Describe a product without evaluating it yet."""
    request.actor.require(Act.WRITE_PRODUCTS)
    form = ProductDetailsForm(_catalog(request), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = create_product(**form.product_fields(), by=request.actor, now=timezone.now())
        except Invalid as invalid:
            _add_faults(form, invalid)
        else:
            messages.success(request, f"{made.name} is here now.")
            return redirect("product", product_id=made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "products/edit.html", {"form": form}, status=status)


def _add_faults(form: ProductDetailsForm, invalid: Invalid) -> None:
    for fault in invalid.faults:
        field = pointed_fields(fault.pointer)
        form.add_error(field if field in form.fields else None, fault.detail)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def product_edit(request: MemberRequest, product_id: UUID) -> HttpResponse:
    """Change what is said about a product. Its evaluations keep the growth model they were made with."""
    found = _product(request, product_id, Act.WRITE_PRODUCTS)
    initial = {name: getattr(found, name) for name in FIELDS}
    edit = Edit(request, lambda sent: ProductDetailsForm(_catalog(request), sent, initial=initial))
    if edit.may_save and _change(request, found, edit):
        messages.success(request, "The product is changed.")
        return redirect("product", product_id=found.pk)
    context = {"form": edit.form, "product": found, "edits": True}
    return render(request, "products/edit.html", context, status=422 if edit.is_sent else 200)


def _change(request: MemberRequest, found: Product, edit: Edit[ProductDetailsForm]) -> bool:
    """Whether the change went through; if not, the form says why."""
    try:
        change_product(
            product=found, changes=edit.only(edit.form.product_fields()), by=request.actor,
            now=timezone.now(), version=found.version,
        )  # fmt: skip
    except Invalid as invalid:
        _add_faults(edit.form, invalid)
    except Stale:
        edit.form.add_error(None, JUST_CHANGED)
    else:
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def product_delete(request: MemberRequest, product_id: UUID) -> HttpResponse:
    """Ask once, then hide it; a product with evaluations stays."""
    found = _product(request, product_id, Act.DELETE)
    if request.method != "POST":
        return render(request, "products/confirm_delete.html", {"product": found})
    try:
        delete_product(product=found, by=request.actor, now=timezone.now())
    except Conflict as conflict:
        context = {"product": found, "refusal": conflict.message}
        return render(request, "products/confirm_delete.html", context, status=conflict.status)
    request.session[UNDO] = {"kind": "product", "id": str(found.pk), "title": found.name}
    return redirect("products")


@require_POST
@member_required
def product_restore(request: MemberRequest, product_id: UUID) -> HttpResponse:
    """Undo a deletion."""
    found = fetch(Product.objects.hidden_from(request.actor), product_id, by=request.actor, act=Act.DELETE)
    restore_product(product=found, by=request.actor)
    messages.success(request, f"{found.name} is back.")
    return redirect("product", product_id=found.pk)

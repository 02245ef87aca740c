"""Acts on products."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from channels_catalog.queries import catalog_of, current_release
from distmap.errors import Conflict, Fault, Invalid
from distmap.texts import text_faults, tidied
from evaluations.models import Evaluation, Product
from evaluations.work.operations.changes import refuse_if_stale
from workspaces.actors import Actor
from workspaces.audit import record
from workspaces.permissions import Act

NAME_MOST, DESCRIPTION_MOST = 120, 5_000
FIELDS = ("name", "description", "growth_model", "industries", "stage")


class ProductInUse(Conflict):
    """A product with evaluations is not deleted."""

    code = "product_in_use"


def create_product(
    *,
    name: str,
    by: Actor,
    now: datetime,
    description: str = "",
    growth_model: str | None = None,
    industries: Sequence[str] = (),
    stage: str | None = None,
) -> Product:
    """Describe a product. Raises Invalid with every fault."""
    by.require(Act.WRITE_PRODUCTS)
    product = Product(workspace=by.workspace, created_by=by.user, created_at=now, updated_at=now)
    given = {
        "name": name, "description": description, "growth_model": growth_model,
        "industries": list(industries), "stage": stage,
    }  # fmt: skip
    _apply(product, given, by)
    product.search_text = product.searchable()
    product.save(force_insert=True)
    return product


@transaction.atomic
def change_product(
    *, product: Product, changes: Mapping[str, Any], by: Actor, now: datetime, version: int | None = None
) -> Product:
    """Change the named fields. Its evaluations keep the growth model they were made with."""
    by.require(Act.WRITE_PRODUCTS)
    row = Product.objects.select_for_update().get(pk=product.pk)
    refuse_if_stale(row, version)
    before = {field: getattr(row, field) for field in FIELDS}
    _apply(row, changes, by)
    if before != {field: getattr(row, field) for field in FIELDS}:
        row.version += 1
        row.updated_at = now
        row.search_text = row.searchable()
        row.save(update_fields=[*FIELDS, "version", "updated_at", "search_text"])
        if row.name != before["name"]:
            _find_by_name(row)
    return row


def _find_by_name(product: Product) -> None:
    """Its evaluations are found under its new name."""
    evaluations = list(Evaluation.objects.filter(product=product).only("title"))
    for evaluation in evaluations:
        evaluation.product = product
        evaluation.search_text = evaluation.searchable()
    Evaluation.objects.bulk_update(evaluations, ["search_text"], batch_size=500)


def _apply(product: Product, given: Mapping[str, Any], by: Actor) -> None:
    faults = product_faults(given, by)
    if faults:
        raise Invalid.of(faults)
    for field in given.keys() & set(FIELDS):
        value = given[field]
        setattr(product, field, tidied(value) if field in {"name", "description"} else value or None)
    product.industries = list(product.industries or [])


def product_faults(given: Mapping[str, Any], by: Actor) -> list[Fault]:
    """What is wrong with the named fields, whichever they are."""
    catalog = catalog_of(current_release(by).pk)
    faults = []
    if "name" in given:
        faults += text_faults("/name", given["name"], most=NAME_MOST, needed=True)
    if "description" in given:
        faults += text_faults("/description", given["description"], most=DESCRIPTION_MOST)
    models = [model.key for model in catalog.growth_models]
    if given.get("growth_model") and given["growth_model"] not in models:
        faults.append(
            Fault("/growth_model", "unknown_growth_model", f"Known growth models: {', '.join(models)}.")
        )
    if given.get("stage") and given["stage"] not in dict(Product.STAGES):
        faults.append(Fault("/stage", "unknown_stage", f"Known stages: {', '.join(dict(Product.STAGES))}."))
    seen: set[str] = set()
    for position, industry in enumerate(given.get("industries") or ()):
        if industry not in catalog.industries:
            faults.append(
                Fault(f"/industries/{position}", "unknown_industry", f"{industry!r} is not in the list.")
            )
        elif industry in seen:
            faults.append(Fault(f"/industries/{position}", "repeated", f"{industry!r} stands twice."))
        seen.add(industry)
    return faults


@transaction.atomic
def delete_product(*, product: Product, by: Actor, now: datetime, version: int | None = None) -> None:
    """Hide a product that has no evaluations; it can be brought back for 30 days."""
    by.require(Act.DELETE)
    row = Product.objects.select_for_update().get(pk=product.pk)
    refuse_if_stale(row, version)
    if Evaluation.objects.filter(product=row, deleted_at=None).exists():
        raise ProductInUse("This product has evaluations. Delete them first, or keep the product.")
    row.deleted_at = now
    row.save(update_fields=["deleted_at"])
    record(by=by, action="product.deleted", subject=row.name, now=now, id=str(row.pk))


@transaction.atomic
def restore_product(*, product: Product, by: Actor) -> None:
    """Undo a deletion."""
    by.require(Act.DELETE)
    if Product.objects.filter(pk=product.pk).exclude(deleted_at=None).update(deleted_at=None):
        record(by=by, action="product.restored", subject=product.name, now=timezone.now(), id=str(product.pk))

"""Products and evaluations: the lists of a workspace, and what one evaluation is made of. Nothing here writes."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from channels_catalog.queries import catalog_of
from channels_catalog.schema import Catalog
from distmap.texts import search_words
from evaluations.models import Evaluation, EvaluationPath, Product
from workspaces.actors import Actor

# In place of a growth model's key: those that declare none.
UNDECLARED = "none"


@dataclass(frozen=True, kw_only=True)
class EvaluationFilters:
    """What a list of evaluations is narrowed to. `verdict` means the headline's, or with `path` that path's."""

    q: str = ""
    product: UUID | None = None
    status: str = ""
    growth_model: str = ""  # a key, or UNDECLARED
    verdict: str = ""
    path: str = ""
    created_after: datetime | None = None
    created_before: datetime | None = None
    changed_after: datetime | None = None


def products(actor: Actor, q: str = "") -> QuerySet[Product]:
    """The workspace's products, newest first; with `q` those whose name or description holds it."""
    rows = Product.objects.visible_to(actor).order_by("-created_at", "-id")
    return rows.filter(_holds(q)) if q else rows


def _holds(q: str) -> Q:
    """That a row's `search_text` holds every word looked for, whatever its case and accents."""
    return reduce(and_, (Q(search_text__contains=word) for word in search_words(q)), Q())


def evaluations(actor: Actor, filters: EvaluationFilters | None = None) -> QuerySet[Evaluation]:
    """The workspace's evaluations, newest first, with what a row shows; constant queries however many rows."""
    rows = (
        Evaluation.objects.visible_to(actor)
        .select_related("product", "changed_by", "created_by", "release")
        .defer("release__document")
        .prefetch_related(Prefetch("paths", queryset=EvaluationPath.objects.order_by("position")))
        .order_by("-created_at", "-id")
    )
    return _narrowed(rows, filters or EvaluationFilters())


def _narrowed(rows: QuerySet[Evaluation], filters: EvaluationFilters) -> QuerySet[Evaluation]:
    wanted = {
        "product_id": filters.product,
        "status": filters.status,
        "growth_model": "" if filters.growth_model == UNDECLARED else filters.growth_model,
        "growth_model__isnull": filters.growth_model == UNDECLARED,
        "created_at__gt": filters.created_after,
        "created_at__lt": filters.created_before,
        "changed_at__gt": filters.changed_after,
    }
    rows = rows.filter(**{field: value for field, value in wanted.items() if value})
    if filters.q:
        rows = rows.filter(_holds(filters.q))
    if filters.path:
        chosen = EvaluationPath.objects.filter(path=filters.path)
        if filters.verdict:
            chosen = chosen.filter(verdict=filters.verdict)
        return rows.filter(pk__in=chosen.values("evaluation_id"))
    return rows.filter(headline_verdict=filters.verdict) if filters.verdict else rows


def headline_of(evaluation: Evaluation) -> dict[str, Any] | None:
    """The stored headline, or None before the first scoring and where no path has a verdict."""
    if evaluation.headline_verdict is None:
        return None
    return {
        "path": evaluation.headline_path,
        "verdict": evaluation.headline_verdict,
        "confidence": evaluation.headline_confidence,
        "lean": evaluation.headline_lean,
        "lean_share": evaluation.headline_lean_share,
    }


def catalog_for(evaluation: Evaluation) -> Catalog:
    """The release that the evaluation is pinned to, parsed."""
    return catalog_of(evaluation.release_id)


def paths_of(evaluation: Evaluation) -> list[EvaluationPath]:
    """The chosen paths in order (taken from the prefetch where there is one)."""
    return sorted(evaluation.paths.all(), key=lambda row: row.position)


def path_keys(evaluation: Evaluation) -> list[str]:
    return [row.path for row in paths_of(evaluation)]

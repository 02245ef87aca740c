"""The lists of a workspace: products, evaluations, reports."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from evaluations.models import (
    ComparisonMember,
    Evaluation,
    EvaluationPath,
    Product,
    Report,
    ReportSchedule,
)
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
    return rows.filter(Q(name__icontains=q) | Q(description__icontains=q)) if q else rows


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
        rows = rows.filter(Q(title__icontains=filters.q) | Q(product__name__icontains=filters.q))
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
    }


COMPARED = ComparisonMember.objects.select_related("evaluation__product", "snapshot").defer(
    "snapshot__document"
)
"""Members of comparisons with what tells whether they changed."""


def reports(actor: Actor) -> QuerySet[Report]:
    """The workspace's reports, newest first, with what a row shows."""
    return (
        Report.objects.visible_to(actor)
        .select_related("evaluation__product", "snapshot", "comparison", "created_by")
        .prefetch_related("artifacts", Prefetch("comparison__members", queryset=COMPARED))
        .defer("frozen_document", "snapshot__document")
        .order_by("-created_at", "-id")
    )


def report_schedules(actor: Actor) -> QuerySet[ReportSchedule]:
    """The workspace's weekly reports, newest first, with what a row shows."""
    return (
        ReportSchedule.objects.visible_to(actor)
        .select_related("evaluation__product", "comparison", "owner", "last_report")
        .defer("last_report__frozen_document")
        .order_by("-created_at", "-id")
    )

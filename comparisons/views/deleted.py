"""What was deleted and can still be brought back."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comparisons.models import Comparison
from distmap.times import spoken_time
from evaluations.models import UNDO_DAYS, Evaluation, Product
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required

MOST = 100


@require_safe
@member_required
def deleted(request: MemberRequest) -> HttpResponse:
    """Evaluations, products and comparisons deleted in the last 30 days, newest first."""
    request.actor.require(Act.DELETE)
    now = timezone.now()
    since = now - timedelta(days=UNDO_DAYS)
    evaluations = Evaluation.objects.hidden_from(request.actor).select_related("product")
    products = Product.objects.hidden_from(request.actor)
    comparisons = Comparison.objects.hidden_from(request.actor)
    kinds = (("evaluation", evaluations), ("product", products), ("comparison", comparisons))
    entries: list[dict[str, Any]] = [
        {"kind": kind, "row": row, "when": spoken_time(row.deleted_at or now, now), "at": row.deleted_at}
        for kind, rows in kinds
        for row in rows.filter(deleted_at__gte=since).order_by("-deleted_at")[:MOST]
    ]
    entries.sort(key=lambda entry: entry["at"], reverse=True)
    return render(request, "evaluations/deleted.html", {"entries": entries, "days": UNDO_DAYS})

"""A snapshot's page: it is read as the report that could be made of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from distmap.times import spoken_time
from evaluations.versions.queries import snapshots_of
from evaluations.versions.views.snapshots import snapshot_of
from reports.reading import article_of_snapshot
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions


@require_safe
@member_required
def snapshot(request: MemberRequest, evaluation_id: UUID, number: int) -> HttpResponse:
    """What the evaluation said when the snapshot was taken, answers and all, in the words of its own release."""
    found = snapshot_of(request, evaluation_id, number, Act.READ)
    numbers = snapshots_of(found.evaluation).values_list("number", flat=True)
    context = {
        "snapshot": found,
        "evaluation": found.evaluation,
        "when": spoken_time(found.taken_at, timezone.now()),
        "who": found.taken_by.shown_name if found.taken_by else "somebody whose account is gone",
        "article": article_of_snapshot(found),
        "previous": max((other for other in numbers if other < number), default=None),
        "following": min((other for other in numbers if other > number), default=None),
        "may": permissions(request.actor),
    }
    return render(request, "evaluations/snapshot.html", context)

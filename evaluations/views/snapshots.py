"""Snapshots: the timeline of an evaluation, taking one, reading one, having a report made of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from distmap.errors import Invalid
from evaluations import operations, queries
from evaluations.forms import SnapshotForm, pointed_fields
from evaluations.models import Evaluation, Snapshot
from evaluations.reports.reading import article_of_snapshot
from evaluations.views.moves import evaluation_of
from evaluations.views.timeline import timeline
from evaluations.views.words import spoken_time
from workspaces.access import fetch
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def snapshots(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """The timeline, newest first, with the form that takes another snapshot."""
    found = evaluation_of(
        request, evaluation_id, Act.WRITE_SNAPSHOTS if request.method == "POST" else Act.READ
    )
    form = SnapshotForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        taken = _taken(request, found, form)
        if taken is not None:
            messages.success(request, f"Snapshot {taken.number} ‘{taken.name}’ is kept.")
            return redirect("snapshots", evaluation_id=found.pk)
    return render(
        request, "evaluations/snapshots.html", timeline(request, found) | {"form": form},
        status=UNPROCESSABLE if form.is_bound else 200,
    )  # fmt: skip


def _taken(request: MemberRequest, found: Evaluation, form: SnapshotForm) -> Snapshot | None:
    """The new snapshot; if there is none, the form says why."""
    try:
        return operations.take_snapshot(
            evaluation=found, name=form.cleaned_data["name"], by=request.actor, now=timezone.now()
        )
    except Invalid as invalid:
        for fault in invalid.faults:
            form.add_error(pointed_fields(fault.pointer), fault.detail)
        return None


def snapshot_of(request: MemberRequest, evaluation_id: UUID, number: int, act: Act) -> Snapshot:
    """The snapshot with that number of an evaluation that the actor may see, if they may do the act."""
    rows = queries.snapshots(request.actor).filter(evaluation_id=evaluation_id, number=number)
    pk = rows.values_list("pk", flat=True).first()
    return fetch(rows, pk or "", by=request.actor, act=act)


@require_safe
@member_required
def snapshot(request: MemberRequest, evaluation_id: UUID, number: int) -> HttpResponse:
    """What the evaluation said when the snapshot was taken, answers and all, in the words of its own release."""
    found = snapshot_of(request, evaluation_id, number, Act.READ)
    numbers = queries.snapshots_of(found.evaluation).values_list("number", flat=True)
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

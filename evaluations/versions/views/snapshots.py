"""Snapshots: the timeline of an evaluation, taking one, reading one, having a report made of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from distmap.errors import Invalid
from evaluations.models import Evaluation, Snapshot
from evaluations.versions import queries
from evaluations.versions.forms import SnapshotForm
from evaluations.versions.operations import take_snapshot
from evaluations.versions.views.timeline import timeline
from evaluations.work.forms import pointed_fields
from evaluations.work.views.status_changes import evaluation_of
from workspaces.access import fetch
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required
from workspaces.views.once import once

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@once()
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
        return take_snapshot(
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

"""Changing and removing members: an admin's acts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from distmap.errors import Conflict, NotFound
from workspaces import operations, queries
from workspaces.actors import Actor
from workspaces.forms import RoleForm
from workspaces.models import Membership
from workspaces.permissions import Act
from workspaces.views.doors import MemberRequest, ask_again, member_required
from workspaces.views.workspace import workspace_page


def _member(actor: Actor, member_id: UUID) -> Membership:
    """The member of the actor's workspace, for an admin."""
    for membership in queries.members_of(actor):
        if membership.pk == member_id:
            actor.require(Act.ADMINISTER)
            return membership
    raise NotFound("There is no such member here.")


@require_POST
@member_required
def member_change(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """Give a member another role."""
    membership = _member(request.actor, member_id)
    ask_again(request)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _role_refused(request, membership, "Choose one of the four roles.", status=422)
    try:
        operations.change_role(
            membership=membership, role=form.cleaned_data["role"], by=request.actor, now=timezone.now()
        )
    except Conflict as conflict:
        return _role_refused(request, membership, conflict.message, status=409)
    messages.success(request, f"{membership.user.shown_name} is {form.cleaned_data['role']} now.")
    return redirect("workspace")


def _role_refused(request: MemberRequest, membership: Membership, fault: str, *, status: int) -> HttpResponse:
    """The page again: the fault on top, leading to the member's role, and beside it."""
    told = f"The role of {membership.user.shown_name} was not changed: {fault}"
    return workspace_page(
        request,
        status=status,
        role_fault=fault,
        role_fault_of=membership.pk,
        role_faults=[(f"role-{membership.pk}", told)],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def member_remove(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """Ask once, then end the membership and the tokens that stand on it."""
    membership = _member(request.actor, member_id)
    page = {"membership": membership, "is_me": membership.user_id == request.user.pk}
    if request.method != "POST":
        return render(request, "workspaces/confirm_remove_member.html", page)
    ask_again(request)
    try:
        operations.remove_member(membership=membership, by=request.actor, now=timezone.now())
    except Conflict as conflict:
        return render(
            request, "workspaces/confirm_remove_member.html", page | {"refusal": conflict.message}, status=409
        )
    messages.success(request, f"{membership.user.shown_name} is no member any more.")
    return redirect("home" if page["is_me"] else "workspace")

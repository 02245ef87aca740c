"""Making a workspace, and how it is run."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from distmap.errors import Conflict, NotPermitted
from distmap.merging import Edit
from workspaces import operations, queries
from workspaces.forms import SettingsForm, WorkspaceForm
from workspaces.middleware import SESSION_KEY, address_in
from workspaces.permissions import Act
from workspaces.views.doors import MemberRequest, UserRequest, ask_again, member_required, signed_in
from workspaces.views.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@once()
def workspace_create(request: UserRequest) -> HttpResponse:
    """Make a workspace and be its admin: for admins of another one, and for everybody where sign-up is open."""
    if not queries.may_found(request.user):
        raise NotPermitted("Only an admin of a workspace can make another one here.", code="role_too_low")
    form = WorkspaceForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "workspaces/new_workspace.html", {"form": form}, status=status)
    made = operations.found_workspace(name=form.cleaned_data["name"], owner=request.user, now=timezone.now())
    operations.switch_workspace(user=request.user, workspace_id=str(made.pk))
    request.session[SESSION_KEY] = str(made.pk)
    messages.success(request, f"{made.name} is made, and you are its admin. Invite the others here.")
    return redirect(address_in(made, "/workspace/"))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def workspace_settings(request: MemberRequest) -> HttpResponse:
    """Name, time zone, and whether members need a second factor."""
    request.actor.require(Act.ADMINISTER)
    now_set = {name: getattr(request.actor.workspace, name) for name in SettingsForm.base_fields}
    if request.method == "POST":
        ask_again(request)
    edit = Edit(request, lambda sent: SettingsForm(sent, initial=now_set))
    form, status = edit.form, 422 if edit.is_sent else 200
    if edit.may_save:
        try:
            operations.change_workspace(by=request.actor, now=timezone.now(), **edit.only(form.cleaned_data))
        except Conflict as conflict:
            form.add_error("requires_second_factor", conflict.message)
            status = 409
        else:
            messages.success(request, "The settings are kept.")
            return redirect("workspace")
    return render(request, "workspaces/settings.html", {"form": form}, status=status)

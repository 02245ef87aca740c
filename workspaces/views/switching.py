"""Moving to another of one's workspaces."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from distmap.errors import NotFound
from workspaces import operations
from workspaces.middleware import SESSION_KEY, address_in
from workspaces.views.doors import UserRequest, signed_in


def _id(text: str) -> str:
    """An identifier as it was posted; what is none cannot name a workspace of mine."""
    try:
        return str(UUID(text))
    except ValueError:
        raise NotFound("You are not a member of this workspace.") from None


@require_POST
@signed_in
def switch_workspace(request: UserRequest) -> HttpResponse:
    """Make another workspace the session's current one. The way on is home."""
    membership = operations.switch_workspace(
        user=request.user, workspace_id=_id(request.POST.get("workspace", ""))
    )
    request.session[SESSION_KEY] = str(membership.workspace_id)
    messages.success(request, f"You are in {membership.workspace.name} now.")
    return redirect(address_in(membership.workspace, "/"))

"""The workspace's own page: members, invitations and tokens."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from workspaces import queries
from workspaces.forms import INVITATION_IDS, TOKEN_IDS, InvitationForm, TokenForm
from workspaces.models import Membership
from workspaces.permissions import Act
from workspaces.views.doors import MemberRequest, member_required, permissions


@require_safe
@member_required
def workspace(request: MemberRequest) -> HttpResponse:
    """Everybody sees who is here; an admin also invites and makes tokens."""
    return workspace_page(request)


def workspace_page(request: MemberRequest, *, status: int = 200, **shown: Any) -> HttpResponse:
    """The page, with a form as it failed or a role that was refused, or with the `new_token` and its secret."""
    actor = request.actor
    actor.require(Act.READ_WORKSPACE)
    may_administer = actor.may(Act.ADMINISTER)
    page = {
        "may": permissions(actor),
        "members": queries.members_of(actor),
        "roles": Membership.ROLES,
        "tokens": queries.tokens_of(actor) if may_administer else (),
        "invitations": list(queries.invitations_of(actor).order_by("-created_at", "-id"))
        if may_administer
        else (),
        "now": timezone.now(),
        "invitation_form": InvitationForm(auto_id=INVITATION_IDS),
        "token_form": TokenForm(auto_id=TOKEN_IDS),
        "role_faults": [],
    }
    return render(request, "workspaces/workspace.html", page | shown, status=status)

"""The workspace's own page: members, tokens and the last entries of its audit log."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workspaces import queries
from workspaces.forms import MEMBER_IDS, TOKEN_IDS, MemberForm, TokenForm
from workspaces.models import AuditEntry, Membership
from workspaces.permissions import Act
from workspaces.views.doors import MemberRequest, member_required, permissions

AUDIT_SHOWN = 30
ACTIONS = {
    "member.added": "added",
    "member.role_changed": "changed the role of",
    "member.removed": "removed",
    "token.created": "made the token",
    "token.revoked": "revoked the token",
}


@require_safe
@member_required
def workspace(request: MemberRequest) -> HttpResponse:
    """Everybody sees who is here; an admin also changes it, and sees tokens and the audit log."""
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
        "audit": _audit_lines(queries.audit_of(actor, most=AUDIT_SHOWN)) if may_administer else (),
        "member_form": MemberForm(auto_id=MEMBER_IDS),
        "token_form": TokenForm(auto_id=TOKEN_IDS),
        "role_faults": [],
    }
    response = render(request, "workspaces/workspace.html", page | shown, status=status)
    if "new_token" in shown:
        response["Cache-Control"] = "no-store"
    return response


def _audit_lines(entries: Any) -> list[dict[str, Any]]:
    return [
        {"entry": entry, "did": ACTIONS.get(entry.action, entry.action), "more": _more(entry)}
        for entry in entries
    ]


def _more(entry: AuditEntry) -> str:
    """What the entry adds in words: the role, or the scopes."""
    detail = entry.detail or {}
    if "role" in detail:
        return f"as {detail['role']}" if entry.action == "member.added" else f"to {detail['role']}"
    if "scopes" in detail:
        return f"for {', '.join(detail['scopes'])}"
    return ""

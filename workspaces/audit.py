"""Writing the audit log. Every act that is recorded is named here, with the words that pages show."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from distmap.clients import address_of
from workspaces.actors import Actor
from workspaces.models import AuditEntry, Invitation, Membership, User, Workspace

# Each action and what it says between actor and subject. A program reads the action; it is never reworded.
ACTIONS: dict[str, str] = {
    "session.begun": "signed in",
    "session.ended": "signed out",
    "session.refused": "was refused at sign-in",
    "sessions.ended": "signed out the other sessions",
    "password.changed": "changed the password",
    "password.set": "set a password",
    "password.reset": "replaced a forgotten password",
    "address.added": "added an e-mail address",
    "address.confirmed": "confirmed an e-mail address",
    "address.changed": "signs in with another e-mail address",
    "address.removed": "removed an e-mail address",
    "factor.added": "added a second factor",
    "factor.removed": "removed a second factor",
    "factor.renewed": "made new recovery codes",
    "factor.refused": "gave a wrong second factor",
    "provider.connected": "connected a sign-in provider",
    "provider.disconnected": "disconnected a sign-in provider",
    "workspace.created": "made the workspace",
    "workspace.changed": "changed the settings",
    "invitation.created": "invited",
    "invitation.resent": "invited again",
    "invitation.revoked": "revoked the invitation of",
    "invitation.accepted": "accepted the invitation",
    "member.added": "added",
    "member.role_changed": "changed the role of",
    "member.removed": "removed",
    "token.created": "made the token",
    "token.revoked": "revoked the token",
    "export.downloaded": "downloaded",
    "person.exported": "had their own data put together",
    "person.erased": "erased the person",
    "product.deleted": "deleted the product",
    "product.restored": "brought back the product",
    "evaluation.deleted": "deleted the evaluation",
    "evaluation.restored": "brought back the evaluation",
    "evaluation.method_changed": "moved to another method the evaluation",
    "evaluation.release_changed": "moved to a newer catalog the evaluation",
    "comparison.deleted": "deleted the comparison",
    "comparison.restored": "brought back the comparison",
    "report.deleted": "deleted the report",
    "report.restored": "brought back the report",
    "schedule.deleted": "ended the weekly report",
    "purge.done": "removed for good what was deleted long ago",
}


def record(
    *,
    by: Actor,
    action: str,
    now: datetime,
    subject: str = "",
    about: User | None = None,
    invitation: Invitation | None = None,
    **detail: Any,
) -> None:
    """Write one entry about an act in the actor's workspace. Called inside the transaction of what it tells of."""
    known = _known(action)
    AuditEntry.objects.create(
        workspace=by.workspace,
        at=now,
        action=known,
        subject=subject[:200],
        about=about,
        invitation=invitation,
        detail=detail,
        user=by.user,
        token=by.token,
        address=by.address or None,
        request_id=by.request_id,
    )


def record_service(
    *,
    workspace: Workspace | None,
    action: str,
    now: datetime,
    subject: str = "",
    about: User | None = None,
    **detail: Any,
) -> None:
    """Write one entry about what the service did itself, or whoever runs it at the command line."""
    AuditEntry.objects.create(
        workspace=workspace, at=now, action=_known(action), subject=subject[:200], about=about, detail=detail
    )


def record_account(*, user: User | None, action: str, request: HttpRequest, **detail: Any) -> None:
    """Write what happened to an account into the log of each workspace that it is a member of.

    Of nobody who is known, and of a member of no workspace, one entry without a workspace is written, which only
    whoever runs the service can read.
    """
    rooms: list[UUID | None] = []
    if user is not None:
        rooms = list(Membership.objects.filter(user=user).values_list("workspace_id", flat=True))
    AuditEntry.objects.bulk_create(
        AuditEntry(
            workspace_id=room,
            at=timezone.now(),
            action=_known(action),
            detail=detail,
            user=user,
            address=address_of(request) or None,
            request_id=getattr(request, "request_id", ""),
        )
        for room in rooms or [None]
    )


def _known(action: str) -> str:
    if action not in ACTIONS:
        raise KeyError(f"{action!r} is no action of the audit log: name it in ACTIONS.")
    return action

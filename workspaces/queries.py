"""Questions about people, workspaces and tokens."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from workspaces.actors import Actor
from workspaces.models import ApiToken, AuditEntry, Membership, User, Workspace
from workspaces.permissions import Role


def hash_of(secret: str) -> str:
    """What is kept of a token's secret: SHA-256 suffices, since the secret has 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def memberships_of(user: User) -> Sequence[Membership]:
    """The user's memberships in living workspaces, by the workspace's name."""
    return list(
        Membership.objects.filter(user=user, workspace__deleted_at=None)
        .select_related("workspace")
        .order_by("workspace__name", "id")
    )


def current_membership(user: User, workspace_id: str | UUID | None) -> Membership | None:
    """The membership in the session's workspace; else in the one used last; else in the first. None: no workspace."""
    found = memberships_of(user)
    for wanted in (workspace_id, user.last_workspace_id):
        for membership in found:
            if wanted is not None and str(membership.workspace_id) == str(wanted):
                return membership
    return found[0] if found else None


def actor_of_token(secret: str, *, now: datetime, request_id: str = "") -> Actor | None:
    """The actor that a living token stands for, or None for an unknown, revoked or expired one."""
    token = (
        ApiToken.objects.filter(
            Q(expires_at=None) | Q(expires_at__gt=now), secret_sha256=hash_of(secret), revoked_at=None
        )
        .filter(workspace__deleted_at=None, membership__user__is_active=True)
        .select_related("workspace", "membership__user")
        .first()
    )
    if token is None:
        return None
    return Actor(
        workspace=token.workspace,
        role=Role.of(token.membership.role),
        user=token.membership.user,
        scopes=token.scope_set,
        token=token,
        request_id=request_id,
    )


def workspaces_by_slug() -> Sequence[Workspace]:
    return list(Workspace.objects.filter(deleted_at=None).order_by("slug"))


def members_of(actor: Actor) -> Sequence[Membership]:
    """The members of the actor's workspace, by name."""
    return list(
        Membership.objects.filter(workspace=actor.workspace)
        .select_related("user")
        .order_by("user__name", "user__email", "id")
    )


def tokens_of(actor: Actor) -> Sequence[ApiToken]:
    """The tokens of the actor's workspace that are not revoked, newest first."""
    return list(
        ApiToken.objects.filter(workspace=actor.workspace, revoked_at=None)
        .select_related("membership__user", "created_by")
        .order_by("-created_at", "-id")
    )


def audit_of(actor: Actor, *, most: int = 50) -> Sequence[AuditEntry]:
    """The newest entries of the workspace's audit log."""
    return list(
        AuditEntry.objects.filter(workspace=actor.workspace)
        .select_related("user", "token")
        .order_by("-at", "-id")[:most]
    )

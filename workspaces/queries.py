"""Questions about people, workspaces and tokens."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import available_timezones

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from workspaces.actors import Actor
from workspaces.audit import ACTIONS
from workspaces.models import ApiToken, AuditEntry, Invitation, Membership, User, Workspace
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


def membership_of(actor: Actor) -> Membership | None:
    """The actor's membership in the workspace; None if it has just ended."""
    return Membership.objects.filter(user=actor.user, workspace=actor.workspace).first()


def current_of(found: Sequence[Membership], user: User, workspace_id: str | None) -> Membership | None:
    """Of the user's memberships that of the session's workspace; else of the one used last; else the first."""
    for wanted in (workspace_id, user.last_workspace_id):
        for membership in found:
            if wanted is not None and str(membership.workspace_id) == str(wanted):
                return membership
    return found[0] if found else None


@dataclass(frozen=True)
class SigningIn:
    """By what somebody signs in: addresses, the first one first; sessions that began; an app; how many keys."""

    addresses: Sequence[EmailAddress]
    sessions: int
    app: bool
    passkeys: int


def signing_in_of(user: User) -> SigningIn:
    """How the user signs in, in three questions."""
    factors = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return SigningIn(
        addresses=list(EmailAddress.objects.filter(user=user).order_by("-primary", "email")),
        sessions=len(UserSession.objects.filter(user=user).values_list("pk")),
        app=Authenticator.Type.TOTP in factors,
        passkeys=factors.count(Authenticator.Type.WEBAUTHN),
    )


def may_found(user: User) -> bool:
    """Whether the user may make workspaces: admins may, and everybody where sign-up is open."""
    admin = Membership.objects.filter(user=user, role=Role.ADMIN.word, workspace__deleted_at=None)
    return bool(settings.SIGNUP_OPEN) or admin.exists()


def reset_address(user: User) -> str:
    """The path under which the user chooses a new password; whoever has it can sign in as them."""
    kwargs = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=kwargs)


def zone_of(workspace: Workspace) -> str:
    """The zone of what a workspace hands on, such as reports: its own, else the service's."""
    return workspace.time_zone if workspace.time_zone in available_timezones() else settings.TIME_ZONE


def zone_name(user: User, workspace: Workspace) -> str:
    """The reader's time zone: their own, else the workspace's; empty for the service's. Names gone since count not."""
    return next((zone for zone in (user.time_zone, workspace.time_zone) if zone in available_timezones()), "")


def actor_of_token(secret: str, *, now: datetime, request_id: str = "", address: str = "") -> Actor | None:
    """The actor that a living token stands for, or None for an unknown, revoked or expired one."""
    token = (
        ApiToken.objects.filter(
            Q(expires_at=None) | Q(expires_at__gt=now), secret_sha256=hash_of(secret), revoked_at=None
        )
        .filter(workspace__deleted_at=None, membership__user__is_active=True)
        .exclude(membership=None)
        .select_related("workspace", "membership__user")
        .first()
    )
    if token is None or token.membership is None:
        return None
    return Actor(
        workspace=token.workspace,
        role=Role.of(token.membership.role),
        user=token.membership.user,
        scopes=token.scope_set,
        token=token,
        request_id=request_id,
        address=address,
    )


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


def invitations_of(actor: Actor) -> "QuerySet[Invitation]":
    """The invitations of the actor's workspace that nobody has accepted and nobody revoked."""
    return Invitation.objects.filter(
        workspace=actor.workspace, accepted_at=None, revoked_at=None
    ).select_related("invited_by", "workspace")


@dataclass(frozen=True)
class AuditFilters:
    """What of the audit log is wanted: one kind of action, one actor, from a moment on, up to a moment."""

    kind: str = ""
    user: UUID | None = None
    after: datetime | None = None
    before: datetime | None = None


def audit_of(actor: Actor, wanted: AuditFilters = AuditFilters()) -> "QuerySet[AuditEntry]":
    """The entries of the workspace's audit log that are wanted, without an order."""
    rows = AuditEntry.objects.filter(workspace=actor.workspace)
    if wanted.kind:
        rows = rows.filter(action__in=[action for action in ACTIONS if action.startswith(f"{wanted.kind}.")])
    if wanted.user:
        rows = rows.filter(user=wanted.user)
    if wanted.after:
        rows = rows.filter(at__gte=wanted.after)
    if wanted.before:
        rows = rows.filter(at__lt=wanted.before)
    return rows.select_related("user", "token", "about", "invitation")

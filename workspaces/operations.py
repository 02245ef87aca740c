"""Acts on people, workspaces and tokens. Each is one transaction and leaves an entry in the audit log."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from distmap.errors import Conflict, Fault, Invalid, NotFound
from distmap.texts import text_faults, tidied
from workspaces.actors import Actor
from workspaces.audit import record, record_service
from workspaces.models import ApiToken, IdempotencyKey, Membership, User, Workspace
from workspaces.permissions import Act, Role, Scope
from workspaces.queries import hash_of

TOKEN_PREFIX = "dm_"
NAME_MOST = 120
LAST_USED_STEP = timedelta(minutes=5)
IDEMPOTENCY_HOURS = 24


class LastAdmin(Conflict):
    """A workspace always keeps an admin who is a person."""

    code = "last_admin"


@dataclass(frozen=True)
class NewToken:
    """A token and its secret, which is shown once and kept nowhere."""

    token: ApiToken
    secret: str


@transaction.atomic
def create_user(*, email: str, password: str | None, name: str = "") -> User:
    """Make a user who can sign in by e-mail address at once (the address counts as verified)."""
    user = User.objects.create_user(email=email, password=password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def create_workspace(*, name: str, slug: str, owner: User, now: datetime) -> Workspace:
    """Make a workspace whose first user is its admin."""
    workspace = Workspace.objects.create(name=name, slug=slug, created_at=now)
    Membership.objects.create(workspace=workspace, user=owner, role=Role.ADMIN.word, created_at=now)
    record_service(workspace=workspace, action="workspace.created", subject=name, about=owner, now=now)
    return workspace


def found_workspace(*, name: str, owner: User, now: datetime) -> Workspace:
    """Make a workspace under the first slug of its name that is free."""
    base = slugify(name)[:50].strip("-") or "workspace"
    for number in range(1, 1000):
        slug = base if number == 1 else f"{base}-{number}"
        try:
            with transaction.atomic():
                return create_workspace(name=tidied(name), slug=slug, owner=owner, now=now)
        except IntegrityError:
            continue
    raise Conflict("There are too many workspaces of this name. Take another one.", code="name_taken")


class LockedOut(Conflict):
    """Whoever asks others for a second factor needs one first."""

    code = "factor_missing"


@transaction.atomic
def change_workspace(*, by: Actor, now: datetime, **changes: Any) -> Workspace:
    """Change name, time_zone (an IANA name or empty) or requires_second_factor; only what is given is written."""
    by.require(Act.ADMINISTER)
    row = Workspace.objects.select_for_update().get(pk=by.workspace.pk)
    faults = []
    if "name" in changes:
        changes["name"] = tidied(changes["name"])
        faults += _name_faults(changes["name"], "Give the workspace a name.")
    if changes.get("time_zone") and changes["time_zone"] not in available_timezones():
        faults.append(Fault("/time_zone", "unknown_time_zone", "Write a name such as Europe/Lisbon."))
    if faults:
        raise Invalid.of(faults)
    changed = {field: value for field, value in changes.items() if getattr(row, field) != value}
    if changed.get("requires_second_factor") and not is_mfa_enabled(by.user):
        raise LockedOut("Set up a second factor for your own account first; this would lock you out.")
    if changed:
        Workspace.objects.filter(pk=row.pk).update(**changed)
        record(by=by, action="workspace.changed", subject=changed.get("name", row.name), now=now, **changed)
    row.refresh_from_db()
    return row


def _name_faults(name: str, if_empty: str) -> list[Fault]:
    """What is wrong with a name; an empty one is told what it is for."""
    return (
        text_faults("/name", name, most=NAME_MOST) if tidied(name) else [Fault("/name", "required", if_empty)]
    )


def change_profile(*, user: User, name: str, time_zone: str) -> None:
    """What others see of a person, and the clock (an IANA name, or empty) by which the person reads."""
    faults = text_faults("/name", name, most=NAME_MOST)
    if faults:
        raise Invalid.of(faults)
    User.objects.filter(pk=user.pk).update(name=tidied(name), time_zone=time_zone)


@transaction.atomic
def switch_workspace(*, user: User, workspace_id: str) -> Membership:
    """Make a workspace the user's current one; raises NotFound if the user is no member of it."""
    membership = (
        Membership.objects.filter(user=user, workspace__deleted_at=None, workspace__pk=workspace_id)
        .select_related("workspace")
        .first()
    )
    if membership is None:
        raise NotFound("You are not a member of this workspace.")
    User.objects.filter(pk=user.pk).update(last_workspace=membership.workspace)
    return membership


def _scope_faults(scopes: Iterable[str], by: Actor | None) -> list[Fault]:
    faults = []
    for position, word in enumerate(scopes):
        if word not in set(Scope):
            known = ", ".join(Scope)
            faults.append(
                Fault(f"/scopes/{position}", "unknown_scope", f"{word!r} is no scope. Known: {known}.")
            )
        elif by is not None and Scope(word) not in by.scopes:
            faults.append(
                Fault(
                    f"/scopes/{position}",
                    "scope_too_wide",
                    f"A token cannot grant {word}, which it does not have.",
                )
            )
    return faults


@transaction.atomic
def create_token(
    *,
    membership: Membership,
    name: str,
    scopes: Iterable[str],
    now: datetime,
    by: Actor | None = None,
    expires_at: datetime | None = None,
) -> NewToken:
    """Make a token for a membership. `by` is None only for the operator of the service, at the command line."""
    wanted = sorted(set(scopes))
    faults = _scope_faults(wanted, by)
    if not wanted:
        faults.append(Fault("/scopes", "required", "Name at least one scope."))
    faults += _name_faults(name, "Give the token a name that tells what uses it.")
    if expires_at is not None and expires_at <= now:
        faults.append(Fault("/expires_at", "in_the_past", "The expiry lies in the past."))
    if faults:
        raise Invalid.of(faults)
    if by is not None:
        by.require(Act.ADMINISTER)
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        workspace=membership.workspace,
        membership=membership,
        name=tidied(name),
        prefix=secret[:9],
        secret_sha256=hash_of(secret),
        scopes=wanted,
        created_by=by.user if by else None,
        created_at=now,
        expires_at=expires_at,
    )
    named: dict[str, Any] = {
        "action": "token.created",
        "subject": token.name,
        "about": membership.user,
        "now": now,
    }
    detail: dict[str, Any] = {"scopes": wanted, "prefix": token.prefix}
    if by is not None:
        record(by=by, **named, **detail)
    else:
        record_service(workspace=membership.workspace, **named, **detail)
    return NewToken(token=token, secret=secret)


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Actor, now: datetime) -> None:
    """End a token. It stays in the table, because history and audit name it."""
    by.require(Act.ADMINISTER)
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)
    record(by=by, action="token.revoked", subject=token.name, now=now)


def note_use(*, token: ApiToken, now: datetime) -> None:
    """Remember that a token was used, at most once in five minutes: reads must not become writes."""
    if token.last_used_at is None or now - token.last_used_at >= LAST_USED_STEP:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


@transaction.atomic
def add_member(*, user: User, role: str, by: Actor, now: datetime) -> Membership:
    """Make a user a member at once. For commands and programs: people are invited, and join when they accept."""
    by.require(Act.ADMINISTER)
    membership = Membership.objects.create(workspace=by.workspace, user=user, role=role, created_at=now)
    record(by=by, action="member.added", about=user, now=now, role=role)
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: Actor, now: datetime) -> None:
    """Give a member another role; the last admin keeps theirs."""
    by.require(Act.ADMINISTER)
    _keep_an_admin(membership, role)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    was = membership.role
    record(by=by, action="member.role_changed", about=membership.user, now=now, role=role, was=was)


@transaction.atomic
def remove_member(*, membership: Membership, by: Actor, now: datetime) -> None:
    """End a membership. Tokens that stand on it are revoked; they stay, because history names them."""
    by.require(Act.ADMINISTER)
    _keep_an_admin(membership, None)
    ApiToken.objects.filter(membership=membership, revoked_at=None).update(revoked_at=now)
    record(by=by, action="member.removed", about=membership.user, now=now, role=membership.role)
    membership.delete()


def _keep_an_admin(membership: Membership, role: str | None) -> None:
    if membership.role != Role.ADMIN.word or role == Role.ADMIN.word:
        return
    admins = Membership.objects.select_for_update().filter(
        workspace_id=membership.workspace_id, role=Role.ADMIN.word, user__is_service=False
    )
    if len(list(admins)) <= 1:
        raise LastAdmin("This is the workspace's only admin. Make somebody else an admin first.")


# A first request that has given no answer for so long has died; another may take its place.
TAKEN_FOR_DEAD = timedelta(minutes=5)


class IdempotencyTakenOver(Conflict):
    """A request was so slow that another one with its key went ahead; nothing of the slow one is kept."""

    code = "idempotency_taken_over"


def claim_idempotency_key(
    *, workspace: Workspace | None, principal: str, key: str, fingerprint: str, now: datetime
) -> tuple[IdempotencyKey, bool]:
    """The row of this caller's key, and whether the present request is the one to run.

    Of requests that come at once, one inserts the row and runs; the others find it.
    """
    owned: dict[str, Any] = {"workspace": workspace, "principal": principal, "key": key}
    row = IdempotencyKey(**owned, fingerprint=fingerprint, created_at=now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
        return row, True
    except IntegrityError:
        found = IdempotencyKey.objects.filter(**owned).first()
    oldest = now - timedelta(hours=IDEMPOTENCY_HOURS)
    if found is None or found.created_at < oldest:
        # Released since, because its request was refused; or older than a day. Either way the key is free.
        IdempotencyKey.objects.filter(**owned, created_at__lt=oldest).delete()
        return claim_idempotency_key(**owned, fingerprint=fingerprint, now=now)
    return found, _took_over(found, fingerprint, now)


def _took_over(row: IdempotencyKey, fingerprint: str, now: datetime) -> bool:
    """Whether the row's own request has died and this one got its place (by compare-and-set: one does)."""
    if row.status is not None or row.fingerprint != fingerprint or row.created_at > now - TAKEN_FOR_DEAD:
        return False
    taken = _unanswered(row).update(created_at=now) == 1
    row.created_at = now
    return taken


def _unanswered(row: IdempotencyKey) -> "QuerySet[IdempotencyKey]":
    """The row, as long as it is still this request's and without an answer."""
    return IdempotencyKey.objects.filter(pk=row.pk, status=None, created_at=row.created_at)


def keep_answer(*, row: IdempotencyKey, status: int, headers: dict[str, str], body: str) -> None:
    """Store what was answered. Called in the transaction of what the answer tells of: both, or neither."""
    if not _unanswered(row).update(status=status, headers=headers, body=body):
        raise IdempotencyTakenOver("This request took so long that a later one with its key went ahead.")


def release_idempotency_key(*, row: IdempotencyKey) -> None:
    """Free the key of a request that created nothing."""
    _unanswered(row).delete()


def forget_old_idempotency_keys(now: datetime, most: int) -> int:
    """Drop at most so many keys that are older than a day; returns how many."""
    old = IdempotencyKey.objects.filter(created_at__lt=now - timedelta(hours=IDEMPOTENCY_HOURS))
    return IdempotencyKey.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:most])).delete()[0]


def forget_old_sessions(now: datetime, most: int) -> int:
    """Drop at most so many sessions that have expired, and what was listed of ended ones; returns how many."""
    expired = Session.objects.filter(expire_date__lt=now).values_list("pk", flat=True)[:most]
    removed = Session.objects.filter(pk__in=list(expired)).delete()[0]
    # A session of this moment may be listed before it is stored.
    ended = UserSession.objects.filter(last_seen_at__lt=now - timedelta(days=1)).exclude(
        session_key__in=Session.objects.values("session_key")
    )
    listed = list(ended.values_list("pk", flat=True)[:most])
    return removed + UserSession.objects.filter(pk__in=listed).delete()[0]

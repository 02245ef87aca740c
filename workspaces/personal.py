"""A person's own data: put together as JSON in a zip, and erased so that a pseudonym is left.

Which tables hold something of a person is read from the models: every foreign key to the user counts, also of tables
that are yet to come.
"""

import io
import json
import logging
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from distmap import jobs
from distmap.errors import Conflict
from workspaces.audit import record_service
from workspaces.ids import new_id
from workspaces.models import (
    ApiToken,
    AuditEntry,
    IdempotencyKey,
    Invitation,
    Membership,
    PersonalExport,
    User,
    Workspace,
)
from workspaces.permissions import Role

log = logging.getLogger("distmap.workspaces")

EXPORT_PERSON = "workspaces.export_person"
KEPT = timedelta(days=7)
# Secrets, and what would let somebody in, are left out of the file, whichever table has them.
_SECRET_FIELDS = {
    "password",
    "secret_sha256",
    "session_key",
    "token",
    "token_secret",
    "fingerprint",
    "body",
    "headers",
}
_SECRET_TABLES = {Authenticator: {"data"}, UserSession: {"session_key", "data"}}
_OMITTED_TABLES = {IdempotencyKey, PersonalExport}
MOST_ROWS = 100_000

READ_ME = """What distmap holds of you, as of {at}.

account.json     your account, addresses, factors (without their secrets), sessions, memberships, tokens
activity.json    what the audit log tells of you
work/*.json      what carries your name in the workspaces, one file a table; whole rows of workspaces that you are a
                 member of, else only what and when, because the content belongs to that workspace

Not in here: passwords and secrets; reports that were frozen with your name in them, which belong to their workspace
and can be downloaded there; free text of others that mentions you.
"""


def ask_for_export(*, user: User, now: datetime, request_id: str = "") -> PersonalExport:
    """Have the data put together; one that is being made already is given again."""
    making = PersonalExport.objects.filter(user=user, finished_at=None, failed_at=None)
    try:
        with transaction.atomic():
            found = making.first()
            if found is None:
                found = PersonalExport.objects.create(user=user, created_at=now, request_id=request_id)
                jobs.announce(EXPORT_PERSON, found.pk)
            return found
    except IntegrityError:
        return making.get()


def exports_due(now: datetime, most: int) -> list[UUID]:
    """The exports that nobody is making."""
    due = PersonalExport.objects.filter(jobs.claimable(now), finished_at=None, failed_at=None)
    return list(due.order_by("created_at", "pk").values_list("pk", flat=True)[:most])


def make_export(export_id: UUID, *, now: datetime) -> bool:
    """Make one that is due; False if it was not ours to finish. Running it twice is harmless."""
    due = PersonalExport.objects.filter(jobs.claimable(now), pk=export_id, finished_at=None, failed_at=None)
    if due.filter(attempts__gte=settings.JOB_MAX_ATTEMPTS).update(failed_at=now):
        jobs.gave_up(EXPORT_PERSON, export_id)
    mine = jobs.claim(due.filter(attempts__lt=settings.JOB_MAX_ATTEMPTS), now=now)
    if mine is None:
        return False
    row = PersonalExport.objects.select_related("user").get(pk=export_id)
    held = PersonalExport.objects.filter(pk=export_id, claim=mine, user__erased_at=None)
    with jobs.Lease(PersonalExport, export_id, mine):
        name = default_storage.save(f"people/{new_id()}.zip", ContentFile(archive_of(row.user, now=now)))
        done = held.update(file=name, finished_at=timezone.now(), claim=None, lease_until=None)
    if not done:
        default_storage.delete(name)
    return bool(done)


def exports_of(user: User) -> PersonalExport | None:
    """The newest export that the user asked for."""
    return PersonalExport.objects.filter(user=user).order_by("-created_at").first()


def remove_old_exports(now: datetime, most: int) -> int:
    """Remove at most so many files that are older than a week; returns how many."""
    old = PersonalExport.objects.filter(created_at__lt=now - KEPT).exclude(file="")
    return sum(_remove_file(row) for row in list(old[:most]))


def _remove_file(row: PersonalExport) -> bool:
    default_storage.delete(row.file)
    return PersonalExport.objects.filter(pk=row.pk, file=row.file).update(file="") == 1


# What the service holds


def archive_of(user: User, *, now: datetime) -> bytes:
    """The zip: a readme, and JSON files."""
    mine = set(Membership.objects.filter(user=user).values_list("workspace_id", flat=True))
    parts: dict[str, Any] = {"account.json": _account(user), "activity.json": _activity(user)}
    for relation in _relations():
        rows = list(_rows(relation, user, mine))
        if rows:
            parts[f"work/{relation.related_model._meta.label_lower}.{relation.field.name}.json"] = rows
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", READ_ME.format(at=now.isoformat(timespec="seconds")))
        for name, content in parts.items():
            archive.writestr(name, json.dumps(content, ensure_ascii=False, indent=1, default=_plain))
    return written.getvalue()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return list(value) if isinstance(value, set | frozenset) else str(value)


_ACCOUNT_TABLES: tuple[type[models.Model], ...] = (
    EmailAddress,
    Authenticator,
    SocialAccount,
    UserSession,
    Membership,
)


def _account(user: User) -> dict[str, Any]:
    parts = {
        model._meta.verbose_name_plural: [_shown(row) for row in model._default_manager.filter(user=user)]
        for model in _ACCOUNT_TABLES
    }
    invited = Invitation.objects.filter(Q(email__in=_addresses(user)) | Q(accepted_by=user))
    tokens = ApiToken.objects.filter(Q(membership__user=user) | Q(created_by=user))
    return {
        "account": _shown(user),
        **{str(name): rows for name, rows in parts.items()},
        "invitations": [_shown(row) for row in invited],
        "tokens": [_shown(row) for row in tokens],
    }


def _addresses(user: User) -> list[str]:
    return [user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)]


def _activity(user: User) -> list[dict[str, Any]]:
    told = AuditEntry.objects.filter(Q(user=user) | Q(about=user)).order_by("at", "id")
    return [_shown(row) for row in told[:MOST_ROWS].iterator(chunk_size=1000)]


def _relations() -> Iterator[Any]:
    """Every foreign key to a user that is not of the account itself."""
    beside = {*_ACCOUNT_TABLES, *_OMITTED_TABLES, AuditEntry, Invitation, ApiToken}
    for relation in User._meta.get_fields(include_hidden=True):
        if relation.auto_created and relation.one_to_many and relation.related_model not in beside:
            yield relation


def _rows(relation: Any, user: User, mine: set[UUID]) -> Iterator[dict[str, Any]]:
    rows = relation.related_model._default_manager.filter(**{relation.field.name: user}).order_by("pk")
    for row in rows[:MOST_ROWS].iterator(chunk_size=500):
        if _workspace_of(row) in {None, *mine}:
            yield _shown(row)
        else:
            at = getattr(row, "created_at", None) or getattr(row, "at", None)
            yield {"id": row.pk, "at": at, "workspace": "one that you are no member of any more"}


def _workspace_of(row: models.Model) -> UUID | None:
    """The workspace of a row, its own or that of the evaluation it hangs on; None for a row of no workspace."""
    seen: models.Model | None = row
    for _ in range(3):
        if seen is None or hasattr(seen, "workspace_id"):
            break
        names = [
            name for name in ("evaluation", "decision", "report", "comparison") if hasattr(seen, f"{name}_id")
        ]
        seen = getattr(seen, names[0]) if names else None
    found: UUID | None = getattr(seen, "workspace_id", None)
    return found


def _shown(row: models.Model) -> dict[str, Any]:
    """The fields of a row, without secrets."""
    hidden = _SECRET_FIELDS | _SECRET_TABLES.get(type(row), set())
    fields = [field for field in row._meta.concrete_fields if field.name not in hidden]
    return {field.attname: field.value_from_object(row) for field in fields}


# Erasing


class StillNeeded(Conflict):
    """Erasing the person would leave a workspace without an admin."""

    code = "last_admin"


STAYS = (
    (
        "What you answered, decided and made, under a pseudonym",
        "A workspace must be able to tell that its answers were one person’s work, and when.",
    ),
    (
        "Reports that were made with your name in them",
        "A report is frozen when it is made, so that anybody can check later that nobody changed it. An admin can "
        "delete it.",
    ),
    (
        "What you wrote into notes, titles and as an owner’s name",
        "It is the workspace’s text, and a program cannot tell a name from a word. A member can change it.",
    ),
    (
        "The audit log, with IP addresses, under the pseudonym",
        "A log that could be changed would prove nothing. It never held your name or address.",
    ),
    ("Back-ups, until they are replaced", "Whoever runs the service keeps them for as long as they say."),
)


def needs_of(user: User) -> Sequence[str]:
    """The names of the workspaces that would be left without an admin."""
    admin = Membership.objects.filter(user=user, role=Role.ADMIN.word, workspace__deleted_at=None)
    return [
        membership.workspace.name
        for membership in admin.select_related("workspace").order_by("workspace__name")
        if not Membership.objects.filter(workspace=membership.workspace, role=Role.ADMIN.word)
        .exclude(user=user)
        .filter(user__is_service=False)
        .exists()
        and Membership.objects.filter(workspace=membership.workspace).exclude(user=user).exists()
    ]


def pseudonym_of(user: User) -> str:
    """What stands for the person afterwards: the same everywhere, and nothing of who it was."""
    return f"Former member {user.pk.hex[-6:]}"


@transaction.atomic
def erase(*, user: User, now: datetime, by_person: bool) -> str:
    """Remove everything that tells who the user was, and end every way in; returns the pseudonym that is left.

    Raises StillNeeded where others would be left without an admin. `by_person`: asked for on their own page.
    """
    row = User.objects.select_for_update().get(pk=user.pk)
    needed = needs_of(row)
    if needed:
        names = ", ".join(needed)
        raise StillNeeded(f"Nobody else is admin of {names}. Make somebody else an admin there first.")
    for room in rooms_of(row):
        record_service(workspace=room, action="person.erased", about=row, now=now, by_themself=by_person)
    _end_ways_in(row, now)
    Invitation.objects.filter(Q(email__in=_addresses(row)) | Q(accepted_by=row)).update(email=_nowhere(row))
    for model in (EmailAddress, Authenticator, SocialAccount):
        model._default_manager.filter(user=row).delete()
    files = list(PersonalExport.objects.filter(user=row).exclude(file="").values_list("file", flat=True))
    transaction.on_commit(lambda: _discard(files), robust=True)
    PersonalExport.objects.filter(user=row).delete()
    row.name, row.email, row.time_zone = pseudonym_of(row), _nowhere(row), ""
    row.is_active, row.erased_at, row.last_workspace, row.last_login = False, now, None, None
    row.set_unusable_password()
    row.save()
    return row.name


def rooms_of(user: User) -> "list[Workspace | None]":
    """Into whose logs an event of the account is written: every workspace that it is in, or none."""
    found = [each.workspace for each in Membership.objects.filter(user=user).select_related("workspace")]
    return [*found] or [None]


def _discard(names: Sequence[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _nowhere(user: User) -> str:
    """An address that cannot exist (RFC 2606)."""
    return f"{user.pk.hex}@erased.invalid"


def _end_ways_in(user: User, now: datetime) -> None:
    ApiToken.objects.filter(membership__user=user, revoked_at=None).update(revoked_at=now)
    for session in UserSession.objects.filter(user=user):
        session.end()
    open_ones = Invitation.objects.filter(email__in=_addresses(user), accepted_at=None, revoked_at=None)
    open_ones.update(revoked_at=now)
    Membership.objects.filter(user=user).delete()

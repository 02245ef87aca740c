"""Who works here: users, workspaces, memberships, invitations, tokens, idempotency keys and the audit log."""

from datetime import datetime
from typing import Any, NoReturn

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from workspaces.ids import new_id
from workspaces.permissions import Role, Scope


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address, which is stored in lower case: one person, one spelling."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person (or, as is_service, a program) who signs in by e-mail address."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_service = models.BooleanField(default=False)
    # An IANA name such as Europe/Lisbon; empty: the workspace's, else the service's.
    time_zone = models.CharField(max_length=64, blank=True)
    date_joined = models.DateTimeField(default=timezone.now)
    # When everything that tells who this was went; what they did stays, under a pseudonym.
    erased_at = models.DateTimeField(null=True, blank=True)
    # The workspace used last, so that the next session begins where this one was.
    last_workspace = models.ForeignKey(
        "Workspace", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        words = self.shown_name.replace("@", " ").split()
        return "".join(word[0] for word in words[:2]).upper()


class Workspace(models.Model):
    """A team's room: everything stored belongs to exactly one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    # An IANA name; empty: the service's.
    time_zone = models.CharField(max_length=64, blank=True)
    # Whether members must have a second factor before they see anything. Tokens are not asked.
    requires_second_factor = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A user's role in a workspace, as it stands now."""

    ROLES = [(role.word, role.word.capitalize()) for role in Role]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=ROLES)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.word for role in Role]), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} is {self.role} of {self.workspace}"


class Invitation(models.Model):
    """An address that is asked to join with a role. Its link is signed over id and serial, so nothing secret is kept.

    Sending it again raises the serial, which ends the link before. It is open until it is accepted, revoked or
    replaced; past `expires_at` it is still listed, but its link opens nothing.
    """

    OPEN, EXPIRED, ACCEPTED, REVOKED = "open", "expired", "accepted", "revoked"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=12, choices=Membership.ROLES)
    serial = models.PositiveIntegerField(default=1)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    # When its mail was last put in the outbox, when a mail host took it, and when that was given up. All null: none
    # is configured, and the link was handed on.
    mail_queued_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_failed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "email"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.word for role in Role]), name="invitation_role_known"
            ),
        ]
        indexes = [models.Index(fields=["workspace", "created_at", "id"], name="invitation_list")]

    def __str__(self) -> str:
        return f"{self.email} as {self.role}"

    def state(self, now: datetime) -> str:
        """OPEN, EXPIRED, ACCEPTED or REVOKED as of now."""
        if self.accepted_at:
            return self.ACCEPTED
        if self.revoked_at:
            return self.REVOKED
        return self.OPEN if now < self.expires_at else self.EXPIRED


class ApiToken(models.Model):
    """A program's way in: worth its membership's role as it stands now, cut down to its scopes. Only a hash is kept.

    When the membership ends the token is revoked and stays, because history and audit name it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="tokens")
    membership = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="tokens")
    name = models.CharField(max_length=120)
    # The first characters of the secret, to tell tokens apart in a list; far too few to guess the rest.
    prefix = models.CharField(max_length=16)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "created_at", "id"], name="token_list")]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_set(self) -> frozenset[Scope]:
        return frozenset(Scope(word) for word in self.scopes)


class IdempotencyKey(models.Model):
    """The answer that a creating POST gave for a key, kept for a day; status null while the first still runs.

    Programs choose their keys; a form has one in its stamp. Without a workspace: a form that makes one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, null=True, on_delete=models.CASCADE, related_name="+")
    principal = models.CharField(max_length=60)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "principal", "key"], name="idempotency_key_once"),
            models.UniqueConstraint(
                fields=["principal", "key"],
                condition=models.Q(workspace=None),
                name="idempotency_key_once_in_none",
            ),
        ]


class AppendOnly(models.QuerySet["AuditEntry"]):
    """Rows that are written once. The database refuses the same by triggers (in the first migration)."""

    def update(self, **changes: Any) -> NoReturn:
        raise TypeError("The audit log is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("The audit log is never deleted.")


class AuditEntry(models.Model):
    """Who did what to whom. Never changed, never deleted, and names nobody: people stand in it by their id alone.

    `subject` names a thing, such as a token or a file. A person is `about`, an invited address `invitation`: so
    erasing a person changes what is shown, and not the log.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Null: an event of an account that is a member nowhere, or of nobody who is known.
    workspace = models.ForeignKey(Workspace, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, blank=True)
    about = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.PROTECT, related_name="+")
    detail = models.JSONField(default=dict)
    # Null: the service itself, or whoever runs it, at the command line.
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    token = models.ForeignKey(ApiToken, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.GenericIPAddressField(null=True)
    request_id = models.CharField(max_length=64, blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "-at", "-id"], name="audit_list"),
            models.Index(fields=["workspace", "action", "-at", "-id"], name="audit_list_of_action"),
            models.Index(fields=["workspace", "user", "-at", "-id"], name="audit_list_of_actor"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The audit log is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit log is never deleted.")


class PersonalExport(models.Model):
    """What the service holds of a person, asked for by that person: a job that makes a zip, kept for some days."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    # Empty: not made yet, or removed since.
    file = models.CharField(max_length=200, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    claim = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(finished_at=None, failed_at=None),
                name="personal_export_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(finished_at=None, failed_at=None),
                name="personal_export_due",
            ),
            models.Index(fields=["user", "created_at"], name="personal_export_of"),
        ]


class OutgoingMail(models.Model):
    """A mail to be sent: a job, stored in the transaction of what it tells of.

    `sealed` is the whole message, encrypted, since its links let people in; it goes when the mail has gone out, so
    that nothing tells afterwards who was written to. `handed_at` is set before a mail host is given the message: from
    then on it is never given to one again, whatever becomes of the worker.
    """

    REFUSED, NOT_TAKEN, UNCERTAIN, UNREADABLE = "refused", "not_taken", "uncertain", "unreadable"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sealed = models.TextField(blank=True)
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.SET_NULL, related_name="+")
    # The invitation's serial that its link is of.
    serial = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)
    handed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=12, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    claim = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "outgoing mails"
        indexes = [
            models.Index(
                fields=["next_at"], condition=models.Q(sent_at=None, failed_at=None), name="outgoing_mail_due"
            )
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"


class UpkeepRun(models.Model):
    """When something is cleaned away next, and what came of it last: one row for each `workspaces.upkeep.Upkeep`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=40, unique=True)
    next_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(null=True, blank=True)
    last_removed = models.PositiveIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class LimitCount(models.Model):
    """What limits count while Redis does not answer. Django's database cache reads and writes it."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "distmap_limits"

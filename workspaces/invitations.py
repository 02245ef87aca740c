"""Inviting people: a link that expires, can be sent again or revoked, and makes a member of whoever proves the address.

Nobody learns from an invitation whether an address has an account: inviting, sending again and revoking are the same
for every address, and only who follows the link is told how to go on.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from distmap.errors import Conflict, NotPermitted
from workspaces import outbox
from workspaces.actors import Actor
from workspaces.audit import record
from workspaces.models import Invitation, Membership, User
from workspaces.operations import create_user
from workspaces.permissions import Act, Role

LIVES = timedelta(days=7)
_SIGNER = signing.Signer(salt="workspaces.invitation")


class InvitationGone(Conflict):
    """It was accepted or revoked in between."""

    code = "invitation_closed"


def key_of(invitation: Invitation) -> str:
    """What its link holds: id and serial, signed. Sending it again raises the serial, which ends the keys before."""
    return _SIGNER.sign(f"{invitation.pk.hex}.{invitation.serial}")


def of_key(key: str, *, now: datetime) -> Invitation | None:
    """The open invitation that a link's key stands for; None if it is made up, expired, revoked, used or replaced."""
    try:
        name, _, serial = _SIGNER.unsign(key).partition(".")
        found = Invitation.objects.select_related("workspace", "invited_by").get(
            pk=UUID(name), serial=int(serial), workspace__deleted_at=None
        )
    except (signing.BadSignature, ValueError, Invitation.DoesNotExist):
        return None
    return found if found.state(now) == Invitation.OPEN else None


def invite(*, email: str, role: str, by: Actor, now: datetime) -> Invitation:
    """Invite an address with a role. An expired invitation of the same address is replaced.

    Raises Conflict `invitation_exists` while one is open, and `member_exists` where the address is that by which a
    member is listed; of other addresses of members nothing is said.
    """
    by.require(Act.ADMINISTER)
    address = email.strip().lower()
    if Membership.objects.filter(workspace=by.workspace, user__email=address).exists():
        raise Conflict("This person is a member already.", code="member_exists")
    try:
        with transaction.atomic():
            old = Invitation.objects.filter(workspace=by.workspace, email=address, expires_at__lte=now)
            old.filter(accepted_at=None, revoked_at=None).update(revoked_at=now)
            made = Invitation.objects.create(
                workspace=by.workspace,
                email=address,
                role=role,
                invited_by=by.user,
                created_at=now,
                expires_at=now + LIVES,
            )
            record(by=by, action="invitation.created", invitation=made, now=now, role=role)
    except IntegrityError:
        raise Conflict(
            "This address is invited already. Send that invitation again, or revoke it first.",
            code="invitation_exists",
        ) from None
    return made


@transaction.atomic
def renew(*, invitation: Invitation, by: Actor, now: datetime) -> Invitation:
    """Give the invitation another link and another week; the link before opens nothing any more."""
    by.require(Act.ADMINISTER)
    row = _locked(invitation)
    row.serial, row.expires_at = row.serial + 1, now + LIVES
    row.mail_queued_at = row.mailed_at = row.mail_failed_at = None
    row.save(update_fields=["serial", "expires_at", "mail_queued_at", "mailed_at", "mail_failed_at"])
    record(by=by, action="invitation.resent", invitation=row, now=now, role=row.role)
    return row


@transaction.atomic
def revoke(*, invitation: Invitation, by: Actor, now: datetime) -> None:
    """End the invitation: its link opens nothing any more."""
    by.require(Act.ADMINISTER)
    row = _locked(invitation)
    row.revoked_at = now
    row.save(update_fields=["revoked_at"])
    record(by=by, action="invitation.revoked", invitation=row, now=now)


def _locked(invitation: Invitation) -> Invitation:
    """The row, held until the transaction ends; raises InvitationGone if it is accepted or revoked."""
    row = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if row is None or row.accepted_at or row.revoked_at:
        raise InvitationGone("This invitation was accepted or revoked in between.")
    return row


def mail(*, invitation: Invitation, link: str, now: datetime) -> bool:
    """Put a mail with the link into the outbox. False where no mail host is configured: the link is handed on."""
    if not settings.EMAIL_HOST:
        return False
    page = {"invitation": invitation, "link": link}
    subject = f"You are invited to {invitation.workspace.name} on distmap"
    message = EmailMultiAlternatives(
        " ".join(subject.split()),
        render_to_string("workspaces/mail/invitation.txt", page),
        None,
        [invitation.email],
    )
    with transaction.atomic():
        rows = Invitation.objects.filter(pk=invitation.pk, serial=invitation.serial)
        rows.update(mail_queued_at=now, mailed_at=None, mail_failed_at=None)
        outbox.put(message, invitation=invitation, now=now)
    return True


def proves(user: User, invitation: Invitation) -> bool:
    """Whether the user has shown that the invited address is theirs."""
    return EmailAddress.objects.filter(user=user, email__iexact=invitation.email, verified=True).exists()


def waiting_for(user: User, *, now: datetime) -> Sequence[Invitation]:
    """The open invitations of all addresses that the user has proved."""
    proved = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    open_ones = Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)
    return list(
        open_ones.filter(email__in=[email.lower() for email in proved], workspace__deleted_at=None)
        .select_related("workspace", "invited_by")
        .order_by("created_at", "id")
    )


@transaction.atomic
def accept(
    *, invitation: Invitation, user: User, now: datetime, request_id: str = "", address: str = ""
) -> Membership:
    """Make the user a member; one who is a member already keeps the role they have.

    Raises NotPermitted unless the user has proved the
    address, InvitationGone if somebody was faster.
    """
    row = _locked(invitation)
    if row.state(now) != Invitation.OPEN:
        raise InvitationGone("This invitation has expired. Ask for another one.")
    if not proves(user, row):
        raise NotPermitted(
            "This invitation is for another address than those that this account has confirmed.",
            code="address_not_proved",
        )
    membership, is_new = Membership.objects.get_or_create(
        workspace=row.workspace, user=user, defaults={"role": row.role, "created_at": now}
    )
    row.accepted_at, row.accepted_by = now, user
    row.save(update_fields=["accepted_at", "accepted_by"])
    joined = Actor(
        workspace=row.workspace,
        role=Role.of(membership.role),
        user=user,
        request_id=request_id,
        address=address,
    )
    record(
        by=joined,
        action="invitation.accepted",
        invitation=row,
        now=now,
        role=membership.role,
        was_member=not is_new,
    )
    return membership


class AccountExists(Conflict):
    """The invited address has an account that proved it: its owner signs in instead."""

    code = "account_exists"


@transaction.atomic
def open_account(*, invitation: Invitation, name: str, password: str) -> User:
    """The account of whoever followed the link: a new one, or one that was opened with the address and never proved it.

    Such an account may be a squatter's. Its password, factors and sessions end, as by a replaced password.
    """
    if EmailAddress.objects.filter(email__iexact=invitation.email, verified=True).exists():
        raise AccountExists("This address has an account already. Sign in with it to accept.")
    EmailAddress.objects.filter(email__iexact=invitation.email).delete()
    squatted = User.objects.select_for_update().filter(email=invitation.email).first()
    if squatted is None:
        return create_user(email=invitation.email, password=password, name=name)
    if not squatted.is_active or EmailAddress.objects.filter(user=squatted, verified=True).exists():
        raise AccountExists("This address has an account already. Sign in with it to accept.")
    Authenticator.objects.filter(user=squatted).delete()
    EmailAddress.objects.filter(user=squatted).delete()
    squatted.name = name
    squatted.set_password(password)
    squatted.save(update_fields=["name", "password"])
    EmailAddress.objects.create(user=squatted, email=squatted.email, verified=True, primary=True)
    return squatted

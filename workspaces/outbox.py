"""Mail as a job: stored with what it tells of, sent by a worker, given to a mail host once.

Django's mail, and allauth's with it, comes here by `QueuedBackend`. A mail host that is away, or asks to come again,
is tried for some ten hours. From the moment that a host is being given the message nobody gives it again: where the
answer is lost, the mail may have gone out or not, and is told as failed (`uncertain`) instead of being sent twice.
"""

import json
import logging
import smtplib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from structlog.contextvars import bound_contextvars, get_contextvars

from distmap import jobs
from workspaces.models import Invitation, OutgoingMail
from workspaces.sealing import cipher

log = logging.getLogger("distmap.mail")

SEND_MAIL = "workspaces.send_mail"
# Tries wait half a minute, two, eight …: ten hours and a half in all.
TRIES, FIRST_WAIT, GROWS = 8, timedelta(seconds=30), 4
KEPT = timedelta(days=30)
_PLAIN = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "extra_headers")


class QueuedBackend(BaseEmailBackend):
    """Puts every mail into the outbox. Attachments are not taken: nothing here sends any."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            put(message, now=timezone.now())
        return len(email_messages)


def put(message: EmailMessage, *, now: datetime, invitation: Invitation | None = None) -> OutgoingMail:
    """Store the mail in the present transaction. Raises ValueError if it has attachments."""
    if message.attachments:
        raise ValueError("The outbox takes no attachments.")
    written = {name: getattr(message, name) for name in _PLAIN}
    alternatives = [list(part)[:2] for part in getattr(message, "alternatives", [])]
    text = json.dumps(written | {"alternatives": alternatives}, default=str)
    row = OutgoingMail.objects.create(
        sealed=cipher("mail").encrypt(text.encode()).decode(),
        invitation=invitation,
        serial=invitation.serial if invitation else None,
        created_at=now,
        next_at=now,
        request_id=str(get_contextvars().get("request_id", "")),
    )
    jobs.announce(SEND_MAIL, row.pk)
    return row


def _waiting(now: datetime) -> "models.QuerySet[OutgoingMail]":
    """What may be given to a mail host: never given to one before, and held by no living worker."""
    return OutgoingMail.objects.filter(
        jobs.claimable(now),
        sent_at=None,
        failed_at=None,
        handed_at=None,
        next_at__lte=now,
        attempts__lt=TRIES,
    )


def mails_due(now: datetime, most: int) -> list[UUID]:
    return list(_waiting(now).order_by("next_at", "pk").values_list("pk", flat=True)[:most])


def send(mail_id: UUID, *, now: datetime) -> bool:
    """Give one that is due to the mail host; False if it was not ours, or not taken."""
    mine = jobs.claim(_waiting(now).filter(pk=mail_id), now=now)
    if mine is None:
        return False
    row = OutgoingMail.objects.get(pk=mail_id)
    held = OutgoingMail.objects.filter(pk=mail_id, claim=mine)
    with bound_contextvars(request_id=row.request_id), jobs.Lease(OutgoingMail, mail_id, mine):
        try:
            message = _opened(row)
        except InvalidToken:
            return _fail(row, held, OutgoingMail.UNREADABLE)
        return _give(row, held, message)


def _opened(row: OutgoingMail) -> EmailMessage:
    written = json.loads(cipher("mail").decrypt(row.sealed.encode()))
    alternatives = written.pop("alternatives")
    headers = written.pop("extra_headers")
    message = EmailMultiAlternatives(**written, headers=headers)
    # The same each time, so that also a mail system behind the host can tell a second one.
    message.extra_headers.setdefault("Message-ID", f"<{row.pk}@distmap>")
    for content, kind in alternatives:
        message.attach_alternative(content, kind)
    return message


def _give(row: OutgoingMail, held: "models.QuerySet[OutgoingMail]", message: EmailMessage) -> bool:
    """Connect, note that the message is handed over, hand it over: what fails before the note is tried again."""
    host = get_connection(settings.MAIL_BACKEND)
    try:
        host.open()
    except (OSError, smtplib.SMTPException) as error:
        return _later(row, held, error)
    try:
        jobs.pause("Mail claimed")
        if not held.update(handed_at=timezone.now()):
            return False
        jobs.pause("Mail handed")
        host.send_messages([message])
    except smtplib.SMTPException as error:
        codes = _codes(error)
        if not codes:
            return _fail(row, held, OutgoingMail.UNCERTAIN)
        return _fail(row, held, OutgoingMail.REFUSED) if max(codes) >= 500 else _later(row, held, error)
    except OSError:
        return _fail(row, held, OutgoingMail.UNCERTAIN)
    finally:
        host.close()
    jobs.pause("Mail sent")
    return _finish(row, held, sent_at=timezone.now())


def _codes(error: smtplib.SMTPException) -> list[int]:
    """What the host said, where it said no; nothing where its answer was lost."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _later(row: OutgoingMail, held: "models.QuerySet[OutgoingMail]", error: Exception) -> bool:
    if row.attempts >= TRIES:
        return _fail(row, held, OutgoingMail.NOT_TAKEN)
    wait = FIRST_WAIT * GROWS ** (row.attempts - 1)
    log.warning("mail not taken, tried again in %s: %s (%s)", wait, row.pk, type(error).__name__)
    held.update(next_at=timezone.now() + wait, handed_at=None, claim=None, lease_until=None)
    return False


def _fail(row: OutgoingMail, held: "models.QuerySet[OutgoingMail]", error: str) -> bool:
    if _finish(row, held, failed_at=timezone.now(), error=error):
        jobs.gave_up(SEND_MAIL, row.pk, error)
    return False


@transaction.atomic
def _finish(row: OutgoingMail, held: "models.QuerySet[OutgoingMail]", **end: Any) -> bool:
    """Write the end, drop what the mail said, and tell its invitation."""
    if not held.update(**end, sealed="", claim=None, lease_until=None):
        return False
    if row.invitation_id and row.serial:
        told = Invitation.objects.filter(pk=row.invitation_id, serial=row.serial)
        told.update(mailed_at=end.get("sent_at"), mail_failed_at=end.get("failed_at"))
    return True


def give_up(now: datetime) -> list[UUID]:
    """End the mails whose workers died: in handing them over, or at every try. Returns which.

    Each is told as failed; `jobs.give_up` says it to who runs the service.
    """
    left = OutgoingMail.objects.filter(jobs.claimable(now), sent_at=None, failed_at=None)
    ended = []
    for row in left.filter(Q(handed_at__isnull=False) | Q(attempts__gte=TRIES))[:100]:
        error = OutgoingMail.UNCERTAIN if row.handed_at else OutgoingMail.NOT_TAKEN
        if _finish(row, left.filter(pk=row.pk), failed_at=now, error=error):
            ended.append(row.pk)
    return ended


def forget_old(now: datetime, most: int) -> int:
    """Remove at most so many rows of mails that ended long ago; returns how many."""
    ended = Q(sent_at__lt=now - KEPT) | Q(failed_at__lt=now - KEPT)
    old = OutgoingMail.objects.filter(ended).values_list("pk", flat=True)[:most]
    return OutgoingMail.objects.filter(pk__in=list(old)).delete()[0]

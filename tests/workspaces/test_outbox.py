"""Mails are jobs: stored with what they tell of, tried while a host is away, and given to one once."""

import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends import locmem
from django.db import transaction
from django.utils import timezone

from distmap import jobs
from workspaces import outbox
from workspaces.models import OutgoingMail

pytestmark = [pytest.mark.services, pytest.mark.django_db]
LINK = "https://distmap.example.test/accounts/password/reset/key/1-secret/"


@pytest.fixture(autouse=True)
def _host(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "workspaces.outbox.QueuedBackend"
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def queued() -> OutgoingMail:
    message = mail.EmailMultiAlternatives("Reset", LINK, to=["somebody@example.test"])
    message.attach_alternative(f"<p>{LINK}</p>", "text/html")
    assert message.send() == 1
    return OutgoingMail.objects.get()


def failing(error: Exception) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    return fail


def send_all(at: datetime) -> None:
    for mail_id in outbox.mails_due(at, 10):
        outbox.send(mail_id, now=at)


def test_a_mail_is_sent_once_and_then_nothing_tells_what_it_said() -> None:
    row = queued()
    assert LINK not in row.sealed
    assert "example.test" not in row.sealed
    assert mail.outbox == []
    assert outbox.send(row.pk, now=timezone.now()) is True
    assert outbox.send(row.pk, now=timezone.now()) is False
    [sent] = mail.outbox
    assert (sent.to, sent.body, sent.subject) == (["somebody@example.test"], LINK, "Reset")
    assert sent.alternatives[0][0] == f"<p>{LINK}</p>"
    assert sent.extra_headers["Message-ID"] == f"<{row.pk}@distmap>"
    row.refresh_from_db()
    assert (row.sealed, row.sent_at is not None, row.claim) == ("", True, None)


def test_what_is_rolled_back_is_not_mailed() -> None:
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()


def test_a_host_that_is_away_is_tried_later_and_in_the_end_given_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    row = queued()
    monkeypatch.setattr(locmem.EmailBackend, "open", failing(ConnectionRefusedError()))
    outbox.send(row.pk, now=timezone.now())
    row.refresh_from_db()
    assert (row.attempts, row.failed_at, row.handed_at) == (1, None, None)
    assert outbox.mails_due(timezone.now(), 10) == []
    later = timezone.now()
    for _ in range(outbox.TRIES):
        later += timedelta(days=5)
        send_all(later)
    row.refresh_from_db()
    assert (row.error, row.sealed, row.attempts) == ("not_taken", "", outbox.TRIES)
    assert any("job given up: workspaces.send_mail" in one.getMessage() for one in caplog.records)


def test_a_host_that_comes_back_gets_the_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    row = queued()
    with monkeypatch.context() as patch:
        patch.setattr(locmem.EmailBackend, "open", failing(TimeoutError()))
        send_all(timezone.now())
    send_all(timezone.now() + timedelta(minutes=1))
    row.refresh_from_db()
    assert (len(mail.outbox), row.sent_at is not None) == (1, True)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.org": (550, b"no")}), "refused"),
        (smtplib.SMTPDataError(554, b"no"), "refused"),
        (smtplib.SMTPRecipientsRefused({"a@b.org": (451, b"later")}), ""),
        (smtplib.SMTPServerDisconnected(), "uncertain"),
        (TimeoutError(), "uncertain"),
    ],
)
def test_a_refusal_is_final_or_not_by_its_code_and_a_lost_answer_is_never_tried_again(
    error: Exception, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = queued()
    monkeypatch.setattr(locmem.EmailBackend, "send_messages", failing(error))
    outbox.send(row.pk, now=timezone.now())
    row.refresh_from_db()
    assert (row.error, row.failed_at is not None) == (expected, bool(expected))
    assert bool(outbox.mails_due(timezone.now() + timedelta(days=1), 10)) is not bool(expected)


def test_a_worker_that_dies_in_handing_it_over_leaves_a_mail_that_nobody_sends_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    row = queued()
    now = timezone.now()
    ended = now - timedelta(seconds=1)
    OutgoingMail.objects.update(handed_at=now, claim=row.pk, lease_until=ended, attempts=1)
    assert outbox.mails_due(now, 10) == []
    jobs.give_up(now)
    row.refresh_from_db()
    assert (row.error, row.sealed) == ("uncertain", "")
    assert mail.outbox == []
    assert [one.levelname for one in caplog.records if "given up" in one.getMessage()] == ["ERROR"]


def test_a_mail_that_another_secret_sealed_fails_with_a_name(settings: LazySettings) -> None:
    row = queued()
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret-" * 4
    settings.SECRET_KEY_FALLBACKS = [old]
    with transaction.atomic():
        assert outbox.send(row.pk, now=timezone.now()) is True
        transaction.set_rollback(True)
    settings.SECRET_KEY_FALLBACKS = []
    OutgoingMail.objects.update(claim=None, lease_until=None)
    assert outbox.send(UUID(str(row.pk)), now=timezone.now()) is False
    row.refresh_from_db()
    assert row.error == "unreadable"


def test_attachments_are_refused() -> None:
    message = mail.EmailMessage("a", "b", to=["c@d.org"], attachments=[("a.txt", "x", "text/plain")])
    with pytest.raises(ValueError, match="no attachments"):
        message.send()


def test_ended_mails_are_forgotten_after_a_month() -> None:
    row = queued()
    outbox.send(row.pk, now=timezone.now())
    assert outbox.forget_old(timezone.now() + timedelta(days=29), 10) == 0
    assert outbox.forget_old(timezone.now() + timedelta(days=31), 10) == 1

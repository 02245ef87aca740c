"""Encrypt anew, with the present secret, what a former one encrypted: then the former one may be forgotten."""

from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from workspaces.models import OutgoingMail
from workspaces.sealing import cipher


class Command(BaseCommand):
    help = "Encrypt second factors and waiting mails anew with DISTMAP_SECRET_KEY, so that a fallback key can go."

    def handle(self, *args: Any, **options: Any) -> None:
        lost = 0
        with transaction.atomic():
            factors = list(Authenticator.objects.select_for_update().exclude(type="webauthn"))
            for factor in factors:
                lost += _resealed(factor.data, ("secret", "seed"))
                factor.save(update_fields=["data"])
            mails = list(OutgoingMail.objects.select_for_update().exclude(sealed=""))
            for mail in mails:
                held = {"sealed": mail.sealed}
                lost += _resealed(held, ("sealed",), purpose="mail")
                mail.sealed = held["sealed"]
                mail.save(update_fields=["sealed"])
        self.stdout.write(f"{len(factors)} second factors and {len(mails)} waiting mails encrypted anew.")
        if lost:
            raise CommandError(
                f"{lost} could be opened by no key: name every former one as fallback, and try again."
            )


def _resealed(held: dict[str, Any], names: tuple[str, ...], purpose: str = "factors") -> int:
    """Encrypt the named texts anew in place; returns how many no key opens."""
    lost = 0
    for name in names:
        if name in held:
            try:
                held[name] = cipher(purpose).rotate(held[name].encode()).decode()
            except InvalidToken:
                lost += 1
    return lost

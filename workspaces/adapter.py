"""How allauth signs people in here."""

import base64
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from distmap.clients import address_of
from workspaces import invitations
from workspaces.models import Membership
from workspaces.sealing import cipher

# Where a followed invitation waits for its reader to sign in: the key of its link.
INVITATION = "invitation"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed unless the service says otherwise; whoever signs up then waits to be invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP_OPEN)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Never fails: a caller without an address is one caller."""
        return address_of(request) or "0.0.0.0"


class FactorAdapter(DefaultMFAAdapter):
    """Seeds of factors are encrypted: a copy of the database alone makes no codes.

    The last factor stays as long as a workspace of the account asks for one.
    """

    def encrypt(self, text: str) -> str:
        return cipher("factors").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The seed; one that nobody can know where the service's secret was replaced: its codes are then wrong."""
        try:
            return cipher("factors").decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        if others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
            return True
        asking = Membership.objects.filter(
            user=authenticator.user, workspace__requires_second_factor=True, workspace__deleted_at=None
        )
        return not asking.exists()


class ProviderAdapter(DefaultSocialAccountAdapter):
    """An account is made for whom the provider knows if sign-up is open, or the very address is invited."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        if settings.SIGNUP_OPEN:
            return True
        invited = invitations.of_key(request.session.get(INVITATION, ""), now=timezone.now())
        proved = {one.email.lower() for one in sociallogin.email_addresses if one.verified}
        return invited is not None and invited.email in proved

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """The user that the provider tells of, with the name that it gives."""
        user = super().populate_user(request, sociallogin, data)
        told = data.get("name") or " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
        user.name = str(told or "")[:120]
        user.email = (user.email or "").lower()
        return user

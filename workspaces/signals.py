"""What allauth tells of accounts, written into the audit log."""

from collections.abc import Callable
from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as factors
from allauth.socialaccount import signals as providers
from django.contrib.auth import signals as auth
from django.dispatch import Signal
from django.http import HttpRequest

from workspaces.audit import record_account
from workspaces.models import User


def _writes(action: str) -> Callable[..., None]:
    """A receiver that records the action for the user whom the signal names."""

    def receive(request: HttpRequest | None = None, user: Any = None, **told: Any) -> None:
        whose = user if isinstance(user, User) else None
        if request is not None and whose is not None:
            record_account(user=whose, action=action, request=request, **_detail(told))

    return receive


def _detail(told: dict[str, Any]) -> dict[str, str]:
    """What kind of factor it was. Addresses stay out of the log: it names nobody."""
    authenticator = told.get("authenticator")
    return {"factor": authenticator.type} if authenticator is not None else {}


def _refused(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """A wrong password. Whoever is no user leaves no name: what was typed may be a password."""
    if request is None:
        return
    email = str(credentials.get("email") or credentials.get("username") or "").strip()
    known = EmailAddress.objects.filter(email__iexact=email).select_related("user").first() if email else None
    record_account(user=known.user if known else None, action="session.refused", request=request)


def _confirmed(request: HttpRequest | None, email_address: EmailAddress, **_: Any) -> None:
    if request is not None:
        record_account(user=email_address.user, action="address.confirmed", request=request)


def _connected(request: HttpRequest, sociallogin: Any, **_: Any) -> None:
    record_account(user=sociallogin.user, action="provider.connected", request=request)


def _disconnected(request: HttpRequest, socialaccount: Any, **_: Any) -> None:
    record_account(user=socialaccount.user, action="provider.disconnected", request=request)


_SIMPLE: list[tuple[Signal, str]] = [
    (auth.user_logged_in, "session.begun"),
    (auth.user_logged_out, "session.ended"),
    (account.password_changed, "password.changed"),
    (account.password_set, "password.set"),
    (account.password_reset, "password.reset"),
    (account.email_added, "address.added"),
    (account.email_changed, "address.changed"),
    (account.email_removed, "address.removed"),
    (factors.authenticator_added, "factor.added"),
    (factors.authenticator_removed, "factor.removed"),
    (factors.authenticator_reset, "factor.renewed"),
    (factors.authentication_failed, "factor.refused"),
]


def connect() -> None:
    """Listen. Called once, when the app is ready."""
    for signal, action in _SIMPLE:
        signal.connect(_writes(action), weak=False, dispatch_uid=f"audit {action}")
    auth.user_login_failed.connect(_refused, dispatch_uid="audit session.refused")
    account.email_confirmed.connect(_confirmed, dispatch_uid="audit address.confirmed")
    providers.social_account_added.connect(_connected, dispatch_uid="audit provider.connected")
    providers.social_account_removed.connect(_disconnected, dispatch_uid="audit provider.disconnected")

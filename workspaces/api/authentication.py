"""The two ways into the API: a bearer token for programs, the session cookie for the browser."""

import re
from typing import Any

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpRequest
from django.utils import timezone
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from distmap.clients import address_of
from distmap.errors import NotPermitted
from workspaces.actors import Actor
from workspaces.models import User
from workspaces.operations import note_use
from workspaces.queries import actor_of_token

CHALLENGE = 'Bearer realm="distmap"'
# RFC 6750's b64token, with a bound: no token of ours is near as long.
_BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/=-]{1,200}) *", re.IGNORECASE)


def actor_of(request: Request) -> Actor:
    """On whose behalf this request acts. Endpoints are asked only once there is somebody."""
    actor: Actor = request._request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware or a token
    return actor


def require_proof(request: Request) -> None:
    """Raise NotPermitted if a session acts that has not given its password or a factor within five minutes.

    A token is proof of itself. For acts on members, invitations, tokens and settings.
    """
    if actor_of(request).token is None and is_reauthentication_required(request._request, app=""):
        raise NotPermitted(
            "Say who you are once more: open /accounts/reauthenticate/ in this browser, then send this again.",
            code="reauthentication_required",
        )


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer <secret>`. The token's member and workspace become the actor."""

    def authenticate(self, request: Request) -> tuple[User, Any] | None:
        header = request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        named = _BEARER.fullmatch(header)
        if named is None:
            raise exceptions.AuthenticationFailed("The header Authorization must read: Bearer, space, token.")
        now = timezone.now()
        actor = actor_of_token(
            named[1],
            now=now,
            request_id=getattr(request._request, "request_id", ""),
            address=address_of(request._request),
        )
        if actor is None or actor.token is None:
            message = "This token is unknown, revoked or expired."
            raise exceptions.AuthenticationFailed(message, code="invalid_token")
        note_use(token=actor.token, now=now)
        request._request.actor = actor  # type: ignore[attr-defined]  # the attribute is ours
        return actor.user, actor.token

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE


class WorkspaceSessionAuthentication(BaseAuthentication):
    """The browser's session, in its current workspace. All but reading needs the CSRF token."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        user = getattr(request._request, "user", None)
        if not isinstance(user, User) or not user.is_active:
            return None
        self._refuse_forgery(request._request)
        return user, None

    def _refuse_forgery(self, request: HttpRequest) -> None:
        check: Any = CSRFCheck(lambda _: None)  # type: ignore[arg-type]  # it is asked, never called
        check.process_request(request)
        reason = check.process_view(request, None, (), {})
        if reason:
            raise exceptions.PermissionDenied(
                "The CSRF token is missing or wrong: send it in the header X-CSRFToken.", code="csrf_failed"
            )

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE


class HasActor(BasePermission):
    """Somebody is there, and is a member of a workspace."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if getattr(request._request, "actor", None) is not None and request.user is not None:
            return True
        if getattr(request._request, "factor_asked_by", None) is not None:
            raise NotPermitted(
                "This workspace asks its members for a second factor. Set one up on your account’s page.",
                code="second_factor_required",
            )
        if request.user is not None:
            raise NotPermitted("You are not a member of any workspace yet.", code="no_workspace")
        return False

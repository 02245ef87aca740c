"""Each request has one actor: the member of the session's current workspace. Tokens are read by the API itself."""

import logging
from collections.abc import Callable
from zoneinfo import ZoneInfo

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from requests import RequestException

from distmap.clients import address_of
from workspaces.actors import Actor
from workspaces.audit import record
from workspaces.models import User
from workspaces.permissions import Role
from workspaces.queries import current_membership, zone_name

log = logging.getLogger("distmap.workspaces")

SESSION_KEY = "workspace"


class ActorMiddleware:
    """Sets `request.actor`, and the reader's time zone while the request lasts.

    The actor is None when nobody is signed in, the user has no workspace, or the workspace asks for a second factor
    that the user has not: then `request.factor_asked_by` is the workspace.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.factor_asked_by = None  # type: ignore[attr-defined]  # the attributes are ours
        request.actor = actor = self._actor_of(request)  # type: ignore[attr-defined]
        zone = zone_name(actor.user, actor.workspace) if actor else ""
        with timezone.override(ZoneInfo(zone) if zone else None):
            return self.get_response(request)

    def _actor_of(self, request: HttpRequest) -> Actor | None:
        # A bearer request names its own workspace: its session, if there is one, must not count.
        if request.headers.get("Authorization") or not isinstance(request.user, User):
            return None
        membership = current_membership(request.user, request.session.get(SESSION_KEY))
        if membership is None:
            return None
        workspace = membership.workspace
        if workspace.requires_second_factor and not is_mfa_enabled(request.user):
            request.factor_asked_by = workspace  # type: ignore[attr-defined]
            return None
        return Actor(
            workspace=workspace,
            role=Role.of(membership.role),
            user=request.user,
            request_id=getattr(request, "request_id", ""),
            address=address_of(request),
        )


class ExportsMiddleware:
    """Writes into the audit log whatever leaves as a file, by page or API, now and of kinds yet to come."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        actor: Actor | None = getattr(request, "actor", None)
        sent = response.headers.get("Content-Disposition", "").startswith("attachment")
        if actor and sent and request.method == "GET" and response.status_code in {200, 206}:
            record(by=actor, action="export.downloaded", subject=request.path, now=timezone.now())
        return response


class ProviderMiddleware:
    """A sign-in provider that does not answer, or not as OpenID Connect has it, is a page and no error of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, RequestException):
            return None
        log.warning("the sign-in provider does not answer: %s", type(error).__name__)
        return render(request, "socialaccount/authentication_error.html", status=503)

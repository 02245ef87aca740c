"""Each request has one actor: the member of the workspace it names. Tokens are read by the API itself."""

import logging
import re
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone
from requests import RequestException

from distmap.api.problems import answer
from distmap.clients import address_of
from distmap.errors import Conflict, NotFound
from workspaces.actors import Actor
from workspaces.audit import record
from workspaces.models import Membership, User, Workspace
from workspaces.permissions import Role
from workspaces.queries import current_of, memberships_of, zone_name

log = logging.getLogger("distmap.workspaces")

SESSION_KEY = "workspace"
HEADER = "X-Workspace"
NOT_FOUND = 404
_WORKSPACE_ADDRESS = re.compile(r"/w/(?P<slug>[-a-zA-Z0-9_]{1,60})(?=/)")
_IDENTIFIER = re.compile(r"/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(/|$)", re.IGNORECASE)
_EVERYWHERE = (
    "/accounts/", "/account/", "/api/", "/invitation/", "/invitations/", "/workspaces/", "/workspace/switch/",
    "/styleguide/",
)  # fmt: skip
_NOT_YOURS = NotFound("There is no such workspace, or you are not a member of it.")
_UNCLEAR = Conflict(
    "You are a member of several workspaces, and this page does not say in which of them it was opened. Nothing was "
    "changed. Open it again from the list, and send it from there.",
    code="workspace_unclear",
)

Handler = Callable[[HttpRequest], HttpResponse]


class WorkspaceAddressMiddleware:
    """Takes `/w/<slug>` off an address, and makes every address that the page then names begin with it.

    So a page belongs to the workspace in its address: its links, forms and calls lead back to it, whatever other
    tabs do. `request.workspace_slug` is the slug; empty where the address names none.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = _WORKSPACE_ADDRESS.match(request.path_info)
        request.workspace_slug = named["slug"] if named else ""  # type: ignore[attr-defined]  # ours
        if named is None:
            return self.get_response(request)
        before = get_script_prefix()
        request.path_info = request.path_info[named.end() :]
        request.META["SCRIPT_NAME"] = before.rstrip("/") + named[0]
        set_script_prefix(request.META["SCRIPT_NAME"] + "/")
        try:
            return self.get_response(request)
        finally:
            set_script_prefix(before)


class ActorMiddleware:
    """Sets `request.actor`, and the reader's time zone while the request lasts.

    The workspace is that of the address; else that of the header X-Workspace (a slug); else the session's. The actor
    is None when nobody is signed in, the user has no workspace, or the workspace asks for a second factor that the
    user has not: then `request.factor_asked_by` is the workspace.

    Whoever is in several workspaces reads pages under an address that names one: others lead there, and what is sent
    from a page that names none is refused, for nobody can tell which workspace it was meant for.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.factor_asked_by = None  # type: ignore[attr-defined]  # the attributes are ours
        request.actor = None  # type: ignore[attr-defined]
        # A bearer request names its own workspace: its session, if there is one, must not count.
        if request.headers.get("Authorization") or not isinstance(request.user, User):
            return self.get_response(request)
        found = memberships_of(request.user)
        named = request.workspace_slug or request.headers.get(HEADER, "")  # type: ignore[attr-defined]
        if named:
            found = [one for one in found if one.workspace.slug == named]
            return self._as_member(request, found[0]) if found else answer(request, _NOT_YOURS)
        current = current_of(found, request.user, request.session.get(SESSION_KEY))
        if current is None:
            return self.get_response(request)
        if len(found) == 1 or _is_everywhere(request):
            return self._as_member(request, current)
        if request.method in {"GET", "HEAD"}:
            return self._led(request, [current, *(one for one in found if one is not current)])
        return answer(request, _UNCLEAR)

    def _as_member(self, request: HttpRequest, membership: Membership) -> HttpResponse:
        """Go on as this member, by the reader's clock."""
        workspace, user = membership.workspace, request.user
        assert isinstance(user, User)
        request.factor_asked_by = request.actor = None  # type: ignore[attr-defined]
        if workspace.requires_second_factor and not is_mfa_enabled(user):
            request.factor_asked_by = workspace  # type: ignore[attr-defined]
        else:
            request.actor = Actor(  # type: ignore[attr-defined]
                workspace=workspace,
                role=Role.of(membership.role),
                user=user,
                request_id=getattr(request, "request_id", ""),
                address=address_of(request),
            )
        zone = zone_name(user, workspace) if not request.factor_asked_by else ""  # type: ignore[attr-defined]
        with timezone.override(ZoneInfo(zone) if zone else None):
            return self.get_response(request)

    def _led(self, request: HttpRequest, memberships: Sequence[Membership]) -> HttpResponse:
        """To the same page in the workspace that has it: the current one if it can be, else another of the reader's."""
        found = memberships[0]
        if _IDENTIFIER.search(request.path_info):
            for membership in memberships:
                response = self._as_member(request, membership)
                if response.status_code != NOT_FOUND:
                    if not response.headers.get("Content-Type", "").startswith("text/html"):
                        return response
                    found = membership
                    break
        return redirect(address_in(found.workspace, request.get_full_path()))


def address_in(workspace: Workspace, path: str) -> str:
    """The address of a page of this workspace; `path` is the page's, and names no workspace."""
    return f"/w/{workspace.slug}{path}"


def _is_everywhere(request: HttpRequest) -> bool:
    """Whether the address is the person's or the service's, or the API's, which acts where its session does."""
    return request.path_info.startswith(_EVERYWHERE)


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

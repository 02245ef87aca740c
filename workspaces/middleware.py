"""Each request has one actor: the member of the session's current workspace. Tokens are read by the API itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from workspaces.actors import Actor
from workspaces.models import User
from workspaces.permissions import Role
from workspaces.queries import current_membership

SESSION_KEY = "workspace"


class ActorMiddleware:
    """Sets `request.actor` (None when nobody is signed in or the user has no workspace)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = self._actor_of(request)  # type: ignore[attr-defined]  # the attribute is ours
        return self.get_response(request)

    def _actor_of(self, request: HttpRequest) -> Actor | None:
        # A bearer request names its own workspace: its session, if there is one, must not count.
        if request.headers.get("Authorization") or not isinstance(request.user, User):
            return None
        membership = current_membership(request.user, request.session.get(SESSION_KEY))
        if membership is None:
            return None
        return Actor(
            workspace=membership.workspace,
            role=Role.of(membership.role),
            user=request.user,
            request_id=getattr(request, "request_id", ""),
        )

"""The door of every page: signed in, and a member of a workspace."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from distmap.errors import NotPermitted
from workspaces.actors import Actor
from workspaces.invitations import waiting_for
from workspaces.models import User
from workspaces.permissions import Act
from workspaces.queries import may_found


class UserRequest(HttpRequest):
    """A request behind `signed_in`: somebody is there, who may be a member of nothing."""

    actor: Actor | None
    user: User


Rest = ParamSpec("Rest")
Answer = TypeVar("Answer", bound=HttpResponse)


class MemberRequest(HttpRequest):
    """A request as pages behind the door see it: somebody is signed in and acts in one workspace."""

    actor: Actor
    user: User
    htmx: HtmxDetails


def member_required(
    view: Callable[Concatenate[MemberRequest, Rest], Answer],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """Let members in. Others are sent to sign in, or told that they are in no workspace yet.

    A fragment asked for by a script answers 401: a sign-in page in place of a form would swallow its text.
    """

    @wraps(view)
    def door(request: Any, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            if request.htmx:
                return HttpResponse(
                    "You are signed out. Sign in again.", status=401, content_type="text/plain"
                )
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if request.htmx and request.actor is None:
            raise NotPermitted(_NO_MEMBER, code="no_membership")
        if request.factor_asked_by is not None:
            return render(request, "workspaces/factor_needed.html", status=403)
        if request.actor is None:
            return no_workspace(request)
        return view(request, *args, **kwargs)

    return door


_NO_MEMBER = "You are not a member of this workspace any more, or it asks for a second factor that you have not set up."


def no_workspace(request: Any) -> HttpResponse:
    """What somebody sees who is a member nowhere: the invitations that wait for them, and who could send one."""
    waiting = waiting_for(request.user, now=timezone.now())
    page = {"waiting": waiting, "may_found": may_found(request.user)}
    return render(request, "workspaces/no_workspace.html", page, status=403)


def signed_in(
    view: Callable[Concatenate[UserRequest, Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """Let in whoever is signed in, member of a workspace or not: for what belongs to the person alone."""

    @wraps(view)
    def door(request: Any, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        return view(request, *args, **kwargs)

    return door


def ask_again(request: HttpRequest) -> None:
    """Have the reader give password or factor once more, unless they did within five minutes.

    allauth keeps what was sent and goes on with it afterwards. Called once the role is known to suffice.
    """
    raise_if_reauthentication_required(request, app="")


def permissions(actor: Actor) -> dict[str, bool]:
    """Every act by its word, and whether the actor may do it: a template asks before it shows a button."""
    return {act.value: actor.may(act) for act in Act}

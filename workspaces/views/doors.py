"""The door of every page: signed in, and a member of a workspace."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from workspaces.actors import Actor
from workspaces.models import User
from workspaces.permissions import Act

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
        if request.actor is None:
            return render(request, "workspaces/no_workspace.html", status=403)
        return view(request, *args, **kwargs)

    return door


def permissions(actor: Actor) -> dict[str, bool]:
    """Every act by its word, and whether the actor may do it: a template asks before it shows a button."""
    return {act.value: actor.may(act) for act in Act}

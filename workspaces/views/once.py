"""A form that creates, sent twice: the second sending leads to what the first one made."""

import hashlib
import json
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from distmap.kept_forms import keep, typed_in
from distmap.stamps import Stamp, sent_stamp
from workspaces.models import IdempotencyKey
from workspaces.once import Kept, Sent, StillRunning, principal_of, run_once
from workspaces.views.doors import UserRequest

Rest = ParamSpec("Rest")
View = Callable[Concatenate[Any, Rest], HttpResponse]

# How long the second of two clicks waits for the first to be answered.
WAIT_SECONDS = 8.0
LOOK_SECONDS = 0.1
ANOTHER = "This form was sent before, and what it made then is there already."


def once(*, then: str = "") -> Callable[[View[Rest]], View[Rest]]:
    """Let a view that creates do so once for each form that was drawn. It goes inside the door.

    A form that is sent again with the same content leads to where the first sending led. With other content it is
    shown again, filled in, with a key of its own: saving it then makes another thing. `then` names the page to lead
    to where the first answer showed something that is shown once only, such as a secret.
    """

    def decorate(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def door(request: Any, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            stamp = sent_stamp(request)
            if stamp is None:
                return view(request, *args, **kwargs)
            return _once(request, stamp, lambda: view(request, *args, **kwargs), then)

        return door

    return decorate


def _once(request: UserRequest, stamp: Stamp, run: Callable[[], HttpResponse], then: str) -> HttpResponse:
    sent = Sent(
        # What it makes may be a workspace, and then another one is the sender's; the key is the sender's in any.
        workspace=None,
        principal=principal_of(request.user),
        key=f"form {stamp.key}",
        fingerprint=_fingerprint(request),
    )
    until = time.monotonic() + WAIT_SECONDS
    while isinstance(answer := run_once(sent, run, lambda made: _kept(made, then)), IdempotencyKey):
        if answer.fingerprint != sent.fingerprint:
            return _shown_again(request, stamp)
        if answer.status is not None:
            messages.info(request, "This was saved already; nothing was made twice.")
            return HttpResponseRedirect(answer.headers["Location"])
        if time.monotonic() > until:
            raise StillRunning(
                "What you sent is still being done. Look again in a moment; do not send it again."
            )
        time.sleep(LOOK_SECONDS)
    return answer


def _kept(made: HttpResponse, then: str) -> Kept | None:
    """Where the answer led. One that leads nowhere is a form with faults, or shows a secret and leads to `then`."""
    if made.status_code in {301, 302, 303}:
        return Kept(status=302, headers={"Location": made.headers["Location"]})
    if then and made.status_code == 200:
        return Kept(status=302, headers={"Location": reverse(then)})
    return None


def _shown_again(request: UserRequest, stamp: Stamp) -> HttpResponse:
    keep(request, stamp, why=ANOTHER)
    return HttpResponseRedirect(stamp.page)


def _fingerprint(request: UserRequest) -> str:
    """What makes two sendings the same: the address, and what was typed."""
    typed = json.dumps(typed_in(request), sort_keys=True)
    return hashlib.sha256(f"{request.path}\n{typed}".encode()).hexdigest()

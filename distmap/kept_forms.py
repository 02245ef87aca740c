"""A form that could not be taken, because nobody was signed in or its token was stale, is kept and shown again.

What was typed waits in the session, for the person alone whose form it was, for an hour. Once that person opens the
page again, which signing in leads to, the form stands there filled in, for them to press Save: it is never sent by
itself. Passwords, codes and files are not kept. See decision 29.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string

from distmap.api.problems import answer, is_api
from distmap.api.problems import csrf_failure as refused
from distmap.errors import NotPermitted
from distmap.filling import OWN, filled
from distmap.stamps import Stamp, sent_stamp, user_id

Handler = Callable[[HttpRequest], HttpResponse]

SESSION_KEY = "kept_forms"
SECONDS = 3600
MOST_FORMS = 5
MOST_BYTES = 200_000
# What nobody signed in has typed is an address or two.
MOST_BYTES_OF_NOBODY = 4_000
# Never kept: what lets somebody in.
_SECRET = ("password", "credential", "secret", "code")
# Refusals after which the form cannot be seen again: what was typed is told on the page that refuses.
REFUSALS = {403, 404, 410, 413, 429}

SIGNED_OUT = "You were signed out when you sent this form."
STALE = "You have signed in anew since this form was opened."


@dataclass(frozen=True, kw_only=True)
class KeptForm:
    """What was typed, by field, into the form of `user` on `page` that is sent to the path `action`."""

    user: str
    page: str
    action: str
    typed: Mapping[str, Sequence[str]]
    why: str
    at: float

    def is_of(self, request: HttpRequest) -> bool:
        return self.user == user_id(request) and self.page == request.get_full_path()


class KeptFormsMiddleware:
    """Keeps the form of somebody whose session has ended, and puts a kept form back into its page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        stamp = sent_stamp(request) if not is_api(request) else None
        if stamp and stamp.user and not user_id(request) and "HX-Request" not in request.headers:
            keep(request, stamp, why=SIGNED_OUT)
            return redirect_to_login(stamp.page)
        response = self.get_response(request)
        if stamp and response.status_code < 500:
            return _told(request, response, stamp)
        return _put_back(request, response) if request.method == "GET" else response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's hook for a form without its token. With its stamp it is shown again, to the person it was drawn for."""
    stamp = sent_stamp(request)
    if stamp is None or is_api(request) or "HX-Request" in request.headers:
        return refused(request, reason)
    if stamp.user not in {"", user_id(request)}:
        return answer(request, NotPermitted(_OTHERS, code="other_account"))
    if stamp.user == user_id(request):
        keep(request, stamp, why=STALE)
    return HttpResponseRedirect(stamp.page)


_OTHERS = (
    "This form was opened by another account than the one signed in now, so nothing was saved. "
    "Go back to copy what you typed, and sign in with the account that it belongs to."
)


def keep(request: HttpRequest, stamp: Stamp, *, why: str) -> None:
    """Keep what was sent, in place of what was kept of the same form; the oldest of too many goes."""
    typed = typed_in(request)
    size = sum(len(name) + sum(map(len, values)) for name, values in typed.items())
    if not typed or size > (MOST_BYTES if stamp.user else MOST_BYTES_OF_NOBODY):
        return
    request.is_kept = True  # type: ignore[attr-defined]  # the attribute is ours
    form = KeptForm(
        user=stamp.user, page=stamp.page, action=request.path, typed=typed, why=why, at=time.time()
    )
    others = [each for each in kept(request) if (each.page, each.action) != (form.page, form.action)]
    request.session[SESSION_KEY] = [asdict(each) for each in [*others, form][-MOST_FORMS:]]
    if not user_id(request):
        request.session.set_expiry(SECONDS)


def typed_in(request: HttpRequest) -> dict[str, list[str]]:
    """The fields of the form that was sent, without those that let somebody in."""
    return {
        name: [str(value) for value in values]
        for name, values in request.POST.lists()
        if name not in OWN and not any(word in name.lower() for word in _SECRET)
    }


def kept(request: HttpRequest) -> list[KeptForm]:
    """The forms that wait in this session, oldest first."""
    oldest = time.time() - SECONDS
    found = [KeptForm(**each) for each in request.session.get(SESSION_KEY, [])]
    return [each for each in found if each.at > oldest]


def kept_for(request: HttpRequest) -> QueryDict | None:
    """What waits for the very page that is asked for, as it was sent: for forms whose fields depend on it."""
    if request.method != "GET":
        return None
    for form in kept(request):
        if form.is_of(request) and form.action == request.path:
            sent = QueryDict(mutable=True)
            for name, values in form.typed.items():
                sent.setlist(name, list(values))
            return sent
    return None


def _told(request: HttpRequest, response: HttpResponse, stamp: Stamp) -> HttpResponse:
    """What came of a form that was sent: it waits no more. A page that refuses it for good tells what was typed."""
    if SESSION_KEY in request.session and not getattr(request, "is_kept", False):
        waiting = [each for each in kept(request) if each.action != request.path or each.user != stamp.user]
        request.session[SESSION_KEY] = [asdict(each) for each in waiting]
    if response.status_code in REFUSALS and _is_page(response) and stamp.user == user_id(request):
        typed = [(name, text) for name, texts in typed_in(request).items() for text in texts if text.strip()]
        said = render_to_string("components/_typed.html", {"typed": typed}) if typed else ""
        response.content = response.content.decode().replace("</main>", f"{said}</main>", 1).encode()
    return response


def _put_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page, with each form that waits for it filled in. What another account had typed is forgotten."""
    if response.status_code != 200 or not _is_page(response) or not request.session.get(SESSION_KEY):
        return response
    forms = kept(request)
    if user_id(request) and request.session.get_expiry_age() <= SECONDS:
        request.session.set_expiry(None)  # it was short while nobody was signed in
    if (user := user_id(request)) and any(form.user not in {"", user} for form in forms):
        forms = [form for form in forms if form.user in {"", user}]
        request.session[SESSION_KEY] = [asdict(form) for form in forms]
    for form in forms:
        if form.is_of(request):
            _fill(request, response, form)
    return response


def _fill(request: HttpRequest, response: HttpResponse, form: KeptForm) -> None:
    page, notice = response.content.decode(), "<!-- kept -->"
    found = filled(page, at=request.path, action=form.action, typed=form.typed, notice=notice)
    left = [(name, text) for name, texts in found.left.items() for text in texts if text.strip()]
    told = {"why": form.why, "typed": left, "found": found.found}
    said = render_to_string("components/_kept_form.html", told)
    text = (
        found.page.replace(notice, said, 1) if found.found else page.replace("</main>", f"{said}</main>", 1)
    )
    response.content = text.encode()


def _is_page(response: HttpResponse) -> bool:
    return not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")

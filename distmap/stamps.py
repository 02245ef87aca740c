"""The stamp of a form: a hidden field beside its CSRF token that says whose form it is, where it stands, and which.

Signed, so that nobody can pass a form off as another person's: what was typed into it is shown to that person alone,
and sent twice it acts once. It is no permission to do anything; the CSRF token and the doors stay what they are.
"""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "stamp"
SALT = "distmap.stamps"
# Longer addresses lose their query: a form stands in no search that long.
MOST = 1000


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """One form as one page was drawn: its `key`, the id of the `user` it was drawn for (empty: of nobody signed in),
    and the path, with its query, of the `page` that it stands on."""

    key: str
    user: str
    page: str

    def signed(self) -> str:
        return signing.dumps([self.key, self.user, self.page], salt=SALT)


def new_stamp(request: HttpRequest) -> Stamp:
    """The stamp of a form that is being drawn."""
    return Stamp(key=uuid4().hex, user=user_id(request), page=_page(request))


def user_id(request: HttpRequest) -> str:
    """Who is signed in, by id; empty for nobody, and where nobody has looked yet."""
    user: Any = getattr(request, "user", None)
    return str(user.pk) if user is not None and user.is_authenticated else ""


def _page(request: HttpRequest) -> str:
    """Where a form can be seen again: a page that answers a form stands for the page that had it."""
    htmx: Any = getattr(request, "htmx", None)
    if htmx and htmx.current_url_abs_path:
        page = str(htmx.current_url_abs_path)
    elif request.method == "POST" and (before := sent_stamp(request)):
        page = before.page
    else:
        page = request.get_full_path()
    return page if len(page) <= MOST else page.partition("?")[0][:MOST]


def sent_stamp(request: HttpRequest) -> Stamp | None:
    """The stamp that a form was sent with; None for none, a forged one, and one older than a session lives."""
    if request.method != "POST":
        return None
    text = request.POST.get(FIELD, "")
    try:
        key, user, page = signing.loads(text, salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if not url_has_allowed_host_and_scheme(page, allowed_hosts=None) or not page.startswith("/"):
        return None
    return Stamp(key=key, user=user, page=page)

"""What every page knows: the actor and the workspaces one can switch to."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from workspaces.models import User
from workspaces.queries import memberships_of


def page(request: HttpRequest) -> dict[str, Any]:
    """`actor`, `signup_open`, `mail_is_sent`, and `my_memberships` (read only if the template asks for it)."""
    actor = getattr(request, "actor", None)
    user = getattr(request, "user", None)
    mine = SimpleLazyObject(lambda: memberships_of(user) if isinstance(user, User) else ())
    return {
        "actor": actor,
        "signup_open": settings.SIGNUP_OPEN,
        "mail_is_sent": bool(settings.EMAIL_HOST),
        "my_memberships": mine,
    }

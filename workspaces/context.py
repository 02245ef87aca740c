"""What every page knows: the actor and the workspaces one can switch to."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from workspaces.queries import memberships_of


def page(request: HttpRequest) -> dict[str, Any]:
    """`actor`, `signup_open`, and `my_memberships` (read only if the template asks for it)."""
    actor = getattr(request, "actor", None)
    always = {"actor": actor, "signup_open": settings.SIGNUP_OPEN}
    if actor is None:
        return {**always, "my_memberships": ()}
    return {**always, "my_memberships": SimpleLazyObject(lambda: memberships_of(actor.user))}

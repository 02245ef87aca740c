"""What every page knows: the actor and the workspaces one can switch to."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from workspaces.queries import memberships_of


def page(request: HttpRequest) -> dict[str, Any]:
    """`actor`, and `my_memberships` (read only if the template asks for it)."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"actor": None, "my_memberships": ()}
    return {"actor": actor, "my_memberships": SimpleLazyObject(lambda: memberships_of(actor.user))}

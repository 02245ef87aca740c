"""People in the answers that are still made of dicts."""

from typing import Any

from workspaces.models import User

Document = dict[str, Any]


def person(user: User | None) -> Document | None:
    return None if user is None else {"id": str(user.pk), "name": user.shown_name}

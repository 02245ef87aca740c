"""Fetching is the check: the one door to a stored thing, for pages and endpoints alike."""

from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models

from distmap.errors import NotFound
from workspaces.actors import Actor
from workspaces.permissions import Act

Row = TypeVar("Row", bound=models.Model)


def fetch(rows: "models.QuerySet[Row]", pk: UUID | str, *, by: Actor, act: Act, **match: Any) -> Row:
    """The row of `rows` (already narrowed by visible_to) with this id, if the actor may do the act.

    Absent, hidden and another workspace's rows raise NotFound, before the role is looked at: only inside one's own
    workspace does too low a role or a missing scope show, as NotPermitted.
    """
    try:
        row = rows.get(pk=pk, **match)
    except (ObjectDoesNotExist, ValidationError, ValueError):
        raise NotFound("There is nothing here under this address. It may have been deleted.") from None
    by.require(act)
    return row

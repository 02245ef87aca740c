"""Pages of a list without counting it: a cursor is the place after which, or before which, to go on.

The cursor holds the time and id of one row, so a page stays the same page while others add rows before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

Row = TypeVar("Row", bound=Model)
OLDER, NEWER = "after", "before"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of one page, and the query strings of its neighbours (empty where there is none)."""

    rows: Sequence[Row]
    older: str
    newer: str


def page_of(rows: QuerySet[Row], asked: QueryDict, *, by: str, size: int) -> Page[Row]:
    """One page of `rows`, newest first by the time field `by` and the id. A wrong cursor is no cursor."""
    newer_than = _place(asked.get(NEWER, ""))
    older_than = _place(asked.get(OLDER, ""))
    if newer_than:
        found = list(rows.filter(_beyond(by, newer_than, "gt")).order_by(by, "id")[: size + 1])
        shown, more_newer, more_older = found[:size][::-1], len(found) > size, True
    else:
        narrowed = rows.filter(_beyond(by, older_than, "lt")) if older_than else rows
        found = list(narrowed.order_by(f"-{by}", "-id")[: size + 1])
        shown, more_newer, more_older = found[:size], older_than is not None, len(found) > size
    link = _linker(asked, by)
    return Page(
        rows=shown,
        older=link(OLDER, shown[-1]) if shown and more_older else "",
        newer=link(NEWER, shown[0]) if shown and more_newer else "",
    )


def _place(text: str) -> tuple[datetime, UUID] | None:
    moment, _, pk = text.partition("~")
    try:
        at = parse_datetime(moment)
        return (at, UUID(pk)) if at is not None and at.tzinfo is not None else None
    except ValueError:
        return None


def _beyond(by: str, place: tuple[datetime, UUID], direction: str) -> Q:
    at, pk = place
    return Q(**{f"{by}__{direction}": at}) | Q(**{by: at, f"id__{direction}": pk})


def _linker(asked: QueryDict, by: str) -> Callable[[str, Any], str]:
    kept = [(key, value) for key, value in asked.items() if key not in {OLDER, NEWER}]

    def link(direction: str, row: Any) -> str:
        return "?" + urlencode([*kept, (direction, f"{getattr(row, by).isoformat()}~{row.pk}")])

    return link

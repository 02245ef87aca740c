"""Pages of a list without counting it: a cursor is the place after which, or before which, to go on.

The cursor holds the time and id of one row, so a page stays the same page while others add rows before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import DateTimeField, Model, Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime

Row = TypeVar("Row", bound=Model)
OLDER, NEWER = "after", "before"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of one page, and the query strings of its neighbours (empty where there is none)."""

    rows: Sequence[Row]
    older: str
    newer: str


def page_of(rows: QuerySet[Row], asked: QueryDict, *, by: str, size: int, rising: bool = False) -> Page[Row]:
    """One page of `rows` by the field `by` (a time or a day) and the id: newest first, or `rising`, soonest first.

    `older` leads on, `newer` back, whichever way round. A wrong cursor is no cursor.
    """
    is_day = not isinstance(rows.model._meta.get_field(by), DateTimeField)
    back, on = _place(asked.get(NEWER, ""), is_day), _place(asked.get(OLDER, ""), is_day)
    onward, backward = ("gt", "lt") if rising else ("lt", "gt")
    sign, other = ("", "-") if rising else ("-", "")
    if back:
        found = list(
            rows.filter(_beyond(by, back, backward)).order_by(f"{other}{by}", f"{other}id")[: size + 1]
        )
        shown, more_newer, more_older = found[:size][::-1], len(found) > size, True
    else:
        narrowed = rows.filter(_beyond(by, on, onward)) if on else rows
        found = list(narrowed.order_by(f"{sign}{by}", f"{sign}id")[: size + 1])
        shown, more_newer, more_older = found[:size], on is not None, len(found) > size
    link = _linker(asked, by)
    return Page(
        rows=shown,
        older=link(OLDER, shown[-1]) if shown and more_older else "",
        newer=link(NEWER, shown[0]) if shown and more_newer else "",
    )


def _place(text: str, is_day: bool) -> tuple[date, UUID] | None:
    written, _, pk = text.partition("~")
    try:
        if is_day:
            day = parse_date(written)
            return (day, UUID(pk)) if day is not None else None
        at: datetime | None = parse_datetime(written)
        return (at, UUID(pk)) if at is not None and at.tzinfo is not None else None
    except ValueError:
        return None


def _beyond(by: str, place: tuple[date, UUID], direction: str) -> Q:
    at, pk = place
    return Q(**{f"{by}__{direction}": at}) | Q(**{by: at, f"id__{direction}": pk})


def _linker(asked: QueryDict, by: str) -> Callable[[str, Any], str]:
    kept = [(key, value) for key, value in asked.items() if key not in {OLDER, NEWER}]

    def link(direction: str, row: Any) -> str:
        return "?" + urlencode([*kept, (direction, f"{getattr(row, by).isoformat()}~{row.pk}")])

    return link

"""Lists by cursor: a page begins after a place, not after a number, so nothing is counted or skipped."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import DateTimeField, Model, Q, QuerySet
from pydantic import BaseModel, Field, SerializeAsAny
from rest_framework.request import Request
from rest_framework.response import Response

from distmap.api.bodies import AS_NUMBER, Query
from distmap.api.responses import Page
from distmap.errors import Fault, Invalid

MOST, USUAL = 200, 25
Row = TypeVar("Row", bound=Model)

Limit = Annotated[int, Field(ge=1, le=MOST, description="How many entries a page has at most."), AS_NUMBER]
Cursor = Annotated[
    str, Field(max_length=500, description="A place in the list, as `next` or `previous` gives it.")
]


class ListQuery(Query):
    """What every list takes."""

    limit: Limit = USUAL
    cursor: Cursor | None = None


class OrderedQuery(ListQuery):
    """What a list of stored things takes: newest first, unless the order is turned round."""

    ordering: Annotated[
        Literal["created_at", "-created_at"], Field(description="Oldest first, or newest first.")
    ] = "-created_at"

    @property
    def newest_first(self) -> bool:
        return self.ordering == "-created_at"


@dataclass(frozen=True)
class Place:
    """A place between two rows: behind (or, going back, before) the row with these values."""

    back: bool
    value: Any
    id: UUID


class AnyPage(Page[SerializeAsAny[BaseModel]]):
    """A page of entries of whatever shape; the schema tells of which, by `page_of`."""


class FixedPage(AnyPage):
    """The same of entries that have all of their fields."""

    unset_is_absent = False


def cursor_page(
    request: Request,
    rows: "QuerySet[Row]",
    *,
    query: ListQuery,
    present: Callable[[Row], BaseModel],
    field: str = "created_at",
    newest_first: bool = True,
) -> Response:
    """One page of `rows`, ordered by (field, id), with the addresses of its neighbours.

    `present` makes an entry of a row.
    """
    place = _place(query.cursor, field, newest_first, is_day=_is_day(rows, field))
    back = place is not None and place.back
    descending = newest_first is not back
    sign = "-" if descending else ""
    if place is not None:
        rows = rows.filter(_beyond(field, place, descending))
    found = list(rows.order_by(f"{sign}{field}", f"{sign}pk")[: query.limit + 1])
    more, found = len(found) > query.limit, found[: query.limit]
    if back:
        found.reverse()
    forward = (found and (more or back)) or False
    backward = (found and (more if back else place is not None)) or False
    after = _link(request, _written(found[-1], field, newest_first, back=False)) if forward else None
    before = _link(request, _written(found[0], field, newest_first, back=True)) if backward else None
    return Response(AnyPage(results=[present(row) for row in found], next=after, previous=before))


def _beyond(field: str, place: Place, descending: bool) -> Q:
    """The rows on the far side of a place. The first condition alone lets an index find where to begin."""
    sign = "lt" if descending else "gt"
    near = Q(**{f"{field}__{sign}e": place.value})
    return near & (Q(**{f"{field}__{sign}": place.value}) | Q(**{f"pk__{sign}": place.id}))


def _written(row: Model, field: str, newest_first: bool, *, back: bool) -> str:
    value = getattr(row, field)
    plain = (value.astimezone(UTC) if isinstance(value, datetime) else value).isoformat()
    return _encoded([_order(field, newest_first), "back" if back else "on", plain, str(row.pk)])


def _order(field: str, newest_first: bool) -> str:
    return f"-{field}" if newest_first else field


def _encoded(parts: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode().rstrip("=")


def _decoded(cursor: str) -> list[Any]:
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        parts = json.loads(raw)
    except (binascii.Error, ValueError, RecursionError):
        raise bad_cursor() from None
    if not isinstance(parts, list):
        raise bad_cursor()
    return parts


def _is_day(rows: "QuerySet[Any]", field: str) -> bool:
    """Whether the field holds days, not moments."""
    return not isinstance(rows.model._meta.get_field(field), DateTimeField)


def _place(cursor: str | None, field: str, newest_first: bool, *, is_day: bool) -> Place | None:
    if cursor is None:
        return None
    match _decoded(cursor):
        case [str(order), "on" | "back" as way, str(value), str(identifier)] if order == _order(
            field, newest_first
        ):
            try:
                at = date.fromisoformat(value) if is_day else datetime.fromisoformat(value).astimezone(UTC)
                return Place(back=way == "back", value=at, id=UUID(identifier))
            except (ValueError, OverflowError):
                raise bad_cursor() from None
    raise bad_cursor()


def bad_cursor() -> Invalid:
    """The refusal of a cursor that was cut short, made up, or taken from another list."""
    detail = "This is no cursor of this list. Take it from `next` or `previous`, or leave it out."
    return Invalid.of([Fault("?cursor", "invalid_parameter", detail)])


def _link(request: Request, cursor: str, **fixed: str) -> str:
    parameters = request.query_params.dict() | fixed | {"cursor": cursor}
    return request.build_absolute_uri(f"{request.path}?{urlencode(parameters)}")


def sequence_page(
    request: Request,
    entries: Sequence[BaseModel],
    *,
    query: ListQuery,
    of: str,
    **fixed: str,
) -> Response:
    """One page of a list that never changes (`of` names it, such as a release and a part of it).

    There a place may be a number. `fixed` are parameters to write into the neighbours' addresses: an alias
    must not come to mean something else between two pages.
    """
    start = _start(query.cursor, of, len(entries))
    end = start + query.limit
    before = max(0, start - query.limit)
    after = _link(request, _encoded([of, end]), **fixed) if end < len(entries) else None
    back = _link(request, _encoded([of, before]), **fixed) if start > 0 else None
    return Response(FixedPage(results=list(entries[start:end]), next=after, previous=back))


def _start(cursor: str | None, of: str, length: int) -> int:
    if cursor is None:
        return 0
    match _decoded(cursor):
        case [str(name), int(start)] if name == of and not isinstance(start, bool) and 0 <= start < length:
            return start
    raise bad_cursor()

"""Bodies and query parameters as pydantic models: strict, closed, and every fault reported at once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

from django.http import QueryDict
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError
from rest_framework.request import Request

from distmap.api.parsing import pointer
from distmap.errors import Fault, Invalid


class Body(BaseModel):
    """What a request may send: no other fields, and no value of a kindred type."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    def given(self) -> dict[str, Any]:
        """The fields that were sent, and only those: an absent field differs from null."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class NoBody(Body):
    """For acts that need nothing said: nothing, or an empty object."""


class Query(BaseModel):
    """The parameters that an address takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NoQuery(Query):
    """For addresses that take no parameter."""


B = TypeVar("B", bound=Body)
Q = TypeVar("Q", bound=Query)

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})")


def _identifier(value: Any) -> UUID:
    if not isinstance(value, str):
        raise PydanticCustomError("wrong_type", "An identifier is a text")
    if not _UUID.fullmatch(value):
        raise PydanticCustomError("not_an_identifier", "This is no identifier (a UUID)")
    return UUID(value)


def _time(value: Any) -> datetime:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise PydanticCustomError("not_a_time", "Write a time as RFC 3339 has it: 2026-11-20T09:30:00Z")
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise PydanticCustomError("not_a_time", "There is no such time") from None


def _day(value: Any) -> date:
    if not isinstance(value, str):
        raise PydanticCustomError("wrong_type", "A day is a text")
    if not _DAY.fullmatch(value):
        raise PydanticCustomError("not_a_day", "Write a day as year, month, day: 2026-11-20")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("not_a_day", "There is no such day") from None


def _number(value: Any) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,9}", value):
        raise PydanticCustomError("wrong_type", "Write a whole number")
    return int(value)


def _fits_one_line(value: str) -> str:
    if re.search(r"[\x00-\x1f\x7f]", value):
        raise PydanticCustomError("control_character", "This holds a control character")
    return value


Identifier = Annotated[UUID, BeforeValidator(_identifier)]
Time = Annotated[datetime, BeforeValidator(_time)]
Day = Annotated[date, BeforeValidator(_day)]
# Put behind a whole number's bounds: how a query parameter writes it.
AS_NUMBER = BeforeValidator(_number)
Words = Annotated[str, Field(max_length=200), AfterValidator(_fits_one_line)]

# What pydantic calls it, what we call it, and what to tell people (None: what pydantic tells).
_CODES: dict[str, tuple[str, str | None]] = {
    "extra_forbidden": ("unknown_field", "This field is not known here."),
    "missing": ("required", "This field is required."),
    "model_type": ("wrong_type", "This must be an object."),
    "dict_type": ("wrong_type", "This must be an object."),
    "literal_error": ("not_one_of", None),
    "enum": ("not_one_of", None),
    "string_too_long": ("too_long", None),
    "string_too_short": ("too_short", None),
    "string_pattern_mismatch": ("wrong_format", None),
    "too_long": ("too_many", None),
    "too_short": ("too_few", None),
    "greater_than_equal": ("out_of_range", None),
    "greater_than": ("out_of_range", None),
    "less_than_equal": ("out_of_range", None),
    "less_than": ("out_of_range", None),
}


def read_body(request: Request, model: type[B]) -> B:
    """The request's JSON as the model; raises Invalid with a fault for each thing wrong with its shape."""
    sent = request.data
    # An empty body is an empty object, whatever type it claims to have.
    document = {} if isinstance(sent, QueryDict) else dict(sent)
    try:
        return model.model_validate(document)
    except ValidationError as error:
        faults = {fault.pointer: fault for fault in map(_body_fault, error.errors(include_url=False))}
    raise Invalid.of(faults.values())


def _body_fault(found: Mapping[str, Any]) -> Fault:
    code, detail = _worded(found)
    at = ""
    for part in found["loc"]:
        at = pointer(at, part)
    return Fault(at, code, detail)


def _worded(found: Mapping[str, Any]) -> tuple[str, str]:
    kind = found["type"]
    if kind == "literal_error" and not isinstance(found.get("input", ""), str):
        return "wrong_type", "This must be a text."
    if kind in _CODES:
        code, detail = _CODES[kind]
    else:
        code, detail = ("wrong_type" if kind.endswith(("_type", "_parsing")) else kind), None
    sentence = detail or found["msg"].removeprefix("Value error, ").rstrip(".") + "."
    return code, sentence.replace("Input should be", "This should be")


def read_query(parameters: QueryDict, model: type[Q]) -> Q:
    """The parameters as the model; raises Invalid with each one that is unknown, repeated or ill-formed."""
    faults = [
        Fault(f"?{name}", "invalid_parameter", "This parameter is given more than once.")
        for name, values in parameters.lists()
        if len(values) > 1
    ]
    try:
        query = model.model_validate({name: parameters[name] for name in parameters})
    except ValidationError as error:
        faults += _query_faults(error)
    if faults:
        raise Invalid.of(faults)
    return query


def _query_faults(error: ValidationError) -> Iterator[Fault]:
    for found in error.errors(include_url=False, include_input=False):
        name = str(found["loc"][0]) if found["loc"] else ""
        if found["type"] == "extra_forbidden":
            yield Fault(f"?{name}", "unknown_parameter", "This address takes no such parameter.")
        elif found["type"] == "missing":
            yield Fault(f"?{name}", "invalid_parameter", "This parameter is required.")
        else:
            yield Fault(f"?{name}", "invalid_parameter", _worded(found)[1])


def one_of(value: str, known: Iterable[str], *, name: str) -> str:
    """`value`, if it is known; raises Invalid that lists what is. For values that only what is stored knows."""
    words = list(known)
    if value in words:
        return value
    detail = f"Known values: {', '.join(words)}."
    raise Invalid.of([Fault(f"?{name}", "invalid_parameter", detail)])

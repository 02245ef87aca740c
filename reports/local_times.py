"""A frozen document by the clock of its zone: the same values, its moments told as they were there. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from reports.blocks import Worksheet

Value = TypeVar("Value")
# The fields that hold a moment, in a document and in the result of a comparison; what is due or reviewed is a day.
_MOMENTS = frozenset({"date", "taken_at", "changed_at", "decided_at", "answered_at", "at"})
_UTC = frozenset({"", "UTC", "Etc/UTC"})


def in_zone(document: Value, zone: str) -> Value:
    """The document with each moment as RFC 3339 with the zone's offset at that moment, so that its first ten
    characters are the day there. Texts that people wrote stay as they are."""
    return document if zone in _UTC else _told(document, ZoneInfo(zone))


def _told(value: Value, zone: ZoneInfo) -> Value:
    if is_dataclass(value) and not isinstance(value, type):
        found = {field.name: _field(field.name, getattr(value, field.name), zone) for field in fields(value)}
        return cast(Value, replace(value, **found))
    if isinstance(value, Mapping):
        return cast(Value, {key: _field(key, held, zone) for key, held in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, str):
        return cast(Value, type(value)(_told(held, zone) for held in value))  # type: ignore[call-arg]  # list or tuple
    return value


def _field(name: Any, value: Any, zone: ZoneInfo) -> Any:
    if name == "inputs":
        return value
    if name in _MOMENTS and isinstance(value, str) and "T" in value:
        return datetime.fromisoformat(value).astimezone(zone).isoformat(timespec="microseconds")
    return _told(value, zone)


def zone_named(day: str, zone: str) -> str:
    """“1 December 2026 (Pacific/Auckland)”; the day alone where the document names no zone."""
    return f"{day} ({zone})" if zone else day


def with_zone(sheets: Sequence[Worksheet], zone: str) -> tuple[Worksheet, ...]:
    """The tables with the zone in the head of each column of times: a spreadsheet keeps none."""
    if not zone:
        return tuple(sheets)
    return tuple(
        replace(
            sheet,
            fields=tuple(
                replace(field, name=zone_named(field.name, zone)) if field.kind == "time" else field
                for field in sheet.fields
            ),
        )
        for sheet in sheets
    )

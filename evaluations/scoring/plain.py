"""Typed results and JSON: one writer, one reader, one canonical text.

Everywhere inside distmap a result is frozen dataclasses. It becomes plain JSON values where it leaves (API, files,
snapshots, digests) and nowhere else; the names and the order of the fields are those of the JSON document. A field
whose name is a word of Python has an underscore after it: `from_` is written `from`.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_BARE = frozenset({str, int, float, bool, NoneType})


def plain(value: Any) -> Any:
    """A value as JSON has it: dataclasses and mappings are dicts, tuples are lists; anything else, times too, stays."""
    kind = type(value)
    if kind in _BARE:
        return value
    if kind is tuple or kind is list:
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if is_dataclass(value):
        return {key: plain(getattr(value, name)) for name, key in _names(value.__class__)}
    return value


def canonical_text(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, no escapes.

    Raises ValueError on NaN and infinity, TypeError on what JSON has no form for (times among it).
    """
    return json.dumps(
        value, default=_opened, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def _opened(value: Any) -> dict[str, Any]:
    """One level of what the JSON encoder does not know by itself; it asks again for what is inside."""
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value):
        return {key: getattr(value, name) for name, key in _names(value.__class__)}
    raise TypeError(f"{type(value).__name__} has no form in JSON.")


def digest_of(value: Any) -> str:
    """SHA-256, in hexadecimal, of the canonical text in UTF-8: equal exactly where every figure is."""
    return hashlib.sha256(canonical_text(value).encode()).hexdigest()


def read(wanted: type[T], document: Any) -> T:
    """The typed value that `plain` made this document of.

    Fields that the class does not know are passed over; those that are lacking take their default. Raises
    ValueError where a document is none of that class: a field without default is lacking.
    """
    made: Any = wanted
    found: T = _reader(made)(document)
    return found


@cache
def _names(of: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a dataclass with the keys that JSON has for them."""
    return tuple((each.name, each.name.rstrip("_")) for each in fields(of))


@cache
def _reader(wanted: Any) -> Callable[[Any], Any]:
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin in (Union, UnionType):
        return _one_of([each for each in inner if each is not NoneType])
    if origin is tuple:
        return _sequence(inner)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        value = _reader(inner[1])
        return lambda document: {key: value(each) for key, each in document.items()}
    if wanted is datetime:
        return lambda document: datetime.fromisoformat(document) if isinstance(document, str) else document
    if is_dataclass(wanted) and isinstance(wanted, type):
        return lambda document: wanted(**dict(_arguments(wanted, document)))
    return lambda document: document


def _sequence(inner: tuple[Any, ...]) -> Callable[[Any], Any]:
    if inner[-1] is Ellipsis:
        each = _reader(inner[0])
        return lambda document: tuple(each(value) for value in document)
    places = [_reader(place) for place in inner]
    return lambda document: tuple(place(value) for place, value in zip(places, document, strict=True))


def _one_of(choices: list[Any]) -> Callable[[Any], Any]:
    """The first choice that has all of its fields in the document; null is null."""

    def choose(document: Any) -> Any:
        if document is None:
            return None
        for choice in choices[:-1]:
            if not is_dataclass(choice) or _lacking(choice, document) is None:
                return _reader(choice)(document)
        return _reader(choices[-1])(document)

    return choose


def _arguments(wanted: type, document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    lacking = _lacking(wanted, document)
    if lacking is not None:
        raise ValueError(f"{wanted.__name__} needs {lacking}.")
    for name, key, reader in _fields(wanted):
        if key in document:
            yield name, reader(document[key])


def _lacking(wanted: Any, document: Mapping[str, Any]) -> str | None:
    return next((key for key in _needed(wanted) if key not in document), None)


@cache
def _needed(wanted: Any) -> tuple[str, ...]:
    bare = {each.name for each in fields(wanted) if _has_no_default(each)}
    return tuple(key for name, key in _names(wanted) if name in bare)


def _has_no_default(each: Any) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


@cache
def _fields(wanted: type) -> tuple[tuple[str, str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(wanted)
    return tuple((name, key, _reader(hints[name])) for name, key in _names(wanted))

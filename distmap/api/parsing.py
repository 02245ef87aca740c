"""Reading JSON strictly: what two programs could read in two ways is refused, with its place."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import IO, Any

from django.conf import settings
from rest_framework import exceptions
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from distmap.errors import Fault, Invalid

# All that is no bracket: whole strings (also one that never ends, so that no quote is looked at twice), and the rest.
_NO_BRACKETS = re.compile(r'(?:"(?:[^"\\]++|\\.)*+"?+|[^\[\]{}"]++)++', re.DOTALL)
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
# Digits of a whole number that every reader holds exactly, with room to spare.
_MOST_DIGITS = 18
_INFINITE = (float("inf"), float("-inf"))
_TOO_LARGE = ("out_of_range", "This number is too large.")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ODD_ESCAPES = re.compile(r"\\u(?:0000|d[89a-f])", re.IGNORECASE)


class _Unreadable:
    """Stands in the tree for a value that JSON does not know or no reader can hold."""

    def __init__(self, code: str, detail: str) -> None:
        self.code, self.detail = code, detail


class _Object(dict[str, Any]):
    """A JSON object that remembers which keys stood in it twice."""

    repeated: tuple[str, ...] = ()


class _Reading:
    """What the JSON module calls back while it reads. `is_odd`: the tree holds something to look for."""

    def __init__(self) -> None:
        self.is_odd = False

    def object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = _Object(pairs)
        if len(found) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            found.repeated = tuple(key for key, count in counts.items() if count > 1)
            self.is_odd = True
        return found

    def whole(self, digits: str) -> Any:
        return self._unreadable(_TOO_LARGE) if len(digits) > _MOST_DIGITS else int(digits)

    def fraction(self, digits: str) -> Any:
        number = float(digits)
        return self._unreadable(_TOO_LARGE) if number in _INFINITE else number

    def constant(self, word: str) -> Any:
        return self._unreadable(("malformed_json", f"{word} is not JSON."))

    def _unreadable(self, why: tuple[str, str]) -> _Unreadable:
        self.is_odd = True
        return _Unreadable(*why)


class StrictJSONParser(BaseParser):
    """Parses application/json in UTF-8; raises Invalid with every fault and its JSON Pointer."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        _refuse_other_charsets(media_type or "")
        return parsed(stream.read())


def _refuse_other_charsets(media_type: str) -> None:
    found = re.search(r"charset\s*=\s*\"?([^\s\";]+)", media_type, re.IGNORECASE)
    if found and found[1].lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise exceptions.UnsupportedMediaType(media_type)


def parsed(raw: bytes) -> dict[str, Any]:
    """The one object that `raw` holds. Raises Invalid for all else, and for what strict readers refuse."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refused("not_utf8", f"The body is not UTF-8 (byte {error.start}).") from None
    _refuse_depth(text)
    reading = _Reading()
    try:
        tree = json.loads(
            text,
            object_pairs_hook=reading.object,
            parse_int=reading.whole,
            parse_float=reading.fraction,
            parse_constant=reading.constant,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _refused("malformed_json", f"The body is not JSON: {error.msg} ({where}).") from None
    # Characters that are none come in as escapes alone: so most bodies need not be walked through.
    faults = tuple(_faults(tree, "")) if reading.is_odd or _ODD_ESCAPES.search(text) else ()
    if faults:
        raise Invalid.of(faults)
    if not isinstance(tree, dict):
        raise _refused("wrong_type", "The body must be a JSON object.")
    return tree


def _refused(code: str, detail: str) -> Invalid:
    return Invalid.of([Fault("", code, detail)])


def _refuse_depth(text: str) -> None:
    """Count brackets before parsing: a parser that recurses must never see ten thousand of them."""
    steps = map(_STEPS.__getitem__, _NO_BRACKETS.sub("", text))
    if max(accumulate(steps), default=0) > settings.MAX_JSON_DEPTH:
        raise _refused("too_deep", f"The body is nested more than {settings.MAX_JSON_DEPTH} levels deep.")


def pointer(at: str, part: str | int) -> str:
    """One step further along a JSON Pointer (RFC 6901)."""
    return f"{at}/{str(part).replace('~', '~0').replace('/', '~1')}"


def _faults(value: Any, at: str) -> Iterator[Fault]:
    if isinstance(value, _Unreadable):
        yield Fault(at, value.code, value.detail)
    elif isinstance(value, str):
        yield from _text_faults(value, at)
    elif isinstance(value, _Object):
        for key in value.repeated:
            yield Fault(pointer(at, _shown(key)), "repeated_field", "This field stands twice in its object.")
        for key, part in value.items():
            yield from _text_faults(key, at)
            yield from _faults(part, pointer(at, _shown(key)))
    elif isinstance(value, list):
        for position, part in enumerate(value):
            yield from _faults(part, pointer(at, position))


def _text_faults(text: str, at: str) -> Iterator[Fault]:
    if "\x00" in text:
        yield Fault(at, "nul_character", "This text holds a NUL character.")
    if _SURROGATE.search(text):
        yield Fault(at, "not_utf8", "This text holds half of a surrogate pair.")


def _shown(key: str) -> str:
    """A key as it can be sent back."""
    return _SURROGATE.sub("\ufffd", key)


class JsonOnly(DefaultContentNegotiation):
    """Every endpoint answers in JSON, and says 406 to whoever accepts none of it."""

    good = frozenset({"*/*", "application/*", "application/json", "application/problem+json"})

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        accepted = request.headers.get("Accept", "*/*") or "*/*"
        if not any(self._takes(part) for part in accepted.split(",")):
            raise exceptions.NotAcceptable
        return renderers[0], renderers[0].media_type

    def _takes(self, part: str) -> bool:
        media_type, *parameters = (word.strip().lower() for word in part.split(";"))
        refused = any(re.fullmatch(r"q\s*=\s*0(\.0*)?", word) for word in parameters)
        return media_type in self.good and not refused


class AnyType(JsonOnly):
    """For downloads, whose type is the file's: whatever is accepted is answered."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type

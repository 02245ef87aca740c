"""Collecting what is wrong with a document, and pointing at it (RFC 6901)."""

from collections.abc import Mapping, Set
from typing import Any

from .inputs import Fault

_LONGEST_SHOWN = 60


class Faults:
    """The faults found so far, in the order of reading."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, pointer: str, code: str, detail: str) -> None:
        """Note one fault."""
        self._found.append(Fault(pointer, code, detail))

    def unknown_fields(self, pointer: str, listed: Mapping[Any, object], known: Set[str]) -> None:
        """Note each field that the form does not know."""
        for field in listed:
            if field not in known:
                self.add(at(pointer, field), "unknown_field", "This field is not known here.")

    def found(self) -> tuple[Fault, ...]:
        """All faults."""
        return tuple(self._found)


def at(pointer: str, token: object) -> str:
    """The pointer one level deeper."""
    return f"{pointer}/{str(token).replace('~', '~0').replace('/', '~1')}"


def shown(value: object) -> str:
    """A value as a short text for a sentence; never long, whatever was sent."""
    if isinstance(value, list | tuple):
        return "A list"
    if isinstance(value, Mapping):
        return "An object"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and value.bit_length() > _LONGEST_SHOWN:
        return "This number"
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def is_whole(value: object) -> bool:
    """Whether a value is a whole number; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    """Whether a value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)

"""Reading a document that may be broken: what is not of the expected kind is passed over in silence.

The rules that hold between parts are checked on such documents, so that they report along with faults of
shape.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Document = Mapping[str, Any]


def mapping(value: object) -> Document:
    """The value if it is a mapping, else an empty one; entries whose keys are not text are left out."""
    if not isinstance(value, Mapping):
        return {}
    return {key: part for key, part in value.items() if isinstance(key, str)}


def mappings(value: object) -> list[tuple[int, Document]]:
    """The mappings in a list, each with its position."""
    return [(position, mapping(entry)) for position, entry in _entries(value) if isinstance(entry, Mapping)]


def texts(value: object, field: str | None = None) -> list[tuple[int, str]]:
    """The texts in a list, or those under a field of the mappings in it, each with its position."""
    found = [
        (position, mapping(entry).get(field) if field is not None else entry)
        for position, entry in _entries(value)
    ]
    return [(position, text.strip()) for position, text in found if isinstance(text, str)]


def keys(value: object) -> list[str] | None:
    """The keys of the entries of a list; None when it is no list, so that nothing can be said about it."""
    return [key for _, key in texts(value, "key")] if _is_list(value) else None


def repeated(values: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Position and value of every text that stood before in the same list."""
    seen: set[str] = set()
    again: list[tuple[int, str]] = []
    for position, value in values:
        if value in seen:
            again.append((position, value))
        seen.add(value)
    return again


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _entries(value: object) -> list[tuple[int, object]]:
    return list(enumerate(value)) if isinstance(value, list | tuple) else []

"""What a reader finds wrong, named so that an author can go straight to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_WORDS: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "is not a field here",
    "string_type": "must be text",
    "string_too_short": "must not be empty",
    "string_too_long": "must be no longer than {max_length} characters",
    "string_pattern_mismatch": "must match {pattern}",
    "int_type": "must be a whole number",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "model_type": "must be a mapping",
    "dict_type": "must be a mapping",
    "tuple_type": "must be a list",
    "too_short": "must have at least {min_length} entries, has {actual_length}",
    "too_long": "must have at most {max_length} entries, has {actual_length}",
    "literal_error": "must be {expected}",
    "invalid_key": "must have a name that is text",
}


@dataclass(frozen=True)
class CatalogFault:
    """What is wrong in which file and field; the field is empty when the file as a whole is meant.

    `line` is where the field stands, or what should hold it; None where no line can be named.
    """

    file: str
    field: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        """file:line: field: message, without the parts that are not known."""
        place = f"{self.file}:{self.line}" if self.line is not None else self.file
        return ": ".join(part for part in (place, self.field, self.message) if part)


class CatalogInvalid(ValueError):
    """The files are no catalog. `faults` holds all that was found, file by file."""

    def __init__(self, faults: Iterable[CatalogFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def in_plain_words(error: Mapping[str, Any]) -> str:
    """What a pydantic error says to somebody who writes YAML."""
    words = _WORDS.get(error["type"])
    if words is None:
        return str(error["msg"]).removeprefix("Value error, ")
    return words.format(**error.get("ctx", {}))


def follows_from_another(error: Mapping[str, Any]) -> bool:
    """Whether a list is called too short only because its faulty entries, reported before, do not count."""
    return error["type"] == "too_short" and bool(len(error["input"]) >= error["ctx"]["min_length"])

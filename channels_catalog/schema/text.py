"""The small types every catalog entry is made of: keys, labels, texts, anchors, and how faults are raised.

Entries are frozen and strict, and refuse fields they do not know. A sequence is a tuple; a list is
accepted in its place, because YAML and JSON know nothing else.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

T = TypeVar("T")

RESERVED_KEYS = frozenset({"surface", "surfaces", "growth_model", "rule"})
ANCHORED_LEVELS = ("0", "2", "4")

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Entry(BaseModel):
    """A piece of the catalog: immutable, strict, closed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Location = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """What is wrong, and where in the document it stands."""

    where: Location
    message: str


def refuse(title: str, findings: Iterable[Finding]) -> None:
    """Raise one ValidationError that names every finding; do nothing when there is none."""
    errors = [
        InitErrorDetails(
            type=PydanticCustomError("catalog", "{message}", {"message": finding.message}),
            loc=finding.where,
            input=None,
        )
        for finding in findings
    ]
    if errors:
        raise ValidationError.from_exception_data(title, errors)


def _printable(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("holds a control character")
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("must stand on one line")
    return text


def _not_reserved(key: str) -> str:
    if key in RESERVED_KEYS:
        raise ValueError(f"'{key}' is reserved: item keys use it")
    return key


def _text_keys(anchors: Any) -> Any:
    """YAML writes the levels as numbers, JSON as text; the catalog keeps text."""
    if not isinstance(anchors, dict):
        return anchors
    return {str(key) if type(key) is int else key: text for key, text in anchors.items()}


def _all_three(anchors: dict[str, T]) -> dict[str, T]:
    if set(anchors) != set(ANCHORED_LEVELS):
        raise ValueError("must have an entry for each of the levels 0, 2 and 4, and for no other")
    return {level: anchors[level] for level in ANCHORED_LEVELS}


def _no_truth_value(value: Any) -> Any:
    """Python takes true for 1; an author who writes true for a level means something else."""
    if isinstance(value, bool):
        raise ValueError("must be a whole number")
    return value


WholeNumber = BeforeValidator(_no_truth_value)
Many = Annotated[tuple[T, ...], Field(strict=False)]
Some = Annotated[tuple[T, ...], Field(strict=False, min_length=1)]

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=60)]
ChannelKey = Annotated[Key, AfterValidator(_not_reserved)]
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), AfterValidator(_printable)
]
Label = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=160),
    AfterValidator(_printable),
    AfterValidator(_one_line),
]


def _anchored(entry: str) -> WithJsonSchema:
    return WithJsonSchema(
        {
            "type": "object",
            "properties": {level: {"type": entry} for level in ANCHORED_LEVELS},
            "required": list(ANCHORED_LEVELS),
            "additionalProperties": False,
        }
    )


Anchors = Annotated[
    dict[str, Text], BeforeValidator(_text_keys), AfterValidator(_all_three), _anchored("string")
]
AnchorFigures = Annotated[
    dict[str, Annotated[int, WholeNumber]],
    BeforeValidator(_text_keys),
    AfterValidator(_all_three),
    _anchored("integer"),
]

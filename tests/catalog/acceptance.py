"""An element of the acceptance list: where it is found in the catalog, and what is expected there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from channels_catalog.schema import Catalog, Node

PATHS = (
    "product-invitations",
    "integrations",
    "partner-channel",
    "content",
    "community",
    "enterprise-sales",
    "ecosystem-marketplace",
    "expansion-motion",
)


@dataclass(frozen=True)
class Element:
    number: str
    found: Callable[[Catalog], Any]
    expected: Any


def names(entries: Iterable[Any]) -> tuple[str, ...]:
    return tuple(entry.name for entry in entries)


def chain(nodes: Iterable[Node]) -> str:
    return " → ".join(node.name for node in nodes)


def says(text: str, *words: str) -> tuple[bool, ...]:
    """Whether the text holds each of the words, whatever their case."""
    return tuple(word.lower() in text.lower() for word in words)

"""Which entries hold all of some words, for lists that are narrowed by them."""

from collections.abc import Iterable
from typing import Any

from channels_catalog.searchable import texts_of


def holds_words(value: Any, words: Iterable[str]) -> bool:
    """Whether every word stands somewhere in the entry, in whatever case."""
    whole = "\n".join(texts_of(value)).casefold()
    return all(word in whole for word in words)


def words_of(text: str) -> list[str]:
    return text.casefold().split()

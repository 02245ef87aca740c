"""Finding words in a catalog: small enough to read through, and it never changes."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from channels_catalog.api.responses import Found
from channels_catalog.schema import Catalog

AROUND = 80
# What is not read by people, and so is no place to find a word in.
_MUTE = frozenset({"key", "role", "source", "provenance", "item", "revision"})


def texts_of(value: Any) -> Iterator[str]:
    """Every text of an entry, in its order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in _MUTE:
                yield from texts_of(getattr(value, name))
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from texts_of(part)


def holds_words(value: Any, words: Iterable[str]) -> bool:
    """Whether every word stands somewhere in the entry, in whatever case."""
    whole = "\n".join(texts_of(value)).casefold()
    return all(word in whole for word in words)


def words_of(text: str) -> list[str]:
    return text.casefold().split()


def search(catalog: Catalog, text: str) -> list[Found]:
    """Entries that hold every word, those that hold one in their name first."""
    words = words_of(text)
    found = [
        Found.model_validate({"kind": kind, "key": key, "name": name, "excerpt": excerpt(entry, words)})
        for kind, key, name, entry in _entries(catalog)
        if holds_words(entry, words)
    ]
    return sorted(found, key=lambda one: not any(word in one.name.casefold() for word in words))


def _entries(catalog: Catalog) -> Iterator[tuple[str, str, str, BaseModel]]:
    for channel in catalog.channels:
        yield "channel_model", channel.key, channel.name, channel
    for surface in catalog.surfaces:
        yield "surface", surface.key, surface.name, surface
    for model in catalog.growth_models:
        yield "growth_model", model.key, model.name, model
    for question in catalog.rule_questions:
        yield "rule_question", question.key, question.question, question
    for pattern in catalog.patterns:
        yield "pattern", pattern.key, pattern.product, pattern


def excerpt(entry: Any, words: list[str]) -> str:
    """The surroundings of the words in the text that holds most of them, cut at spaces, with an ellipsis."""
    texts = [" ".join(text.split()) for text in texts_of(entry)]
    best = max(texts, key=lambda text: sum(word in text.casefold() for word in words), default="")
    folded = best.casefold()
    places = [folded.find(word) for word in words if word in folded]
    return _cut(best, min(places)) if places else ""


def _cut(text: str, place: int) -> str:
    start, end = max(0, place - AROUND), min(len(text), place + AROUND)
    if start:
        start = text.find(" ", start) + 1 or start
    if end < len(text):
        end = text.rfind(" ", start, end) if text.rfind(" ", start, end) > place else end
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"

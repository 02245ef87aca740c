"""What changed between two catalogs: what is asked, how it is weighed, what is merely said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from channels_catalog.schema import Catalog, CatalogItem

ITEM_WORDS = frozenset({"question", "anchors", "role"})


@dataclass(frozen=True)
class Rewording:
    """An item whose question, anchors or role are not the same; answers to it do not carry over silently."""

    key: str
    old: CatalogItem
    new: CatalogItem


@dataclass(frozen=True)
class WeightChange:
    """A surface link: None where there is none."""

    channel: str
    surface: str
    old: int | None
    new: int | None


@dataclass(frozen=True)
class AlignmentChange:
    """A level of a path for a growth model: None where the path or the model is not there."""

    channel: str
    growth_model: str
    old: int | None
    new: int | None


@dataclass(frozen=True)
class ProseChange:
    """Fields whose text changed without changing what is asked. `subject` is a channel or a part."""

    subject: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CatalogDiff:
    """From `old_version` to `new_version`. `revised`: all items whose revision differs."""

    old_version: str
    new_version: str
    channels_added: tuple[str, ...]
    channels_removed: tuple[str, ...]
    added: tuple[CatalogItem, ...]
    removed: tuple[CatalogItem, ...]
    reworded: tuple[Rewording, ...]
    revised: tuple[str, ...]
    weights: tuple[WeightChange, ...]
    alignments: tuple[AlignmentChange, ...]
    prose: tuple[ProseChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two say and ask the same; the versions and their notes may differ."""
        changes = (self.added, self.removed, self.revised, self.weights, self.alignments, self.prose)
        return not any((*changes, self.channels_added, self.channels_removed))


def summary(changes: CatalogDiff) -> str:
    """What changed, in one line: 3 questions reworded, 1 added, 2 alignments changed."""
    counts = {
        "channel models added": len(changes.channels_added),
        "channel models removed": len(changes.channels_removed),
        "questions added": len(changes.added),
        "questions removed": len(changes.removed),
        "questions reworded": len(changes.reworded),
        "surface weights changed": len(changes.weights),
        "alignments changed": len(changes.alignments),
        "texts rewritten": len(changes.prose),
    }
    return ", ".join(f"{count} {words}" for words, count in counts.items() if count) or "nothing changed"


def between(old: Catalog, new: Catalog) -> CatalogDiff:
    """Everything that differs, in the order of the new catalog, what was removed in the order of the old."""
    before, after = old.items(), new.items()
    shared = [key for key in after if key in before]
    revised = tuple(key for key in shared if before[key].revision != after[key].revision)
    old_channels = {channel.key for channel in old.channels}
    new_channels = {channel.key for channel in new.channels}
    return CatalogDiff(
        old_version=old.version,
        new_version=new.version,
        channels_added=tuple(channel.key for channel in new.channels if channel.key not in old_channels),
        channels_removed=tuple(channel.key for channel in old.channels if channel.key not in new_channels),
        added=tuple(item for key, item in after.items() if key not in before),
        removed=tuple(item for key, item in before.items() if key not in after),
        reworded=tuple(
            Rewording(key, before[key], after[key]) for key in revised if after[key].kind != "alignment"
        ),
        revised=revised,
        weights=tuple(_weights(old, new)),
        alignments=tuple(_alignments(old, new)),
        prose=tuple(_prose(old, new)),
    )


def _weights(old: Catalog, new: Catalog) -> Iterator[WeightChange]:
    for channel, surface in _cells(new.surface_links, old.surface_links):
        before = old.surface_links.get(channel, {}).get(surface)
        after = new.surface_links.get(channel, {}).get(surface)
        if before != after:
            yield WeightChange(channel, surface, before, after)


def _alignments(old: Catalog, new: Catalog) -> Iterator[AlignmentChange]:
    for growth_model, channel in _cells(new.alignment, old.alignment):
        before = old.alignment.get(growth_model, {}).get(channel)
        after = new.alignment.get(growth_model, {}).get(channel)
        levels = (before.level if before else None, after.level if after else None)
        if levels[0] != levels[1]:
            yield AlignmentChange(channel, growth_model, *levels)


def _cells(
    first: Mapping[str, Mapping[str, object]], second: Mapping[str, Mapping[str, object]]
) -> list[tuple[str, str]]:
    """Row and column of every cell of either table, each once, those of the first before the others."""
    cells = [
        (row, column) for table in (first, second) for row, columns in table.items() for column in columns
    ]
    return list(dict.fromkeys(cells))


def _prose(old: Catalog, new: Catalog) -> Iterator[ProseChange]:
    before, after = _texts(old), _texts(new)
    for subject, fields in after.items():
        if subject not in before:
            continue
        names = dict.fromkeys((*fields, *before[subject]))
        changed = tuple(name for name in names if before[subject].get(name) != fields.get(name))
        if changed:
            yield ProseChange(subject, changed)


def _texts(catalog: Catalog) -> dict[str, dict[str, object]]:
    """Every text that is not part of an item or a weight, by subject and field."""
    document = catalog.model_dump(mode="json")
    channels = {channel["key"]: channel for channel in document.pop("channels")}
    for name in ("version", "notes", "surface_links"):
        document.pop(name)
    for row in document["alignment"].values():
        for cell in row.values():
            cell.pop("level")
    return {subject: dict(_leaves(part)) for subject, part in (channels | document).items()}


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, object]]:
    """Dotted paths and values; entries of a list are named by their key or name where they have one."""
    if isinstance(value, dict):
        item = {"question", "anchors"} <= value.keys()
        for name, part in value.items():
            if not ((item and name in ITEM_WORDS) or (name == "question" and "good_answer" in value)):
                yield from _leaves(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for position, part in enumerate(value):
            name = (
                part.get("key", part.get("id", part.get("name", position)))
                if isinstance(part, dict)
                else position
            )
            yield from _leaves(part, f"{path}.{name}" if path else str(name))
    else:
        yield path, value

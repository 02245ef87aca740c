"""A catalog while it is being put together from files: raw parts, where each came from, the faults so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError, create_model

from channels_catalog.reader.faults import CatalogFault, follows_from_another, in_plain_words
from channels_catalog.reader.strict_yaml import UnreadableYaml, parse
from channels_catalog.schema import (
    PARTS,
    Catalog,
    Channel,
    Entry,
    Finding,
    Location,
    channel_findings,
    findings,
)
from channels_catalog.schema.loose import keys

CATALOG_FILE = "catalog.yaml"
CHANNELS = "channels"
HEADER_FIELDS = ("version", "notes", "order", "named_only")
PART_FILES = {f"{part}.yaml": part for part in PARTS if part != "named_only"}
OWN_ROWS = ("alignment", "surface_links", "ai_leverage")


_PART_MODELS: dict[str, type[BaseModel]] = {
    name: create_model(name, __base__=Entry, **{name: (info.annotation, info)})  # type: ignore[call-overload]
    for name, info in Catalog.model_fields.items()
}
"""One model for each field of a catalog, so that each part can be checked by itself."""


@dataclass
class Draft:
    """The document while it is being put together: raw parts, where each came from, and the faults so far."""

    parts: dict[str, Any] = field(default_factory=dict)
    channels: dict[str, Any] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    origins: dict[Location, tuple[str, Location]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    faults: list[CatalogFault] = field(default_factory=list)
    alone: bool = True

    @classmethod
    def of(cls, base: Catalog | None) -> "Draft":
        if base is None:
            return cls()
        document = base.model_dump(mode="json")
        channels = {channel["key"]: channel for channel in document.pop("channels")}
        return cls(parts=document, channels=channels, order=list(channels), alone=False)

    def take(self, name: str, content: str | bytes) -> None:
        """Read one file into the draft."""
        stem = name.removeprefix(f"{CHANNELS}/").removesuffix(".yaml")
        is_channel = name == f"{CHANNELS}/{stem}.yaml"
        if not is_channel and name != CATALOG_FILE and name not in PART_FILES:
            self.fault(name, (), "is not a file of a catalog")
            return
        try:
            document = parse(content)
        except UnreadableYaml as problem:
            for message in problem.messages:
                self.fault(name, (), message)
            self.broken.add(name)
            document = None
        if is_channel:
            self.take_channel(name, stem, document)
        elif name == CATALOG_FILE:
            self.take_header(name, document)
        else:
            self.parts[PART_FILES[name]] = document

    def take_header(self, name: str, document: Any) -> None:
        if not isinstance(document, dict):
            self.fault_unless_broken(name, "must be a mapping")
            return
        for key in document:
            if key not in HEADER_FIELDS:
                self.fault(name, (str(key),), "is not a field of this file")
        order = document.get("order", self.order)
        if isinstance(order, list) and all(isinstance(key, str) for key in order):
            self.order = order
        else:
            self.fault(name, ("order",), "must be a list of channel keys")
        self.parts |= {key: document[key] for key in ("version", "notes", "named_only") if key in document}

    def take_channel(self, name: str, stem: str, document: Any) -> None:
        if not isinstance(document, dict):
            self.channels[stem] = None
            self.fault_unless_broken(name, "must be a mapping")
            return
        if document.get("key") != stem:
            self.fault(name, ("key",), f"must be '{stem}', as the file is called")
        for table in OWN_ROWS:
            if table in document:
                self.own_rows(name, stem, table, document.pop(table))
        self.channels[stem] = document

    def own_rows(self, name: str, channel: str, table: str, rows: Any) -> None:
        """Rows of a shared table that stand in the channel's own file."""
        if table != "alignment":
            self.own_row(name, (table, channel), (table,), rows)
            return
        if not isinstance(rows, dict):
            self.fault(name, (table,), "must be a mapping of growth models")
            return
        models = keys(self.parts.get("growth_models"))
        for model, cell in rows.items():
            if models is not None and model not in models:
                self.fault(name, (table, str(model)), f"'{model}' is not a growth model of this catalog")
            else:
                self.own_row(name, (table, model, channel), (table, model), cell)

    def own_row(self, name: str, where: Location, local: Location, value: Any) -> None:
        target = self.parts.setdefault(str(where[0]), {})
        for step in where[1:-1]:
            target = target.setdefault(step, {}) if isinstance(target, dict) else None
        if not isinstance(target, dict):
            return
        if self.alone and where[-1] in target:
            self.fault(name, local, f"stands in {where[0]}.yaml as well")
        target[where[-1]] = value
        self.origins[where] = (name, local)

    def finish(self) -> Catalog | None:
        """The catalog, or None when there are faults."""
        order = self.ordered_keys()
        self.drop_held_names(order)
        valid = {part: self.valid_part(part) for part in ("version", "notes", *PARTS)}
        channels = [self.valid_channel(key) for key in order]
        if not order:
            self.fault(CHANNELS, (), "the catalog has no channel")
        document = self.parts | {CHANNELS: [(self.channels[key] or {}) | {"key": key} for key in order]}
        for finding in findings(document):
            self.fault_of(finding, order)
        if self.faults:
            return None
        return Catalog(**valid, channels=tuple(channel for channel in channels if channel is not None))

    def ordered_keys(self) -> list[str]:
        for position, key in enumerate(self.order):
            if key not in self.channels:
                self.fault(CATALOG_FILE, ("order", position), f"there is no file {CHANNELS}/{key}.yaml")
            if key in self.order[:position]:
                self.fault(CATALOG_FILE, ("order", position), f"'{key}' stands twice")
        listed = [key for key in dict.fromkeys(self.order) if key in self.channels]
        return listed + sorted(set(self.channels) - set(listed))

    def drop_held_names(self, held: list[str]) -> None:
        """A path that was only named and now has a file is no longer only named."""
        named = self.parts.get("named_only")
        if isinstance(named, dict):
            self.parts["named_only"] = {key: name for key, name in named.items() if key not in held}

    def valid_part(self, part: str) -> Any:
        name = CATALOG_FILE if part in HEADER_FIELDS else f"{part}.yaml"
        if name in self.broken:
            return None
        if part not in self.parts:
            self.fault(name, (part,) if name == CATALOG_FILE else (), "is missing")
            return None
        try:
            return getattr(_PART_MODELS[part].model_validate({part: self.parts[part]}), part)
        except ValidationError as problem:
            self.fault_all(problem, ())
            return None

    def valid_channel(self, key: str) -> Channel | None:
        if self.channels[key] is None:
            return None
        try:
            return Channel.model_validate(self.channels[key])
        except ValidationError as problem:
            self.fault_all(problem, (CHANNELS, key))
        for finding in channel_findings(self.channels[key]):
            self.fault_of(Finding((CHANNELS, key, *finding.where), finding.message), ())
        return None

    def fault_all(self, problem: ValidationError, where: Location) -> None:
        for error in problem.errors(include_url=False):
            if not follows_from_another(error):
                self.fault_of(Finding((*where, *error["loc"]), in_plain_words(error)), ())

    def fault_of(self, finding: Finding, order: Sequence[str]) -> None:
        """Turn a place in the document into a file and a field of it."""
        where = finding.where
        if where[0] == CHANNELS:
            key = order[where[1]] if isinstance(where[1], int) else where[1]
            self.fault(f"{CHANNELS}/{key}.yaml", where[2:], finding.message)
            return
        for length in range(len(where), 1, -1):
            if where[:length] in self.origins:
                name, local = self.origins[where[:length]]
                self.fault(name, (*local, *where[length:]), finding.message)
                return
        if where[0] in HEADER_FIELDS:
            self.fault(CATALOG_FILE, where, finding.message)
        else:
            self.fault(f"{where[0]}.yaml", where[1:], finding.message)

    def fault_unless_broken(self, name: str, message: str) -> None:
        if name not in self.broken:
            self.fault(name, (), message)
            self.broken.add(name)

    def fault(self, name: str, where: Location, message: str) -> None:
        fault = CatalogFault(name, ".".join(str(step) for step in where), message)
        if fault not in self.faults:
            self.faults.append(fault)

"""A catalog while it is being put together from files: raw parts, where each came from, the faults so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError, create_model

from channels_catalog.reader.faults import CatalogFault, follows_from_another, in_plain_words
from channels_catalog.reader.strict_yaml import Parsed, Place, UnreadableYaml, parse_with_lines
from channels_catalog.schema import (
    PARTS,
    Case,
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
CASES = "cases"
HEADER_FIELDS = ("version", "notes", "order", "named_only")
PART_FILES = {f"{part}.yaml": part for part in PARTS if part != "named_only"}
OWN_ROWS = ("alignment", "surface_links", "ai_leverage", "pairs")


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
    cases: dict[str, Any] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    ordered: list[str] = field(default_factory=list)
    lines: dict[str, Mapping[Place, int]] = field(default_factory=dict)
    origins: dict[Location, tuple[str, Location]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    faults: list[CatalogFault] = field(default_factory=list)
    alone: bool = True

    @classmethod
    def of(cls, base: Catalog | None) -> "Draft":
        if base is None:
            return cls()
        document = base.model_dump(mode="json")
        channels = {channel["key"]: channel for channel in document.pop(CHANNELS)}
        cases = {case["id"]: case for case in document.pop(CASES, ())}
        return cls(parts=document, channels=channels, cases=cases, order=list(channels), alone=False)

    def take(self, name: str, content: str | bytes) -> None:
        """Read one file into the draft."""
        folder, _, rest = name.rpartition("/")
        stem = rest.removesuffix(".yaml")
        is_entry = folder in {CHANNELS, CASES} and name == f"{folder}/{stem}.yaml"
        if not is_entry and name != CATALOG_FILE and name not in PART_FILES:
            self.fault(name, (), "is not a file of a catalog")
            return
        document = self.parsed(name, content).value
        if is_entry and folder == CASES:
            self.take_case(name, stem, document)
        elif is_entry:
            self.take_channel(name, stem, document)
        elif name == CATALOG_FILE:
            self.take_header(name, document)
        else:
            self.parts[PART_FILES[name]] = document

    def parsed(self, name: str, content: str | bytes) -> Parsed:
        """The value of a file with its lines; of one that cannot be read, nothing, after naming why."""
        try:
            parsed = parse_with_lines(content)
        except UnreadableYaml as unreadable:
            for problem in unreadable.problems:
                self.faults.append(CatalogFault(name, "", problem.message, problem.line))
            self.broken.add(name)
            return Parsed(None, {})
        self.lines[name] = parsed.lines
        return parsed

    def take_case(self, name: str, stem: str, document: Any) -> None:
        if not isinstance(document, dict):
            self.cases[stem] = None
            self.fault_unless_broken(name, "must be a mapping")
            return
        if document.get("id") != stem:
            self.fault(name, ("id",), f"must be '{stem}', as the file is called")
        self.cases[stem] = document

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
        if table == "pairs":
            self.own_pairs(name, channel, rows)
            return
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

    def own_pairs(self, name: str, channel: str, rows: Any) -> None:
        """Pairs in a channel's file name the other path under `with`."""
        pairs = self.parts.setdefault("pairs", [])
        if not isinstance(rows, list) or not isinstance(pairs, list):
            self.fault(name, ("pairs",), "must be a list")
            return
        for position, row in enumerate(rows):
            if not isinstance(row, dict) or "a" in row or "b" in row:
                self.fault(name, ("pairs", position), "must be a mapping of with, effect and reason")
                continue
            other = row.get("with")
            if not self.alone:
                pairs[:] = [pair for pair in pairs if {pair.get("a"), pair.get("b")} != {channel, other}]
            local: Location = ("pairs", position)
            self.origins[("pairs", len(pairs))] = (name, local)
            self.origins[("pairs", len(pairs), "b")] = (name, (*local, "with"))
            rest = {key: value for key, value in row.items() if key != "with"}
            pairs.append({"a": channel, **({"b": other} if "with" in row else {}), **rest})

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
        self.ordered = order = self.ordered_keys()
        self.drop_held_names(order)
        valid = {part: self.valid_part(part) for part in ("version", "notes", *PARTS)}
        channels = [self.valid_channel(key) for key in order]
        cases = [self.valid_case(id) for id in sorted(self.cases)]
        if not order:
            self.fault(CHANNELS, (), "the catalog has no channel")
        for finding in findings(self.document(order)):
            self.fault_of(finding)
        if self.faults:
            return None
        return Catalog(
            **valid,
            channels=tuple(channel for channel in channels if channel is not None),
            cases=tuple(case for case in cases if case is not None),
        )

    def document(self, order: list[str]) -> dict[str, Any]:
        """The whole as it stands, valid or not; channels and cases go by the keys of their files."""
        return self.parts | {
            CHANNELS: [(self.channels[key] or {}) | {"key": key} for key in order],
            CASES: [(self.cases[id] or {}) | {"id": id} for id in sorted(self.cases)],
        }

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
            self.fault_of(Finding((CHANNELS, key, *finding.where), finding.message))
        return None

    def valid_case(self, id: str) -> Case | None:
        if self.cases[id] is None:
            return None
        try:
            return Case.model_validate(self.cases[id])
        except ValidationError as problem:
            self.fault_all(problem, (CASES, id))
        return None

    def fault_all(self, problem: ValidationError, where: Location) -> None:
        for error in problem.errors(include_url=False):
            if not follows_from_another(error):
                self.fault_of(Finding((*where, *error["loc"]), in_plain_words(error)))

    def fault_of(self, finding: Finding) -> None:
        """Turn a place in the document into a file and a field of it."""
        where = finding.where
        if where[0] in {CHANNELS, CASES}:
            names = self.ordered if where[0] == CHANNELS else sorted(self.cases)
            key = names[where[1]] if isinstance(where[1], int) else where[1]
            self.fault(f"{where[0]}/{key}.yaml", where[2:], finding.message)
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
        place = tuple(str(step) for step in where)
        fault = CatalogFault(name, ".".join(place), message, self.line_of(name, place))
        if fault not in self.faults:
            self.faults.append(fault)

    def line_of(self, name: str, place: Place) -> int | None:
        """The line of a field, or of the nearest thing around it that is there."""
        lines = self.lines.get(name, {})
        around = (place[:length] for length in range(len(place), 0, -1))
        return next((lines[part] for part in around if part in lines), 1 if lines else None)

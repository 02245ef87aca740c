"""The catalog: one immutable document of everything the application knows about distribution.

`model_dump(mode="json")` is the document of a release, and `Catalog.model_validate(document)` reads it back.
"""

from typing import Annotated, Protocol, TypeVar

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from channels_catalog.schema.cases import Case
from channels_catalog.schema.channel import Channel
from channels_catalog.schema.items import CatalogItem, channel_items, rule_items, surface_items
from channels_catalog.schema.references import findings
from channels_catalog.schema.revisions import alignment_revision
from channels_catalog.schema.stakes import is_unset
from channels_catalog.schema.tables import (
    AiLeverage,
    AlignmentCell,
    GrowthModel,
    LinkWeight,
    Pair,
    Pattern,
    Role,
    RuleQuestion,
    Scale,
    Statements,
    Surface,
)
from channels_catalog.schema.text import ChannelKey, Entry, Key, Label, Many, Some, Text, refuse


def _not_an_alias(version: str) -> str:
    if version == "current":
        raise ValueError("'current' names the newest release and cannot be a version")
    return version


Version = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-z]+(?:[.-][0-9a-z]+)*$", max_length=40),
    AfterValidator(_not_an_alias),
]


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=_Keyed)


def _with_key(entries: tuple[K, ...], key: str) -> K:
    for entry in entries:
        if entry.key == key:
            return entry
    raise KeyError(key)


class Catalog(Entry):
    """All parts of a release. `named_only` names paths that tables mention and the catalog does not hold."""

    version: Version
    notes: Text
    scale: Scale
    roles: Many[Role]
    surfaces: Some[Surface]
    growth_models: Some[GrowthModel]
    alignment: dict[Key, dict[Key, AlignmentCell]]
    surface_links: dict[Key, dict[Key, LinkWeight]]
    ai_leverage: dict[Key, AiLeverage]
    pairs: Many[Pair]
    patterns: Many[Pattern]
    rule_questions: Some[RuleQuestion]
    statements: Statements
    industries: Some[Label]
    named_only: dict[ChannelKey, Label]
    channels: Some[Channel]
    cases: Annotated[Many[Case], Field(exclude_if=is_unset)] = ()

    @model_validator(mode="after")
    def _references_hold(self) -> "Catalog":
        refuse("Catalog", findings(self.model_dump()))
        return self

    def channel(self, key: str) -> Channel:
        """The channel model with this key; KeyError when there is none."""
        return _with_key(self.channels, key)

    def surface(self, key: str) -> Surface:
        """The surface with this key; KeyError when there is none."""
        return _with_key(self.surfaces, key)

    def growth_model(self, key: str) -> GrowthModel:
        """The growth model with this key; KeyError when there is none."""
        return _with_key(self.growth_models, key)

    def rule_question(self, key: str) -> RuleQuestion:
        """The operator's question with this key; KeyError when there is none."""
        return _with_key(self.rule_questions, key)

    def role(self, key: str) -> Role:
        """The role with this key; KeyError when there is none."""
        return _with_key(self.roles, key)

    def case(self, id: str) -> Case:
        """The case of this id; KeyError when there is none."""
        for case in self.cases:
            if case.id == id:
                return case
        raise KeyError(id)

    def cases_of(self, channel: str) -> tuple[Case, ...]:
        """The cases of a path, then those of other paths from which it can learn."""
        own = tuple(case for case in self.cases if case.path == channel)
        return own + tuple(case for case in self.cases if channel in case.also_on)

    def pairs_of(self, channel: str) -> tuple[Pair, ...]:
        """What other paths do to this one: every pair of which it is an end."""
        return tuple(pair for pair in self.pairs if channel in (pair.a, pair.b))

    def path_name(self, key: str) -> str:
        """The name of a path, held here or only named; KeyError when it is neither."""
        for channel in self.channels:
            if channel.key == key:
                return channel.name
        return self.named_only[key]

    def holds(self, key: str) -> bool:
        """Whether this catalog has a channel model of that key, so that its name can be a link."""
        return any(channel.key == key for channel in self.channels)

    def alignment_of(self, channel: str) -> dict[str, AlignmentCell]:
        """The path's cell for every growth model, in the order of the growth models."""
        return {model.key: self.alignment[model.key][channel] for model in self.growth_models}

    def alignment_revision(self, channel: str) -> str:
        """The revision of the item `<channel>@alignment`."""
        levels = {model: cell.level for model, cell in self.alignment_of(channel).items()}
        return alignment_revision(links=self.surface_links[channel], levels=levels)

    def items(self) -> dict[str, CatalogItem]:
        """Everything that can be answered, by item key: paths, surfaces, rule questions."""
        items = [
            item
            for channel in self.channels
            for item in channel_items(
                channel, self.statements.alignment, self.alignment_revision(channel.key)
            )
        ]
        items += surface_items(self.surfaces)
        items += rule_items(self.rule_questions)
        return {item.key: item for item in items}


PARTS = tuple(name for name in Catalog.model_fields if name not in {"version", "notes", "channels", "cases"})
"""The parts that every channel shares; each is a file of its own, but for `named_only`."""

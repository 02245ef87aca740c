"""What the catalog's endpoints answer with, where it is more than the catalog's own entries."""

from copy import copy
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, create_model

from channels_catalog import schema
from channels_catalog.schema import write_up


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ReleaseCounts(Shape):
    """How much a release holds."""

    channel_models: int
    written_up: int
    surfaces: int
    growth_models: int


class Release(Shape):
    """One immutable release of the catalog."""

    id: UUID
    version: str
    sha256: Annotated[str, Field(description="Of the release's document: same digest, same catalog.")]
    published_at: datetime
    base: Annotated[str | None, Field(description="The version that it was made from, or null.")]
    shared: Annotated[bool, Field(description="Whether it is everybody's, or this workspace's own.")]
    counts: ReleaseCounts
    notes: str


class ChannelModelEntry(Shape):
    """A channel model, as the list shows it."""

    slug: str
    name: str
    title: str
    summary: str
    best_suited_for: list[str]
    factor_count: int
    constraint_label: str
    written_up: Annotated[bool, Field(description="Whether the twelve sections are written.")]


def _extended(entry: type[BaseModel], called: str, words: str = "", /, **more: Any) -> Any:
    """The fields of a catalog entry, and some that it computes or that stand elsewhere in the catalog."""
    fields: dict[str, Any] = {
        key: (field.annotation, copy(field)) for key, field in entry.model_fields.items()
    }
    extra: dict[str, Any] = {key: (kind, ...) for key, kind in more.items()}
    return create_model(called, __base__=Shape, __doc__=words or entry.__doc__, **extra, **fields)


def _section(section: type[write_up.Section]) -> Any:
    """A section with its number and key as fields, so that each tells for itself which it is."""
    words = f"Section {section.number} of the write-up."
    kinds: dict[str, Any] = {"number": Literal[section.number], "key": Literal[section.key]}
    return _extended(section, f"{section.__name__}Section", words, **kinds)


Item = Annotated[str, Field(description="Its key in answers.")]
Revision = Annotated[str, Field(description="Changes when the question or its anchors do.")]
Burden = Annotated[str, Field(description="What walking this path asks of a company.")]
Weights = Annotated[dict[str, int], Field(description="Channel model to weight: 2 primary, 1 supporting.")]

SECTIONS = tuple(_section(field.annotation) for field in schema.WriteUp.model_fields.values())  # type: ignore[arg-type]  # each is a section
AnySection: Any = Annotated[reduce(or_, SECTIONS), Field(discriminator="key")]
ChannelFactor = _extended(schema.Factor, "ChannelFactor", item=Item, revision=Revision)
_OF_CONSTRAINTS = {"item": Item, "revision": Revision, "burden": Burden}
ChannelConstraint = _extended(schema.Constraint, "ChannelConstraint", **_OF_CONSTRAINTS)
ConstraintEntry = _extended(
    schema.Constraint, "ConstraintEntry", **_OF_CONSTRAINTS, channel_model=str, name=str
)
SurfaceEntry = _extended(schema.Surface, "SurfaceEntry", item=Item, revision=Revision, channel_models=Weights)
RuleQuestionEntry = _extended(schema.RuleQuestion, "RuleQuestionEntry", item=Item, revision=Revision)
AnswerScale = _extended(schema.Scale, "AnswerScale", release=str)


class ChannelModel(Shape):
    """The whole of a channel model. `sections` is empty while it is not written up."""

    release: str
    slug: str
    name: str
    title: str
    summary: str
    best_suited_for: list[str]
    implementation_forms: list[str]
    forms_explained: Annotated[list[str], Field(description="A sentence on each form, in their order.")]
    sections: list[AnySection]
    factors: list[ChannelFactor]  # type: ignore[valid-type]  # made at run time
    constraint: ChannelConstraint  # type: ignore[valid-type]  # made at run time
    metrics: list[schema.Metric]
    ai_leverage: schema.AiLeverage | None
    surface_links: Annotated[dict[str, int], Field(description="Surface to weight: 2 primary, 1 supporting.")]
    alignment: Annotated[dict[str, schema.AlignmentCell], Field(description="Growth model to match.")]
    embedded: Annotated[int, Field(description="How far use carries it: 2 by itself, 1 partly, 0 not.")]
    owner: str
    minimum_team: str
    first_signal: str
    thesis: Annotated[str | None, Field(description="The model in one sentence.")]
    stakes: Annotated[
        schema.Stakes | None, Field(description="Who carries it, who pays, what price it bears.")
    ]
    route: Annotated[
        schema.RouteMarks | None,
        Field(description="Where the architecture's chain narrows, and who pays whom."),
    ]
    saturates: Annotated[str | None, Field(description="When it stops growing, and how that shows.")]
    variants: list[schema.Variant]
    search_terms: list[str]


class Alignment(Shape):
    """How each model suits each growth model: growth model, then channel model, then the cell."""

    release: str
    cells: dict[str, dict[str, schema.AlignmentCell]]


class Rewording(Shape):
    """An item in its old and its new words."""

    key: str
    old: schema.CatalogItem
    new: schema.CatalogItem


class WeightChange(Shape):
    """How much a model leans on a surface, before and after; null: not at all."""

    channel: str
    surface: str
    old: int | None
    new: int | None


class AlignmentChange(Shape):
    """How a model suits a growth model, before and after; null: one of the two was not there."""

    channel: str
    growth_model: str
    old: int | None
    new: int | None


class ProseChange(Shape):
    """Texts that changed, by the entry they belong to."""

    subject: str
    fields: list[str]


class ReleaseDiff(Shape):
    """What changed from one release to another."""

    old_version: str
    new_version: str
    channels_added: list[str]
    channels_removed: list[str]
    added: list[schema.CatalogItem]
    removed: list[schema.CatalogItem]
    reworded: Annotated[list[Rewording], Field(description="Items whose question, anchors or role changed.")]
    revised: Annotated[list[str], Field(description="Every item whose revision differs, matches included.")]
    weights: list[WeightChange]
    alignments: list[AlignmentChange]
    prose: Annotated[list[ProseChange], Field(description="Texts that changed, while what is asked did not.")]


class Found(Shape):
    """One entry of the catalog that a search found."""

    kind: Literal["channel_model", "surface", "growth_model", "rule_question", "pattern"]
    key: str
    name: str
    excerpt: Annotated[str, Field(description="The text around the words, from where most of them stand.")]

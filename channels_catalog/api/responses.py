"""What the catalog's endpoints answer with, where it is more than the catalog's own entries."""

from copy import copy
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field, create_model

from channels_catalog import schema
from channels_catalog.finding import Hit
from channels_catalog.glossary import Term
from channels_catalog.models import CatalogRelease
from channels_catalog.schema import write_up
from channels_catalog.searchable import Kind
from distmap.api.responses import Shape


class CatalogShape(Shape):
    """A part of the catalog: its entries have all of their fields, also those that no file gave."""

    unset_is_absent = False


class ReleaseCounts(CatalogShape):
    """How much a release holds."""

    channel_models: int
    written_up: int
    surfaces: int
    growth_models: int


class Release(CatalogShape):
    """One immutable release of the catalog."""

    id: UUID
    version: str
    sha256: Annotated[str, Field(description="Of the release's document: same digest, same catalog.")]
    published_at: datetime
    base: Annotated[str | None, Field(description="The version that it was made from, or null.")]
    shared: Annotated[bool, Field(description="Whether it is everybody's, or this workspace's own.")]
    counts: ReleaseCounts
    notes: str

    @classmethod
    def of(cls, row: CatalogRelease) -> Self:
        return cls(
            id=row.pk,
            version=row.version,
            sha256=row.sha256,
            published_at=row.published_at,
            base=row.base.version if row.base else None,
            shared=row.workspace_id is None,
            counts=row.counts,
            notes=row.notes,
        )


class ChannelModelEntry(CatalogShape):
    """A channel model, as the list shows it."""

    slug: str
    name: str
    title: str
    summary: str
    best_suited_for: list[str]
    factor_count: int
    constraint_label: str
    written_up: Annotated[bool, Field(description="Whether the twelve sections are written.")]

    @classmethod
    def of(cls, channel: schema.Channel) -> Self:
        return cls(
            slug=channel.key,
            name=channel.name,
            title=channel.title,
            summary=channel.summary,
            best_suited_for=channel.best_suited_for,
            factor_count=len(channel.factors),
            constraint_label=channel.constraint.label,
            written_up=channel.write_up is not None,
        )


def _extended(
    entry: type[BaseModel],
    called: str,
    words: str = "",
    /,
    *,
    first: dict[str, Any] | None = None,
    **more: Any,
) -> Any:
    """The fields of a catalog entry, with some that it computes or that stand elsewhere in the catalog.

    `first` stand before those of the entry, `more` behind them.
    """
    fields: dict[str, Any] = {
        key: (field.annotation, copy(field)) for key, field in entry.model_fields.items()
    }
    before: dict[str, Any] = {key: (kind, ...) for key, kind in (first or {}).items()}
    behind: dict[str, Any] = {key: (kind, ...) for key, kind in more.items()}
    made: dict[str, Any] = {**before, **fields, **behind}
    return create_model(called, __base__=CatalogShape, __doc__=words or entry.__doc__, **made)


def _section(section: type[write_up.Section]) -> Any:
    """A section with its number and key as fields, so that each tells for itself which it is."""
    words = f"Section {section.number} of the write-up."
    kinds: dict[str, Any] = {"number": Literal[section.number], "key": Literal[section.key]}
    return _extended(section, f"{section.__name__}Section", words, first=kinds)


Item = Annotated[str, Field(description="Its key in answers.")]
Revision = Annotated[str, Field(description="Changes when the question or its anchors do.")]
Burden = Annotated[str, Field(description="What walking this path asks of a company.")]
Weights = Annotated[dict[str, int], Field(description="Channel model to weight: 2 primary, 1 supporting.")]

SECTIONS = {
    field.annotation: _section(field.annotation)  # type: ignore[arg-type]  # each is a section
    for field in schema.WriteUp.model_fields.values()
}
AnySection: Any = Annotated[reduce(or_, SECTIONS.values()), Field(discriminator="key")]
ChannelFactor = _extended(schema.Factor, "ChannelFactor", item=Item, revision=Revision)
_OF_CONSTRAINTS: dict[str, Any] = {"item": Item, "revision": Revision, "burden": Burden}
ChannelConstraint = _extended(schema.Constraint, "ChannelConstraint", **_OF_CONSTRAINTS)
ConstraintEntry = _extended(
    schema.Constraint, "ConstraintEntry", **_OF_CONSTRAINTS, channel_model=str, name=str
)
SurfaceEntry = _extended(schema.Surface, "SurfaceEntry", item=Item, revision=Revision, channel_models=Weights)
RuleQuestionEntry = _extended(schema.RuleQuestion, "RuleQuestionEntry", item=Item, revision=Revision)
CaseEntry = _extended(schema.Case, "CaseEntry", first={"release": str})
AnswerScale = _extended(schema.Scale, "AnswerScale", first={"release": str})


def _item(entry: Any, key: str, /, **more: Any) -> dict[str, Any]:
    """The fields of an entry that is answered, with its key in answers and its revision."""
    return {**dict(entry), "item": key, "revision": entry.revision, **more}


def constraint_of(channel: schema.Channel, made: Any = ChannelConstraint, **more: Any) -> Any:
    """The constraint of a channel model, in one of the two shapes that have one."""
    key = f"{channel.key}!{channel.constraint.key}"
    return made(**_item(channel.constraint, key, burden=channel.burden, **more))


def constraint_entries(catalog: schema.Catalog) -> list[BaseModel]:
    return [
        constraint_of(channel, ConstraintEntry, channel_model=channel.key, name=channel.name)
        for channel in catalog.channels
    ]


def surface_entries(catalog: schema.Catalog) -> list[BaseModel]:
    return [
        SurfaceEntry(
            **_item(surface, f"surface/{surface.key}"),
            channel_models={
                channel: links[surface.key]
                for channel, links in catalog.surface_links.items()
                if surface.key in links
            },
        )
        for surface in catalog.surfaces
    ]


def rule_question_entries(catalog: schema.Catalog) -> list[BaseModel]:
    return [
        RuleQuestionEntry(**_item(question, f"rule/{question.key}")) for question in catalog.rule_questions
    ]


class ChannelModel(CatalogShape):
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

    @classmethod
    def of(cls, catalog: schema.Catalog, channel: schema.Channel) -> Self:
        """A channel model whole, with what the tables say of it."""
        own = {name: getattr(channel, name) for name in cls.model_fields.keys() & type(channel).model_fields}
        sections = channel.write_up.sections if channel.write_up else ()
        return cls(
            **own
            | {
                "release": catalog.version,
                "slug": channel.key,
                "sections": [
                    SECTIONS[type(section)](number=section.number, key=section.key, **dict(section))
                    for section in sections
                ],
                "factors": [
                    ChannelFactor(**_item(factor, f"{channel.key}/{factor.key}"))
                    for factor in channel.factors
                ],
                "constraint": constraint_of(channel),
                "ai_leverage": catalog.ai_leverage.get(channel.key),
                "surface_links": catalog.surface_links[channel.key],
                "alignment": catalog.alignment_of(channel.key),
            }
        )


class Alignment(CatalogShape):
    """How each model suits each growth model: growth model, then channel model, then the cell."""

    release: str
    cells: dict[str, dict[str, schema.AlignmentCell]]


class Rewording(CatalogShape):
    """An item in its old and its new words."""

    key: str
    old: schema.CatalogItem
    new: schema.CatalogItem


class WeightChange(CatalogShape):
    """How much a model leans on a surface, before and after; null: not at all."""

    channel: str
    surface: str
    old: int | None
    new: int | None


class AlignmentChange(CatalogShape):
    """How a model suits a growth model, before and after; null: one of the two was not there."""

    channel: str
    growth_model: str
    old: int | None
    new: int | None


class ProseChange(CatalogShape):
    """Texts that changed, by the entry they belong to."""

    subject: str
    fields: list[str]


class ReleaseDiff(CatalogShape):
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


class Found(CatalogShape):
    """A page that a search found."""

    kind: Kind
    key: Annotated[str, Field(description="Of a constraint or a metric: the channel model's.")]
    name: str
    of: Annotated[str, Field(description="The name of what it belongs to; empty where it stands alone.")]
    part: Annotated[str, Field(description="The section that fits best; empty: the page as a whole.")]
    excerpt: Annotated[str, Field(description="The text around the words, from where most of them stand.")]
    marks: Annotated[
        list[tuple[int, int]], Field(description="Where in the excerpt the words stand: from, to.")
    ]

    @classmethod
    def from_hit(cls, hit: Hit) -> Self:
        marks, end = [], 0
        for piece in hit.excerpt:
            start, end = end, end + len(piece.text)
            if piece.marked:
                marks.append((start, end))
        return cls(
            kind=hit.kind,
            key=hit.key,
            name=hit.name,
            of=hit.of,
            part=hit.part,
            marks=marks,
            excerpt="".join(piece.text for piece in hit.excerpt),
        )


class GlossaryTerm(CatalogShape):
    """A word of the application or of the field."""

    key: str
    name: str
    definition: str
    formula: Annotated[str, Field(description="Empty where there is none.")]
    also: Annotated[list[str], Field(description="Other words for the same.")]
    model: Annotated[str, Field(description="The channel model that is about it; empty where none is.")]

    @classmethod
    def from_term(cls, term: Term) -> Self:
        return cls(
            key=term.key,
            name=term.name,
            definition=term.definition,
            formula=term.formula,
            also=list(term.also),
            model=term.model,
        )

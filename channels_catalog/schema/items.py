"""Everything a catalog asks, as items with keys: what a checklist shows and a diff compares."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from channels_catalog.schema.channel import Channel
from channels_catalog.schema.tables import AlignmentQuestion, RuleQuestion, Surface

ItemKind = Literal["factor", "constraint", "alignment", "surface", "rule"]


@dataclass(frozen=True, kw_only=True)
class CatalogItem:
    """One thing to answer. A rule question has no anchors; a constraint has signals in place of a probe."""

    key: str
    kind: ItemKind
    channel: str | None
    role: str | None
    name: str
    question: str
    anchors: dict[str, str]
    probe: str | None
    misread: str | None
    revision: str


def channel_items(channel: Channel, alignment: AlignmentQuestion, revision: str) -> list[CatalogItem]:
    """A path's factors in checklist order, its constraint, its match with the growth model."""
    return [*_factors(channel), _constraint(channel), _alignment(channel, alignment, revision)]


def _factors(channel: Channel) -> Iterable[CatalogItem]:
    for factor in channel.factors:
        yield CatalogItem(
            key=f"{channel.key}/{factor.key}",
            kind="factor",
            channel=channel.key,
            role=factor.role,
            name=factor.name,
            question=factor.question,
            anchors=dict(factor.anchors),
            probe=factor.probe,
            misread=factor.misread,
            revision=factor.revision,
        )


def _constraint(channel: Channel) -> CatalogItem:
    constraint = channel.constraint
    return CatalogItem(
        key=f"{channel.key}!{constraint.key}",
        kind="constraint",
        channel=channel.key,
        role=None,
        name=constraint.label,
        question=constraint.question,
        anchors=dict(constraint.anchors),
        probe=None,
        misread=None,
        revision=constraint.revision,
    )


def _alignment(channel: Channel, asked: AlignmentQuestion, revision: str) -> CatalogItem:
    return CatalogItem(
        key=f"{channel.key}@alignment",
        kind="alignment",
        channel=channel.key,
        role=None,
        name=asked.name,
        question=asked.question,
        anchors=dict(asked.anchors),
        probe=asked.probe,
        misread=asked.misread,
        revision=revision,
    )


def surface_items(surfaces: Iterable[Surface]) -> list[CatalogItem]:
    return [
        CatalogItem(
            key=f"surface/{surface.key}",
            kind="surface",
            channel=None,
            role=None,
            name=surface.name,
            question=surface.question,
            anchors=dict(surface.anchors),
            probe=surface.probe,
            misread=surface.misread,
            revision=surface.revision,
        )
        for surface in surfaces
    ]


def rule_items(questions: Iterable[RuleQuestion]) -> list[CatalogItem]:
    return [
        CatalogItem(
            key=f"rule/{question.key}",
            kind="rule",
            channel=None,
            role=None,
            name=question.question,
            question=question.question,
            anchors={},
            probe=None,
            misread=None,
            revision=question.revision,
        )
        for question in questions
    ]

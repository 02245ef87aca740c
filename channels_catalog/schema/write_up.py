"""The write-up of a channel model: twelve sections with fixed titles, tables, chains and counts.

Titles, table headings and columns are part of the form; a file may leave them out and may not change them.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from channels_catalog.schema.stakes import is_unset
from channels_catalog.schema.text import Entry, Finding, Label, Many, Text, refuse

GENERAL_KNOWLEDGE = "general knowledge"


class Node(Entry):
    """A station of a chain, with an optional note on what it can be."""

    name: Label
    note: Label | None = None


def _node(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


ChainNode = Annotated[Node, BeforeValidator(_node, json_schema_input_type=str | Node)]


class Fact(Entry):
    """A figure with the page it comes from, or "general knowledge", and the year of which it speaks.

    `interested` is true where the publisher sells something that the figure speaks for.
    """

    text: Text
    source: Annotated[str, StringConstraints(pattern=r"^(?:https?://\S+|general knowledge)$", max_length=500)]
    as_of: Annotated[int, Field(ge=1900, le=2100)]
    publisher: Annotated[Label | None, Field(exclude_if=is_unset)] = None
    interested: Annotated[bool | None, Field(exclude_if=is_unset)] = None


class Row(Entry):
    """A row of a two-column table: a label and what is said about it."""

    name: Label
    text: Text

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.name, self.text)


class StepRow(Entry):
    """A numbered step of the playbook."""

    step: Annotated[int, Field(ge=1, le=5)]
    text: Text

    @property
    def cells(self) -> tuple[str, ...]:
        return (str(self.step), self.text)


class ExampleRow(Entry):
    """A real company with the three stations of its path."""

    company: Label
    pathway: Annotated[Many[ChainNode], Field(min_length=3, max_length=3)]
    text: Text

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.company, " → ".join(node.name for node in self.pathway), self.text)


Closing = Annotated[Text | None, Field(exclude_if=is_unset)]
"""The last line of a section, where it says something that the section has not said."""


class Section(Entry):
    """What every section has, and what a section without a chain, table or closing line answers for it."""

    number: ClassVar[int]
    key: ClassVar[str]

    lead_in: Text
    facts: Many[Fact] = ()


class Overview(Section):
    number: ClassVar[int] = 1
    key: ClassVar[str] = "overview"

    title: Literal["Distribution Model Overview"] = "Distribution Model Overview"
    definition: Text
    contrast: Text
    places: Annotated[Many[Label], Field(min_length=6, max_length=6)]
    defining_characteristic: Text
    consequence: Text
    closing: Closing = None


class Architecture(Section):
    number: ClassVar[int] = 2
    key: ClassVar[str] = "architecture"

    title: Literal["Distribution Architecture"] = "Distribution Architecture"
    heading: Literal["Key Participants"] = "Key Participants"
    columns: Annotated[tuple[Literal["Participant"], Literal["Role in the System"]], Field(strict=False)] = (
        "Participant",
        "Role in the System",
    )
    rows: Annotated[Many[Row], Field(min_length=4, max_length=5)]
    chain: Annotated[Many[ChainNode], Field(min_length=4, max_length=5)]
    closing: Closing = None


class ChannelFlow(Section):
    number: ClassVar[int] = 3
    key: ClassVar[str] = "channel_flow"

    title: Literal["Channel Flow"] = "Channel Flow"
    chain: Annotated[Many[ChainNode], Field(min_length=5, max_length=6)]
    closing: Closing = None


class Economics(Section):
    number: ClassVar[int] = 4
    key: ClassVar[str] = "economics"

    title: Literal["Channel Economics"] = "Channel Economics"
    heading: Literal["Channel Economics Structure"] = "Channel Economics Structure"
    columns: Annotated[tuple[Literal["Economic Element"], Literal["Impact"]], Field(strict=False)] = (
        "Economic Element",
        "Impact",
    )
    rows: Annotated[Many[Row], Field(min_length=4, max_length=4)]
    chain: Annotated[Many[ChainNode], Field(min_length=3, max_length=3)]
    closing: Closing = None


class AcquisitionFlow(Section):
    number: ClassVar[int] = 5
    key: ClassVar[str] = "acquisition_flow"

    title: Literal["Acquisition Flow Through the Channel"] = "Acquisition Flow Through the Channel"
    chain: Annotated[Many[ChainNode], Field(min_length=5, max_length=5)]
    entry_points_lead_in: Text
    entry_points: Annotated[Many[Label], Field(min_length=4, max_length=4)]
    closing: Closing = None


class Playbook(Section):
    number: ClassVar[int] = 6
    key: ClassVar[str] = "playbook"

    title: Literal["Implementation Playbook"] = "Implementation Playbook"
    heading: Literal["Implementation Framework"] = "Implementation Framework"
    columns: Annotated[tuple[Literal["Step"], Literal["Operational Requirement"]], Field(strict=False)] = (
        "Step",
        "Operational Requirement",
    )
    rows: Annotated[Many[StepRow], Field(min_length=5, max_length=5)]
    chain: Annotated[Many[ChainNode], Field(min_length=4, max_length=4)]
    closing: Closing = None

    @model_validator(mode="after")
    def _numbered(self) -> "Playbook":
        if [row.step for row in self.rows] != [1, 2, 3, 4, 5]:
            refuse("Playbook", [Finding(("rows",), "steps must be numbered 1 to 5 in order")])
        return self


class Scaling(Section):
    number: ClassVar[int] = 7
    key: ClassVar[str] = "scaling"

    title: Literal["Scaling the Distribution Channel"] = "Scaling the Distribution Channel"
    chain: Annotated[Many[ChainNode], Field(min_length=4, max_length=4)]
    closing: Closing = None

    @model_validator(mode="after")
    def _each_is_more(self) -> "Scaling":
        findings = [
            Finding(("chain", position), "must begin with 'More '")
            for position, node in enumerate(self.chain)
            if not node.name.startswith("More ")
        ]
        refuse("Scaling", findings)
        return self


class Advantages(Section):
    number: ClassVar[int] = 8
    key: ClassVar[str] = "advantages"

    title: Literal["Channel Advantages"] = "Channel Advantages"
    heading: Literal["Strategic Advantages"] = "Strategic Advantages"
    columns: Annotated[tuple[Literal["Advantage"], Literal["Why It Matters"]], Field(strict=False)] = (
        "Advantage",
        "Why It Matters",
    )
    rows: Annotated[Many[Row], Field(min_length=5, max_length=5)]
    chain: Annotated[Many[ChainNode], Field(min_length=3, max_length=3)]
    closing: Closing = None


class Risks(Section):
    number: ClassVar[int] = 9
    key: ClassVar[str] = "risks"

    title: Literal["Channel Risks and Limitations"] = "Channel Risks and Limitations"
    heading: Literal["Key Risks"] = "Key Risks"
    columns: Annotated[tuple[Literal["Risk"], Literal["Explanation"]], Field(strict=False)] = (
        "Risk",
        "Explanation",
    )
    rows: Annotated[Many[Row], Field(min_length=4, max_length=4)]
    closing: Closing = None


class Challenges(Section):
    number: ClassVar[int] = 10
    key: ClassVar[str] = "challenges"

    title: Literal["Operational Challenges"] = "Operational Challenges"
    heading: Literal["Common Challenges"] = "Common Challenges"
    columns: Annotated[tuple[Literal["Challenge"], Literal["Operational Impact"]], Field(strict=False)] = (
        "Challenge",
        "Operational Impact",
    )
    rows: Annotated[Many[Row], Field(min_length=4, max_length=4)]
    closing: Closing = None


class Examples(Section):
    number: ClassVar[int] = 11
    key: ClassVar[str] = "examples"

    title: Literal["Real Company Examples"] = "Real Company Examples"
    columns: Annotated[
        tuple[Literal["Company"], Literal["Distribution Pathway"], Literal["Why This Channel Works"]],
        Field(strict=False),
    ] = ("Company", "Distribution Pathway", "Why This Channel Works")
    rows: Annotated[Many[ExampleRow], Field(min_length=5, max_length=5)]
    closing: Closing = None


class Checklist(Section):
    number: ClassVar[int] = 12
    key: ClassVar[str] = "checklist"

    title: Literal["Operator Decision Checklist"] = "Operator Decision Checklist"
    columns: Annotated[tuple[Literal["Evaluation Factor"], Literal["Key Question"]], Field(strict=False)] = (
        "Evaluation Factor",
        "Key Question",
    )
    rows: Annotated[Many[Row], Field(min_length=5, max_length=5)]


class WriteUp(Entry):
    """The twelve sections in their order."""

    overview: Overview
    architecture: Architecture
    channel_flow: ChannelFlow
    economics: Economics
    acquisition_flow: AcquisitionFlow
    playbook: Playbook
    scaling: Scaling
    advantages: Advantages
    risks: Risks
    challenges: Challenges
    examples: Examples
    checklist: Checklist

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(getattr(self, name) for name in type(self).model_fields)

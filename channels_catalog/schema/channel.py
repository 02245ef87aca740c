"""A channel model: its checklist, its constraint, its operating facts and, if written, its write-up."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from channels_catalog.schema.revisions import constraint_revision, factor_revision
from channels_catalog.schema.tables import FACTOR_ROLES
from channels_catalog.schema.text import (
    Anchors,
    ChannelKey,
    Entry,
    Finding,
    Key,
    Label,
    Many,
    Some,
    Text,
    refuse,
    repeated,
)
from channels_catalog.schema.write_up import WriteUp


class Factor(Entry):
    """One question of the checklist; every path has exactly one for each role."""

    key: Key
    role: Literal["pull", "product", "access", "compounding", "capability"]
    name: Label
    question: Text
    anchors: Anchors
    probe: Text
    misread: Text

    @property
    def revision(self) -> str:
        return factor_revision(self)


class Signal(Entry):
    """The figure that shows whether a constraint binds. Thresholds are starting points."""

    name: Label
    formula: Text
    binds_when: Text
    clear_when: Text


class Relief(Entry):
    """A move against the constraint, what it changes and what it takes."""

    move: Text
    changes: Text
    takes: Text


class Constraint(Entry):
    """What holds the path back most likely. No channel is without one."""

    key: Key
    label: Label
    risk_if_ignored: Label
    question: Text
    anchors: Anchors
    signals: Annotated[Many[Text], Field(min_length=4, max_length=4)]
    metric: Signal
    relief: Annotated[Many[Relief], Field(min_length=3, max_length=3)]

    @property
    def revision(self) -> str:
        return constraint_revision(self)


class Metric(Entry):
    """A figure to follow on this path: better when it goes `good`; `leading` shows before `lagging`."""

    name: Label
    formula: Text
    good: Literal["up", "down"]
    timing: Literal["leading", "lagging"]


class Channel(Entry):
    """One channel model. `embedded` says how far use itself carries it: 2 by itself, 1 partly, 0 not."""

    key: ChannelKey
    name: Label
    title: Label
    summary: Text
    best_suited_for: Some[Label]
    implementation_forms: Annotated[Many[Label], Field(min_length=3, max_length=3)]
    factors: Many[Factor]
    constraint: Constraint
    burden: Text
    owner: Label
    minimum_team: Label
    first_signal: Label
    metrics: Annotated[Many[Metric], Field(min_length=6, max_length=8)]
    embedded: Literal[0, 1, 2]
    write_up: WriteUp | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "Channel":
        refuse("Channel", [*_role_findings(self), *_repetitions(self), *_checklist_findings(self)])
        return self

    def factor(self, key: str) -> Factor:
        """The factor with this key; KeyError when there is none."""
        for factor in self.factors:
            if factor.key == key:
                return factor
        raise KeyError(key)


def _role_findings(channel: Channel) -> list[Finding]:
    findings = []
    held = [factor.role for factor in channel.factors]
    for role in FACTOR_ROLES:
        count = held.count(role)  # type: ignore[arg-type]  # a literal is a str
        if count != 1:
            findings.append(
                Finding(("factors",), f"needs exactly one factor with role '{role}', has {count}")
            )
    return findings


def _repetitions(channel: Channel) -> list[Finding]:
    lists = {
        ("factors", "key"): [factor.key for factor in channel.factors],
        ("factors", "name"): [factor.name for factor in channel.factors],
        ("metrics", "name"): [metric.name for metric in channel.metrics],
        ("best_suited_for",): list(channel.best_suited_for),
        ("implementation_forms",): list(channel.implementation_forms),
    }
    return [
        Finding((field[0], position, *field[1:]), f"'{value}' stands twice")
        for field, values in lists.items()
        for position, value in repeated(values)
    ]


def _checklist_findings(channel: Channel) -> list[Finding]:
    if channel.write_up is None:
        return []
    named = [row.name for row in channel.write_up.checklist.rows]
    asked = [factor.name for factor in channel.factors]
    if named == asked:
        return []
    message = f"must name the factors of the checklist in their order: {', '.join(asked)}"
    return [Finding(("write_up", "checklist", "rows"), message)]

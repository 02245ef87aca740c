"""A channel model: its checklist, its constraint, its operating facts and, if written, its write-up."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from channels_catalog.schema.loose import Document, mapping, repeated, texts
from channels_catalog.schema.revisions import constraint_revision, factor_revision
from channels_catalog.schema.stakes import Benchmarks, Stakes, Variant, is_unset
from channels_catalog.schema.tables import FACTOR_ROLES
from channels_catalog.schema.text import (
    AnchorFigures,
    Anchors,
    ChannelKey,
    Entry,
    Finding,
    Key,
    Label,
    Many,
    Some,
    Text,
    WholeNumber,
    refuse,
)
from channels_catalog.schema.write_up import WriteUp


class Factor(Entry):
    """One question of the checklist; every path has exactly one for each role.

    `asks` marks a question about what the firm earns and spends: no design of the product answers it, so method 2
    promises nothing of designing it in.
    """

    key: Key
    role: Literal["pull", "product", "access", "compounding", "capability"]
    name: Label
    question: Text
    anchors: Anchors
    probe: Text
    misread: Text
    asks: Annotated[Literal["economics"] | None, Field(exclude_if=is_unset)] = None

    @property
    def revision(self) -> str:
        return factor_revision(self)


class Threshold(Entry):
    """The main figure of a constraint, in whole units: where it binds, where it is clear, what each anchor describes.

    `binds` is the published threshold: the figure of level 2 lies on its bad side, because the method takes Partly as
    binding, and the figure of level 4 is at least as good as `clears`.
    """

    unit: Label
    good: Literal["up", "down"]
    binds: Annotated[int, WholeNumber]
    clears: Annotated[int, WholeNumber]
    anchors: AnchorFigures

    @model_validator(mode="after")
    def _in_order(self) -> "Threshold":
        order = (self.anchors["0"], self.anchors["2"], self.binds, self.clears, self.anchors["4"])
        falling = tuple(-figure for figure in order) if self.good == "down" else order
        nought, two, binds, clears, four = falling
        if not nought < two < binds <= clears <= four:
            message = "must run from the anchors 0 and 2 over 'binds' and 'clears' to the anchor 4"
            refuse("Threshold", [Finding(("anchors",), message)])
        return self


class Signal(Entry):
    """The figure that shows whether a constraint binds. Thresholds are starting points."""

    name: Label
    formula: Text
    binds_when: Text
    clear_when: Text
    scale: Annotated[Threshold | None, Field(exclude_if=is_unset)] = None


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
    """A figure to follow on this path: better when it goes `good`; `leading` shows before `lagging`.

    `benchmarks` are public figures for it; an empty list says that none was found, None that nobody looked.
    """

    name: Label
    formula: Text
    good: Literal["up", "down"]
    timing: Literal["leading", "lagging"]
    meaning: Annotated[Text | None, Field(exclude_if=is_unset)] = None
    benchmarks: Annotated[Benchmarks | None, Field(exclude_if=lambda found: found is None)] = None


class RouteMarks(Entry):
    """What the picture of the route marks: places on the chain of the architecture section, counted from 1.

    The route narrows on the way that leaves station `narrows_after`. Money goes from station `paid_by` to `paid_to`,
    the company's; without `paid_by` no payment is drawn.
    """

    narrows_after: Annotated[int, Field(ge=1, le=4), WholeNumber]
    paid_by: Annotated[int | None, Field(ge=1, le=5, exclude_if=is_unset), WholeNumber] = None
    paid_to: Annotated[int, Field(ge=1, le=5, exclude_if=lambda station: station == 1), WholeNumber] = 1


class Channel(Entry):
    """One channel model. `embedded` says how far use itself carries it: 2 by itself, 1 partly, 0 not.

    `forms_explained` says what each implementation form is, in their order. `thesis` is the model in one sentence,
    `route` what its picture marks, `saturates` when it stops growing and how that shows, `variants` its forms with
    names of their own, `search_terms` the other words by which people look for it.
    """

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
    embedded: Annotated[Literal[0, 1, 2], WholeNumber]
    forms_explained: Annotated[Many[Text], Field(exclude_if=is_unset)] = ()
    thesis: Annotated[Text | None, Field(exclude_if=is_unset)] = None
    stakes: Annotated[Stakes | None, Field(exclude_if=is_unset)] = None
    route: Annotated[RouteMarks | None, Field(exclude_if=is_unset)] = None
    saturates: Annotated[Text | None, Field(exclude_if=is_unset)] = None
    variants: Annotated[Many[Variant], Field(exclude_if=is_unset)] = ()
    search_terms: Annotated[Many[Label], Field(exclude_if=is_unset)] = ()
    write_up: WriteUp | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "Channel":
        refuse("Channel", channel_findings(self.model_dump()))
        return self

    @property
    def forms(self) -> tuple[tuple[str, str], ...]:
        """Each implementation form with what it is; nothing while the forms are not explained."""
        return tuple(zip(self.implementation_forms, self.forms_explained, strict=False))

    def factor(self, key: str) -> Factor:
        """The factor with this key; KeyError when there is none."""
        for factor in self.factors:
            if factor.key == key:
                return factor
        raise KeyError(key)


def channel_findings(document: Document) -> list[Finding]:
    """What the parts of a channel's document say against each other; what is broken is passed over."""
    checks = (_role_findings, _repetitions, _checklist_findings, _form_findings, _route_findings)
    return [finding for check in checks for finding in check(document)]


def _role_findings(document: Document) -> Iterator[Finding]:
    held = [role for _, role in texts(document.get("factors"), "role")]
    for role in FACTOR_ROLES:
        if held.count(role) != 1:
            message = f"needs exactly one factor with role '{role}', has {held.count(role)}"
            yield Finding(("factors",), message)


def _repetitions(document: Document) -> Iterator[Finding]:
    for part, field in (("factors", "key"), ("factors", "name"), ("metrics", "name"), ("variants", "name")):
        for position, value in repeated(texts(document.get(part), field)):
            yield Finding((part, position, field), f"'{value}' stands twice")
    for part in ("best_suited_for", "implementation_forms", "search_terms"):
        for position, value in repeated(texts(document.get(part))):
            yield Finding((part, position), f"'{value}' stands twice")
    for section, content in mapping(document.get("write_up")).items():
        rows = mapping(content).get("rows")
        for position, value in repeated(texts(rows, "company" if section == "examples" else "name")):
            yield Finding(("write_up", section, "rows", position), f"'{value}' stands twice")


def _checklist_findings(document: Document) -> Iterator[Finding]:
    checklist = mapping(mapping(document.get("write_up")).get("checklist"))
    named = [name for _, name in texts(checklist.get("rows"), "name")]
    asked = [name for _, name in texts(document.get("factors"), "name")]
    if checklist and named != asked:
        message = f"must name the factors of the checklist in their order: {', '.join(asked)}"
        yield Finding(("write_up", "checklist", "rows"), message)


def _form_findings(document: Document) -> Iterator[Finding]:
    explained = texts(document.get("forms_explained"))
    forms = texts(document.get("implementation_forms"))
    if explained and len(explained) != len(forms):
        yield Finding(("forms_explained",), f"must explain each of the {len(forms)} implementation forms")


def _route_findings(document: Document) -> Iterator[Finding]:
    chain = mapping(mapping(document.get("write_up")).get("architecture")).get("chain")
    marks = mapping(document.get("route"))
    if not isinstance(chain, list | tuple):
        return
    for field, last in (("narrows_after", len(chain) - 1), ("paid_by", len(chain)), ("paid_to", len(chain))):
        station = marks.get(field)
        if isinstance(station, int) and station > last:
            message = f"must be at most {last}: the chain of the architecture has {len(chain)} stations"
            yield Finding(("route", field), message)
    if marks.get("paid_by") is not None and marks.get("paid_by") == marks.get("paid_to", 1):
        yield Finding(("route", "paid_by"), "must be another station than 'paid_to'")

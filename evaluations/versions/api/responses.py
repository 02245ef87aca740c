"""What the endpoints of snapshots answer with."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from distmap.api.responses import Shape
from evaluations.answers.api.responses import Rating
from evaluations.decisions.api.responses import KeptDecision, OutcomeKey
from evaluations.results.api.explained_responses import Span
from evaluations.results.api.responses import Dimension, Result
from evaluations.versions.api.dissent_responses import Dissent
from evaluations.vocabulary import DecisionKey, GradeKey, ItemKind, VerdictKey
from evaluations.work.api.responses import Headline, Progress
from workspaces.api.responses import Person, TokenName


class Snapshot(Shape):
    """An immutable, named copy of an evaluation."""

    id: UUID
    evaluation: UUID
    number: Annotated[int, Field(description="From 1, in the order in which they were taken.")]
    name: str
    taken_by: Person | None
    taken_at: datetime
    release: Annotated[str, Field(description="The catalog release in whose words it was answered.")]
    method: str
    headline: Headline | None
    progress: Progress
    document_sha256: Annotated[str, Field(description="Of everything that it keeps.")]
    inputs_sha256: Annotated[str, Field(description="Of the scoring inputs.")]


class TimelineStop(Shape):
    """Something that happened to an evaluation. What does not belong to its kind is null."""

    id: UUID
    kind: Literal[
        "submitted", "reopened", "archived", "deleted", "restored", "method_changed", "snapshot", "decided",
        "decision_changed", "action_changed", "outcome_recorded", "outcome_withdrawn",
    ]  # fmt: skip
    at: datetime
    by: Person | None
    token: TokenName | None
    snapshot: Annotated[int | None, Field(description="The number of the one that was taken.")]
    decision_version: Annotated[int | None, Field(description="As the decision's history counts it.")]
    path: Annotated[str | None, Field(description="The one that was decided on.")]
    decision: DecisionKey | None
    outcome: OutcomeKey | None
    method: Annotated[str | None, Field(description="The one that it was moved to.")]


class KeptProduct(Shape):
    """The product as it was described."""

    id: UUID
    name: str
    description: str
    industries: list[str]
    stage: str | None


class KeptState(Shape):
    """What was judged, and how."""

    title: str
    status: Literal["draft", "submitted", "archived"]
    product: KeptProduct
    paths: list[str]
    growth_model: str | None
    priorities: list[list[str]] | None
    answers_version: int
    changed_at: Annotated[datetime, Field(description="The latest change that it holds.")]


class KeptAnswer(Rating):
    """An answer as it stood."""

    key: str
    version: int
    revision: Annotated[str, Field(description="Of the item as it was worded when it was answered.")]
    changed_by: Annotated[str | None, Field(description="The name that was shown then.")]
    changed_at: datetime


class WholeSnapshot(Snapshot):
    """Everything that a snapshot keeps. It never changes."""

    state: KeptState
    answers: Annotated[list[KeptAnswer], Field(description="To the items on the checklist, in its order.")]
    keeps_decision: Annotated[
        bool, Field(description="False for one that was taken before snapshots kept the decision.")
    ]
    decision: Annotated[
        KeptDecision | None, Field(description="The one that stood when it was taken; null: none did.")
    ]
    dissent: Annotated[Dissent | None, Field(description="As it was then; null: it was not kept yet.")]
    result: Result


class DifferenceSide(Shape):
    """One side of a difference: a snapshot, or the evaluation as it stands."""

    snapshot: Annotated[int | None, Field(description="Its number; null: as it stands.")]
    name: str | None
    at: Annotated[datetime, Field(description="When it was taken; the latest change of what stands.")]
    release: str
    method: str
    inputs_sha256: str


class FactDifference(Shape):
    """Something other than an answer that differs, in words."""

    key: str
    from_: Annotated[str, Field(alias="from")]
    to: str


class ItemSide(Shape):
    """An answer on one side."""

    level: Annotated[int | None, Field(ge=0, le=4)]
    grade: GradeKey | None
    na: bool
    na_reason: str
    designable: bool
    note: str
    evidence_url: str
    text: str


class ItemDifference(Shape):
    """An answer that differs. Null: nothing was said, or the side does not ask it."""

    item: str
    kind: ItemKind
    name: str
    changed: Annotated[list[str], Field(description="The fields that differ.")]
    from_: Annotated[ItemSide | None, Field(alias="from")]
    to: ItemSide | None
    answer: Annotated[float | None, Field(description="How far another level moved its value.")]
    evidence: Annotated[float | None, Field(description="How far another grade moved its value.")]


class WordingDifference(Shape):
    """An item in other words, or that one side's release does not ask: its answers do not compare."""

    item: str
    name: str
    from_: Annotated[str | None, Field(alias="from", description="The question as it was.")]
    to: Annotated[str | None, Field(description="The question as it is.")]


class VerdictPair(Shape):
    """The verdicts as they were issued; null where a side does not judge the path."""

    from_: Annotated[VerdictKey | None, Field(alias="from")]
    to: VerdictKey | None


class SpanPair(Shape):
    """Ranges as they were issued; null where a side has none."""

    from_: Annotated[Span | None, Field(alias="from")]
    to: Span | None


class PlacePair(Shape):
    """Places in the ranking; null where a side does not rank the path."""

    from_: Annotated[int | None, Field(alias="from")]
    to: int | None


class FitChange(Shape):
    """The change of fit on common ground (method section 14). Contributions and cap effect sum to the change."""

    change: float
    contributions: dict[Dimension, float]
    cap_effect: float
    interval: list[float]
    clear: Annotated[bool, Field(description="Whether the interval leaves out 0.")]
    P_up: Annotated[float, Field(ge=0, le=1, description="How often it rose, over all that is open.")]
    likelihood: Literal["very likely up", "likely up", "no clear change", "likely down", "very likely down"]


class SnapshotPathDifference(Shape):
    """One path on both sides."""

    name: str
    changed: bool
    verdict: VerdictPair
    F: SpanPair
    S: SpanPair
    place: PlacePair
    fit: Annotated[FitChange | None, Field(description="Null where fit does not compare.")]
    sentence: str


class SentenceDifference(Shape):
    """A sentence that reads differently; empty where a side does not say it."""

    about: str
    what: str
    from_: Annotated[str, Field(alias="from")]
    to: str


class Ground(Shape):
    """What the figures of change compare: the paths of both sides, in words that are the same."""

    left_out: list[str]
    fit_only: list[str]
    match_from_base: list[str]
    only_in_from: list[str]
    only_in_to: list[str]
    tau_b: float | None
    leader_changed: bool


class SnapshotDifference(Shape):
    """What became of one state in another."""

    same: Annotated[bool, Field(description="Whether nothing at all differs.")]
    from_: Annotated[DifferenceSide, Field(alias="from")]
    to: DifferenceSide
    facts: list[FactDifference]
    decision: Annotated[
        list[FactDifference] | None,
        Field(description="What differs in the decision; null where a side was kept without one."),
    ]
    paths: dict[str, SnapshotPathDifference]
    answers: list[ItemDifference]
    reworded: list[WordingDifference]
    sentences: list[SentenceDifference]
    ground: Ground

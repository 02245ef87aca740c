"""A comparison and its result, as the schema publishes them."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field

from comparisons import models
from comparisons.members import aliases_of
from comparisons.queries import choices_of
from distmap.api.responses import Shape
from evaluations.results.api.responses import Dimension, Share
from evaluations.vocabulary import METHOD_1, ClassKey, GradeKey, ItemKind, VerdictKey
from evaluations.work.api.responses import Progress
from workspaces.api.responses import Person

ComparisonKind = Literal["over_time", "subjects", "raters"]
Place = Annotated[int, Field(ge=0, le=11, description="A member's position, from 0.")]
Difference = Annotated[float, Field(ge=-1, le=1)]
MemberState = Literal["present", "deleted"]


class StoredMember(Shape):
    """One column of a comparison."""

    evaluation: Annotated[UUID | None, Field(description="Null once it was removed for good.")]
    snapshot: UUID | None
    alias: Annotated[str, Field(description="As given, or derived: at most 15 characters, no two the same.")]
    title: Annotated[str, Field(description="Of a deleted member the last that is known.")]
    state: MemberState


class Comparison(Shape):
    """Saved evaluations set side by side."""

    id: UUID
    title: str
    kind: ComparisonKind
    base: Place
    priorities: Annotated[list[list[str]] | None, Field(description="Null: the base's.")]
    members: list[StoredMember]
    created_by: Person | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: models.Comparison) -> Self:
        choices = choices_of(row)
        aliases = aliases_of(row.kind, choices)
        return cls(
            id=row.pk,
            title=row.title,
            kind=row.kind,
            base=row.base,
            priorities=row.priorities,
            members=[
                StoredMember(
                    evaluation=choice.evaluation.pk if choice.evaluation else None,
                    snapshot=choice.snapshot.pk if choice.snapshot else None,
                    alias=alias,
                    title=choice.title,
                    state="present" if choice.is_there else "deleted",
                )
                for alias, choice in zip(aliases, choices, strict=True)
            ],
            created_by=Person.of(row.created_by),
            created_at=row.created_at,
            updated_at=row.changed_at,
        )


class ComparedProduct(Shape):
    """What a member is about."""

    id: UUID
    name: str


class ComparedSnapshot(Shape):
    """Which snapshot a member is."""

    id: UUID
    number: int
    name: str
    taken_at: datetime


class ComparedModel(Shape):
    """The growth model that a member declares."""

    key: str
    name: str


class ComparedMember(Shape):
    """One column. All but its names is null where it was deleted."""

    letter: str
    alias: str
    title: str
    state: MemberState
    evaluation: UUID | None
    product: ComparedProduct | None
    snapshot: ComparedSnapshot | None
    release: str | None
    growth_model: ComparedModel | None
    changed_at: datetime | None
    progress: Progress | None
    inputs_sha256: str | None
    method: Annotated[str, Field(description="The method that judges it, where that is not method 1.")] = (
        METHOD_1
    )


class ComparedEnds(Shape):
    """A range with its point."""

    lo: Share
    point: Share
    hi: Share


class Bands(Shape):
    """The nearest answer levels: the finest difference between subjects."""

    lo: int
    point: int
    hi: int


class CellCoverage(Shape):
    """How much of a cell is known, and how much was seen or measured."""

    fit: Share
    support: Share
    evidence_fit: Share
    evidence_support: Share


class PathCell(Shape):
    """One path of one member. `state` says why there are no figures, or only fit."""

    state: Annotated[
        Literal["whole", "fit_only", "not_applicable", "not_chosen", "deleted", "other_method"],
        Field(
            description="`other_method`: judged by another method than the base, so no figure is compared."
        ),
    ]
    verdict: VerdictKey | None
    fights: bool | None
    F: ComparedEnds | None
    S: ComparedEnds | None
    V: ComparedEnds | None
    bands: Bands | None
    binding: list[str] | None
    coverage: CellCoverage | None
    likelihood: Annotated[
        Literal["settled", "very likely", "likely", "open"] | None, Field(description="Method 2 alone.")
    ] = None
    confidence: Annotated[
        Share | None,
        Field(description="How far the verdict holds; method 2 alone, null where an open question decides."),
    ] = None
    reason: Annotated[str | None, Field(description="Why the verdict is withheld; method 2 alone.")] = None
    lean: Annotated[
        ClassKey | None, Field(description="Which way a withheld verdict leans; method 2 alone.")
    ] = None
    lean_chance: Annotated[Share | None, Field(description="How likely that is.")] = None


class FitAgainstBase(Shape):
    """A change of fit against the base. The contributions and the cap effect sum to `change`."""

    change: Difference
    contributions: dict[Dimension, Difference]
    cap_effect: Difference
    interval: list[Difference]
    clear: Annotated[bool, Field(description="The interval excludes 0.")]
    P_up: Annotated[Share | None, Field(description="Not there under method 2, which draws no chance.")] = (
        None
    )
    likelihood: Annotated[
        Literal["very likely up", "likely up", "no clear change", "likely down", "very likely down"] | None,
        Field(description="Not there under method 2."),
    ] = None


class ComparedStages(Shape):
    """Why an issued verdict is another one: the first stage that differs from `before` is the `step`."""

    before: VerdictKey
    learned: VerdictKey
    changed: VerdictKey
    catalog: VerdictKey
    step: Literal["learned", "changed", "catalog"] | None


class Transition(Shape):
    """A verdict of the base, and this member's."""

    from_: Annotated[VerdictKey, Field(alias="from")]
    to: VerdictKey


class ValueChange(Shape):
    """How far an answer's point moved: by another level, and by another grade."""

    answer: Difference | None
    evidence: Difference | None


class ItemValueChange(Shape):
    """How far one answer of a path moved."""

    item: str
    answer: Difference | None
    evidence: Difference | None


class PathChange(Shape):
    """One path against the base. `F` is null where a side does not apply, `verdict` where only fit compares."""

    F: FitAgainstBase | None
    items: list[ItemValueChange] | None = None
    stages: Annotated[
        ComparedStages | None, Field(description="Method 2 alone; null where only fit compares.")
    ] = None
    verdict: Transition | None


class PathPanel(Shape):
    """The panel's verdict beside those of its raters."""

    verdict: VerdictKey
    rater_verdicts: list[VerdictKey]
    sharing: Annotated[int, Field(description="How many raters share the panel's verdict.")]
    discursive_dilemma: Annotated[
        bool, Field(description="The panel's verdict is not the raters' most common one.")
    ]
    held_by: Annotated[
        list[Place] | None, Field(description="The raters who issue it alone; method 2 alone.")
    ] = None
    disputed: Annotated[
        bool | None, Field(description="No rater issues it alone, so it is withheld; method 2 alone.")
    ] = None
    F: ComparedEnds | None
    S: ComparedEnds | None
    V: ComparedEnds | None


class PathRow(Shape):
    """One path, a cell for each member. `changes` over time, `ahead` across subjects, `panel` across raters."""

    key: str
    name: str
    differs: bool
    unknown: bool
    cells: list[PathCell]
    changes: list[PathChange | None] | None
    ahead: Annotated[
        list[list[Place]] | None, Field(description="Pairs of which the first is clearly ahead.")
    ]
    panel: PathPanel | None


class ItemCell(Shape):
    """One answer of one member, and what it leaves open."""

    state: Literal["answered", "unanswered", "not_applicable", "not_asked", "deleted"]
    level: int | None
    grade: GradeKey | None
    na: bool
    na_reason: str | None
    designable: bool
    lo: Share | None
    mid: Share | None
    hi: Share | None
    note: str | None
    evidence_url: str | None
    text: str | None
    binds: Annotated[bool, Field(description="It is what holds the support of its path back.")]
    differs: bool


class ItemPanel(Shape):
    """What a panel says to one item."""

    lo: Share
    hi: Share
    mid: Share
    na: bool
    contested: Annotated[
        bool,
        Field(
            description="The middle half spans more than one step; by method 2, that measurements or evidenced "
            "answers contradict each other."
        ),
    ]
    Cns: Share | None
    p: Annotated[
        list[Share] | None, Field(description="The chance of each level, No to Yes; method 2 alone.")
    ] = None
    evidenced: Annotated[
        bool | None, Field(description="Whether half of the weight was seen or measured; method 2 alone.")
    ] = None
    conflict: Annotated[bool | None, Field(description="As `contested`; method 2 alone.")] = None


class ItemRow(Shape):
    """One item, a cell for each member. Where `compares` is false its wordings differ: see `left_out`."""

    key: str
    kind: ItemKind
    path: str | None
    path_name: str | None
    role: str | None
    name: str
    question: str
    counts: bool
    compares: bool
    differs: bool
    unknown: bool
    cells: list[ItemCell]
    moves: list[ValueChange | None] | None
    panel: ItemPanel | None


class LeftOut(Shape):
    """An item that is not compared."""

    item: str
    name: str
    asked_by: list[Place]
    reason: Literal["reworded", "not_everywhere", "other_match"]


class ComparableWithBase(Shape):
    """Where one member meets the base."""

    fit_only: list[str]
    match_from_base: list[str]
    only_in_base: list[str]
    only_here: list[str]


class LeaderChange(Shape):
    """The leading paths of the base and of this member."""

    from_: Annotated[str | None, Field(alias="from")]
    to: str | None


class PathTransition(Shape):
    """A path whose verdict changed."""

    path: str
    from_: Annotated[VerdictKey, Field(alias="from")]
    to: VerdictKey


class MovedMost(Shape):
    """The path whose fit moved most, the largest part of it, and the answer that moved furthest."""

    path: str
    change: Difference
    part: Dimension | Literal["cap_effect"]
    by: Difference
    item: str | None


class MemberChange(Shape):
    """A member against the base, as a whole."""

    tau_b: Annotated[float | None, Field(ge=-1, le=1)]
    leader_changed: bool
    leader: LeaderChange
    verdicts_changed: list[PathTransition]
    moved_most: MovedMost | None


class OverTime(Shape):
    """`ranks`: for each member the places of `ranked`, the paths that all members have."""

    ranked: list[str]
    ranks: list[list[int] | None]
    members: list[MemberChange | None]


class Ahead(Shape):
    """One member clearly ahead of another, and where."""

    ahead: Place
    behind: Place
    paths: list[str]


class Subjects(Shape):
    """Who is clearly ahead of whom, and on which paths."""

    ahead: list[Ahead]


class Alpha(Shape):
    """Krippendorff's alpha with its word, or the reason why there is none."""

    value: float | None
    word: Literal["reliable", "tentative", "not reliable"] | None
    reason: str | None
    interval: Annotated[
        list[float] | None, Field(description="Where 95 % of the bootstraps lie; method 2 alone.")
    ] = None


class Raters(Shape):
    """How far the raters agree."""

    raters: int
    alpha: Alpha
    contested: list[str]
    rated: int
    paths: int
    unanimous: list[str]
    discursive_dilemma: list[str]
    disputed: Annotated[
        list[str] | None, Field(description="Paths whose verdict no rater issues alone; method 2 alone.")
    ] = None


class ComparisonResult(Shape):
    """Everything that a comparison shows. Of the last three parts, the kind's own is filled."""

    kind: ComparisonKind
    base: Annotated[Place | None, Field(description="The member compared with; null when none is left.")]
    method: str
    priorities: list[list[str]] | None
    members: list[ComparedMember]
    paths: list[PathRow]
    factors: list[ItemRow]
    constraints: list[ItemRow]
    matches: list[ItemRow]
    surfaces: list[ItemRow]
    rule: list[ItemRow]
    left_out: list[LeftOut]
    grounds: list[ComparableWithBase | None]
    over_time: OverTime | None
    subjects: Subjects | None
    raters: Raters | None
    headline: str
    sentences: list[str]

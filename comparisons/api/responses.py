"""A comparison and its result, as the schema publishes them."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field

from comparisons import models
from comparisons.api.row_responses import ItemRow, PathRow
from comparisons.members import aliases_of
from comparisons.queries import choices_of
from distmap.api.responses import Shape
from evaluations.results.api.responses import Dimension
from evaluations.vocabulary import METHOD_1, VerdictKey
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

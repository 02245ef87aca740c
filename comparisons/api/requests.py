"""What the API reads about comparisons: bodies and queries."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from comparisons.rules import MemberInput
from distmap.api.bodies import AS_NUMBER, Body, Identifier, Query
from distmap.api.pagination import OrderedQuery
from evaluations.work.api.requests import MAY_BE_ABSENT, Priorities

KINDS = ("over_time", "subjects", "raters")
KindKey = Annotated[str, Field(max_length=200, json_schema_extra={"enum": list(KINDS)})]


def _snapshot(value: Any) -> Any:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 1):
        return value
    try:
        return UUID(value) if isinstance(value, str) and len(value) == 36 else _no_snapshot()
    except ValueError:
        return _no_snapshot()


def _no_snapshot() -> Any:
    raise PydanticCustomError("wrong_type", "A snapshot is named by its id or by its number")


SnapshotName = Annotated[
    Any,
    BeforeValidator(_snapshot),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "uuid"},
                {"type": "integer", "minimum": 1},
                {"type": "null"},
            ],
            "description": "The id of a snapshot of the evaluation, or its number; null: as it stands.",
        }
    ),
]
Base = Annotated[int, Field(ge=0, le=11, description="The member that the others are compared with, from 0.")]


class _Column(Body):
    """What a column says besides whose it is."""

    snapshot: SnapshotName = None
    alias: Annotated[
        str | None, Field(description="At most 15 characters, no two the same; derived if there is none.")
    ] = None


class MemberBody(_Column):
    """One column: an evaluation as it stands, or one of its snapshots."""

    evaluation: Identifier

    def as_input(self) -> MemberInput:
        return MemberInput(evaluation=self.evaluation, snapshot=self.snapshot, alias=self.alias or "")


class StoredMemberBody(_Column):
    """A column of a stored comparison, which may be one whose evaluation was removed for good."""

    evaluation: Annotated[
        Identifier | None, Field(description="Null: the member removed for good that has this title.")
    ]
    title: Annotated[
        str | None,
        Field(
            description="Names a member without an evaluation, as the comparison shows it; else not looked at."
        ),
    ] = None

    def as_input(self) -> MemberInput:
        title = (self.title or "") if self.evaluation is None else ""
        return MemberInput(
            evaluation=self.evaluation, snapshot=self.snapshot, alias=self.alias or "", title=title
        )


Members = Annotated[
    list[MemberBody], Field(max_length=200, description="2 to 12 different members, in order.")
]


StoredMembers = Annotated[
    list[StoredMemberBody], Field(max_length=200, description="2 to 12 different members, in order.")
]


class NewComparison(Body):
    """Evaluations to set side by side."""

    title: str
    kind: KindKey
    members: Members
    base: Base = 0
    priorities: Priorities = None


class ComparisonPreview(Body):
    """What to set side by side without saving it. A title may be sent along; it is not looked at."""

    kind: KindKey
    members: Members
    base: Base = 0
    priorities: Priorities = None
    title: str | None = None


class ComparisonChanges(Body):
    """The fields to change; what is not named stays. `members` replaces the whole list."""

    title: str = MAY_BE_ABSENT
    kind: KindKey = MAY_BE_ABSENT
    members: StoredMembers = MAY_BE_ABSENT
    base: Base = MAY_BE_ABSENT
    priorities: Priorities = MAY_BE_ABSENT


class ComparisonQuery(OrderedQuery):
    """Filters of the list of comparisons."""

    kind: Literal["over_time", "subjects", "raters"] | None = None
    product: Annotated[Identifier | None, Field(description="A product that a member is about.")] = None


class ComparisonResultQuery(Query):
    base: Annotated[
        int | None, Field(ge=0, le=11, description="Another member to compare with, from 0."), AS_NUMBER
    ] = None


Switch = Annotated[Literal["true", "false"], Field(description="Leave the other rows out.")]


class ExportQuery(ComparisonResultQuery):
    view: Literal["paths", "factors", "surfaces", "constraints", "answers"] = "paths"
    format: Literal["csv", "xlsx"] = "csv"
    differs: Switch = "false"
    unknown: Switch = "false"
    sort: Annotated[
        str,
        Field(
            pattern=r"^(order|spread|-?(name|panel|ahead|[a-l]))$",
            description="As asked, the widest apart first, or by a column: `name`, a member by its letter (`a`), "
            "`panel` by how far raters agree, `ahead` by how many pairs are told apart; `-` turns it round.",
        ),
    ] = "order"
    figure: Annotated[
        Literal["value", "fit", "support"],
        Field(description="By which figure a member's column sorts paths."),
    ] = "value"

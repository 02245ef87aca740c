"""What the endpoints of products, evaluations and reports answer with."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from workspaces.api.endpoints import Person

VerdictKey = Literal["scale", "relieve_first", "design_in_first", "find_out_first", "park", "not_applicable"]
GradeKey = Literal["measured", "observed", "reported", "assumed"]
Kind = Literal["factor", "constraint", "alignment", "surface", "rule"]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Product(Shape):
    """What is to be distributed."""

    id: UUID
    name: str
    description: str
    growth_model: Annotated[str | None, Field(description="A key, or null: undeclared.")]
    industries: list[str]
    stage: Literal["idea", "launch", "growth", "mature"] | None
    created_by: Person | None
    created_at: datetime
    updated_at: datetime


class Progress(Shape):
    """Factors and constraint of the chosen paths, and the surfaces that one of them leans on."""

    answered: Annotated[int, Field(description="Rated, or not applicable.")]
    total: int


class Headline(Shape):
    """The path to speak of first."""

    path: str
    verdict: VerdictKey
    confidence: float


class Evaluation(Shape):
    """A product's chosen paths, judged under one catalog release and one method."""

    id: UUID
    title: str
    status: Literal["draft", "submitted", "archived"]
    product: UUID
    paths: list[str]
    growth_model: str | None
    priorities: list[list[str]] | None
    release: str
    method: str
    progress: Progress
    headline: Annotated[
        Headline | None, Field(description="Null before the first scoring and without a verdict.")
    ]
    stale: Annotated[bool, Field(description="Whether the headline is older than the answers.")]
    answers_version: Annotated[int, Field(description="Counts changes of what is scored.")]
    created_by: Person | None
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    archived_at: datetime | None


class Rating(Shape):
    """The fields of an answer. Null where it is empty, or where the item does not take the field."""

    level: Annotated[int | None, Field(ge=0, le=4)]
    grade: GradeKey | None
    na: bool | None
    na_reason: str | None
    designable: bool | None
    note: str | None
    evidence_url: str | None
    text: str | None


class Answer(Rating):
    """The present answer to an item; version 0 before the first."""

    key: str
    version: int
    revision: Annotated[str | None, Field(description="Of the item as it was worded when it was answered.")]
    changed_by: Person | None
    changed_at: datetime | None


class Item(Shape):
    """Something to answer."""

    key: str
    kind: Kind
    path: str | None
    role: Annotated[str | None, Field(description="What a factor says about its path.")]
    name: str
    question: str
    anchors: Annotated[dict[str, str], Field(description="What levels 0, 2 and 4 look like in practice.")]
    probe: Annotated[str | None, Field(description="How to find out.")]
    misread: Annotated[str | None, Field(description="What not to take for an answer.")]
    revision: Annotated[str, Field(description="Changes when the question or its anchors do.")]
    counts: Annotated[bool, Field(description="Whether it is part of the progress.")]
    answer: Answer


class Group(Shape):
    """A path, the design map, or the operator's rule."""

    key: str
    kind: Literal["path", "surfaces", "rule"]
    name: str
    summary: str
    progress: Progress
    items: list[Item]


class Checklist(Shape):
    """Everything that an evaluation asks, with its present answers."""

    release: str
    answers_version: int
    progress: Progress
    groups: list[Group]


class Answers(Shape):
    """The answers to the items on the checklist; an item that was never answered is not among them."""

    answers: list[Answer]
    answers_version: int


class SavedAnswers(Answers):
    """The answers that were sent, as they stand now."""

    progress: Progress


class TokenName(Shape):
    """A token, as history names it."""

    id: UUID
    name: str


class Change(Shape):
    """One changed item."""

    id: UUID
    item: str
    from_: Annotated[Rating | None, Field(alias="from")]
    to: Rating | None
    reason: Annotated[
        str | None, Field(description="Why, where nobody answered: such as growth_model_changed.")
    ]
    by: Person | None
    token: TokenName | None
    at: datetime
    request_id: str


class Artifact(Shape):
    """One finished format of a report."""

    format: str
    size: int
    sha256: str
    url: str


class ReportError(Shape):
    """Why a report failed, or a format that was to be added to it."""

    code: str
    detail: str


class Difference(Shape):
    """What is not as it was: `document`, `inputs`, `figures` or a format."""

    part: str
    detail: str


class Verification(Shape):
    """What making a report again gave."""

    outcome: Annotated[
        Literal["identical", "same_figures", "different", "nothing"],
        Field(
            description="`same_figures`: another renderer made the files, so the figures were compared and not the "
            "bytes. `nothing`: there is no file to compare with."
        ),
    ]
    detail: Annotated[str, Field(description="The outcome in words.")]
    identical: bool
    formats: Annotated[list[str], Field(description="The finished files that were compared.")]
    differences: list[Difference]


class SnapshotName(Shape):
    """Which snapshot of an evaluation."""

    id: UUID
    number: int
    name: str


class Report(Shape):
    """A job and its result."""

    id: UUID
    evaluation: UUID | None
    snapshot: Annotated[
        SnapshotName | None, Field(description="Of which snapshot; null: of the evaluation as it stood.")
    ]
    comparison: Annotated[UUID | None, Field(description="Of which comparison, if it is of one.")]
    title: str
    status: Literal["queued", "running", "succeeded", "failed", "cancelled"]
    progress: Annotated[int, Field(ge=0, le=100)]
    step: Annotated[str | None, Field(description="What is being done, while it runs.")]
    error: ReportError | None
    stale: Annotated[bool, Field(description="Whether the evaluation or its product has changed since.")]
    formats: Annotated[list[str], Field(description="What was asked for.")]
    failed_formats: Annotated[
        list[str],
        Field(
            description="What could not be added to it once it was finished; `error` says why, retry tries it again."
        ),
    ]
    document_sha256: Annotated[str, Field(description="Its identity: of the frozen document.")]
    inputs_sha256: Annotated[str, Field(description="Of the scoring inputs.")]
    artifacts: list[Artifact]
    created_by: Person | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    files_removed_at: Annotated[
        datetime | None,
        Field(description="When its files were removed for their age; retry makes them again."),
    ]


class ReportSchedule(Shape):
    """A report that is asked for every week, on behalf of a member."""

    id: UUID
    evaluation: UUID | None
    comparison: UUID | None
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    hour: Annotated[int, Field(ge=0, le=23, description="In the service's time zone.")]
    time_zone: Annotated[str, Field(description="The service's time zone.")]
    formats: list[str]
    form: Annotated[Literal["full", "executive"], Field(description="Whole, or in brief on two pages.")]
    next_at: Annotated[datetime | None, Field(description="When it runs next; null while it is paused.")]
    paused: bool
    stopped: Annotated[
        Literal["owner_left", "role_too_low", "subject_deleted"] | None,
        Field(description="Why it paused itself; null where somebody paused it."),
    ]
    last_at: datetime | None
    last_outcome: Annotated[
        Literal["made", "unchanged", "stopped", "gave_up"] | None,
        Field(description="`unchanged`: nothing had changed, so the report of before still stands."),
    ]
    last_report: Annotated[UUID | None, Field(description="The report that the last run gave.")]
    owner: Annotated[Person | None, Field(description="The member on whose behalf it runs.")]
    created_at: datetime

"""What the endpoints of reports answer with."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from distmap.api.responses import Shape
from workspaces.api.responses import Person


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

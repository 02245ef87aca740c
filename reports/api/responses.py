"""What the endpoints of reports answer with."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from pydantic import Field
from rest_framework.request import Request

from distmap.api.responses import Shape
from evaluations.models import Snapshot
from reports import models, verification
from reports.operations.schedules import WEEKDAYS
from reports.reading import is_stale
from workspaces.api.responses import Person


class Artifact(Shape):
    """One finished format of a report."""

    format: str
    size: int
    sha256: str
    url: str

    @classmethod
    def of(cls, row: models.ReportArtifact, *, request: Request) -> Self:
        names = {"report_id": row.report_id, "format": row.format}
        url = request.build_absolute_uri(reverse("api_artifact", kwargs=names))
        return cls(format=row.format, size=row.size, sha256=row.sha256, url=url)


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

    @classmethod
    def of(cls, found: verification.Verification) -> Self:
        return cls(
            outcome=found.outcome,
            detail=found.sentence,
            identical=found.is_identical,
            formats=found.formats,
            differences=[Difference(part=each.part, detail=each.detail) for each in found.differences],
        )


class SnapshotName(Shape):
    """Which snapshot of an evaluation."""

    id: UUID
    number: int
    name: str

    @classmethod
    def of(cls, row: Snapshot | None) -> Self | None:
        return None if row is None else cls(id=row.pk, number=row.number, name=row.name)


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

    @classmethod
    def of(cls, row: models.Report, *, request: Request) -> Self:
        """The report, with the addresses of its files on the host that the request came to."""
        return cls(
            id=row.pk,
            evaluation=row.evaluation_id,
            snapshot=SnapshotName.of(row.snapshot),
            comparison=row.comparison_id,
            title=row.title,
            status=row.status,
            progress=row.progress,
            step=row.step or None,
            error=ReportError(code=row.error_code, detail=row.error) if row.error_code else None,
            stale=is_stale(row),
            formats=row.formats,
            failed_formats=row.failed_formats,
            document_sha256=row.document_sha256,
            inputs_sha256=row.inputs_sha256,
            artifacts=[Artifact.of(each, request=request) for each in row.artifacts.all()],
            created_by=Person.of(row.created_by),
            created_at=row.created_at,
            started_at=row.started_at,
            finished_at=row.finished_at,
            files_removed_at=row.files_removed_at,
        )


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

    @classmethod
    def of(cls, row: models.ReportSchedule) -> Self:
        return cls(
            id=row.pk,
            evaluation=row.evaluation_id,
            comparison=row.comparison_id,
            weekday=WEEKDAYS[row.weekday],
            hour=row.hour,
            time_zone=settings.TIME_ZONE,
            formats=row.formats,
            form=row.form,
            next_at=None if row.paused_at else row.next_at,
            paused=row.paused_at is not None,
            stopped=row.stopped or None,
            last_at=row.last_at,
            last_outcome=row.last_outcome or None,
            last_report=row.last_report_id,
            owner=Person.of(row.owner),
            created_at=row.created_at,
        )

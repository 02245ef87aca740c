"""What the endpoints of reports take."""

from typing import Annotated, Literal

from pydantic import Field

from distmap.api.bodies import Body, Identifier
from evaluations.work.api.requests import MAY_BE_ABSENT, Keys

Form = Annotated[
    Literal["full", "executive"], Field(description="The whole report, or what it comes to on two pages.")
]


class NewReport(Body):
    """A report to make of an evaluation as it stands, or as a snapshot kept it, or of a comparison: exactly one."""

    evaluation: Annotated[Identifier, Field(description="An evaluation, as it stands.")] = MAY_BE_ABSENT
    snapshot: Annotated[Identifier, Field(description="A snapshot, by its id.")] = MAY_BE_ABSENT
    comparison: Annotated[Identifier, Field(description="A comparison, as it stands.")] = MAY_BE_ABSENT
    formats: Annotated[Keys, Field(description="pdf, docx, pptx, html, xlsx, csv, md, json.")]
    form: Form = "full"


Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Hour = Annotated[int, Field(ge=0, le=23, description="0 to 23, in the service's time zone.")]
Formats = Annotated[Keys, Field(description="As for a report.")]


class NewReportSchedule(Body):
    """A weekly report of an evaluation or of a comparison: exactly one of the two."""

    evaluation: Annotated[Identifier, Field(description="An evaluation, as it stands each week.")] = (
        MAY_BE_ABSENT
    )
    comparison: Annotated[Identifier, Field(description="A comparison, by its id.")] = MAY_BE_ABSENT
    weekday: Weekday
    hour: Hour
    formats: Formats
    form: Form = "full"


class ReportScheduleChanges(Body):
    """The fields to change; what is not named stays."""

    weekday: Weekday = MAY_BE_ABSENT
    hour: Hour = MAY_BE_ABSENT
    formats: Formats = MAY_BE_ABSENT
    form: Form = MAY_BE_ABSENT
    paused: Annotated[bool, Field(description="False resumes it.")] = MAY_BE_ABSENT

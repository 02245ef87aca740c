"""What the endpoints of products, evaluations and reports take."""

from typing import Annotated, Any, Literal

from pydantic import Field

from distmap.api.bodies import Body, Identifier, Query, Time, Words
from distmap.api.pagination import OrderedQuery
from evaluations.inputs import AnswerInput
from evaluations.operations.answer_rules import MOST_AT_ONCE

# A field that may stay away, which differs from null; so no default is published.
MAY_BE_ABSENT: Any = Field(default_factory=lambda: None)

Key = Annotated[str, Field(max_length=200)]
Keys = Annotated[list[Key], Field(max_length=200)]
GrowthModel = Annotated[str | None, Field(max_length=200, description="A key, or null: undeclared.")]
Industries = Annotated[Keys, Field(description="Labels of the closed list.")]
Stage = Annotated[str | None, Field(max_length=200, description="idea, launch, growth, mature, or null.")]
Paths = Annotated[Keys, Field(description="Slugs of channel models of the release, in order.")]
Priorities = Annotated[
    Annotated[list[Annotated[list[Key], Field(max_length=20)]], Field(max_length=20)] | None,
    Field(
        description="Null, or groups of the five dimensions, the most important first; each dimension once."
    ),
]
Level = Annotated[int | None, Field(description="0 to 4, or null: unanswered.")]
Grade = Annotated[str | None, Field(max_length=200, description="measured, observed, reported or assumed.")]


class NewProduct(Body):
    """A product to evaluate."""

    name: str
    description: str = ""
    growth_model: GrowthModel = None
    industries: Industries = []
    stage: Stage = None


class ProductChanges(Body):
    """The fields to change; what is not named stays."""

    name: str = MAY_BE_ABSENT
    description: str = MAY_BE_ABSENT
    growth_model: GrowthModel = MAY_BE_ABSENT
    industries: Industries = MAY_BE_ABSENT
    stage: Stage = MAY_BE_ABSENT


class NewEvaluation(Body):
    """An evaluation to begin. Without `growth_model` it takes the product's over."""

    product: Identifier
    title: str
    paths: Paths
    release: Annotated[str, Field(max_length=200, description="A version, or `current`.")] = "current"
    growth_model: GrowthModel = MAY_BE_ABSENT
    priorities: Priorities = None


class EvaluationChanges(Body):
    """The fields to change; what is not named stays."""

    title: str = MAY_BE_ABSENT
    paths: Paths = MAY_BE_ABSENT
    growth_model: GrowthModel = MAY_BE_ABSENT
    priorities: Priorities = MAY_BE_ABSENT


class AnswerBody(Body):
    """The answer to one item. Level, grade, na, na_reason and designable replace each other's stored values
    together as soon as one of them is named; note, evidence_url and text stay unless named."""

    key: Annotated[str, Field(max_length=200, description="An item of the checklist.")]
    level: Level = MAY_BE_ABSENT
    grade: Grade = MAY_BE_ABSENT
    na: bool | None = MAY_BE_ABSENT
    na_reason: str | None = MAY_BE_ABSENT
    designable: bool | None = MAY_BE_ABSENT
    note: str | None = MAY_BE_ABSENT
    evidence_url: str | None = MAY_BE_ABSENT
    text: str | None = MAY_BE_ABSENT
    version: Annotated[
        int | None, Field(ge=0, description="The version that this answer replaces: 409 if there is another.")
    ] = MAY_BE_ABSENT

    def as_input(self) -> AnswerInput:
        return AnswerInput.of(self.key, version=self.version, **self._fields())

    def _fields(self) -> dict[str, Any]:
        return {name: value for name, value in self.given().items() if name not in {"key", "version"}}


class NewAnswers(Body):
    """Answers to store, all or none of them."""

    answers: Annotated[list[AnswerBody], Field(max_length=MOST_AT_ONCE)]


class NewSnapshot(Body):
    """A copy to keep of the evaluation as it stands."""

    name: Annotated[str, Field(description="One line of 1 to 120 characters, once in the evaluation.")]


Form = Annotated[
    Literal["full", "executive"], Field(description="The whole report, or what it comes to on two pages.")
]


class NewReport(Body):
    """A report to make of an evaluation as it stands, or as a snapshot kept it, or of a comparison: exactly one."""

    evaluation: Annotated[Identifier, Field(description="An evaluation, as it stands.")] = MAY_BE_ABSENT
    snapshot: Annotated[Identifier, Field(description="A snapshot, by its id.")] = MAY_BE_ABSENT
    comparison: Annotated[Identifier, Field(description="A comparison, as it stands.")] = MAY_BE_ABSENT
    formats: Annotated[Keys, Field(description="pdf, docx, html, xlsx, csv, md, json.")]
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


class EvaluationQuery(OrderedQuery):
    """Filters of the list of evaluations; together they narrow it further."""

    product: Identifier | None = None
    status: Literal["draft", "submitted", "archived"] | None = None
    verdict: Annotated[
        Literal["scale", "relieve_first", "design_in_first", "find_out_first", "park", "not_applicable"]
        | None,
        Field(description="The headline's verdict; with `path`, that path's."),
    ] = None
    path: Annotated[Words | None, Field(description="A chosen path's slug.")] = None
    q: Annotated[Words | None, Field(description="Words of the title or the product's name.")] = None
    created_after: Time | None = None
    created_before: Time | None = None


class ResultQuery(Query):
    part: Annotated[
        Literal["full", "exact"],
        Field(description="`exact` leaves out what is sampled: fast, but no verdicts."),
    ] = "full"

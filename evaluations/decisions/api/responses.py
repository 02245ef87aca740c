"""What the endpoints of decisions answer with."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field

from distmap.api.responses import Shape
from evaluations import models
from evaluations.decisions import calibration
from evaluations.decisions.operations import decision_document
from evaluations.versions import values
from evaluations.vocabulary import ClassKey, DecisionKey, VerdictKey
from workspaces.api.responses import Person, TokenName

OutcomeKey = Literal["held", "failed", "unclear"]
ActionKind = Annotated[
    Literal["product", "campaign"],
    Field(
        description="`product` changes what the product is or does; `campaign` how it reaches people as it is."
    ),
]
ActionState = Literal["open", "doing", "done", "dropped"]


class StoredCriterion(Shape):
    """A figure and what it has come to, by a day, for the path to be stopped."""

    metric: str
    threshold: str
    by: date


class StoredAction(Shape):
    """Something to do, and the surfaces of the design map that it strengthens."""

    title: str
    kind: ActionKind
    owner: str | None
    due_on: date | None
    state: ActionState
    surfaces: list[str]
    id: UUID


class ForecastRange(Shape):
    """A value from 0 to 1 with its lowest and highest, as far as the answers went."""

    low: float
    point: float
    high: float


class Forecast(Shape):
    """What the method said of the path when it was decided. The numbers are null where no question applied."""

    verdict: VerdictKey
    lean: Annotated[
        ClassKey | None, Field(description="Under method 2 there where the verdict was withheld, else null.")
    ]
    lean_chance: Annotated[float | None, Field(description="How likely the lean was; method 2 alone.")] = None
    K: Annotated[
        dict[ClassKey, float] | None,
        Field(
            description="The chance of each class of action, to be held against what came; method 2 alone."
        ),
    ] = None
    likelihood: Literal["settled", "very likely", "likely", "open"] | None
    confidence: float | None
    how_sure: str
    sentence: Annotated[str, Field(description="The verdict with what it rested on, for people.")]
    fights: Annotated[bool, Field(description="Whether the path fought the growth model.")]
    fit: ForecastRange | None
    support: ForecastRange | None
    release: str
    method: str
    inputs_sha256: str


class Outcome(Shape):
    """How the forecast came out."""

    outcome: OutcomeKey
    note: str | None
    on: date

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Self | None:
        if not content["outcome"]:
            return None
        return cls(outcome=content["outcome"], note=content["outcome_note"] or None, on=content["outcome_on"])


class DecisionContent(Shape):
    """All that a decision says, as it stood."""

    path: str
    decision: DecisionKey
    conditional: bool
    condition: str | None
    departs: Annotated[bool, Field(description="Whether the verdict was another.")]
    reasons: str
    owner: str
    review_on: date
    exclusions: str | None
    kill_criteria: list[StoredCriterion]
    actions: list[StoredAction]
    forecast: Forecast
    outcome: Outcome | None

    @classmethod
    def of(cls, content: Mapping[str, Any], /, **more: Any) -> Self:
        """A decision as history holds it: null where nothing was said. `more` are the fields of a subclass."""
        return cls(
            path=content["path"],
            decision=content["decision"],
            conditional=bool(content["condition"]),
            condition=content["condition"] or None,
            departs=content["decision"] != content["forecast"]["verdict"],
            reasons=content["reasons"],
            owner=content["owner"],
            review_on=content["review_on"],
            exclusions=content["exclusions"] or None,
            kill_criteria=content["kill_criteria"],
            actions=[action | {"owner": action["owner"] or None} for action in content["actions"]],
            forecast=content["forecast"],
            outcome=Outcome.of(content),
            **more,
        )


class DecisionName(Shape):
    """Which decision, and on which evaluation."""

    id: UUID
    evaluation: UUID


class Decision(DecisionContent, DecisionName):
    """What was decided on an evaluation, against which forecast, and what came of it."""

    round: Annotated[
        int, Field(description="How many decisions were made on this evaluation; each its forecast.")
    ]
    version: int
    decided_by: Person | None
    decided_at: datetime
    updated_at: datetime

    @classmethod
    def of_row(cls, row: models.Decision) -> Self:
        """The decision that stands on an evaluation."""
        return cls.of(
            decision_document(row, list(row.actions.all())),
            id=row.pk,
            evaluation=row.evaluation_id,
            round=row.round,
            version=row.version,
            decided_by=Person.of(row.decided_by),
            decided_at=row.decided_at,
            updated_at=row.changed_at,
        )


class DecisionValue(DecisionContent):
    """A decision as a snapshot kept it."""

    round: int
    version: int
    decided_by: Annotated[str | None, Field(description="The name that was shown then.")]
    decided_at: datetime
    updated_at: datetime

    @classmethod
    def of_value(cls, value: values.DecisionValue) -> Self:
        return cls.of(
            asdict(value),
            round=value.round,
            version=value.version,
            decided_by=value.decided_by or None,
            decided_at=value.decided_at,
            updated_at=value.changed_at,
        )


class DecisionChange(Shape):
    """The decision as it stood from this change to the next."""

    id: UUID
    version: int
    round: int
    kind: Annotated[
        Literal["recorded", "outcome", "action"], Field(description="What was changed: all of it, or a part.")
    ]
    decision: DecisionContent
    by: Person | None
    token: TokenName | None
    at: datetime
    request_id: str

    @classmethod
    def of(cls, row: models.DecisionChange) -> Self:
        """One entry of a decision's history."""
        return cls(
            id=row.pk,
            version=row.version,
            round=row.round,
            kind=row.kind,
            decision=DecisionContent.of(row.document),
            by=Person.of(row.user),
            token=TokenName.of(row.token),
            at=row.at,
            request_id=row.request_id,
        )


class CalledRange(Shape):
    """Two shares from 0 to 1."""

    low: float
    high: float

    @classmethod
    def of(cls, ends: tuple[float, float] | None) -> Self | None:
        return None if ends is None else cls(low=ends[0], high=ends[1])


class CalibrationRow(Shape):
    """The outcomes of verdicts that were called alike."""

    likelihood: Literal["settled", "very likely", "likely", "open"]
    called: Annotated[CalledRange | None, Field(description="What such a call promises; null: nothing.")]
    held: int
    failed: int
    unclear: int
    share: Annotated[float | None, Field(description="Held of held and failed; null while there are none.")]
    range: Annotated[CalledRange | None, Field(description="Where the true share lies, at 95 %.")]
    enough: Annotated[bool, Field(description="Whether there are enough of them to say anything.")]
    brier: Annotated[
        float | None,
        Field(
            description="Mean squared distance of how far each was said to hold from what came; null below ten."
        ),
    ]
    log_score: Annotated[float | None, Field(description="Mean surprise, in natural units; null below ten.")]
    sentence: str

    @classmethod
    def of(cls, row: calibration.Row) -> Self:
        return cls(
            likelihood=row.likelihood,
            called=CalledRange.of(row.called),
            held=row.held,
            failed=row.failed,
            unclear=row.unclear,
            share=row.share,
            range=CalledRange.of(row.range),
            enough=row.is_enough,
            brier=row.brier,
            log_score=row.log_score,
            sentence=row.words,
        )


class CalibrationOfVerdict(Shape):
    """The outcomes of one issued verdict, with what was to count as held."""

    verdict: Literal["scale", "relieve_first", "design_in_first", "park"]
    held_if: Annotated[str, Field(description="When it held, as was defined beforehand.")]
    held: int
    failed: int
    unclear: int
    sentence: str

    @classmethod
    def of(cls, row: calibration.VerdictRow) -> Self:
        return cls(
            verdict=row.verdict,
            held_if=row.held_if,
            held=row.held,
            failed=row.failed,
            unclear=row.unclear,
            sentence=row.words,
        )


class CalibrationOfAnswers(Shape):
    """The chances kept with forecasts of method 2, against the class that came once every answer was measured."""

    cases: int
    brier: Annotated[float | None, Field(description="Over classes, 0 to 2; null below ten.")]
    log_score: Annotated[float | None, Field(description="Null below ten.")]
    sentence: str

    @classmethod
    def of(cls, book: calibration.AnswersBook) -> Self:
        return cls(cases=len(book.cases), brier=book.brier, log_score=book.log_score, sentence=book.words)


class Calibration(Shape):
    """How often verdicts came true in this workspace, by how sure they were called, and by verdict."""

    rows: list[CalibrationRow]
    verdicts: list[CalibrationOfVerdict]
    answers: CalibrationOfAnswers
    departed: Annotated[
        int, Field(description="Outcomes left out, since the decision departed from its verdict.")
    ]
    statement: str

    @classmethod
    def of(cls, found: calibration.Calibration) -> Self:
        return cls(
            rows=[CalibrationRow.of(row) for row in found.rows],
            verdicts=[CalibrationOfVerdict.of(row) for row in found.verdicts],
            answers=CalibrationOfAnswers.of(found.answers),
            departed=found.departed,
            statement=found.statement,
        )

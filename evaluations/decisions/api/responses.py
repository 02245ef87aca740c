"""What the endpoints of decisions take and answer with."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from distmap.api.bodies import Body, Day, Identifier, Words
from distmap.api.pagination import ListQuery
from distmap.api.responses import Shape
from evaluations.decisions.rules import MOST_ACTIONS, MOST_CRITERIA, ActionInput, DecisionInput, KillCriterion
from evaluations.vocabulary import DECISIONS, DecisionKey, VerdictKey
from evaluations.work.api.requests import Key, Keys
from workspaces.api.responses import Person, TokenName

OutcomeKey = Literal["held", "failed", "unclear"]
ActionKind = Annotated[
    Literal["product", "campaign"],
    Field(
        description="`product` changes what the product is or does; `campaign` how it reaches people as it is."
    ),
]
ActionState = Literal["open", "doing", "done", "dropped"]


def _one_of(*words: str, description: str | None = None) -> Any:
    """A text that the operation knows or refuses by its place; the schema says which there are."""
    return Field(
        min_length=1, max_length=200, description=description, json_schema_extra={"enum": list(words)}
    )


SentDecision = Annotated[str, _one_of(*DECISIONS)]
SentKind = Annotated[
    str,
    _one_of(
        "product",
        "campaign",
        description="`product` changes what the product is or does; `campaign` how it reaches people as it is.",
    ),
]
SentState = Annotated[str, _one_of("open", "doing", "done", "dropped")]


class KillCriterionBody(Body):
    """A figure and what it has come to, by a day, for the path to be stopped."""

    metric: str
    threshold: str
    by: Day

    def as_input(self) -> KillCriterion:
        return KillCriterion(metric=self.metric, threshold=self.threshold, by=self.by)


class ActionBody(Body):
    """Something to do. With the `id` of a stored action it is that one, changed; without, it is new."""

    id: Identifier | None = None
    title: str
    kind: SentKind
    owner: str | None = None
    due_on: Day | None = None
    state: SentState = "open"
    surfaces: Annotated[Keys, Field(description="Surfaces of the design map that it strengthens.")] = []

    def as_input(self) -> ActionInput:
        return ActionInput(
            id=self.id, title=self.title, kind=self.kind, owner=self.owner or "", due_on=self.due_on,
            state=self.state, surfaces=tuple(self.surfaces),
        )  # fmt: skip


class DecisionBody(Body):
    """The whole decision: it takes the place of the one before. What is left out is empty from then on."""

    path: Key
    decision: SentDecision
    condition: Annotated[
        str | None, Field(description="What must hold for it to stand; null: unconditional.")
    ] = None
    reasons: Annotated[str, Field(description="Where it departs from the verdict, also why.")]
    owner: str
    review_on: Annotated[Day, Field(description="The day on which it is looked at again.")]
    exclusions: Annotated[str | None, Field(description="What is not part of it.")] = None
    kill_criteria: Annotated[list[KillCriterionBody], Field(max_length=MOST_CRITERIA)] = []
    actions: Annotated[list[ActionBody], Field(max_length=MOST_ACTIONS)] = []

    def as_input(self) -> DecisionInput:
        return DecisionInput(
            path=self.path, decision=self.decision, condition=self.condition or "", reasons=self.reasons,
            owner=self.owner, review_on=self.review_on, exclusions=self.exclusions or "",
            kill_criteria=tuple(one.as_input() for one in self.kill_criteria),
            actions=tuple(one.as_input() for one in self.actions),
        )  # fmt: skip


class OutcomeBody(Body):
    """How the forecast came out. Null takes the outcome back."""

    outcome: Annotated[
        Annotated[str, _one_of("held", "failed", "unclear")] | None,
        Field(description="`held`: it came as the verdict said. Null takes the outcome back."),
    ]
    note: str | None = None
    on: Annotated[Day | None, Field(description="The day on which it was seen; null: today.")] = None


class ActionStateBody(Body):
    """The state of one action."""

    state: SentState


class DecisionQuery(ListQuery):
    """Filters of the list of decisions; together they narrow it further."""

    due_before: Annotated[
        Day | None,
        Field(
            description="To be reviewed before this day, and without an outcome unless `outcome` names one."
        ),
    ] = None
    path: Annotated[Words | None, Field(description="The slug of the path decided on.")] = None
    decision: DecisionKey | None = None
    outcome: Annotated[
        Literal["none", "held", "failed", "unclear"] | None,
        Field(description="`none`: nobody has looked yet."),
    ] = None
    ordering: Annotated[
        Literal["decided_at", "-decided_at", "review_on", "-review_on"],
        Field(
            description="By when it was decided, or by when it is reviewed; with a hyphen the latest first."
        ),
    ] = "-decided_at"

    @property
    def field(self) -> str:
        return self.ordering.removeprefix("-")


class StoredCriterion(Shape):
    """A figure and what it has come to, by a day, for the path to be stopped."""

    metric: str
    threshold: str
    by: date


class StoredAction(Shape):
    """Something to do, and the surfaces of the design map that it strengthens."""

    id: UUID
    title: str
    kind: ActionKind
    owner: str | None
    due_on: date | None
    state: ActionState
    surfaces: list[str]


class ForecastRange(Shape):
    """A value from 0 to 1 with its lowest and highest, as far as the answers went."""

    low: float
    point: float
    high: float


class Forecast(Shape):
    """What the method said of the path when it was decided. The numbers are null where no question applied."""

    verdict: VerdictKey
    lean: DecisionKey | None
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


class Decision(DecisionContent):
    """What was decided on an evaluation, against which forecast, and what came of it."""

    id: UUID
    evaluation: UUID
    round: Annotated[
        int, Field(description="How many decisions were made on this evaluation; each its forecast.")
    ]
    version: int
    decided_by: Person | None
    decided_at: datetime
    updated_at: datetime


class KeptDecision(DecisionContent):
    """A decision as a snapshot kept it."""

    round: int
    version: int
    decided_by: Annotated[str | None, Field(description="The name that was shown then.")]
    decided_at: datetime
    updated_at: datetime


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


class CalledRange(Shape):
    """Two shares from 0 to 1."""

    low: float
    high: float


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
    sentence: str


class Calibration(Shape):
    """How often verdicts came true in this workspace, by how sure they were called."""

    rows: list[CalibrationRow]
    departed: Annotated[
        int, Field(description="Outcomes left out, since the decision departed from its verdict.")
    ]
    statement: str

"""What the endpoints of decisions take."""

from typing import Annotated, Any, Literal

from pydantic import Field

from distmap.api.bodies import Body, Day, Identifier, Words
from distmap.api.pagination import ListQuery
from evaluations.decisions.rules import MOST_ACTIONS, MOST_CRITERIA, ActionInput, DecisionInput, KillCriterion
from evaluations.vocabulary import DECISIONS, DecisionKey
from evaluations.work.api.requests import Key, Keys


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

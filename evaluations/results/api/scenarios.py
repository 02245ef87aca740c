"""What if: the result as it would be with other answers, another growth model or other priorities."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, RootModel
from rest_framework.request import Request
from rest_framework.response import Response

from distmap.api.bodies import Body, read_body
from distmap.api.endpoints import Endpoint
from distmap.api.responses import Shape
from distmap.api.schema import describe
from distmap.errors import Invalid
from evaluations.answers.api.requests import AnswerBody
from evaluations.answers.queries import answers_of
from evaluations.answers.rules import MOST_AT_ONCE
from evaluations.models import Evaluation
from evaluations.results.api import responses
from evaluations.results.api.explained_responses import Span
from evaluations.results.api.issued_responses import IssuedResult
from evaluations.results.api.results import issued_of, result_of_evaluation
from evaluations.results.operations import Scenario, scenario_faults, supposed
from evaluations.results.scenarios import Outcome, difference, outcome_of, present
from evaluations.vocabulary import ClassKey, VerdictKey
from evaluations.wording.method2 import Issued
from evaluations.work.api.evaluations import fetched
from evaluations.work.api.requests import MAY_BE_ABSENT, GrowthModel, Priorities
from evaluations.work.api.responses import Headline
from workspaces.api.authentication import actor_of
from workspaces.permissions import Act


class Supposition(Body):
    """What to suppose; whatever is not named stays as it is stored. Versions are not looked at."""

    answers: Annotated[
        list[AnswerBody], Field(max_length=MOST_AT_ONCE, description="As answers are stored.")
    ] = []
    growth_model: GrowthModel = MAY_BE_ABSENT
    priorities: Priorities = MAY_BE_ABSENT

    def scenario(self) -> Scenario:
        return Scenario(
            answers=tuple(answer.as_input() for answer in self.answers),
            changes={name: value for name, value in self.given().items() if name != "answers"},
        )


class VerdictChange(Shape):
    """A verdict, as it stands and as it would."""

    old: VerdictKey
    new: VerdictKey


class SpanChange(Shape):
    """A range, as it stands and as it would; null where nothing applies."""

    old: Span | None
    new: Span | None


class ShareChange(Shape):
    """A share, as it stands and as it would; null where nothing applies."""

    old: responses.Share | None
    new: responses.Share | None


class PlaceChange(Shape):
    """A place in the ranking, as it stands and as it would; null where nothing applies."""

    old: int | None
    new: int | None


class PathDifference(Shape):
    """One path as it stands and as it would; null where nothing of it applies."""

    name: str
    changed: Annotated[bool, Field(description="Whether any of these figures differs.")]
    verdict: VerdictChange
    F: SpanChange
    S: SpanChange
    V: SpanChange
    confidence: ShareChange
    place: PlaceChange
    ranks_first: ShareChange


class OrderChange(Shape):
    """Path keys as they are ranked, and as they would be."""

    old: list[str]
    new: list[str]


class HeadlineChange(Shape):
    """The path to speak of first, and the one it would be."""

    old: responses.ResultHeadline | None
    new: responses.ResultHeadline | None


class Differences(Shape):
    """What the scenario changes."""

    headline: HeadlineChange
    ranking: OrderChange
    paths: dict[str, PathDifference]


class WhatIfResult(Shape):
    """The result under a scenario, which is stored nowhere."""

    scenario: Annotated[Literal[True], Field(description="Never the evaluation's own result.")]
    result: responses.Result
    difference: Differences


class LeanChange(Shape):
    """Which way a path leans, as it stands and as it would; null where nothing of it applies."""

    old: ClassKey | None
    new: ClassKey | None


class IssuedPathDifference(PathDifference):
    """The same under method 2, with what the path leans to."""

    lean: LeanChange
    lean_share: ShareChange


class LeadingChange(Shape):
    """The path to speak of first, and the one it would be."""

    old: Headline | None
    new: Headline | None


class IssuedDifferences(Shape):
    """What the scenario changes under method 2."""

    headline: LeadingChange
    ranking: OrderChange
    paths: dict[str, IssuedPathDifference]


class IssuedWhatIfResult(Shape):
    """The result under a scenario by method 2, which is stored nowhere."""

    scenario: Annotated[Literal[True], Field(description="Never the evaluation's own result.")]
    result: IssuedResult
    difference: IssuedDifferences


class AnyWhatIfResult(RootModel[WhatIfResult | IssuedWhatIfResult]):
    """The result under a scenario by the evaluation's method."""


class WhatIf(Endpoint):
    tag = "results"

    @describe(
        name="what_if",
        summary="The result as it would be, and its difference from the present",
        description="Stores nothing, in whatever state the evaluation is. Another growth model sets stored answers "
        "on the match aside, as changing it does.",
        body=Supposition,
        answers={200: AnyWhatIfResult},
    )
    def post(self, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.READ)
        actor = actor_of(request)
        body = read_body(request, Supposition)
        stored = answers_of(evaluation)
        scenario = body.scenario()
        faults = scenario_faults(evaluation, scenario, stored=stored, by=actor)
        if faults:
            raise Invalid.of(faults)
        moved = supposed(evaluation, scenario, stored=stored)
        outcome = outcome_of(evaluation, present(evaluation, stored), moved)
        if isinstance(outcome.new, Issued):
            return Response(_by_method_2(evaluation, outcome, outcome.new))
        return Response(
            WhatIfResult(
                scenario=True,
                result=result_of_evaluation(outcome.new, evaluation),
                difference=difference(outcome),
            )
        )


def _by_method_2(evaluation: Evaluation, outcome: Outcome, new: Issued) -> IssuedWhatIfResult:
    return IssuedWhatIfResult(
        scenario=True,
        result=issued_of(new.result or new.judgement, evaluation),
        difference=IssuedDifferences.model_validate(difference(outcome)),
    )

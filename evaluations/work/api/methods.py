"""Moving an evaluation to another method, and what that would change."""

from typing import Annotated, Literal, Self
from uuid import UUID

from django.utils import timezone
from pydantic import Field
from rest_framework.request import Request
from rest_framework.response import Response

from distmap.api.bodies import Body, read_body
from distmap.api.conditional import single
from distmap.api.endpoints import Endpoint
from distmap.api.responses import Shape
from distmap.api.schema import describe
from evaluations.results import methods
from evaluations.results.queries import Leading, Standing
from evaluations.vocabulary import METHOD_1, ClassKey, MethodKey, VerdictKey
from evaluations.work.api.evaluations import evaluation_tag, expected, fetched
from evaluations.work.api.responses import Headline
from evaluations.work.operations.changes import refuse_if_locked, refuse_if_stale
from evaluations.work.operations.methods import change_method
from workspaces.api.authentication import actor_of
from workspaces.permissions import Act


class MethodBody(Body):
    """The method by which the evaluation is to be judged."""

    method: Literal["1", "2"]
    dry_run: Annotated[bool, Field(description="Say what would change, and change nothing.")] = False


class JudgedSide(Shape):
    """What one method issues for a path."""

    verdict: VerdictKey
    lean: Annotated[ClassKey | None, Field(description="The likeliest class of action.")]
    lean_share: Annotated[float | None, Field(description="The chance of that; null under method 1.")]
    confidence: float | None
    place: Annotated[int | None, Field(description="In the ranking, from 1.")]
    how_sure: Annotated[str, Field(description="In words: “very likely, 97 %”, “leans Scale, 72 %”.")]

    @classmethod
    def of(cls, side: methods.Side) -> Self:
        found: Standing = side.standing
        return cls.model_validate(
            {name: getattr(found, name) for name in ("verdict", "lean", "lean_share", "confidence", "place")}
            | {"how_sure": side.sure}
        )


class PathByMethod(Shape):
    """One path before and after."""

    path: str
    name: str
    changed: Annotated[bool, Field(description="Whether another verdict is issued.")]
    old: JudgedSide
    new: JudgedSide
    why: Annotated[str, Field(description="Why method 2 says what it says where method 1 says what it says.")]


class MethodChange(Shape):
    """What a move to another method changes, or would change."""

    evaluation: UUID
    old_method: MethodKey
    method: MethodKey
    moved: Annotated[bool, Field(description="False with `dry_run`, and where it was judged by it already.")]
    answers_version: int
    old_headline: Headline | None
    headline: Headline | None
    paths: Annotated[list[PathByMethod], Field(description="In the order of method 2.")]
    set_aside: Annotated[
        list[str],
        Field(description="Names of questions whose “does not apply” counts as unanswered under method 2."),
    ]


class MethodEndpoint(Endpoint):
    tag = "evaluations"

    @describe(
        name="change_method",
        summary="Move it to another method, or say what that would change",
        description="A draft alone can be moved. Answers stay, so it can be moved back.",
        body=MethodBody,
        answers={200: MethodChange},
        if_match=True,
        refuses=(409,),
    )
    def post(self, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.CHANGE_METHOD)
        body = read_body(request, MethodBody)
        versions = expected(request, evaluation)
        both, old = methods.both_methods(evaluation), evaluation.method
        if body.dry_run:
            refuse_if_stale(evaluation, versions.get("version"), versions.get("answers_version"))
            refuse_if_locked(evaluation)
        else:
            evaluation = change_method(
                evaluation=evaluation,
                method=body.method,
                by=actor_of(request),
                now=timezone.now(),
                **versions,
            )
        shown = MethodChange(
            evaluation=evaluation.pk,
            old_method=old,
            method=body.method,
            moved=evaluation.method != old,
            answers_version=evaluation.answers_version,
            old_headline=headline_of(both.leading_by_1 if old == METHOD_1 else both.leading_by_2),
            headline=headline_of(both.leading_by_1 if body.method == METHOD_1 else both.leading_by_2),
            paths=[_path(path, old, body.method) for path in both.paths],
            set_aside=list(both.set_aside),
        )
        return single(request, shown, tag=evaluation_tag(evaluation))


def _path(path: methods.PathByBoth, old: str, new: str) -> PathByMethod:
    sides = {METHOD_1: path.by_1}
    before, after = sides.get(old, path.by_2), sides.get(new, path.by_2)
    return PathByMethod(
        path=path.key,
        name=path.name,
        changed=before.standing.verdict != after.standing.verdict,
        old=JudgedSide.of(before),
        new=JudgedSide.of(after),
        why=path.why,
    )


def headline_of(leading: Leading | None) -> Headline | None:
    """The path to speak of first, as results name it."""
    if leading is None:
        return None
    return Headline.model_validate(
        {name: getattr(leading, name) for name in ("path", "verdict", "confidence", "lean", "lean_share")}
    )

"""Moving an evaluation to a newer release of the catalog, and what that would change."""

from collections.abc import Sequence
from typing import Annotated, Literal, Self
from uuid import UUID

from django.utils import timezone
from pydantic import Field
from rest_framework.request import Request
from rest_framework.response import Response

from channels_catalog.models import CatalogRelease
from channels_catalog.queries import release_named
from distmap.api.bodies import Body, read_body
from distmap.api.conditional import single
from distmap.api.endpoints import Endpoint
from distmap.api.responses import Shape
from distmap.api.schema import describe
from distmap.errors import Fault, Invalid, NotFound
from evaluations.inputs import Item
from evaluations.models import Evaluation
from evaluations.results.releases import ItemMove, PathByRelease, Upgrade, upgrade_of
from evaluations.work.api.evaluations import evaluation_tag, expected, fetched
from evaluations.work.api.methods import JudgedSide, headline_of
from evaluations.work.api.responses import Headline
from evaluations.work.operations.changes import refuse_if_locked, refuse_if_stale
from evaluations.work.operations.releases import change_release, refuse_release
from workspaces.actors import Actor
from workspaces.api.authentication import actor_of
from workspaces.permissions import Act


class UpgradeBody(Body):
    """The release that the evaluation is to stand on."""

    release: Annotated[
        str,
        Field(max_length=40, description="A version, or `current`: what a new evaluation would begin with."),
    ] = "current"
    dry_run: Annotated[bool, Field(description="Say what would change, and change nothing.")] = False


class AskedSide(Shape):
    """A question as one release asks it. `anchors`: level to what it looks like in practice."""

    name: str
    question: str
    anchors: dict[str, str]
    role: Annotated[str | None, Field(description="Of a factor: the dimension that it speaks of.")]
    revision: str

    @classmethod
    def of(cls, item: Item) -> Self:
        return cls(
            name=item.name,
            question=item.question,
            anchors={str(level): text for level, text in item.anchors.items()},
            role=item.role if item.kind == "factor" else None,
            revision=item.revision,
        )


class QuestionMove(Shape):
    """A question that the two releases do not ask alike."""

    item: str
    path: Annotated[str | None, Field(description="Null for the design map and the operator's rule.")]
    became: Literal["reworded", "added", "removed"]
    old: Annotated[AskedSide | None, Field(description="Null where it is new.")]
    new: Annotated[AskedSide | None, Field(description="Null where it was removed.")]
    answered: Annotated[
        bool,
        Field(
            description="Whether an answer is stored. To a reworded question it goes on counting, under the revision "
            "of the words that it was given to; to a removed one it is kept aside."
        ),
    ]

    @classmethod
    def of(cls, move: ItemMove) -> Self:
        return cls(
            item=move.item.key,
            path=move.item.path,
            became="added" if move.old is None else "removed" if move.new is None else "reworded",
            old=AskedSide.of(move.old) if move.old else None,
            new=AskedSide.of(move.new) if move.new else None,
            answered=move.has_answer,
        )


class PathByReleaseShape(Shape):
    """One path before and after."""

    path: str
    name: str
    changed: Annotated[bool, Field(description="Whether another verdict is issued.")]
    old: JudgedSide
    new: JudgedSide
    why: Annotated[str, Field(description="What the newer release changes of that by which it is judged.")]

    @classmethod
    def of(cls, path: PathByRelease) -> Self:
        return cls(
            path=path.key,
            name=path.name,
            changed=path.changes,
            old=JudgedSide.of(path.old),
            new=JudgedSide.of(path.new),
            why=path.why,
        )


class ReleaseChange(Shape):
    """What a move to a newer release changes, or would change."""

    evaluation: UUID
    old_release: str
    release: str
    moved: Annotated[bool, Field(description="False with `dry_run`, and where it stood on it already.")]
    answers_version: int
    old_headline: Headline | None
    headline: Headline | None
    paths: Annotated[
        list[PathByReleaseShape], Field(description="In the order of the newer release's result.")
    ]
    questions: Annotated[
        list[QuestionMove], Field(description="Those that changed: reworded, then added, then removed.")
    ]
    unchanged: Annotated[int, Field(description="How many questions are asked as before.")]

    @classmethod
    def of(cls, evaluation: Evaluation, plan: Upgrade) -> Self:
        asked = plan.questions
        return cls(
            evaluation=evaluation.pk,
            old_release=plan.old_version,
            release=plan.new_version,
            moved=evaluation.release.version != plan.old_version,
            answers_version=evaluation.answers_version,
            old_headline=headline_of(plan.old_leading),
            headline=headline_of(plan.new_leading),
            paths=[PathByReleaseShape.of(path) for path in plan.paths],
            questions=_moves(asked.reworded, asked.added, asked.removed),
            unchanged=asked.same,
        )


class UpgradeEndpoint(Endpoint):
    tag = "evaluations"

    @describe(
        name="upgrade_evaluation",
        summary="Move it to a newer catalog release, or say what that would change",
        description="A draft alone can be moved, and forward only. No answer is changed or deleted.",
        body=UpgradeBody,
        answers={200: ReleaseChange},
        if_match=True,
        refuses=(409,),
    )
    def post(self, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.UPGRADE_RELEASE)
        body = read_body(request, UpgradeBody)
        versions = expected(request, evaluation)
        release = _release(actor_of(request), body.release)
        refuse_if_stale(evaluation, versions.get("version"), versions.get("answers_version"))
        refuse_if_locked(evaluation)
        refuse_release(evaluation, release)
        plan = upgrade_of(evaluation, release)
        if not body.dry_run:
            evaluation = change_release(
                evaluation=evaluation, release=release, by=actor_of(request), now=timezone.now(), **versions
            )
        return single(request, ReleaseChange.of(evaluation, plan), tag=evaluation_tag(evaluation))


def _release(actor: Actor, version: str) -> CatalogRelease:
    try:
        return release_named(actor, version)
    except NotFound as error:
        raise Invalid.of([Fault("/release", "unknown_release", error.message)]) from None


def _moves(*parts: Sequence[ItemMove]) -> list[QuestionMove]:
    return [QuestionMove.of(move) for part in parts for move in part]

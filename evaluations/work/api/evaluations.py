"""Evaluations as a whole: list, begin, change, delete, and their moves between states."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from channels_catalog.models import CatalogRelease
from channels_catalog.queries import catalog_of, current_release, is_known_path, release_named
from distmap.api.bodies import NoBody, read_body
from distmap.api.conditional import matches, single
from distmap.api.endpoints import Endpoint
from distmap.api.pagination import cursor_page
from distmap.api.responses import page_of
from distmap.api.schema import describe
from distmap.errors import Fault, Invalid, NotFound
from evaluations.models import Evaluation, Product
from evaluations.work.api import responses
from evaluations.work.api.requests import EvaluationChanges, EvaluationQuery, NewEvaluation
from evaluations.work.operations.evaluations import (
    INHERIT,
    change_evaluation,
    create_evaluation,
    delete_evaluation,
    duplicate,
    evaluation_faults,
)
from evaluations.work.operations.status_changes import archive, reopen, submit
from evaluations.work.queries import EvaluationFilters, evaluations
from workspaces.access import fetch
from workspaces.actors import Actor
from workspaces.api.authentication import actor_of
from workspaces.api.idempotency import idempotent
from workspaces.permissions import Act

# The parts of the tag that a writer cares about: its own version and its answers'.
OF_WRITERS = 2


class Evaluations(Endpoint):
    tag = "evaluations"

    @describe(
        name="list_evaluations",
        summary="The workspace's evaluations",
        query=EvaluationQuery,
        answers={200: page_of(responses.Evaluation)},
    )
    def get(self, request: Request, query: EvaluationQuery) -> Response:
        actor = actor_of(request)
        actor.require(Act.READ)
        return cursor_page(
            request,
            evaluations(actor, _filters(actor, query)),
            query=query,
            present=responses.Evaluation.of,
            newest_first=query.newest_first,
        )

    @describe(
        name="create_evaluation",
        summary="Begin an evaluation",
        description="It copies the product's growth model unless one is given; pins release and method.",
        body=NewEvaluation,
        answers={201: responses.Evaluation},
        refuses=(404,),
    )
    @idempotent(Act.WRITE_EVALUATIONS)
    def post(self, request: Request) -> Response:
        actor = actor_of(request)
        actor.require(Act.WRITE_EVALUATIONS)
        body = read_body(request, NewEvaluation)
        evaluation = create_evaluation(
            product=_product(actor, body.product),
            title=body.title,
            paths=body.paths,
            release=_release(actor, body),
            growth_model=body.growth_model if "growth_model" in body.given() else INHERIT,
            priorities=body.priorities,
            by=actor,
            now=timezone.now(),
        )
        return shown(request, evaluation, status=201, location=address(evaluation))


class OneEvaluation(Endpoint):
    tag = "evaluations"

    @describe(
        name="read_evaluation",
        summary="One evaluation",
        answers={200: responses.Evaluation},
        if_none_match=True,
    )
    def get(self, request: Request, evaluation_id: UUID) -> Response:
        return shown(request, fetched(request, evaluation_id, Act.READ))

    @describe(
        name="change_evaluation",
        summary="Change title, paths, growth model or priorities",
        description="Answers of a path that is taken out are kept aside, and come back with it.",
        body=EvaluationChanges,
        answers={200: responses.Evaluation},
        if_match=True,
        refuses=(409,),
    )
    def patch(self, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.WRITE_EVALUATIONS)
        body = read_body(request, EvaluationChanges)
        changed = change_evaluation(
            evaluation=evaluation, changes=body.given(), by=actor_of(request), now=timezone.now(),
            **expected(request, evaluation),
        )  # fmt: skip
        return shown(request, changed)

    @describe(name="delete_evaluation", summary="Delete an evaluation", answers={204: None}, if_match=True)
    def delete(self, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.DELETE)
        delete_evaluation(
            evaluation=evaluation, by=actor_of(request), now=timezone.now(), **expected(request, evaluation)
        )
        return Response(status=204)


class Duplicate(Endpoint):
    tag = "evaluations"

    @describe(
        name="duplicate_evaluation",
        summary="Begin a draft with the same paths and answers",
        body=NoBody,
        answers={201: responses.Evaluation},
    )
    @idempotent(Act.WRITE_EVALUATIONS)
    def post(self, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, Act.WRITE_EVALUATIONS)
        read_body(request, NoBody)
        copy = duplicate(evaluation=evaluation, by=actor_of(request), now=timezone.now())
        return shown(request, copy, status=201, location=address(copy))


def move_endpoint(name: str, summary: str, act: Act, move: Callable[..., Evaluation]) -> type[Endpoint]:
    """The endpoint of one move between the states."""

    @describe(
        name=f"{name}_evaluation",
        summary=summary,
        body=NoBody,
        answers={200: responses.Evaluation},
        refuses=(409,),
    )
    def post(self: Endpoint, request: Request, evaluation_id: UUID) -> Response:
        evaluation = fetched(request, evaluation_id, act)
        read_body(request, NoBody)
        moved = move(evaluation=evaluation, by=actor_of(request), now=timezone.now())
        return shown(request, moved)

    return type(name.capitalize(), (Endpoint,), {"tag": "evaluations", "post": post})


Submit = move_endpoint(
    "submit", "Close the answers, and keep a snapshot of them", Act.WRITE_EVALUATIONS, submit
)
Reopen = move_endpoint("reopen", "Make a draft of it again", Act.REOPEN, reopen)
Archive = move_endpoint("archive", "Put it away; it stays readable", Act.ARCHIVE, archive)


def fetched(request: Request, evaluation_id: UUID, act: Act) -> Evaluation:
    actor = actor_of(request)
    return fetch(evaluations(actor), evaluation_id, by=actor, act=act)


def evaluation_tag(evaluation: Evaluation) -> str:
    """Its own version, its answers', and that of the stored verdicts, which only readers care about."""
    return f'"{evaluation.version}-{evaluation.answers_version}-{evaluation.scored_version}"'


def expected(request: Request, evaluation: Evaluation) -> dict[str, Any]:
    """The versions that If-Match names, if it was sent. The operation looks again, behind its lock."""
    if not matches(request, evaluation_tag(evaluation), significant=OF_WRITERS):
        return {}
    return {"version": evaluation.version, "answers_version": evaluation.answers_version}


def shown(request: Request, evaluation: Evaluation, **how: Any) -> Response:
    return single(request, responses.Evaluation.of(evaluation), tag=evaluation_tag(evaluation), **how)


def address(evaluation: Evaluation) -> str:
    return reverse("api_evaluation", kwargs={"evaluation_id": evaluation.pk})


def named_in_body(error: NotFound, field: str) -> NotFound:
    """An absent thing that a body names: still 404, with the field that names it."""
    return NotFound(error.message, code=error.code, faults=[Fault(f"/{field}", error.code, error.message)])


def _product(actor: Actor, product_id: UUID) -> Product:
    try:
        product: Product = fetch(
            Product.objects.visible_to(actor), product_id, by=actor, act=Act.WRITE_EVALUATIONS
        )
    except NotFound:
        raise named_in_body(NotFound("There is no such product."), "product") from None
    return product


def _release(actor: Actor, body: NewEvaluation) -> CatalogRelease:
    """The release that the body names; raises Invalid with what else is wrong, as far as no release is needed."""
    try:
        return release_named(actor, body.release)
    except NotFound as error:
        known_without = {
            name: value for name, value in body.given().items() if name in {"title", "priorities"}
        }
        unknown = Fault("/release", "unknown_release", error.message)
        others = evaluation_faults(known_without, catalog_of(current_release(actor).pk))
        raise Invalid.of([unknown, *others]) from None


def _filters(actor: Actor, query: EvaluationQuery) -> EvaluationFilters:
    if query.path is not None and not is_known_path(actor, query.path):
        detail = f"No catalog release that this workspace may use has a path {query.path!r}."
        raise Invalid.of([Fault("?path", "invalid_parameter", detail)])
    return EvaluationFilters(
        q=query.q or "",
        product=query.product,
        status=query.status or "",
        verdict=query.verdict or "",
        path=query.path or "",
        created_after=query.created_after,
        created_before=query.created_before,
    )

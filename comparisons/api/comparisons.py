"""Comparisons: list, save, change, delete; the result, a preview of one, and a view of it as a file."""

import hashlib
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from rest_framework.request import Request
from rest_framework.response import Response

from comparisons.api import responses
from comparisons.api.requests import (
    ComparisonChanges,
    ComparisonPreview,
    ComparisonQuery,
    ComparisonResultQuery,
    ExportQuery,
    NewComparison,
)
from comparisons.exporting import export_of
from comparisons.files import FILES
from comparisons.models import Comparison
from comparisons.operations import change_comparison, create_comparison, delete_comparison, preview_comparison
from comparisons.options import PARTS, Options
from comparisons.queries import comparisons, result_of, setting_of, whole
from distmap.api.bodies import read_body
from distmap.api.conditional import has_already, matches, single, tag_of
from distmap.api.endpoints import Endpoint
from distmap.api.pagination import cursor_page
from distmap.api.parsing import AnyType
from distmap.api.responses import page_of
from distmap.api.schema import describe
from workspaces.access import fetch
from workspaces.actors import Actor
from workspaces.api.authentication import actor_of
from workspaces.api.idempotency import idempotent
from workspaces.permissions import Act

# What a writer cares about: its own version. What follows tells of its members' titles.
OF_WRITERS = 1


class Comparisons(Endpoint):
    tag = "comparisons"

    @describe(
        name="list_comparisons",
        summary="The workspace's comparisons",
        query=ComparisonQuery,
        answers={200: page_of(responses.Comparison)},
    )
    def get(self, request: Request, query: ComparisonQuery) -> Response:
        actor = actor_of(request)
        actor.require(Act.READ)
        return cursor_page(
            request,
            comparisons(actor, product=query.product, kind=query.kind or ""),
            query=query,
            present=responses.Comparison.of,
            newest_first=query.newest_first,
        )

    @describe(
        name="create_comparison",
        summary="Set evaluations side by side",
        description="`over_time` needs one product, `raters` one product and the same paths.",
        body=NewComparison,
        answers={201: responses.Comparison},
        refuses=(404,),
    )
    @idempotent(Act.WRITE_COMPARISONS)
    def post(self, request: Request) -> Response:
        actor = actor_of(request)
        actor.require(Act.WRITE_COMPARISONS)
        body = read_body(request, NewComparison)
        made = create_comparison(**_given(body), by=actor, now=timezone.now())
        address = reverse("api_comparison", kwargs={"comparison_id": made.pk})
        return _shown(request, _reread(actor, made), status=201, location=address)


class Preview(Endpoint):
    tag = "comparisons"

    @describe(
        name="preview_comparison",
        summary="The result that a comparison would have",
        description="Stores nothing.",
        body=ComparisonPreview,
        answers={200: responses.ComparisonResult},
        refuses=(404,),
    )
    def post(self, request: Request) -> Response:
        actor = actor_of(request)
        actor.require(Act.READ)
        body = read_body(request, ComparisonPreview)
        given = {name: value for name, value in _given(body).items() if name != "title"}
        return Response(responses.ComparisonResult.model_validate(preview_comparison(**given, by=actor)))


class OneComparison(Endpoint):
    tag = "comparisons"

    @describe(
        name="read_comparison",
        summary="One comparison",
        answers={200: responses.Comparison},
        if_none_match=True,
    )
    def get(self, request: Request, comparison_id: UUID) -> Response:
        return _shown(request, _fetched(request, comparison_id, Act.READ))

    @describe(
        name="change_comparison",
        summary="Change title, kind, members, base or priorities",
        description=(
            "A member whose evaluation was deleted may stay: named by the evaluation until that is removed for good, "
            "then by `evaluation: null` and its `title`."
        ),
        body=ComparisonChanges,
        answers={200: responses.Comparison},
        if_match=True,
    )
    def patch(self, request: Request, comparison_id: UUID) -> Response:
        actor = actor_of(request)
        found = _fetched(request, comparison_id, Act.WRITE_COMPARISONS)
        body = read_body(request, ComparisonChanges)
        changed = change_comparison(
            comparison=found, changes=_given(body, only_sent=True), by=actor, now=timezone.now(),
            version=_expected(request, found),
        )  # fmt: skip
        return _shown(request, _reread(actor, changed))

    @describe(name="delete_comparison", summary="Delete a comparison", answers={204: None}, if_match=True)
    def delete(self, request: Request, comparison_id: UUID) -> Response:
        found = _fetched(request, comparison_id, Act.WRITE_COMPARISONS)
        delete_comparison(
            comparison=found, by=actor_of(request), now=timezone.now(), version=_expected(request, found)
        )
        return Response(status=204)


class Result(Endpoint):
    tag = "comparisons"

    @describe(
        name="read_comparison_result",
        summary="The members side by side, always as they stand",
        description="Its tag covers the members: it changes with any of them.",
        query=ComparisonResultQuery,
        answers={200: responses.ComparisonResult},
        if_none_match=True,
    )
    def get(self, request: Request, comparison_id: UUID, query: ComparisonResultQuery) -> Response:
        found = _fetched(request, comparison_id, Act.READ, all_of_it=True)
        return single(
            request,
            responses.ComparisonResult.model_validate(result_of(setting_of(found).based_on(query.base))),
        )


class Export(Endpoint):
    tag = "comparisons"
    content_negotiation_class = AnyType

    @describe(
        name="export_comparison",
        summary="A view of a comparison as CSV or XLSX",
        query=ExportQuery,
        answers={},
        download=True,
        if_none_match=True,
    )
    def get(self, request: Request, comparison_id: UUID, query: ExportQuery) -> HttpResponse:
        found = _fetched(request, comparison_id, Act.READ, all_of_it=True)
        options = Options(
            differs=query.differs == "true", unknown=query.unknown == "true", sort=query.sort,
            part=PARTS[query.figure],
        )  # fmt: skip
        export = export_of(found, view=query.view, format=query.format, options=options, base=query.base)
        tag = f'"{hashlib.sha256(export.body).hexdigest()}"'
        if has_already(request, tag):
            response = HttpResponse(status=304)
        else:
            response = HttpResponse(export.body, content_type=FILES[query.format].content_type)
            response["Content-Disposition"] = content_disposition_header(True, export.name)
        response["ETag"] = tag
        return response


def _tag(comparison: Comparison) -> str:
    """Its version, and a digest of what is shown: aliases, titles and states are its members'."""
    return f'"{comparison.version}-{tag_of(responses.Comparison.of(comparison)).strip(chr(34))}"'


def _fetched(request: Request, comparison_id: UUID, act: Act, *, all_of_it: bool = False) -> Comparison:
    actor = actor_of(request)
    rows = comparisons(actor)
    return fetch(whole(rows) if all_of_it else rows, comparison_id, by=actor, act=act)


def _reread(actor: Actor, comparison: Comparison) -> Comparison:
    return comparisons(actor).get(pk=comparison.pk)


def _expected(request: Request, comparison: Comparison) -> int | None:
    sent = matches(request, _tag(comparison), significant=OF_WRITERS)
    return comparison.version if sent else None


def _shown(request: Request, comparison: Comparison, **how: Any) -> Response:
    return single(request, responses.Comparison.of(comparison), tag=_tag(comparison), **how)


def _given(
    body: NewComparison | ComparisonPreview | ComparisonChanges, *, only_sent: bool = False
) -> dict[str, Any]:
    """The fields as the operation takes them."""
    names = body.model_fields_set if only_sent else type(body).model_fields
    fields = {name: getattr(body, name) for name in names}
    if "members" in fields:
        fields["members"] = [member.as_input() for member in body.members]
    return fields

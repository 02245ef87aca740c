"""Reading the catalog: its releases, its channel models, and the rest of the map."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import quote

from pydantic import BaseModel, Field
from rest_framework.request import Request
from rest_framework.response import Response

from channels_catalog import schema
from channels_catalog.api import responses
from channels_catalog.api.finding import holds_words, words_of
from channels_catalog.diff import between
from channels_catalog.glossary import terms
from channels_catalog.models import CatalogRelease
from channels_catalog.queries import CURRENT, cases_narrowed, catalog_of, index_of, release_named, releases
from channels_catalog.schema import Catalog, Channel
from distmap.api.bodies import Query, Words, one_of
from distmap.api.conditional import single
from distmap.api.endpoints import Endpoint
from distmap.api.pagination import ListQuery, cursor_page, sequence_page
from distmap.api.responses import page_of
from distmap.api.schema import describe
from distmap.errors import NotFound
from workspaces.api.authentication import actor_of
from workspaces.permissions import Act

ReleaseName = Annotated[
    str,
    Field(
        max_length=40,
        pattern=r"^[0-9a-z]+([.-][0-9a-z]+)*$",
        description="A release's version, or `current`: the workspace's newest, else the shared newest.",
    ),
]
Searched = Annotated[Words, Field(min_length=1, description="Words that must all occur, in whatever case.")]
# The level at which a path reinforces a growth model.
REINFORCES = 4


class ReleaseQuery(Query):
    release: ReleaseName = CURRENT


class PartQuery(ListQuery):
    release: ReleaseName = CURRENT


class ChannelModelQuery(PartQuery):
    q: Searched | None = None
    industry: Annotated[Words | None, Field(description="Only models best suited for this industry.")] = None
    growth_model: Annotated[Words | None, Field(description="Only models that reinforce it.")] = None
    surface: Annotated[Words | None, Field(description="Only models that lean on this surface.")] = None


class CasesQuery(PartQuery):
    path: Annotated[Words | None, Field(description="Only cases that this channel model can learn from.")] = (
        None
    )
    outcome: Annotated[
        Literal["success", "failure", "bound"] | None, Field(description="How it came out.")
    ] = None
    growth_model: Annotated[Words | None, Field(description="Only cases of this growth model.")] = None


class SearchQuery(PartQuery):
    q: Searched


class CatalogEndpoint(Endpoint):
    tag = "catalog"

    def release(self, request: Request, version: str) -> CatalogRelease:
        actor = actor_of(request)
        actor.require(Act.READ_CATALOG)
        return release_named(actor, version)

    def catalog(self, request: Request, version: str) -> Catalog:
        return catalog_of(self.release(request, version).pk)


class Releases(CatalogEndpoint):
    @describe(
        name="list_releases",
        summary="Releases that this workspace may use, newest first",
        query=ListQuery,
        answers={200: page_of(responses.Release)},
    )
    def get(self, request: Request, query: ListQuery) -> Response:
        actor = actor_of(request)
        actor.require(Act.READ_CATALOG)
        rows = releases(actor).select_related("base").defer("document", "base__document")
        return cursor_page(request, rows, query=query, present=responses.Release.of, field="published_at")


class Release(CatalogEndpoint):
    @describe(
        name="read_release", summary="One release", answers={200: responses.Release}, if_none_match=True,
        description="`current` is an alias: the workspace's newest release, else the shared newest.",
    )  # fmt: skip
    def get(self, request: Request, version: str) -> Response:
        return single(request, responses.Release.of(self.release(request, version)))


class Diff(CatalogEndpoint):
    @describe(
        name="compare_releases", summary="What changed from one release to another",
        answers={200: responses.ReleaseDiff}, if_none_match=True,
    )  # fmt: skip
    def get(self, request: Request, version: str, other: str) -> Response:
        old, new = self.catalog(request, version), self.catalog(request, other)
        return single(request, responses.ReleaseDiff.model_validate(between(old, new)))


class ChannelModels(CatalogEndpoint):
    @describe(
        name="list_channel_models",
        summary="Channel models, in the catalog's order",
        query=ChannelModelQuery,
        answers={200: page_of(responses.ChannelModelEntry)},
        refuses=(404,),
    )
    def get(self, request: Request, query: ChannelModelQuery) -> Response:
        release = self.release(request, query.release)
        catalog = catalog_of(release.pk)
        found = [responses.ChannelModelEntry.of(channel) for channel in _narrowed(catalog, query)]
        return sequence_page(
            request, found, query=query, of=f"{release.sha256[:16]}:channel-models", release=release.version
        )


def _narrowed(catalog: Catalog, query: ChannelModelQuery) -> Iterable[Channel]:
    found = list(catalog.channels)
    if query.q:
        words = words_of(query.q)
        found = [channel for channel in found if holds_words(channel, words)]
    if query.industry is not None:
        industry = one_of(query.industry, catalog.industries, name="industry")
        found = [channel for channel in found if industry in channel.best_suited_for]
    if query.growth_model is not None:
        model = one_of(query.growth_model, catalog.alignment, name="growth_model")
        found = [channel for channel in found if catalog.alignment[model][channel.key].level == REINFORCES]
    if query.surface is not None:
        surface = one_of(query.surface, [entry.key for entry in catalog.surfaces], name="surface")
        found = [channel for channel in found if surface in catalog.surface_links[channel.key]]
    return found


class ChannelModel(CatalogEndpoint):
    @describe(
        name="read_channel_model",
        summary="A channel model whole: its twelve sections, checklist, constraint and tables",
        query=ReleaseQuery,
        answers={200: responses.ChannelModel},
        if_none_match=True,
    )
    def get(self, request: Request, slug: str, query: ReleaseQuery) -> Response:
        catalog = self.catalog(request, query.release)
        if not catalog.holds(slug):
            raise NotFound(f"Catalog release {catalog.version} has no channel model {slug!r}.")
        return single(request, responses.ChannelModel.of(catalog, catalog.channel(slug)))


class Cases(CatalogEndpoint):
    @describe(
        name="list_cases",
        summary="Cases from the history of firms, each with its answers and its end",
        query=CasesQuery,
        answers={200: page_of(schema.Case)},
        refuses=(404,),
    )
    def get(self, request: Request, query: CasesQuery) -> Response:
        release = self.release(request, query.release)
        catalog = catalog_of(release.pk)
        paths = [channel.key for channel in catalog.channels]
        models = [model.key for model in catalog.growth_models]
        found = cases_narrowed(
            catalog,
            path=one_of(query.path, paths, name="path") if query.path else "",
            outcome=query.outcome or "",
            growth_model=one_of(query.growth_model, models, name="growth_model")
            if query.growth_model
            else "",
        )
        of = f"{release.sha256[:16]}:cases"
        return sequence_page(request, list(found), query=query, of=of, release=release.version)


class Case(CatalogEndpoint):
    @describe(
        name="read_case",
        summary="One case: the situation, the answers as they stood, and what history showed",
        query=ReleaseQuery,
        answers={200: responses.CaseEntry},
        if_none_match=True,
    )
    def get(self, request: Request, case_id: str, query: ReleaseQuery) -> Response:
        catalog = self.catalog(request, query.release)
        try:
            found = catalog.case(case_id)
        except KeyError:
            raise NotFound(f"Catalog release {catalog.version} has no case {case_id!r}.") from None
        return single(request, responses.CaseEntry(release=catalog.version, **dict(found)))


class Part(CatalogEndpoint):
    """A part of the catalog that is a list. Its kinds are made by `part_endpoint`."""

    part: ClassVar[str]
    entries: ClassVar[Callable[[Catalog], list[Any]]]

    def page(self, request: Request, query: PartQuery) -> Response:
        release = self.release(request, query.release)
        found = type(self).entries(catalog_of(release.pk))
        of = f"{release.sha256[:16]}:{self.part}"
        return sequence_page(request, found, query=query, of=of, release=release.version)


def part_endpoint(
    part: str, summary: str, shape: type[BaseModel], entries: Callable[[Catalog], list[Any]]
) -> type[Part]:
    """The endpoint that lists one part of the catalog."""

    @describe(
        name=f"list_{part.replace('-', '_')}",
        summary=summary,
        query=PartQuery,
        answers={200: page_of(shape)},
        refuses=(404,),
    )
    def get(self: Part, request: Request, query: PartQuery) -> Response:
        return self.page(request, query)

    name = "".join(word.capitalize() for word in part.split("-"))
    return type(name, (Part,), {"part": part, "entries": staticmethod(entries), "get": get})


def _plain(name: str) -> Callable[[Catalog], list[Any]]:
    """A part that is shown as the catalog has it."""
    return lambda catalog: list(getattr(catalog, name))


PARTS = [
    part_endpoint(
        "surfaces", "The ten surfaces of the design map", responses.SurfaceEntry, responses.surface_entries
    ),
    part_endpoint("growth-models", "The growth models", schema.GrowthModel, _plain("growth_models")),
    part_endpoint(
        "rule-questions",
        "The operator's questions",
        responses.RuleQuestionEntry,
        responses.rule_question_entries,
    ),
    part_endpoint(
        "constraints",
        "The constraint of each channel model",
        responses.ConstraintEntry,
        responses.constraint_entries,
    ),
    part_endpoint("patterns", "Kinds of product that carry themselves", schema.Pattern, _plain("patterns")),
    part_endpoint("pairs", "What two paths do to each other", schema.Pair, _plain("pairs")),
]


class Alignment(CatalogEndpoint):
    @describe(
        name="read_alignment", summary="How each channel model suits each growth model",
        query=ReleaseQuery, answers={200: responses.Alignment}, if_none_match=True, refuses=(404,),
    )  # fmt: skip
    def get(self, request: Request, query: ReleaseQuery) -> Response:
        catalog = self.catalog(request, query.release)
        return single(request, responses.Alignment(release=catalog.version, cells=catalog.alignment))


class Scale(CatalogEndpoint):
    @describe(
        name="read_scale", summary="The five levels of an answer, and the evidence grades",
        query=ReleaseQuery, answers={200: responses.AnswerScale}, if_none_match=True, refuses=(404,),
    )  # fmt: skip
    def get(self, request: Request, query: ReleaseQuery) -> Response:
        catalog = self.catalog(request, query.release)
        return single(request, responses.AnswerScale(release=catalog.version, **dict(catalog.scale)))


class Search(CatalogEndpoint):
    @describe(
        name="search",
        summary="Search across the catalog and the glossary, with excerpts",
        description=(
            "Words in any form, and what they stand for (NRR, SEO, PLG). A word that stands nowhere is taken for the "
            "nearest that does, and `X-Searched-For` then says what was searched. One entry a page, the best first."
        ),
        query=SearchQuery,
        answers={200: page_of(responses.Found)},
        refuses=(404,),
    )
    def get(self, request: Request, query: SearchQuery) -> Response:
        release = self.release(request, query.release)
        answer = index_of(release.pk).search(query.q)
        found = [responses.Found.from_hit(hit) for hit in answer.hits]
        of = f"{release.sha256[:16]}:search"
        response = sequence_page(request, found, query=query, of=of, release=release.version)
        if answer.searched:
            response.headers["X-Searched-For"] = quote(answer.searched)
        return response


class Terms(CatalogEndpoint):
    @describe(
        name="list_terms",
        summary="The glossary: words, definitions, formulas, other words for the same",
        query=PartQuery,
        answers={200: page_of(responses.GlossaryTerm)},
        refuses=(404,),
    )
    def get(self, request: Request, query: PartQuery) -> Response:
        release = self.release(request, query.release)
        found = [responses.GlossaryTerm.from_term(term) for term in terms()]
        return sequence_page(request, found, query=query, of="glossary", release=release.version)

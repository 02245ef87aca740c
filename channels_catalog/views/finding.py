"""Searching the catalog, and its glossary."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from channels_catalog.finding import Hit
from channels_catalog.glossary import Term, terms
from channels_catalog.glossary import term as term_of
from channels_catalog.queries import index_of
from channels_catalog.schema import Metric
from channels_catalog.shelf import PathLink, ReaderRequest, Shelf, page, readers_admitted, shelf_of, turn_of
from distmap.errors import NotFound

MOST_LETTERS = 200
KINDS = {
    "channel_model": "channel model",
    "surface": "surface",
    "constraint": "constraint",
    "metric": "metric",
    "case": "case",
    "growth_model": "growth model",
    "rule_question": "operator’s rule",
    "pattern": "pattern",
    "term": "glossary",
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """A hit with the way to its page and what it is, in words."""

    hit: Hit
    url: str
    kind: str


@require_safe
@readers_admitted
def search(request: ReaderRequest) -> HttpResponse:
    """The pages that hold what was asked for, the best first, with the place where it stands."""
    shelf = shelf_of(request)
    text = request.GET.get("q", "").strip()[:MOST_LETTERS]
    answer = index_of(shelf.release.pk).search(text)
    found = [Found(hit=hit, url=_url(shelf, hit), kind=_kind(hit)) for hit in answer.hits]
    context = page(request, shelf, tab="", q=text, found=found, searched=answer.searched)
    return render(request, "catalog/search.html", context)


def _kind(hit: Hit) -> str:
    words = KINDS[hit.kind]
    if hit.of:
        words += f" of {hit.of}" if hit.kind in {"constraint", "metric"} else f", {hit.of}"
    return f"{words}, {hit.part}" if hit.part else words


def _url(shelf: Shelf, hit: Hit) -> str:
    match hit.kind:
        case "channel_model":
            return shelf.address("channel_model", hit.key, anchor=hit.anchor)
        case "metric":
            return shelf.address("channel_model", hit.key, anchor="metrics")
        case "constraint":
            return shelf.address("constraint", hit.key)
        case "case":
            return shelf.address("case", hit.key)
        case "surface":
            return shelf.address("surface", hit.key)
        case "growth_model":
            return shelf.address("growth_models", anchor=f"growth-model-{hit.key}")
        case "rule_question":
            return shelf.address("rule_questions", anchor=f"rule-{hit.key}")
        case "pattern":
            return shelf.address("patterns")
        case "term":
            return shelf.address("glossary_term", hit.key)


@dataclass(frozen=True, kw_only=True)
class TermEntry:
    """A term with the way to the channel model that is about it."""

    term: Term
    model: PathLink | None


@dataclass(frozen=True, kw_only=True)
class MetricEntry:
    """A metric that some models follow, each by its name and page."""

    metric: Metric
    paths: tuple[PathLink, ...]


@require_safe
@readers_admitted
def glossary(request: ReaderRequest) -> HttpResponse:
    """Every word of the application and the field, and every metric with its formula."""
    shelf = shelf_of(request)
    entries = [_entry(shelf, term) for term in terms()]
    context = page(request, shelf, tab="glossary", entries=entries, metrics=_metrics(shelf))
    return render(request, "catalog/glossary.html", context)


@require_safe
@readers_admitted
def glossary_term(request: ReaderRequest, term: str) -> HttpResponse:
    """One word with its definition: what a pop-over shows, and the page that its link leads to without a script."""
    shelf = shelf_of(request)
    found = term_of(term)
    if found is None:
        raise NotFound("The glossary has no such word.", code="unknown_term")
    links = [PathLink(name=each.name, url=shelf.address("glossary_term", each.key)) for each in terms()]
    place = [each.key for each in terms()].index(term)
    context = page(request, shelf, tab="glossary", entry=_entry(shelf, found), turn=turn_of(links, place))
    return render(request, "catalog/term.html", context)


def _entry(shelf: Shelf, term: Term) -> TermEntry:
    held = term.model and shelf.catalog.holds(term.model)
    return TermEntry(term=term, model=shelf.path(term.model) if held else None)


def _metrics(shelf: Shelf) -> list[MetricEntry]:
    """Every metric by name; one that several models follow by the same formula stands once."""
    holders: dict[tuple[str, str], list[PathLink]] = {}
    known: dict[tuple[str, str], Metric] = {}
    for channel in shelf.catalog.channels:
        for metric in channel.metrics:
            key = (metric.name, metric.formula)
            known.setdefault(key, metric)
            link = PathLink(
                name=channel.name, url=shelf.address("channel_model", channel.key, anchor="metrics")
            )
            holders.setdefault(key, []).append(link)
    return [MetricEntry(metric=known[key], paths=tuple(holders[key])) for key in sorted(known)]

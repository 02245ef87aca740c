"""The tables of the catalog: design map, constraints, growth models, patterns, the operator's rule."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from channels_catalog.schema import Case, GrowthModel, Surface
from channels_catalog.shelf import (
    MATCH_MARKS,
    MATCHES,
    PROVENANCE,
    PathLink,
    ReaderRequest,
    Shelf,
    page,
    readers_admitted,
    shelf_of,
    turn_of,
)
from channels_catalog.views.articles import EFFECTS
from channels_catalog.views.cases import MOST_CARDS, card, cards_of
from distmap.errors import NotFound


@require_safe
@readers_admitted
def surfaces(request: ReaderRequest) -> HttpResponse:
    """The ten surfaces: their questions, moves to design them in, and the paths that lean on them."""
    shelf = shelf_of(request)
    entries = [_surface(shelf, surface) for surface in shelf.catalog.surfaces]
    example = shelf.catalog.statements.worked_example
    context = page(
        request, shelf, tab="surfaces", entries=entries,
        example_surfaces=[shelf.catalog.surface(key).name for key in example.surfaces],
    )  # fmt: skip
    return render(request, "catalog/surfaces.html", context)


def _surface(shelf: Shelf, surface: Surface) -> dict[str, Any]:
    labels = {str(level.level): level.label for level in shelf.catalog.scale.levels}
    return {
        "surface": surface,
        "anchors": [(labels[level], text) for level, text in surface.anchors.items()],
        "paths": shelf.leaning_on(surface.key),
        "url": shelf.address("surface", surface.key),
    }


@require_safe
@readers_admitted
def surface(request: ReaderRequest, slug: str) -> HttpResponse:
    """One surface: its question, what the answers look like, moves, the paths that lean on it, cases that had it."""
    shelf = shelf_of(request)
    keys = [each.key for each in shelf.catalog.surfaces]
    if slug not in keys:
        raise NotFound(
            f"Catalog {shelf.release.version} has no surface of this name.", code="unknown_surface"
        )
    links = [
        PathLink(name=each.name, url=shelf.address("surface", each.key)) for each in shelf.catalog.surfaces
    ]
    context = page(
        request,
        shelf,
        tab="surfaces",
        entry=_surface(shelf, shelf.catalog.surface(slug)),
        cards=[card(shelf, case) for case in _strongest(shelf, slug)],
        turn=turn_of(links, keys.index(slug)),
    )
    return render(request, "catalog/surface.html", context)


def _strongest(shelf: Shelf, surface: str) -> list[Case]:
    """The three cases in which the surface carried the product furthest, as it was known then."""
    cases = [case for case in shelf.catalog.cases if surface in case.surfaces]
    return sorted(cases, key=lambda case: -case.surfaces[surface].level)[:MOST_CARDS]


@require_safe
@readers_admitted
def constraint(request: ReaderRequest, slug: str) -> HttpResponse:
    """The constraint of one path: when it binds, signs to ask for, relief, and the cases on that path."""
    shelf = shelf_of(request)
    keys = [channel.key for channel in shelf.catalog.channels]
    if slug not in keys:
        raise NotFound(
            f"Catalog {shelf.release.version} has no channel model of this name.",
            code="unknown_channel_model",
        )
    links = [
        PathLink(name=channel.constraint.label, url=shelf.address("constraint", channel.key))
        for channel in shelf.catalog.channels
    ]
    context = page(
        request,
        shelf,
        tab="constraints",
        channel=shelf.catalog.channel(slug),
        path=shelf.path(slug),
        cards=list(cards_of(shelf, slug)),
        turn=turn_of(links, keys.index(slug)),
    )
    return render(request, "catalog/constraint.html", context)


@require_safe
@readers_admitted
def pairs(request: ReaderRequest) -> HttpResponse:
    """What two paths do to each other when both are walked: what conflicts first."""
    shelf = shelf_of(request)
    rows = [
        {
            "a": shelf.path(pair.a),
            "b": shelf.path(pair.b),
            "kind": pair.effect,
            "effect": EFFECTS[pair.effect],
            "reason": pair.reason,
        }
        for effect in EFFECTS
        for pair in shelf.catalog.pairs
        if pair.effect == effect
    ]
    return render(request, "catalog/pairs.html", page(request, shelf, tab="pairs", rows=rows))


@require_safe
@readers_admitted
def constraints(request: ReaderRequest) -> HttpResponse:
    """What holds each path back most likely, the risk if it is ignored, and when it binds."""
    shelf = shelf_of(request)
    rows = [
        {"channel": channel, "url": shelf.address("constraint", channel.key)}
        for channel in shelf.catalog.channels
    ]
    return render(request, "catalog/constraints.html", page(request, shelf, tab="constraints", rows=rows))


@require_safe
@readers_admitted
def growth_models(request: ReaderRequest) -> HttpResponse:
    """How each path suits each growth model, with the reason and whose judgement it is."""
    shelf = shelf_of(request)
    matrix = [
        {
            "path": shelf.path(channel.key),
            "cells": [
                {
                    "word": MATCHES[cell.level],
                    "mark": MATCH_MARKS[cell.level],
                    "reason": cell.reason,
                    "anchor": f"match-{model}-{channel.key}",
                }
                for model, cell in shelf.catalog.alignment_of(channel.key).items()
            ],
        }
        for channel in shelf.catalog.channels
    ]
    entries = [_growth_model(shelf, model) for model in shelf.catalog.growth_models]
    context = page(request, shelf, tab="growth_models", matrix=matrix, entries=entries)
    return render(request, "catalog/growth_models.html", context)


def _growth_model(shelf: Shelf, model: GrowthModel) -> dict[str, Any]:
    cells = [
        (channel.key, shelf.catalog.alignment[model.key][channel.key])
        for channel in sorted(
            shelf.catalog.channels, key=lambda channel: -shelf.catalog.alignment[model.key][channel.key].level
        )
    ]
    return {
        "model": model,
        "rows": [
            {
                "path": shelf.path(key),
                "word": MATCHES[cell.level],
                "mark": MATCH_MARKS[cell.level],
                "reason": cell.reason,
                "provenance": PROVENANCE[cell.provenance],
                "anchor": f"match-{model.key}-{key}",
            }
            for key, cell in cells
        ],
    }


@require_safe
@readers_admitted
def patterns(request: ReaderRequest) -> HttpResponse:
    """Kinds of product that carry themselves into new places, and the paths they take."""
    shelf = shelf_of(request)
    rows = [
        {
            "pattern": pattern,
            "main": shelf.path(pattern.main_path),
            "others": [shelf.path(key) for key in pattern.second_paths],
        }
        for pattern in shelf.catalog.patterns
    ]
    return render(request, "catalog/patterns.html", page(request, shelf, tab="patterns", rows=rows))


@require_safe
@readers_admitted
def rule_questions(request: ReaderRequest) -> HttpResponse:
    """The questions to answer in words before choosing a path, the burdens of each way, where AI helps."""
    shelf = shelf_of(request)
    questions = [
        {"question": question, "paths": [shelf.path(key) for key in question.points_to]}
        for question in shelf.catalog.rule_questions
    ]
    burdens = [
        {"burden": burden, "paths": [shelf.path(key) for key in burden.paths]}
        for burden in shelf.catalog.statements.burdens
    ]
    context = page(request, shelf, tab="rule_questions", questions=questions, burdens=burdens)
    return render(request, "catalog/rule_questions.html", context)

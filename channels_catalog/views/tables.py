"""The tables of the catalog: design map, constraints, growth models, patterns, the operator's rule."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from channels_catalog.schema import GrowthModel, Surface
from channels_catalog.shelf import MATCHES, PROVENANCE, TONES, Shelf, page, shelf_of
from workspaces.views import MemberRequest, member_required


@require_safe
@member_required
def surfaces(request: MemberRequest) -> HttpResponse:
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
    }


@require_safe
@member_required
def constraints(request: MemberRequest) -> HttpResponse:
    """What holds each path back most likely, the risk if it is ignored, and when it binds."""
    shelf = shelf_of(request)
    rows = [
        {"channel": channel, "url": shelf.address("channel_model", channel.key, anchor="constraint")}
        for channel in shelf.catalog.channels
    ]
    return render(request, "catalog/constraints.html", page(request, shelf, tab="constraints", rows=rows))


@require_safe
@member_required
def growth_models(request: MemberRequest) -> HttpResponse:
    """How each path suits each growth model, with the reason and whose judgement it is."""
    shelf = shelf_of(request)
    matrix = [
        {
            "path": shelf.path(channel.key),
            "cells": [
                {
                    "word": MATCHES[cell.level],
                    "tone": TONES[cell.level],
                    "provenance": PROVENANCE[cell.provenance],
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
                "tone": TONES[cell.level],
                "reason": cell.reason,
                "provenance": PROVENANCE[cell.provenance],
                "anchor": f"match-{model.key}-{key}",
            }
            for key, cell in cells
        ],
    }


@require_safe
@member_required
def patterns(request: MemberRequest) -> HttpResponse:
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
@member_required
def rule_questions(request: MemberRequest) -> HttpResponse:
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

"""One comparison: the finding, its members, five views with an address of their own, and each view as a file."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from comparisons.exporting import export_of
from comparisons.figures import OVER_TIME, RATERS
from comparisons.files import FILES
from comparisons.models import Comparison
from comparisons.options import VIEWS, counted_rows, item_rows_of, path_rows_of
from comparisons.queries import comparisons, result_of, setting_of, whole
from comparisons.result import ComparisonResult, IssuedRatersPart, ItemRow, LeftOut, MemberHead
from comparisons.views.cells import contested_rows, item_row, path_row
from comparisons.views.columns import column_heads, sort_choices, sorted_words
from comparisons.views.course import DIMENSION_NAMES, changed_verdicts, moved_fits
from comparisons.views.drawn import panels, ranks
from comparisons.views.lenses import FIGURES, TITLES, Lens
from distmap.errors import NotFound
from distmap.times import spoken_time
from evaluations.scoring.plain import plain
from evaluations.vocabulary import ROLE_NAMES, VERDICT_ORDER
from evaluations.wording import counted, listed
from workspaces.access import fetch
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions

KIND_WORDS = {"over_time": "Over time", "subjects": "Subjects", "raters": "Raters"}
KIND_MEANINGS = {
    "over_time": "One product at several times: what changed, and by what.",
    "subjects": "Different products or plans side by side: who is clearly ahead, and where.",
    "raters": "One product rated by several people: how far they agree.",
}
LEFT_OUT = {
    "reworded": "asked in other words", "not_everywhere": "not asked of all who have the path",
    "other_match": "the match with growth models differs; the base’s is taken",
}  # fmt: skip


def fetched(
    request: MemberRequest, comparison_id: UUID, act: Act = Act.READ, *, all_of_it: bool = False
) -> Comparison:
    rows = comparisons(request.actor)
    return fetch(whole(rows) if all_of_it else rows, comparison_id, by=request.actor, act=act)


@require_safe
@member_required
def comparison(request: MemberRequest, comparison_id: UUID, view: str = "paths") -> HttpResponse:
    """The members side by side, always as they stand, in one of five views."""
    stored = fetched(request, comparison_id, all_of_it=True)
    if view not in VIEWS:
        raise NotFound("A comparison has no such view.")
    setting = setting_of(stored)
    lens = Lens.of(request.GET, len(setting.choices), kind=stored.kind)
    found = result_of(setting.based_on(lens.base))
    now = timezone.now()
    context = {
        "comparison": stored, "found": found, "kind": KIND_WORDS[stored.kind], "view": view,
        "view_name": VIEWS[view], "lens": lens, "address": _address(stored, view), "members": _members(found, now),
        "tabs": _tabs(stored, view, lens), "sorts": sort_choices(found, lens),
        "heads": column_heads(found, view, lens), "figures": list(FIGURES.items()),
        "bases": [
            (str(place), member.letter)
            for place, member in enumerate(found.members) if member.state == "present"
        ],
        "base_chosen": str(found.base), "files": FILES.values(), "may": permissions(request.actor),
        "left_out": [_left_out(found, entry) for entry in found.left_out],
        "verdicts": VERDICT_ORDER[:-1], "is_raters": stored.kind == RATERS, "is_over_time": stored.kind == OVER_TIME,
        **_view(found, view, lens),
    }  # fmt: skip
    return render(request, "comparisons/comparison.html", context)


def _view(found: ComparisonResult, view: str, lens: Lens) -> dict[str, Any]:
    """The rows of the view, with the pictures that belong to it."""
    if view == "paths":
        rows = path_rows_of(found, lens.options)
        return _counts(found, view, len(rows), lens) | {
            "groups": [{"name": "", "rows": [path_row(found, row, lens.figure) for row in rows]}],
            "panels": panels(found, rows, lens.figure),
            "bump": ranks(found),
            "changed": changed_verdicts(found),
            "moved": moved_fits(found),
            "contested": contested_rows(found),
            "is_pooled": isinstance(found.raters, IssuedRatersPart),
            "dimensions": DIMENSION_NAMES,
            "figure_name": TITLES[lens.figure],
        }
    items = item_rows_of(found, view, lens.options)
    return _counts(found, view, len(items), lens) | {"groups": _groups(found, view, items, lens.sort)}


def _counts(found: ComparisonResult, view: str, shown: int, lens: Lens) -> dict[str, Any]:
    total, differing, unknown = counted_rows(found, view)
    return {
        "shown_words": f"{_shown_words(shown, total)}{sorted_words(found, lens)}",
        "differing": differing, "with_unknown": unknown,
        "is_empty": not shown,
    }  # fmt: skip


def _shown_words(shown: int, total: int) -> str:
    rows = counted(total, "row")
    return f"All {rows}" if shown == total else f"{shown} of {rows}"


def _groups(found: ComparisonResult, view: str, rows: Sequence[ItemRow], sort: str) -> list[dict[str, Any]]:
    """Factors by role, answers by path unless another order runs across them, the others in one piece."""
    if view == "factors":
        by_role = groupby(rows, key=lambda row: row.role)
        return [
            {"name": ROLE_NAMES[role or ""], "rows": [item_row(found, row) for row in group]}
            for role, group in by_role
        ]
    if view == "answers" and sort == "order":
        titles = {"surface": "Design map", "rule": "Operator’s rule"}
        by_path = groupby(rows, key=lambda row: row.path_name or titles[row.kind])
        return [
            {"name": name, "rows": [item_row(found, row) | {"path_name": ""} for row in group]}
            for name, group in by_path
        ]
    return [{"name": "", "rows": [item_row(found, row) for row in rows]}]


def _left_out(found: ComparisonResult, entry: LeftOut) -> dict[str, Any]:
    """A question that is not compared: why, and whose checklist has it."""
    letters = [found.members[place].letter for place in entry.asked_by]
    return {
        "name": entry.name,
        "item": entry.item,
        "words": LEFT_OUT[entry.reason],
        "asked_by": listed(letters),
    }


def _members(found: ComparisonResult, now: datetime) -> list[dict[str, Any]]:
    """The columns; each names its release where they are on different ones."""
    releases = {member.release for member in found.members if member.release}
    return [
        plain(member)
        | {
            "place": place,
            "own_release": member.release if len(releases) > 1 else None,
            "is_base": place == found.base,
            "when": _when(member, now),
        }
        for place, member in enumerate(found.members)
    ]


def _when(member: MemberHead, now: datetime) -> str:
    """When a snapshot was taken, else when the evaluation changed last; nothing of a deleted one."""
    if member.snapshot is not None:
        return f"kept {spoken_time(member.snapshot.taken_at, now)}"
    return spoken_time(member.changed_at, now) if member.changed_at else ""


def _address(stored: Comparison, view: str) -> str:
    if view == "paths":
        return reverse("comparison", args=[stored.pk])
    return reverse("comparison_view", args=[stored.pk, view])


def _tabs(stored: Comparison, view: str, lens: Lens) -> list[dict[str, Any]]:
    return [
        {"name": name, "address": f"{_address(stored, key)}{lens.query}", "is_here": key == view}
        for key, name in VIEWS.items()
    ]


@require_safe
@member_required
def comparison_export(request: MemberRequest, comparison_id: UUID) -> HttpResponse:
    """A view as a file, narrowed and sorted as the page shows it."""
    stored = fetched(request, comparison_id, all_of_it=True)
    view, format = request.GET.get("view", "paths"), request.GET.get("format", "csv")
    if view not in VIEWS or format not in FILES:
        raise NotFound("A comparison has no such file.")
    lens = Lens.of(request.GET, Comparison.MOST, kind=stored.kind)
    export = export_of(stored, view=view, format=format, options=lens.options, base=lens.base)
    response = HttpResponse(export.body, content_type=FILES[format].content_type)
    response["Content-Disposition"] = content_disposition_header(True, export.name)
    return response

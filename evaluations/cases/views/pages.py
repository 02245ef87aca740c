"""A case to decide on before its end is read, its copy in the workspace, and the back-test of all cases."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from channels_catalog.schema import Case
from channels_catalog.shelf import (
    OUTCOMES,
    PathLink,
    ReaderRequest,
    Shelf,
    month_of,
    page,
    readers_admitted,
    shelf_of,
    turn_of,
)
from evaluations.cases.operations import copy_case
from evaluations.cases.queries import PLAIN, back_test, case_of, judged_case, rows_of_case
from evaluations.scoring.history import METHODS, CaseRow, Judged, counts
from evaluations.vocabulary import NOT_APPLICABLE, VERDICT_ORDER, VERDICT_WORDS
from workspaces.views import MemberRequest, member_required

HOLDS = {
    "agree": "History accepts it.",
    "wrong": "History refutes it.",
    "open": "It withholds a verdict, which history neither accepts nor refutes.",
    "other": "History neither accepts nor refutes it.",
}
CHOICES = tuple(verdict for verdict in VERDICT_ORDER if verdict != NOT_APPLICABLE)


def title_of(case: Case) -> str:
    """A case by its company and date."""
    return f"{case.company}, {month_of(case.as_of)}"


@require_safe
@readers_admitted
def case(request: ReaderRequest, case_id: str) -> HttpResponse:
    """One case: the situation, the answers as they stood, the reader's own choice, and only then the end."""
    shelf = shelf_of(request)
    found = case_of(shelf.catalog, case_id)
    links = [
        PathLink(name=title_of(each), url=shelf.address("case", each.id)) for each in shelf.catalog.cases
    ]
    place = [each.id for each in shelf.catalog.cases].index(case_id)
    asked = request.GET.get("decided", "")
    rows = rows_of_case(shelf.catalog, found)
    judged = judged_case(shelf.catalog, found)
    context = page(
        request,
        shelf,
        tab="cases",
        case=found,
        title=title_of(found),
        path=shelf.path(found.path),
        also_on=[shelf.path(key) for key in found.also_on],
        growth_model=_growth_model(shelf, found),
        outcome=OUTCOMES[found.outcome],
        factors=[row for row in rows if row.item.kind in {"factor", "constraint"}],
        others=[row for row in rows if row.item.kind not in {"factor", "constraint"}],
        choices=CHOICES,
        decided=asked if asked in CHOICES else "",
        judged=judged,
        holds=HOLDS[judged.holds],
        history=[(month_of(event.date), event) for event in found.history],
        accepted=[VERDICT_WORDS[key] for key in found.verdicts.accepted],
        rejected=[VERDICT_WORDS[key] for key in found.verdicts.rejected],
        turn=turn_of(links, place),
    )
    return render(request, "cases/case.html", context)


def _growth_model(shelf: Shelf, found: Case) -> PathLink | None:
    if found.growth_model is None:
        return None
    return PathLink(
        name=shelf.catalog.growth_model(found.growth_model).name,
        url=shelf.address("growth_models", anchor=f"growth-model-{found.growth_model}"),
    )


@require_POST
@member_required
def case_copy(request: MemberRequest, case_id: str) -> HttpResponse:
    """The workspace's copy of a case, made if there is none."""
    shelf = shelf_of(request)
    found = case_of(shelf.catalog, case_id)
    copy, _ = copy_case(case=found, release=shelf.release, by=request.actor, now=timezone.now())
    return redirect("result", evaluation_id=copy.pk)


@require_safe
@readers_admitted
def back_test_page(request: ReaderRequest) -> HttpResponse:
    """Every case judged by both methods as it stood, against what history accepts."""
    shelf = shelf_of(request)
    rows = back_test(shelf.release.pk)
    context = page(
        request,
        shelf,
        tab="cases",
        rows=[_row(shelf, row) for row in rows],
        tallies=[(method, counts(rows, method, PLAIN)) for method in reversed(METHODS)],
    )
    return render(request, "cases/back_test.html", context)


def _row(shelf: Shelf, row: CaseRow) -> dict[str, Any]:
    found = shelf.catalog.case(row.case)
    return {
        "title": title_of(found),
        "url": shelf.address("case", row.case),
        "path": shelf.path(row.path),
        "accepted": [VERDICT_WORDS[key] for key in row.accepted],
        "judged": [_judged(row.runs[method, PLAIN]) for method in reversed(METHODS)],
    }


def _judged(found: Judged) -> dict[str, str]:
    words = VERDICT_WORDS.get(found.lean)
    lean = (f"leans {words}" if words else "between two verdicts") if found.reason else ""
    return {"verdict": found.verdict, "lean": lean, "holds": found.holds}

"""The workspace's decisions, the next to review first, and how often its verdicts came true."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from channels_catalog.queries import catalog_of, current_release
from distmap.paging import page_of
from evaluations.decisions import queries
from evaluations.decisions.calibration import ENOUGH, Row, calibration_of
from evaluations.decisions.operations import today
from evaluations.decisions.queries import DecisionFilters
from evaluations.models import Decision
from evaluations.vocabulary import OUTCOME_WORDS
from evaluations.wording import departure, forecast_words, show_range, show_share
from evaluations.work.queries import catalog_for
from evaluations.work.views.home import Filter, shown_words
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions

ROWS = 25
OVERDUE = "overdue"
DUE = ((OVERDUE, "Overdue"), ("30", "Within 30 days"), ("91", "Within three months"))
# Without a choice the list is what waits for its review.
OUTCOMES = (("all", "With or without one"), *OUTCOME_WORDS.items())


@require_safe
@member_required
def decisions(request: MemberRequest) -> HttpResponse:
    """One row for each decision that waits for its review; a filtered list is an address that can be kept."""
    request.actor.require(Act.READ)
    catalog = catalog_of(current_release(request.actor).pk)
    day = today(timezone.now())
    filters = _filters(request.GET, [(channel.key, channel.name) for channel in catalog.channels])
    rows = queries.decisions(request.actor, _wanted(filters, day))
    page = page_of(rows, request.GET, by="review_on", size=ROWS, rising=True)
    is_narrowed = any(entry.chosen for entry in filters)
    is_whole = not (page.older or page.newer)
    context = {
        "shown_words": shown_words(len(page.rows), "decision", is_whole=is_whole),
        "rows": [_listed(row, day) for row in page.rows], "filters": filters, "chips": _chips(filters),
        "later": page.older, "sooner": page.newer, "is_narrowed": is_narrowed,
        "may": permissions(request.actor),
    }  # fmt: skip
    return render(request, "decisions/list.html", context)


def _filters(asked: QueryDict, paths: Sequence[tuple[str, str]]) -> list[Filter]:
    told = (
        ("due", "Due for review", "At any time", DUE),
        ("path", "Path", "Any path", paths),
        ("decision", "Decision", "Any decision", Decision.DECISIONS),
        ("outcome", "Outcome", "None yet", OUTCOMES),
    )
    return [
        Filter(name=name, label=label, any=any_, choices=choices, chosen=_chosen(asked, name, choices))
        for name, label, any_, choices in told
    ]


def _chosen(asked: QueryDict, name: str, choices: Sequence[tuple[str, str]]) -> str:
    """What is none of the choices counts as not chosen."""
    chosen = asked.get(name, "")
    return chosen if chosen in dict(choices) else ""


def _wanted(filters: Sequence[Filter], day: date) -> DecisionFilters:
    chosen = {entry.name: entry.chosen for entry in filters}
    due = chosen["due"]
    before = day if due == OVERDUE else day + timedelta(days=int(due) + 1) if due else None
    outcome = chosen["outcome"] or "none"
    return DecisionFilters(
        due_before=before, path=chosen["path"], decision=chosen["decision"],
        outcome="" if outcome == "all" else outcome,
    )  # fmt: skip


def _chips(filters: Sequence[Filter]) -> list[dict[str, str]]:
    """Each thing that narrows the list, with the address that takes it away."""
    chosen = {entry.name: entry.chosen for entry in filters if entry.chosen}
    return [
        {
            "label": f"{entry.label}: {entry.chosen_label.lower()}",
            "without": "?" + urlencode({name: value for name, value in chosen.items() if name != entry.name}),
        }
        for entry in filters
        if entry.chosen
    ]


def _listed(row: Decision, day: date) -> dict[str, Any]:
    actions = list(row.actions.all())
    return {
        "decision": row,
        "path_name": catalog_for(row.evaluation).path_name(row.path),
        "forecast": forecast_words(row.forecast),
        "departs": bool(departure(row.decision, row.forecast)),
        "is_overdue": row.is_overdue(day),
        "days": (day - row.review_on).days,
        "done": sum(action.state == "done" for action in actions),
        "actions": sum(action.state != "dropped" for action in actions),
        "outcome": OUTCOME_WORDS.get(row.outcome, ""),
    }


@require_safe
@member_required
def calibration(request: MemberRequest) -> HttpResponse:
    """Of the verdicts called very likely, likely and open: how many held, and how much that tells."""
    request.actor.require(Act.READ)
    found = calibration_of(request.actor)
    rows = [_calibrated(row) for row in found.rows]
    context = {"found": found, "rows": rows, "enough": ENOUGH, "may": permissions(request.actor)}
    return render(request, "decisions/calibration.html", context)


def _calibrated(row: Row) -> dict[str, Any]:
    low, high = row.range or (0.0, 1.0)
    return {
        "row": row,
        "called": _called(row),
        "bounds": list(row.called or ()),
        "low": low,
        "high": high,
        "share": show_share(row.share) if row.share is not None else "",
        "range": f"{show_share(low)} to {show_share(high)}" if row.range else "",
    }


def _called(row: Row) -> str:
    """What the call promises, in per cent."""
    if row.called is None:
        return "Nothing"
    low, high = row.called
    return (
        show_share(high)
        if show_range(low, high) == show_range(high, high)
        else f"{show_share(low)} to {show_share(high)}"
    )

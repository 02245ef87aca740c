"""The first screen of a result: the map, the finding, and a panel for each path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from channels_catalog.schema import Catalog
from evaluations.models import Evaluation
from evaluations.pictures import STAGE, STAGE_NARROW, ConstraintMap, constraint_map, leaning_points_of
from evaluations.results.views.doing import Doing, next_for
from evaluations.wording import counted
from evaluations.wording.outlook import PathOutlook, basis_words, lead_of


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What stands beside the map about one path; `risk`: what comes of ignoring what binds."""

    path: PathOutlook
    do: Doing
    risk: str
    basis: str
    cells: tuple[str, ...]
    check: str
    check_label: str
    is_shown: bool
    previous: str
    following: str


def selected_of(paths: Sequence[PathOutlook], asked: str) -> str:
    """The path that is asked for; else the one with which the evidence plan leads, else the first."""
    keys = [path.key for path in paths]
    if asked in keys:
        return asked
    lead = lead_of(paths)
    return lead.key if lead else keys[0] if keys else ""


def maps_of(paths: Sequence[PathOutlook]) -> list[ConstraintMap]:
    """The map on the wide and on the narrow sheet; none where no path has figures."""
    points = leaning_points_of(paths)
    return [constraint_map(points, sheet) for sheet in (STAGE, STAGE_NARROW)] if points else []


def panels_of(
    evaluation: Evaluation, catalog: Catalog, paths: Sequence[PathOutlook], selected: str
) -> list[Panel]:
    """A panel for each path in display order; the one of the selected path is shown."""
    keys = [path.key for path in paths]
    is_frozen = evaluation.refusal_to_change() is not None
    return [
        Panel(
            path=path,
            do=next_for(catalog, path, is_frozen=is_frozen),
            risk=catalog.channel(path.key).constraint.risk_if_ignored if path.binding else "",
            basis=basis_words(path.basis) if path.basis else "",
            cells=_cells(path),
            check="" if is_frozen else first_check(evaluation, path),
            check_label=check_label(path),
            is_shown=path.key == selected,
            previous=keys[place - 1],
            following=keys[(place + 1) % len(keys)],
        )
        for place, path in enumerate(paths)
    ]


def _cells(path: PathOutlook) -> tuple[str, ...]:
    """A small square for each answer: seen, only said, open."""
    if path.basis is None:
        return ()
    return ("seen",) * path.basis.seen + ("said",) * path.basis.said + ("open",) * path.basis.open


def first_check(evaluation: Evaluation, path: PathOutlook) -> str:
    """The address at which the first check of a path's road is answered; empty where it has none."""
    if path.road is None or not path.road.checks:
        return ""
    return reverse("focus_item", args=[evaluation.pk, path.road.checks[0].item])


def check_label(path: PathOutlook) -> str:
    """“Start check 1 of 2”."""
    count = len(path.road.checks) if path.road else 0
    return f"Start check 1 of {count}" if count > 1 else "Start the check"


@dataclass(frozen=True, kw_only=True)
class Primary:
    """The one button that is filled: where it leads, or the address to which it posts."""

    label: str
    url: str
    posts: bool = False


def primary_of(
    evaluation: Evaluation, paths: Sequence[PathOutlook], may: Mapping[str, bool], open_count: int
) -> Primary | None:
    """What is to be done with the evaluation as it stands: answer, submit, decide or report."""
    if evaluation.status == Evaluation.DRAFT:
        return _of_a_draft(evaluation, paths, may, open_count)
    if (
        evaluation.status == Evaluation.SUBMITTED
        and not evaluation.decision_version
        and may["write_decisions"]
    ):
        return Primary(label="Decide", url=reverse("edit_decision", args=[evaluation.pk]))
    if may["write_reports"]:
        return Primary(label="Make a report", url=reverse("make_report", args=[evaluation.pk]), posts=True)
    return None


def _of_a_draft(
    evaluation: Evaluation, paths: Sequence[PathOutlook], may: Mapping[str, bool], open_count: int
) -> Primary | None:
    if not may["write_evaluations"]:
        return None
    if paths and all(path.basis is None or path.basis.open == path.basis.total for path in paths):
        return Primary(label="Answer the first question", url=reverse("answers", args=[evaluation.pk]))
    lead = lead_of(paths)
    if lead is not None:
        return Primary(label=check_label(lead), url=first_check(evaluation, lead))
    if open_count:
        said = f"Answer what is open ({counted(open_count, 'question')})"
        return Primary(label=said, url=reverse("answers", args=[evaluation.pk]))
    return Primary(label="Submit", url=reverse("submit", args=[evaluation.pk]))

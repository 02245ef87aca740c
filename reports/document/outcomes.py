"""What a comparison of each kind says beyond its rows: what moved, who is clearly ahead, how far raters agree."""

from collections.abc import Callable, Iterator

from comparisons.paths import AnyChange, AnyFitChange
from comparisons.result import ComparisonResult
from comparisons.wording import certainty, stage_words
from evaluations.scoring.method1.comparing import VerdictChange
from evaluations.wording import CAP, listed, show_change
from reports.blocks import Cell, Column, Section, Table, cell, line, quiet, strong
from reports.document.side_by_side import mark

_PARTS = {
    "pull": "Pull", "product": "Product", "access": "Access", "compounding": "Compounding", "carry": "Carry",
    CAP: "weakest side",
}  # fmt: skip


def outcome_section(found: ComparisonResult) -> Section | None:
    """The part of the kind; None where fewer than two members are there."""
    if found.base is None or not found.has_part:
        return None
    return _OUTCOMES[found.kind](found)


def _over_time(found: ComparisonResult) -> Section | None:
    rows = tuple(_moves(found))
    if not rows:
        return None
    columns = (
        Column("Path"), Column("From the base to"), Column("Verdict"), Column("Change of fit", numeric=True),
        Column("How certain"), Column("It comes from"),
    )  # fmt: skip
    table = Table(caption="What moved", columns=columns, rows=rows, shape="moved")
    lead = line("Every change of fit with its exact parts: they sum to it, but for rounding.")
    return Section(key="moved", title="What moved", blocks=(lead, table))


def _moves(found: ComparisonResult) -> Iterator[tuple[Cell, ...]]:
    for row in found.paths:
        for member, change in zip(found.members, row.changes or (), strict=False):
            if change is None:
                continue
            fit = change.F
            yield (
                cell(strong(row.name)),
                cell(member.alias),
                (*_turn(change.verdict), *_why(change)),
                cell(show_change(fit.change) if fit else ""),
                cell(certainty(fit) if fit else "does not compare"),
                cell(_parts(fit) if fit else ""),
            )


def _turn(verdict: VerdictChange | None) -> Cell:
    if verdict is None:
        return cell("does not compare")
    if verdict.from_ == verdict.to:
        return cell(mark(verdict.to), quiet("as before"))
    return cell(mark(verdict.from_), quiet("became"), mark(verdict.to))


def _why(change: AnyChange) -> Cell:
    """By method 2 what brought another verdict: what was learned, what changed, or the catalog."""
    words = stage_words(change)
    return cell(quiet(words)) if words else ()


def _parts(fit: AnyFitChange) -> str:
    values = {**fit.contributions, CAP: fit.cap_effect}
    shown = [
        f"{name} {show_change(values[key])}"
        for key, name in _PARTS.items()
        if key in values and show_change(values[key]) != "0.00"
    ]
    return ", ".join(shown)


def _subjects(found: ComparisonResult) -> Section:
    pairs = found.subjects.ahead if found.subjects else ()
    names = {row.key: row.name for row in found.paths}
    if not pairs:
        said = "Nobody is clearly ahead of anybody: on every path that two share, their ranges overlap."
        return Section(key="ahead", title="Who is clearly ahead", blocks=(line(said),))
    rows = tuple(
        (
            cell(strong(found.members[pair.ahead].alias)),
            cell(found.members[pair.behind].alias),
            cell(listed([names[key] for key in pair.paths])),
        )
        for pair in pairs
    )
    columns = (Column("Ahead"), Column("Of"), Column("On"))
    table = Table(caption="Who is clearly ahead of whom", columns=columns, rows=rows)
    return Section(key="ahead", title="Who is clearly ahead", blocks=(table,))


def _raters(found: ComparisonResult) -> Section | None:
    there = found.there
    rows = tuple(
        (
            cell(strong(row.name)),
            cell(mark(row.panel.verdict)),
            cell(f"{row.panel.sharing} of {len(there)}"),
            cell(
                *(
                    quiet(f"{member.alias}: {mark(verdict).text}")
                    for member, verdict in zip(there, row.panel.rater_verdicts, strict=True)
                )
            ),
        )
        for row in found.paths
        if row.panel
    )
    if not rows:
        return None
    columns = (Column("Path"), Column("The panel’s verdict"), Column("Share it"), Column("Each by itself"))
    table = Table(caption="The panel and each rater", columns=columns, rows=rows)
    return Section(key="agreement", title="How far the raters agree", blocks=(table,))


_OUTCOMES: dict[str, Callable[[ComparisonResult], Section | None]] = {
    "over_time": _over_time,
    "subjects": _subjects,
    "raters": _raters,
}

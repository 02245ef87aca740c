"""The pictures of a comparison, from its result: ranges of every path, ranks, and heat tables."""

from collections.abc import Sequence

from comparisons.paths import AnyPanelPath, PathCell
from comparisons.result import ComparisonResult, ItemCell, ItemRow
from comparisons.wording import ranked_paths
from evaluations.scoring.rounding import band
from evaluations.vocabulary import GAP_WORDS, LEVEL_WORDS, VERDICT_WORDS
from evaluations.wording import capitalised, counted, show_range, show_score
from reports.blocks import Cell, Column, Table, cell, strong
from reports.drawings import Head, Heat, HeatCell, HeatRow, PathRanges, Range, Ranges, RankLine, Ranks

TWIN = "The table below holds the same figures."
MOST_NAMED = 6
"""Columns of places are headed by letter and name as long as they are few; the picture above them says who is who."""
_PANEL = Head("Panel", "The panel")


def figure_of(kind: str) -> tuple[str, str]:
    """What the pictures of paths show, by its key in a cell and in words: over time fit, told in its parts."""
    return ("F", "fit") if kind == "over_time" else ("V", "the lesser of fit and support")


def heads_of(found: ComparisonResult) -> tuple[Head, ...]:
    return tuple(
        Head(member.letter, member.alias, place == found.base) for place, member in enumerate(found.members)
    )


def _letters(found: ComparisonResult) -> str:
    """Which letter stands for whom, and where the figures are."""
    named = ", ".join(f"{head.letter} {head.name}" for head in heads_of(found))
    return f"{named}. {TWIN}"


def has_panel(found: ComparisonResult) -> bool:
    """Whether the raters form a panel, whose verdict stands beside theirs."""
    return any(row.panel for row in found.paths)


def path_heat(found: ComparisonResult) -> Heat:
    """Every path at every member: verdict and figure, and for raters the panel’s."""
    part, words = figure_of(found.kind)
    with_panel = has_panel(found)
    heads = (*heads_of(found), *((_PANEL,) if with_panel else ()))
    rows = tuple(
        HeatRow(
            row.name,
            "",
            (
                *(_path_cell(told, part) for told in row.cells),
                *((_panel_cell(row.panel),) if with_panel else ()),
            ),
        )
        for row in found.paths
    )
    title = f"{capitalised(counted(len(rows), 'path'))}: verdict and {words}. {_letters(found)}"
    return Heat(title, heads, rows)


def _path_cell(told: PathCell, part: str) -> HeatCell:
    ends = told.figure(part)
    if ends is None:
        return HeatCell("", state="gap")
    point = ends.point
    return HeatCell(show_score(point), band=band(point), verdict=_mark(told))


def _mark(told: PathCell) -> str:
    verdict = told.verdict or ""
    return "fights" if verdict == "park" and told.fights else verdict


def _panel_cell(panel: AnyPanelPath | None) -> HeatCell:
    if panel is None or panel.V is None:
        return HeatCell("", state="gap")
    point = panel.V.point
    return HeatCell(show_score(point), band=band(point), verdict=panel.verdict)


def item_heat(
    found: ComparisonResult, rows: Sequence[ItemRow], what: str, *, with_paths: bool = False
) -> Heat:
    """Every question at every member, by its answer; below it its path where several stand together."""
    drawn = tuple(
        HeatRow(
            row.name,
            (row.path_name or "") if with_paths else "",
            tuple(_item_cell(row, told) for told in row.cells),
        )
        for row in rows
    )
    return Heat(f"{what}. {_letters(found)}", heads_of(found), drawn)


def _item_cell(row: ItemRow, told: ItemCell) -> HeatCell:
    if told.level is not None:
        return HeatCell(LEVEL_WORDS[told.level], band=told.level, differs=told.differs)
    if told.state == "unanswered" and row.kind != "alignment":
        return HeatCell("", state="unknown", differs=told.differs)
    return HeatCell("In words" if told.text else "", state="gap", differs=told.differs)


def path_ranges(found: ComparisonResult) -> Ranges:
    """A small picture for each path: a course over time, else ranges under each other."""
    part, words = figure_of(found.kind)
    heads = heads_of(found)
    paths = []
    for row in found.paths:
        drawn = tuple(_range(head, told, part) for head, told in zip(heads, row.cells, strict=True))
        said = f"{capitalised(words)} of {row.name}. {'; '.join(map(_said, drawn))}."
        paths.append(PathRanges(row.name, drawn, said))
    title = f"{capitalised(words)} of every path, with its range. {_letters(found)}"
    return Ranges(title, tuple(paths), is_course=found.kind == "over_time")


def _range(head: Head, told: PathCell, part: str) -> Range:
    values = told.figure(part)
    if values is None:
        return Range(head, None, gap=GAP_WORDS.get(told.state, "nothing to compare"))
    return Range(head, (values.lo, values.point, values.hi), verdict=told.verdict or "")


def _said(drawn: Range) -> str:
    if drawn.values is None:
        return f"{drawn.head.letter} {drawn.head.name}: {drawn.gap}"
    low, point, high = drawn.values
    verdict = f", {VERDICT_WORDS[drawn.verdict]}" if drawn.verdict else ""
    return f"{drawn.head.letter} {drawn.head.name}: {show_score(point)}, {show_range(low, high)}{verdict}"


def ranks(found: ComparisonResult) -> tuple[Ranks, Table] | None:
    """How the paths pass each other over time, and the table of the same places; None where nothing is ranked."""
    ordered = ranked_paths(found)
    if not ordered:
        return None
    heads = heads_of(found)
    lines = tuple(RankLine(key, name, tuple(places)) for key, name, places in ordered)
    title = (
        f"The ranks of {counted(len(lines), 'path')} from {heads[0].name} to {heads[-1].name}; "
        f"{lines[0].name} is first at the outset. {_letters(found)}"
    )
    few = len(heads) <= MOST_NAMED
    names = [f"{head.letter} {head.name}" if few else head.letter for head in heads]
    columns = (Column("Path"), *(Column(name, numeric=True) for name in names))
    rows = tuple((cell(strong(line.name)), *(_place(place) for place in line.places)) for line in lines)
    return Ranks(title, heads, lines), Table("Ranks of the paths", columns, rows, shape="places")


def _place(place: int | None) -> Cell:
    return cell("–" if place is None else str(place))

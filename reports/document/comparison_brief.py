"""The executive form of a comparison: what it comes to, on two pages of A4."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from comparisons.paths import AnyChange, AnyFitChange, PathRow
from comparisons.result import ClearlyAhead, ComparisonResult, ItemRow
from comparisons.wording import certainty, latest, stage_words
from evaluations.wording import (
    capitalised,
    counted,
    listed,
    show_change,
    show_count,
    show_range,
    show_score,
)
from reports.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Paragraph,
    Section,
    Span,
    Table,
    Term,
    Terms,
    Text,
    cell,
    line,
    quiet,
    strong,
    text,
)
from reports.document.comparison_steps import next_steps
from reports.document.drawn import figure_of, heads_of, path_heat
from reports.document.executive import shortened
from reports.document.side_by_side import answer_words, mark
from reports.frozen_comparison import FrozenComparison, result_of

MOST_SAID, MOST_DRAWN, MOST_ROWS, MOST_PAIRS = 3, 20, 6, 4


def brief_sections(frozen: FrozenComparison, document_sha256: str) -> tuple[Section | None, ...]:
    """The finding, the picture, the few rows that matter, what sets the members apart, what to do next."""
    found = result_of(frozen)
    return (
        _finding(found), _picture(found), telling_rows(found), next_section(found), _origin(frozen, document_sha256)
    )  # fmt: skip


def _finding(found: ComparisonResult) -> Section:
    blocks: list[Block] = [Paragraph(text(found.headline), tone="lead")]
    said = found.sentences[:MOST_SAID]
    if said:
        blocks.append(Bullets(tuple(text(shortened(sentence)) for sentence in said)))
    return Section(key="finding", title="The finding", blocks=tuple(blocks))


def _picture(found: ComparisonResult) -> Section | None:
    """The heat table; of more paths than a page has room for, those on which the members lie widest apart."""
    if not found.paths:
        return None
    _, words = figure_of(found.kind)
    shown = set(widest(found)[:MOST_DRAWN])
    picture = path_heat(replace(found, paths=tuple(row for row in found.paths if row.key in shown)))
    named = ", ".join(f"{head.letter} {head.name}" for head in heads_of(found))
    title = f"{capitalised(words)} of each path, with its verdict. {named}."
    blocks: list[Block] = [replace(picture, title=title)]
    if len(shown) < len(found.paths):
        of = f"The {len(shown)} of {len(found.paths)} paths that lie widest apart"
        blocks.append(quiet(f"{of}; the full form has all."))
    return Section(key="glance", title="At a glance", blocks=tuple(blocks))


def widest(found: ComparisonResult) -> list[str]:
    """The paths by how far their members' points lie apart, widest first."""
    part, _ = figure_of(found.kind)

    def apart(row: PathRow) -> float:
        points = [ends.point for told in row.cells if (ends := told.figure(part))]
        return max(points) - min(points) if points else -1.0

    return [row.key for row in sorted(found.paths, key=lambda row: (-apart(row), row.key))]


def telling_rows(found: ComparisonResult) -> Section | None:
    """What the kind has to tell, where at least two members are there."""
    if found.base is None or not found.has_part or not found.paths:
        return None
    if len(found.there) < 2:
        return None
    return _KINDS[found.kind](found)


# Over time


def _changed(found: ComparisonResult) -> Section | None:
    """Verdicts that changed first, then what moved most and most certainly."""
    place = latest(found)
    moved = [
        (row, change, change.F)
        for row in found.paths
        if (change := row.change(place)) and change.F and _is_told(change, change.F)
    ]
    if not moved:
        return None
    moved.sort(key=_weight)
    rows = tuple(
        (
            cell(strong(row.name)),
            *_turn(change),
            cell(show_change(fit.change)),
            cell(capitalised(certainty(fit))),
        )
        for row, change, fit in moved[:MOST_ROWS]
    )
    names = [found.members[at].alias for at in (found.base or 0, place)]
    columns = (
        Column("Path"), *(Column(name) for name in names), Column("Change of fit", numeric=True),
        Column("How certain"),
    )  # fmt: skip
    table = Table(caption=f"From {names[0]} to {names[1]}", columns=columns, rows=rows, shape="changed")
    return Section(key="changed", title="What changed", blocks=_with_rest(table, len(moved), "path"))


def _is_told(change: AnyChange, fit: AnyFitChange) -> bool:
    """What moved; by method 2 a verdict can be another one where fit, with answers as said, stays."""
    return show_change(fit.change) != "0.00" or bool(stage_words(change))


def _weight(each: tuple[PathRow, AnyChange, AnyFitChange]) -> tuple[bool, bool, float, str]:
    row, change, fit = each
    verdict = change.verdict
    turned = bool(verdict and verdict.from_ != verdict.to)
    return not turned, not fit.clear, -abs(fit.change), row.key


def _turn(change: AnyChange) -> tuple[Cell, Cell]:
    verdict, why = change.verdict, stage_words(change)
    if verdict is None:
        return cell(quiet("Does not compare")), cell()
    return cell(mark(verdict.from_)), cell(mark(verdict.to), quiet(why) if why else None)


# Across subjects


def _apart(found: ComparisonResult) -> Section:
    """Who is clearly ahead of whom, then the paths on which the members lie widest apart."""
    by_key = {row.key: row for row in found.paths}
    shared = [by_key[key] for key in widest(found) if _is_shared(by_key[key])]
    rows = tuple(
        (cell(strong(row.name)), _end(found, row, max), _end(found, row, min), cell(_ahead(found, row)))
        for row in shared[:MOST_ROWS]
    )
    columns = (Column("Path"), Column("Highest"), Column("Lowest"), Column("Clearly ahead"))
    table = Table(caption="Where they lie widest apart", columns=columns, rows=rows, shape="apart")
    blocks = (*_pairs(found), *(_with_rest(table, len(shared), "path") if rows else ()))
    return Section(key="ahead", title="Who is clearly ahead", blocks=blocks)


def _pairs(found: ComparisonResult) -> Iterator[Block]:
    pairs = sorted(
        found.subjects.ahead if found.subjects else (),
        key=lambda pair: (-len(pair.paths), pair.ahead, pair.behind),
    )
    if not pairs:
        yield line("Nobody is clearly ahead of anybody: on every path that two share, their ranges overlap.")
        return
    yield Bullets(tuple(_pair(found, pair) for pair in pairs[:MOST_PAIRS]))
    more = len(pairs) - MOST_PAIRS
    if more > 0:
        told = f"{capitalised(counted(more, 'more pair'))} {'is' if more == 1 else 'are'} told apart"
        yield quiet(f"{told}; the full form names all.")


def _pair(found: ComparisonResult, pair: ClearlyAhead) -> Text:
    names = {row.key: row.name for row in found.paths}
    ahead, behind = (found.members[place].alias for place in (pair.ahead, pair.behind))
    shown = _some([names[key] for key in pair.paths], MOST_SAID, "more path")
    return text(strong(ahead), f" is clearly ahead of {behind} on {shown}.")


def _is_shared(row: PathRow) -> bool:
    return sum(told.V is not None for told in row.cells) > 1


def _end(found: ComparisonResult, row: PathRow, which: Callable[..., Any]) -> Cell:
    """The member at one end of a path, with figure and verdict."""
    there = [(told.V.point, -place) for place, told in enumerate(row.cells) if told.V]
    place = -which(there)[1]
    told, alias = row.cells[place], found.members[place].alias
    figure = f"{show_score(told.V.point)} ({show_range(told.V.lo, told.V.hi)})"
    verdict = mark(told.verdict, fights=bool(told.fights)) if told.verdict else None
    return cell(line(f"{alias}, {figure}"), verdict)


def _ahead(found: ComparisonResult, row: PathRow) -> str:
    letters = [member.letter for member in found.members]
    pairs = [f"{letters[ahead]} of {letters[behind]}" for ahead, behind in row.ahead or ()]
    return _some(pairs, MOST_SAID, "more pair") if pairs else "Their ranges overlap"


# Across raters


def _disagreed(found: ComparisonResult) -> Section | None:
    """The paths on which not all share the panel's verdict, then the contested questions that spread them widest."""
    blocks: list[Block] = []
    split = sorted(
        (row.panel.sharing, row.key, f"{row.name} ({row.panel.sharing} of {len(row.panel.rater_verdicts)})")
        for row in found.paths
        if row.panel and row.panel.sharing < len(row.panel.rater_verdicts)
    )
    if split:
        told = [words for _, _, words in split]
        said = _some(told, MOST_ROWS, "more path")
        blocks.append(line(strong("Not all share the panel’s verdict on "), f"{said}."))
    contested = sorted(_contested(found), key=_consensus)
    if contested:
        rows = tuple(
            (_question(row), _side(found, row, min), _side(found, row, max)) for row in contested[:MOST_ROWS]
        )
        columns = (Column("Question"), Column("Lowest answer"), Column("Highest answer"))
        table = Table(caption="Contested most", columns=columns, rows=rows, shape="contested")
        blocks += _with_rest(table, len(contested), "contested question")
    return Section(key="dissent", title="Where the raters disagree", blocks=tuple(blocks)) if blocks else None


def _consensus(row: ItemRow) -> tuple[float, str]:
    return (row.panel.Cns if row.panel else None) or 0.0, row.key


def _contested(found: ComparisonResult) -> Iterator[ItemRow]:
    for part in ("factors", "constraints", "matches", "surfaces"):
        yield from (row for row in found.items(part) if row.panel and row.panel.contested)


def _question(row: ItemRow) -> Cell:
    return cell(strong(row.name), quiet(row.path_name) if row.path_name else None)


def _side(found: ComparisonResult, row: ItemRow, which: Callable[..., Any]) -> Cell:
    """Who answered lowest or highest, and what."""
    mids = [told.mid for told in row.cells if told.mid is not None]
    if not mids:
        return cell(quiet("No rating"))
    end = which(mids)
    pairs = zip(found.members, row.cells, strict=True)
    told = [(member.alias, told) for member, told in pairs if told.mid == end]
    names = [alias for alias, _ in told]
    shown = listed(names) if len(names) <= MOST_SAID else counted(len(names), "rater")
    return cell(answer_words(told[0][1]), quiet(capitalised(shown)))


_KINDS: dict[str, Callable[[ComparisonResult], Section | None]] = {
    "over_time": _changed,
    "subjects": _apart,
    "raters": _disagreed,
}


def _some(names: Sequence[str], most: int, what: str) -> str:
    """The first of them, and how many more there are."""
    if len(names) <= most:
        return listed(names)
    return f"{', '.join(names[:most])} and {counted(len(names) - most, what)}"


def _with_rest(table: Table, whole: int, what: str) -> tuple[Block, ...]:
    """The table, and a word on what it leaves out."""
    if whole <= len(table.rows):
        return (table,)
    return table, quiet(
        f"The first {show_count(len(table.rows))} of {counted(whole, what)}; the full form has all."
    )


def next_section(found: ComparisonResult) -> Section | None:
    steps = tuple(next_steps(found))
    return (
        Section(key="next", title="What to do next", blocks=(Bullets(steps, ordered=True),))
        if steps
        else None
    )


def _origin(frozen: FrozenComparison, document_sha256: str) -> Section:
    rows = (
        Term("Method", text(frozen.method)),
        Term("Inputs", text("SHA-256 ", Span(frozen.inputs_sha256, tone="code"))),
        Term("Frozen document", text("SHA-256 ", Span(document_sha256, tone="code"))),
    )
    return Section(key="origin", title="Where it comes from", blocks=(Terms(rows),))

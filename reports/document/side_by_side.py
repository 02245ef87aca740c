"""Members side by side in a report: paths, surfaces, constraints, the answers that differ, and dissent."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from comparisons.paths import AnyPanelPath, Coverage, Ends, PathCell, PathRow
from comparisons.result import ComparisonResult, IssuedRatersPart, ItemCell, ItemRow, MemberHead
from comparisons.wording import lean_words
from evaluations.vocabulary import GAP_WORDS, LEVEL_WORDS, PARK, VERDICT_WORDS
from evaluations.wording import capitalised, show_range, show_score, show_share
from reports.blocks import (
    Block,
    Cell,
    Column,
    Paragraph,
    Section,
    Span,
    Table,
    Writing,
    cell,
    line,
    link,
    quiet,
    strong,
    verdict_mark,
)
from reports.document.drawn import figure_of, has_panel, item_heat, path_heat, path_ranges, ranks

Row = PathRow | ItemRow
T = TypeVar("T", bound=Row)
MOST_COLUMNS, MOST_AT_A_GLANCE = 4, 6
"""As many members as stand beside each other in one table; a comparison of more has several tables."""


def glance_section(found: ComparisonResult) -> Section | None:
    """All paths at all members on one picture, and over time how they pass each other."""
    if not found.paths:
        return None
    _, words = figure_of(found.kind)
    lead = (
        f"In the picture each cell has the mark of its verdict and {words}, shaded by the nearest answer, never finer. "
        "It is empty where a member has no figure."
    )
    blocks: list[Block] = [line(lead), path_heat(found), *_glance(found)]
    ranked = ranks(found)
    if ranked is None:
        return Section(key="glance", title="At a glance", blocks=tuple(blocks))
    told = quiet(
        "By the lesser of fit and support, over the paths that all members have. Those that led and lost the lead, "
        "or gained it, are drawn strong."
    )
    passing = Section(key="ranks", title="Rank from one to the next", blocks=(told, *ranked))
    return Section(key="glance", title="At a glance", blocks=tuple(blocks), parts=(passing,))


def _glance(found: ComparisonResult) -> Iterator[Table]:
    """The figures of the picture; the panel's stand in the last of the tables."""
    part, words = figure_of(found.kind)
    for places in _chunks(found.members, MOST_AT_A_GLANCE):
        names = [f"{found.members[at].letter} {found.members[at].alias}" for at in places]
        with_panel = has_panel(found) and places[-1] == len(found.members) - 1
        names += ["The panel"] if with_panel else []
        yield Table(
            caption=f"Verdict and {words}: {', '.join(names)}",
            columns=(Column("Path"), *(Column(name) for name in names)),
            rows=tuple(
                (
                    cell(strong(row.name)),
                    *(_glance_cell(row.cells[at], part) for at in places),
                    *((_glance_panel(row.panel),) if with_panel else ()),
                )
                for row in found.paths
            ),
            shape="glance",
        )


def _glance_panel(panel: AnyPanelPath | None) -> Cell:
    if panel is None:
        return cell(quiet("No panel"))
    return cell(_figure(panel.V) if panel.V else None, mark(panel.verdict))


def _glance_cell(told: PathCell, part: str) -> Cell:
    values = told.figure(part)
    if values is None:
        return cell(quiet(capitalised(GAP_WORDS.get(told.state, "nothing to compare"))))
    verdict = mark(told.verdict, fights=bool(told.fights)) if told.verdict else None
    return cell(_figure(values), verdict, *_leaning(told))


def paths_section(found: ComparisonResult) -> Section | None:
    """Each path at each member: the ranges drawn, then verdict, fit and support and how much of it is known."""
    said = "from left to right as the members stand" if found.kind == "over_time" else "all on one scale"
    lead = (
        f"The pictures run from 0 to 1, {said}; the dotted lines stand at 0.375 and 0.625. Hatched is what has no "
        "verdict yet; a gap is a member without a figure. In the tables, known is the share of questions answered "
        "where it is least; seen, of those that rest on something seen or measured."
    )
    return _matrix(
        found, key="paths", title="Path by path", what="Paths", rows=found.paths,
        told=lambda row, place: _path_cell(row.cells[place]),
        before=lambda: (line(lead), path_ranges(found)),
    )  # fmt: skip


def surfaces_section(found: ComparisonResult) -> Section | None:
    """The design maps."""
    return _items(found, key="surfaces", title="Surfaces", rows=found.surfaces)


def constraints_section(found: ComparisonResult) -> Section | None:
    """What each path most likely breaks on, and whether it binds."""
    return _items(found, key="constraints", title="Constraints", rows=found.constraints)


def _items(found: ComparisonResult, *, key: str, title: str, rows: Sequence[ItemRow]) -> Section | None:
    return _matrix(
        found, key=key, title=title, what=title, rows=rows,
        told=lambda row, place: _rating_cell(row.cells[place]),
        before=lambda: (item_heat(found, rows, title, with_paths=True),),
    )  # fmt: skip


def _matrix(
    found: ComparisonResult,
    *,
    key: str,
    title: str,
    what: str,
    rows: Sequence[T],
    told: Callable[[T, int], Cell],
    before: Callable[[], Iterable[Block]],
) -> Section | None:
    if not rows:
        return None
    blocks = list(before())
    for places in _chunks(found.members, MOST_COLUMNS):
        names = [f"{found.members[place].letter} {found.members[place].alias}" for place in places]
        blocks.append(
            Table(
                caption=f"{what}: {', '.join(names)}",
                columns=(Column(what.removesuffix("s")), *(Column(name) for name in names)),
                rows=tuple(
                    (cell(strong(row.name), *_place_of(row)), *(told(row, place) for place in places))
                    for row in rows
                ),
            )
        )
    return Section(key=key, title=title, blocks=tuple(blocks))


def _chunks(members: Sequence[MemberHead], most: int) -> Iterator[range]:
    for start in range(0, len(members), most):
        yield range(start, min(start + most, len(members)))


def _place_of(row: Row) -> tuple[Paragraph, ...]:
    """The path that an item belongs to, if any; and that it does not compare."""
    if isinstance(row, PathRow):
        return ()
    told = [words for words in (row.path_name, "" if row.compares else "not compared") if words]
    return (quiet(", ".join(told)),) if told else ()


def _path_cell(told: PathCell) -> Cell:
    if told.F is None:
        return cell(quiet(capitalised(GAP_WORDS.get(told.state, "nothing to compare"))))
    lines: list[Span | Paragraph | str] = []
    if told.verdict:
        lines += [mark(told.verdict, fights=bool(told.fights)), *_leaning(told)]
    parts = (("Fit", "F"), ("Support", "S"), ("The lesser of both", "V"))
    lines += [f"{name} {_figure(values)}" for name, part in parts if (values := told.figure(part))]
    if told.state == "fit_only":
        lines.append(quiet("Only fit compares."))
    return cell(*lines, quiet(_coverage(told.coverage)) if told.coverage else None)


def _leaning(told: PathCell) -> tuple[Paragraph, ...]:
    """By method 2 a withheld verdict carries its lean."""
    words = lean_words(told)
    return (quiet(words),) if words else ()


def mark(verdict: str, *, fights: bool = False) -> Span:
    return verdict_mark("fights" if fights and verdict == PARK else verdict, VERDICT_WORDS[verdict])


def _figure(values: Ends) -> str:
    shown = show_range(values.lo, values.hi)
    point = show_score(values.point)
    return point if shown == point else f"{point} ({shown})"


def _coverage(covered: Coverage) -> str:
    known = min(covered.fit, covered.support)
    seen = min(covered.evidence_fit, covered.evidence_support)
    return f"{show_share(known)} known, {show_share(seen)} seen"


def _rating_cell(told: ItemCell) -> Cell:
    return cell(answer_words(told), quiet("It binds.") if told.binds else None)


def answer_words(told: ItemCell) -> str:
    """An answer by itself: “Mostly, observed”, “Does not apply: …”, “Not answered”."""
    if told.state in {"deleted", "not_asked"}:
        return capitalised(GAP_WORDS[told.state])
    if told.na:
        words = f"Does not apply: {told.na_reason}" if told.na_reason else "Does not apply"
    elif told.level is None:
        words = "In words" if told.text else "Not answered"
    else:
        words = f"{LEVEL_WORDS[told.level]}, {told.grade}"
    return words if told.designable else f"{words}; cannot be designed in"


def answers_section(found: ComparisonResult) -> Section | None:
    """Every question on which a member answers otherwise than the base, with notes and links."""
    groups: dict[str, list[ItemRow]] = {}
    for part in ("factors", "constraints", "matches", "surfaces", "rule"):
        for row in found.items(part):
            if row.differs:
                groups.setdefault(row.path_name or _COMMON[part], []).append(row)
    parts = tuple(
        Section(
            key=f"answers-{number}",
            title=name,
            blocks=(item_heat(found, rows, f"Answers to {name}"), _told(found, name, rows)),
        )
        for number, (name, rows) in enumerate(groups.items(), start=1)
    )
    if not parts:
        return None
    lead = line(
        "In the pictures a bar on the left marks an answer other than the base’s; hatched is what nobody answered."
    )
    return Section(key="answers", title="Answers that differ", blocks=(lead,), parts=parts)


_COMMON = {"surfaces": "Design map", "rule": "Operator’s rule"}


_CONFLICT = (
    "On these questions two measurements differ, or two answers that were seen or measured lie two steps apart. That "
    "is to be settled before anybody acts on the panel; until then the chances of each level are pooled by evidence."
)


def dissent_section(found: ComparisonResult) -> Section | None:
    """What the raters contest: each one’s answer, with the note that says why."""
    rows = [
        row
        for part in ("factors", "constraints", "matches", "surfaces")
        for row in found.items(part)
        if row.panel and row.panel.contested
    ]
    if not rows:
        return None
    is_pooled = isinstance(found.raters, IssuedRatersPart)
    lead = line(
        _CONFLICT
        if is_pooled
        else "The middle half of the answers to these questions spans more than one step. What each rater holds stands "
        "beside it; none of it is averaged away."
    )
    heat = item_heat(found, rows, "Contested answers", with_paths=True)
    return Section(
        key="dissent", title="Dissent", blocks=(lead, heat, _told(found, "contested questions", rows))
    )


def _told(found: ComparisonResult, name: str, rows: Iterable[ItemRow]) -> Table:
    """A row for each question and member."""
    columns = (Column("Question"), Column("Member"), Column("Answer"), Column("Notes and evidence"))
    return Table(
        caption=f"Answers: {name}",
        columns=columns,
        rows=tuple(told for row in rows for told in _each(found, row)),
        shape="compared",
    )


def _each(found: ComparisonResult, row: ItemRow) -> Iterator[tuple[Cell, ...]]:
    for member, told in zip(found.members, row.cells, strict=True):
        if told.state in {"deleted", "not_asked"}:
            continue
        question = cell(strong(row.name), *_place_of(row))
        yield question, cell(member.alias), cell(answer_words(told)), _notes(told)


def _notes(told: ItemCell) -> Cell:
    written = [Writing("", words) for words in (told.note, told.text) if words]
    return cell(*written, _address(told.evidence_url))


def _address(address: str | None) -> Span | None:
    """Stored links are whole http(s) addresses; anything else stays text."""
    if not address:
        return None
    return link(address) if address.startswith(("https://", "http://")) else Span(address)

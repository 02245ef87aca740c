"""The rows of a comparison's result: paths and items, a cell for each member."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from comparisons.cells import Column, FitOnly, IssuedWhole, Whole
from comparisons.figures import OVER_TIME, IssuedOverTime
from comparisons.members import Member
from comparisons.paths import IssuedCell, IssuedChange, PathCell, PathRow
from comparisons.result import ItemCell, ItemRow, Moved
from comparisons.spread import Spread
from evaluations import scoring
from evaluations.inputs import Item
from evaluations.scoring.comparable import path_of
from evaluations.scoring.constants import TOP_LEVEL
from evaluations.scoring.method1.comparing import OneSided, OverTime, PathChange
from evaluations.scoring.method1.ranges import range_of
from evaluations.scoring.method2.known import known as known_of
from evaluations.versions.values import AnswerValue
from evaluations.vocabulary import FIND_OUT_FIRST, METHOD_1, METHOD_2


def path_rows(kind: str, members: Sequence[Member], base: int | None, spread: Spread) -> tuple[PathRow, ...]:
    """A row for each path that some member has."""
    if base is None:
        return ()
    named = {
        key: member.state.catalog.path_name(key)
        for member in reversed(members)
        if member.state is not None
        for key in member.state.paths
    }
    rows = []
    for key in _in_order([m.state.paths if m.state else () for m in _base_first(members, base)]):
        cells = tuple(_path_cell(member, spread.columns[member.place], key) for member in members)
        rows.append(
            PathRow(
                key=key,
                name=named[key],
                differs=any(_told(cell) != _told(cells[base]) for cell in cells if _is_there(cell)),
                unknown=any(map(_is_unknown, cells)),
                cells=cells,
                changes=_changes(kind, spread, key),
                ahead=spread.ahead.get(key) if spread.ahead else None,
                panel=spread.raters.paths.get(key) if spread.raters else None,
            )
        )
    return tuple(rows)


def _base_first(members: Sequence[Member], base: int) -> list[Member]:
    return [members[base], *(member for member in members if member.place != base)]


def _in_order(sequences: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(key for keys in sequences for key in keys))


def _path_cell(member: Member, column: Column | None, key: str) -> PathCell:
    if member.state is None or column is None:
        return PathCell(state="deleted")
    if key not in member.state.paths:
        return PathCell(state="not_chosen")
    cell = column[key]
    if isinstance(cell, IssuedWhole):
        return IssuedCell(
            state=cell.state, verdict=cell.verdict, fights=cell.fights, F=cell.F, S=cell.S, V=cell.V,
            bands=cell.bands, binding=cell.binding, coverage=cell.coverage, likelihood=cell.likelihood,
            confidence=cell.confidence, reason=cell.reason, lean=cell.lean, lean_chance=cell.lean_chance,
        )  # fmt: skip
    if isinstance(cell, Whole):
        return PathCell(
            state=cell.state, verdict=cell.verdict, fights=cell.fights, F=cell.F, S=cell.S, V=cell.V,
            bands=cell.bands, binding=cell.binding, coverage=cell.coverage,
        )  # fmt: skip
    if isinstance(cell, FitOnly):
        return PathCell(state=cell.state, F=cell.F, coverage=cell.coverage)
    return PathCell(state=cell.state)


def _is_there(cell: PathCell) -> bool:
    return cell.state != "deleted"


def _told(cell: PathCell) -> tuple[object, ...]:
    return cell.state, cell.verdict, cell.F, cell.S


def _is_unknown(cell: PathCell) -> bool:
    covered = cell.coverage
    return covered is not None and (cell.verdict == FIND_OUT_FIRST or covered.fit < 1 or covered.support < 1)


def _changes(
    kind: str, spread: Spread, key: str
) -> tuple[IssuedChange | PathChange | OneSided | None, ...] | None:
    """Against the base, a change for each member; None for the base, and where there is nothing to compare."""
    if kind != OVER_TIME:
        return None
    return tuple(change.paths.get(key) if change else None for change in spread.changes)


def item_rows(kind: str, members: Sequence[Member], base: int | None, spread: Spread) -> list[ItemRow]:
    """A row for each item that some member asks, in the order of the checklist."""
    if base is None:
        return []
    ordered = _base_first(members, base)
    asked = [member.state.checklist.items if member.state else {} for member in ordered]
    rows = []
    for key in _in_order(asked):
        item = next(items[key] for items in asked if key in items)
        rows.append(_item_row(kind, item, members, base, spread))
    return rows


def _item_row(kind: str, item: Item, members: Sequence[Member], base: int, spread: Spread) -> ItemRow:
    alone = [_item_cell(member, item.key, spread) for member in members]
    own = _rating(alone[base])
    cells = tuple(replace(cell, differs=cell.state != "deleted" and _rating(cell) != own) for cell in alone)
    catalog = next(
        m.state.catalog for m in _base_first(members, base) if m.state and m.state.checklist.find(item.key)
    )
    return ItemRow(
        key=item.key,
        kind=item.kind,
        path=item.path,
        path_name=catalog.path_name(item.path) if item.path else None,
        role=item.role or None,
        name=item.name,
        question=item.question,
        counts=item.counts,
        compares=item.key not in spread.left_out,
        differs=any(cell.differs for cell in cells),
        unknown=any(cell.state == "unanswered" for cell in cells),
        cells=cells,
        moves=_moves(kind, item, spread),
        panel=spread.raters.items.get(item.key) if spread.raters else None,
    )


def _item_cell(member: Member, key: str, spread: Spread) -> ItemCell:
    answer = member.state.answers.get(key) if member.state is not None else None
    cell = ItemCell(state=_item_state(member, key, answer))
    if cell.state in {"deleted", "not_asked"}:
        return cell
    if answer is not None:
        cell = replace(
            cell, level=answer.level, grade=answer.grade, na=answer.na, na_reason=answer.na_reason or None,
            designable=answer.designable, note=answer.note or None,
            evidence_url=answer.evidence_url or None, text=answer.text or None,
        )  # fmt: skip
    if _has_range(key, cell):
        method = member.state.method if member.state is not None else METHOD_1
        lo, mid, hi = _range(scoring.Answer(level=cell.level, grade=cell.grade), method)
        cell = replace(cell, lo=lo, mid=mid, hi=hi)
    return replace(cell, binds=_binds(spread.columns[member.place], key))


def _range(answer: scoring.Answer, method: str) -> tuple[float, float, float]:
    """What an answer leaves possible: by method 2 from the lowest to the highest level, with what was said."""
    if method != METHOD_2:
        return range_of(answer)
    known = known_of(answer)
    return known.lowest / TOP_LEVEL, known.point / TOP_LEVEL, known.highest / TOP_LEVEL


def _has_range(key: str, cell: ItemCell) -> bool:
    """Without an override the match is the catalog's: then there is no range of an answer to show."""
    if cell.na or key.startswith("rule/"):
        return False
    return not key.endswith("@alignment") or cell.level is not None


def _item_state(member: Member, key: str, answer: AnswerValue | None) -> str:
    if member.state is None:
        return "deleted"
    if member.state.checklist.find(key) is None:
        return "not_asked"
    if answer is None:
        return "unanswered"
    if answer.na:
        return "not_applicable"
    return "answered" if answer.level is not None or answer.text.strip() else "unanswered"


def _binds(column: Column | None, key: str) -> bool:
    """Whether the item is what holds support of its path back."""
    cell = (column or {}).get(path_of(key))
    return isinstance(cell, Whole) and key in cell.binding


def _rating(cell: ItemCell) -> tuple[object, ...]:
    """What of an answer can differ: its rating, or the text of a rule question; notes only explain."""
    return cell.level, cell.grade, cell.na, cell.designable, cell.text


def _moves(kind: str, item: Item, spread: Spread) -> tuple[Moved | None, ...] | None:
    """How far the item's point moved against the base, by answer and by evidence; null where it did not move."""
    if kind != OVER_TIME:
        return None
    return tuple(_move(item, change) for change in spread.changes)


def _move(item: Item, change: OverTime | IssuedOverTime | None) -> Moved | None:
    moved = [
        move
        for path in (change.paths.values() if change else ())
        for move in path.items
        if move.item == item.key
    ]
    return Moved(answer=moved[0].answer, evidence=moved[0].evidence) if moved else None

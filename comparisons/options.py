"""The five views of a comparison: which rows each shows, narrowed and sorted as asked. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from comparisons.naming import LETTERS
from comparisons.paths import PathCell, PathRow
from comparisons.result import ComparisonResult, ItemCell, ItemRow, PooledItem
from evaluations.scoring.method1.panel import ItemAgreement

Row = PathRow | ItemRow
T = TypeVar("T", PathRow, ItemRow)

VIEWS: Final[Mapping[str, str]] = {
    "paths": "Paths", "factors": "Factors", "surfaces": "Surfaces", "constraints": "Constraints",
    "answers": "Answers",
}  # fmt: skip
SORTS: Final[Mapping[str, str]] = {
    "order": "as asked", "name": "by name", "spread": "widest apart first",
}  # fmt: skip
# What else rows are sorted by: their name, a member’s column by its letter, and the column at the end. With a minus
# in front it runs the other way. What has nothing to show in the column always stands last.
COLUMNS: Final = ("name", *LETTERS.lower(), "panel", "ahead")
PARTS: Final[Mapping[str, str]] = {"value": "V", "fit": "F", "support": "S"}
ROLES: Final = ("pull", "product", "access", "compounding", "capability")
_PARTS_OF_ANSWERS = ("factors", "constraints", "matches", "surfaces", "rule")


@dataclass(frozen=True, kw_only=True)
class Options:
    """How a view is narrowed and sorted. `part` is the figure of a path (V, F or S) by which a column sorts it."""

    differs: bool = False
    unknown: bool = False
    sort: str = "order"
    part: str = "V"


def path_rows_of(found: ComparisonResult, options: Options) -> list[PathRow]:
    """The rows of the view of paths."""
    return _shown(found.paths, options)


def item_rows_of(found: ComparisonResult, view: str, options: Options) -> list[ItemRow]:
    """The rows of any other view. Factors stand together by role, whatever the order."""
    rows = _shown(_items(found, view), options)
    if view == "factors":
        rows.sort(key=lambda row: ROLES.index(row.role or ""))
    return rows


def _shown(rows: Iterable[T], options: Options) -> list[T]:
    found = [row for row in rows if _fits(row, options)]
    _sort(found, options)
    return found


def _items(found: ComparisonResult, view: str) -> Sequence[ItemRow]:
    if view != "answers":
        return found.items(view)
    places: dict[str | None, int] = {path.key: place for place, path in enumerate(found.paths)}
    parts = [row for part in _PARTS_OF_ANSWERS for row in found.items(part)]
    # Path by path as they are answered; what belongs to all paths follows.
    return sorted(parts, key=lambda row: places.get(row.path, len(places)))


def _fits(row: Row, options: Options) -> bool:
    return (row.differs or not options.differs) and (row.unknown or not options.unknown)


def spread(row: Row) -> float:
    """How far apart the members' points lie, in answer units; below nothing where fewer than two have one."""
    points = [point for cell in row.cells if (point := _point(cell)) is not None]
    return max(points) - min(points) if len(points) > 1 else -1.0


def _point(cell: PathCell | ItemCell) -> float | None:
    if isinstance(cell, ItemCell):
        return cell.mid
    value = cell.V or cell.F
    return value.point if value else None


def is_sort(text: str) -> bool:
    return text in SORTS or text.removeprefix("-") in COLUMNS


def _sort(rows: list[T], options: Options) -> None:
    if options.sort == "order":
        return
    if options.sort == "spread":
        rows.sort(key=lambda row: -spread(row))
        return
    column = options.sort.removeprefix("-")
    told = _TOLD.get(column) or (lambda row: _in_column(row, LETTERS.index(column.upper()), options.part))
    known = [(value, row) for row in rows if (value := told(row)) is not None]
    known.sort(key=lambda pair: pair[0], reverse=options.sort.startswith("-"))
    rows[:] = [row for _, row in known] + [row for row in rows if told(row) is None]


def _in_column(row: Row, place: int, part: str) -> float | None:
    if place >= len(row.cells):
        return None
    cell = row.cells[place]
    if isinstance(cell, ItemCell):
        return cell.mid
    ends = cell.figure(part)
    return ends.point if ends else None


def _agreement(row: Row) -> float | None:
    """How far the raters agree: the consensus on an item, the share that has the panel’s verdict on a path."""
    panel = row.panel
    if panel is None:
        return None
    if isinstance(panel, ItemAgreement | PooledItem):
        return panel.Cns
    return float(panel.sharing / len(panel.rater_verdicts))


_TOLD: Mapping[str, Callable[[Row], Any]] = {
    "name": lambda row: (row.name.casefold(), row.key),
    "panel": _agreement,
    "ahead": lambda row: len(row.ahead) if isinstance(row, PathRow) and row.ahead is not None else None,
}


def counted_rows(found: ComparisonResult, view: str) -> tuple[int, int, int]:
    """How many rows a view has, how many of them differ, and in how many something is unknown."""
    rows: Sequence[Row] = found.paths if view == "paths" else _items(found, view)
    return len(rows), sum(row.differs for row in rows), sum(row.unknown for row in rows)

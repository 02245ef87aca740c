"""The five views of a comparison: which rows each shows, narrowed and sorted as asked. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Row = Mapping[str, Any]

VIEWS: Final[Mapping[str, str]] = {
    "paths": "Paths", "factors": "Factors", "surfaces": "Surfaces", "constraints": "Constraints",
    "answers": "Answers",
}  # fmt: skip
SORTS: Final[Mapping[str, str]] = {
    "order": "as asked", "name": "by name", "spread": "widest apart first",
}  # fmt: skip
ROLES: Final = ("pull", "product", "access", "compounding", "capability")
_PARTS_OF_ANSWERS = ("factors", "constraints", "matches", "surfaces", "rule")


@dataclass(frozen=True, kw_only=True)
class Options:
    """How a view is narrowed and sorted."""

    differs: bool = False
    unknown: bool = False
    sort: str = "order"


def rows_of(found: Mapping[str, Any], view: str, options: Options) -> list[Row]:
    """The rows of a view. Factors stand together by role, whatever the order."""
    rows = [row for row in _all_rows(found, view) if _fits(row, options)]
    rows.sort(key=_SORTED[options.sort])
    if view == "factors":
        rows.sort(key=lambda row: ROLES.index(row["role"]))
    return rows


def _all_rows(found: Mapping[str, Any], view: str) -> list[Row]:
    if view != "answers":
        rows: list[Row] = found[view]
        return rows
    places = {path["key"]: place for place, path in enumerate(found["paths"])}
    parts = [row for part in _PARTS_OF_ANSWERS for row in found[part]]
    # Path by path as they are answered; what belongs to all paths follows.
    return sorted(parts, key=lambda row: places.get(row["path"], len(places)))


def _fits(row: Row, options: Options) -> bool:
    return (row["differs"] or not options.differs) and (row["unknown"] or not options.unknown)


def spread(row: Row) -> float:
    """How far apart the members' points lie, in answer units; below nothing where fewer than two have one."""
    points = [point for cell in row["cells"] if (point := _point(cell)) is not None]
    return max(points) - min(points) if len(points) > 1 else -1.0


def _point(cell: Mapping[str, Any]) -> float | None:
    if "mid" in cell:
        mid: float | None = cell["mid"]
        return mid
    value = cell["V"] or cell["F"]
    point: float | None = value["point"] if value else None
    return point


def _by_name(row: Row) -> Any:
    return row["name"].casefold(), row["key"]


_SORTED: Mapping[str, Callable[[Row], Any]] = {
    "order": lambda row: 0,
    "name": _by_name,
    "spread": lambda row: -spread(row),
}


def counted_rows(found: Mapping[str, Any], view: str) -> tuple[int, int, int]:
    """How many rows a view has, how many of them differ, and in how many something is unknown."""
    rows: Sequence[Row] = _all_rows(found, view)
    return len(rows), sum(row["differs"] for row in rows), sum(row["unknown"] for row in rows)

"""A view of a comparison as a plain table, for files: typed columns, a row for each row of the view. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from comparisons.figures import OVER_TIME, RATERS
from comparisons.options import VIEWS, Options, item_rows_of, path_rows_of
from comparisons.paths import AnyChange, PathCell, PathRow
from comparisons.result import ComparisonResult, ItemCell, ItemRow
from comparisons.wording import chance_of_rise, likelihood_words
from distmap.tabular import Value
from evaluations.vocabulary import GAP_WORDS, LEVEL_WORDS, VERDICT_WORDS

STATES = {**GAP_WORDS, "fit_only": "only fit compares", "answered": "answered", "whole": ""}


@dataclass(frozen=True, kw_only=True)
class Table:
    """`made_at` is the latest change of what is shown: the same content has the same time."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]
    made_at: datetime | None


def table_of(found: ComparisonResult, view: str, options: Options) -> Table:
    """The rows of the view, as narrowed and sorted; for each member its columns."""
    is_paths = view == "paths"
    heads = _PATH_HEADS if is_paths else _ITEM_HEADS
    member_heads = _path_member_heads(found) if is_paths else _item_member_heads(found)
    told = (
        [_path_row(found, row) for row in path_rows_of(found, options)]
        if is_paths
        else [_item_row(found, row) for row in item_rows_of(found, view, options)]
    )
    return Table(
        title=VIEWS[view],
        columns=[*heads, *member_heads, *_panel_heads(found, is_paths)],
        rows=[list(row) for row in told],
        made_at=max((member.changed_at for member in found.members if member.changed_at), default=None),
    )


_PATH_HEADS = ("Path", "Key", "Differs", "Unknown in part")
_ITEM_HEADS = (
    "Path", "Kind", "Role", "Item", "Key", "Compares", "Differs", "Unknown in part",
)  # fmt: skip
_PATH_CELL = (
    "state", "verdict", "fit low", "fit", "fit high", "support low", "support", "support high",
    "value low", "value", "value high", "fit known", "support known", "fit seen or measured",
    "support seen or measured",
)  # fmt: skip
_CHANGE = ("fit change", "change low", "change high", "clear", "chance of rise", "change in words")
_ITEM_CELL = (
    "state",
    "level",
    "answer",
    "rests on",
    "low",
    "point",
    "high",
    "binds",
    "note",
    "evidence",
    "text",
)
_MOVE = ("moved by answer", "moved by evidence")


def _named(found: ComparisonResult, heads: Sequence[str], *, further: Sequence[str]) -> Iterator[str]:
    for place, member in enumerate(found.members):
        prefix = f"{member.letter} {member.alias}"
        compared = found.kind == OVER_TIME and place != found.base
        yield from (f"{prefix}: {head}" for head in (*heads, *(further if compared else ())))


def _path_member_heads(found: ComparisonResult) -> Iterator[str]:
    return _named(found, _PATH_CELL, further=_CHANGE)


def _item_member_heads(found: ComparisonResult) -> Iterator[str]:
    return _named(found, _ITEM_CELL, further=_MOVE)


def _panel_heads(found: ComparisonResult, is_paths: bool) -> Sequence[str]:
    if found.kind != RATERS:
        return ()
    if is_paths:
        return ("Panel: verdict", "Panel: raters sharing it", "Panel: discursive dilemma")
    return ("Panel: low", "Panel: point", "Panel: high", "Panel: contested", "Panel: consensus")


def _path_row(found: ComparisonResult, row: PathRow) -> Iterator[Value]:
    yield from (row.name, row.key, row.differs, row.unknown)
    for place, cell in enumerate(row.cells):
        yield from _path_cell(cell)
        if found.kind == OVER_TIME and place != found.base:
            yield from _change(row.change(place))
    if found.kind == RATERS:
        panel = row.panel
        yield from (
            (VERDICT_WORDS[panel.verdict], panel.sharing, panel.discursive_dilemma)
            if panel
            else (None, None, None)
        )


def _path_cell(cell: PathCell) -> Iterator[Value]:
    yield STATES[cell.state] or "compared"
    yield VERDICT_WORDS[cell.verdict] if cell.verdict else None
    for name in ("F", "S", "V"):
        ends = cell.figure(name)
        yield from (ends.lo, ends.point, ends.hi) if ends else (None, None, None)
    known = cell.coverage
    yield from (
        (known.fit, known.support, known.evidence_fit, known.evidence_support) if known else (None,) * 4
    )


def _change(change: AnyChange | None) -> Iterator[Value]:
    fit = change.F if change else None
    if fit is None:
        yield from [None] * len(_CHANGE)
        return
    yield from (fit.change, *fit.interval, fit.clear, chance_of_rise(fit), likelihood_words(fit))


def _item_row(found: ComparisonResult, row: ItemRow) -> Iterator[Value]:
    yield from (
        row.path_name, row.kind, row.role, row.name, row.key, row.compares, row.differs,
        row.unknown,
    )  # fmt: skip
    for place, cell in enumerate(row.cells):
        yield from _item_cell(cell)
        if found.kind == OVER_TIME and place != found.base:
            move = row.move(place)
            yield from (move.answer, move.evidence) if move else (None, None)
    if found.kind == RATERS:
        panel = row.panel
        yield from (panel.lo, panel.mid, panel.hi, panel.contested, panel.Cns) if panel else (None,) * 5


def _item_cell(cell: ItemCell) -> Iterator[Value]:
    yield STATES[cell.state]
    yield cell.level
    yield None if cell.level is None else LEVEL_WORDS[cell.level]
    yield from (cell.grade, cell.lo, cell.mid, cell.hi, cell.binds)
    yield from (cell.note or cell.na_reason, cell.evidence_url, cell.text)

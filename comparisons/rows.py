"""The rows of a comparison's result: paths and items, a cell for each member."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from comparisons.figures import OVER_TIME, RATERS
from comparisons.members import Member
from evaluations.inputs import Item
from evaluations.scoring.comparable import path_of
from evaluations.scoring.constants import FIND_OUT_FIRST
from evaluations.versions.states import KeptAnswer
from evaluations.wording import range_of

Document = dict[str, Any]
RATED = ("level", "grade", "na", "designable")


def path_rows(
    kind: str, members: Sequence[Member], base: int | None, spread: Mapping[str, Any]
) -> list[Document]:
    """A row for each path that some member has."""
    if base is None:
        return []
    named = {
        key: member.state.catalog.path_name(key)
        for member in reversed(members)
        if member.state is not None
        for key in member.state.paths
    }
    rows = []
    for key in _in_order([m.state.paths if m.state else () for m in _base_first(members, base)]):
        cells = [_path_cell(member, spread["columns"][member.place], key) for member in members]
        rows.append(
            {
                "key": key,
                "name": named[key],
                "differs": any(_told(cell) != _told(cells[base]) for cell in cells if _is_there(cell)),
                "unknown": any(map(_is_unknown, cells)),
                "cells": cells,
                "changes": _changes(kind, spread, key),
                "ahead": spread["subjects"][key]
                if spread["subjects"] and key in spread["subjects"]
                else None,
                "panel": spread["raters"]["paths"].get(key) if kind == RATERS else None,
            }
        )
    return rows


def _base_first(members: Sequence[Member], base: int) -> list[Member]:
    return [members[base], *(member for member in members if member.place != base)]


def _in_order(sequences: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(key for keys in sequences for key in keys))


def _path_cell(member: Member, column: Mapping[str, Document] | None, key: str) -> Document:
    empty = dict.fromkeys(("verdict", "fights", "F", "S", "V", "bands", "binding", "coverage"))
    if member.state is None or column is None:
        return {"state": "deleted"} | empty
    if key not in member.state.paths:
        return {"state": "not_chosen"} | empty
    return {"state": ""} | empty | column[key]


def _is_there(cell: Document) -> bool:
    return cell["state"] != "deleted"


def _told(cell: Document) -> Any:
    return cell["state"], cell["verdict"], cell["F"], cell["S"]


def _is_unknown(cell: Document) -> bool:
    covered = cell["coverage"]
    return covered is not None and (
        cell["verdict"] == FIND_OUT_FIRST or covered["fit"] < 1 or covered["support"] < 1
    )


def _changes(kind: str, spread: Mapping[str, Any], key: str) -> list[Document | None] | None:
    """Against the base, a change for each member; None for the base, and where there is nothing to compare."""
    if kind != OVER_TIME:
        return None
    return [change and change["paths"].get(key) for change in spread["over_time"]["changes"]]


def item_rows(
    kind: str, members: Sequence[Member], base: int | None, spread: Mapping[str, Any]
) -> list[Document]:
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


def _item_row(
    kind: str, item: Item, members: Sequence[Member], base: int, spread: Mapping[str, Any]
) -> Document:
    cells = [_item_cell(member, item.key, spread) for member in members]
    own = _rating(cells[base])
    for cell in cells:
        cell["differs"] = cell["state"] != "deleted" and _rating(cell) != own
    catalog = next(
        m.state.catalog for m in _base_first(members, base) if m.state and m.state.checklist.find(item.key)
    )
    return {
        "key": item.key,
        "kind": item.kind,
        "path": item.path,
        "path_name": catalog.path_name(item.path) if item.path else None,
        "role": item.role or None,
        "name": item.name,
        "question": item.question,
        "counts": item.counts,
        "compares": item.key not in spread["left_out"],
        "differs": any(cell["differs"] for cell in cells),
        "unknown": any(cell["state"] == "unanswered" for cell in cells),
        "cells": cells,
        "moves": _moves(kind, item, members, spread),
        "panel": spread["raters"]["items"].get(item.key) if kind == RATERS else None,
    }


def _item_cell(member: Member, key: str, spread: Mapping[str, Any]) -> Document:
    answer = member.state.answers.get(key) if member.state is not None else None
    found: Document = {
        "state": _item_state(member, key, answer),
        "level": None, "grade": None, "na": False, "na_reason": None, "designable": True,
        "lo": None, "mid": None, "hi": None, "note": None, "evidence_url": None, "text": None, "binds": False,
    }  # fmt: skip
    if found["state"] in {"deleted", "not_asked"}:
        return found
    if answer is not None:
        found |= {
            "level": answer.level, "grade": answer.grade, "na": answer.na, "na_reason": answer.na_reason or None,
            "designable": answer.designable, "note": answer.note or None,
            "evidence_url": answer.evidence_url or None, "text": answer.text or None,
        }  # fmt: skip
    if _has_range(key, found):
        lo, mid, hi = range_of({"level": found["level"], "grade": found["grade"]})
        found |= {"lo": lo, "mid": mid, "hi": hi}
    found["binds"] = _binds(spread["columns"][member.place], key)
    return found


def _has_range(key: str, found: Mapping[str, Any]) -> bool:
    """Without an override the match is the catalog's: then there is no range of an answer to show."""
    if found["na"] or key.startswith("rule/"):
        return False
    return not key.endswith("@alignment") or found["level"] is not None


def _item_state(member: Member, key: str, answer: KeptAnswer | None) -> str:
    if member.state is None:
        return "deleted"
    if member.state.checklist.find(key) is None:
        return "not_asked"
    if answer is None:
        return "unanswered"
    if answer.na:
        return "not_applicable"
    return "answered" if answer.level is not None or answer.text.strip() else "unanswered"


def _binds(column: Mapping[str, Document] | None, key: str) -> bool:
    """Whether the item is what holds support of its path back."""
    cell = (column or {}).get(path_of(key))
    return bool(cell and key in (cell.get("binding") or ()))


def _rating(cell: Mapping[str, Any]) -> tuple[Any, ...]:
    """What of an answer can differ: its rating, or the text of a rule question; notes only explain."""
    return (*(cell[name] for name in RATED), cell["text"])


def _moves(
    kind: str, item: Item, members: Sequence[Member], spread: Mapping[str, Any]
) -> list[Document | None] | None:
    """How far the item's point moved against the base, by answer and by evidence; null where it did not move."""
    if kind != OVER_TIME:
        return None
    moves: list[Document | None] = []
    for change in spread["over_time"]["changes"]:
        moved = [
            move
            for path in (change or {"paths": {}})["paths"].values()
            for move in path.get("items", ())
            if move["item"] == item.key
        ]
        moves.append({"answer": moved[0]["answer"], "evidence": moved[0]["evidence"]} if moved else None)
    return moves

"""The result of a comparison: one document with everything that its views, its exports and its report show.

The numbers come from `figures`; names, titles, answers and notes from the members' states. Rows stand in the order
of the base, then what only others have. A cell that cannot be shown says why in its `state`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from comparisons.kinds import kind_part
from comparisons.members import Member
from comparisons.rows import item_rows, path_rows
from comparisons.wording import headline, sentences
from evaluations.inputs import progress
from evaluations.scoring import METHOD, inputs_sha256
from evaluations.scoring.polytope import Order
from evaluations.versions.states import State

Document = dict[str, Any]
GROUPS = {
    "factors": "factor", "constraints": "constraint", "matches": "alignment", "surfaces": "surface", "rule": "rule",
}  # fmt: skip


def present_base(members: Sequence[Member], base: int) -> int | None:
    """The member that the others are compared with: the one chosen, or the first that is there; None if none is."""
    there = [member.place for member in members if member.state is not None]
    return base if base in there else (there[0] if there else None)


def document(
    kind: str, members: Sequence[Member], *, base: int | None, order: Order | None, numbers: Mapping[str, Any]
) -> Document:
    """The whole result. `numbers` are the figures of the members that are there, in their order."""
    spread = _by_place(members, numbers)
    items = item_rows(kind, members, base, spread)
    found: Document = {
        "kind": kind,
        "base": base,
        "method": METHOD,
        "priorities": None if order is None else [list(group) for group in order],
        "members": [_member(member) for member in members],
        "paths": path_rows(kind, members, base, spread),
        **{name: [row for row in items if row["kind"] == wanted] for name, wanted in GROUPS.items()},
        "left_out": _left_out(members, base, spread),
        "grounds": spread["grounds"],
        "over_time": None,
        "subjects": None,
        "raters": None,
    }
    found[kind] = kind_part(kind, found, spread) if base is not None else None
    return found | {"headline": headline(found), "sentences": sentences(found)}


def _by_place(members: Sequence[Member], numbers: Mapping[str, Any]) -> Document:
    """The figures with a place for every member, None for those deleted."""
    there = [member.place for member in members if member.state is not None]

    def placed(values: Sequence[Any]) -> list[Any]:
        at = dict(zip(there, values, strict=True))
        return [at.get(member.place) for member in members]

    if not there:
        empty = [None] * len(members)
        return {
            "columns": empty,
            "grounds": empty,
            "left_out": {},
            "over_time": None,
            "subjects": None,
            "raters": None,
        }
    ahead = numbers["subjects"] and {
        key: [[there[i], there[j]] for i, j in pairs] for key, pairs in numbers["subjects"]["ahead"].items()
    }
    changes = numbers["over_time"] and numbers["over_time"] | {
        "changes": placed(numbers["over_time"]["changes"]),
        "orders": placed(numbers["over_time"]["ranks"]["orders"]),
    }
    return {
        "columns": placed(numbers["columns"]),
        "grounds": placed(numbers["grounds"]),
        "left_out": {
            entry["item"]: [there[place] for place in entry["asked_by"]] for entry in numbers["left_out"]
        },
        "over_time": changes,
        "subjects": ahead,
        "raters": numbers["raters"],
        "raters_at": there,
    }


def _member(member: Member) -> Document:
    state = member.state
    known: Document = {
        "product": None, "snapshot": None, "release": None, "growth_model": None, "changed_at": None,
        "progress": None, "inputs_sha256": None,
    }  # fmt: skip
    return {
        "letter": member.letter,
        "alias": member.alias,
        "title": member.title,
        "state": "deleted" if state is None else "present",
        "evaluation": str(member.evaluation) if member.evaluation else None,
    } | (known if state is None else _known(state))


def _known(state: State) -> Document:
    answered, total = progress(state.checklist, state.answers)
    model = state.growth_model
    return {
        "product": {"id": str(state.product.id), "name": state.product.name},
        "snapshot": None
        if state.snapshot is None
        else {
            "id": str(state.snapshot.id),
            "number": state.snapshot.number,
            "name": state.snapshot.name,
            "taken_at": state.snapshot.taken_at,
        },
        "release": state.catalog.version,
        "growth_model": None
        if model is None
        else {"key": model, "name": state.catalog.growth_model(model).name},
        "changed_at": state.changed_at,
        "progress": {"answered": answered, "total": total},
        "inputs_sha256": inputs_sha256(state.inputs),
    }


def _left_out(members: Sequence[Member], base: int | None, spread: Mapping[str, Any]) -> list[Document]:
    """The items that are not compared, with the reason."""
    if base is None:
        return []
    found = []
    for key, places in spread["left_out"].items():
        asked = [item for place in places if (item := _item(members[place], key))]
        if key.endswith("@alignment"):
            reason = "other_match"
        else:
            reason = "reworded" if len({item.revision for item in asked}) > 1 else "not_everywhere"
        found.append({"item": key, "name": asked[0].name, "asked_by": places, "reason": reason})
    return found


def _item(member: Member, key: str) -> Any:
    return None if member.state is None else member.state.checklist.find(key)

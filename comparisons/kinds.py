"""What each kind of comparison says as a whole, beyond its rows (method sections 13 and 14)."""

from collections.abc import Mapping, Sequence
from typing import Any

from comparisons.figures import OVER_TIME, SUBJECTS

Document = dict[str, Any]


def kind_part(kind: str, found: Mapping[str, Any], spread: Mapping[str, Any]) -> Document:
    """The statistics of the kind, and of no other."""
    if kind == OVER_TIME:
        return _over_time(found, spread["over_time"])
    return _subjects(found) if kind == SUBJECTS else _raters(found, spread["raters"])


def _over_time(found: Mapping[str, Any], numbers: Mapping[str, Any]) -> Document:
    shared = numbers["ranks"]["paths"]
    orders = numbers["orders"]
    return {
        "ranked": shared,
        "ranks": [None if order is None else [order.index(key) + 1 for key in shared] for order in orders],
        "members": [
            None if change is None else _summary(found, change, place)
            for place, change in enumerate(numbers["changes"])
        ],
    }


def _summary(found: Mapping[str, Any], change: Mapping[str, Any], place: int) -> Document:
    """One member against the base: order, leader, verdicts that changed, and what moved most."""
    verdicts = [
        {"path": key, **entry["verdict"]}
        for key, entry in change["paths"].items()
        if entry["verdict"] is not None and entry["verdict"]["from"] != entry["verdict"]["to"]
    ]
    leaders = [_leader(found["paths"], at, (found["base"], place)) for at in (found["base"], place)]
    return {
        "tau_b": change["tau_b"],
        "leader_changed": change["leader_changed"],
        "leader": {"from": leaders[0], "to": leaders[1]},
        "verdicts_changed": verdicts,
        "moved_most": _moved_most(change["paths"], _of_fit(found)),
    }


def _leader(rows: Sequence[Mapping[str, Any]], at: int, both: Sequence[int]) -> str | None:
    """The first path at one member among those that both members have whole: by value, then fit, then key."""
    whole = [row for row in rows if all(row["cells"][place]["state"] == "whole" for place in both)]
    ranked = sorted(
        whole,
        key=lambda row: (-row["cells"][at]["V"]["point"], -row["cells"][at]["F"]["point"], row["key"]),
    )
    return ranked[0]["key"] if ranked else None


def _of_fit(found: Mapping[str, Any]) -> set[str]:
    """The items that fit is made of and that compare; a capability or a constraint moves support alone."""
    rows = [row for row in found["factors"] if row["role"] != "capability"]
    return {row["key"] for row in [*rows, *found["surfaces"]] if row["compares"]}


def _moved_most(paths: Mapping[str, Mapping[str, Any]], of_fit: set[str]) -> Document | None:
    """The path whose fit moved most, with the largest of its parts and the answer of fit that moved most in it."""
    moved = {key: entry for key, entry in paths.items() if entry["F"] and entry["F"]["change"]}
    if not moved:
        return None
    key = max(sorted(moved), key=lambda name: abs(moved[name]["F"]["change"]))
    parts = moved[key]["F"]["contributions"] | {"cap_effect": moved[key]["F"]["cap_effect"]}
    part = max(parts, key=lambda name: abs(parts[name]))
    items = [item for item in moved[key]["items"] if item["answer"] is not None and item["item"] in of_fit]
    item = max(items, key=lambda each: abs(each["answer"] + each["evidence"]), default=None)
    return {
        "path": key, "change": moved[key]["F"]["change"], "part": part, "by": parts[part],
        "item": item["item"] if item else None,
    }  # fmt: skip


def _subjects(found: Mapping[str, Any]) -> Document:
    """Who is clearly ahead of whom, on how many of the paths that both have."""
    counts: dict[tuple[int, int], list[str]] = {}
    for row in found["paths"]:
        for ahead, behind in row["ahead"] or ():
            counts.setdefault((ahead, behind), []).append(row["key"])
    return {
        "ahead": [
            {"ahead": ahead, "behind": behind, "paths": paths}
            for (ahead, behind), paths in sorted(counts.items())
        ]
    }


def _raters(found: Mapping[str, Any], numbers: Mapping[str, Any]) -> Document:
    """How far the raters agree: alpha with its word, the contested items, and on how many paths all share the
    panel's verdict."""
    there = [member for member in found["members"] if member["state"] == "present"]
    paths = numbers["paths"]
    return {
        "raters": len(there),
        "alpha": numbers["alpha"],
        "contested": [key for key, item in sorted(numbers["items"].items()) if item["contested"]],
        "rated": len(numbers["items"]),
        "paths": len(paths),
        "unanimous": sorted(key for key, path in paths.items() if path["sharing"] == len(there)),
        "discursive_dilemma": sorted(key for key, path in paths.items() if path["discursive_dilemma"]),
    }

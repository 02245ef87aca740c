"""Which rule gave the verdict, on the middle values; and which gate withheld it, if any (sections 6 and 8)."""

from collections.abc import Mapping
from typing import Any

from evaluations.results.explanations.items import Document
from evaluations.scoring.constants import BAR_HIGH, BAR_LOW, DESIGN_IN_FIRST, PARK, RELIEVE_FIRST, SCALE

# The gates in their order; two reasons share the second.
GATES = ("narrow", "open", "blind_spot", "unevidenced")


def rules_of(exact: Mapping[str, Any]) -> list[Document]:
    """The rules in order with whether each holds at the middle of all ranges; the first that holds is `fired`.

    `tests` are the comparisons that must all hold; the last rule has none, for it takes what is left.
    """
    point = exact["point"]
    rules = [
        _rule(point, PARK, (("A", "below", BAR_LOW),)),
        _rule(point, SCALE, (("F", "at_least", BAR_HIGH), ("S", "at_least", BAR_HIGH))),
        _rule(point, RELIEVE_FIRST, (("F", "at_least", BAR_HIGH),)),
        _rule(point, DESIGN_IN_FIRST, (("F_star", "at_least", BAR_HIGH), ("S", "at_least", BAR_LOW))),
        _rule(point, PARK, ()),
    ]
    fired = next(place for place, rule in enumerate(rules) if rule["holds"])
    return [rule | {"fired": place == fired} for place, rule in enumerate(rules)]


def _rule(point: Mapping[str, Any], verdict: str, tests: tuple[tuple[str, str, float], ...]) -> Document:
    compared = [
        {
            "value": value,
            "number": point[value],
            "relation": relation,
            "bar": bar,
            "holds": point[value] < bar if relation == "below" else point[value] >= bar,
        }
        for value, relation, bar in tests
    ]
    return {"verdict": verdict, "tests": compared, "holds": all(test["holds"] for test in compared)}


def gates_of(sampled: Mapping[str, Any]) -> list[Document]:
    """The gates in order: passed, the one that withholds the verdict, and those that were not reached (null)."""
    reason = "open" if sampled["reason"] == "thin" else sampled["reason"]
    stopped = GATES.index(reason) if reason else len(GATES)
    return [
        {"gate": gate, "withholds": None if place > stopped else place == stopped}
        for place, gate in enumerate(GATES)
    ]

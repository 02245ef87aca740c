"""Which rule gave the verdict, on the middle values; and which gate withheld it, if any (sections 6 and 8)."""

from dataclasses import replace

from evaluations.results.explanations.shapes import ExplainedGate, ExplainedRule, ExplainedTest
from evaluations.scoring.method1.result import End, Exact, Sampled
from evaluations.vocabulary import BAR_HIGH, BAR_LOW, DESIGN_IN_FIRST, PARK, RELIEVE_FIRST, SCALE

# The gates in their order; two reasons share the second.
GATES = ("narrow", "open", "blind_spot", "unevidenced")


def rules_of(exact: Exact) -> tuple[ExplainedRule, ...]:
    """The rules in order with whether each holds at the middle of all ranges."""
    point = exact.point
    rules = [
        _rule(point, PARK, (("A", "below", BAR_LOW),)),
        _rule(point, SCALE, (("F", "at_least", BAR_HIGH), ("S", "at_least", BAR_HIGH))),
        _rule(point, RELIEVE_FIRST, (("F", "at_least", BAR_HIGH),)),
        _rule(point, DESIGN_IN_FIRST, (("F_star", "at_least", BAR_HIGH), ("S", "at_least", BAR_LOW))),
        _rule(point, PARK, ()),
    ]
    fired = next(place for place, rule in enumerate(rules) if rule.holds)
    return tuple(replace(rule, fired=place == fired) for place, rule in enumerate(rules))


def _rule(point: End, verdict: str, tests: tuple[tuple[str, str, float], ...]) -> ExplainedRule:
    compared = tuple(_test(point, *test) for test in tests)
    return ExplainedRule(verdict=verdict, tests=compared, holds=all(test.holds for test in compared))


def _test(point: End, value: str, relation: str, bar: float) -> ExplainedTest:
    number: float = getattr(point, value)
    holds = number < bar if relation == "below" else number >= bar
    return ExplainedTest(value=value, number=number, relation=relation, bar=bar, holds=holds)


def gates_of(sampled: Sampled) -> tuple[ExplainedGate, ...]:
    """The gates in order: passed, the one that withholds the verdict, and those that were not reached."""
    reason = "open" if sampled.reason == "thin" else sampled.reason
    stopped = GATES.index(reason) if reason else len(GATES)
    return tuple(
        ExplainedGate(gate=gate, withholds=None if place > stopped else place == stopped)
        for place, gate in enumerate(GATES)
    )

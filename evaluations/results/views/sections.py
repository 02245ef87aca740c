"""The sections of the result page, named in one line under its finding: the page is long."""

from collections.abc import Mapping
from typing import Any


def sections_of(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Anchor and short name of each section that the page holds, in its order.

    `context` is what the page is rendered from; a section without anything to show is left out, as on the page.
    """
    plan = context["plan"]
    offered = [
        ("constraint-map", "Map", context["maps"]),
        ("ranking", "Ranking", context["maps"]),
        ("priorities", "Priorities", context["maps"]),
        ("what-to-do", "What to do", context["cards"]),
        ("relief", "Relief", plan.steps or plan.beyond),
        ("pairs", "Pairs", context["pairs"]),
        ("tornado", "What could change", context["tornados"]),
        ("design-map", "Design map", True),
        ("next-questions", "Find out next", context["questions"]),
        ("unknown", "Unknown", True),
        ("dissent", "Dissent", context["dissent"]),
        ("rule", "Operator’s rule", context["rule"]),
    ]
    return [(anchor, name) for anchor, name, shown in offered if shown]

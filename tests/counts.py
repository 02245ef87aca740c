"""Saying after a run how many vectors, properties and catalog elements passed; needs no Django."""

import re
from typing import Any

import pytest

COUNTED = {
    "vector": "vectors of the method",
    "property": "properties of the method",
    "element": "catalog elements",
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Carry the numbers of vectors, properties and elements along with the report, across processes too."""
    for name in COUNTED:
        for marker in item.iter_markers(name):
            item.user_properties.extend((name, str(number)) for number in marker.args)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many of them ran and passed."""
    passed: dict[str, set[str]] = {}
    for report in terminalreporter.stats.get("passed", []):
        for name, number in report.user_properties:
            passed.setdefault(name, set()).add(number)
    for name, numbers in passed.items():
        if name in COUNTED:
            shown = ", ".join(
                sorted(numbers, key=lambda text: [int(part) for part in re.findall(r"\d+", text)])
            )
            terminalreporter.write_line(f"{len(numbers)} {COUNTED[name]} passed: {shown}")

"""Give each worker of a run whole modules, the longest first, by what they took in the run before.

Fixtures that a module shares are then made once, in one worker; a module that takes long is dealt out function by
function. Seconds are kept by test function: every run writes `.durations.json`, and `tests/durations.json` stands in
for it on a fresh machine.
"""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadGroupScheduling

ROOT = Path(__file__).resolve().parent.parent
WRITTEN, SHIPPED = ROOT / ".durations.json", ROOT / "tests" / "durations.json"
# A module, or a function with parameters, that takes more seconds than this is dealt out in parts.
LONG = 30.0
# Functions that take less are not kept.
SHORT = 1.0
# What a test takes of which nothing is kept: real processes and browsers are slow, others are short.
GUESSED = {"tests/processes/": 60.0, "tests/journeys/": 6.0, "": 0.05}


def run_name() -> str:
    """The two runs share the files; their tests do not take the same time."""
    return "services" if os.environ.get("DATABASE_URL") else "embedded"


def known() -> dict[str, dict[str, float]]:
    """Seconds by run and test function; nothing where no file is, or an unreadable one."""
    for path in (WRITTEN, SHIPPED):
        try:
            found: dict[str, dict[str, float]] = json.loads(path.read_text())
        except (OSError, ValueError):
            continue
        return found
    return {}


def function_of(nodeid: str) -> str:
    return nodeid.partition("[")[0].partition("@")[0]


def module_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def guessed(nodeid: str) -> float:
    return next(seconds for folder, seconds in GUESSED.items() if nodeid.startswith(folder))


class Balanced(LoadGroupScheduling):
    """Units of work: groups that tests name, else modules, functions of long modules, tests of long functions."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        super().__init__(config, log)
        self.by_function = known().get(run_name(), {})
        self.by_module: Counter[str] = Counter()
        for function, seconds in self.by_function.items():
            self.by_module[module_of(function)] += seconds

    def _split_scope(self, nodeid: str) -> str:
        group: str = super()._split_scope(nodeid)
        if group != nodeid:
            return group
        module, function = module_of(nodeid), function_of(nodeid)
        if self.by_module[module] <= LONG and guessed(nodeid) <= LONG:
            return module
        return function if self.by_function.get(function, guessed(nodeid)) <= LONG else nodeid

    def _assign_work_unit(self, node: Any) -> None:
        self.workqueue.move_to_end(max(self.workqueue, key=self._seconds), last=False)
        super()._assign_work_unit(node)

    def _seconds(self, unit: str) -> float:
        functions = Counter(map(function_of, self.workqueue[unit]))
        return sum(self.by_function.get(name, guessed(name) * count) for name, count in functions.items())


class Durations:
    """Adds up what each test function takes, and writes it down for the next run."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Balanced | None:
        return Balanced(config, log) if config.getvalue("dist") == "loadgroup" else None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[function_of(report.nodeid)] += report.duration

    def pytest_sessionfinish(self) -> None:
        """What was not run this time keeps its seconds."""
        runs = known()
        took = runs.get(run_name(), {}) | {test: round(seconds, 1) for test, seconds in self.seconds.items()}
        runs[run_name()] = {test: seconds for test, seconds in sorted(took.items()) if seconds >= SHORT}
        WRITTEN.write_text(json.dumps(runs, indent=1) + "\n")

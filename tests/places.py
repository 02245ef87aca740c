"""Which places of the product's code asked the database, the cache or the broker for something, in one run.

A place is the nearest function of ours on the stack, with what it asked for: `evaluations/queries/results.py
scored_of SELECT`. Each process of the run leaves a file of them in the folder that DISTMAP_TEST_PLACES names.
"""

import json
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from celery.app.task import Task
from django.core.cache import caches
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

ROOT = Path(__file__).resolve().parent.parent
# Folders that hold no product code, besides what is installed.
_OTHERS = ("tests/", ".venv/", "manage.py")
_VERBS = {"SELECT", "INSERT", "UPDATE", "DELETE"}
_IN_CACHE = ("get", "get_many", "set", "set_many", "add", "incr", "delete", "delete_many", "touch")


# Places, and the test modules that reach them.
Found = dict[str, set[str]]


class Places:
    """The places of this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found: Found = {}
        self._module = ""
        self._names: dict[str, str | None] = {}

    def pytest_sessionstart(self) -> None:
        """Watch every connection that is opened from now on, and the one cache and broker that are configured."""
        connection_created.connect(self._watch, weak=False)
        backend = type(caches["default"])
        for name in _IN_CACHE:
            setattr(backend, name, self._noting(getattr(backend, name), "cache"))
        Task.apply_async = self._noting(Task.apply_async, "broker")

    def pytest_sessionfinish(self) -> None:
        found = {place: sorted(modules) for place, modules in self.found.items()}
        (self.folder / f"{os.getpid()}.json").write_text(json.dumps(found))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._module = nodeid.partition("::")[0]

    def _watch(self, connection: BaseDatabaseWrapper, **_: Any) -> None:
        if self._statement not in connection.execute_wrappers:
            connection.execute_wrappers.append(self._statement)

    def _statement(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        verb = sql.lstrip("( ").partition(" ")[0].upper()
        if verb in _VERBS:
            self._note(verb)
        return execute(sql, *rest)

    def _noting(self, method: Callable[..., Any], what: str) -> Callable[..., Any]:
        @wraps(method)
        def noted(*args: Any, **more: Any) -> Any:
            self._note(what)
            return method(*args, **more)

        return noted

    def _note(self, what: str) -> None:
        frame = sys._getframe(2)
        while frame is not None:
            name = self._ours(frame.f_code.co_filename)
            if name:
                self.found.setdefault(f"{name} {frame.f_code.co_qualname} {what}", set()).add(self._module)
                return
            frame = frame.f_back  # type: ignore[assignment]

    def _ours(self, filename: str) -> str | None:
        """The file's path in the repository; None for libraries, tests and migrations."""
        if filename not in self._names:
            path = filename.removeprefix(f"{ROOT}/")
            ours = path != filename and not path.startswith(_OTHERS) and "/migrations/" not in path
            self._names[filename] = path if ours else None
        return self._names[filename]


def places_in(folder: Path) -> Found:
    """All that the processes of a run left in the folder."""
    found: Found = {}
    for path in folder.glob("*.json"):
        for place, modules in json.loads(path.read_text()).items():
            found.setdefault(place, set()).update(modules)
    return found

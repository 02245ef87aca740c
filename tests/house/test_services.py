"""The mark `services` stands wherever PostgreSQL or Redis may behave otherwise than SQLite and the embedded broker.

This is what can be seen in the text of a test module. `tests/run.py` sees the rest: see `tests/places.py`.
"""

import ast
from pathlib import Path

import pytest
from django.db import connection

from channels_catalog.models import CatalogRelease
from channels_catalog.queries import shared_release
from tests.places import Places, places_in

TESTS = Path(__file__).resolve().parents[1]
MODULES = sorted(TESTS.rglob("test_*.py"))
# Names that a test uses only where transactions, constraints, the number of queries or a broker are its subject.
TELLING = {
    "IntegrityError", "CaptureQueriesContext", "django_assert_num_queries", "django_assert_max_num_queries",
    "execute_wrapper", "select_for_update", "ThreadPoolExecutor", "threading", "transactional_db", "transaction=True",
    "redis", "own_database", "django_capture_on_commit_callbacks",
}  # fmt: skip
# A browser needs real transactions whatever it looks at, and processes have databases and brokers of their own:
# there, only tests on a PostgreSQL of their own need one to be there.
ELSEWHERE = {"own_database"}


def names_in(tree: ast.AST) -> set[str]:
    """Every name that code uses, imports or takes as a parameter, and `name=True` of the keywords it passes."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.alias(name=name):
                found.add(name)
            case ast.keyword(arg=str(name), value=ast.Constant(value=True)):
                found.add(f"{name}=True")
    return found


def unmarked(tree: ast.Module, telling: set[str]) -> dict[str, set[str]]:
    """Unmarked tests that use a telling name; and `module`, where helpers do and no test is marked."""
    marks = [
        names_in(node)
        for node in tree.body
        if isinstance(node, ast.Assign) and "pytestmark" in names_in(node)
    ]
    if any("services" in names for names in marks):
        return {}
    tests = {
        node.name: names_in(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    found = {
        name: names & telling for name, names in tests.items() if "services" not in names and names & telling
    }
    everywhere = names_in(tree)
    if everywhere & telling and "services" not in everywhere:
        found["module"] = everywhere & telling
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(TESTS)))
def test_what_databases_and_brokers_decide_is_marked(module: Path) -> None:
    telling = ELSEWHERE if module.parent.name in {"journeys", "processes"} else TELLING
    found = unmarked(ast.parse(module.read_text()), telling)
    assert not found or module == Path(__file__), f"to mark with pytest.mark.services: {found}"


@pytest.mark.services
def test_places_are_noted_with_the_tests_that_reach_them(
    tmp_path: Path, catalog_release: CatalogRelease
) -> None:
    places = Places(tmp_path)
    places.pytest_runtest_logstart("tests/x/test_y.py::test_z[1]")
    places._watch(connection)
    try:
        shared_release()
    finally:
        connection.execute_wrappers.remove(places._statement)
    places.pytest_sessionfinish()
    assert places_in(tmp_path) == {"channels_catalog/queries.py shared_release SELECT": {"tests/x/test_y.py"}}

"""The release before serves on this one's schema: migrations after the first only add, and lock no table for long."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED, CharField, Field, Index, IntegerField

from distmap.schema_changes import AddIndexOnline

# What takes away or renames what the release before asks for. A release after may: name it here, with the reason.
TAKES_AWAY = (
    migrations.RemoveField,
    migrations.DeleteModel,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
)
ALLOWED: set[tuple[str, str]] = set()


def later_migrations() -> list[tuple[str, str]]:
    """Of our own apps, all but the first of each."""
    ours = {
        config.label for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR
    }
    loader = MigrationLoader(None, ignore_no_migrations=True)
    found = [key for key in loader.disk_migrations if key[0] in ours and not key[1].startswith("0001")]
    return sorted(found)


def _has_default(field: "Field[object, object]") -> bool:
    return field.null or field.db_default is not NOT_PROVIDED


def _created(migration: Migration) -> set[str]:
    return {one.name_lower for one in migration.operations if isinstance(one, migrations.CreateModel)}


def faults(loader: MigrationLoader, key: tuple[str, str]) -> Iterator[str]:
    migration = loader.disk_migrations[key]
    state = loader.project_state(key, at_end=False)
    for operation in migration.operations:
        if getattr(operation, "model_name_lower", "") not in _created(migration):
            yield from chain(_of_columns(operation, key, state), _of_locks(operation, migration))
        operation.state_forwards(key[0], state)


def _of_columns(operation: Operation, key: tuple[str, str], state: object) -> Iterator[str]:
    if isinstance(operation, TAKES_AWAY):
        yield f"{operation.describe()}: the release before still asks for it; do it one release later"
    elif isinstance(operation, migrations.AddField) and not operation.field.many_to_many:
        if not _has_default(operation.field):
            yield f"{operation.describe()}: give it a db_default, since the release before does not fill it"
    elif isinstance(operation, migrations.AlterField):
        model = state.apps.get_model(key[0], operation.model_name)  # type: ignore[attr-defined]
        before = model._meta.get_field(operation.name)
        if before.null and not operation.field.null:
            yield f"{operation.describe()}: the release before may still write NULL"
        if _has_default(before) and not _has_default(operation.field):
            yield f"{operation.describe()}: it loses its database default"


def _of_locks(operation: Operation, migration: Migration) -> Iterator[str]:
    if isinstance(operation, AddIndexOnline):
        if migration.atomic:
            yield f"{operation.describe()}: set atomic = False"
    elif isinstance(operation, migrations.AddIndex):
        yield f"{operation.describe()}: use AddIndexOnline, which does not stop who writes"


@pytest.mark.parametrize("key", later_migrations(), ids="/".join)
def test_a_migration_leaves_the_release_before_at_work(key: tuple[str, str]) -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    assert key in ALLOWED or not list(faults(loader, key))


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (migrations.AddField("evaluation", "x", IntegerField(default=1)), "give it a db_default"),
        (migrations.AlterField("evaluation", "growth_model", CharField(max_length=60)), "write NULL"),
        (migrations.RemoveField("evaluation", "title"), "one release later"),
        (migrations.RenameField("evaluation", "title", "name"), "one release later"),
        (migrations.AddIndex("evaluation", Index(fields=["title"], name="x")), "AddIndexOnline"),
        (AddIndexOnline("evaluation", Index(fields=["title"], name="x")), "atomic = False"),
    ],
)
def test_a_fault_is_named(operation: Operation, expected: str) -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    key = ("evaluations", "0002_method_2")
    made = Migration("0002_method_2", "evaluations")
    made.operations = [operation]
    loader.disk_migrations[key] = made
    assert expected in " ".join(faults(loader, key))

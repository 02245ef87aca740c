"""Telling a database that an earlier distmap made, from before the first release, whose migrations were others."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

REMEDY = {
    True: "The data in {folder} were made by an earlier distmap, from before its first release, and this one cannot "
    "read them: move the folder away, or name another one, for example make run DATA=other",
    False: "The database was made by an earlier distmap, from before its first release, and this one cannot read it: "
    "name an empty database in DATABASE_URL",
}


def sentence() -> str | None:
    """What to say of the database, and what to do; None if it is empty or of this distmap."""
    loader = MigrationLoader(connection)
    ours = {
        config.label for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR
    }
    applied = {(label, name) for label, name in loader.applied_migrations or () if label in ours}
    unknown = applied - set(loader.disk_migrations or ())
    whole = {label for label in ours if _all(loader, label) and _all(loader, label) <= applied}
    if not unknown and not any(_lacks_columns(label) for label in whole):
        return None
    return REMEDY[not settings.DATABASE_URL].format(folder=settings.DATA_DIR)


def _all(loader: MigrationLoader, label: str) -> set[tuple[str, str]]:
    return {key for key in loader.disk_migrations or () if key[0] == label}


def _lacks_columns(label: str) -> bool:
    """Whether a table lacks what its model has although every migration of the app is applied."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in apps.get_app_config(label).get_models():
            wanted = {field.column for field in model._meta.local_concrete_fields}
            table = model._meta.db_table
            if table not in tables:
                return True
            found = {each.name for each in connection.introspection.get_table_description(cursor, table)}
            if not wanted <= found:
                return True
    return False

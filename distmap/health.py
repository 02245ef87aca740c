"""Whether the process is up, and whether everything it needs answers."""

from collections.abc import Callable

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from channels_catalog.queries import shared_release


def healthz(request: HttpRequest) -> JsonResponse:
    """The process is up. Asks nothing of anybody else."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations, cache, broker and catalog, each named; 503 unless all are ready."""
    parts = {name: _answer(check) for name, check in _CHECKS.items()}
    ready = all(value == "ok" for value in parts.values())
    return JsonResponse(
        {"status": "ok" if ready else "not ready", "parts": parts}, status=200 if ready else 503
    )


class ProbeMiddleware:
    """Answers both probes before anything looks at the host: whoever probes knows the address, not our names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.probes = {"/healthz": healthz, "/readyz": readyz}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.probes.get(request.path, self.get_response)(request)


def _answer(check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as error:
        return str(error)
    except (DatabaseError, OSError, *current_app.connection_for_write().recoverable_connection_errors):
        return "does not answer"
    return "ok"


class NotReady(Exception):
    """A part answers, and what it says is no."""


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("migrations are missing: run manage.py migrate")


def _cache() -> None:
    cache.set("readyz", "ok", 10)
    if cache.get("readyz") != "ok":
        raise NotReady("the cache forgets")


def _broker() -> None:
    if not settings.EMBEDDED:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)


def _catalog() -> None:
    if shared_release() is None:
        raise NotReady("no catalog is loaded: run manage.py load_catalog")


_CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "broker": _broker,
    "catalog": _catalog,
}

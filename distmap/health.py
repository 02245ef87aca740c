"""Whether the process is up, and whether everything it needs answers."""

import logging
from collections.abc import Callable

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from channels_catalog.queries import shared_release

log = logging.getLogger("distmap.health")


def healthz(request: HttpRequest) -> JsonResponse:
    """The process is up. Asks nothing of anybody else."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Each part by name, and the status: ok; degraded (200) while only cache or broker is away; else not ready (503).

    Without the cache pages are slower; without the broker jobs wait until the sweep finds them. Neither loses anything.
    """
    parts = {"database": _answer(check_database)}
    for name, check in _CHECKS.items():
        asks_database = name not in _FORGETTABLE
        parts[name] = "not asked" if asks_database and parts["database"] != "ok" else _answer(check)
    away = {name for name, value in parts.items() if value != "ok"}
    ready = away <= _FORGETTABLE
    status = "not ready" if not ready else "degraded" if away else "ok"
    headers = {} if ready else {"Retry-After": "5"}
    return JsonResponse({"status": status, "parts": parts}, status=200 if ready else 503, headers=headers)


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
    except Exception as error:
        # Whatever goes wrong in asking, a probe answers.
        log.warning("not ready: %s", error)
        return "does not answer"
    return "ok"


class NotReady(Exception):
    """A part answers, and what it says is no."""


def check_database() -> None:
    """The database answers. Raises NotReady, or what the part itself raises."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_migrations() -> None:
    """Every migration is applied. Raises NotReady, or what the part itself raises."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("migrations are missing: run manage.py migrate")


def check_cache() -> None:
    """The cache keeps what it is given. Raises NotReady, or what the part itself raises."""
    cache.set("readyz", "ok", 10)
    if cache.get("readyz") != "ok":
        raise NotReady("does not answer, or forgets")


def check_broker() -> None:
    """The broker answers; nothing is asked where there is none. Raises what the part itself raises."""
    if not settings.EMBEDDED:
        # Asked to answer, not only to take a connection: one that hangs does that as well.
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
            with broker.channel() as channel:
                getattr(getattr(channel, "client", None), "ping", lambda: None)()


def check_catalog() -> None:
    """A catalog is loaded. Raises NotReady, or what the part itself raises."""
    if shared_release() is None:
        raise NotReady("no catalog is loaded: run manage.py load_catalog")


_CHECKS: dict[str, Callable[[], None]] = {
    "migrations": check_migrations,
    "cache": check_cache,
    "broker": check_broker,
    "catalog": check_catalog,
}
_FORGETTABLE = {"cache", "broker"}

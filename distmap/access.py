"""What is told of each request when it is answered: a line of the access log, and counts for Prometheus."""

from typing import Any

import structlog
from django.conf import settings

from distmap import metrics
from distmap.redaction import hidden

log = structlog.get_logger("distmap.access")

# Where Django's middleware leaves what the server does not know.
ROUTE, REQUEST_ID = "distmap.route", "distmap.request_id"
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_SILENT = {"readyz"}


def answered(environ: dict[str, Any], *, status: int, seconds: float, size: int | None) -> None:
    """Tell one answer: how long it took, from the request's head on, and its size, if it is known already."""
    route = environ.get(ROUTE) or _unrouted(environ["PATH_INFO"])
    method = environ["REQUEST_METHOD"] if environ["REQUEST_METHOD"] in _METHODS else "other"
    metrics.REQUESTS.labels(method, route, str(status)).inc()
    metrics.LATENCY.labels(route).observe(seconds)
    if not settings.ACCESS_LOG or route in _SILENT:
        return
    log.info(
        "request",
        method=method,
        # Without its parameters, and without the keys of links that let people in.
        path=hidden(environ["PATH_INFO"]),
        route=route,
        status=status,
        milliseconds=round(seconds * 1000, 1),
        bytes=size,
        client=environ.get("REMOTE_ADDR", ""),
        request_id=environ.get(REQUEST_ID, ""),
    )


def _unrouted(path: str) -> str:
    return "static" if path.startswith(settings.STATIC_URL) else "none"

"""What is counted for Prometheus, by web and worker processes alike, and the server that tells it.

Processes of one machine (or container) share a folder of counts; whichever gets the port tells the counts of all, and
another takes it over when that one dies. The port is none of the public ones: DISTMAP_METRICS_PORT, off unless set.
"""

import logging
import os
import socketserver
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import prometheus_client
from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, multiprocess, values
from prometheus_client.registry import Collector
from prometheus_client.values import MultiProcessValue

log = logging.getLogger("distmap.metrics")

_process = {"name": ""}


def identify(name: str) -> None:
    """Count under this name from now on: one that the process's successor takes over, unlike a process id."""
    _process["name"] = name


if settings.METRICS_PORT:
    os.environ.setdefault(
        "PROMETHEUS_MULTIPROC_DIR",
        str(Path(tempfile.gettempdir()) / f"distmap-metrics-{os.getuid()}-{settings.METRICS_PORT}"),
    )
    Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).mkdir(parents=True, exist_ok=True, mode=0o700)
    values.ValueClass = MultiProcessValue(lambda: _process["name"] or os.getpid())

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

REQUESTS = Counter("distmap_requests", "Requests answered.", ["method", "route", "status"])
LATENCY = Histogram(
    "distmap_request_seconds",
    "Seconds from a request's head to its response, waiting included.",
    ["route"],
    buckets=BUCKETS,
)
THREADS_BUSY = Gauge(
    "distmap_request_threads_busy", "Threads that make a response.", multiprocess_mode="livesum"
)
THREADS = Gauge("distmap_request_threads", "Threads that could.", multiprocess_mode="livesum")
WAITING = Gauge(
    "distmap_requests_waiting", "Requests that wait for a thread or have one.", multiprocess_mode="livesum"
)
TURNED_AWAY = Counter("distmap_requests_turned_away", "Requests refused because too many waited.")
SAVES = Counter("distmap_saves", "Changes that were stored, by what was changed.", ["kind"])
TASKS = Counter("distmap_tasks", "Tasks that ended, by their end.", ["task", "state"])
TASK_SECONDS = Histogram("distmap_task_seconds", "Seconds that a task took.", ["task"], buckets=BUCKETS)
TASKS_BUSY = Gauge("distmap_worker_tasks_busy", "Tasks that are at work.", multiprocess_mode="livesum")
LEASES_LOST = Counter("distmap_leases_lost", "Jobs that were taken over from a worker that was at work.")
GIVEN_UP = Counter("distmap_jobs_given_up", "Jobs that will not be tried again.", ["task"])
NOT_ANNOUNCED = Counter("distmap_jobs_not_announced", "Jobs that the broker did not take.")


def _forget_dead() -> None:
    """What processes that ended were doing they do no longer; what they counted stays counted."""
    for path in Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).glob("gauge_live*.db"):
        # gauge_livesum_<process>.db, where a worker's child is called worker-<process of its parent>-<number>.
        number = path.stem.rpartition("_")[2].removeprefix("worker-").partition("-")[0]
        if not Path("/proc", number).exists():
            path.unlink(missing_ok=True)


def collected(*more: Collector) -> bytes:
    """Everything in Prometheus's text format: what processes counted, and what `more` asks for now."""
    registry = CollectorRegistry()
    if settings.METRICS_PORT:
        _forget_dead()
        multiprocess.MultiProcessCollector(registry)
    else:
        registry = prometheus_client.REGISTRY
    text: bytes = prometheus_client.generate_latest(registry)
    asked = CollectorRegistry()
    for each in more:
        asked.register(each)
    return text + prometheus_client.generate_latest(asked)


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    # A port that another process has must not be shared by halves.
    allow_reuse_port = False


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def serve(*more: Collector) -> None:
    """Tell it on the port of its own, from a thread; while another process has the port, wait for it to go."""
    if settings.METRICS_PORT:
        threading.Thread(target=_serve_forever, args=(more,), daemon=True, name="metrics").start()


def _serve_forever(more: Iterable[Collector]) -> None:
    where = (settings.METRICS_HOST, settings.METRICS_PORT)
    while True:
        try:
            with make_server(*where, _application(tuple(more)), _Server, _Silent) as server:
                log.info("metrics on http://%s:%s/metrics", *where)
                server.serve_forever()
        except OSError:
            time.sleep(3)


def _application(more: tuple[Collector, ...]) -> Callable[..., list[bytes]]:
    def application(environ: dict[str, str], start: Callable[..., object]) -> list[bytes]:
        if environ["PATH_INFO"] != "/metrics":
            start("404 Not Found", [("Content-Type", "text/plain")])
            return [b"Metrics are at /metrics.\n"]
        start("200 OK", [("Content-Type", prometheus_client.CONTENT_TYPE_LATEST)])
        return [collected(*more)]

    return application

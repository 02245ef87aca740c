"""The Celery app: Redis where it is configured, else a broker in the memory of the one worker process."""

import os
import sys
import threading
import time
from typing import Any

from billiard import current_process  # type: ignore[import-untyped]
from celery import Celery
from celery.signals import (
    celeryd_init,
    setup_logging,
    task_postrun,
    task_prerun,
    worker_process_init,
    worker_ready,
    worker_shutting_down,
)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "distmap.settings")

from django.conf import settings
from django.db import DatabaseError, connection

app = Celery("distmap")
# Read when first needed, not here: settings import this package before they are whole.
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

_stop_feeding = threading.Event()


@setup_logging.connect
def _keep_django_logging(**_: Any) -> None:
    """Celery must not replace the logging that Django has set up."""


@worker_process_init.connect
def _limit_waits(**_: Any) -> None:
    from distmap import database_waits, metrics  # noqa: PLC0415  (settings are not whole yet when this module is imported)

    database_waits.limit()
    # By its place among the worker's processes, not by its number: who comes after it goes on counting there.
    metrics.identify(f"worker-{os.getppid()}-{getattr(current_process(), 'index', 0)}")
    metrics.TASKS_BUSY.set(0)


@celeryd_init.connect
def _refuse_a_wrong_clock(**_: Any) -> None:
    from distmap import clock  # noqa: PLC0415  (as above)

    try:
        found = clock.refusal()
    except DatabaseError:
        # Away just now: the sweep looks again.
        return
    finally:
        connection.close()
    if found:
        sys.exit(found)


@worker_ready.connect
def _start_feeder(sender: Any, **_: Any) -> None:
    from distmap import metrics  # noqa: PLC0415  (as above)
    from distmap.gauges import Rows  # noqa: PLC0415  (as above)

    metrics.serve(Rows())
    if settings.EMBEDDED:
        from distmap import jobs  # noqa: PLC0415  (models are not loaded yet when this module is imported)

        threading.Thread(
            target=jobs.feed_forever,
            args=(sender.pool.num_processes, _stop_feeding),
            daemon=True,
            name="feeder",
        ).start()


@worker_shutting_down.connect
def _stop_feeder(**_: Any) -> None:
    _stop_feeding.set()


@task_prerun.connect
def _begin(task: Any, kwargs: dict[str, Any], **_: Any) -> None:
    from distmap import jobs, metrics  # noqa: PLC0415  (as above)

    jobs.begun(task.name, kwargs)
    task.request.began = time.perf_counter()
    metrics.TASKS_BUSY.inc()


@task_postrun.connect
def _forget(task: Any, kwargs: dict[str, Any], state: str = "", **_: Any) -> None:
    from distmap import jobs, metrics  # noqa: PLC0415  (as above)

    jobs.ended(task.name, kwargs)
    metrics.TASKS_BUSY.dec()
    metrics.TASKS.labels(task.name, str(state).lower()).inc()
    began = getattr(task.request, "began", None)
    if began is not None:
        metrics.TASK_SECONDS.labels(task.name).observe(time.perf_counter() - began)

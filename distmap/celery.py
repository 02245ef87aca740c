"""The Celery app: Redis where it is configured, else a broker in the memory of the one worker process."""

import os
import threading
from typing import Any

from celery import Celery
from celery.schedules import schedule
from celery.signals import setup_logging, task_postrun, worker_ready, worker_shutting_down

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "distmap.settings")

from django.conf import settings

app = Celery("distmap")
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    task_soft_time_limit=540,
    task_time_limit=600,
    worker_max_tasks_per_child=100,
    worker_max_memory_per_child=600_000,
    broker_connection_retry_on_startup=True,
    worker_hijack_root_logger=False,
    # visibility_timeout must exceed the longest task, or Redis hands out a running task again.
    broker_transport_options=(
        {"polling_interval": 0.05}
        if settings.EMBEDDED
        else {"visibility_timeout": 1800, "unacked_restore_interval": 10, "unacked_restore_throttle": 1}
    ),
    task_publish_retry_policy={"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1},
    beat_schedule=(
        {}
        if settings.EMBEDDED
        else {"sweep": {"task": "distmap.sweep", "schedule": schedule(settings.JOB_SWEEP_SECONDS)}}
    ),
)
app.autodiscover_tasks()

_stop_feeding = threading.Event()


@setup_logging.connect
def _keep_django_logging(**_: Any) -> None:
    """Celery must not replace the logging that Django has set up."""


@worker_ready.connect
def _start_feeder(sender: Any, **_: Any) -> None:
    if settings.EMBEDDED:
        from distmap import jobs  # noqa: PLC0415  (models are not loaded yet when this module is imported)

        threading.Thread(
            target=jobs.feed_forever, args=(sender.concurrency or 2, _stop_feeding), daemon=True, name="feeder"
        ).start()


@worker_shutting_down.connect
def _stop_feeder(**_: Any) -> None:
    _stop_feeding.set()


@task_postrun.connect
def _forget(task: Any, kwargs: dict[str, Any], **_: Any) -> None:
    from distmap import jobs  # noqa: PLC0415  (as above)

    jobs.ended(task.name, kwargs)

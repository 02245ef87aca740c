"""The one way to announce, claim, lease and feed a job.

A job is a row that says what is due. A worker claims it by compare-and-set, drawing a claim id and a lease that a
timer thread renews beside the task; every later write of the task has `AND claim = mine`. A worker that dies leaves
its lease to run out, and the next one claims the row. Running twice is harmless, and there is no state between
queued and running. With a broker a job is announced on commit, in the queue of its kind, and swept for every few
seconds; embedded, a feeder thread inside the worker asks every tenth of a second what is due.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid7
from celery import current_app, shared_task
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, close_old_connections, connection, models, transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import KombuError

from distmap import clock, metrics

log = logging.getLogger("distmap.jobs")


@dataclass(frozen=True)
class Kind:
    """A kind of job: its Celery task, the name of the task's id argument, its queue, and what is due at a moment.

    `give_up`, where a task cannot do it itself, ends the jobs that were begun too often and tells their workspaces,
    each once; it returns which.
    """

    task: str
    argument: str
    queue: str
    due: Callable[[datetime, int], Iterable[UUID]]
    give_up: Callable[[datetime], Iterable[UUID]] | None = None


_kinds: dict[str, Kind] = {}
# Seconds for which a broker that did not answer is not asked again.
BROKER_SILENT = 5.0
# Seconds for which an announced job is not announced again, unless its queue is empty or its task began.
ANNOUNCED = 3600
_silent_until = 0.0
_in_flight: set[tuple[str, str]] = set()
_in_flight_lock = threading.Lock()


def register(kind: Kind) -> None:
    """Make a kind known to the feeder and the sweep. Called where its task is defined."""
    _kinds[kind.task] = kind


def kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())


def announce(task: str, job_id: UUID) -> None:
    """Tell the workers, once the present transaction is committed. Losing this message loses no job."""
    if not settings.EMBEDDED:
        transaction.on_commit(lambda: _publish(_kinds[task], job_id), robust=True)


def _mark(task: str, job_id: UUID | str) -> str:
    """The cache key that stands while a message for the job waits in its queue."""
    return f"announced:{task}:{job_id}"


def _publish(kind: Kind, job_id: UUID, *, is_lost: bool = False) -> bool:
    """Whether the broker has it. One that did not answer is left alone for a while: nobody waits for it twice.

    What waits in its queue already is not published again, unless that message is known to be lost. A cache that is
    away or forgets costs a second message, whose task finds nothing to claim.
    """
    global _silent_until
    if time.monotonic() < _silent_until:
        return False
    is_new = cache.add(_mark(kind.task, job_id), 1, ANNOUNCED)
    if not (is_new or is_lost):
        return True
    try:
        current_app.send_task(kind.task, kwargs={kind.argument: str(job_id)}, queue=kind.queue)
    except (KombuError, OSError, *current_app.connection_for_write().recoverable_connection_errors) as error:
        _silent_until = time.monotonic() + BROKER_SILENT
        cache.delete(_mark(kind.task, job_id))
        metrics.NOT_ANNOUNCED.inc()
        log.warning("job not announced, the sweep will find it: %s %s (%s)", kind.task, job_id, error)
        return False
    return True


def begun(task: str, arguments: dict[str, Any]) -> None:
    """A task begins: what changes from now on must be announced anew."""
    kind = _kinds.get(task)
    if kind is not None and not settings.EMBEDDED:
        cache.delete(_mark(task, str(arguments.get(kind.argument))))


def give_up(now: datetime) -> None:
    """End the jobs of every kind that were begun too often, and say so where it is read: the log, the workspace."""
    for kind in kinds():
        for job_id in kind.give_up(now) if kind.give_up else ():
            gave_up(kind.task, job_id)


def gave_up(task: str, job_id: UUID, reason: str = "its workers died over it") -> None:
    """Tell who runs the service that a job will not be tried again."""
    metrics.GIVEN_UP.labels(task).inc()
    log.error("job given up: %s %s (%s); see manage.py doctor", task, job_id, reason)


def claim(rows: models.QuerySet[Any], *, now: datetime, **changes: Any) -> UUID | None:
    """Take the one row in `rows` (already narrowed to what may be claimed): its claim id, or None if another has it."""
    mine = uuid7.uuid7()
    taken = rows.update(
        claim=mine,
        lease_until=now + timedelta(seconds=settings.JOB_LEASE_SECONDS),
        attempts=F("attempts") + 1,
        **changes,
    )
    return mine if taken == 1 else None


def claimable(now: datetime) -> models.Q:
    """Rows that nobody holds: never claimed, let go, or held by a worker whose lease ran out."""
    return models.Q(lease_until=None) | models.Q(lease_until__lt=now)


def pause(moment: str) -> None:
    """Where the kill tests strike: named moments of a job. In service the pause is zero."""
    if settings.REPORT_STEP_PAUSE and settings.REPORT_PAUSE_AT in {"", moment}:
        time.sleep(settings.REPORT_STEP_PAUSE)


class Lease:
    """Keeps a claim alive while its `with` block runs: renews the lease from a thread of its own.

    `lost` is set when the row no longer carries the claim, so that a long task can stop early.
    """

    def __init__(self, model: type[models.Model], job_id: UUID, mine: UUID) -> None:
        self._rows = model._default_manager.filter(pk=job_id, claim=mine)
        self._done = threading.Event()
        self.lost = threading.Event()
        self._thread = threading.Thread(target=self._renew, daemon=True, name=f"lease-{job_id}")

    def __enter__(self) -> "Lease":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join(timeout=5)

    def _renew(self) -> None:
        try:
            while not self._done.wait(settings.JOB_RENEW_SECONDS):
                self._renew_once()
        finally:
            connection.close()

    def _renew_once(self) -> None:
        until = timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)
        try:
            if self._rows.all().update(lease_until=until) == 0:
                self.lost.set()
                metrics.LEASES_LOST.inc()
        except DatabaseError as error:
            # The next beat tries again; if none succeeds the lease runs out, which is the honest outcome.
            log.warning("lease not renewed: %s", error)
            close_old_connections()


def feed(*, now: datetime, room: int) -> list[tuple[Kind, UUID]]:
    """What is due and not yet in flight here, at most `room` of it; marks it as in flight."""
    found: list[tuple[Kind, UUID]] = []
    for kind in kinds():
        for job_id in kind.due(now, room + len(_in_flight)):
            with _in_flight_lock:
                if len(_in_flight) >= room or (kind.task, str(job_id)) in _in_flight:
                    continue
                _in_flight.add((kind.task, str(job_id)))
            found.append((kind, job_id))
    return found


def ended(task: str, arguments: dict[str, Any]) -> None:
    """A task of this process has ended: its row may be fed again if it is still due."""
    kind = _kinds.get(task)
    if kind is not None:
        with _in_flight_lock:
            _in_flight.discard((task, str(arguments.get(kind.argument))))


def feed_forever(room: int, stop: threading.Event) -> None:
    """The embedded feeder: every tenth of a second, hand what is due to this worker's own threads."""
    swept = 0.0
    while not stop.wait(settings.JOB_FEED_SECONDS):
        try:
            for kind, job_id in feed(now=timezone.now(), room=room):
                current_app.send_task(kind.task, kwargs={kind.argument: str(job_id)}, queue=kind.queue)
            if time.monotonic() - swept > settings.JOB_SWEEP_SECONDS:
                swept = time.monotonic()
                give_up(timezone.now())
        except DatabaseError as error:
            log.warning("feeder: the database did not answer: %s", error)
            connection.close()
            stop.wait(1)


@shared_task(name="distmap.sweep", ignore_result=True)
def sweep(**_: Any) -> None:
    """With a broker: publish what is due, held by nobody and in no queue (lost messages, dead workers)."""
    now = timezone.now()
    clock.check()
    give_up(now)
    for kind in kinds():
        waiting = queue_length(kind.queue)
        for job_id in kind.due(now, 500):
            # What is due while its queue is empty has no message there, whatever its mark says.
            if waiting is None or not _publish(kind, job_id, is_lost=waiting == 0):
                return


def queue_length(queue: str) -> int | None:
    """How many messages wait in the queue; None if the broker does not answer."""
    try:
        with current_app.connection_for_read() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
            try:
                return int(broker.default_channel.queue_declare(queue, passive=True).message_count)
            except broker.channel_errors:
                # A queue that nobody has used yet, or that Redis has dropped for being empty.
                return 0
    except (KombuError, OSError) as error:
        log.warning("the broker does not answer: %s", error)
        return None

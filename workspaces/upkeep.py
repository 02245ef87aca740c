"""What is cleaned away by the clock: in batches, by whichever worker comes first, embedded as with a broker.

Each `Upkeep` has a row (`UpkeepRun`) that says when it is due, and is a job like any other: claimed, leased, begun
again elsewhere when its worker dies. A batch is a transaction of its own, so nothing else waits long for the database.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F

from distmap import jobs
from workspaces.models import UpkeepRun

log = logging.getLogger("distmap.upkeep")

RUN_UPKEEP = "workspaces.run_upkeep"
# Rows of one batch.
BATCH = 500
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True)
class Upkeep:
    """Something to clean away: its name, how often, and one batch of it, which returns how many it removed."""

    name: str
    every: timedelta
    batch: Callable[[datetime, int], int]


_known: dict[str, Upkeep] = {}


def register(upkeep: Upkeep) -> None:
    """Make it known to the workers. Called where tasks are defined."""
    _known[upkeep.name] = upkeep


def all_known() -> tuple[Upkeep, ...]:
    return tuple(_known.values())


def runs_due(now: datetime, most: int) -> list[UUID]:
    """The runs whose time has come and that nobody holds; a new upkeep is due at once."""
    rows = list(UpkeepRun.objects.filter(name__in=_known))
    absent = _known.keys() - {row.name for row in rows}
    if absent:
        new = [UpkeepRun(name=name, next_at=now) for name in sorted(absent)]
        UpkeepRun.objects.bulk_create(new, ignore_conflicts=True)
    free = [row for row in rows if row.lease_until is None or row.lease_until < now]
    due = [row for row in free if row.next_at <= now and row.attempts < settings.JOB_MAX_ATTEMPTS]
    return [row.pk for row in sorted(due, key=lambda row: row.next_at)][:most]


def run(run_id: UUID, *, now: datetime) -> bool:
    """Clean one away that is due, batch by batch, until nothing is left; False if it was not ours."""
    due = UpkeepRun.objects.filter(jobs.claimable(now), pk=run_id, next_at__lte=now, name__in=_known)
    mine = jobs.claim(due.filter(attempts__lt=settings.JOB_MAX_ATTEMPTS), now=now)
    if mine is None:
        return False
    upkeep = _known[UpkeepRun.objects.values_list("name", flat=True).get(pk=run_id)]
    with jobs.Lease(UpkeepRun, run_id, mine) as lease:
        removed = everything(upkeep, now=now, stop=lease.lost.is_set)
    if removed:
        log.info("upkeep: %s removed: %s", upkeep.name, removed)
    held = UpkeepRun.objects.filter(pk=run_id, claim=mine)
    ended = {"next_at": now + upkeep.every, "last_at": now, "last_removed": removed}
    return bool(held.update(**ended, claim=None, lease_until=None, attempts=0))


def everything(upkeep: Upkeep, *, now: datetime, stop: Callable[[], bool] = lambda: False) -> int:
    """All batches of it, until nothing is left or `stop` says so; returns how much was removed."""
    removed = 0
    while not stop() and (some := upkeep.batch(now, BATCH)):
        removed += some
    return removed


def give_up(now: datetime) -> list[UUID]:
    """Put off until its next hour what took too many workers with it, and say which it was."""
    dead = UpkeepRun.objects.filter(jobs.claimable(now), attempts__gte=settings.JOB_MAX_ATTEMPTS)
    put_off = []
    for row in dead.filter(name__in=_known):
        later = now + _known[row.name].every
        if dead.filter(pk=row.pk).update(attempts=0, next_at=later, claim=None, lease_until=None):
            log.warning("upkeep failed again and again, and is put off until %s: %s", later, row.name)
            put_off.append(row.pk)
    return put_off


def late(now: datetime) -> list[str]:
    """The names of what should have run more than a day ago."""
    return list(
        UpkeepRun.objects.filter(name__in=_known, next_at__lt=now - DAY)
        .order_by(F("next_at"))
        .values_list("name", flat=True)
    )

"""A worker is killed at every moment of a report, and Redis with jobs queued: nothing is lost, nothing made twice."""

import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from redis import Redis
from redis.exceptions import RedisError

from reports.renderers import FORMATS
from tests.processes import demo
from tests.processes.demo import files_of, prepared, rows
from tests.processes.owned import OwnRedis
from tests.processes.service import Service, until

pytestmark = pytest.mark.processes
HAS_REDIS = bool(shutil.which("redis-server"))
BROKERS = ["embedded", *(["redis"] if HAS_REDIS else [])]
# In the order in which one report passes through them.
MOMENTS = [
    "Claimed", "Scoring", "Composing",
    *(f"{moment} {made.name}" for made in FORMATS.values() for moment in ("Writing", "Stored")),
    "Finishing",
]  # fmt: skip

ASK_FOR_ALL = """
for evaluation in Evaluation.objects.order_by("created_at"):
    print(request_report(evaluation=evaluation, formats=list(FORMATS), by=by, now=now).report.pk)
"""
# Set up a week ago to the hour, so that it is due.
WEEKLY = """
from datetime import timedelta
from reports.operations.schedules import create_schedule
compared = Comparison.objects.get(kind="over_time")
row = create_schedule(subject=compared, weekday=0, hour=7, formats=list(FORMATS), by=by, now=now - timedelta(days=7))
print(row.pk)
"""
# A worker that waits must not wait over a bystander: their verdicts are up to date, and nothing else is asked for.
KILLED = [
    ("embedded", "evaluation"),
    ("embedded", "over_time"),
    *([("redis", "evaluation")] if HAS_REDIS else []),
]


@contextmanager
def waiting(folder: Path, broker: str) -> Iterator[Service]:
    """A service with as many attempts as there are moments, and a sweep where there is Redis; no worker yet."""
    redis = OwnRedis(folder) if broker == "redis" else None
    with prepared(folder, redis, DISTMAP_JOB_MAX_ATTEMPTS=str(len(MOMENTS) + 5)) as started:
        if redis:
            started.beat()
        yield started


def report(service: Service, pk: str) -> tuple[str, str, int]:
    found = rows(service, "select status, step, attempts from reports_report where id = ?", pk)
    status, step, attempts = found[0]
    return str(status), str(step), int(attempts)


def made(service: Service, pk: str) -> list[str]:
    found = rows(service, "select format from reports_reportartifact where report_id = ?", pk)
    return [str(row[0]) for row in found]


def is_at(service: Service, pk: str, moment: str, attempt: int) -> bool:
    """Whether this attempt at the report waits at the moment, by what can be seen from beside."""
    status, step, attempts = report(service, pk)
    if (status, attempts) != ("running", attempt):
        return False
    word, _, name = moment.partition(" ")
    if moment == "Claimed":
        return True
    if word == "Stored":
        # The file is there whole, and no row names it yet.
        return step == f"Writing {name}" and len(files_of(service, pk)) == len(made(service, pk)) + 1
    if moment == "Finishing":
        return len(made(service, pk)) == len(FORMATS)
    return step == moment


@pytest.mark.parametrize(("broker", "subject"), KILLED)
def test_a_report_whose_worker_is_killed_at_every_moment_is_finished_once(
    broker: str, subject: str, tmp_path: Path
) -> None:
    """Each worker waits at the next moment, and dies there; the last one is left alone and finishes all."""
    with waiting(tmp_path, broker) as service:
        first = demo.ask(service, [subject])[subject]
        for number, moment in enumerate(MOMENTS, start=1):
            worker = service.worker(f"worker-{number}", concurrency=1, **waits_at(moment))
            where = f"attempt {number} of {first} at {moment!r}; see {service.logs}"
            until(lambda m=moment, n=number: is_at(service, first, m, n), seconds=90, what=where)
            service.end(worker, signal.SIGKILL)
        asked = [first, *demo.run(service, ASK_FOR_ALL).split()]
        service.worker("survivor")
        for pk in asked:
            until(lambda pk=pk: report(service, pk)[0] == "succeeded", seconds=120, what=f"report {pk}")
        for pk in asked:
            _is_whole(service, pk)
        assert report(service, first)[2] == len(MOMENTS) + 1
        assert service.manage("verify_report", first).startswith("identical")


def waits_at(moment: str) -> dict[str, str]:
    return {"DISTMAP_REPORT_STEP_PAUSE": "120", "DISTMAP_REPORT_PAUSE_AT": moment}


@pytest.mark.parametrize("broker", BROKERS)
def test_a_weekly_run_whose_worker_is_killed_at_every_moment_asks_for_one_report(
    broker: str, tmp_path: Path
) -> None:
    """Claimed and nothing asked; asked and not committed; committed and not told the broker."""
    with waiting(tmp_path, broker) as service:
        pk = demo.run(service, WEEKLY).strip()
        [[due]] = rows(service, "select next_at from reports_reportschedule where id = ?", pk)
        for attempts, (moment, there) in enumerate(RUNNING.items(), start=1):
            worker = service.worker(f"worker-{attempts}", concurrency=1, **waits_at(moment))
            until(
                lambda n=attempts, there=there: there(service, pk, n),
                seconds=90,
                what=f"{moment}; see {service.logs}",
            )
            service.end(worker, signal.SIGKILL)
        service.worker("survivor")
        until(lambda: reports_of(service) == [("succeeded",)], seconds=120, what="the week's report")
        [[outcome, last, then, attempts, claim]] = rows(
            service,
            "select last_outcome, last_report_id, next_at, attempts, claim"
            " from reports_reportschedule where id = ?",
            pk,
        )
        assert (outcome, attempts, claim) == ("made", 0, None)
        assert datetime.fromisoformat(then) - datetime.fromisoformat(due) == timedelta(days=7)
        _is_whole(service, str(UUID(last)))


def reports_of(service: Service) -> list[Any]:
    return rows(service, "select status from reports_report")


def _is_claimed(service: Service, pk: str, attempt: int) -> bool:
    [[claim, attempts]] = rows(service, "select claim, attempts from reports_reportschedule where id = ?", pk)
    return claim is not None and attempts == attempt


def _is_claimed_and_not_asked(service: Service, pk: str, attempt: int) -> bool:
    return _is_claimed(service, pk, attempt) and not reports_of(service) and not _writes(service)


def _is_asked_and_not_committed(service: Service, pk: str, attempt: int) -> bool:
    return _is_claimed(service, pk, attempt) and not reports_of(service) and _writes(service)


def _is_committed(service: Service, pk: str, attempt: int) -> bool:
    return not _is_claimed(service, pk, attempt) and len(reports_of(service)) == 1


def _writes(service: Service) -> bool:
    """Whether somebody holds the database for writing, for as long as only a worker that waits does."""
    path = Path(service.environment["DISTMAP_DATA"]) / "distmap.sqlite3"
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as connection:
        try:
            connection.execute("begin immediate")
        except sqlite3.OperationalError:
            return True
        connection.execute("rollback")
    return False


RUNNING = {
    "Schedule claimed": _is_claimed_and_not_asked,
    "Schedule written": _is_asked_and_not_committed,
    "Schedule stepped": _is_committed,
}


def _is_whole(service: Service, pk: str) -> None:
    """An artifact of each format, their files of the stored size and none besides, one event."""
    found = rows(service, "select format, file, size from reports_reportartifact where report_id = ?", pk)
    assert sorted(row[0] for row in found) == sorted(FORMATS)
    media = Path(service.environment["DISTMAP_DATA"]) / "files"
    assert {media / row[1]: row[2] for row in found} == {
        path: path.stat().st_size for path in files_of(service, pk)
    }
    events = rows(service, "select type from evaluations_event where subject_id = ?", pk)
    assert events == [("report.succeeded",)]


@pytest.mark.skipif(not HAS_REDIS, reason="needs redis-server")
def test_redis_that_forgets_the_queue_loses_no_job_and_makes_none_twice(tmp_path: Path) -> None:
    """Jobs are announced to a Redis that is killed, comes back empty, and is killed again while a worker works."""
    redis = OwnRedis(tmp_path)
    slow = {"DISTMAP_REPORT_STEP_PAUSE": "0.2"}
    with prepared(tmp_path, redis, **slow) as service:
        asked = [*demo.run(service, ASK_FOR_ALL).split(), *demo.ask(service, ["subjects"]).values()]
        weekly = demo.run(service, WEEKLY).strip()
        assert _queued(redis) >= len(asked)
        redis.stop()
        redis.start()
        until(lambda: _queued(redis) == 0, seconds=20, what="an empty Redis")
        service.worker("worker")
        service.beat()
        until(lambda: _count(service, asked, "running") > 0, seconds=60, what="a report being made")
        redis.stop()
        redis.start()
        until(lambda: _count(service, asked, "succeeded") == len(asked), seconds=180, what="every report")
        for pk in asked:
            _is_whole(service, pk)
        until(lambda: len(reports_of(service)) == len(asked) + 1, seconds=60, what="the week's report, once")
        [[outcome]] = rows(service, "select last_outcome from reports_reportschedule where id = ?", weekly)
        assert outcome == "made"
        # Announced anew or not: each was claimed once, for no worker died.
        assert [report(service, pk)[2] for pk in asked] == [1] * len(asked)


def _count(service: Service, asked: list[str], status: str) -> int:
    return sum(report(service, pk)[0] == status for pk in asked)


def _queued(redis: OwnRedis) -> int:
    """Messages waiting in any of the queues; -1 while Redis does not answer."""
    asked = Redis(port=redis.port, socket_connect_timeout=1)
    try:
        return sum(int(asked.llen(queue)) for queue in ("verdicts", "mail", "reports", "celery"))
    except RedisError:
        return -1

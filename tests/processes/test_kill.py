"""A worker is killed at every moment of a report, and Redis with jobs queued: nothing is lost, nothing made twice."""

import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.exceptions import RedisError

from evaluations.reports.renderers import FORMATS
from tests.processes.owned import OwnRedis
from tests.processes.service import Service, until

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("kill")]
HAS_REDIS = bool(shutil.which("redis-server"))
BROKERS = ["embedded", *(["redis"] if HAS_REDIS else [])]
# In the order in which one report passes through them.
MOMENTS = [
    "Claimed", "Scoring", "Composing",
    *(f"{moment} {made.name}" for made in FORMATS.values() for moment in ("Writing", "Stored")),
    "Finishing",
]  # fmt: skip

# Of the first evaluation or of all: a worker that waits must not wait over a bystander.
ASK = """
from django.utils import timezone
from evaluations.models import Evaluation
from evaluations.operations.reports import request_report
from evaluations.reports.renderers import FORMATS
from workspaces.actors import Actor
from workspaces.models import Membership
from workspaces.permissions import Role
membership = Membership.objects.select_related("user", "workspace").get()
by = Actor(workspace=membership.workspace, role=Role.ADMIN, user=membership.user)
for evaluation in Evaluation.objects.order_by("created_at")[:MOST]:
    print(request_report(evaluation=evaluation, formats=list(FORMATS), by=by, now=timezone.now()).report.pk)
"""


@contextmanager
def prepared(folder: Path, redis: OwnRedis | None, **more: str) -> Iterator[Service]:
    """A service with the demo workspace and short leases; no worker yet."""
    environment = {
        "DISTMAP_DATA": str(folder), "DISTMAP_JOB_LEASE_SECONDS": "2", "DISTMAP_JOB_RENEW_SECONDS": "0.5",
        "DISTMAP_JOB_SWEEP_SECONDS": "0.5", "DISTMAP_JOB_MAX_ATTEMPTS": str(len(MOMENTS) + 5), **more,
    }  # fmt: skip
    if redis:
        redis.start()
        environment |= {"REDIS_URL": f"{redis.url}/0", "DISTMAP_CACHE_URL": f"{redis.url}/1"}
    try:
        with Service(environment, folder) as started:
            for command in (["migrate", "-v0"], ["load_catalog"], ["make_demo", "-v0"]):
                started.manage(*command)
            yield started
    finally:
        if redis:
            redis.stop()


@pytest.fixture(params=BROKERS)
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    with prepared(tmp_path, OwnRedis(tmp_path) if request.param == "redis" else None) as started:
        if request.param == "redis":
            started.beat()
        yield started


def ask(service: Service, *, most: int = 100) -> list[str]:
    return service.manage("shell", "-v0", "-c", ASK.replace("MOST", str(most))).split()


def rows(service: Service, statement: str, *values: str) -> list[Any]:
    """Read from beside: the processes share nothing with the test but the database file."""
    path = Path(service.environment["DISTMAP_DATA"]) / "distmap.sqlite3"
    with closing(sqlite3.connect(path, timeout=20)) as connection:
        return connection.execute(statement, [value.replace("-", "") for value in values]).fetchall()


def report(service: Service, pk: str) -> tuple[str, str, int]:
    found = rows(service, "select status, step, attempts from evaluations_report where id = ?", pk)
    status, step, attempts = found[0]
    return str(status), str(step), int(attempts)


def files_of(service: Service, pk: str) -> set[Path]:
    folder = Path(service.environment["DISTMAP_DATA"]) / "files" / "reports" / pk
    return set(folder.iterdir()) if folder.exists() else set()


def made(service: Service, pk: str) -> list[str]:
    found = rows(service, "select format from evaluations_reportartifact where report_id = ?", pk)
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


def test_a_report_whose_worker_is_killed_at_every_moment_is_finished_once(service: Service) -> None:
    """Each worker waits at the next moment, and dies there; the last one is left alone and finishes all."""
    [first] = ask(service, most=1)
    for number, moment in enumerate(MOMENTS, start=1):
        pause = {"DISTMAP_REPORT_STEP_PAUSE": "120", "DISTMAP_REPORT_PAUSE_AT": moment}
        worker = service.worker(f"worker-{number}", concurrency=1, **pause)
        where = f"attempt {number} of {first} at {moment!r}; see {service.logs}"
        until(lambda m=moment, n=number: is_at(service, first, m, n), seconds=90, what=where)
        service.end(worker, signal.SIGKILL)
    asked = ask(service)
    service.worker("survivor")
    for pk in asked:
        until(lambda pk=pk: report(service, pk)[0] == "succeeded", seconds=120, what=f"report {pk}")
    for pk in asked:
        _is_whole(service, pk)
    assert report(service, first)[2] == len(MOMENTS) + 1
    assert service.manage("verify_report", first).startswith("identical")


def _is_whole(service: Service, pk: str) -> None:
    """An artifact of each format, their files of the stored size and none besides, one event."""
    found = rows(service, "select format, file, size from evaluations_reportartifact where report_id = ?", pk)
    assert sorted(row[0] for row in found) == sorted(FORMATS)
    media = Path(service.environment["DISTMAP_DATA"]) / "files"
    assert {media / row[1]: row[2] for row in found} == {
        path: path.stat().st_size for path in files_of(service, pk)
    }
    events = rows(service, "select type from webhooks_event where subject_id = ?", pk)
    assert events == [("report.succeeded",)]


@pytest.mark.skipif(not HAS_REDIS, reason="needs redis-server")
def test_redis_that_forgets_the_queue_loses_no_job_and_makes_none_twice(tmp_path: Path) -> None:
    """Jobs are announced to a Redis that is killed, comes back empty, and is killed again while a worker works."""
    redis = OwnRedis(tmp_path)
    slow = {"DISTMAP_REPORT_STEP_PAUSE": "0.2"}
    with prepared(tmp_path, redis, **slow) as service:
        asked = ask(service)
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
        # Announced anew or not: each was claimed once, for no worker died.
        assert [report(service, pk)[2] for pk in asked] == [1] * len(asked)


def _count(service: Service, asked: list[str], status: str) -> int:
    return sum(report(service, pk)[0] == status for pk in asked)


def _queued(redis: OwnRedis) -> int:
    """Messages waiting in the queue; -1 while Redis does not answer."""
    try:
        return int(Redis(port=redis.port, socket_connect_timeout=1).llen("celery"))
    except RedisError:
        return -1

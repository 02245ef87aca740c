"""A worker is killed in the middle of a report; the next one finishes it, once."""

import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.processes.service import Service, until
from tests.processes.test_scale import OwnRedis

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("kill")]
STEPS = ["Scoring", "Composing", "Writing HTML", "Writing JSON"]
BROKERS = ["embedded", *(["redis"] if shutil.which("redis-server") else [])]

ASK = """
from django.utils import timezone
from evaluations.models import Evaluation
from evaluations.operations.reports import request_report
from workspaces.actors import Actor
from workspaces.models import Membership
from workspaces.permissions import Role
membership = Membership.objects.select_related("user", "workspace").get()
by = Actor(workspace=membership.workspace, role=Role.ADMIN, user=membership.user)
for evaluation in Evaluation.objects.order_by("created_at"):
    formats = ["html", "md", "json"]
    print(request_report(evaluation=evaluation, formats=formats, by=by, now=timezone.now()).report.pk)
"""


@pytest.fixture(params=BROKERS)
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    """Short leases, and a pause in each step for the blow to fall into; no worker yet."""
    environment = {
        "DISTMAP_DATA": str(tmp_path), "DISTMAP_REPORT_STEP_PAUSE": "0.6",
        "DISTMAP_JOB_LEASE_SECONDS": "2", "DISTMAP_JOB_RENEW_SECONDS": "0.5", "DISTMAP_JOB_SWEEP_SECONDS": "0.5",
    }  # fmt: skip
    own = OwnRedis(tmp_path) if request.param == "redis" else None
    if own:
        own.start()
        environment |= {"REDIS_URL": f"{own.url}/0", "DISTMAP_CACHE_URL": f"{own.url}/1"}
    with Service(environment, tmp_path) as started:
        for command in (["migrate", "-v0"], ["load_catalog"], ["make_demo", "-v0"]):
            started.manage(*command)
        if own:
            started.beat()
        yield started
    if own:
        own.stop()


def rows(service: Service, statement: str, *values: str) -> list[Any]:
    """Read from beside: the processes share nothing with the test but the database file."""
    path = Path(service.environment["DISTMAP_DATA"]) / "distmap.sqlite3"
    with closing(sqlite3.connect(path, timeout=20)) as connection:
        return connection.execute(statement, [value.replace("-", "") for value in values]).fetchall()


def report(service: Service, pk: str) -> tuple[str, str, int]:
    found = rows(service, "select status, step, attempts from evaluations_report where id = ?", pk)
    status, step, attempts = found[0]
    return str(status), str(step), int(attempts)


def test_a_killed_workers_report_is_finished_once(service: Service) -> None:
    """Killed at each of four steps in turn, each time in another report; then one worker is left alone."""
    asked = service.manage("shell", "-v0", "-c", ASK).split()
    assert len(asked) >= len(STEPS)
    hit: dict[str, str] = {}
    for number, step in enumerate(STEPS):
        worker = service.worker(f"worker-{number}")

        def at_the_step(step: str = step) -> bool:
            for pk in asked:
                if pk not in hit and report(service, pk)[:2] == ("running", step):
                    hit[pk] = step
                    return True
            return False

        until(at_the_step, seconds=90, what=f"a report at {step!r}; see {service.logs}")
        service.end(worker, signal.SIGKILL)
    service.worker("survivor")
    for pk in asked:
        until(lambda pk=pk: report(service, pk)[0] == "succeeded", seconds=120, what=f"report {pk}")
    for pk in asked:
        _is_whole(service, pk)
    # Whoever was hit was claimed again; nothing was given up.
    assert all(report(service, pk)[2] >= 2 for pk in hit)
    assert all(report(service, pk)[2] <= 5 for pk in asked)
    assert service.manage("verify_report", asked[0]).startswith("identical")


def _is_whole(service: Service, pk: str) -> None:
    """Three artifacts, three files of the stored size and none besides, one event."""
    found = rows(service, "select format, file, size from evaluations_reportartifact where report_id = ?", pk)
    assert sorted(row[0] for row in found) == ["html", "json", "md"]
    media = Path(service.environment["DISTMAP_DATA"]) / "files"
    assert {str(media / row[1]): row[2] for row in found} == {
        str(path): path.stat().st_size for path in (media / "reports" / pk).iterdir()
    }
    events = rows(service, "select type from webhooks_event where subject_id = ?", pk)
    assert events == [("report.succeeded",)]

"""The demo workspace in a service of its own, reports asked for each kind of subject, and rows read from beside."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.processes.owned import OwnRedis
from tests.processes.service import Service

SUBJECTS = ("evaluation", "brief", "snapshot", "over_time", "subjects", "raters")

AS_DEMO = """
from django.utils import timezone
from comparisons.models import Comparison
from evaluations.models import Evaluation, Snapshot
from reports.operations.reports import request_report
from reports.renderers import FORMATS
from workspaces.actors import Actor
from workspaces.models import Membership
from workspaces.permissions import Role
membership = Membership.objects.select_related("user", "workspace").get(user__email="demo@distmap.example")
by = Actor(workspace=membership.workspace, role=Role.ADMIN, user=membership.user, request_id="asked")
now = timezone.now()
"""
ASK = """
first = Evaluation.objects.filter(product__name="Ledgerline", status="submitted").get()
subjects = {
    "evaluation": {"evaluation": first}, "brief": {"evaluation": first, "form": "executive"},
    "snapshot": {"snapshot": Snapshot.objects.filter(evaluation=first).earliest("number")},
    **{compared.kind: {"comparison": compared} for compared in Comparison.objects.all()},
}
for name in NAMES:
    print(request_report(**subjects[name], formats=list(FORMATS), by=by, now=now).report.pk)
"""


@contextmanager
def prepared(folder: Path, redis: OwnRedis | None = None, **more: str) -> Iterator[Service]:
    """A service with the demo workspace and short leases; no worker yet."""
    environment = {
        "DISTMAP_DATA": str(folder), "DISTMAP_JOB_LEASE_SECONDS": "2", "DISTMAP_JOB_RENEW_SECONDS": "0.5",
        "DISTMAP_JOB_SWEEP_SECONDS": "0.5", **more,
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


def run(service: Service, script: str) -> str:
    """What a script prints that acts as the demo user."""
    return service.manage("shell", "-v0", "-c", AS_DEMO + script)


def ask(service: Service, names: Sequence[str] = SUBJECTS) -> dict[str, str]:
    """Ask for a report of each named subject in every format; their ids."""
    asked = run(service, ASK.replace("NAMES", repr(tuple(names)))).split()
    return dict(zip(names, asked, strict=True))


def rows(service: Service, statement: str, *values: str) -> list[Any]:
    """Read from beside: the processes share nothing with the test but the database file."""
    path = Path(service.environment["DISTMAP_DATA"]) / "distmap.sqlite3"
    with closing(sqlite3.connect(path, timeout=20)) as connection:
        return connection.execute(statement, [value.replace("-", "") for value in values]).fetchall()


def status(service: Service, pk: str) -> str:
    [[found]] = rows(service, "select status from reports_report where id = ?", pk)
    return str(found)


def bodies(service: Service, pk: str) -> dict[str, bytes]:
    """The files of a report, by format."""
    media = Path(service.environment["DISTMAP_DATA"]) / "files"
    found = rows(service, "select format, file from reports_reportartifact where report_id = ?", pk)
    return {format: (media / name).read_bytes() for format, name in found}


def files_of(service: Service, pk: str) -> set[Path]:
    folder = Path(service.environment["DISTMAP_DATA"]) / "files" / "reports" / pk
    return set(folder.iterdir()) if folder.exists() else set()

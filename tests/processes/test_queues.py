"""A fresh verdict behind many reports, and what the sweep leaves in the queues: with a Redis of the test's own."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from redis import Redis

from tests.processes.demo import prepared, rows, run
from tests.processes.owned import OwnRedis
from tests.processes.service import Service, until

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(not shutil.which("redis-server"), reason="needs redis-server"),
]
REPORTS = 40
# Reports that differ, so that each is one of its own.
BULK = """
first = Evaluation.objects.filter(product__name="Ledgerline", status="submitted").get()
for number in range(NUMBER):
    first.title = f"Bulk {number}"
    first.save()
    request_report(evaluation=first, formats=["html", "pdf", "docx", "xlsx"], by=by, now=now)
"""
FRESH = """
from time import monotonic, sleep
from django.db import transaction
from evaluations.work.operations.changes import mark_changed
with transaction.atomic():
    draft = Evaluation.objects.filter(status="draft").first()
    mark_changed(draft, by=by, now=now, scores=True)
    draft.save()
start = monotonic()
while draft.is_stale and monotonic() - start < 240:
    sleep(0.05)
    draft.refresh_from_db()
print(monotonic() - start)
"""


@dataclass(frozen=True)
class Seen:
    """Seconds that a fresh verdict took behind bulk reports; reports, and their messages, that were left then."""

    seconds: float
    left: int
    messages: int


def seen(folder: Path, reports: int) -> Seen:
    """A verdict behind so many reports, one worker with two processes, and two sweeps a second."""
    redis = OwnRedis(folder)
    with prepared(folder, redis, DISTMAP_JOB_LEASE_SECONDS="30") as service:
        run(service, BULK.replace("NUMBER", str(reports)))
        service.beat()
        service.worker()
        until(lambda: _reports(service, "running") > 0, seconds=60, what="a worker at its first report")
        seconds = float(run(service, FRESH))
        messages = int(str(Redis.from_url(f"{redis.url}/0").llen("reports")))
        return Seen(seconds, _reports(service, "queued"), messages)


def _reports(service: Service, status: str) -> int:
    [[found]] = rows(service, "select count(*) from reports_report where status = ?", status)
    return int(found)


def test_a_fresh_verdict_does_not_wait_behind_reports_and_the_sweep_repeats_nothing(tmp_path: Path) -> None:
    found = seen(tmp_path, REPORTS)
    assert found.left > 0, "every report was made before the verdict: nothing was shown"
    assert found.seconds < 10
    # Each waits once, however often it was swept for meanwhile; two may have been taken between the two counts.
    assert found.messages <= found.left + 2

"""Two web and two worker processes on one PostgreSQL and Redis: nothing lost, nothing twice, Redis stopped between.

Bounded: 1,000 answers and 100 reports, on loopback. The Redis is the test's own, so that it can be stopped.
"""

import concurrent.futures
import json
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.processes.owned import POSTGRES, OwnRedis, count, own_database
from tests.processes.service import Service, until

pytestmark = [
    pytest.mark.services,
    pytest.mark.processes,
    pytest.mark.skipif(
        not POSTGRES or not shutil.which("redis-server"), reason="needs PostgreSQL and redis-server"
    ),
]
EVALUATIONS, ANSWERS_EACH, REPORTS_EACH = 20, 50, 5


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[OwnRedis]:
    own = OwnRedis(tmp_path)
    own.start()
    yield own
    own.stop()


@pytest.fixture
def database() -> Iterator[str]:
    with own_database() as url:
        yield url


def call(address: str, token: str, method: str, path: str, body: Any = None) -> Any:
    request = urllib.request.Request(
        f"{address}/api/v1{path}", method=method, data=json.dumps(body).encode() if body is not None else None,
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )  # fmt: skip
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def test_a_thousand_answers_and_a_hundred_reports_in_parallel(
    database: str, redis: OwnRedis, tmp_path: Path
) -> None:
    environment = {
        "DATABASE_URL": database, "REDIS_URL": f"{redis.url}/0", "DISTMAP_CACHE_URL": f"{redis.url}/1",
        "DISTMAP_DATA": str(tmp_path), "DISTMAP_SECRET_KEY": "scale", "DISTMAP_JOB_SWEEP_SECONDS": "2",
        "DISTMAP_STATIC_ROOT": str(tmp_path / "static"), "DISTMAP_API_REQUESTS_PER_MINUTE": "1000000",
    }  # fmt: skip
    with Service(environment, tmp_path) as service:
        for command in (["migrate", "-v0"], ["load_catalog"], ["collectstatic", "--noinput", "-v0"]):
            service.manage(*command)
        service.manage("create_workspace", "Scale", "--admin", "scale@example.test")
        token = service.manage("create_token", "scale@example.test", "--name", "scale").split()[-1]
        webs = [service.web(), service.web()]
        for number in range(2):
            service.worker(f"worker-{number}")
        service.beat()
        _drive(webs, token, redis)

        def finished() -> bool:
            return count(database, "select count(*) from reports_report where status = 'succeeded'") == 100

        until(finished, seconds=240, what="100 finished reports")
        expected = EVALUATIONS * ANSWERS_EACH
        assert count(database, "select count(*) from evaluations_answer") == expected
        assert count(database, "select count(*) from evaluations_answerchange") == expected
        assert count(database, "select count(*) from reports_reportartifact") == 300
        assert (
            count(database, "select count(*) from evaluations_event where type = 'report.succeeded'") == 100
        )
        until(
            lambda: (
                count(
                    database,
                    "select count(*) from evaluations_evaluation where scored_version < answers_version",
                )
                == 0
            ),
            seconds=120,
            what="every stored verdict up to its answers",
        )


def _drive(webs: list[str], token: str, redis: OwnRedis) -> None:
    """Answer and ask for reports from eight threads over both servers; Redis dies and returns in the middle."""
    product = call(webs[0], token, "POST", "/products/", {"name": "Scaled", "growth_model": "plg"})["id"]
    models = call(webs[0], token, "GET", "/catalog/channel-models/")["results"]
    paths = [model["slug"] for model in models]
    made = [
        call(
            webs[n % 2],
            token,
            "POST",
            "/evaluations/",
            {"product": product, "title": f"No. {n}", "paths": paths},
        )["id"]
        for n in range(EVALUATIONS)
    ]
    checklist = call(webs[0], token, "GET", f"/evaluations/{made[0]}/checklist/")
    keys = [
        item["key"]
        for group in checklist["groups"]
        for item in group["items"]
        if item["kind"] not in {"rule", "alignment"}
    ][:ANSWERS_EACH]
    assert len(keys) == ANSWERS_EACH

    def one(evaluation: str, number: int) -> None:
        address = webs[number % 2]
        answer = {"key": keys[number], "level": number % 5, "grade": "observed"}
        call(address, token, "PATCH", f"/evaluations/{evaluation}/answers/", {"answers": [answer]})
        if number % (ANSWERS_EACH // REPORTS_EACH) == 0:
            call(
                address,
                token,
                "POST",
                "/reports/",
                {"evaluation": evaluation, "formats": ["html", "md", "json"]},
            )

    def whole(evaluation: str) -> None:
        for number in range(ANSWERS_EACH):
            one(evaluation, number)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        running = [pool.submit(whole, evaluation) for evaluation in made]
        until(lambda: any(job.done() for job in running), seconds=120, what="the first evaluation answered")
        redis.stop()
        until(
            lambda: sum(job.done() for job in running) >= 8, seconds=180, what="eight answered without Redis"
        )
        redis.start()
        for job in running:
            job.result()

"""Eight programs ask a real server for the same report at the same moment, on each database: one report, one result."""

import json
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.processes.owned import POSTGRES, OwnRedis, own_database
from tests.processes.service import Service, until

pytestmark = pytest.mark.processes
AT_ONCE = 8
HAS_POSTGRES = bool(POSTGRES and shutil.which("redis-server"))
FORMATS = ["md", "json"]


class Server:
    """A running service of one web process and no worker yet, and a token to it."""

    def __init__(self, service: Service) -> None:
        for command in (
            ["migrate", "-v0"],
            ["load_catalog"],
            ["make_demo"],
            ["collectstatic", "--noinput", "-v0"],
        ):
            service.manage(*command)
        self.token = service.manage("create_token", "demo@distmap.example", "--name", "at once").split()[-1]
        self.address = service.web(workers=1, threads=AT_ONCE)
        self.service = service

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        asked = urllib.request.Request(
            f"{self.address}/api/v1{path}", method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
            | {name.replace("_", "-"): value for name, value in headers.items()},
        )  # fmt: skip
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused)


ON_POSTGRES = [pytest.param("PostgreSQL", marks=pytest.mark.services)] if HAS_POSTGRES else []


@pytest.fixture(params=["SQLite", *ON_POSTGRES])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    environment = {"DISTMAP_DATA": str(tmp_path), "DISTMAP_STATIC_ROOT": str(tmp_path / "static")}
    with ExitStack() as stack:
        if request.param == "PostgreSQL":
            redis = OwnRedis(tmp_path)
            redis.start()
            stack.callback(redis.stop)
            environment |= {
                "DATABASE_URL": stack.enter_context(own_database()), "REDIS_URL": f"{redis.url}/0",
                "DISTMAP_CACHE_URL": f"{redis.url}/1", "DISTMAP_SECRET_KEY": "at once",
            }  # fmt: skip
        yield Server(stack.enter_context(Service(environment, tmp_path)))


def at_once(act: Callable[[int], Any]) -> list[Any]:
    together = threading.Barrier(AT_ONCE)

    def run(number: int) -> Any:
        together.wait()
        return act(number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def test_of_simultaneous_requests_comes_one_report_and_later_the_same_one(server: Server) -> None:
    [evaluation] = [
        row["id"]
        for row in server.call("GET", "/evaluations/")[1]["results"]
        if row["title"] == "After the handbook"
    ]
    body = {"evaluation": evaluation, "formats": FORMATS}
    first = at_once(lambda number: server.call("POST", "/reports/", body))
    assert {status for status, _ in first} == {202}
    [pk] = {report["id"] for _, report in first}
    server.service.worker("one")
    server.service.worker("two")
    until(
        lambda: server.call("GET", f"/reports/{pk}/")[1]["status"] == "succeeded",
        seconds=60,
        what="the report",
    )
    later = at_once(lambda number: server.call("POST", "/reports/", body))
    assert {(status, report["id"]) for status, report in later} == {(200, pk)}
    assert len(server.call("GET", "/reports/")[1]["results"]) == 1
    assert sorted(made["format"] for made in later[0][1]["artifacts"]) == sorted(FORMATS)


def test_one_key_for_simultaneous_requests_makes_one_comparison(server: Server) -> None:
    """Of eight with the same Idempotency-Key one is carried out; the others get its answer, or are told to wait."""
    rows = [row for row in server.call("GET", "/evaluations/")[1]["results"] if row["status"] == "submitted"]
    body = {"title": "Once", "kind": "subjects", "members": [{"evaluation": row["id"]} for row in rows[:2]]}
    answers = at_once(lambda number: server.call("POST", "/comparisons/", body, Idempotency_Key="the-same"))
    assert {status for status, _ in answers} <= {201, 409}
    assert len({made["id"] for status, made in answers if status == 201}) == 1
    found = server.call("GET", "/comparisons/")[1]["results"]
    assert [row["title"] for row in found].count("Once") == 1
    assert (
        server.call("POST", "/comparisons/", body | {"title": "Else"}, Idempotency_Key="the-same")[0] == 422
    )

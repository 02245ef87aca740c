"""A backup of a used database, restored into an empty one: everything is there, and work goes on.

The commands are those of docs/operations.md, without the containers around them.
"""

import hashlib
import json
import shutil
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.processes.owned import POSTGRES, OwnRedis, own_database
from tests.processes.service import Service, until

pytestmark = [
    pytest.mark.services,
    pytest.mark.processes,
    pytest.mark.skipif(
        not POSTGRES or not shutil.which("pg_restore") or not shutil.which("redis-server"),
        reason="needs PostgreSQL with its client programs, and redis-server",
    ),
]


class Api:
    """The API as a program sees it."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = f"{address}/api/v1", token

    def bytes(self, path: str, method: str = "GET", body: Any = None) -> bytes:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.address + path, method=method, data=data, headers=headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return bytes(answer.read())

    def json(self, path: str, method: str = "GET", body: Any = None) -> Any:
        # Addresses hold the port, which differs from server to server.
        return json.loads(self.bytes(path, method, body).replace(self.address.encode(), b""))


def environment(database: str, redis: OwnRedis, folder: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": database, "REDIS_URL": f"{redis.url}/0", "DISTMAP_CACHE_URL": f"{redis.url}/1",
        "DISTMAP_DATA": str(folder), "DISTMAP_SECRET_KEY": "restore", "DISTMAP_JOB_SWEEP_SECONDS": "2",
        "DISTMAP_STATIC_ROOT": str(folder / "static"),
    }  # fmt: skip


def made_report(api: Api, evaluation: str) -> dict[str, Any]:
    report = api.json("/reports/", "POST", {"evaluation": evaluation, "formats": ["html", "json"]})
    until(lambda: api.json(f"/reports/{report['id']}/")["status"] == "succeeded", seconds=60, what="a report")
    found: dict[str, Any] = api.json(f"/reports/{report['id']}/")
    return found


def picture(api: Api) -> dict[str, Any]:
    """What people can see: every evaluation's answers, history and result, and every report's files."""
    evaluations = api.json("/evaluations/?limit=200")["results"]
    reports = api.json("/reports/?limit=200")["results"]
    return {
        "evaluations": {
            row["id"]: [
                api.json(f"/evaluations/{row['id']}/{part}/")
                for part in ("answers", "history", "result", "checklist")
            ]
            for row in evaluations
        },
        "files": {
            artifact["sha256"]: hashlib.sha256(
                api.bytes(f"/reports/{report['id']}/artifacts/{artifact['format']}/")
            ).hexdigest()
            for report in reports
            for artifact in report["artifacts"]
        },
    }


def test_a_used_database_comes_back(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    redis = OwnRedis(tmp_path)
    redis.start()
    try:
        with own_database() as used, own_database() as empty:
            before, token, evaluation = _use(used, redis, first)
            dump = tmp_path / "distmap.dump"
            subprocess.run(["pg_dump", "--format=custom", f"--file={dump}", used], check=True)
            subprocess.run(["pg_restore", "--exit-on-error", f"--dbname={empty}", str(dump)], check=True)
            shutil.copytree(first / "files", second / "files")
            with Service(environment(empty, redis, second), second) as service:
                service.manage("migrate", "--check")
                service.manage("load_catalog")
                service.manage("collectstatic", "--noinput", "-v0")
                api = Api(service.web(), token)
                service.worker()
                service.beat()
                assert picture(api) == before
                assert set(before["files"]) == set(before["files"].values())
                answer = {"key": "surface/workflow", "level": 1, "grade": "measured"}
                api.json(f"/evaluations/{evaluation}/answers/", "PATCH", {"answers": [answer]})
                assert made_report(api, evaluation)["status"] == "succeeded"
    finally:
        redis.stop()


def _use(database: str, redis: OwnRedis, folder: Path) -> tuple[dict[str, Any], str, str]:
    """Fill a database by using it; returns what is to be seen, a token, and an evaluation that is a draft."""
    with Service(environment(database, redis, folder), folder) as service:
        for command in (
            ["migrate", "-v0"],
            ["load_catalog"],
            ["make_demo"],
            ["collectstatic", "--noinput", "-v0"],
        ):
            service.manage(*command)
        token = service.manage("create_token", "demo@distmap.example", "--name", "restore").split()[-1]
        api = Api(service.web(), token)
        service.worker()
        service.beat()
        drafts = api.json("/evaluations/?status=draft")["results"]
        finished = api.json("/evaluations/?status=submitted")["results"]
        made_report(api, finished[0]["id"])
        return picture(api), token, drafts[0]["id"]

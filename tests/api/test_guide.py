"""What docs/api.md says is run as it stands there."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.db import connection
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from distmap import jobs
from distmap.api.reference import openapi_document
from evaluations.models import Evaluation
from reports.models import Report
from tests.api.addresses import Api
from tests.api.conftest import token_of
from workspaces.models import Workspace
from workspaces.permissions import USUAL_SCOPES, Scope

pytestmark = pytest.mark.services

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The one code block of this language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, flags=re.DOTALL | re.MULTILINE)
    return found


@pytest.fixture
def _worker(transactional_db: None) -> Iterator[None]:
    """Does what is due, as a worker does, until the test is over."""
    stop = threading.Event()

    def work() -> None:
        try:
            while not stop.wait(0.05):
                for kind in jobs.kinds():
                    for job_id in kind.due(timezone.now(), 5):
                        current_app.tasks[kind.task](**{kind.argument: str(job_id)})
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    stop.set()
    thread.join()


@pytest.fixture
def environment(live_server: LiveServer, workspace: Workspace) -> dict[str, str]:
    token = token_of(workspace, "operator", USUAL_SCOPES)
    return os.environ | {"DISTMAP": live_server.url, "TOKEN": token}


@pytest.mark.usefixtures("_worker")
def test_the_program_prints_what_the_guide_says(environment: dict[str, str], tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(block("python"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, program], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.stderr == ""
    assert done.stdout == block("text")
    report = Report.objects.get()
    kept = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (tmp_path / "report.json").stat().st_size == report.artifacts.get().size
    assert report.inputs_sha256 in json.dumps(kept)


@pytest.mark.usefixtures("_worker")
def test_the_curl_lines_work_twice(environment: dict[str, str], tmp_path: Path) -> None:
    """Twice: the keys see to it that the second run finds what the first has made."""
    for _ in range(2):
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block("sh")],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        assert "answered" in done.stdout
        page = (tmp_path / "report.html").read_text(encoding="utf-8")
        assert page.lstrip().lower().startswith("<!doctype html>")
        assert "groups" in json.loads((tmp_path / "checklist.json").read_text(encoding="utf-8"))
        (tmp_path / "report.html").unlink()
    assert (Evaluation.objects.count(), Report.objects.count()) == (1, 1)


def test_the_problem_is_as_shown(api: Callable[..., Api]) -> None:
    body = re.search(r"To a body of `(\{.*?\})`", GUIDE)
    assert body is not None
    shown = json.loads(block("json"))
    refused = api("operator").call("POST", "/api/v1/products/", body[1].encode())
    assert refused.json() | {"request_id": shown["request_id"]} == shown


def test_scopes_addresses_and_codes_exist() -> None:
    getting_in = GUIDE[GUIDE.index("## Getting in") : GUIDE.index("## What holds everywhere")]
    scopes = set(re.findall(r"^\| `([\w:]+)` \|", getting_in, flags=re.MULTILINE))
    assert scopes == {str(scope) for scope in Scope}
    paths = {
        re.sub(r"\{(\w+)\}", lambda part: "{id}" if part[1].endswith("_id") else "", path)
        for path in openapi_document()["paths"]
    }
    named = set(re.findall(r"`(?:GET|POST|PATCH|DELETE) (/api/v1/[^`]+)`", GUIDE))
    assert named
    assert named <= paths
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("distmap", "workspaces", "channels_catalog", "evaluations")
        for path in (ROOT / folder).rglob("*.py")
    )
    table = GUIDE[GUIDE.index("| status |") : GUIDE.index("**Lists**")]
    for code in re.findall(r"`([a-z_]+)`", table):
        assert f'"{code}"' in source, code


def test_the_command_makes_a_token(workspace: Workspace) -> None:
    assert "python manage.py create_token ada@example.com --name" in block("console")
    done = subprocess.run(
        [sys.executable, "manage.py", "create_token", "--help"], cwd=ROOT, capture_output=True, text=True
    )
    assert "--name" in done.stdout

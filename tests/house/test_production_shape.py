"""What a service needs: a configuration that passes Django's own checks, safe headers, hashed files, logs with ids."""

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import structlog
import yaml
from django.conf import LazySettings
from django.test import Client

from channels_catalog.models import CatalogRelease
from distmap.serving import APPLICATION, WEB
from evaluations.models import Evaluation
from reports import build
from reports.models import Report
from reports.operations.reports import request_report
from workspaces.actors import Actor

ROOT = Path(__file__).resolve().parents[2]
SERVICE = {
    "DATABASE_URL": "postgres://u:p@db:5432/distmap",
    "REDIS_URL": "redis://redis:6379/0",
    "DISTMAP_SECRET_KEY": "a-long-and-made-up-key-0123456789-abcdefghijklmnopqrstuvwxyz",
    "DISTMAP_HTTPS": "true",
    "DISTMAP_HOSTS": "distmap.example.org",
}


def check_deploy(tmp_path: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DISTMAP_", "DATABASE_", "REDIS_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=inherited | {"DISTMAP_DATA": str(tmp_path)} | environment, capture_output=True, text=True,
    )  # fmt: skip


def test_a_configured_service_passes_every_deployment_check(tmp_path: Path) -> None:
    done = check_deploy(tmp_path, **SERVICE)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("missing", "remedy"),
    [
        ("DATABASE_URL", "Set DATABASE_URL"),
        ("REDIS_URL", "Set REDIS_URL"),
        ("DISTMAP_SECRET_KEY", "DISTMAP_SECRET_KEY"),
    ],
)
def test_what_is_missing_is_named(missing: str, remedy: str, tmp_path: Path) -> None:
    done = check_deploy(tmp_path, **{name: value for name, value in SERVICE.items() if name != missing})
    assert done.returncode != 0
    assert remedy in done.stderr


def test_a_word_that_is_no_flag_stops_the_start_by_name(tmp_path: Path) -> None:
    done = check_deploy(tmp_path, **SERVICE | {"DISTMAP_HTTPS": "perhaps"})
    assert "DISTMAP_HTTPS='perhaps'" in done.stderr


@pytest.mark.django_db
def test_pages_carry_the_headers_that_protect_them() -> None:
    answer = Client().get("/accounts/login/")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_probes_answer_whatever_the_hosts_are(
    settings: LazySettings, catalog_release: CatalogRelease
) -> None:
    """A container asks itself by address, while DISTMAP_HOSTS names the service for people."""
    settings.ALLOWED_HOSTS = ["distmap.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    by_address = Client(headers={"Host": "127.0.0.1:8000"})
    assert by_address.get("/healthz").json() == {"status": "ok"}
    assert by_address.get("/readyz").json()["parts"].keys() == {
        "database", "migrations", "cache", "broker", "catalog",
    }  # fmt: skip
    assert by_address.get("/readyz").status_code == 200
    assert by_address.get("/accounts/login/").status_code == 400


def test_compose_prepares_once_and_fails_closed() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    assert set(services) == {"db", "redis", "prepare", "proxy", "web", "worker", "beat"}
    assert all(one["restart"] == "unless-stopped" for name, one in services.items() if name != "prepare")
    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"]["prepare"]["condition"] == "service_completed_successfully"
    assert services["prepare"]["restart"] == "no"
    assert services["prepare"]["command"] == ["python", "manage.py", "prepare"]


def test_the_image_serves_as_make_run_does() -> None:
    """The same limits stand in both; only the number of workers and the address differ."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
    words = json.loads(text.rsplit("CMD ", 1)[1])
    at = words.index("--host")
    serving = WEB.copy()
    serving[serving.index("--workers") + 1] = "2"
    assert words == ["python", *serving, *words[at : at + 4], APPLICATION]


def test_the_proxy_holds_whole_requests_and_whole_answers(tmp_path: Path) -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    written = compose["configs"]["nginx"]["content"].replace("$$", "$")
    for line in (
        "proxy_request_buffering on;",
        "proxy_buffering on;",
        "client_body_timeout 10s;",
        "send_timeout 30s;",
    ):
        assert line in written
    nginx = shutil.which("nginx")
    if nginx:
        (tmp_path / "nginx.conf").write_text(written, encoding="utf-8")
        done = subprocess.run(
            [nginx, "-t", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True
        )
        assert "syntax is ok" in done.stderr, done.stderr


def test_logs_are_json_with_the_request_id(tmp_path: Path) -> None:
    script = (
        "import django, logging, structlog; django.setup();"
        "structlog.contextvars.bind_contextvars(request_id='abc-123');"
        "logging.getLogger('distmap.jobs').warning('a job was %s', 'found')"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "distmap.settings", "DISTMAP_LOG": "json"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment | {"DISTMAP_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    line = json.loads(done.stderr.strip().splitlines()[-1])
    assert (line["event"], line["request_id"], line["level"]) == ("a job was found", "abc-123", "warning")


@pytest.mark.django_db
def test_a_job_logs_under_the_id_of_the_request_that_asked_for_it(
    evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    report = request_report(evaluation=evaluation, formats=["json"], by=actor(), now=now).report
    Report.objects.filter(pk=report.pk).update(frozen_document="{}")
    seen: list[object] = []
    handler = logging.Handler()
    handler.emit = lambda record: seen.append(structlog.contextvars.get_contextvars().get("request_id"))
    logger = logging.getLogger("distmap.reports")
    logger.addHandler(handler)
    try:
        build.build(report.pk, now=now)
    finally:
        logger.removeHandler(handler)
    assert seen == ["test"]

"""What Prometheus is told, by real processes; and dashboard and alerts, which name nothing else."""

import json
import re
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from distmap import metrics
from distmap.gauges import Rows
from tests.processes.service import ROOT, Service, free_port, until

FOLDER = ROOT / "docs" / "monitoring"


def expressions() -> list[str]:
    """Every expression of the dashboard and the alerts."""
    board = json.loads((FOLDER / "grafana.json").read_text(encoding="utf-8"))
    rules = yaml.safe_load((FOLDER / "alerts.yml").read_text(encoding="utf-8"))
    drawn = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    return drawn + [rule["expr"] for group in rules["groups"] for rule in group["rules"]]


def samples(text: str) -> set[str]:
    """The names of all samples, also of those that were never counted."""
    found = set()
    for family in text_string_to_metric_families(text):
        suffixes = {"counter": ["_total"], "histogram": ["_bucket", "_count", "_sum"]}.get(family.type, [""])
        found |= {family.name + suffix for suffix in suffixes}
    return found


@pytest.mark.django_db
@pytest.mark.services
def test_dashboard_and_alerts_name_only_metrics_that_exist() -> None:
    known = samples(metrics.collected(Rows()).decode()) | {"distmap_broker_up", "distmap_queue_messages"}
    named = {name for text in expressions() for name in re.findall(r"\bdistmap_\w+", text)}
    assert named <= known
    # And nothing that is counted is shown nowhere.
    assert {name for name in known if name.startswith("distmap_") and "_created" not in name} - named <= {
        "distmap_request_seconds_count", "distmap_request_seconds_sum",
        "distmap_task_seconds_count", "distmap_task_seconds_sum",
    }  # fmt: skip


@pytest.mark.skipif(not shutil.which("promtool"), reason="needs Prometheus's own program")
@pytest.mark.parametrize("words", [("rules", "alerts.yml"), ("config", "prometheus.yml")])
def test_prometheus_takes_the_rules(words: tuple[str, str]) -> None:
    done = subprocess.run(
        ["promtool", "check", words[0], str(FOLDER / words[1])], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def asked(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


@pytest.mark.processes
def test_web_and_worker_are_told_on_a_port_of_their_own_and_each_request_is_a_line_of_json(
    tmp_path: Path,
) -> None:
    port = free_port()
    environment = {
        "DISTMAP_DATA": str(tmp_path), "DISTMAP_METRICS_PORT": str(port), "DISTMAP_LOG": "json",
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "metrics"), "DISTMAP_STATIC_ROOT": str(tmp_path / "static"),
    }  # fmt: skip
    with Service(environment, tmp_path) as service:
        for command in (["migrate", "-v0"], ["load_catalog"], ["collectstatic", "--noinput", "-v0"]):
            service.manage(*command)
        address = service.web()
        service.worker()
        metrics_at = f"http://127.0.0.1:{port}/metrics"
        request = urllib.request.Request(
            f"{address}/accounts/login/?key=secret", headers={"X-Request-ID": "mine"}
        )
        urllib.request.urlopen(request, timeout=20).close()
        until(
            lambda: 'task="workspaces.run_upkeep"' in asked(metrics_at),
            seconds=60,
            what="tasks of the worker",
        )
        told = asked(metrics_at)
        assert 'distmap_requests_total{method="GET",route="accounts/login/",status="200"} 1.0' in told
        assert "distmap_request_threads 1.0" in told
        assert "distmap_database_up 1.0" in told
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{address}/metrics", timeout=10)
        [log] = tmp_path.glob("web-*.log")
        lines = [json.loads(line) for line in log.read_text().splitlines() if '"request"' in line]
        [line] = [one for one in lines if one["request_id"] == "mine"]
        assert (line["method"], line["path"], line["status"]) == ("GET", "/accounts/login/", 200)
        assert {"milliseconds", "bytes", "client", "route", "timestamp", "level"} <= line.keys()
        assert "secret" not in log.read_text()

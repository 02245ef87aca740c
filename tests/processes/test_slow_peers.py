"""Slow clients beside a normal one, and processes that are killed: distmap goes on as `make run` starts it."""

import contextlib
import http.client
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes.service import Service, free_port, until
from tests.processes.slow_peers import slow_peers, waits, were_ended

pytestmark = pytest.mark.processes
DOWNLOAD = "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js"


@contextlib.contextmanager
def running(folder: Path) -> Iterator[tuple[int, "subprocess.Popen[bytes]", Service]]:
    """`make run` without its demo: port, process and environment."""
    port = free_port()
    with Service({"DISTMAP_DATA": str(folder)}, folder) as service:
        process = service.start("up", "manage.py", "up", "--no-demo", "--port", str(port))
        until(lambda: is_up(port), seconds=120, what=f"distmap on {port}; see {folder}")
        yield port, process, service


def is_up(port: int, path: str = "/healthz") -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def child_of(pid: int, word: str) -> int | None:
    """The process below `pid` whose command line holds the word."""
    listed = subprocess.run(
        ["ps", "-e", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    return next((int(one) for one, above, args in rows if int(above) == pid and word in args), None)


def test_slow_peers_hold_nobody_up_and_what_is_killed_comes_back(tmp_path: Path) -> None:
    with running(tmp_path) as (port, process, _):
        idle = waits(port, "/accounts/login/", times=20)
        with slow_peers(port, senders=40, readers=40, heads=40, download=DOWNLOAD) as peers:
            beside = waits(port, "/accounts/login/", times=20)
            assert beside.failed == 0, beside
            assert beside.health < 2, beside
            # Far from the measured ratio, which tests/bench/faults.py tells: this machine may be busy.
            assert beside.p95 < max(2.0, 20 * idle.p95), (idle, beside)
            senders, heads = peers[:40], peers[80:]
            assert were_ended(senders + heads, 25) == 80
        for word, deeper in (("granian", True), ("granian", False), ("celery", False)):
            _comes_back(process.pid, port, word, deeper=deeper)


def _comes_back(pid: int, port: int, word: str, *, deeper: bool) -> None:
    """Kill the process, or with `deeper` the web worker below it, and wait for another in its place."""
    parent = child_of(pid, word) if deeper else pid
    assert parent is not None
    killed = child_of(parent, word)
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    until(
        lambda: child_of(parent, word) not in {None, killed} and is_up(port, "/readyz"),
        seconds=60,
        what=f"another {word} in place of {killed}",
    )

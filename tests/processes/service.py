"""Real distmap processes for tests: web servers and workers on one database, started, killed, stopped."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

from distmap.serving import APPLICATION, WEB

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(met: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Wait for a condition, and fail with its name when it does not come."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if met():
            return
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")


class Service:
    """A set of processes with one environment; as a context manager it leaves none behind.

    `root`: the folder of the code, where it is another release's.
    """

    def __init__(self, environment: Mapping[str, str], logs: Path, root: Path = ROOT) -> None:
        self.root = root
        inherited = {
            key: value for key, value in os.environ.items() if not key.startswith(("DISTMAP_", "PYTEST"))
        }
        for name in ("DATABASE_URL", "REDIS_URL"):
            inherited.pop(name, None)
        self.environment = inherited | {"DJANGO_SETTINGS_MODULE": "distmap.settings"} | dict(environment)
        self.logs = logs
        self.running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.running:
            self.end(process, signal.SIGTERM, wait=False)
        for process in self.running:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.end(process, signal.SIGKILL)

    def start(self, name: str, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        """Start `python <arguments>` in a process group of its own; what it prints goes to logs/<name>."""
        with (self.logs / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments], cwd=self.root, env=self.environment | more,
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        self.running.append(process)
        return process

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def web(self, *, workers: int = 1, threads: int = 1) -> str:
        """A web server; returns its address once it answers."""
        port = free_port()
        self.start(
            f"web-{port}", *WEB, "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers), APPLICATION,
            DISTMAP_WEB_THREADS=str(threads),
        )  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        until(
            lambda: _answers(f"{address}/healthz"), seconds=40, what=f"web server on {port}; see {self.logs}"
        )
        return address

    def worker(self, name: str = "worker", *, concurrency: int = 2, **more: str) -> subprocess.Popen[bytes]:
        pool = () if self.environment.get("REDIS_URL") else ("--pool", "threads")
        return self.start(
            name, "-m", "celery", "-A", "distmap", "worker", "--concurrency", str(concurrency), "--loglevel", "WARNING",
            "--without-gossip", "--without-mingle", *pool, **more,
        )  # fmt: skip

    def beat(self) -> subprocess.Popen[bytes]:
        return self.start(
            "beat", "-m", "celery", "-A", "distmap", "beat", "--schedule", str(self.logs / "beat-schedule")
        )

    def end(self, process: subprocess.Popen[bytes], number: int, *, wait: bool = True) -> None:
        """Signal the whole group: a prefork worker's children die with it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        if wait:
            process.wait(timeout=20)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False

"""Run distmap on this machine: database, catalog, demo workspace, web server and worker, until Ctrl-C."""

import argparse
import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from channels_catalog.queries import shared_release
from distmap import earlier
from distmap.one_at_a_time import one_at_a_time
from distmap.serving import APPLICATION, BEAT, WEB, WORKER

CATALOG_FOLDERS = [settings.BASE_DIR / "channels_catalog" / name for name in ("content", "releases")]
STOP_SECONDS = 15
# A part that ended so often within a minute will not come back by itself.
MOST_STARTS = 5


class Stop(Exception):
    """Somebody pressed Ctrl-C, or asked the process to end."""


class Command(BaseCommand):
    help = "Prepare the database and run the web server and a worker until Ctrl-C."
    requires_migrations_checks = False
    # They import every page and endpoint, which the web server does anyway: half a second of each start.
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", default="8000")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--no-demo", action="store_true", help="make no demo workspace")
        parser.add_argument("--reload", action="store_true", help="follow every change of the code")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], self._port(options["port"])
        self._refuse_taken(host, port)
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, _raise_stop)
        children = Children(host, port, reload=options["reload"])
        try:
            self._prepare(demo=not options["no_demo"])
            children.start()
            self._greet(children, host, port, demo=not options["no_demo"])
            children.watch(self.stderr.write)
        except Stop:
            self.stdout.write("\nStopping ...")
        finally:
            # A second Ctrl-C must not leave a child behind.
            for name in (signal.SIGINT, signal.SIGTERM):
                signal.signal(name, signal.SIG_IGN)
            children.stop()
        self.stdout.write("Stopped. Your data stays in " + str(settings.DATA_DIR))

    def _port(self, text: str) -> int:
        if not text.isdigit() or not 1 <= int(text) <= 65535:
            raise CommandError(
                f"{text!r} is no port: write a number from 1 to 65535, for example make run PORT=8123"
            )
        return int(text)

    def _refuse_taken(self, host: str, port: int) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except PermissionError:
                raise CommandError(
                    f"Port {port} needs special rights. Take another: make run PORT=8123"
                ) from None
            except OSError:
                raise CommandError(
                    f"Port {port} is taken by another program. Take another: make run PORT=8123"
                ) from None

    def _prepare(self, *, demo: bool) -> None:
        found = earlier.sentence()
        if found is not None:
            raise CommandError(found)
        with one_at_a_time("prepare", waiting=lambda: self.stdout.write("Another start prepares; waiting.")):
            if not _is_migrated():
                call_command("migrate", verbosity=0, interactive=False)
            self._load_catalog()
        if _static_is_old():
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        if demo:
            call_command("make_demo", verbosity=0)

    def _load_catalog(self) -> None:
        """Load the catalog unless these very files were loaded here before: reading them takes a second."""
        stamp = settings.DATA_DIR / "catalog-loaded"
        digest = _digest_of(CATALOG_FOLDERS)
        if stamp.exists() and stamp.read_text(encoding="utf-8") == digest and shared_release() is not None:
            return
        call_command("load_catalog", stdout=self.stdout)
        stamp.write_text(digest, encoding="utf-8")

    def _greet(self, children: "Children", host: str, port: int, *, demo: bool) -> None:
        children.wait_until_up()
        self.stdout.write(f"\ndistmap is up:  http://{host}:{port}/")
        if demo:
            sign_in = (settings.DATA_DIR / "demo-sign-in").read_text(encoding="utf-8").split()
            self.stdout.write(f"Demo sign-in:   {sign_in[0]}  password: {sign_in[1]}")
        self.stdout.write(f"Data folder:    {settings.DATA_DIR}\nStop with Ctrl-C.")


def _raise_stop(number: int, frame: FrameType | None) -> None:
    raise Stop


def _is_migrated() -> bool:
    """Whether every migration is applied; the command itself takes a second to find nothing to do."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _digest_of(folders: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for folder in folders for path in folder.rglob("*.*")):
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _static_is_old() -> bool:
    """Whether a static file is newer than what was collected."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if settings.DEBUG:
        return False
    if not manifest.exists():
        return True
    sources = [path for folder in settings.STATICFILES_DIRS for path in Path(folder).rglob("*")]
    newest = max((path.stat().st_mtime for path in sources if path.is_file()), default=0)
    return newest > manifest.stat().st_mtime


def _newest_code() -> tuple[int, float]:
    """How many files of Python the apps have, and when the last one changed."""
    folders = [
        Path(app.path) for app in apps.get_app_configs() if settings.BASE_DIR in Path(app.path).parents
    ]
    times = [
        path.stat().st_mtime
        for folder in folders
        if ".venv" not in folder.parts
        for path in folder.rglob("*.py")
    ]
    return len(times), max(times)


class Children:
    """The web server and the worker, each a process group of its own; what dies is started again.

    With `reload`, Django's own server stands in, which starts anew when the code changes, and so does the worker.
    """

    def __init__(self, host: str, port: int, *, reload: bool = False) -> None:
        self.address = f"http://{host}:{port}"
        web = [*WEB, "--host", host, "--port", str(port), APPLICATION]
        if settings.LOG_FORMAT == "json":
            web += ["--log-config", str(settings.BASE_DIR / "distmap" / "server_log.json")]
        if reload:
            web = ["manage.py", "runserver", f"{host}:{port}"]
        self.code = _newest_code() if reload else None
        worker = [*WORKER, "--pool", "threads"] if settings.EMBEDDED else WORKER
        self.commands = {"web": web, "worker": worker}
        if not settings.EMBEDDED:
            self.commands["beat"] = [*BEAT, "--schedule", str(settings.DATA_DIR / "beat")]
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.started: dict[str, list[float]] = {name: [] for name in self.commands}

    def start(self) -> None:
        for name in self.commands:
            self._start(name)

    def _start(self, name: str) -> None:
        # A session of its own: Ctrl-C reaches this process alone, which then stops its children in order.
        environment = os.environ | {"DISTMAP_DATA": str(settings.DATA_DIR), "PYTHONWARNINGS": "ignore"}
        self.started[name].append(time.monotonic())
        self.running[name] = subprocess.Popen(
            [sys.executable, *self.commands[name]],
            start_new_session=True,
            env=environment,
            cwd=settings.BASE_DIR,
        )

    def wait_until_up(self) -> None:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            if self.running["web"].poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise CommandError("The web server did not start; what it said stands above.")

    def watch(self, say: Any) -> None:
        """Until somebody stops us: start again what dies, unless it dies again and again."""
        while True:
            time.sleep(0.3)
            for name, process in list(self.running.items()):
                if process.poll() is not None:
                    say(f"The {name} ended with status {process.returncode}; starting another.")
                    self._start_again(name)
            if self.code is not None and (newest := _newest_code()) != self.code:
                self.code = newest
                say("The code changed; the worker starts anew.")
                self.running["worker"].terminate()

    def _start_again(self, name: str) -> None:
        # What a killed process leaves behind still listens on its port.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.running[name].pid, signal.SIGKILL)
        started = [moment for moment in self.started[name] if time.monotonic() - moment < 60]
        if self.code is None and len(started) >= MOST_STARTS:
            raise CommandError(
                f"The {name} ended {len(started)} times within a minute; what it said stands above."
            )
        self.started[name] = started
        time.sleep(0.5)
        self._start(name)

    def stop(self) -> None:
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        until = time.monotonic() + STOP_SECONDS
        for process in self.running.values():
            try:
                process.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

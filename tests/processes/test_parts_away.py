"""PostgreSQL absent or hung, Redis hung: pages say so or go on, probes answer, nothing is a 500."""

import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.processes.service import Service, free_port

pytestmark = pytest.mark.processes
TOKEN = "a" * 32


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where static files were collected, as a service has them before it starts."""
    folder = tmp_path_factory.mktemp("static")
    where = {"DISTMAP_STATIC_ROOT": str(folder / "files"), "DISTMAP_DATA": str(folder / "data")}
    Service(where, folder).manage("collectstatic", "--noinput", "-v0")
    return where


@contextlib.contextmanager
def mute() -> Iterator[int]:
    """A port that takes every connection and never says a word, as a process that was stopped does."""
    kept: list[socket.socket] = []
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    kept.append(listener.accept()[0])

        threading.Thread(target=accept, daemon=True).start()
        yield int(listener.getsockname()[1])
        listener.shutdown(socket.SHUT_RDWR)
    for one in kept:
        one.close()


def ask(
    address: str, path: str, fields: dict[str, str] | None = None, **headers: str
) -> tuple[int, str, str, float]:
    """Status, Retry-After, body and seconds of a request; with fields, a form sent from a page of ours."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
    start = time.monotonic()
    body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN}) if fields else None
    if fields:
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST" if fields else "GET", path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.headers.get("Retry-After", ""), text, time.monotonic() - start


@pytest.mark.parametrize("hangs", [False, True])
def test_without_postgresql_everything_answers_503_and_keeps_what_was_typed(
    hangs: bool, static: dict[str, str], tmp_path: Path
) -> None:
    with mute() as silent:
        port = silent if hangs else free_port()
        environment = static | {
            "DATABASE_URL": f"postgres://u:p@127.0.0.1:{port}/d",
            "DISTMAP_DATA": str(tmp_path),
        }
        with Service(environment | {"DISTMAP_DATABASE_SECONDS": "1"}, tmp_path) as service:
            address = service.web(threads=2)
            signed_in = f"sessionid={'s' * 32}; csrftoken={TOKEN}"
            status, again, page, seconds = ask(address, "/", Cookie=signed_in)
            assert (status, again) == (503, "5"), page
            assert "database does not answer" in page
            assert seconds < 20
            typed = {"note": "Our buyers <never> meet."}
            status, again, page, _ = ask(address, "/products/new/", typed, Cookie=signed_in)
            assert (status, again) == (503, "5"), page
            assert "Our buyers &lt;never&gt; meet." in page
            assert ask(address, "/healthz")[0] == 200
            status, again, text, _ = ask(address, "/readyz")
            assert (status, json.loads(text)["parts"]["migrations"]) == (503, "not asked")
            status, again, text, _ = ask(address, "/api/v1/evaluations/", Authorization="Bearer dm_x")
            assert (status, again, json.loads(text)["code"]) == (503, "5", "database_unavailable")


def test_with_a_redis_that_hangs_pages_go_on_and_readiness_is_degraded(
    static: dict[str, str], tmp_path: Path
) -> None:
    with mute() as silent:
        environment = static | {"REDIS_URL": f"redis://127.0.0.1:{silent}/0", "DISTMAP_DATA": str(tmp_path)}
        with Service(environment, tmp_path) as service:
            service.manage("migrate", "-v0")
            service.manage("load_catalog")
            address = service.web(threads=2)
            waited = [ask(address, "/accounts/login/") for _ in range(5)]
            assert [one[0] for one in waited] == [200] * 5
            assert sum(one[3] for one in waited) < 20
            status, _, text, _ = ask(address, "/readyz")
            assert (status, json.loads(text)["status"]) == (200, "degraded")
            assert "does not answer" in json.loads(text)["parts"]["broker"]

"""Clients that send or read as slowly as they can, and a normal client beside them whose waits are measured."""

import contextlib
import http.client
import socket
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

POST = (
    b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
    # Without the cookie the form is refused before anybody reads it.
    b"Cookie: csrftoken=" + b"a" * 32 + b"\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\na"
)
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
# Long enough to wait for an answer that does not come, short enough for a test.
PATIENCE = 5.0


@dataclass(frozen=True)
class Waits:
    """Seconds that a normal client waited: for a page at the 95th percentile and at most, for /healthz at most."""

    p50: float
    p95: float
    most: float
    health: float
    failed: int


@contextlib.contextmanager
def slow_peers(
    port: int, *, senders: int, readers: int, heads: int, download: str
) -> Iterator[list[socket.socket]]:
    """So many connections: half-sent forms, downloads of which nothing is read, half-sent heads."""
    # Several on one connection: the system's own buffers take the first megabytes.
    read = f"GET {download} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 8
    opened: list[socket.socket] = []
    with contextlib.ExitStack() as stack:
        for sent, number in ((POST, senders), (read, readers), (HEAD, heads)):
            for _ in range(number):
                peer = stack.enter_context(socket.socket())
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                peer.settimeout(PATIENCE)
                with contextlib.suppress(OSError):
                    peer.connect(("127.0.0.1", port))
                    peer.sendall(sent)
                opened.append(peer)
        yield opened


def waits(port: int, page: str, *, times: int) -> Waits:
    """Ask for a page and for /healthz so many times, each on a connection of its own."""
    pages, healths, failed = [], [], 0
    for _ in range(times):
        for path, kept in ((page, pages), ("/healthz", healths)):
            seconds, good = _asked(port, path)
            kept.append(seconds)
            failed += not good
        if failed > 2:
            break
    ordered = sorted(pages)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return Waits(statistics.median(pages), p95, ordered[-1], max(healths, default=PATIENCE), failed)


def _asked(port: int, path: str) -> tuple[float, bool]:
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return time.perf_counter() - start, answer.status == 200
    except (OSError, http.client.HTTPException):
        return time.perf_counter() - start, False
    finally:
        connection.close()


def were_ended(peers: list[socket.socket], seconds: float) -> int:
    """How many of these connections the server ends within so many seconds, by an answer or by hanging up."""
    end = time.monotonic() + seconds
    ended = 0
    for peer in peers:
        peer.settimeout(max(0.01, end - time.monotonic()))
        try:
            peer.recv(16)
            ended += 1
        except TimeoutError:
            continue
        except OSError:
            ended += 1
    return ended

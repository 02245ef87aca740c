"""The application that the web server runs: Django in a few threads, which no slow client can hold.

granian's own WSGI gives a thread to whoever sends or reads slowly, for as long as they like. Here the event loop
reads each body whole, within time limits, before a thread hears of it; a thread makes the response and is free; and
the loop sends it, asking a thread for more of a long one only when the client has read what there was. `/healthz`
is answered by the loop itself. Too many waiting requests are told to come again. See
docs/decisions/0023-no-thread-waits-for-a-client.md.
"""

import asyncio
import contextlib
import gc
import json
import logging
import os
import resource
import socket
import stat
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeVar
from wsgiref.util import FileWrapper

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "distmap.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from distmap import access, database_waits, metrics

log = logging.getLogger("distmap.server")

# Seconds: a client may stay silent within a body, may take over a whole body, and may leave a piece unread.
SILENCE, WHOLE_BODY, UNREAD = 10.0, 60.0, 30.0
PIECE = 65_536
# So many bytes of a response are made ahead of a client that has not read them yet.
IN_MEMORY = 131_072
OPEN_FILES = 8_192

Headers = list[tuple[str, str]]
Result = TypeVar("Result")


@dataclass(slots=True)
class Made:
    """A response: its status, its headers, what of its body is made, and what makes the rest, if any is left."""

    status: int
    headers: Headers
    body: bytes
    rest: Iterator[bytes] | None
    close: Callable[[], None]


class TooSlow(Exception):
    """The body did not come within its time limits, or not as long as its header said."""


class Server:
    """The application as granian calls it, one in each web process."""

    def __init__(self) -> None:
        self._django = get_wsgi_application()
        self._threads = ThreadPoolExecutor(settings.WEB_THREADS, thread_name_prefix="request")
        # Long responses are continued by threads of their own: pages do not queue behind downloads.
        self._continuing = ThreadPoolExecutor(2, thread_name_prefix="download")
        self._waiting = 0

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        _raise_open_files()
        # granian makes the socket that listens a little later.
        loop.call_later(1, _limit_unread)
        database_waits.limit()
        metrics.THREADS.set(settings.WEB_THREADS)
        from distmap.gauges import Rows  # noqa: PLC0415  (models load with the application above)

        metrics.serve(Rows())
        # Every page and endpoint is imported now and never looked at by the garbage collector again.
        len(get_resolver().url_patterns)
        gc.collect()
        gc.freeze()

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        for pool in (self._threads, self._continuing):
            pool.shutdown(wait=False, cancel_futures=True)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        if scope.path == "/healthz":
            return protocol.response_str(200, [("content-type", "application/json")], '{"status": "ok"}')
        began, told = time.perf_counter(), _told_of(scope)
        if self._waiting >= settings.WEB_WAITING:
            metrics.TURNED_AWAY.inc()
            access.answered(told, status=503, seconds=0.0, size=None)
            return _refuse(protocol, 503, "busy", "Too many requests are waiting. Try again in a moment.")
        try:
            body = await _body(scope, protocol)
        except TooSlow:
            access.answered(told, status=408, seconds=time.perf_counter() - began, size=None)
            return _refuse(protocol, 408, "too_slow", "The body of the request did not come in time.")
        environ = _environ(scope, body)
        made = await self._made(environ)
        size = len(made.body) if made.rest is None else None
        access.answered(environ, status=made.status, seconds=time.perf_counter() - began, size=size)
        if made.rest is None and len(made.body) <= PIECE:
            return protocol.response_bytes(made.status, made.headers, made.body)
        return await self._send_in_pieces(protocol, made)

    async def _made(self, environ: dict[str, Any]) -> Made:
        """The answer, as soon as a thread is free for it."""
        self._waiting += 1
        metrics.WAITING.inc()
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, self._respond, environ)
        finally:
            self._waiting -= 1
            metrics.WAITING.dec()

    def _respond(self, environ: dict[str, Any]) -> Made:
        """Django's answer, made in a thread: whole, unless it is a long one that comes in parts."""
        with metrics.THREADS_BUSY.track_inprogress():
            return self._responded(environ)

    def _responded(self, environ: dict[str, Any]) -> Made:
        started: list[Any] = []

        def start_response(status: str, headers: Headers, error: Any = None, /) -> Callable[[bytes], object]:
            started[:] = [int(status[:3]), headers]
            return lambda part: None

        parts: Any = self._django(environ, start_response)
        close = getattr(parts, "close", _nothing)
        try:
            rest = iter(parts)
            body, is_more = _taken(rest)
        except BaseException:
            close()
            raise
        if is_more:
            return Made(started[0], started[1], body, rest, close)
        close()
        return Made(started[0], started[1], body, None, _nothing)

    async def _send_in_pieces(self, protocol: Any, made: Made) -> None:
        """Send as fast as the client reads. Between two pieces no thread waits."""
        headers = made.headers
        if made.rest is None and not any(name.lower() == "content-length" for name, _ in headers):
            headers = [*headers, ("content-length", str(len(made.body)))]
        loop = asyncio.get_running_loop()
        transport = protocol.response_stream(made.status, headers)
        body, is_more = made.body, made.rest is not None
        try:
            while body:
                for start in range(0, len(body), PIECE):
                    await _within(UNREAD, _sent(transport, body[start : start + PIECE]))
                more = (
                    loop.run_in_executor(self._continuing, _taken, made.rest)
                    if made.rest is not None and is_more
                    else None
                )
                body, is_more = await more if more else (b"", False)
        except (TooSlow, OSError, RuntimeError) as error:
            log.info("a response did not come to its end: %s", type(error).__name__)
        finally:
            if made.rest is not None:
                await loop.run_in_executor(self._continuing, made.close)


async def _sent(transport: Any, piece: bytes) -> None:
    await transport.send_bytes(piece)


def _nothing() -> None:
    """What there is to do for a response that needs no closing."""


def _taken(parts: Iterator[bytes]) -> tuple[bytes, bool]:
    """Parts up to a limit as one, and whether there may be more."""
    taken = bytearray()
    for part in parts:
        taken += part
        if len(taken) >= IN_MEMORY:
            return bytes(taken), True
    return bytes(taken), False


async def _body(scope: Any, protocol: Any) -> bytes:
    """The request's body, where Django will read one: it refuses those without a length, and those too long."""
    told = scope.headers.get("content-length", "")
    if not (told.isascii() and told.isdigit() and len(told) <= 12):
        return b""
    length = int(told)
    if not 0 < length <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return b""
    parts: list[bytes] = []
    until = asyncio.get_running_loop().time() + WHOLE_BODY
    pieces = aiter(protocol)
    while sum(map(len, parts)) < length:
        left = until - asyncio.get_running_loop().time()
        part = await _within(min(SILENCE, left), _next(pieces))
        if not part:
            raise TooSlow
        parts.append(part)
    return b"".join(parts)


async def _next(pieces: Any) -> bytes:
    """The next piece of a body; nothing at its end, or when the client has gone."""
    try:
        return bytes(await anext(pieces))
    except (StopAsyncIteration, RuntimeError):
        return b""


async def _within(seconds: float, act: Coroutine[Any, Any, Result]) -> Result:
    """What it gives, or TooSlow.

    granian's own awaitables stop waiting when cancelled, which lets go of the client, but fail in saying so
    (they have no `throw`): so nobody waits for the end of a task that was cancelled.
    """
    task = asyncio.ensure_future(act)
    done, _ = await asyncio.wait({task}, timeout=max(0.0, seconds))
    if done:
        return task.result()
    _left.add(task)
    task.add_done_callback(_forget)
    task.cancel()
    raise TooSlow


_left: set["asyncio.Future[Any]"] = set()


def _forget(task: "asyncio.Future[Any]") -> None:
    _left.discard(task)
    if not task.cancelled():
        task.exception()


def _told_of(scope: Any) -> dict[str, Any]:
    """What the access log is told of a request that Django never sees."""
    client = scope.client.rpartition(":")[0].strip("[]")
    return {"REQUEST_METHOD": scope.method, "PATH_INFO": scope.path, "REMOTE_ADDR": client}


def _environ(scope: Any, body: bytes) -> dict[str, Any]:
    host, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": lambda file, _: FileWrapper(file, PIECE),
    }
    for name, value in scope.headers.items():
        # A name with an underscore could pass for one that a proxy sets.
        if "_" not in name:
            _add_header(environ, name.upper().replace("-", "_"), value)
    return environ


def _add_header(environ: dict[str, Any], name: str, value: str) -> None:
    key = name if name in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{name}"
    between = "; " if name == "COOKIE" else ","
    environ[key] = f"{environ[key]}{between}{value}" if key in environ else value


def _refuse(protocol: Any, status: int, code: str, sentence: str) -> None:
    """A problem document for everybody: neither thread nor template is to be had here."""
    text = json.dumps(
        {"type": f"urn:distmap:problem:{code}", "title": sentence, "status": status, "code": code}
    )
    headers = [("content-type", "application/problem+json"), ("retry-after", "2"), ("connection", "close")]
    protocol.response_str(status, headers, text)


def _raise_open_files() -> None:
    """As many connections as the back-pressure lets in need as many open files; a shell often allows 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _limit_unread() -> None:
    """Let the system end connections whose client reads nothing: accepted sockets take it from the one they came by."""
    if not hasattr(socket, "TCP_USER_TIMEOUT"):
        return
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):
            if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                _limit_unread_of(int(name))


def _limit_unread_of(number: int) -> None:
    """On a TCP socket that has nobody at its other end, as one has that listens or will."""
    with socket.socket(fileno=os.dup(number)) as found:
        if found.family not in {socket.AF_INET, socket.AF_INET6} or found.type != socket.SOCK_STREAM:
            return
        try:
            found.getpeername()
        except OSError:
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(UNREAD * 1000))


application = Server()

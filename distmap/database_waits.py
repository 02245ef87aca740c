"""A time limit on every answer of PostgreSQL, also of one that hangs: statement_timeout is kept by the server itself.

psycopg2 hands each wait to a function of ours, which stops waiting and lets the connection go. Only processes that
serve take this on: COPY does not work beside it.
"""

import select
import time
from typing import Any

import psycopg2
from django.conf import settings
from psycopg2 import extensions

CONNECT_SECONDS = 5.0
# Beyond the server's own limit, so that a slow statement is told as one.
GRACE_SECONDS = 3.0


def limit() -> None:
    """From now on, no wait of this process for PostgreSQL is longer than its setting. Nothing on SQLite."""
    if settings.DATABASE_URL and settings.DATABASE_SECONDS:
        extensions.set_wait_callback(_wait)


def _wait(connection: Any) -> None:
    is_connecting = connection.status == extensions.STATUS_SETUP
    seconds = CONNECT_SECONDS if is_connecting else settings.DATABASE_SECONDS + GRACE_SECONDS
    until = time.monotonic() + seconds
    while (state := connection.poll()) != extensions.POLL_OK:
        reads = state == extensions.POLL_READ
        poller = select.poll()
        poller.register(connection.fileno(), select.POLLIN if reads else select.POLLOUT)
        if not poller.poll(max(0.0, until - time.monotonic()) * 1000):
            raise psycopg2.OperationalError(f"PostgreSQL did not answer within {seconds:g} s")

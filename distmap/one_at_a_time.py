"""What only one process at a time may do, on however many machines: by a lock that goes when its holder dies."""

import fcntl
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

ASKED_EVERY = 0.5


@contextmanager
def one_at_a_time(name: str, *, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Hold the lock of that name while the block runs; until another lets go of it, wait, and call `waiting` once.

    On PostgreSQL an advisory lock of the session, so the connection must not pass through a pool that shares sessions
    (PgBouncer in transaction mode); on SQLite a lock on a file of the data folder.
    """
    keep = _postgresql if connection.vendor == "postgresql" else _file
    with keep(name, waiting):
        yield


@contextmanager
def _postgresql(name: str, waiting: Callable[[], object]) -> Iterator[None]:
    number = zlib.crc32(f"distmap:{name}".encode())
    # Asked again and again instead of waited for: a statement that waits holds a snapshot, for whose end an index that
    # is built concurrently would wait in turn.
    _until(lambda: _asked(f"SELECT pg_try_advisory_lock({number})"), waiting)
    try:
        yield
    finally:
        _asked(f"SELECT pg_advisory_unlock({number})")


def _asked(statement: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return bool(cursor.fetchone()[0])


@contextmanager
def _file(name: str, waiting: Callable[[], object]) -> Iterator[None]:
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / f"{name}.lock").open("w") as file:

        def taken() -> bool:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        _until(taken, waiting)
        yield


def _until(taken: Callable[[], bool], waiting: Callable[[], object]) -> None:
    if taken():
        return
    waiting()
    while not taken():
        time.sleep(ASKED_EVERY)

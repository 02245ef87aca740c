"""A Redis and a PostgreSQL database that belong to one test alone."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg2

from tests.processes.service import free_port

POSTGRES = os.environ.get("DATABASE_URL", "")


class OwnRedis:
    """A redis-server of the test's own, which it may stop and start."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}"

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def own_database() -> Iterator[str]:
    """A fresh PostgreSQL database beside the one that tests use; gone afterwards."""
    name = f"distmap_own_{uuid4().hex[:8]}"
    _execute(f"CREATE DATABASE {name}")
    try:
        yield f"{POSTGRES.rsplit('/', 1)[0]}/{name}"
    finally:
        _execute(f"DROP DATABASE {name} WITH (FORCE)")


def _execute(statement: str) -> None:
    connection = psycopg2.connect(POSTGRES)
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


def count(database: str, statement: str) -> int:
    """The one number that a query gives."""
    connection = psycopg2.connect(database)
    cursor = connection.cursor()
    cursor.execute(statement)
    found = cursor.fetchone()
    connection.close()
    assert found is not None
    return int(found[0])

"""Run all tests on every database, broker and browser that is to be had, and say which really ran.

Always: everything on SQLite with the embedded broker. Where PostgreSQL and Redis answer, what is marked `services`
once more on them; and then every place of the code that asked the database, the cache or the broker for something in
the first run must have asked PostgreSQL and Redis in the second. Set DISTMAP_TEST_POSTGRES and DISTMAP_TEST_REDIS to
name others than those of this machine, or to `no`. Arguments go to pytest, for a part of the tests.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import redis

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.places import Found, places_in  # noqa: E402

POSTGRES = ("postgres://root@127.0.0.1:5432/postgres", "postgres://postgres:postgres@127.0.0.1:5432/postgres")
REDIS = "redis://127.0.0.1:6379"
# Databases of a Redis that others may use too: these two are ours while the tests run.
REDIS_BROKER, REDIS_CACHE = 14, 15


def postgres_url() -> str | None:
    """An address where we may make databases, or None."""
    named = os.environ.get("DISTMAP_TEST_POSTGRES", "")
    if named == "no":
        return None
    for url in [named] if named else POSTGRES:
        try:
            psycopg2.connect(url, connect_timeout=3).close()
        except psycopg2.OperationalError:
            continue
        return url
    return None


def redis_url() -> str | None:
    named = os.environ.get("DISTMAP_TEST_REDIS", "")
    if named == "no":
        return None
    url = named or REDIS
    try:
        redis.Redis.from_url(url, socket_connect_timeout=3).ping()
    except redis.RedisError:
        return None
    return url


def browser() -> str | None:
    """The browser's path. On a machine of continuous integration it is installed if that is allowed."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found and os.environ.get("CI") and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
        found = shutil.which("chromium")
    return found


@dataclass(frozen=True)
class Run:
    """One run: its exit status, pytest's closing line, and the places of the code that it reached."""

    name: str
    status: int
    closing: str
    places: Found

    @property
    def passed(self) -> bool:
        """5 is pytest's word for nothing to do, as when none of the tests that were asked for is marked."""
        return self.status in {0, 5}

    def __str__(self) -> str:
        return f"{self.name}: {'passed' if self.passed else 'FAILED'} ({self.closing or f'status {self.status}'})"


def run(name: str, extra: dict[str, str], arguments: list[str]) -> Run:
    print(f"\n=== {name} ===", flush=True)
    clean = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
    with tempfile.TemporaryDirectory(prefix="distmap-test-") as data:
        places = Path(data) / "places"
        places.mkdir()
        environment = clean | {
            "DISTMAP_DATA": data,
            "DISTMAP_TEST_DATA": data,
            "DISTMAP_TEST_PLACES": str(places),
        }
        workers = str(min(4, os.cpu_count() or 1))
        command = [sys.executable, "-m", "pytest", "-n", workers, "--dist", "loadgroup", *arguments]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment | extra,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        closing = ""
        for line in process.stdout or ():
            print(line, end="", flush=True)
            if re.search(r"\d+ (passed|failed|error)", line):
                closing = line.strip(" =\n")
        return Run(name, process.wait(), closing, places_in(places))


def unreached(first: Run, second: Run) -> list[str]:
    """The places that only SQLite and the embedded broker have seen, and who reached them there."""
    return [
        f"  {place}  ({', '.join(sorted(first.places[place])[:3])})"
        for place in sorted(set(first.places) - set(second.places))
    ]


def main() -> int:
    arguments = sys.argv[1:]
    chromium = browser()
    common = {"REQUIRE_BROWSER": "1"} if chromium else {}
    runs = [run("SQLite, embedded broker", common, arguments)]
    database, broker = postgres_url(), redis_url()
    missing: list[str] = []
    if database and broker:
        extra = {
            "DATABASE_URL": database,
            "REDIS_URL": f"{broker}/{REDIS_BROKER}",
            "DISTMAP_CACHE_URL": f"{broker}/{REDIS_CACHE}",
            "DISTMAP_TEST_SERVICES": "1",
        }
        runs.append(run("PostgreSQL and Redis", common | extra, arguments))
        # Of a part of the tests, or after a failure, this says nothing.
        if not arguments and all(one.passed for one in runs):
            missing = unreached(*runs)
    print("\nWhat was exercised:")
    for one in runs:
        print(f"  {one}")
    if not (database and broker):
        silent = [name for name, url in (("PostgreSQL", database), ("Redis", broker)) if not url]
        print(f"  not exercised: {', '.join(silent)} (no answer)")
    for reader, program in (("PDF", "pdftotext"), ("Word and Excel", "soffice")):
        found = shutil.which(program)
        print(f"  {reader} read by {program}: {found or 'not exercised (not found); other readers were'}")
    print(f"  browser: {chromium or 'none found; the tests that need one were left out'}")
    if missing:
        # Told, not failed: the list of what is marked is younger than a good part of the code.
        print(
            "\nNot reached on PostgreSQL and Redis. Mark a module that reaches it with pytest.mark.services:"
        )
        print("\n".join(missing))
    return 0 if all(one.passed for one in runs) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Run all tests on every database, broker and browser that is to be had, and say which really ran.

Always: SQLite with the embedded broker. Where PostgreSQL and Redis answer, everything once more on them. Set
DISTMAP_TEST_POSTGRES and DISTMAP_TEST_REDIS to name others than those of this machine, or to `no`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg2
import redis

ROOT = Path(__file__).resolve().parent.parent
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


def run(name: str, extra: dict[str, str], arguments: list[str]) -> tuple[int, str]:
    """One whole run; its status and its closing line."""
    print(f"\n=== {name} ===", flush=True)
    clean = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
    with tempfile.TemporaryDirectory(prefix="distmap-test-") as data:
        environment = clean | {"DISTMAP_DATA": data, "DISTMAP_TEST_DATA": data} | extra
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            str(min(4, os.cpu_count() or 1)),
            "--dist",
            "loadgroup",
        ]
        process = subprocess.Popen(
            [*command, *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        closing = ""
        for line in process.stdout or ():
            print(line, end="", flush=True)
            if re.search(r"\d+ (passed|failed|error)", line):
                closing = line.strip(" =\n")
        return process.wait(), closing


def main() -> int:
    arguments = sys.argv[1:]
    chromium = browser()
    common = {"REQUIRE_BROWSER": "1"} if chromium else {}
    done = [("SQLite, embedded broker", *run("SQLite, embedded broker", common, arguments))]
    database, broker = postgres_url(), redis_url()
    if database and broker:
        extra = {
            "DATABASE_URL": database,
            "REDIS_URL": f"{broker}/{REDIS_BROKER}",
            "DISTMAP_CACHE_URL": f"{broker}/{REDIS_CACHE}",
        }
        done.append(("PostgreSQL and Redis", *run("PostgreSQL and Redis", common | extra, arguments)))
    print("\nWhat was exercised:")
    for name, status, closing in done:
        print(f"  {name}: {'passed' if status == 0 else 'FAILED'} ({closing})")
    if not (database and broker):
        silent = [name for name, url in (("PostgreSQL", database), ("Redis", broker)) if not url]
        print(f"  not exercised: {', '.join(silent)} (no answer)")
    for reader, program in (("PDF", "pdftotext"), ("Word and Excel", "soffice")):
        found = shutil.which(program)
        print(f"  {reader} read by {program}: {found or 'not exercised (not found); other readers were'}")
    print(f"  browser: {chromium or 'none found; the tests that need one were left out'}")
    return max(status for _, status, _ in done)


if __name__ == "__main__":
    sys.exit(main())

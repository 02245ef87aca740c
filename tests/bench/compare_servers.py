"""Which server holds against slow peers, and how many requests of a bare view it serves, all in one run.

    python tests/bench/compare_servers.py [seconds] [rounds]

Servers that are not installed are named and left out; distmap's environment holds granian alone. Others can be put
on PYTHONPATH. Each gets four threads in one process. Servers take turns, in three rounds; medians are told.
"""

import http.client
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.processes.service import free_port  # noqa: E402  (the path above must be set first)
from tests.processes.slow_peers import Waits, slow_peers, waits  # noqa: E402

GRANIAN = "granian --no-ws --http 1 --workers 1 --port PORT --interface"
SERVERS = {
    "granian, own application (RSGI)": f"{GRANIAN} rsgi tests.bench.bare:served",
    "granian, WSGI, 4 threads": f"{GRANIAN} wsgi --blocking-threads 4 tests.bench.bare:application",
    "granian, WSGI, 512 threads": f"{GRANIAN} wsgi --blocking-threads 512 tests.bench.bare:application",
    "gunicorn, gthread, 4 threads": "gunicorn -b 127.0.0.1:PORT -k gthread --threads 4 tests.bench.bare:application",
    "waitress, 4 threads": (
        "waitress --listen 127.0.0.1:PORT --threads 4 --connection-limit 1000 tests.bench.bare:application"
    ),
    "uvicorn, WSGI": "uvicorn --port PORT --log-level error --interface wsgi tests.bench.bare:application",
}
SETTLES = 3.0
SLOW = {"senders": 200, "readers": 200, "heads": 0, "download": "/download"}


def throughput(port: int, seconds: float) -> float:
    """Requests a second of four clients with kept-alive connections."""
    end, done = time.monotonic() + seconds, [0] * 4

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while time.monotonic() < end:
            connection.request("GET", "/")
            connection.getresponse().read()
            done[number] += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / seconds


def measured(command: str, seconds: float) -> tuple[float, Waits, Waits]:
    port = free_port()
    words = command.replace("PORT", str(port)).split()
    server = subprocess.Popen(
        [sys.executable, "-m", *words], cwd=ROOT, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(port)
        served = throughput(port, seconds)
        idle = waits(port, "/", times=40)
        with slow_peers(port, **SLOW):  # type: ignore[arg-type]
            # The downloads themselves are work that every server has to do.
            time.sleep(SETTLES)
            return served, idle, waits(port, "/", times=40)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not come up")


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    found = {name: [] for name, command in SERVERS.items() if find_spec(command.split()[0])}
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 3):
        for name, rounds in found.items():
            rounds.append(measured(SERVERS[name], seconds))
            print(f"  {name}: {rounds[-1][0]:.0f}/s, beside {rounds[-1][2]}", flush=True)
    print(f"{'server':34} {'requests/s':>10} {'p95 idle':>9} {'p95 beside':>11} {'failed':>7}")
    for name, rounds in found.items():
        served = statistics.median(one[0] for one in rounds)
        idle = statistics.median(one[1].p95 for one in rounds) * 1000
        beside = statistics.median(one[2].p95 for one in rounds) * 1000
        failed = sum(one[2].failed for one in rounds)
        print(f"{name:34} {served:10.0f} {idle:7.1f}ms {beside:9.1f}ms {failed:7}")
    print("not installed:", ", ".join(name for name in SERVERS if name not in found) or "none")


if __name__ == "__main__":
    main()

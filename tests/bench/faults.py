"""What slow peers do to a normal client of distmap as `make run` starts it: `make faults`, or

    python tests/bench/faults.py [senders readers heads]

Prints the waits of a page and of /healthz, idle and beside so many slow peers, and how many of those the server ends.
"""

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.processes.service import Service, free_port, until  # noqa: E402  (the path above must be set first)
from tests.processes.slow_peers import Waits, slow_peers, waits, were_ended  # noqa: E402

PAGE, DOWNLOAD = "/accounts/login/", "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js"


def told(name: str, found: Waits) -> None:
    print(
        f"{name:28} page p50 {found.p50 * 1000:7.1f} ms, p95 {found.p95 * 1000:7.1f} ms,"
        f" most {found.most * 1000:7.1f} ms; /healthz most {found.health * 1000:7.1f} ms; failed {found.failed}"
    )


def main() -> None:
    senders, readers, heads = [int(word) for word in sys.argv[1:4]] or (100, 100, 0)
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        with Service({"DISTMAP_DATA": folder}, Path(folder)) as service:
            service.start("up", "manage.py", "up", "--no-demo", "--port", str(port))
            until(
                lambda: not waits(port, "/readyz", times=1).failed, seconds=180, what=f"distmap; see {folder}"
            )
            waits(port, PAGE, times=10)
            idle = waits(port, PAGE, times=60)
            told("idle", idle)
            with slow_peers(port, senders=senders, readers=readers, heads=heads, download=DOWNLOAD) as peers:
                time.sleep(3)
                beside = waits(port, PAGE, times=60)
                told(f"beside {senders}+{readers}+{heads} slow", beside)
                print(f"p95 beside / idle: {beside.p95 / idle.p95:.1f}")
                start = time.monotonic()
                ended = were_ended([*peers[:senders], *peers[senders + readers :]], 30)
                seconds = time.monotonic() - start
                print(f"slow senders ended by the server: {ended} of {senders + heads} in {seconds:.0f} s")


if __name__ == "__main__":
    main()

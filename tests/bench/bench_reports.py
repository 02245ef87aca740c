"""Making a report in each format: time, memory, and reports a minute of one worker, for 8 and 20 paths.

Each format is made in a process of its own, so that its peak of memory is its own; the PDF's and the picture's
typesetter runs in a child, whose peak is shown apart. `table(floor_ms)` compares with a bare view of the same run.
CPU time is that of the process and of its child together: it says what a report costs where others work, too.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
COUNTS = (8, 20)
ALL = "all seven"
MOST = {"csv": 20, "xlsx": 40, "pdf": 300, "docx": 200}
"""The most a format may take, as a multiple of the bare view."""


def measured(format: str, count: int) -> dict[str, float]:
    """Milliseconds (medians: by the clock, of CPU) to make one format, or to score, compose and make all; peak
    memory in MB."""
    import django

    django.setup()
    from evaluations.reports.frozen import canonical_json
    from evaluations.reports.renderers import FORMATS
    from evaluations.reports.rendering import prepared
    from tests.reports import variants

    text = canonical_json(variants.with_paths(count))
    rendering = prepared(text)
    times, busy = [], []
    for _ in range(ROUNDS):
        begin, begun = time.perf_counter(), _cpu()
        if format == ALL:
            rendering = prepared(text)
        for key in FORMATS if format == ALL else [format]:
            FORMATS[key].render(rendering)
        times.append((time.perf_counter() - begin) * 1000)
        busy.append((_cpu() - begun) * 1000)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"ms": statistics.median(times), "cpu": statistics.median(busy), "own": own, "child": child}


def _cpu() -> float:
    """Seconds of CPU, of this process and of the children that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def table(floor_ms: float | None) -> None:
    """Print what was measured; with a floor also the ratios to it."""
    formats = ["html", "md", "json", "pdf", "docx", "xlsx", "csv", ALL]
    print(
        f"{'report':<16}{'paths':>6}{'ms':>9}{'cpu ms':>8}{'× floor':>9}{'at most':>9}"
        f"{'MB':>7}{'+ child':>9}{'a minute':>10}"
    )
    for count in COUNTS:
        for format in formats:
            found = _in_a_process(format, count)
            ratio = f"{found['ms'] / floor_ms:.0f}" if floor_ms else ""
            minute = f"{60_000 / found['ms']:.0f}" if format == ALL else ""
            print(
                f"{format:<16}{count:>6}{found['ms']:>9.0f}{found['cpu']:>8.0f}{ratio:>9}{MOST.get(format, ''):>9}"
                f"{found['own']:>7.0f}{found['child']:>9.0f}{minute:>10}",
                flush=True,
            )


def _in_a_process(format: str, count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="distmap-bench-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.bench_reports", format, str(count)],
            cwd=ROOT,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "distmap.settings", "DISTMAP_DATA": folder},
            stdout=subprocess.PIPE,
            check=True,
        )
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(measured(sys.argv[1], int(sys.argv[2]))))
    else:
        table(None)

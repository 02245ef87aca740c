"""Making a report in each format: time, memory, and reports a minute of one worker, for 8 and 20 paths; and that of
a comparison of 12 members and 20 paths.

Each format is made in a process of its own, so that its peak of memory is its own; the PDF's and the picture's
typesetter runs in a child, whose peak is shown apart. `table(floor_ms)` compares with a bare view of the same run.
CPU time is that of the process and of its child together: it says what a report costs where others work, too.
"""

import io
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
ALL = "all eight"
MOST = {"csv": 20, "xlsx": 40, "pdf": 300, "docx": 200, "pptx": 300}
"""The most a format may take, as a multiple of the bare view."""


COMPARED = ("pdf", "docx", "xlsx")
MEMBERS, PATHS = 12, 20


def measured(format: str, what: str) -> dict[str, float]:
    """Of an evaluation's report with `what` paths, or of one whose frozen document lies in a file of that name:

    Milliseconds (medians: by the clock, of CPU) to make one format, or to score, compose and make all; peak
    memory in MB."""
    import django

    django.setup()
    from reports.frozen import canonical_json
    from reports.renderers import FORMATS
    from reports.rendering import prepared
    from tests.reports import variants

    is_count = what.isdigit()
    text = (
        canonical_json(variants.with_paths(int(what))) if is_count else Path(what).read_text(encoding="utf-8")
    )
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


def write_comparison(path: str) -> None:
    """Put a large comparison together in a database of its own and write the document that its report is made from."""
    import django

    django.setup()
    from django.core.management import call_command

    from channels_catalog.operations import publish
    from channels_catalog.reader import read_catalog
    from tests.comparisons.large import frozen_text, large
    from tests.conftest import CONTENT, NOW, actor_of, make_workspace

    call_command("migrate", interactive=False, verbosity=0, stdout=io.StringIO())
    publish(catalog=read_catalog(CONTENT), now=NOW)
    by = actor_of(make_workspace("bench", "Bench"), "strategist")
    Path(path).write_text(frozen_text(large("over_time", MEMBERS, PATHS, by)), encoding="utf-8")


def table(floor_ms: float | None) -> None:
    """Print what was measured; with a floor also the ratios to it."""
    formats = ["html", "md", "json", "pdf", "docx", "pptx", "xlsx", "csv", ALL]
    print(
        f"{'report':<18}{'paths':>6}{'ms':>9}{'cpu ms':>8}{'× floor':>9}{'at most':>9}"
        f"{'MB':>7}{'+ child':>9}{'a minute':>10}"
    )
    for count in COUNTS:
        for format in formats:
            _row(format, count, _in_a_process(format, str(count)), floor_ms)
    compared_rows(floor_ms)


def compared_rows(floor_ms: float | None) -> None:
    """The rows of a comparison's report, measured in the same way."""
    with tempfile.TemporaryDirectory(prefix="distmap-bench-") as folder:
        document = f"{folder}/comparison.json"
        _run("write", document)
        for format in COMPARED:
            _row(f"{format}, {MEMBERS} compared", PATHS, _in_a_process(format, document), floor_ms)


def _row(name: str, count: int, found: dict[str, float], floor_ms: float | None) -> None:
    ratio = f"{found['ms'] / floor_ms:.0f}" if floor_ms else ""
    minute = f"{60_000 / found['ms']:.0f}" if name == ALL else ""
    print(
        f"{name:<18}{count:>6}{found['ms']:>9.0f}{found['cpu']:>8.0f}{ratio:>9}{MOST.get(name, ''):>9}"
        f"{found['own']:>7.0f}{found['child']:>9.0f}{minute:>10}",
        flush=True,
    )


def _in_a_process(format: str, what: str) -> dict[str, float]:
    found: dict[str, float] = json.loads(_run(format, what))
    return found


def _run(*asked: str) -> bytes:
    """What this module prints when it is run with these words, with a data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="distmap-bench-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.bench_reports", *asked],
            cwd=ROOT,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "distmap.settings", "DISTMAP_DATA": folder},
            stdout=subprocess.PIPE,
            check=True,
        )
    return done.stdout


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", path]:
            write_comparison(path)
        case ["compared"]:
            compared_rows(None)
        case [format, what]:
            print(json.dumps(measured(format, what)))
        case _:
            table(None)

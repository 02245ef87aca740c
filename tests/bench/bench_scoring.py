"""What scoring and drawing cost: `python -m tests.bench.bench_scoring`.

For 1, 8, 12 and 20 paths: the exact part, the sampled part and the whole result, warm (best and median of
processor time), the first whole result of a fresh process (cold, with every random column still to be
made), that process's peak memory, and the plain transcription's time for the same result. Then the constraint
map, drawn anew with all its labels placed.

And the same of method 2: what is issued alone, and the whole result with every promise tried; beside it the plain
transcription's time for what is issued and for the table of single measurements, a part of the same.
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evaluations.pictures import WIDE, Point, constraint_map
from evaluations.pictures.constraint_map import _constraint_map
from evaluations.scoring import document as whole
from evaluations.scoring import exact, method2, parse, sampled, score
from tests.bench.transcription import transcribe
from tests.scoring.method2 import transcription as transcription_2

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1, 8, 12, 20)
MODELS = ("content", "ecosystem", "marketplace", "plg", "sales")
SURFACES = ("artifact", "brand", "collaboration", "community", "data", "ecosystem", "integrations", "motion")
ROLES = ("pull", "product", "access", "compounding", "capability")
GRADES = ("measured", "observed", "reported", "assumed")


def document(paths: int) -> dict[str, Any]:
    """An evaluation like a real one: five factors, a constraint and five surfaces a path; 70 % answered."""
    chance = random.Random(paths)

    def path(key: str) -> dict[str, Any]:
        return {
            "key": key,
            "factors": {f"{role}-factor": role for role in ROLES},
            "constraints": ["bottleneck"],
            "surfaces": {surface: chance.choice((1, 2)) for surface in chance.sample(SURFACES, 5)},
            "alignment": {model: chance.choice((1, 3, 4)) for model in MODELS} | {"plg": 3},
        }

    listed = [path(f"path-{number:02}") for number in range(paths)]
    items = [f"{each['key']}/{factor}" for each in listed for factor in each["factors"]]
    items += [f"{each['key']}!bottleneck" for each in listed] + [f"surface/{name}" for name in SURFACES]
    answers = {
        item: {"level": chance.choice((1, 2, 3, 3, 4)), "grade": chance.choice(GRADES)}
        for item in items
        if chance.random() < 0.7
    }
    return {"paths": listed, "answers": answers, "growth_model": "plg"}


def timed(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """Best and median processor time in milliseconds."""
    times = []
    for _ in range(runs):
        started = time.process_time()
        work()
        times.append((time.process_time() - started) * 1000)
    return min(times), statistics.median(times)


def first_result(paths: int, method: str) -> None:
    """Score once in this process and print milliseconds and peak megabytes."""
    inputs = parse({**document(paths), "method": method})
    started = time.process_time()
    whole(inputs)
    spent = (time.process_time() - started) * 1000
    print(json.dumps([spent, peak_megabytes()]))


def peak_megabytes() -> float:
    """The most memory that this process has held."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    # Linux's getrusage would start with the peak of the process that started this one.
    fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(fields["VmHWM"].split()[0]) / 1024


def fresh(paths: int, method: str = "1") -> tuple[float, float]:
    """The same in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.bench_scoring", "--once", str(paths), "--method", method],
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    spent, peak = json.loads(ran.stdout)
    return spent, peak


def row(paths: int, runs: int) -> str:
    """One line of the table."""
    given = document(paths)
    inputs = parse(given)
    score(inputs)
    cells = [timed(lambda work=work: work(inputs), runs) for work in (exact, sampled, score)]  # type: ignore[misc]
    transcribe(given)
    plain, _ = timed(lambda: transcribe(given), 1)
    cold, peak = fresh(paths)
    times = "".join(f"{best:>9.1f}/{median:<7.1f}" for best, median in cells)
    return f"{paths:>5}{times}{cold:>9.0f}{peak:>9.0f}{plain:>15.0f}{plain / cells[2][0]:>8.0f}×"


def row_2(paths: int, runs: int) -> str:
    """One line of method 2's table."""
    given = {"order": None, **document(paths), "method": "2"}
    inputs = parse(given)
    whole(inputs)
    cells = [timed(lambda work=work: work(inputs), runs) for work in (method2.judgement_of, whole)]  # type: ignore[misc]

    def plain() -> None:
        for path in given["paths"]:
            transcription_2.judged(given, path["key"])
            transcription_2.if_measured(given, path["key"])

    written, _ = timed(plain, 1)
    cold, peak = fresh(paths, "2")
    times = "".join(f"{best:>9.1f}/{median:<7.1f}" for best, median in cells)
    return f"{paths:>5}{times}{cold:>9.0f}{peak:>9.0f}{written:>15.0f}{written / cells[1][0]:>8.0f}×"


def map_row(points: int, runs: int) -> str:
    """The constraint map of so many points at one place, where labels crowd most."""
    crowd = [
        Point(
            number=number, key=f"path-{number}", name=f"Path number {number}", verdict="find_out_first",
            word="Find out first", fights=False, fit=(0, 0.5, 1), support=(0, 0.5, 1), figures="",
        )
        for number in range(1, points + 1)
    ]  # fmt: skip

    def draw() -> None:
        _constraint_map.cache_clear()
        constraint_map(crowd, WIDE)

    best, median = timed(draw, runs)
    return f"{points:>5}{best:>9.1f}/{median:<7.1f}"


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20, help="how often each part is run")
    parser.add_argument("--once", type=int, help="score so many paths once, in this process")
    parser.add_argument("--method", default="1", choices=("1", "2"), help="by which method, with --once")
    options = parser.parse_args()
    if options.once is not None:
        first_result(options.once, options.method)
        return 0
    print("paths    exact ms        sampled ms      whole ms        cold ms  peak MB  transcription ms")
    for paths in SIZES:
        print(row(paths, options.runs), flush=True)
    print("\nmethod 2\npaths    issued ms       whole ms        cold ms  peak MB  transcription ms")
    for paths in SIZES:
        print(row_2(paths, options.runs), flush=True)
    print("\npoints    map ms")
    for points in (8, 20):
        print(map_row(points, options.runs), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`make bench`: measure, print a table, and say what changed since the last committed one.

`--save` writes tests/bench/last.json. Times move with the machine; ratios to the floor in the same run less so.
"""

import argparse
import json
import statistics
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import bench_pages, bench_reports  # noqa: E402  (the path above must be set first)

LAST = Path(__file__).with_name("last.json")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--save", action="store_true", help="keep the figures as the ones to compare with")
    options = parser.parse_args()
    before = json.loads(LAST.read_text()) if LAST.exists() else {}
    found = bench_pages.figures()
    print(
        f"{'target':<24}{'gzip KB':>9}{'first ms':>10}{'p50 ms':>9}{'× floor':>9}{'queries':>9}   since last"
    )
    for figure in found:
        old = before.get(figure.name)
        change = (
            "new"
            if old is None
            else f"{figure.ratio / old['ratio'] - 1:+.0%} ratio, {figure.queries - old['queries']:+d} queries"
        )
        print(
            f"{figure.name:<24}{figure.bytes_gzipped / 1000:>9.1f}{figure.first_byte_ms:>10.1f}{figure.p50_ms:>9.1f}"
            f"{figure.ratio:>9.1f}{figure.queries:>9}   {change}"
        )
    print("\nReports, beside the bare view of this run:", flush=True)
    bench_reports.table(statistics.median(figure.p50_ms / figure.ratio for figure in found))
    print("\nScoring, in milliseconds, beside a plain transcription of the specification:", flush=True)
    subprocess.run([sys.executable, "-m", "tests.bench.bench_scoring"], cwd=ROOT, check=True)
    if options.save:
        LAST.write_text(json.dumps({figure.name: asdict(figure) for figure in found}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

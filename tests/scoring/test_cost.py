"""What a large evaluation may take of a worker's memory."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALLOWED_MB = 120


def test_twenty_paths_fit_into_the_memory_allowed():
    command = [sys.executable, "-m", "tests.bench.bench_scoring", "--once", "20"]
    ran = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
    _, peak = json.loads(ran.stdout)
    assert peak < ALLOWED_MB

"""Section 23: the core as a program, without Django, a database or a clock."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evaluations.scoring import parse

from .plainly import score
from .worlds import vector_document

STORED_S14 = "900f2603ed8df19b9b2be05a68137fd8954b8a8c1682731da25cb6f6a25739af"
ROOT = Path(__file__).resolve().parents[2]


def run(content: bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG"}}
    return subprocess.run(
        [sys.executable, "-m", "evaluations.scoring"],
        input=content,
        capture_output=True,
        cwd=ROOT,
        env=kept | environment,
        check=False,
    )


def test_the_program_prints_the_result():
    ran = run(json.dumps(vector_document("S14")).encode())
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout) == score(parse(vector_document("S14")))


@pytest.mark.property(7)
@pytest.mark.property(11)
def test_the_program_prints_the_same_bytes_whatever_the_order_and_the_hash_seed():
    document = vector_document("S14")
    shuffled = {
        **document,
        "paths": document["paths"][::-1],
        "answers": dict(reversed(document["answers"].items())),
    }
    first = run(json.dumps(document).encode(), PYTHONHASHSEED="1")
    second = run(json.dumps(shuffled).encode(), PYTHONHASHSEED="2")
    assert first.stdout == second.stdout != b""


@pytest.mark.property(11)
def test_a_stored_result_is_the_same_on_every_build_of_numpy():
    # Found equal with numpy 1.26.4 and 2.4.6; another digest means another version of the method.
    ran = run(json.dumps(vector_document("S14")).encode())
    assert hashlib.sha256(ran.stdout).hexdigest() == STORED_S14


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", 1),
        (b"not json", 1),
        (b"\xff\xfe", 1),
        (b"[" * 200_000, 1),
        (b'{"paths": [], "growth_model": NaN}', 1),
        (b'{"paths": [3, {"key": "a\\nb"}], "x\\ny": 1}', 5),
    ],
)
def test_bad_input_gives_status_2_and_a_line_for_each_fault(content, lines):
    ran = run(content, PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert len(ran.stderr.decode().splitlines()) == lines
    assert b"Traceback" not in ran.stderr


def test_a_fault_is_its_pointer_a_colon_and_a_sentence():
    ran = run(b'{"paths": [], "growth_model": 3}')
    assert ran.stderr == b"/growth_model: The growth model must be a key, or null.\n"


def test_the_core_loads_nothing_but_the_standard_library_and_numpy():
    listing = (
        "import evaluations.scoring.__main__, sys; print(*sorted({n.split('.')[0] for n in sys.modules}))"
    )
    ran = subprocess.run([sys.executable, "-c", listing], capture_output=True, cwd=ROOT, check=True)
    # numpy 1.26 brings its compiler's runtime along as a module of its own.
    known = {"numpy", "cython_runtime", "evaluations", *sys.stdlib_module_names}
    foreign = set(ran.stdout.decode().split()) - known
    assert {name for name in foreign if not name.startswith(("_", "sitecustomize"))} == set()

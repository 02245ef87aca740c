"""Method 2 as a program: the same bytes whatever the order, the hash seed and the build of numpy."""

import hashlib
import json

import pytest

from evaluations.scoring import canonical, canonical_json, inputs_sha256, parse
from evaluations.scoring import document as whole
from tests.scoring.test_program import run

from .worlds import vector_document, world

STORED_V12 = "7ea44bc48637318e809d9d5e95982ea210885a31ea390202f0d6688d7eb0b241"


def test_the_program_prints_the_result():
    ran = run(json.dumps(vector_document("V12")).encode())
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout) == whole(parse(vector_document("V12")))


@pytest.mark.property(19)
def test_two_processes_print_the_same_bytes():
    document = world(17)
    shuffled = {
        **document,
        "paths": document["paths"][::-1],
        "answers": dict(reversed(document["answers"].items())),
    }
    first = run(json.dumps(document).encode(), PYTHONHASHSEED="1")
    second = run(json.dumps(shuffled).encode(), PYTHONHASHSEED="2")
    assert first.stdout == second.stdout != b""


@pytest.mark.property(19)
def test_a_stored_result_is_the_same_on_every_build_of_numpy():
    # Found equal with numpy 1.26.4 and 2.4.6; another digest means another version of the method.
    ran = run(json.dumps(vector_document("V12")).encode())
    assert hashlib.sha256(ran.stdout).hexdigest() == STORED_V12


@pytest.mark.parametrize("seed", range(30))
def test_canonical_inputs_are_read_back_as_they_are(seed):
    inputs = parse(world(seed))
    assert parse(canonical(inputs)) == inputs
    assert canonical_json(parse(json.loads(canonical_json(inputs)))) == canonical_json(inputs)
    assert len(inputs_sha256(inputs)) == 64


def test_a_document_without_a_method_is_one_of_method_1():
    document = vector_document("V1")
    del document["method"]
    assert whole(parse(document))["method"] == "1"


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        ({"answers": {"a/f1": {"lo": 0, "hi": 1, "evidenced": True}}}, ["/answers/a~1f1/lo"] * 1),
        ({"answers": {"a/f1": {"p": [1, 0, 0, 0], "evidenced": True}}}, ["/answers/a~1f1/p"]),
        ({"answers": {"a/f1": {"p": [0.5, 0, 0, 0, 0.4], "evidenced": True}}}, ["/answers/a~1f1/p"]),
        ({"answers": {"a/f1": {"p": [1, 0, 0, 0, 0]}}}, ["/answers/a~1f1/evidenced"]),
    ],
)
def test_what_method_2_does_not_take_is_a_fault(change, pointers):
    from evaluations.scoring import InvalidInputs

    with pytest.raises(InvalidInputs) as caught:
        parse({**world(1, most=1, catalog_like=True), **change})
    assert [fault.pointer for fault in caught.value.faults][: len(pointers)] == pointers


def test_a_path_names_economics_and_provenance_correctly():
    from evaluations.scoring import InvalidInputs

    document = world(1, most=1, catalog_like=True)
    document["paths"][0]["economics"] = ["nothing"]
    document["paths"][0]["alignment"]["plg"] = {"level": 3, "provenance": "hearsay"}
    with pytest.raises(InvalidInputs) as caught:
        parse(document)
    assert {fault.pointer for fault in caught.value.faults} == {
        "/paths/0/economics/0", "/paths/0/alignment/plg/provenance",
    }  # fmt: skip

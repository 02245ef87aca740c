"""Section 16: the one written form of the inputs."""

import hashlib
import json

import pytest
from hypothesis import given

from evaluations.scoring import canonical, canonical_json, inputs_sha256, parse

from .plainly import sampled
from .worlds import mini, worlds

DOCUMENT = {
    "order": [["carry", "pull"], ["product", "compounding", "access"]],
    "growth_model": None,
    "answers": {
        "surface/brand": {"designable": False},
        "surface/data": {"level": 3, "grade": "observed", "designable": False},
        "surface/elsewhere": {"level": 3, "grade": "observed"},
        "content/editorial": {"level": 4, "grade": "assumed", "designable": False, "reason": "because"},
        "content/search_demand": {"na": True, "reason": "ünneeded"},
        "content/point_of_view": {"lo": 0, "hi": 0.5, "evidenced": False},
        "content/owned_channels": {"level": None},
        "content!unmapped": {"designable": True},
    },
    "paths": [{**mini("content")[0], "constraints": []}, mini("community")[0]],
}


def test_the_canonical_form():
    found = canonical(parse(DOCUMENT))
    assert [path["key"] for path in found["paths"]] == ["community", "content"]
    assert found["paths"][1]["constraints"] == ["unmapped"]
    assert list(found["paths"][1]["factors"]) == sorted(mini("content")[0]["factors"])
    assert found["order"] == [["pull", "carry"], ["product", "access", "compounding"]]
    assert found["answers"] == {
        "content/editorial": {"level": 4, "grade": "assumed"},
        "content/point_of_view": {"lo": 0.0, "hi": 0.5, "evidenced": False},
        "content/search_demand": {"na": True},
        "surface/brand": {"designable": False},
        "surface/data": {"level": 3, "grade": "observed", "designable": False},
    }


def test_the_canonical_text_and_its_digest():
    inputs = parse({"paths": [{**mini("content")[0], "surfaces": {"größe": 1}}]})
    text = canonical_json(inputs)
    assert '"surfaces":{"größe":1}' in text
    assert text.startswith('{"answers":{},"growth_model":null,"method":"1","order":null,"paths":[{')
    assert inputs_sha256(inputs) == hashlib.sha256(text.encode()).hexdigest()


@given(document=worlds())
def test_the_canonical_form_reads_back_as_the_same_inputs(document):
    inputs = parse(document)
    again = parse(json.loads(canonical_json(inputs)))
    assert again == inputs
    assert canonical_json(again) == canonical_json(inputs)


@pytest.mark.parametrize("numbers", [(0, 1), (0.0, 1.0), (-0.0, 1.0)])
def test_equal_numbers_have_one_form(numbers):
    lo, hi = numbers
    answer = {"lo": lo, "hi": hi, "evidenced": True}
    text = canonical_json(parse({"paths": mini("content"), "answers": {"content/editorial": answer}}))
    assert '{"evidenced":true,"hi":1.0,"lo":0.0}' in text


@pytest.mark.property(21)
def test_notes_and_reasons_change_nothing():
    plain = parse({"paths": mini("content"), "answers": {"content/editorial": {"na": True}}})
    noted = parse(
        {"paths": mini("content"), "answers": {"content/editorial": {"na": True, "reason": "AI writes"}}}
    )
    assert noted == plain
    assert sampled(noted) == sampled(plain)

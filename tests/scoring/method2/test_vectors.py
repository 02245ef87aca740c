"""The vectors of method 2, each with every promise that it states, and none that it does not."""

import pytest

from tests.scoring.closeness import differences

from .worlds import SCORED, VECTORS, scored, vector_document

PROMISES = ("road", "to_scale", "breaks", "relief", "design")
EXACT, SHARES, ASKED = 1e-6, 5e-4, 0.01


@pytest.mark.parametrize("name", [pytest.param(each, marks=pytest.mark.vector(each)) for each in SCORED])
def test_a_vector_is_judged_as_stated(name):
    expected, found = VECTORS[name]["expect"], scored(vector_document(name))
    assert differences(expected["paths"], found["paths"], EXACT) == []
    assert differences(expected.get("headline", {}), found["headline"], EXACT) == []
    assert differences(expected.get("ranking", {}), found["ranking"], SHARES) == []
    asked = expected.get("ask_next_top", [])
    assert differences(asked, found["ask_next"][: len(asked)], ASKED) == []
    for key, path in expected["paths"].items():
        stated = path.get("promises", {})
        made = {kind for kind in PROMISES if found["paths"][key]["promises"][kind] is not None}
        assert made == {kind for kind in PROMISES if stated.get(kind)}

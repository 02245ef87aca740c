"""The vectors that state one path's exact and sampled parts, and the display order of three."""

import pytest

from evaluations.scoring import parse

from .closeness import differences
from .plainly import exact, sampled
from .worlds import VECTORS, vector_document

EXACT = 1e-6
STREAM = 0.0005
SINGLE = ("S4", "S5", "S6", "S7", "S8")


def vectors(*names):
    return [pytest.param(name, marks=pytest.mark.vector(name), id=name) for name in names]


@pytest.mark.parametrize("name", vectors(*SINGLE))
def test_the_exact_part_of_one_path(name):
    found = exact(parse(vector_document(name)))["paths"]["community"]["exact"]
    assert differences(VECTORS[name]["expect"]["exact"], found, EXACT) == []


@pytest.mark.parametrize("name", vectors(*SINGLE))
def test_the_sampled_part_of_one_path(name):
    found = sampled(parse(vector_document(name)))["paths"]["community"]["sampled"]
    stated = VECTORS[name]["expect"]["stream"]
    assert differences(stated, found, STREAM) == []
    assert found.keys() == stated.keys()


@pytest.mark.vector("S6")
def test_one_missing_answer_has_the_closed_form_chance():
    found = sampled(parse(vector_document("S6")))["paths"]["community"]["sampled"]["K"]
    stated = VECTORS["S6"]["expect"]["analytic"]
    assert found["scale"] == pytest.approx(stated["P_scale"], abs=0.01)
    assert found["park"] == pytest.approx(stated["P_park"], abs=0.01)


@pytest.mark.vector("S8")
def test_what_cannot_be_designed_in_is_parked():
    document = vector_document("S8")
    for surface in ("community", "artifact"):
        document["answers"][f"surface/{surface}"]["designable"] = False
    found = sampled(parse(document))["paths"]["community"]
    assert found["sampled"]["verdict"] == "park"
    assert found["exact"]["design_in"] == []


@pytest.mark.vector("S8")
def test_the_fewest_surfaces_to_design_in_are_named():
    found = exact(parse(vector_document("S8")))["paths"]["community"]["exact"]
    assert found["design_in"] == ["surface/community"]
    assert found["weakest_dims"] == ["carry"]


@pytest.mark.vector("S14")
@pytest.mark.parametrize("key", ["community", "content", "partner"])
def test_three_paths(key):
    found = sampled(parse(vector_document("S14")))["paths"][key]
    stated = VECTORS["S14"]["expect"]
    for score, values in stated["exact"][key].items():
        assert [found["exact"][end][score] for end in ("lo", "point", "hi")] == pytest.approx(
            values, abs=EXACT
        )
    assert differences(stated["stream"][key], found["sampled"], STREAM) == []


@pytest.mark.vector("S14")
def test_display_order_and_headline_of_three_paths():
    found = sampled(parse(vector_document("S14")))
    assert found["ranking"]["display_order"] == VECTORS["S14"]["expect"]["display_order"]
    assert found["headline"] == {"path": "community", "verdict": "scale", "confidence": 0.9702}


def test_every_item_that_binds_is_named():
    found = exact(parse(vector_document("S14")))["paths"]["partner"]["exact"]
    assert found["binding"] == ["partner!partner_incentive", "partner/enablement", "partner@alignment"]

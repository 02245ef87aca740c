"""Section 15, and the table of section 17: small worlds with one thing out of the ordinary."""

import pytest

from evaluations.scoring import parse

from .plainly import exact, sampled
from .worlds import answers_like, items_of, mini, surface_items_of

(COMMUNITY,) = mini("community")
FIT = [
    item
    for item in items_of(COMMUNITY) + surface_items_of(COMMUNITY)
    if "!" not in item and "management" not in item
]


def scored(answers, *, growth_model="plg", order=None, paths=(COMMUNITY,)):
    document = {"paths": list(paths), "answers": answers, "growth_model": growth_model, "order": order}
    return sampled(parse(document))


def community(answers, **given):
    return scored(answers, **given)["paths"]["community"]


def test_no_paths_give_an_empty_result():
    found = scored({}, paths=())
    assert (found["paths"], found["ranking"]["display_order"], found["headline"]) == ({}, [], None)


def test_a_path_without_applicable_fit_items_is_not_applicable():
    found = scored({item: {"na": True} for item in FIT})
    assert found["paths"] == {"community": {"verdict": "not_applicable"}}
    assert found["ranking"]["display_order"] == []
    assert found["headline"] is None


def test_most_dimensions_not_applicable_is_narrow():
    answers = answers_like(4, "measured", COMMUNITY)
    for item in FIT[1:]:
        if item not in {"community/shareability"}:
            answers[item] = {"na": True}
    found = community(answers)
    assert found["exact"]["applicability"] == 0.4
    assert found["exact"]["narrow"] is True
    assert (found["sampled"]["verdict"], found["sampled"]["reason"]) == ("find_out_first", "narrow")


def test_a_path_that_fights_the_growth_model_is_parked_and_settled():
    found = community({}, growth_model="plg", paths=[{**COMMUNITY, "alignment": {"plg": 1}}])
    assert (found["sampled"]["verdict"], found["sampled"]["likelihood"]) == ("park", "settled")


def test_a_path_without_a_constraint_gets_an_unmapped_one():
    found = community(answers_like(4, "measured", COMMUNITY), paths=[{**COMMUNITY, "constraints": []}])
    assert found["sampled"]["blind_spots"] == ["community!unmapped"]
    assert found["exact"]["coverage_support"] == pytest.approx(2 / 3, abs=1e-6)


def test_a_path_without_linked_surfaces_has_no_carry():
    found = community(answers_like(4, "measured", COMMUNITY), paths=[{**COMMUNITY, "surfaces": {}}])
    assert list(found["exact"]["dims"]) == ["pull", "product", "access", "compounding"]
    assert found["exact"]["applicability"] == 0.8


def test_a_capability_that_does_not_apply_leaves_support():
    answers = {**answers_like(4, "measured", COMMUNITY), "community/management": {"na": True}}
    answers["community!member_value"] = {"level": 2, "grade": "measured"}
    found = community(answers)["exact"]
    assert found["point"]["S"] == 0.5
    assert found["binding"] == ["community!member_value"]


def test_everything_measured_is_settled():
    found = community(answers_like(3, "measured", COMMUNITY))["sampled"]
    assert found["K"] == {"scale": 1.0, "relieve_first": 0.0, "design_in_first": 0.0, "park": 0.0}
    assert found["likelihood"] == "settled"


def test_an_exact_tie_is_shown_by_key():
    twins = [{**COMMUNITY, "key": key} for key in ("zeta", "alpha")]
    assert scored({}, paths=twins)["ranking"]["display_order"] == ["alpha", "zeta"]


def test_an_override_replaces_the_catalogs_match():
    answers = answers_like(4, "measured", COMMUNITY)
    answers["community@alignment"] = {"level": 1, "grade": "observed"}
    found = community(answers)["exact"]
    assert [found[end]["A"] for end in ("lo", "point", "hi")] == [0.125, 0.25, 0.375]


def test_an_overridden_match_is_no_blind_spot():
    answers = answers_like(4, "measured", COMMUNITY)
    answers["community@alignment"] = {"level": 4, "grade": "measured"}
    found = community(answers, growth_model=None)["sampled"]
    assert (found["verdict"], found["blind_spots"]) == ("scale", [])


def test_scale_without_help_from_the_product_names_its_first_design_move():
    answers = answers_like(4, "measured", COMMUNITY)
    answers |= {item: {"level": 1, "grade": "measured"} for item in surface_items_of(COMMUNITY)}
    found = community(answers)["exact"]
    assert found["point"]["verdict"] == "scale"
    assert found["first_design_move"] == "surface/community"


ROWS = [
    ("one No", {"community/interest": 0}, "plg", "park"),
    ("the constraint", {"community!member_value": 0}, "plg", "relieve_first"),
    ("no surface", {"surface/community": 0, "surface/artifact": 0}, "plg", "design_in_first"),
    ("all Yes", {}, "plg", "scale"),
]


@pytest.mark.parametrize(("case", "levels", "model", "verdict"), ROWS, ids=[row[0] for row in ROWS])
def test_where_a_weighted_average_would_be_content(case, levels, model, verdict):
    answers = answers_like(4, "measured", COMMUNITY)
    answers |= {item: {"level": level, "grade": "measured"} for item, level in levels.items()}
    assert community(answers, growth_model=model)["sampled"]["verdict"] == verdict


def test_two_assumed_answers_and_nothing_else_are_no_ground_for_a_verdict():
    assumed = {"level": 4, "grade": "assumed"}
    found = community({"community/interest": assumed, "community/shareability": assumed})
    ends = found["exact"]["lo"], found["exact"]["hi"]
    assert [(end["F"], end["S"]) for end in ends] == [(0.2, 0.0), (1.0, 1.0)]
    assert found["sampled"]["verdict"] == "find_out_first"


def test_all_assumed_is_too_little_to_lean():
    found = community(answers_like(4, "assumed", COMMUNITY))["sampled"]
    assert (found["verdict"], found["reason"], found["lean"]) == ("find_out_first", "open", "scale")
    assert found["confidence"] == pytest.approx(0.65, abs=0.01)


def test_the_exact_part_is_the_same_with_and_without_draws():
    document = {"paths": [COMMUNITY], "answers": answers_like(2, "assumed", COMMUNITY), "growth_model": None}
    inputs = parse(document)
    assert exact(inputs)["paths"]["community"]["exact"] == sampled(inputs)["paths"]["community"]["exact"]

"""Triage: carry (section 4) and match (section 5) alone, before anything else is asked."""

import copy
from itertools import pairwise

import pytest
from hypothesis import given, settings

from evaluations.scoring import parse
from evaluations.scoring.constants import BAR_LOW, PARK

from .plainly import exact, triage
from .worlds import GRADES, MODELS, mini, worlds

ENDS = ("lo", "point", "hi")
common = settings(max_examples=80, deadline=None)


def triaged(answers, *, paths=("community", "content", "partner"), growth_model="plg"):
    return triage(parse({"paths": mini(*paths), "answers": answers, "growth_model": growth_model}))


def carry(found, path):
    return tuple(found["paths"][path]["carry"][end] for end in ENDS)


def test_unanswered_surfaces_leave_carry_wide_open_and_the_order_to_the_key():
    found = triaged({})
    assert [carry(found, path) for path in found["order"]] == [(0.0, 0.5, 1.0)] * 3
    assert found["order"] == ["community", "content", "partner"]
    assert found["paths"]["community"]["surfaces"] == {"answered": 0, "applicable": 2}


def test_carry_is_the_mean_by_relevance_at_both_ends_and_in_the_middle():
    """Primary counts two, supporting one: (2 × 0.75 + 0.25) / 3, with ± 0.125 and ± 0.25 around them."""
    found = triaged(
        {
            "surface/community": {"level": 3, "grade": "observed"},
            "surface/artifact": {"level": 1, "grade": "reported"},
        }
    )
    assert carry(found, "community") == (0.416667, 0.583333, 0.75)


def test_a_surface_that_does_not_apply_leaves_its_weight_to_the_rest():
    found = triaged(
        {
            "surface/community": {"na": True},
            "surface/artifact": {"level": 1, "grade": "measured"},
            "surface/brand": {"na": True},
            "surface/data": {"na": True},
        }
    )
    assert carry(found, "community") == (0.25, 0.25, 0.25)
    assert found["paths"]["content"]["carry"] is None
    assert found["paths"]["content"]["surfaces"] == {"answered": 0, "applicable": 0}
    assert found["order"] == ["partner", "community", "content"], "nothing can carry content: it comes last"


def test_equal_middles_are_ordered_by_the_surer_low_end():
    found = triaged(
        {
            "surface/brand": {"level": 2, "grade": "observed"},
            "surface/data": {"level": 2, "grade": "observed"},
        },
        paths=("community", "content"),
    )
    assert [carry(found, path)[1] for path in found["order"]] == [0.5, 0.5]
    assert found["order"] == ["content", "community"]


def fighting(level):
    """The partner path at this level under the declared growth model."""
    paths = mini("community", "partner")
    paths[1] = paths[1] | {"alignment": paths[1]["alignment"] | {"plg": level}}
    return paths


@pytest.mark.parametrize(("level", "aside"), [(0, True), (1, True), (2, False), (3, False), (4, False)])
def test_a_path_that_fights_the_declared_growth_model_is_set_aside(level, aside):
    found = triage(parse({"paths": fighting(level), "answers": {}, "growth_model": "plg"}))
    assert found["paths"]["partner"]["set_aside"] is aside
    assert found["set_aside"] == (["partner"] if aside else [])
    assert found["paths"]["partner"]["match_from"] == "growth_model"


def test_an_undeclared_growth_model_sets_nothing_aside_and_says_so():
    paths = [
        path | {"alignment": dict.fromkeys(path["alignment"], 1)} for path in mini("community", "partner")
    ]
    found = triage(parse({"paths": paths, "answers": {}, "growth_model": None}))
    assert found["growth_model"] is None
    assert found["set_aside"] == []
    assert {path["match_from"] for path in found["paths"].values()} == {"undeclared"}


def test_an_undeclared_match_spans_the_growth_models():
    found = triaged({}, growth_model=None)
    assert found["paths"]["partner"]["match"] == {"lo": 0.5, "point": 0.75, "hi": 1.0}


@pytest.mark.parametrize("growth_model", ["plg", None])
def test_an_answer_on_the_match_itself_sets_aside_only_when_it_fights_throughout(growth_model):
    measured = triaged({"partner@alignment": {"level": 1, "grade": "measured"}}, growth_model=growth_model)
    assert measured["set_aside"] == ["partner"]
    assert measured["paths"]["partner"]["match_from"] == "override"
    observed = triaged({"partner@alignment": {"level": 1, "grade": "observed"}}, growth_model=growth_model)
    assert observed["set_aside"] == [], "0.125 to 0.375: the upper end meets the bar"


def test_an_override_takes_a_path_that_fights_back_in():
    answers = {"partner@alignment": {"level": 3, "grade": "measured"}}
    found = triage(parse({"paths": fighting(0), "answers": answers, "growth_model": "plg"}))
    assert found["set_aside"] == []


def test_no_paths_are_no_error():
    assert triage(parse({"paths": []})) == {
        "method": "1", "growth_model": None, "order": [], "set_aside": [], "paths": {},
    }  # fmt: skip


@common
@given(worlds())
def test_no_verdict_and_no_other_answer_enters(document):
    found = triage(parse(document))
    kept = {key: answer for key, answer in document["answers"].items() if "surface/" in key or "@" in key}
    assert triage(parse(document | {"answers": kept, "order": None})) == found
    assert "verdict" not in str(found)


@common
@given(worlds())
def test_carry_and_match_are_those_of_the_result(document):
    """The same values as the exact part, and what is set aside is parked there, at both ends."""
    found, result = triage(parse(document)), exact(parse(document))
    for key, entry in found["paths"].items():
        judged = result["paths"][key].get("exact")
        if judged is None:
            continue
        assert judged["dims"].get("carry") == (entry["carry"] and entry["carry"]["point"])
        assert [judged[end]["A"] for end in ENDS] == [entry["match"][end] for end in ENDS]
        if entry["set_aside"]:
            assert entry["match"]["hi"] < BAR_LOW
            assert {judged[end]["verdict"] for end in ENDS} == {PARK}
    assert sorted([*found["order"], *found["set_aside"]]) == sorted(path["key"] for path in document["paths"])


def ladder(document, item, answers):
    """Carry of every path as one surface's answer goes through `answers`."""
    found = []
    for answer in answers:
        changed = copy.deepcopy(document)
        changed["answers"][item] = answer
        found.append({key: path["carry"] for key, path in triage(parse(changed))["paths"].items()})
    return found


@common
@given(worlds())
def test_a_higher_answer_never_lowers_carry(document):
    steps = ladder(document, "surface/brand", [{"level": n, "grade": "reported"} for n in range(5)])
    for before, after in pairwise(steps):
        for key, carried in before.items():
            assert carried is None or all(carried[end] <= after[key][end] for end in ENDS)


@common
@given(worlds())
def test_better_evidence_narrows_carry_inside_what_it_was(document):
    steps = ladder(document, "surface/brand", [{}, *({"level": 3, "grade": g} for g in reversed(GRADES))])
    for before, after in pairwise(steps):
        for key, carried in before.items():
            if carried is not None:
                assert carried["lo"] <= after[key]["lo"] <= after[key]["hi"] <= carried["hi"]


@common
@given(worlds())
def test_the_order_is_by_middle_then_low_end_then_key(document):
    found = triage(parse(document))
    carried = [found["paths"][key]["carry"] for key in found["order"]]
    assert carried == sorted(
        carried, key=lambda each: (each is None, each and -each["point"], each and -each["lo"])
    )
    assert found["growth_model"] in {None, *MODELS}

"""Section 12: what to ask next."""

import pytest
from hypothesis import given, settings

from evaluations.scoring import parse
from evaluations.scoring.method1.asking import information
from evaluations.scoring.method1.path_scores import scores_by_path
from evaluations.scoring.method1.sampling import sample

from .closeness import differences
from .plainly import score
from .worlds import VECTORS, answers_like, items_of, mini, vector_document, worlds

STREAM = 0.0005


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.vector(name)) for name in ("S6", "S14")]
)
def test_the_most_telling_questions(name):
    stated = VECTORS[name]["expect"]["ask_next_top"]
    found = score(parse(vector_document(name)))["ask_next"]
    assert differences(stated, found[: len(stated)], STREAM) == []


@pytest.mark.vector("S6")
def test_the_information_of_one_question_has_the_closed_form():
    stated = VECTORS["S6"]["expect"]["analytic"]
    (asked,) = score(parse(vector_document("S6")))["ask_next"]
    assert asked["bits"] == pytest.approx(stated["bits"], abs=0.01)
    assert asked["flip"] == {"community": stated["flip"]}


@pytest.mark.property(15)
@settings(max_examples=30, deadline=None)
@given(document=worlds())
def test_information_is_bounded_and_only_of_open_items_in_use(document):
    all_scores = scores_by_path(parse(document))
    items = {item.id for path_scores in all_scores.values() for item in path_scores.terms.items}
    for path_scores in all_scores.values():
        drawn = sample(path_scores)
        # An undeclared growth model may be open on one path and make no difference on another.
        open_ = {item.id for item in path_scores.terms.items if item.range.is_open}
        for item in items:
            bits = information(item, path_scores, drawn)
            assert 0 <= bits <= 2
            assert bits == 0 or item in open_


@pytest.mark.property(15)
def test_what_is_measured_is_not_asked():
    answers = answers_like(3, "measured", *mini("community"))
    assert (
        score(parse({"paths": mini("community"), "answers": answers, "growth_model": "plg"}))["ask_next"]
        == []
    )


@pytest.mark.property(8)
@settings(max_examples=20, deadline=None)
@given(document=worlds())
def test_information_about_a_path_does_not_depend_on_the_others(document):
    together = scores_by_path(parse(document))
    for path in document["paths"]:
        alone = scores_by_path(parse({**document, "paths": [path]})).get(path["key"])
        if alone is not None:
            for item in items_of(path):
                expected = information(item, together[path["key"]], sample(together[path["key"]]))
                assert information(item, alone, sample(alone)) == expected


def test_an_undeclared_growth_model_is_asked_for_every_path_without_an_override():
    answers = answers_like(4, "measured", *mini("content", "partner"))
    answers["content@alignment"] = {"level": 4, "grade": "measured"}
    fighting = [{**path, "alignment": {"plg": 4, "sales": 0}} for path in mini("content", "partner")]
    (asked,) = score(parse({"paths": fighting, "answers": answers}))["ask_next"]
    assert asked["item"] == "growth_model"
    assert asked["bits"] == pytest.approx(1.0)
    assert asked["flip"] == {"partner": 0.5}


def test_a_path_held_back_by_assumptions_says_which_evidence_to_raise():
    answers = answers_like(4, "observed", *mini("community"))
    answers |= {item: {"level": 4, "grade": "reported"} for item in items_of(mini("community")[0])}
    answers["community@alignment"] = {"level": 4, "grade": "reported"}
    answers["community/infrastructure"] = {"lo": 0.75, "hi": 1.0, "evidenced": False}
    found = score(parse({"paths": mini("community"), "answers": answers, "growth_model": "plg"}))
    assert found["paths"]["community"]["sampled"]["reason"] == "unevidenced"
    assert found["raise_evidence"] == {
        "community": [
            "community!member_value",
            "community/management",
            "community/infrastructure",
            "community/interest",
            "community/network_growth",
            "community/shareability",
            "community@alignment",
        ]
    }


def test_nothing_has_to_be_raised_where_evidence_does_not_hold_the_verdict():
    assert score(parse(vector_document("S14")))["raise_evidence"] == {}

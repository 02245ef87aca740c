"""Section 13: several raters."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.scoring import parse
from evaluations.scoring.agreement import Alpha, consensus, krippendorff_alpha
from evaluations.scoring.inputs import Answer
from evaluations.scoring.method1.panel import aggregate, panel_inputs

from .plainly import panel_report, sampled
from .worlds import VECTORS, answers_like, levelled, mini, vector_document, worlds


def rater(answers):
    return parse({"paths": mini("community"), "answers": answers, "growth_model": "plg"})


@pytest.mark.vector("S11")
def test_consensus_is_the_published_one():
    stated = VECTORS["S11"]["expect"]["Cns"]
    assert consensus(VECTORS["S11"]["input"]["frequencies"]) == pytest.approx(stated, abs=1e-7)


@pytest.mark.vector("S12")
def test_alpha_is_the_published_one():
    found = krippendorff_alpha(VECTORS["S12"]["input"]["raters_by_units"])
    assert found.value == pytest.approx(VECTORS["S12"]["expect"]["alpha_ordinal"], abs=1e-6)
    assert found.word == "reliable"


@pytest.mark.vector("S13")
def test_a_panel_of_three():
    found = aggregate([Answer(3, "observed"), Answer(1, "assumed"), Answer(4, "reported")])
    stated = VECTORS["S13"]["expect"]
    lo, mid, hi = found.range
    assert {"lo": lo, "hi": hi, "mid": mid} == {name: stated[name] for name in ("lo", "hi", "mid")}
    assert (found.answer.evidenced, found.contested) == (stated["evidenced"], stated["contested"])
    assert found.answer == Answer(lo=0.25, hi=1.0, evidenced=False)


@pytest.mark.property(20)
@settings(max_examples=30, deadline=None)
@given(document=worlds(most=2), copies=st.integers(1, 5))
def test_one_rater_or_copies_of_one_are_that_rater(document, copies):
    alone = parse(document)
    assert panel_inputs([alone] * copies) == alone
    assert sampled(panel_inputs([alone] * copies)) == sampled(alone)


answers_ = st.lists(
    st.one_of(
        levelled.map(lambda each: Answer(**each)),
        st.just(Answer()),
        st.just(Answer(na=True)),
        st.just(Answer(designable=False)),
    ),
    min_size=1,
    max_size=7,
)


@pytest.mark.property(20)
@given(raters=answers_, seed=st.integers(0, 99))
def test_the_order_of_raters_means_nothing(raters, seed):
    shuffled = list(raters)
    random.Random(seed).shuffle(shuffled)
    assert aggregate(shuffled) == aggregate(raters)


@pytest.mark.property(20)
@given(raters=answers_, copies=st.integers(2, 4))
def test_copies_of_all_raters_change_nothing_but_who_agrees(raters, copies):
    once, often = aggregate(raters), aggregate(raters * copies)
    assert (often.answer, often.range, often.contested) == (once.answer, once.range, once.contested)


@pytest.mark.property(20)
@given(raters=answers_)
def test_a_panels_range_holds_the_middle_half_of_its_raters(raters):
    found = aggregate(raters)
    levels = sorted(each.level / 4 for each in raters if each.level is not None)
    if levels and not found.answer.na:
        assert found.range.lo <= levels[len(levels) // 2] <= found.range.hi


@pytest.mark.property(20)
@pytest.mark.parametrize(("frequencies", "expected"), [([0, 0, 5, 0, 0], 1.0), ([3, 0, 0, 0, 3], 0.0)])
def test_consensus_is_one_for_unanimity_and_nought_for_a_split_at_the_ends(frequencies, expected):
    assert consensus(frequencies) == expected


@pytest.mark.parametrize("frequencies", [[0, 0, 0, 0, 0], [0, 0, 1, 0, 0]])
def test_fewer_than_two_raters_have_no_consensus(frequencies):
    assert consensus(frequencies) is None


def test_more_votes_for_not_applicable_than_levels_take_the_item_out():
    declining = [Answer(na=True), Answer(na=True), Answer(4, "assumed")]
    assert aggregate(declining).answer.na
    assert not aggregate([*declining, Answer(4, "observed")]).answer.na


def test_half_of_the_raters_make_a_surface_designable_and_an_answer_evidenced():
    found = aggregate([Answer(3, "assumed", designable=False), Answer(4, "observed")])
    assert (found.answer.designable, found.answer.evidenced) == (True, True)


@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        ([[1] * 12], "fewer than ten items have two levels"),
        ([[1] * 9, [1] * 9], "fewer than ten items have two levels"),
        ([[2] * 12, [2] * 12], "all levels are the same"),
    ],
)
def test_alpha_says_why_there_is_none(ratings, reason):
    assert krippendorff_alpha(ratings) == Alpha(None, None, reason)


def test_a_report_of_two_raters_who_disagree_about_one_constraint():
    good = answers_like(4, "observed", *mini("community"))
    bad = good | {"community!member_value": {"level": 0, "grade": "observed"}}
    report = panel_report([rater(good), rater(good), rater(bad)])
    item = report["items"]["community!member_value"]
    assert item == {"lo": 0.0, "hi": 1.0, "mid": 0.5, "na": False, "contested": True, "Cns": 0.081704}
    assert report["items"]["community/interest"]["Cns"] == 1.0
    assert report["alpha"] == {"value": None, "word": None, "reason": "fewer than ten items have two levels"}
    assert report["paths"]["community"] == {
        "verdict": "find_out_first",
        "rater_verdicts": ["scale", "scale", "relieve_first"],
        "sharing": 0,
        "discursive_dilemma": True,
    }


def test_a_report_of_alike_raters():
    document = vector_document("S14")
    report = panel_report([parse(document), parse(document)])
    assert report["panel"] == sampled(parse(document))
    assert {each["contested"] for each in report["items"].values()} == {False}
    assert report["alpha"]["word"] == "reliable"
    assert report["paths"]["community"]["sharing"] == 2

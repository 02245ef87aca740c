"""Section 14: comparing evaluations."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from evaluations.scoring import parse
from evaluations.scoring.agreement import kendall_tau_b
from evaluations.scoring.inputs import Answer
from evaluations.scoring.matching import differing, match
from evaluations.scoring.method1.comparing import (
    band,
    chance_of_rise,
    contribution_changes,
    likelihood_of_rise,
    split_move,
)
from evaluations.scoring.method1.path_scores import scores_by_path
from evaluations.scoring.method1.sampling import sample

from .plainly import across_subjects, over_time, sampled
from .worlds import answers_like, fit_answers, mini, required_answers, vector_document, worlds

few = settings(max_examples=30, deadline=None)


@st.composite
def two_states(draw):
    """A world, and the same world with some answers given anew."""
    before = draw(worlds(most=2))
    after = copy.deepcopy(before)
    for item in list(before["answers"]):
        if draw(st.integers(0, 2)) == 0:
            asked = required_answers if "!" in item or "@" in item else fit_answers
            after["answers"][item] = draw(asked)
    return before, after


@pytest.mark.property(19)
@few
@given(states=two_states())
def test_the_parts_of_a_change_add_up(states):
    before, after = (scores_by_path(parse(state)) for state in states)
    for key in before.keys() & after.keys():
        old, new = before[key], after[key]
        parts = sum(contribution_changes(old, new).values())
        cap = (new.point.F - new.mean) - (old.point.F - old.mean)
        assert parts + cap == pytest.approx(new.point.F - old.point.F, abs=1e-9)


@pytest.mark.property(19)
@few
@given(document=worlds(most=2))
def test_the_same_answers_show_no_change(document):
    inputs = parse(document)
    found = over_time(inputs, inputs, order=inputs.order)
    for path in found["paths"].values():
        if path["F"] is not None:
            assert (path["F"]["change"], path["F"]["P_up"], path["items"]) == (0.0, 0.5, [])
            assert path["F"]["clear"] is False
    assert found["leader_changed"] is False


@pytest.mark.property(19)
@few
@given(states=two_states())
def test_swapping_the_sides_turns_the_change_round(states):
    before, after = (scores_by_path(parse(state)) for state in states)
    for key in before.keys() & after.keys():
        old, new = sample(before[key]), sample(after[key])
        assert chance_of_rise(old, new) + chance_of_rise(new, old) == pytest.approx(1, abs=1e-12)
    there, back = (parse(states[0]), parse(states[1])), (parse(states[1]), parse(states[0]))
    first, second = (over_time(*sides, order=None)["paths"] for sides in (there, back))
    for key, path in first.items():
        if path["F"] is not None:
            assert path["F"]["change"] == -second[key]["F"]["change"]
            assert path["F"]["interval"] == [-end + 0.0 for end in reversed(second[key]["F"]["interval"])]


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        (Answer(3, "assumed"), Answer(3, "measured"), (0.0, 0.125)),
        (Answer(1, "assumed"), Answer(4, "measured"), (0.75, -0.125)),
        (Answer(), Answer(4, "assumed"), (0.25, 0.0)),
        (Answer(4, "measured"), Answer(), (-0.5, 0.0)),
        (Answer(lo=0.0, hi=0.5, evidenced=False), Answer(4, "measured"), (0.75, 0.0)),
    ],
)
def test_a_move_is_split_into_answer_and_evidence(old, new, parts):
    assert split_move(old, new) == parts


def test_better_evidence_and_a_better_answer_over_time():
    base = vector_document("S14")
    later = copy.deepcopy(base)
    later["answers"]["partner!partner_incentive"] = {"level": 4, "grade": "measured"}
    later["answers"]["community/interest"] = {"level": 4, "grade": "measured"}
    found = over_time(parse(base), parse(later), order=None)
    partner = found["paths"]["partner"]
    assert partner["items"] == [{"item": "partner!partner_incentive", "answer": 0.5, "evidence": 0.0}]
    assert partner["F"]["change"] == 0.0
    assert partner["verdict"] == {"from": "relieve_first", "to": "relieve_first"}
    community = found["paths"]["community"]
    assert community["items"] == [{"item": "community/interest", "answer": 0.0, "evidence": 0.0625}]
    assert community["F"] == {
        "change": 0.0125,
        "contributions": {"pull": 0.0125, "product": 0.0, "access": 0.0, "compounding": 0.0, "carry": 0.0},
        "cap_effect": 0.0,
        "interval": [-0.183333, 0.208333],
        "clear": False,
        "P_up": 1.0,
        "likelihood": "very likely up",
    }
    assert (found["tau_b"], found["leader_changed"]) == (1.0, False)


@pytest.mark.parametrize(
    ("chance", "word"),
    [
        (0.9, "very likely up"),
        (0.66, "likely up"),
        (0.6599, "no clear change"),
        (0.3401, "no clear change"),
        (0.34, "likely down"),
        (0.1, "very likely down"),
    ],
)
def test_the_word_for_a_chance_of_rise(chance, word):
    assert likelihood_of_rise(chance) == word


def test_items_compare_when_their_revisions_are_equal():
    base = {"a/x": "1", "a/y": "1", "a/z": "1"}
    assert differing(base, {"a/x": "1", "a/y": "2", "b/x": "1"}) == {"a/y", "a/z", "b/x"}


def test_an_item_that_differs_counts_as_not_applicable_on_both_sides():
    base = parse(vector_document("S14"))
    found = over_time(base, base, order=None, left_out={"community/interest", "community!member_value"})
    assert found["left_out"] == ["community/interest"]
    assert found["fit_only"] == ["community"]
    assert found["paths"]["community"]["verdict"] is None
    assert "pull" not in found["paths"]["community"]["F"]["contributions"]


def test_a_constraint_that_is_left_out_has_no_move():
    document = vector_document("S14")
    base = parse(document)
    later = parse(
        {
            **document,
            "answers": {**document["answers"], "community!member_value": {"level": 0, "grade": "measured"}},
        }
    )
    moved = [move["item"] for move in over_time(base, later, order=None)["paths"]["community"]["items"]]
    assert moved == ["community!member_value"]
    apart = over_time(base, later, order=None, left_out={"community!member_value"})
    assert apart["paths"]["community"]["items"] == []


def test_where_the_match_differs_both_sides_take_the_bases_links_and_row():
    base, other = (parse({"paths": mini("community"), "growth_model": "plg"}) for _ in range(2))
    changed = parse(
        {
            "paths": [
                {**mini("community")[0], "surfaces": {"brand": 2}, "alignment": {"plg": 1, "sales": 1}}
            ],
            "growth_model": "plg",
        }
    )
    found = match(base, changed, order=None, left_out={"community@alignment"})
    assert found.match_from_base == ("community",)
    assert found.other.paths == other.paths
    assert found.fit_only == ()


def test_a_growth_model_that_the_base_does_not_know_leaves_fit_to_compare():
    base = parse({"paths": mini("community"), "growth_model": "plg"})
    other = parse({"paths": [{**mini("community")[0], "alignment": {"new": 4}}], "growth_model": "new"})
    found = match(base, other, order=None, left_out={"community@alignment"})
    assert (found.fit_only, found.other.growth_model) == (("community",), None)


def test_paths_of_one_side_are_named():
    base, other = (
        parse({"paths": mini(*keys)}) for keys in (("community", "content"), ("content", "partner"))
    )
    found = over_time(base, other, order=None)
    assert (found["only_in_base"], found["only_in_other"]) == (["community"], ["partner"])
    assert list(found["paths"]) == ["content"]
    assert found["tau_b"] is None


def test_a_path_that_stops_being_applicable_has_a_verdict_but_no_fit():
    base = parse({"paths": mini("community")})
    fit = [item for item in base.paths[0].items if "!" not in item and "@" not in item]
    nothing = parse({"paths": mini("community"), "answers": {item: {"na": True} for item in fit}})
    found = over_time(base, nothing, order=None)["paths"]["community"]
    assert found == {"verdict": {"from": "find_out_first", "to": "not_applicable"}, "F": None}


@given(
    pairs=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=8),
)
def test_rank_correlation_is_that_of_scipy(pairs):
    first, second = ([float(pair[side]) for pair in pairs] for side in (0, 1))
    found, expected = kendall_tau_b(first, second), kendalltau(first, second).statistic
    if found is None:
        assert len(set(first)) == 1 or len(set(second)) == 1
    else:
        assert found == pytest.approx(expected)


def test_subjects_side_by_side():
    strong = parse(
        {
            "paths": mini("community"),
            "answers": answers_like(4, "observed", *mini("community")),
            "growth_model": "plg",
        }
    )
    weak = parse(
        {
            "paths": mini("community"),
            "answers": answers_like(2, "observed", *mini("community")),
            "growth_model": "plg",
        }
    )
    found = across_subjects([strong, weak], order=None)["paths"]["community"]
    assert found["ahead"] == [[0, 1]]
    assert found["members"] == [
        {
            "verdict": "scale",
            "V": {"lo": 0.875, "point": 0.9375, "hi": 1.0},
            "bands": {"lo": 4, "point": 4, "hi": 4},
        },
        {
            "verdict": "park",
            "V": {"lo": 0.375, "point": 0.5, "hi": 0.625},
            "bands": {"lo": 2, "point": 2, "hi": 3},
        },
    ]


def test_subjects_are_compared_under_the_comparisons_priorities():
    document = vector_document("S14")
    order = (("carry",), ("pull", "product", "access", "compounding"))
    ordered = sampled(parse({**document, "order": [list(group) for group in order]}))
    found = across_subjects([parse(document), parse(document)], order=order)["paths"]["content"]["members"]
    assert [cell["V"]["point"] for cell in found] == [ordered["paths"]["content"]["exact"]["point"]["V"]] * 2


@pytest.mark.parametrize(("value", "level"), [(0.0, 0), (0.374, 1), (0.375, 2), (0.625, 3), (1.0, 4)])
def test_the_finest_difference_between_subjects_is_a_level(value, level):
    assert band(value) == level

"""Sections 9 and 10: ranking under drawn weights, spacings and answers; fit over all weights."""

import copy
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from evaluations.scoring import parse
from evaluations.scoring.constants import DIMENSIONS
from evaluations.scoring.method1.constants import DRAWS
from evaluations.scoring.method1.path_scores import scores_by_path
from evaluations.scoring.method1.preferences import preferences_for, weight_draws
from evaluations.scoring.method1.ranking import (
    choice_entropy_bits,
    compared,
    contest,
    dominations,
    expected_ranks,
    in_units,
    rank,
)
from evaluations.scoring.method1.sampling import sample
from evaluations.scoring.polytope import mean_over_weights

from .closeness import differences
from .plainly import score
from .worlds import MODELS, VECTORS, mini, vector_document, worlds

STREAM = 0.0005
few = settings(max_examples=25, deadline=None)


def ranked(document):
    inputs = parse(document)
    all_scores = scores_by_path(inputs)
    return rank(inputs.order, all_scores, {key: sample(each) for key, each in all_scores.items()})


def joint(document, key):
    """V and F of a path in every draw of the joint pass."""
    inputs = parse(document)
    path_scores = scores_by_path(inputs)[key]
    drawn = sample(path_scores)
    names = [dimension.name for dimension in path_scores.terms.dimensions]
    fit = preferences_for(inputs.order, names).fit(drawn.dimensions, path_scores.dims[0], path_scores.dims[2])
    units = in_units(fit)
    return np.minimum(units, in_units(drawn.support)), units


@pytest.mark.vector("S9")
def test_simplex_sampling_meets_the_closed_forms():
    stated = VECTORS["S9"]["expect"]
    weights = weight_draws(None)
    one, half = in_units(weights["pull"]), in_units(0.5)
    found = contest([one, half], [one, half])
    acceptability = float(found.rank_shares()[0, 0])
    leads = found.first_shares(0)
    central = [float((weights[name] * leads).sum() / leads.sum()) for name in DIMENSIONS]
    assert acceptability == pytest.approx(stated["analytic"]["acceptability"], abs=0.01)
    tolerance = stated["analytic"]["tolerance_central"]
    assert central == pytest.approx(stated["analytic"]["central_weights"], abs=tolerance)
    assert acceptability == pytest.approx(stated["stream"]["acceptability"], abs=STREAM)
    assert central == pytest.approx(stated["stream"]["central_weights"], abs=STREAM)


@pytest.mark.vector("S9b")
def test_ties_share_their_ranks():
    given_, stated = VECTORS["S9b"]["input"], VECTORS["S9b"]["expect"]
    values, fits = (list((np.array(given_[name]).T * 1e9).astype(np.int32)) for name in ("V", "F"))
    found = contest(values, fits)
    shares = found.rank_shares()
    assert shares.ravel().tolist() == pytest.approx(np.ravel(stated["b"]).tolist(), abs=1e-6)
    pairs = {"1>2": (0, 1), "1>3": (0, 2), "2>3": (1, 2)}
    assert {name: found.winning[pair] for name, pair in pairs.items()} == stated["p"]
    assert expected_ranks(found.winning) == stated["expected_rank"]
    assert choice_entropy_bits(shares[:, 0].tolist()) == pytest.approx(
        stated["choice_entropy_bits"], abs=1e-6
    )


@pytest.mark.vector("S10")
def test_choice_entropy_is_the_published_one():
    first_ranks = VECTORS["S10"]["input"]["b1"]
    stated = VECTORS["S10"]["expect"]["choice_entropy_bits"]
    assert choice_entropy_bits(first_ranks) == pytest.approx(stated, abs=1e-7)


@pytest.mark.vector("S14")
@pytest.mark.parametrize(
    "field",
    [
        "rank_acceptability",
        "pairwise_winning",
        "expected_rank",
        "choice_entropy_bits",
        "central_weights",
        "confidence_factor",
    ],
)
def test_the_ranking_of_three_paths(field):
    found = score(parse(vector_document("S14")))["ranking"]
    assert differences(VECTORS["S14"]["expect"][field], found[field], STREAM) == []


def test_neighbours_that_are_too_close_to_call():
    assert score(parse(vector_document("S14")))["ranking"]["too_close"] == [["partner", "content"]]


def test_one_path_is_first():
    found = score(parse({"paths": mini("community")}))["ranking"]
    assert found["rank_acceptability"] == {"community": [1.0]}
    assert found["expected_rank"] == {"community": 1.0}
    assert found["choice_entropy_bits"] == 0.0
    assert (found["pairwise_winning"], found["too_close"], found["dominates"]) == ({}, [], [])


def test_no_paths_have_an_empty_ranking():
    found = score(parse({"paths": []}))["ranking"]
    assert found == {
        "display_order": [],
        "rank_acceptability": {},
        "pairwise_winning": {},
        "expected_rank": {},
        "choice_entropy_bits": 0.0,
        "central_weights": {},
        "confidence_factor": {},
        "too_close": [],
        "dominates": [],
    }


def test_measured_twins_tie_in_every_draw():
    answers = {
        f"{key}{rest}": {"level": level, "grade": "measured"}
        for key in ("one", "two")
        for rest, level in {"/interest": 3, "/shareability": 1, "/management": 4, "!member_value": 4}.items()
    }
    alike = {name: mini("community")[0][name] for name in ("factors", "constraints", "alignment")}
    alike["factors"] = {key: alike["factors"][key] for key in ("interest", "shareability", "management")}
    document = {"paths": [{"key": key, **alike} for key in ("two", "one")], "answers": answers}
    found = score(parse({**document, "growth_model": "plg"}))["ranking"]
    assert found["pairwise_winning"] == {"one>two": 0.5, "two>one": 0.5}
    assert found["rank_acceptability"] == {"one": [0.5, 0.5], "two": [0.5, 0.5]}
    assert found["expected_rank"] == {"one": 1.5, "two": 1.5}
    assert found["display_order"] == ["one", "two"]
    assert found["dominates"] == [["one", "two"], ["two", "one"]]


@pytest.mark.property(2)
@few
@given(document=worlds(), data=st.data())
def test_a_better_own_answer_never_lowers_a_cumulative_rank_share(document, data):
    candidates = [
        item
        for item, answer in document["answers"].items()
        if answer.get("level") in range(4) and not item.startswith("surface/")
    ]
    assume(candidates)
    item = data.draw(st.sampled_from(candidates))
    better = copy.deepcopy(document)
    better["answers"][item]["level"] += 1
    before, after = ranked(document), ranked(better)
    key = item.replace("!", "/").replace("@", "/").partition("/")[0]
    if key in before.keys:
        row = before.keys.index(key)
        old, new = np.cumsum(before.rank_shares[row]), np.cumsum(after.rank_shares[row])
        assert np.all(new >= old - 1e-9)


@pytest.mark.property(8)
@few
@given(document=worlds())
def test_a_pairwise_index_does_not_depend_on_third_paths(document):
    everything = ranked(document)
    for a in everything.keys:
        for b in everything.keys:
            if a < b:
                pair = ranked({**document, "paths": [p for p in document["paths"] if p["key"] in (a, b)]})
                place = everything.keys.index(a), everything.keys.index(b)
                assert pair.winning[0, 1] == everything.winning[place]


levels = st.lists(st.integers(0, 4), min_size=8, max_size=8)


@pytest.mark.property(9)
@few
@given(first=levels, second=levels, strict=st.booleans(), grade=st.sampled_from(["measured", "observed"]))
def test_a_dominated_path_is_never_ahead(first, second, strict, grade):
    # Two paths with the same form; the better answers of each pair go to the first.
    better = [max(pair) for pair in zip(first, second, strict=True)]
    worse = [min(pair) for pair in zip(first, second, strict=True)]
    if strict:
        better, worse = [3 + (level > 2) for level in better], [1 - (level < 2) for level in worse]
    shape = mini("community")[0]
    paths, answers = [], {}
    for key, given_levels in (("upper", better), ("under", worse)):
        surfaces = {f"{key}-{surface}": relevance for surface, relevance in shape["surfaces"].items()}
        paths.append({**shape, "key": key, "surfaces": surfaces})
        items = [f"{key}/{factor}" for factor in shape["factors"]] + [f"{key}!member_value"]
        items += [f"surface/{surface}" for surface in surfaces]
        answers |= {i: {"level": n, "grade": grade} for i, n in zip(items, given_levels, strict=True)}
    document = {"paths": paths, "answers": answers, "growth_model": "plg"}
    if ("upper", "under") not in dominations(scores_by_path(parse(document))):
        assert not strict
        assert grade == "observed"
        return
    _, behind = compared(*joint(document, "upper"), *joint(document, "under"))
    assert not behind.any()
    found = score(parse(document))["ranking"]
    assert ["upper", "under"] in found["dominates"]
    assert found["pairwise_winning"]["upper>under"] >= 0.5
    if strict:
        assert found["pairwise_winning"]["upper>under"] == 1.0
        assert found["rank_acceptability"]["under"][0] == 0.0


@pytest.mark.property(10)
@few
@given(document=worlds())
def test_rank_shares_and_pairwise_indices_add_up(document):
    found = ranked(document)
    count = len(found.keys)
    assert found.rank_shares.sum(axis=0) == pytest.approx(np.ones(count))
    assert found.rank_shares.sum(axis=1) == pytest.approx(np.ones(count))
    assert found.winning + found.winning.T == pytest.approx(np.ones((count, count)))
    for i, expected in enumerate(found.expected_rank):
        assert expected == pytest.approx(1 + sum(found.winning[j, i] for j in range(count) if j != i))
        by_shares = sum(place * share for place, share in enumerate(found.rank_shares[i], start=1))
        assert expected == pytest.approx(by_shares)


ORDERS = [
    None,
    (("pull",), ("product", "access"), ("compounding", "carry")),
    (("carry",), ("compounding",), ("access",), ("product",), ("pull",)),
    (("pull", "product", "access"), ("compounding", "carry")),
]


def linear_program(order, names, values, sign):
    """The extreme weighted mean by linear programming, over the weights of the dimensions present."""
    groups = [[names.index(name) for name in group if name in names] for group in order or [DIMENSIONS]]
    rows = []
    for upper, lower in pairwise([group for group in groups if group]):
        for i in upper:
            for j in lower:
                row = np.zeros(len(names))
                row[i], row[j] = -1, 1
                rows.append(row)
    bounds = {"A_ub": rows, "b_ub": np.zeros(len(rows))} if rows else {}
    solved = linprog(sign * np.array(values), A_eq=[np.ones(len(names))], b_eq=[1], bounds=(0, 1), **bounds)
    return sign * solved.fun


@pytest.mark.property(16)
@pytest.mark.parametrize("order", ORDERS, ids=["none", "weak", "full", "two groups"])
@settings(max_examples=30, deadline=None)
@given(
    names=st.lists(st.sampled_from(DIMENSIONS), min_size=1, max_size=5, unique=True),
    values=st.lists(st.integers(0, 16).map(lambda n: n / 16), min_size=5, max_size=5),
)
def test_fit_over_weights_is_the_linear_optimum(order, names, values):
    names = [name for name in DIMENSIONS if name in names]
    values = values[: len(names)]
    low, high = mean_over_weights(order, names, values)
    assert low == pytest.approx(linear_program(order, names, values, 1), abs=1e-9)
    assert high == pytest.approx(linear_program(order, names, values, -1), abs=1e-9)


@pytest.mark.property(16)
@settings(max_examples=60, deadline=None)
@given(document=worlds())
def test_the_point_lies_inside_both_ranges_of_fit(document):
    for path_scores in scores_by_path(parse(document)).values():
        low, high = path_scores.over_weights
        wide_low, wide_high = path_scores.robust
        assert wide_low <= low <= path_scores.point.F <= high <= wide_high
        assert wide_low <= path_scores.scores[0].F <= path_scores.scores[2].F <= wide_high


REFINED = [
    [["pull", "product", "access", "compounding", "carry"]],
    [["pull", "product", "access"], ["compounding", "carry"]],
    [["pull"], ["product", "access"], ["compounding", "carry"]],
    [["pull"], ["product"], ["access"], ["compounding"], ["carry"]],
]


@pytest.mark.property(17)
@settings(max_examples=60, deadline=None)
@given(document=worlds())
def test_finer_priorities_never_widen_fit_over_weights(document):
    found = [scores_by_path(parse({**document, "order": order})) for order in [None, *REFINED]]
    for coarse, fine in pairwise(found):
        for key, path_scores in coarse.items():
            (low, high), (inner_low, inner_high) = path_scores.over_weights, fine[key].over_weights
            assert low <= inner_low <= inner_high <= high


def test_an_undeclared_growth_model_holds_for_all_paths_at_once():
    alike = [
        {**path, "alignment": dict(zip(MODELS, (0, 4), strict=True))} for path in mini("content", "partner")
    ]
    inputs = parse({"paths": alike})
    drawn = [sample(path_scores).codes for path_scores in scores_by_path(inputs).values()]
    assert all(codes.shape == (DRAWS,) for codes in drawn)
    fought = [float(np.mean(codes == 0)) for codes in drawn]
    assert min(fought) >= 0.5

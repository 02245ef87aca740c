"""Properties of section 19 that speak of F, S, V, K and the verdict."""

import copy
import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evaluations.scoring import parse
from evaluations.scoring.method1.constants import VERDICTS
from evaluations.scoring.method1.path_scores import scores_by_path
from evaluations.scoring.method1.preferences import preferences_for
from evaluations.scoring.method1.sampling import sample

from .plainly import exact, sampled
from .worlds import GRADES, answers_like, items_of, mini, orders, surface_items_of, worlds

ENDS = ("lo", "point", "hi")
SCORES = ("F", "F_star", "S", "V")
NEAR = 1e-6
common = settings(max_examples=60, deadline=None)


def answered(document, *, with_surfaces=True):
    return [
        item
        for item, answer in document["answers"].items()
        if answer.get("level") is not None and (with_surfaces or not item.startswith("surface/"))
    ]


def raised(document, item):
    changed = copy.deepcopy(document)
    changed["answers"][item]["level"] += 1
    return changed


def facts(document):
    inputs = parse(document)
    all_scores = scores_by_path(inputs)
    return all_scores, {key: sample(path_scores).probabilities for key, path_scores in all_scores.items()}


def at_most(probabilities):
    return [sum(probabilities[verdict] for verdict in VERDICTS[: n + 1]) for n in range(4)]


def assert_no_lower(before, after):
    (all_scores, chances), (later, later_chances) = before, after
    for key, path_scores in all_scores.items():
        for old, new in zip(path_scores.scores, later[key].scores, strict=True):
            assert all(a <= b for a, b in zip(old, new, strict=True))
        for old, new in zip(path_scores.verdicts, later[key].verdicts, strict=True):
            assert VERDICTS.index(old) <= VERDICTS.index(new)
        pairs = zip(at_most(later_chances[key]), at_most(chances[key]), strict=True)
        assert all(new <= old + 1e-12 for new, old in pairs)


@pytest.mark.property(2)
@common
@given(document=worlds(), data=st.data())
def test_a_better_answer_never_lowers_scores_or_verdicts(document, data):
    candidates = [item for item in answered(document) if document["answers"][item]["level"] < 4]
    assume(candidates)
    item = data.draw(st.sampled_from(candidates))
    assert_no_lower(facts(document), facts(raised(document, item)))


@pytest.mark.property(3)
@common
@given(document=worlds(), data=st.data())
def test_a_better_grade_never_widens_an_interval(document, data):
    candidates = [item for item in answered(document) if document["answers"][item]["grade"] != GRADES[0]]
    assume(candidates)
    item = data.draw(st.sampled_from(candidates))
    better = copy.deepcopy(document)
    grade = document["answers"][item]["grade"]
    better["answers"][item]["grade"] = GRADES[GRADES.index(grade) - 1]
    before, after = scores_by_path(parse(document)), scores_by_path(parse(better))
    for key, path_scores in before.items():
        low, _, high = path_scores.scores
        inner_low, _, inner_high = after[key].scores
        for name in ("F", "S", "V"):
            assert getattr(low, name) <= getattr(inner_low, name)
            assert getattr(inner_high, name) <= getattr(high, name)


@pytest.mark.property(4)
@common
@given(document=worlds())
def test_scores_keep_their_bounds(document):
    for path in exact(parse(document))["paths"].values():
        if "exact" not in path:
            continue
        found = path["exact"]
        assert found["weakest"] <= found["mean"] + NEAR
        assert found["point"]["F"] <= min(found["mean"], found["weakest"] + 0.5) + NEAR
        for end in ENDS:
            scores = found[end]
            assert all(0 <= scores[name] <= 1 for name in (*SCORES, "A"))
            assert scores["V"] == min(scores["F"], scores["S"])
            assert scores["F"] <= scores["F_star"]


@pytest.mark.property(5)
@settings(max_examples=20, deadline=None)
@given(level=st.integers(0, 4), order=orders)
def test_one_level_everywhere_is_that_level_under_every_preference(level, order):
    (path,) = mini("community")
    path = {**path, "alignment": {"plg": level}}
    document = {
        "paths": [path],
        "answers": answers_like(level, "measured", path),
        "growth_model": "plg",
        "order": order,
    }
    inputs = parse(document)
    path_scores = scores_by_path(inputs)["community"]
    assert [(scores.F, scores.S) for scores in path_scores.scores] == [(level / 4, level / 4)] * 3
    assert (path_scores.over_weights, path_scores.robust) == ((level / 4,) * 2, (level / 4,) * 2)
    names = [dimension.name for dimension in path_scores.terms.dimensions]
    values = path_scores.dims[1]
    assert set(preferences_for(inputs.order, names).fit(values, values, values).tolist()) == {level / 4}


@pytest.mark.property(6)
@common
@given(document=worlds(), data=st.data())
def test_not_applicable_is_the_same_as_not_there(document, data):
    path = document["paths"][0]
    item = data.draw(st.sampled_from([item for item in items_of(path) if "/" in item]))
    without, not_applicable = copy.deepcopy(document), copy.deepcopy(document)
    not_applicable["answers"][item] = {"na": True}
    del without["paths"][0]["factors"][item.partition("/")[2]]
    found, expected = sampled(parse(not_applicable)), sampled(parse(without))
    assert found["paths"] == expected["paths"]
    assert found["ranking"] == expected["ranking"]


@pytest.mark.property(6)
@pytest.mark.parametrize("item", ["community/interest", "community/infrastructure"])
def test_not_applicable_is_the_same_as_answering_with_the_mean(item):
    (path,) = mini("community")
    answers = answers_like(3, "measured", path) | {
        "community/network_growth": {"level": 1, "grade": "measured"}
    }
    given_na = {"paths": [path], "answers": answers | {item: {"na": True}}, "growth_model": "plg"}
    mean = scores_by_path(parse(given_na))["community"].mean
    imputed = {**given_na, "answers": answers | {item: {"lo": mean, "hi": mean, "evidenced": True}}}
    assert scores_by_path(parse(imputed))["community"].mean == pytest.approx(mean, abs=1e-9)


@pytest.mark.property(7)
@common
@given(document=worlds(), seed=st.integers(0, 999))
def test_the_order_of_paths_and_answers_means_nothing(document, seed):
    chance = random.Random(seed)

    def shuffled(value):
        if isinstance(value, dict):
            entries = [(key, shuffled(each)) for key, each in value.items()]
            chance.shuffle(entries)
            return dict(entries)
        return value

    mixed = shuffled(document) | {"paths": [shuffled(path) for path in document["paths"]]}
    chance.shuffle(mixed["paths"])
    for path in mixed["paths"]:
        chance.shuffle(path["constraints"])
    assert repr(sampled(parse(mixed))) == repr(sampled(parse(document)))


@pytest.mark.property(8)
@common
@given(document=worlds())
def test_a_path_does_not_depend_on_the_others(document):
    together = sampled(parse(document))["paths"]
    for path in document["paths"]:
        alone = sampled(parse({**document, "paths": [path]}))["paths"]
        assert alone[path["key"]] == together[path["key"]]


@pytest.mark.property(10)
@common
@given(document=worlds())
def test_verdict_shares_sum_to_one(document):
    _, chances = facts(document)
    for probabilities in chances.values():
        assert sum(probabilities.values()) == pytest.approx(1.0)


@pytest.mark.property(11)
@settings(max_examples=10, deadline=None)
@given(document=worlds())
def test_two_runs_give_the_same(document):
    assert repr(sampled(parse(document))) == repr(sampled(parse(document)))


@pytest.mark.property(12)
@pytest.mark.parametrize("constraints", range(1, 7))
@pytest.mark.parametrize("model", [None, "plg"])
@pytest.mark.parametrize("level", range(5))
def test_ignorance_decides_nothing(constraints, model, level):
    path = {
        **mini("community")[0],
        "constraints": [f"c{n}" for n in range(constraints)],
        "alignment": {"plg": level, "sales": level},
    }
    found = sampled(parse({"paths": [path], "growth_model": model}))["paths"]["community"]["sampled"]
    assert found["verdict"] == ("park" if level < 2 else "find_out_first")


@pytest.mark.property(12)
@settings(max_examples=100, deadline=None)
@given(
    levels=st.lists(st.integers(0, 4), min_size=7, max_size=7),
    match=st.integers(3, 4),
    constraints=st.integers(1, 4),
    capable=st.booleans(),
)
def test_fit_alone_decides_nothing(levels, match, constraints, capable):
    # A match of "Partly" is itself a reason to relieve first, which no missing answer can change.
    path = {**mini("community")[0], "constraints": [f"c{n}" for n in range(constraints)]}
    path["alignment"] = {"plg": match}
    if not capable:
        path["factors"] = {key: role for key, role in path["factors"].items() if role != "capability"}
    fit = [item for item in items_of(path) if "!" not in item and "management" not in item]
    asked = fit + surface_items_of(path)
    answers = {
        item: {"level": level, "grade": "measured"} for item, level in zip(asked, levels, strict=False)
    }
    found = sampled(parse({"paths": [path], "answers": answers, "growth_model": "plg"}))["paths"]["community"]
    if found["exact"]["hi"]["F_star"] >= 0.625:
        assert found["sampled"]["verdict"] not in {"scale", "relieve_first", "park"}


@pytest.mark.property(13)
@settings(max_examples=150, deadline=None)
@given(document=worlds())
def test_nothing_scales_blind(document):
    for path in sampled(parse(document))["paths"].values():
        if path.get("sampled", {}).get("verdict") == "scale":
            assert path["sampled"]["blind_spots"] == []
            assert min(path["exact"]["evidence_fit"], path["exact"]["evidence_support"]) >= 0.5
            assert not path["exact"]["narrow"]


@pytest.mark.property(14)
@settings(max_examples=150, deadline=None)
@given(document=worlds())
def test_a_settled_verdict_holds_in_every_draw(document):
    all_scores, chances = facts(document)
    for key, path_scores in all_scores.items():
        low, _, high = path_scores.verdicts
        if low == high:
            assert chances[key][low] == 1.0

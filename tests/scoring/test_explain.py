"""Section 11: contributions, tornado, fewest changes that flip, design leverage."""

from itertools import pairwise

import pytest
from hypothesis import given, settings

from evaluations.scoring import parse
from evaluations.scoring.method1.constants import VERDICTS
from evaluations.scoring.method1.explain import leverage, tornado
from evaluations.scoring.method1.fit import dimension_values, scores
from evaluations.scoring.method1.flips import downward, upward
from evaluations.scoring.method1.path_scores import scores_by_path
from evaluations.scoring.method1.result import Flip
from evaluations.scoring.method1.verdict import verdict_of
from evaluations.scoring.polytope import central_weights
from tests.bench import transcribed_path

from .plainly import exact, score
from .worlds import VECTORS, answers_like, mini, vector_document, worlds


def community(document):
    return scores_by_path(parse(document))["community"]


@pytest.mark.vector("S8")
def test_one_step_on_one_surface_would_do():
    found = score(parse(vector_document("S8")))["paths"]["community"]["flips"]["upward"]
    assert found == VECTORS["S8"]["expect"]["upward_flip_to_scale"]


@pytest.mark.vector("S8")
def test_design_leverage_of_two_surfaces():
    found = score(parse(vector_document("S8")))["leverage"]
    rows = [[row["surface"], row["gain"], row["improves"]] for row in found]
    assert rows == VECTORS["S8"]["expect"]["leverage"]


@pytest.mark.property(18)
@settings(max_examples=25, deadline=None)
@given(document=worlds(most=2))
def test_the_changes_that_flip_are_those_that_trying_everything_finds(document):
    inputs = parse(document)
    weights = central_weights(inputs.order)
    listed = {path["key"]: path for path in document["paths"]}
    for key, path_scores in scores_by_path(inputs).items():
        path = transcribed_path.Path(document, listed[key])
        for direction, found in ((1, upward(path_scores)), (-1, downward(path_scores))):
            tried = transcribed_path.flip(path, weights, direction)
            assert tried == (
                None if found is None else {"steps": found.steps, "changes": dict(found.changes)}
            )


@pytest.mark.property(18)
@settings(max_examples=60, deadline=None)
@given(document=worlds())
def test_applying_the_changes_gives_the_verdict(document):
    for key, path_scores in scores_by_path(parse(document)).items():
        for direction, flip in ((1, upward(path_scores)), (-1, downward(path_scores))):
            if flip is None or any("lo" in document["answers"][item] for item in flip.changes):
                continue
            changed = {
                item: {**document["answers"][item], "level": document["answers"][item]["level"] + steps}
                for item, steps in flip.changes.items()
            }
            after = scores_by_path(parse({**document, "answers": document["answers"] | changed}))[key]
            assert flip.steps == sum(abs(steps) for steps in flip.changes.values())
            if direction > 0:
                assert after.verdict == "scale" != path_scores.verdict
            else:
                assert VERDICTS.index(after.verdict) < VERDICTS.index(path_scores.verdict)


def test_a_panel_answer_moves_by_a_quarter_and_stops_at_the_end():
    answers = answers_like(4, "measured", *mini("community"))
    answers["community!member_value"] = {"lo": 0.25, "hi": 0.5, "evidenced": True}
    document = {"paths": mini("community"), "answers": answers, "growth_model": "plg"}
    assert upward(community(document)) == Flip(1, {"community!member_value": 1})
    answers["community!member_value"] = {"lo": 0.0, "hi": 0.0, "evidenced": True}
    assert upward(community(document)) == Flip(3, {"community!member_value": 3})


def test_beyond_three_steps_nothing_is_named():
    document = {"paths": mini("community"), "answers": answers_like(0, "measured", *mini("community"))}
    found = score(parse({**document, "growth_model": "plg"}))["paths"]["community"]["flips"]
    assert found == {"upward": None, "downward": None}


def test_contributions_and_the_cap_add_up_to_fit():
    found = exact(parse(vector_document("S8")))["paths"]["community"]["exact"]
    parts = found["contributions"].values()
    assert sum(part["contribution"] for part in parts) == pytest.approx(found["mean"], abs=1e-5)
    assert sum(part["contribution"] + part["gap"] for part in parts) == pytest.approx(1.0, abs=1e-5)
    assert found["point"]["F"] - found["mean"] == pytest.approx(-0.2)


@settings(max_examples=40, deadline=None)
@given(document=worlds())
def test_each_row_of_the_tornado_is_what_its_values_give(document):
    for path_scores in scores_by_path(parse(document)).values():
        terms, swings = path_scores.terms, tornado(path_scores)
        places = {item.id: index for index, item in enumerate(terms.items)}
        for swing in swings:
            item = terms.items[places[swing.item]]
            for end, value in enumerate((item.range.lo, item.range.hi)):
                values = terms.points
                values[places[swing.item]] = value
                found = scores(terms, values, dimension_values(terms, values))
                assert (swing.F[end], swing.S[end], swing.V[end]) == (found.F, found.S, found.V)
            for level, verdict in enumerate(swing.verdicts):
                values = terms.points
                values[places[swing.item]] = level / 4
                assert verdict == verdict_of(scores(terms, values, dimension_values(terms, values)))
        widths = [swing.V[1] - swing.V[0] for swing in swings]
        assert all(above >= below - 1e-9 for above, below in pairwise(widths))


def test_an_undeclared_growth_model_is_a_row_of_the_tornado_and_a_declared_one_is_not():
    document = {"paths": mini("partner")}
    undeclared = tornado(scores_by_path(parse(document))["partner"])
    declared = tornado(scores_by_path(parse({**document, "growth_model": "plg"}))["partner"])
    assert "growth_model" in {swing.item for swing in undeclared}
    assert {swing.item for swing in undeclared} - {swing.item for swing in declared} == {"growth_model"}


def test_a_shared_surface_has_leverage_on_every_path_that_it_carries():
    paths = [{**path, "surfaces": {"shared": 1}} for path in mini("community", "content")]
    answers = answers_like(4, "measured", *paths) | {"surface/shared": {"level": 0, "grade": "measured"}}
    (row,) = leverage(scores_by_path(parse({"paths": paths, "answers": answers, "growth_model": "plg"})))
    assert (row.surface, row.improves) == ("shared", ("community", "content"))
    assert row.gain == pytest.approx(0.9)

"""Several raters, two states over time, and how good the chances were (vector V13; property 20)."""

import random
from dataclasses import replace

import pytest

from evaluations.scoring import parse
from evaluations.scoring.calibration import brier, brier_by_class, log_score, log_score_by_class, wilson
from evaluations.scoring.inputs import Answer
from evaluations.scoring.method2.alpha import alpha_of
from evaluations.scoring.method2.comparing import across_subjects, over_time, over_time_document
from evaluations.scoring.method2.draws import half_column
from evaluations.scoring.method2.panel import panel_document, panel_of, pooled
from evaluations.scoring.method2.result import judgement_of
from tests.scoring.worlds import VECTORS as METHOD_1

from .worlds import GRADES, VECTORS, vector_document, world

V13 = VECTORS["V13"]["expect"]
YES = {"level": 4, "grade": "measured"}


def v1(**answers):
    document = vector_document("V1")
    named = {
        "constraint": "community!member_value",
        "pull": "community/interest",
        "capability": "community/management",
    }
    for name, answer in answers.items():
        if answer is None:
            del document["answers"][named[name]]
        else:
            document["answers"][named[name]] = answer
    return parse(document)


@pytest.mark.vector("V13")
def test_a_panel_is_pooled_by_the_weight_of_its_evidence():
    found = pooled([Answer(**each) for each in V13["pool"]["raters"]])
    assert found.answer.p == pytest.approx(V13["pool"]["answer"]["p"], abs=1e-6)
    assert (found.answer.evidenced, found.conflict) == (True, True)


@pytest.mark.vector("V13")
def test_the_stages_of_a_change_are_told_apart():
    before = v1(constraint={"level": 4, "grade": "assumed"}, pull=None)
    after = v1(capability={"level": 2, "grade": "measured"})
    found = over_time(before, after, order=None).paths["community"].stages
    stages = [found.before, found.learned, found.changed, found.catalog]
    assert stages == V13["stages"]["verdicts"]["community"]
    assert found.step == "learned"


@pytest.mark.vector("V13")
def test_chances_are_scored():
    pairs = [(chance, bool(came)) for chance, came in V13["scored"]["pairs"]]
    assert brier(pairs) == pytest.approx(V13["scored"]["brier"], abs=1e-6)
    assert log_score(pairs) == pytest.approx(V13["scored"]["log"], abs=1e-6)
    sure = [((0.0, 0.0, 0.0, 0.0, 1.0), 4)]
    assert brier_by_class(sure) == 0
    assert log_score_by_class(sure) == pytest.approx(0.01005, abs=1e-5)
    assert brier_by_class([((0.0, 0.0, 0.0, 0.0, 1.0), 0)]) == 2


@pytest.mark.vector("V13")
@pytest.mark.parametrize("words", ["10 of 10", "7 of 10", "0 of 5"])
def test_intervals_end_exactly_where_nothing_or_all_held(words):
    held, judged = (int(part) for part in words.split(" of "))
    found = wilson(held, judged)
    assert found == pytest.approx(V13["wilson"][words], abs=1e-6)
    assert (found[0] == 0) == (held == 0)
    assert (found[1] == 1) == (held == judged)


@pytest.mark.vector("V13")
def test_alpha_has_an_interval_and_its_word_goes_by_the_lower_end():
    found = alpha_of(METHOD_1["S12"]["input"]["raters_by_units"])
    assert found.value == pytest.approx(V13["alpha of S12"]["alpha"], abs=1e-6)
    assert found.interval == pytest.approx(V13["alpha of S12"]["interval"], abs=1e-6)
    assert found.word == "not reliable"
    few = [row[:9] for row in METHOD_1["S12"]["input"]["raters_by_units"]]
    assert alpha_of(few).value is None


@pytest.mark.vector("V13")
def test_a_column_is_keyed_by_its_name():
    expected = V13["first_u together/weight:pull"]
    assert half_column("together", "weight:pull")[: len(expected)] == pytest.approx(expected)


def raters(seed):
    """Three raters of one world, who differ here and there."""
    chance, document = random.Random(seed), world(seed)
    found = []
    for _ in range(3):
        answers = {
            item: {**answer, "level": chance.randint(0, 4), "grade": chance.choice(GRADES)}
            if "level" in answer and chance.random() < 0.4
            else answer
            for item, answer in document["answers"].items()
        }
        found.append(parse({**document, "answers": answers}))
    return found


@pytest.mark.property(20)
@pytest.mark.parametrize("seed", range(40))
def test_one_rater_or_copies_of_one_are_that_rater_and_their_order_is_nothing(seed):
    first, second, third = raters(seed)
    alone = judgement_of(first)
    for same in ([first], [first, first, first]):
        paths = panel_of(same).judgement.paths
        assert {key: path and path.judged for key, path in paths.items()} == {
            key: path and path.judged for key, path in alone.paths.items()
        }
    one, other = panel_of([first, second, third]), panel_of([third, first, second])
    assert {key: each.verdict for key, each in one.paths.items()} == {
        key: each.verdict for key, each in other.paths.items()
    }
    for path in one.paths.values():
        assert path.verdict == "find_out_first" or path.held_by
        assert not (path.disputed and path.held_by)
    assert panel_document(one)["items"].keys() == one.items.keys()


@pytest.mark.parametrize(
    ("answers", "conflict"),
    [
        ([("measured", 4), ("measured", 3)], True),
        ([("measured", 4), ("observed", 3)], False),
        ([("measured", 4), ("observed", 2)], True),
        ([("reported", 4), ("reported", 0)], False),
        ([("observed", 1), ("observed", 3)], True),
        ([("measured", 2), ("measured", 2)], False),
    ],
)
def test_measurements_that_contradict_each_other_are_a_conflict(answers, conflict):
    found = pooled([Answer(level=level, grade=grade) for grade, level in answers])
    assert found.conflict == conflict


def test_a_verdict_that_no_rater_holds_is_disputed():
    # Each rater sees another bottleneck; pooled, neither stands alone.
    base = vector_document("V1")
    first = {**base["answers"], "community!member_value": {"level": 4, "grade": "assumed"}}
    second = {**base["answers"], "community/management": {"level": 4, "grade": "assumed"}}
    both = [parse({**base, "answers": answers}) for answers in (first, second)]
    found = panel_of(both).paths["community"]
    assert found.rater_verdicts == ("find_out_first", "find_out_first")
    assert (found.verdict, found.held_by) == ("find_out_first", () if found.disputed else (0, 1))


@pytest.mark.property(20)
@pytest.mark.parametrize("seed", range(40))
def test_other_grades_alone_change_nothing_and_move_no_fit(seed):
    chance, before = random.Random(seed), parse(world(seed))
    regraded = {
        item: replace(answer, grade=chance.choice(GRADES)) if answer.grade else answer
        for item, answer in before.answers.items()
    }
    found = over_time(before, replace(before, answers=regraded), order=before.order)
    for change in found.paths.values():
        assert change.stages.learned == change.stages.changed == change.stages.catalog
        assert change.fit is None or change.fit.change == 0


@pytest.mark.property(20)
@pytest.mark.parametrize("seed", range(40))
def test_the_parts_of_a_change_sum_to_it(seed):
    first, second, _ = raters(seed)
    found = over_time(first, second, order=first.order)
    for change in found.paths.values():
        if change.fit is not None:
            total = sum(change.fit.parts.values()) + change.fit.cap_effect
            assert total == pytest.approx(change.fit.change, abs=1e-9)
            assert change.fit.interval[0] <= change.fit.change <= change.fit.interval[1]
    assert over_time_document(found)["paths"].keys() == found.paths.keys()


def test_another_catalog_is_a_stage_of_its_own():
    before = v1()
    (path,) = before.paths
    after = replace(
        before, paths=(replace(path, alignment=tuple((model, 1) for model, _ in path.alignment)),)
    )
    found = over_time(before, after, order=None).paths["community"].stages
    assert (found.learned, found.changed, found.catalog) == ("scale", "scale", "park")
    assert found.step == "catalog"


def test_subjects_stand_side_by_side():
    found = across_subjects([v1(), v1(capability={"level": 0, "grade": "measured"})], order=None)
    row = found["paths"]["community"]
    assert [cell["verdict"] for cell in row["members"]] == ["scale", "relieve_first"]
    assert row["ahead"] == [[0, 1]]

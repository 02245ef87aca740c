"""Evaluations under method 2 beside those under method 1: what is stored, what lists and the API show of them."""

import pickle

import pytest

from distmap.errors import Invalid
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput, checklist
from evaluations.models import Evaluation, StatusChange
from evaluations.results import queries
from evaluations.results.verdicts import rescore
from evaluations.scoring import method2
from evaluations.work.queries import catalog_for, path_keys
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def answer_all(evaluation, actor, *, level=3, grade="measured", without=()):
    """Every question that counts, at one level and grade."""
    asked = checklist(catalog_for(evaluation), path_keys(evaluation))
    answers = [
        AnswerInput.of(key, level=level, grade=grade)
        for key, item in asked.items.items()
        if item.counts and key not in without
    ]
    return save_answers(evaluation=evaluation, answers=answers, by=actor(), now=NOW).evaluation


def judged(evaluation):
    """As stored after a worker was there."""
    rescore(evaluation.pk, now=NOW)
    return Evaluation.objects.prefetch_related("paths").get(pk=evaluation.pk)


def test_the_stored_verdicts_are_those_of_the_evaluations_own_method(
    evaluation, evaluation_by_method_2, actor
):
    for each, method in ((evaluation, "1"), (evaluation_by_method_2, "2")):
        found = judged(answer_all(each, actor))
        assert found.method == method
        assert {row.verdict for row in found.paths.all()} == {"scale"}
        assert sorted(row.place for row in found.paths.all()) == [1, 2]
        assert found.headline_verdict == "scale"


def test_a_withheld_verdict_is_stored_with_its_lean_and_how_likely_it_is(evaluation_by_method_2, actor):
    found = judged(answer_all(evaluation_by_method_2, actor, grade="reported"))
    assert found.headline_verdict == "find_out_first"
    assert found.headline_lean == "scale"
    assert 0 < found.headline_lean_share < 1
    for row in found.paths.all():
        assert (row.verdict, row.lean) == ("find_out_first", "scale")
        assert 0 < row.lean_share < 1


def test_what_is_stored_is_what_the_whole_result_says(evaluation_by_method_2, actor):
    found = judged(answer_all(evaluation_by_method_2, actor, grade="reported"))
    whole = queries.whole(queries.inputs_of(found))
    assert isinstance(whole, method2.Result)
    rows = sorted(found.paths.all(), key=lambda row: row.place)
    assert [row.path for row in rows] == list(whole.judgement.order)
    for row in rows:
        of_path = whole.judgement.paths[row.path].judged
        assert (row.verdict, row.lean, row.lean_share) == (of_path.verdict, of_path.lean, of_path.lean_chance)


def test_a_result_can_be_kept_in_a_cache(evaluation_by_method_2, actor):
    result = queries.whole(queries.inputs_of(answer_all(evaluation_by_method_2, actor, grade="reported")))
    kept = pickle.loads(pickle.dumps(result))
    assert method2.result_document(kept) == method2.result_document(result)


def test_the_match_is_weighed_by_whose_judgement_it_is(evaluation, evaluation_by_method_2):
    by_1, by_2 = queries.inputs_of(evaluation), queries.inputs_of(evaluation_by_method_2)
    assert [path.alignment for path in by_1.paths] == [path.alignment for path in by_2.paths]
    assert not any(path.provenance for path in by_1.paths)
    assert any(path.provenance for path in by_2.paths)


@pytest.mark.parametrize("role", ["pull", "capability"])
def test_pull_and_capability_always_apply_under_method_2(role, evaluation, evaluation_by_method_2, actor):
    asked = checklist(catalog_for(evaluation), path_keys(evaluation))
    item = next(key for key, each in asked.items.items() if each.role == role)
    answer = AnswerInput.of(item, na=True, na_reason="nobody asks")
    save_answers(evaluation=evaluation, answers=[answer], by=actor(), now=NOW)
    with pytest.raises(Invalid) as refused:
        save_answers(evaluation=evaluation_by_method_2, answers=[answer], by=actor(), now=NOW)
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [
        ("/answers/0/na", "na_refused")
    ]


def test_that_pull_does_not_apply_said_under_method_1_is_no_answer_under_method_2(evaluation, actor):
    asked = checklist(catalog_for(evaluation), path_keys(evaluation))
    item = next(key for key, each in asked.items.items() if each.role == "pull")
    answer = AnswerInput.of(item, na=True, na_reason="nobody asks")
    save_answers(evaluation=evaluation, answers=[answer], by=actor(), now=NOW)
    assert queries.inputs_of(evaluation).answers[item].na
    Evaluation.objects.update(method="2")
    moved = Evaluation.objects.get(pk=evaluation.pk)
    assert item not in queries.inputs_of(moved).answers


def test_a_status_change_names_a_method_exactly_where_it_was_changed(evaluation):
    from django.db import IntegrityError, transaction

    StatusChange.objects.create(evaluation=evaluation, kind="method_changed", method="2", at=NOW)
    for kind, method in (("method_changed", ""), ("archived", "2")):
        with pytest.raises(IntegrityError), transaction.atomic():
            StatusChange.objects.create(evaluation=evaluation, kind=kind, method=method, at=NOW)

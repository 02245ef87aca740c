"""Evaluations under method 2 beside those under method 1: what is stored, what lists and the API show of them."""

import pickle

import pytest

from distmap.errors import Invalid
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput, checklist, scoring_path
from evaluations.models import Evaluation, Event, StatusChange
from evaluations.results import queries
from evaluations.results.verdicts import rescore
from evaluations.scoring import method2
from evaluations.vocabulary import METHOD_1, METHOD_2
from evaluations.wording import Names
from evaluations.wording.method2 import Issued
from evaluations.wording.methods import change_of_method
from evaluations.work.operations.status_changes import submit
from evaluations.work.queries import catalog_for, path_keys
from tests.conftest import CATALOG, NOW
from workspaces.models import AuditEntry

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


def test_a_question_about_economics_is_none_that_design_answers():
    assert scoring_path(CATALOG, "enterprise-sales", method=METHOD_2)["economics"] == ["account-value"]
    assert "economics" not in scoring_path(CATALOG, "community", method=METHOD_2)
    assert "economics" not in scoring_path(CATALOG, "enterprise-sales", method=METHOD_1)


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


@pytest.mark.services
def test_a_status_change_names_a_method_exactly_where_it_was_changed(evaluation):
    from django.db import IntegrityError, transaction

    StatusChange.objects.create(evaluation=evaluation, kind="method_changed", method="2", at=NOW)
    for kind, method in (("method_changed", ""), ("archived", "2")):
        with pytest.raises(IntegrityError), transaction.atomic():
            StatusChange.objects.create(evaluation=evaluation, kind=kind, method=method, at=NOW)


def timeline(client, evaluation):
    return client.get(f"/evaluations/{evaluation.pk}/snapshots/").content.decode()


def test_a_strategist_sees_both_results_and_moves_the_evaluation(evaluation, actor, client_of):
    answer_all(evaluation, actor, grade="reported")
    browser, address = client_of("strategist"), f"/evaluations/{evaluation.pk}/method/"
    shown = browser.get(address).content.decode()
    assert "Move to method 2?" in shown
    assert "leans Scale" in shown
    fields = {"method": "2", "version": evaluation.version, "answers_version": 2}
    answered = browser.post(address, fields)
    assert (answered.status_code, answered["Location"]) == (302, f"/evaluations/{evaluation.pk}/result/")
    moved = judged(evaluation)
    assert (moved.method, moved.headline_verdict) == ("2", "find_out_first")
    told = Event.objects.get(type="evaluation.method_changed")
    assert (told.payload["from"], told.payload["to"]) == ("1", "2")
    assert (
        AuditEntry.objects.filter(action="evaluation.method_changed", subject=evaluation.title).count() == 1
    )
    assert "Judged by method 2 from then on, with the same answers." in timeline(browser, evaluation)
    # The same again changes nothing; the other way takes the move back.
    assert browser.post(address, {"method": "2"}).status_code == 302
    assert Event.objects.filter(type="evaluation.method_changed").count() == 1
    browser.post(address, {"method": "1"})
    back = judged(evaluation)
    assert (back.method, back.headline_lean) == ("1", None)


def test_what_was_changed_since_it_was_looked_at_is_not_moved(evaluation, actor, client_of):
    answer_all(evaluation, actor)
    answered = client_of("strategist").post(
        f"/evaluations/{evaluation.pk}/method/", {"method": "2", "version": 1, "answers_version": 1}
    )
    assert answered.status_code == 412
    assert "Somebody changed this evaluation in between." in answered.content.decode()
    assert Evaluation.objects.get(pk=evaluation.pk).method == "1"


def test_a_submitted_evaluation_keeps_its_method(evaluation, actor, client_of):
    submit(evaluation=evaluation, by=actor(), now=NOW)
    answered = client_of("strategist").post(f"/evaluations/{evaluation.pk}/method/", {"method": "2"})
    assert answered.status_code == 409
    assert "This evaluation is submitted. Reopen it to change it." in answered.content.decode()
    assert Evaluation.objects.get(pk=evaluation.pk).method == "1"


def test_the_page_names_what_stops_counting(evaluation, actor, client_of):
    asked = checklist(catalog_for(evaluation), path_keys(evaluation))
    item = next(each for each in asked.items.values() if each.role == "capability")
    answer = AnswerInput.of(item.key, na=True, na_reason="nobody asks")
    save_answers(evaluation=evaluation, answers=[answer], by=actor(), now=NOW)
    shown = client_of("strategist").get(f"/evaluations/{evaluation.pk}/method/").content.decode()
    assert "These count as open under method 2" in shown
    assert item.name in shown


@pytest.mark.parametrize(
    ("answers", "before", "said"),
    [
        ({"grade": "measured"}, "scale", "The verdict stays."),
        ({"grade": "reported"}, "scale", "that would hold with 38\u00a0%, 66\u00a0% are needed"),
        ({"level": 0, "grade": "measured", "without": "pull"}, "find_out_first", "no open question can change it"),
        ({"without": "capability"}, "scale", "decides: at worst it is Relieve first, at best Scale"),
    ],
)  # fmt: skip
def test_each_verdict_that_changes_says_why(answers, before, said, evaluation, actor):
    asked = checklist(catalog_for(evaluation), path_keys(evaluation))
    left = [key for key, item in asked.items.items() if item.role == answers.get("without")]
    answer_all(evaluation, actor, **answers | {"without": left})
    judgement = queries.judgement_by_method_2(queries.inputs_of(evaluation, method="2"))
    path = Issued.of(judgement, Names.of(catalog_for(evaluation))).path("community")
    assert said in change_of_method(before, path)


def test_a_verdict_on_hearsay_is_said_to_lack_evidence(evaluation, actor):
    asked = checklist(catalog_for(evaluation), path_keys(evaluation))
    constraint = next(key for key in asked.items if key.startswith("community!"))
    answer_all(evaluation, actor)
    hearsay = AnswerInput.of(constraint, level=4, grade="reported")
    save_answers(evaluation=evaluation, answers=[hearsay], by=actor(), now=NOW)
    judgement = queries.judgement_by_method_2(queries.inputs_of(evaluation, method="2"))
    said = change_of_method(
        "scale", Issued.of(judgement, Names.of(catalog_for(evaluation))).path("community")
    )
    assert (
        said == "Withheld: as said it is Scale, but too little of what carries that was measured or observed."
    )

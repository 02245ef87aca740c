"""Snapshots of what method 2 issued, and what differs between two moments: learned, changed, or another method."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from evaluations import scoring
from evaluations.answers.operations import save_answers
from evaluations.models import Evaluation, Snapshot
from evaluations.results.queries import inputs_of, leading_of, result_by_method_2
from evaluations.scoring import method2
from evaluations.versions.differences import Difference, difference, present_side, side_of
from evaluations.versions.operations import take_snapshot
from evaluations.versions.values import snapshot_result, snapshot_version
from evaluations.work.operations.methods import change_method
from reports.freezing import freeze
from reports.frozen import canonical_json
from reports.rendering import prepared
from tests.comparisons.conftest import rated, whole_path
from tests.conftest import NOW
from workspaces.actors import Actor

Actors = Callable[..., Actor]
LATER = NOW + timedelta(hours=1)


def answer(evaluation: Evaluation, told: str, by: Actor, **others: str) -> None:
    ratings = whole_path(evaluation, "community", told) | others
    save_answers(evaluation=Evaluation.objects.get(pk=evaluation.pk), answers=rated(ratings), by=by, now=NOW)


def kept(evaluation: Evaluation, by: Actor) -> Snapshot:
    return take_snapshot(evaluation=Evaluation.objects.get(pk=evaluation.pk), name="Before", by=by, now=LATER)


def since(snapshot: Snapshot) -> Difference:
    return difference(side_of(snapshot), present_side(Evaluation.objects.get(pk=snapshot.evaluation_id)))


@pytest.fixture
def first(evaluation_by_method_2: Evaluation, actor: Actors) -> Snapshot:
    answer(evaluation_by_method_2, "3 assumed", actor())
    return kept(evaluation_by_method_2, actor())


def test_a_snapshot_keeps_the_document_that_its_inputs_give(first: Snapshot) -> None:
    stored = json.loads(first.document)["result"]
    inputs = snapshot_version(first).inputs
    assert first.method == inputs.method == stored["method"] == "2"
    assert stored == scoring.document(inputs)
    result = snapshot_result(first)
    assert isinstance(result, method2.Result)
    assert method2.result_document(result) == stored


def test_lists_have_its_headline_and_its_verdicts_in_the_one_order(
    first: Snapshot, actor: Actors, client: Client
) -> None:
    result = result_by_method_2(inputs_of(first.evaluation))
    leading = leading_of(result)
    assert leading is not None
    assert (first.headline_path, first.headline_verdict) == (leading.path, leading.verdict)
    assert [key for key, *_ in first.verdicts][: len(result.judgement.order)] == list(result.judgement.order)
    client.force_login(actor().user)
    page = client.get(f"/evaluations/{first.evaluation_id}/snapshots/").content.decode()
    # Both lean to Park by less than half.
    assert page.count("too little known to lean") >= len(result.judgement.order)


def test_other_evidence_is_told_as_learned_and_moves_no_fit(first: Snapshot, actor: Actors) -> None:
    answer(first.evaluation, "3 measured", actor())
    told = since(first)
    path = next(each for each in told.paths if each.key == "community")
    assert told.issued is not None
    assert told.over_time is None
    assert path.issued is not None
    assert path.issued.stages is not None
    assert (path.issued.stages.before, path.issued.stages.step) == ("find_out_first", "learned")
    assert "has not moved" in path.sentence
    assert "since more was learned" in path.sentence


def test_other_answers_are_told_as_changed(first: Snapshot, actor: Actors) -> None:
    answer(first.evaluation, "3 measured", actor())
    again = take_snapshot(
        evaluation=Evaluation.objects.get(pk=first.evaluation_id), name="Measured", by=actor(), now=LATER
    )
    answer(first.evaluation, "1 measured", actor())
    path = next(each for each in since(again).paths if each.key == "community")
    assert path.issued is not None
    assert path.issued.stages is not None
    assert path.issued.stages.step == "changed"
    assert "since answers" in path.sentence


def test_moments_under_different_methods_say_so_and_compare_no_figure(
    evaluation: Evaluation, actor: Actors, client: Client
) -> None:
    answer(evaluation, "3 observed", actor())
    before = kept(evaluation, actor())
    change_method(evaluation=Evaluation.objects.get(pk=evaluation.pk), method="2", by=actor(), now=LATER)
    told = since(before)
    assert told.methods_differ
    assert (told.over_time, told.issued, told.ground) == (None, None, None)
    assert all(path.fit is None and path.sentence == "" for path in told.paths)
    assert [fact.key for fact in told.facts if not fact.is_same] == ["method"]
    client.force_login(actor().user)
    page = client.get(f"/evaluations/{evaluation.pk}/difference/?from=1&to=present")
    said = page.content.decode()
    assert page.status_code == 200
    assert "judged by different methods" in " ".join(said.split())


def test_its_page_and_its_report_show_it(first: Snapshot, actor: Actors, client: Client) -> None:
    client.force_login(actor().user)
    page = client.get(f"/evaluations/{first.evaluation_id}/snapshots/{first.number}/")
    assert page.status_code == 200
    assert "leans" in page.content.decode()
    document = prepared(canonical_json(freeze(snapshot_version(first)))).document
    assert any(section.key == "unknown" for section in document.sections)


def test_the_api_gives_the_result_and_the_stages(first: Snapshot, actor: Actors, client: Client) -> None:
    client.force_login(actor().user)
    answer(first.evaluation, "3 measured", actor())
    address = f"/api/v1/evaluations/{first.evaluation_id}/snapshots/{first.number}/"
    whole = client.get(address).json()
    assert whole["result"]["paths"]["community"]["judged"]["verdict"] == "find_out_first"
    assert whole["result"]["paths"]["community"]["promises"]["road"]["answers"]
    told = client.get(f"{address}diff/present/").json()
    assert told["methods_differ"] is False
    assert told["paths"]["community"]["stages"]["step"] == "learned"
    assert told["paths"]["community"]["fit"]["P_up"] is None

"""An evaluation as it stands and as its snapshot kept it read alike."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from evaluations import scoring
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Snapshot
from evaluations.results.queries import inputs_of, result_of
from evaluations.versions.values import present_version, snapshot_result, snapshot_text, snapshot_version
from evaluations.work.operations.products import change_product
from evaluations.work.operations.status_changes import reopen, submit
from tests.conftest import NOW
from workspaces.actors import Actor

pytestmark = pytest.mark.services


def answered(evaluation: Evaluation, by: Actor) -> Evaluation:
    save_answers(
        evaluation=evaluation,
        answers=[
            AnswerInput.of("community/community-interest", level=3, grade="observed", note="Zwei\nZeilen"),
            AnswerInput.of("surface/workflow", level=None, grade=None, designable=False),
            AnswerInput.of("surface/data", na=True, na_reason="It keeps no data."),
        ],
        by=by,
        now=NOW + timedelta(hours=1),
    )
    return Evaluation.objects.get(pk=evaluation.pk)


def submitted(evaluation: Evaluation, by: Actor) -> Snapshot:
    submit(evaluation=answered(evaluation, by), by=by, now=NOW + timedelta(hours=2))
    return Snapshot.objects.get(evaluation=evaluation)


def test_the_present_state_has_the_inputs_of_the_evaluation(
    evaluation: Evaluation, actor: Callable[..., Actor]
) -> None:
    row = answered(evaluation, actor())
    state = present_version(row)
    assert state.inputs == inputs_of(row)
    assert state.changed_at == NOW + timedelta(hours=1)
    assert state.answers["community/community-interest"].changed_by == "Ada Admin"


def test_a_snapshot_keeps_the_state_as_it_was(evaluation: Evaluation, actor: Callable[..., Actor]) -> None:
    snapshot = submitted(evaluation, actor())
    row = Evaluation.objects.get(pk=evaluation.pk)
    kept = snapshot_version(snapshot)
    assert kept.snapshot is not None
    assert (kept.snapshot.number, kept.snapshot.name) == (1, "submitted 1")
    assert replace(kept, snapshot=None) == present_version(row)
    assert scoring.inputs_sha256(kept.inputs) == snapshot.inputs_sha256
    assert snapshot_result(snapshot) == result_of(row)


def test_what_changes_later_does_not_reach_the_snapshot(
    evaluation: Evaluation, actor: Callable[..., Actor]
) -> None:
    snapshot = submitted(evaluation, actor())
    before = snapshot_version(snapshot)
    reopen(evaluation=evaluation, by=actor(), now=NOW + timedelta(hours=3))
    save_answers(
        evaluation=Evaluation.objects.get(pk=evaluation.pk),
        answers=[AnswerInput.of("community/community-interest", level=0, grade="measured")],
        by=actor(),
        now=NOW + timedelta(hours=4),
    )
    change_product(
        product=evaluation.product, changes={"name": "Renamed"}, by=actor(), now=NOW + timedelta(hours=4)
    )
    again = Snapshot.objects.get(pk=snapshot.pk)
    assert snapshot_version(again) == before
    assert before.product.name == "Ledgerline"


def test_the_same_state_has_the_same_text(evaluation: Evaluation, actor: Callable[..., Actor]) -> None:
    row = answered(evaluation, actor())
    state = present_version(row)
    shuffled = replace(state, answers=dict(reversed(list(state.answers.items()))))
    assert snapshot_text(state, result_of(row)) == snapshot_text(shuffled, result_of(row))

"""Taking snapshots: names, numbers, what they keep, and that they never change."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from distmap.errors import Invalid, NotPermitted
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Snapshot, SnapshotIsImmutable
from evaluations.versions.operations import take_snapshot
from evaluations.versions.values import snapshot_result, snapshot_version
from evaluations.work.operations.evaluations import duplicate
from evaluations.work.operations.status_changes import archive, reopen, submit
from tests.conftest import NOW
from workspaces.actors import Actor
from workspaces.permissions import Scope

pytestmark = pytest.mark.services

Actors = Callable[..., Actor]
KEY = "community/community-interest"


@pytest.fixture
def answered(evaluation: Evaluation, actor: Actors) -> Evaluation:
    answer = AnswerInput.of(KEY, level=3, grade="observed", note="Zwei\nZeilen")
    save_answers(evaluation=evaluation, answers=[answer], by=actor(), now=NOW)
    return Evaluation.objects.get(pk=evaluation.pk)


def take(evaluation: Evaluation, by: Actor, name: str, hours: int = 1) -> Snapshot:
    return take_snapshot(evaluation=evaluation, name=name, by=by, now=NOW + timedelta(hours=hours))


def test_it_keeps_answers_result_and_what_lists_show(answered: Evaluation, actor: Actors) -> None:
    taken = take(answered, actor("strategist"), "  Before the interviews ")
    assert (taken.number, taken.name, taken.taken_at) == (
        1,
        "Before the interviews",
        NOW + timedelta(hours=1),
    )
    assert taken.taken_by is not None
    assert taken.taken_by.name == "Stella Strategist"
    assert snapshot_version(taken).answers[KEY].note == "Zwei\nZeilen"
    result = snapshot_result(taken)
    assert (taken.answered, taken.total) == (1, answered.total)
    assert dict(taken.verdicts) == {key: result.verdict(key) for key in result.paths}
    assert tuple(key for key, _ in taken.verdicts) == result.ranking.display_order
    assert taken.headline_verdict == (result.headline.verdict if result.headline else None)
    assert (taken.release_id, taken.method) == (answered.release_id, answered.method)


def test_numbers_go_on_through_submitting(answered: Evaluation, actor: Actors) -> None:
    take(answered, actor(), "Submitted to the board")
    submit(evaluation=answered, by=actor(), now=NOW + timedelta(hours=2))
    take(answered, actor(), "While it is submitted", hours=3)
    reopen(evaluation=answered, by=actor(), now=NOW + timedelta(hours=4))
    submit(evaluation=answered, by=actor(), now=NOW + timedelta(hours=5))
    archive(evaluation=answered, by=actor(), now=NOW + timedelta(hours=6))
    take(answered, actor(), "Put away", hours=7)
    found = Snapshot.objects.filter(evaluation=answered).order_by("number").values_list("number", "name")
    assert list(found) == [
        (1, "Submitted to the board"),
        (2, "submitted 1"),
        (3, "While it is submitted"),
        (4, "submitted 2"),
        (5, "Put away"),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "required"),
        (" \n ", "required"),
        ("x" * 121, "too_long"),
        ("two\nlines", "control_character"),
        ("a\x00b", "control_character"),
        ("FIRST", "name_taken"),
        ("submitted 1", "name_reserved"),
        ("Submitted 12", "name_reserved"),
    ],
)
def test_a_name_that_will_not_do(name: str, code: str, answered: Evaluation, actor: Actors) -> None:
    take(answered, actor(), "First")
    with pytest.raises(Invalid) as refused:
        take(answered, actor(), name)
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/name", code)]
    assert Snapshot.objects.count() == 1


def test_the_longest_name_and_the_same_name_elsewhere(answered: Evaluation, actor: Actors) -> None:
    take(answered, actor(), "x" * 120)
    copy = duplicate(evaluation=answered, by=actor(), now=NOW)
    assert take(copy, actor(), "x" * 120).number == 1


@pytest.mark.parametrize("role", ["viewer", "operator"])
def test_a_strategist_takes_them(role: str, answered: Evaluation, actor: Actors) -> None:
    with pytest.raises(NotPermitted):
        take(answered, actor(role), "First")
    with pytest.raises(NotPermitted):
        take(answered, actor("admin", scopes=frozenset({Scope.EVALUATIONS_READ})), "First")


def test_it_never_changes(answered: Evaluation, actor: Actors) -> None:
    taken = take(answered, actor(), "First")
    taken.name = "Second"
    with pytest.raises(SnapshotIsImmutable):
        taken.save()
    with pytest.raises(SnapshotIsImmutable):
        Snapshot.objects.filter(pk=taken.pk).update(name="Second")
    assert Snapshot.objects.get().name == "First"


def test_a_person_who_goes_leaves_the_snapshot(answered: Evaluation, actor: Actors) -> None:
    taken = take(answered, actor("strategist"), "First")
    assert taken.taken_by is not None
    taken.taken_by.delete()
    assert Snapshot.objects.get().taken_by is None


def test_taking_one_changes_nothing_of_the_evaluation(answered: Evaluation, actor: Actors) -> None:
    take(answered, actor(), "First")
    row = Evaluation.objects.get(pk=answered.pk)
    assert (row.version, row.answers_version, row.changed_at) == (
        answered.version,
        answered.answers_version,
        answered.changed_at,
    )

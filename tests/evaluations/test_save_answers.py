"""Saving answers: what is stored, what is refused, what history keeps."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from distmap.errors import DistmapError, Invalid, NotPermitted
from evaluations.answers.operations import AnswerConflict, save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Answer, AnswerChange, Evaluation
from evaluations.work.operations.changes import EvaluationLocked
from evaluations.work.operations.evaluations import change_evaluation
from evaluations.work.operations.status_changes import submit
from workspaces.actors import Actor

pytestmark = pytest.mark.services

INTEREST = "community/community-interest"
VALUE = "community!no-repeated-member-value"


@pytest.fixture
def save(evaluation: Evaluation, actor: Callable[..., Actor], now: datetime) -> Callable[..., Any]:
    def act(*answers: AnswerInput, role: str = "operator") -> Any:
        return save_answers(evaluation=evaluation, answers=answers, by=actor(role), now=now)

    return act


def codes(error: DistmapError) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in error.faults]


def test_an_answer_is_stored_with_version_history_and_progress(save: Any, evaluation: Evaluation) -> None:
    saved = save(AnswerInput.of(INTEREST, level=3, grade="observed", note="Three groups."))
    assert [(row.level, row.grade, row.note, row.version) for row in saved.answers] == [
        (3, "observed", "Three groups.", 1)
    ]
    assert (saved.evaluation.answered, saved.evaluation.total) == (1, 12 + 8)
    assert saved.evaluation.answers_version == 2
    change = AnswerChange.objects.get()
    assert (change.before, change.after["level"], change.request_id) == (None, 3, "test")


def test_the_same_again_changes_nothing(save: Any) -> None:
    first = save(AnswerInput.of(INTEREST, level=3, grade="observed"))
    again = save(AnswerInput.of(INTEREST, level=3, grade="observed", version=0))
    assert again.changed == 0
    assert again.answers[0].version == 1
    assert again.evaluation.answers_version == first.evaluation.answers_version
    assert AnswerChange.objects.count() == 1


def test_a_rating_is_replaced_whole_and_texts_stay(save: Any) -> None:
    save(
        AnswerInput.of(
            INTEREST, level=3, grade="observed", note="Kept.", evidence_url="https://example.test/a"
        )
    )
    row = save(AnswerInput.of(INTEREST, na=True, na_reason="No users yet.")).answers[0]
    assert (row.level, row.grade, row.na, row.na_reason) == (None, None, True, "No users yet.")
    assert (row.note, row.evidence_url) == ("Kept.", "https://example.test/a")


def test_a_stale_version_conflicts_and_saves_nothing(save: Any) -> None:
    save(AnswerInput.of(INTEREST, level=3, grade="observed"))
    with pytest.raises(AnswerConflict) as caught:
        save(
            AnswerInput.of("surface/workflow", level=1, grade="observed"),
            AnswerInput.of(INTEREST, level=1, grade="observed", version=0),
        )
    assert caught.value.present[INTEREST].level == 3
    assert Answer.objects.count() == 1


def test_every_fault_of_a_batch_is_named(save: Any) -> None:
    with pytest.raises(Invalid) as caught:
        save(
            AnswerInput.of("nobody/asks", level=1, grade="observed"),
            AnswerInput.of(INTEREST, level=5, grade="guess"),
            AnswerInput.of(INTEREST, level=1, grade="observed"),
            AnswerInput.of(VALUE, na=True),
            AnswerInput.of("community/product-shareability", level=2),
            AnswerInput.of(
                "community/community-infrastructure", designable=False, evidence_url="javascript:alert(1)"
            ),
            AnswerInput.of("rule/proof", text="Fine.", level=3),
            AnswerInput.of("surface/brand", text="Not here.", note="\x00"),
        )
    assert codes(caught.value) == [
        ("/answers/0/key", "unknown_item"),
        ("/answers/1/level", "out_of_range"),
        ("/answers/1/grade", "unknown_grade"),
        ("/answers/2/key", "repeated_item"),
        ("/answers/3/na", "na_refused"),
        ("/answers/3/na_reason", "required"),
        ("/answers/4/grade", "required"),
        ("/answers/5/evidence_url", "not_an_address"),
        ("/answers/5/designable", "not_for_this_item"),
        ("/answers/6/level", "not_for_this_item"),
        ("/answers/7/note", "control_character"),
        ("/answers/7/text", "not_for_this_item"),
    ]
    assert not Answer.objects.exists()


def test_a_submitted_evaluation_refuses(save: Any, evaluation: Evaluation, actor: Any, now: datetime) -> None:
    submit(evaluation=evaluation, by=actor(), now=now)
    with pytest.raises(EvaluationLocked):
        save(AnswerInput.of(INTEREST, level=3, grade="observed"))


def test_a_viewer_may_not(save: Any) -> None:
    with pytest.raises(NotPermitted):
        save(AnswerInput.of(INTEREST, level=3, grade="observed"), role="viewer")


def test_an_override_is_a_strategists_and_needs_note_and_evidence(save: Any) -> None:
    match = "community@alignment"
    with pytest.raises(NotPermitted):
        save(AnswerInput.of(match, level=1, grade="observed", note="Why."), role="operator")
    with pytest.raises(Invalid) as caught:
        save(AnswerInput.of(match, level=1, grade="assumed"), role="strategist")
    assert codes(caught.value) == [("/answers/0/grade", "override_assumed"), ("/answers/0/note", "required")]
    assert (
        save(AnswerInput.of(match, level=1, grade="observed", note="Why."), role="strategist")
        .answers[0]
        .level
        == 1
    )
    assert save(AnswerInput.of(match, level=None), role="strategist").answers[0].level is None


def test_declaring_a_model_sets_ordinary_match_answers_aside(
    save: Any, evaluation: Evaluation, actor: Any, now: datetime
) -> None:
    def declare(model: str | None) -> Evaluation:
        return change_evaluation(
            evaluation=evaluation, changes={"growth_model": model}, by=actor("operator"), now=now
        )

    declare(None)
    save(AnswerInput.of("community@alignment", level=2, grade="assumed"))
    declare("plg")
    assert not Answer.objects.filter(item="community@alignment").exists()
    assert AnswerChange.objects.filter(item="community@alignment", reason="growth_model_changed").count() == 1


def test_answers_of_a_removed_path_return_with_it(
    save: Any, evaluation: Evaluation, actor: Any, now: datetime
) -> None:
    save(AnswerInput.of(INTEREST, level=3, grade="observed"))

    def choose(*paths: str) -> Evaluation:
        return change_evaluation(evaluation=evaluation, changes={"paths": list(paths)}, by=actor(), now=now)

    assert choose("product-invitations").answered == 0
    assert choose("product-invitations", "community").answered == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"level": 5, "grade": "observed"},
        {"level": 3, "grade": None},
        {"level": None, "grade": "observed"},
        {"na": True, "na_reason": ""},
        {"na": False, "na_reason": "Why?"},
        {"na": True, "na_reason": "No.", "level": 1, "grade": "observed"},
    ],
)
def test_the_database_refuses_what_operations_would(evaluation: Evaluation, broken: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(evaluation=evaluation, item=INTEREST, revision="x", **broken)

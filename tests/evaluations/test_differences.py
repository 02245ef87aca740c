"""What differs between two moments: answers, evidence, words, paths, and the figures of method section 14."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from channels_catalog.operations import publish
from channels_catalog.reader import read_catalog
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Snapshot
from evaluations.scoring.method1.comparing import over_time
from evaluations.versions.differences import Difference, difference, present_side, side_of
from evaluations.versions.operations import take_snapshot
from evaluations.work.operations.evaluations import change_evaluation
from tests.conftest import CONTENT, NOW
from workspaces.actors import Actor

Actors = Callable[..., Actor]
INTEREST, SHARE = "community/community-interest", "community/product-shareability"


def answer(evaluation: Evaluation, by: Actor, *answers: AnswerInput) -> None:
    save_answers(evaluation=Evaluation.objects.get(pk=evaluation.pk), answers=list(answers), by=by, now=NOW)


def kept(evaluation: Evaluation, by: Actor, name: str) -> Snapshot:
    return take_snapshot(evaluation=evaluation, name=name, by=by, now=NOW + timedelta(hours=1))


def since(snapshot: Snapshot) -> Difference:
    return difference(side_of(snapshot), present_side(Evaluation.objects.get(pk=snapshot.evaluation_id)))


@pytest.fixture
def first(evaluation: Evaluation, actor: Actors) -> Snapshot:
    answer(
        evaluation,
        actor(),
        AnswerInput.of(INTEREST, level=2, grade="assumed", note="A guess."),
        AnswerInput.of(SHARE, level=3, grade="observed"),
        AnswerInput.of("surface/workflow", level=4, grade="measured"),
    )
    return kept(evaluation, actor(), "first")


def test_nothing_differs_from_itself(first: Snapshot) -> None:
    assert since(first).is_empty


def test_a_note_alone_differs_and_moves_nothing(first: Snapshot, actor: Actors) -> None:
    answer(first.evaluation, actor(), AnswerInput.of(INTEREST, note="Counted."))
    told = since(first)
    (changed,) = [each for each in told.answers if not each.is_same]
    assert (changed.changed, changed.answer, changed.evidence) == (("note",), None, None)
    assert all(path.is_same for path in told.paths)
    assert all(sentence.is_same for sentence in told.sentences)


def test_a_move_is_split_into_answer_and_evidence(first: Snapshot, actor: Actors) -> None:
    answer(first.evaluation, actor(), AnswerInput.of(INTEREST, level=0, grade="measured"))
    told = since(first)
    (changed,) = [each for each in told.answers if not each.is_same]
    # Partly, assumed is 0.5; Partly, measured the same; No, measured is 0.
    assert (changed.answer, changed.evidence) == (-0.5, 0.0)
    community = next(path for path in told.paths if path.key == "community")
    assert community.fit is not None
    parts = sum(community.fit.contributions.values()) + community.fit.cap_effect
    assert parts == pytest.approx(community.fit.change, abs=1e-5)
    other = next(path for path in told.paths if path.key == "product-invitations")
    assert other.fit is not None
    assert (other.fit.change, other.fit.P_up) == (0, 0.5)
    # Nothing of it moved but its place: the other path fell behind it.
    assert (other.places, other.verdict_changed) == ((2, 1), False)


def test_the_figures_are_the_method_s(first: Snapshot, actor: Actors) -> None:
    answer(first.evaluation, actor(), AnswerInput.of(SHARE, level=1, grade="observed"))
    old, new = side_of(first), present_side(Evaluation.objects.get(pk=first.evaluation_id))
    assert difference(old, new).over_time == over_time(old.inputs, new.inputs, order=None)


def test_not_applicable_and_cleared(first: Snapshot, actor: Actors) -> None:
    answer(
        first.evaluation,
        actor(),
        AnswerInput.of(SHARE, na=True, na_reason="Nothing to share."),
        AnswerInput.of(INTEREST, level=None),
    )
    changed = {each.item.key: each for each in since(first).answers if not each.is_same}
    assert changed[SHARE].changed == ("level", "grade", "na", "na_reason")
    assert changed[SHARE].answer is None
    assert changed[INTEREST].changed == ("level", "grade")


def test_a_path_that_came_and_one_that_went(first: Snapshot, actor: Actors) -> None:
    change_evaluation(
        evaluation=first.evaluation,
        changes={"paths": ["product-invitations", "content"]},
        by=actor(),
        now=NOW,
    )
    told = since(first)
    paths = {path.key: path for path in told.paths}
    assert (paths["content"].old, paths["community"].new) == (None, None)
    assert paths["content"].ground is None
    gone = next(each for each in told.answers if each.item.key == INTEREST)
    assert (gone.asked, gone.new) == ((True, False), None)
    assert told.reworded == ()
    assert {fact.key for fact in told.facts if not fact.is_same} == {"paths"}


def test_what_is_worded_otherwise_does_not_compare(first: Snapshot, actor: Actors) -> None:
    """A release with another question: its answers count on neither side, and stand apart."""
    catalog = read_catalog(CONTENT)
    channels = tuple(
        channel.model_copy(
            update={
                "factors": tuple(
                    factor.model_copy(update={"question": "Asked in other words?"})
                    if factor.key == "community-interest"
                    else factor
                    for factor in channel.factors
                )
            }
        )
        if channel.key == "community"
        else channel
        for channel in catalog.channels
    )
    release = publish(
        catalog=catalog.model_copy(update={"version": "2099.01", "channels": channels}), now=NOW
    ).release
    Evaluation.objects.filter(pk=first.evaluation_id).update(release=release)
    answer(first.evaluation, actor(), AnswerInput.of(INTEREST, level=4, grade="measured"))
    told = since(first)
    (reworded,) = told.reworded
    assert reworded.key == INTEREST
    assert reworded.new is not None
    assert reworded.new.question == "Asked in other words?"
    assert INTEREST not in {each.item.key for each in told.answers}
    assert told.over_time.left_out == (INTEREST,)
    community = next(path for path in told.paths if path.key == "community")
    assert community.fit is not None
    assert community.fit.change == 0
    assert {"release"} <= {fact.key for fact in told.facts if not fact.is_same}

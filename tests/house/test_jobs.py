"""The job protocol: one claim, a renewed lease, a feeder that never asks for the same row twice at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import LazySettings, settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from kombu.exceptions import OperationalError as KombuOperationalError

from distmap import jobs
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Event
from evaluations.results.verdicts import rescore
from evaluations.work.operations.evaluations import change_evaluation
from tests.markup import squeezed
from workspaces import upkeep
from workspaces.actors import Actor

pytestmark = pytest.mark.services
Login = Callable[..., Client]


@pytest.fixture(autouse=True)
def _no_upkeep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is due by the clock: each test sees the jobs that it made."""
    monkeypatch.setattr(upkeep, "_known", {})


def due(now: datetime) -> list[Evaluation]:
    return list(Evaluation.objects.due_for_scoring(now))


def test_a_new_evaluation_is_due_and_scored_once(evaluation: Evaluation, now: datetime) -> None:
    assert due(now) == [evaluation]
    assert rescore(evaluation.pk, now=now) is True
    assert rescore(evaluation.pk, now=now) is False
    evaluation.refresh_from_db()
    assert (evaluation.scored_version, evaluation.is_stale, evaluation.claim) == (1, False, None)
    assert evaluation.headline_verdict == "find_out_first"


def test_only_one_of_two_workers_gets_the_claim(evaluation: Evaluation, now: datetime) -> None:
    rows = Evaluation.objects.filter(pk=evaluation.pk).filter(jobs.claimable(now))
    assert jobs.claim(rows, now=now) is not None
    assert jobs.claim(rows, now=now) is None


def test_a_lease_that_ran_out_is_claimed_anew(evaluation: Evaluation, now: datetime) -> None:
    first = jobs.claim(Evaluation.objects.due_for_scoring(now), now=now)
    later = now + timedelta(seconds=settings.JOB_LEASE_SECONDS + 1)
    assert due(now) == []
    assert due(later) == [evaluation]
    assert rescore(evaluation.pk, now=later) is True
    assert not Evaluation.objects.filter(pk=evaluation.pk, claim=first).exists()


def test_a_row_that_kills_its_workers_is_left_alone_until_its_inputs_change(
    evaluation: Evaluation, now: datetime, actor: Callable[..., Actor]
) -> None:
    Evaluation.objects.filter(pk=evaluation.pk).update(attempts=settings.JOB_MAX_ATTEMPTS)
    assert due(now) == []
    save_answers(
        evaluation=evaluation,
        answers=[AnswerInput.of("surface/workflow", level=3, grade="observed")],
        by=actor(),
        now=now,
    )
    assert due(now) == [evaluation]


def test_a_changed_verdict_is_told_once_and_not_on_the_first_scoring(
    evaluation: Evaluation, now: datetime, actor: Callable[..., Actor]
) -> None:
    rescore(evaluation.pk, now=now)
    assert not Event.objects.exists()
    changes = {"growth_model": "sales-led"}
    change_evaluation(evaluation=evaluation, changes=changes, by=actor(), now=now)
    answers = [
        AnswerInput.of("community@alignment", level=0, grade="measured", note="Our buyers never meet."),
    ]
    save_answers(evaluation=evaluation, answers=answers, by=actor("strategist"), now=now)
    rescore(evaluation.pk, now=now)
    told = Event.objects.get()
    assert told.type == "evaluation.verdict_changed"
    assert told.payload["changes"] == [{"path": "community", "from": "find_out_first", "to": "park"}]


def test_the_feeder_hands_out_a_due_row_once_until_its_task_ends(
    evaluation: Evaluation, now: datetime
) -> None:
    first = jobs.feed(now=now, room=2)
    assert [job_id for _, job_id in first] == [evaluation.pk]
    assert jobs.feed(now=now, room=2) == []
    jobs.ended(first[0][0].task, {"evaluation_id": str(evaluation.pk)})
    assert [job_id for _, job_id in jobs.feed(now=now, room=2)] == [evaluation.pk]
    jobs.ended(first[0][0].task, {"evaluation_id": str(evaluation.pk)})


@pytest.mark.parametrize("room", [0, 1])
def test_the_feeder_keeps_to_its_room(evaluation: Evaluation, now: datetime, room: int) -> None:
    found = jobs.feed(now=now, room=room)
    assert len(found) == room
    for kind, job_id in found:
        jobs.ended(kind.task, {kind.argument: str(job_id)})


@pytest.mark.parametrize("error", [KombuOperationalError("away"), ConnectionRefusedError(), TimeoutError()])
def test_a_broker_that_is_away_fails_no_save_and_is_asked_once(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def send_task(name: str, **_: object) -> None:
        asked.append(name)
        raise error

    monkeypatch.setattr(jobs.current_app, "send_task", send_task)
    monkeypatch.setattr(jobs, "_silent_until", 0.0)
    kind = jobs.kinds()[0]
    assert [jobs._publish(kind, uuid4()) for _ in range(3)] == [False] * 3
    assert asked == [kind.task]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> list[str]:
    """The queues that tasks are sent to, as with a broker."""
    settings.EMBEDDED = False
    found: list[str] = []
    monkeypatch.setattr(jobs.current_app, "send_task", lambda name, queue, **_: found.append(queue))
    monkeypatch.setattr(jobs, "_silent_until", 0.0)
    cache.clear()
    return found


def test_what_waits_in_its_queue_is_published_once_until_its_task_begins(
    evaluation: Evaluation, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "queue_length", lambda queue: 7)
    for _ in range(3):
        jobs.sweep()
    assert sent == ["verdicts"]
    jobs.begun("evaluations.rescore", {"evaluation_id": str(evaluation.pk)})
    jobs.sweep()
    assert sent == ["verdicts"] * 2


def test_what_is_due_while_its_queue_is_empty_was_lost_and_is_published_again(
    evaluation: Evaluation, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "queue_length", lambda queue: 0)
    for _ in range(2):
        jobs.sweep()
    assert sent == ["verdicts"] * 2


def test_a_sweep_leaves_a_broker_alone_that_does_not_answer(
    evaluation: Evaluation, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "queue_length", lambda queue: None)
    jobs.sweep()
    assert sent == []


def test_scoring_that_was_given_up_is_told_once_to_its_workspace_and_to_the_log(
    evaluation: Evaluation, now: datetime, client_of: Login, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of()
    assert "not up to date" not in squeezed(client.get(reverse("evaluation", args=[evaluation.pk])))
    Evaluation.objects.filter(pk=evaluation.pk).update(attempts=settings.JOB_MAX_ATTEMPTS)
    for _ in range(2):
        jobs.give_up(now)
    told = Event.objects.get()
    assert (told.type, told.subject_id) == ("evaluation.scoring_given_up", evaluation.pk)
    assert [one.levelname for one in caplog.records if "given up" in one.getMessage()] == ["ERROR"]
    page = squeezed(client.get(reverse("evaluation", args=[evaluation.pk])))
    assert "The verdicts are not up to date" in page
    assert "being brought up to date" not in page


def test_a_change_after_giving_up_is_scored_and_may_be_given_up_again(
    evaluation: Evaluation, now: datetime, actor: Callable[..., Actor]
) -> None:
    Evaluation.objects.filter(pk=evaluation.pk).update(attempts=settings.JOB_MAX_ATTEMPTS)
    jobs.give_up(now)
    answer = AnswerInput.of("surface/workflow", level=3, grade="observed")
    save_answers(evaluation=evaluation, answers=[answer], by=actor(), now=now)
    evaluation.refresh_from_db()
    assert not evaluation.is_given_up
    Evaluation.objects.filter(pk=evaluation.pk).update(attempts=settings.JOB_MAX_ATTEMPTS)
    jobs.give_up(now)
    assert Event.objects.filter(type="evaluation.scoring_given_up").count() == 2

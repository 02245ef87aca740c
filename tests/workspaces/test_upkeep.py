"""What is cleaned away by the clock: when, in batches, by one worker at a time."""

from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import LazySettings, settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from distmap import jobs
from evaluations import tasks
from evaluations.models import Event
from workspaces import operations, upkeep
from workspaces.models import IdempotencyKey, UpkeepRun, Workspace

pytestmark = [pytest.mark.services, pytest.mark.django_db]


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """An upkeep of three batches, the only one that is known; how many were asked for each time."""
    left, asked = [7, 7, 3], []

    def batch(now: datetime, most: int) -> int:
        asked.append(most)
        return left.pop() if left else 0

    monkeypatch.setattr(upkeep, "_known", {"things": upkeep.Upkeep("things", upkeep.DAY, batch)})
    return asked


def test_it_runs_at_once_batch_by_batch_and_then_a_day_later(batches: list[int], now: datetime) -> None:
    assert upkeep.runs_due(now, 10) == []
    [run_id] = upkeep.runs_due(now, 10)
    assert upkeep.run(run_id, now=now) is True
    assert batches == [upkeep.BATCH] * 4
    row = UpkeepRun.objects.get()
    assert (row.last_removed, row.last_at, row.claim, row.attempts) == (17, now, None, 0)
    assert upkeep.run(run_id, now=now) is False
    assert upkeep.runs_due(now + timedelta(hours=23), 10) == []
    assert upkeep.runs_due(now + timedelta(hours=25), 10) == [run_id]
    assert upkeep.late(now + timedelta(hours=49)) == ["things"]


def test_what_fails_again_and_again_is_put_off_and_told(
    batches: list[int], now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    upkeep.runs_due(now, 10)
    UpkeepRun.objects.update(attempts=settings.JOB_MAX_ATTEMPTS)
    assert upkeep.runs_due(now, 10) == []
    jobs.give_up(now)
    assert UpkeepRun.objects.get().next_at == now + upkeep.DAY
    assert any("job given up: workspaces.run_upkeep" in one.getMessage() for one in caplog.records)


def test_every_kind_of_leftover_has_its_upkeep() -> None:
    assert {each.name for each in upkeep.all_known()} == {
        "sessions", "idempotency keys", "personal exports", "mails", "events", "deleted", "report files",
    }  # fmt: skip


def test_expired_sessions_and_the_list_of_ended_ones_go(workspace: Workspace) -> None:
    now = timezone.now()
    user = workspace.memberships.first().user
    for key, days in (("old", -1), ("older", -2), ("live", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=days))
        UserSession.objects.create(user=user, session_key=key, ip="10.0.0.1", user_agent="x")
    assert operations.forget_old_sessions(now, 1) == 1
    assert operations.forget_old_sessions(now, 5) == 1
    UserSession.objects.update(last_seen_at=now - timedelta(days=3))
    assert operations.forget_old_sessions(now, 5) == 2
    assert [row.session_key for row in UserSession.objects.all()] == ["live"]


def test_old_keys_and_events_go_in_batches(workspace: Workspace, settings: LazySettings) -> None:
    now = timezone.now()
    for number in range(3):
        IdempotencyKey.objects.create(
            workspace=workspace, principal="p", key=str(number), status=200, created_at=now - upkeep.DAY * 2
        )
        Event.objects.create(
            workspace=workspace, type="a", subject_id=workspace.pk, payload={}, at=now - upkeep.DAY * 401
        )
    assert [operations.forget_old_idempotency_keys(now, 2) for _ in range(3)] == [2, 1, 0]
    assert [tasks.forget_old_events(now, 2) for _ in range(3)] == [2, 1, 0]
    Event.objects.create(workspace=workspace, type="a", subject_id=workspace.pk, payload={}, at=now)
    assert tasks.forget_old_events(now, 2) == 0
    settings.EVENT_KEEP_DAYS = 0
    assert tasks.forget_old_events(now + upkeep.DAY * 900, 2) == 0

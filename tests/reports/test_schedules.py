"""Weekly reports: when they are due, on whose behalf they run, once a week, and what stops them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from distmap import jobs
from distmap.errors import Invalid, NotPermitted, Stale
from evaluations.models import Evaluation
from evaluations.work.operations.evaluations import change_evaluation, delete_evaluation
from reports import tasks
from reports.build import build
from reports.models import Report, ReportSchedule
from reports.operations.reports import delete_report
from reports.operations.schedules import (
    MOST_SCHEDULES,
    TooManySchedules,
    change_schedule,
    create_schedule,
    delete_schedule,
    next_after,
    run_schedule,
)
from reports.tasks import schedules_due
from tests.markup import squeezed
from tests.reports.test_concurrency import at_once
from workspaces.actors import Actor
from workspaces.models import Membership, Workspace

pytestmark = [pytest.mark.services, pytest.mark.django_db]
WEEK = timedelta(days=7)


@pytest.fixture
def weekly(answered: Evaluation, actor: Callable[..., Actor], now: datetime) -> ReportSchedule:
    """A report of the answered evaluation every Monday at seven, for an operator."""
    return create_schedule(
        subject=answered, weekday=0, hour=7, formats=["json", "html"], by=actor("operator"), now=now
    )


def again(row: ReportSchedule) -> ReportSchedule:
    return ReportSchedule.objects.get(pk=row.pk)


def run(row: ReportSchedule) -> datetime:
    """Run it at its moment, and say when that was."""
    at = again(row).next_at
    assert run_schedule(row.pk, now=at)
    return at


# When


@pytest.mark.parametrize(
    ("zone", "now", "at"),
    [
        ("UTC", "2026-11-27T00:00:00", "2026-11-30T07:00:00"),  # a Friday
        ("UTC", "2026-11-30T06:59:59", "2026-11-30T07:00:00"),
        ("UTC", "2026-11-30T07:00:00", "2026-12-07T07:00:00"),
        ("Europe/Berlin", "2026-11-30T05:59:00", "2026-11-30T06:00:00"),
        # Summer time begins on Sunday, 28 March 2027: seven o'clock stays seven o'clock.
        ("Europe/Berlin", "2027-03-22T06:00:00", "2027-03-29T05:00:00"),
        ("Pacific/Auckland", "2026-11-27T00:00:00", "2026-11-29T18:00:00"),
    ],
)
def test_the_next_moment_is_by_the_clock_of_the_service(
    zone: str, now: str, at: str, settings: LazySettings
) -> None:
    settings.TIME_ZONE = zone
    assert timezone.get_default_timezone() == ZoneInfo(zone)
    begun = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert next_after(begun, weekday=0, hour=7) == datetime.fromisoformat(at).replace(tzinfo=UTC)


def test_an_hour_that_summer_time_leaves_out_still_comes_once(settings: LazySettings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    saturday = datetime(2027, 3, 27, 12, tzinfo=UTC)
    first = next_after(saturday, weekday=6, hour=2)
    assert first == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert next_after(first, weekday=6, hour=2) == datetime(2027, 4, 4, 0, tzinfo=UTC)


# Running


def test_it_is_due_at_its_moment_and_asks_once(weekly: ReportSchedule, now: datetime) -> None:
    at = weekly.next_at
    assert schedules_due(at - timedelta(seconds=1), 10) == []
    assert schedules_due(at, 10) == [weekly.pk]
    assert run_schedule(weekly.pk, now=at)
    report = Report.objects.get()
    assert (report.formats, report.status) == (["html", "json"], "queued")
    assert report.created_by == weekly.owner
    assert report.request_id == f"schedule-{weekly.pk}"
    found = again(weekly)
    assert (found.last_outcome, found.last_report, found.last_at) == ("made", report, at)
    assert found.next_at == at + WEEK
    assert (found.claim, found.lease_until, found.attempts) == (None, None, 0)
    assert not run_schedule(weekly.pk, now=at)
    assert schedules_due(at, 10) == []


def test_a_week_without_changes_gives_the_same_report_and_says_so(weekly: ReportSchedule) -> None:
    build(Report.objects.get(pk=(run(weekly) and again(weekly).last_report_id)).pk, now=timezone.now())
    run(weekly)
    assert Report.objects.count() == 1
    assert again(weekly).last_outcome == "unchanged"
    assert again(weekly).last_report == Report.objects.get()


def test_a_changed_evaluation_gives_a_new_report(
    weekly: ReportSchedule, answered: Evaluation, actor: Callable[..., Actor]
) -> None:
    at = run(weekly)
    change_evaluation(evaluation=answered, changes={"title": "Another"}, by=actor(), now=at)
    run(weekly)
    assert Report.objects.count() == 2
    assert again(weekly).last_outcome == "made"


def test_weeks_without_a_worker_are_not_made_up_for(weekly: ReportSchedule) -> None:
    late = weekly.next_at + 5 * WEEK + timedelta(hours=3)
    assert run_schedule(weekly.pk, now=late)
    assert Report.objects.count() == 1
    assert again(weekly).next_at == weekly.next_at + 6 * WEEK


def test_a_worker_that_dies_between_claim_and_request_costs_nothing(weekly: ReportSchedule) -> None:
    at = weekly.next_at
    # What a killed worker leaves: a claim under a lease, and nothing asked for.
    assert jobs.claim(ReportSchedule.objects.due(at).filter(pk=weekly.pk), now=at)
    assert not run_schedule(weekly.pk, now=at)
    assert schedules_due(at, 10) == []
    later = at + timedelta(minutes=5)
    assert schedules_due(later, 10) == [weekly.pk]
    assert run_schedule(weekly.pk, now=later)
    assert not run_schedule(weekly.pk, now=later)
    assert Report.objects.count() == 1
    assert again(weekly).next_at == at + WEEK


def test_a_run_that_fails_has_asked_for_nothing_and_is_tried_again(
    weekly: ReportSchedule, settings: LazySettings
) -> None:
    """Whatever breaks before the end takes the report that was asked for back with it."""
    at = weekly.next_at
    with pytest.raises(OverflowError):
        run_schedule_at_the_end_of_time(weekly)
    assert Report.objects.count() == 0
    ReportSchedule.objects.filter(pk=weekly.pk).update(lease_until=None)
    assert run_schedule(weekly.pk, now=at)
    assert Report.objects.count() == 1


def run_schedule_at_the_end_of_time(weekly: ReportSchedule) -> None:
    # The report can be asked for, but there is no week after this one to step to.
    run_schedule(weekly.pk, now=datetime(9999, 12, 31, 12, tzinfo=UTC))


def test_after_five_workers_it_gives_this_week_up_and_goes_on_with_the_next(
    weekly: ReportSchedule, settings: LazySettings
) -> None:
    ReportSchedule.objects.filter(pk=weekly.pk).update(attempts=settings.JOB_MAX_ATTEMPTS)
    run(weekly)
    assert (again(weekly).last_outcome, again(weekly).attempts) == ("gave_up", 0)
    assert Report.objects.count() == 0
    run(weekly)
    assert again(weekly).last_outcome == "made"


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_asks(weekly: ReportSchedule) -> None:
    at = weekly.next_at
    done = at_once(lambda number: run_schedule(weekly.pk, now=at))
    assert done.count(True) == 1
    assert Report.objects.count() == 1


def test_the_task_takes_an_id_and_whatever_else_may_come(weekly: ReportSchedule) -> None:
    ReportSchedule.objects.filter(pk=weekly.pk).update(next_at=timezone.now())
    tasks.run_schedule(schedule_id=str(weekly.pk), something_new=1)
    assert Report.objects.count() == 1


# What stops it


def member(weekly: ReportSchedule) -> Membership:
    return Membership.objects.get(workspace=weekly.workspace, user=weekly.owner)


@pytest.mark.parametrize("how", ["removed", "inactive", "user gone"])
def test_a_member_who_left_stops_it(how: str, weekly: ReportSchedule) -> None:
    user = member(weekly).user
    if how == "removed":
        member(weekly).delete()
    elif how == "inactive":
        type(user).objects.filter(pk=user.pk).update(is_active=False)
    else:
        ReportSchedule.objects.filter(pk=weekly.pk).update(owner=None)
    at = run(weekly)
    found = again(weekly)
    assert (found.stopped, found.paused_at, found.last_outcome) == ("owner_left", at, "stopped")
    assert Report.objects.count() == 0
    assert schedules_due(at + WEEK, 10) == []


def test_a_member_who_may_no_longer_stops_it(weekly: ReportSchedule) -> None:
    Membership.objects.filter(pk=member(weekly).pk).update(role="viewer")
    run(weekly)
    assert again(weekly).stopped == "role_too_low"


def test_a_deleted_evaluation_stops_it(
    weekly: ReportSchedule, answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    delete_evaluation(evaluation=answered, by=actor(), now=now)
    run(weekly)
    assert again(weekly).stopped == "subject_deleted"
    assert Report.objects.count() == 0


def test_resumed_after_it_stopped_it_runs_for_whoever_resumes_it(
    weekly: ReportSchedule, actor: Callable[..., Actor]
) -> None:
    member(weekly).delete()
    at = run(weekly)
    strategist = actor("strategist")
    change_schedule(schedule=weekly, paused=False, by=strategist, now=at)
    found = again(weekly)
    assert (found.owner, found.stopped, found.paused_at) == (strategist.user, "", None)
    run(weekly)
    assert Report.objects.get().created_by == strategist.user


def test_paused_it_waits_and_resumed_it_takes_up_the_next_week(
    weekly: ReportSchedule, actor: Callable[..., Actor], now: datetime
) -> None:
    owner = weekly.owner
    change_schedule(schedule=weekly, paused=True, by=actor("strategist"), now=now)
    at = weekly.next_at
    assert not run_schedule(weekly.pk, now=at + WEEK)
    change_schedule(schedule=weekly, paused=False, by=actor("strategist"), now=at + WEEK)
    assert again(weekly).next_at == at + 2 * WEEK
    assert again(weekly).owner == owner


def test_deleted_it_is_never_due(weekly: ReportSchedule, actor: Callable[..., Actor], now: datetime) -> None:
    at = run(weekly)
    delete_schedule(schedule=weekly, by=actor("operator"), now=now)
    assert not run_schedule(weekly.pk, now=at + WEEK)
    assert Report.objects.count() == 1


# Setting up


def test_every_fault_is_told_at_once(
    answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    with pytest.raises(Invalid) as refused:
        create_schedule(subject=answered, weekday=7, hour=24, formats=["x"], by=actor(), now=now)
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [
        ("/weekday", "out_of_range"), ("/hour", "out_of_range"), ("/formats/0", "unknown_format"),
    ]  # fmt: skip


def test_who_may_not_make_reports_sets_none_up(
    answered: Evaluation, weekly: ReportSchedule, actor: Callable[..., Actor], now: datetime
) -> None:
    viewer = actor("viewer")
    for act in (
        lambda: create_schedule(subject=answered, weekday=0, hour=7, formats=["md"], by=viewer, now=now),
        lambda: change_schedule(schedule=weekly, hour=8, by=viewer, now=now),
        lambda: delete_schedule(schedule=weekly, by=viewer, now=now),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_there_are_at_most_fifty(
    answered: Evaluation, weekly: ReportSchedule, actor: Callable[..., Actor], now: datetime
) -> None:
    def one_more() -> ReportSchedule:
        return create_schedule(subject=answered, weekday=1, hour=7, formats=["md"], by=actor(), now=now)

    for _ in range(MOST_SCHEDULES - 1):
        last = one_more()
    with pytest.raises(TooManySchedules):
        one_more()
    delete_schedule(schedule=last, by=actor(), now=now)
    one_more()


def test_another_hour_moves_the_next_moment_and_an_old_version_is_refused(
    weekly: ReportSchedule, actor: Callable[..., Actor], now: datetime
) -> None:
    changed = change_schedule(
        schedule=weekly, weekday=2, hour=9, formats=["md"], version=weekly.version, by=actor(), now=now
    )
    assert (changed.next_at, changed.formats) == (next_after(now, weekday=2, hour=9), ["md"])
    with pytest.raises(Stale):
        change_schedule(schedule=weekly, hour=10, version=weekly.version, by=actor(), now=now)


def test_a_week_that_is_due_stays_due_when_only_its_formats_change(
    weekly: ReportSchedule, actor: Callable[..., Actor]
) -> None:
    late = weekly.next_at + timedelta(hours=3)
    change_schedule(
        schedule=weekly, weekday=weekly.weekday, hour=weekly.hour, formats=["md"], by=actor(), now=late
    )
    assert run_schedule(weekly.pk, now=late)
    assert Report.objects.get().formats == ["md"]


# Pages


def text_of(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return squeezed(answer)


def test_a_page_sets_one_up_and_lists_it(answered: Evaluation, client_of: Callable[..., Client]) -> None:
    client = client_of("operator")
    assert 'name="weekday"' in text_of(client, "add_schedule", answered.pk)
    sent = {"weekday": "2", "hour": "6", "formats": ["md", "json"]}
    answer = client.post(reverse("add_schedule", args=[answered.pk]), sent, follow=True)
    assert answer.redirect_chain == [(reverse("make_report", args=[answered.pk]), 302)]
    row = ReportSchedule.objects.get()
    assert (row.weekday, row.hour, row.formats, row.evaluation) == (2, 6, ["md", "json"], answered)
    for name, args in (("make_report", [answered.pk]), ("reports", [])):
        text = text_of(client, name, *args)
        assert "Made every week" in text
        assert "Wednesdays at 06:00, UTC" in text
        assert "Has not run yet" in text


def test_what_stopped_it_stands_in_the_list(weekly: ReportSchedule, client_of: Callable[..., Client]) -> None:
    Membership.objects.filter(pk=member(weekly).pk).update(role="viewer")
    run(weekly)
    text = text_of(client_of("admin"), "reports")
    assert "Stopped: the member it ran for may no longer make reports" in text
    client_of("admin").post(reverse("resume_schedule", args=[weekly.pk]))
    assert again(weekly).paused_at is None


def test_unchanged_weeks_are_told_with_a_way_to_the_report(
    weekly: ReportSchedule, client_of: Callable[..., Client], actor: Callable[..., Actor], now: datetime
) -> None:
    run(weekly)
    run(weekly)
    report = Report.objects.get()
    text = text_of(client_of("viewer"), "reports")
    assert "Nothing had changed" in text
    assert f'href="{reverse("report", args=[report.pk])}">Nothing had changed' in text
    delete_report(report=report, by=actor(), now=now)
    assert "Nothing had changed" in text_of(client_of("viewer"), "reports")


def test_pausing_resuming_and_deleting_by_hand(
    weekly: ReportSchedule, client_of: Callable[..., Client]
) -> None:
    client = client_of("operator")
    client.post(reverse("pause_schedule", args=[weekly.pk]))
    assert again(weekly).paused_at is not None
    assert "Paused" in text_of(client, "reports")
    client.post(reverse("resume_schedule", args=[weekly.pk]))
    assert again(weekly).paused_at is None
    assert "will be made by itself any more" in text_of(client, "remove_schedule", weekly.pk)
    client.post(reverse("remove_schedule", args=[weekly.pk]))
    assert again(weekly).deleted_at is not None
    assert "Made every week" not in text_of(client, "reports")
    viewer = text_of(client_of("viewer"), "make_report", weekly.evaluation_id)
    assert "Make it every week" not in viewer


@pytest.mark.parametrize("name", ["pause_schedule", "resume_schedule", "remove_schedule"])
def test_another_workspaces_is_404(
    name: str, weekly: ReportSchedule, other_workspace: Workspace, client_of: Callable[..., Client]
) -> None:
    stranger = client_of(user=Membership.objects.get(workspace=other_workspace, role="admin").user)
    assert stranger.post(reverse(name, args=[weekly.pk])).status_code == 404
    assert stranger.post(reverse(name, args=[uuid4()])).status_code == 404

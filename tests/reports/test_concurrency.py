"""Requests and workers at the same time, on a database that they share."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.utils import timezone

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Event
from reports import files
from reports.build import build
from reports.models import Report, ReportSchedule
from reports.operations.reports import RequestedReport, request_report
from reports.operations.schedules import MOST_SCHEDULES, TooManySchedules, create_schedule, delete_schedule
from workspaces.actors import Actor
from workspaces.models import Membership, Workspace
from workspaces.operations import create_token
from workspaces.permissions import USUAL_SCOPES

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
AT_ONCE = 8


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """Run an act in several threads that begin together."""
    together = threading.Barrier(AT_ONCE)

    def run(number: int) -> Any:
        try:
            together.wait()
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def test_simultaneous_requests_get_one_report(
    answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    by = actor()

    def ask(number: int) -> RequestedReport:
        formats = [("html",), ("md",), ("json",)][number % 3]
        return request_report(evaluation=answered, formats=formats, by=by, now=now)

    asked = at_once(ask)
    assert len({made.report.pk for made in asked}) == 1
    assert [made.is_new for made in asked].count(True) == 1
    report = Report.objects.get()
    assert report.formats == ["html", "md", "json"]
    assert report.status == "queued"


def test_programs_that_ask_at_once_get_one_report_and_one_result(
    answered: Evaluation, workspace: Workspace, now: datetime
) -> None:
    """Eight POSTs at once, then eight workers and eight more POSTs: one row, one event, the finished report."""
    member = Membership.objects.get(workspace=workspace, role="operator")
    secret = create_token(membership=member, name="at once", scopes=list(USUAL_SCOPES), now=now).secret
    body = {"evaluation": str(answered.pk), "formats": ["md", "json"]}

    def post(number: int) -> tuple[int, str]:
        client = Client(headers={"Authorization": f"Bearer {secret}"})
        made = client.post("/api/v1/reports/", body, content_type="application/json")
        return made.status_code, made.json()["id"]

    report = Report.objects.get(pk=at_once(post)[0][1])
    assert at_once(lambda number: build(report.pk, now=timezone.now())).count(True) == 1
    assert set(at_once(post)) == {(200, str(report.pk))}
    assert Report.objects.count() == 1
    assert Event.objects.filter(type="report.succeeded").count() == 1
    assert len(files.names_of(report.pk)) == 2


def test_a_request_among_writers_freezes_one_moment(
    answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    """While answers change, each report's digest of inputs is that of the answers it prints."""
    by = actor()

    def act(number: int) -> RequestedReport | None:
        if number % 2:
            changed = AnswerInput.of("community/community-interest", level=number % 5, grade="measured")
            save_answers(evaluation=answered, answers=[changed], by=by, now=now + timedelta(minutes=number))
            return None
        return request_report(evaluation=answered, formats=["json"], by=by, now=now)

    at_once(act)
    for report in Report.objects.all():
        assert build(report.pk, now=timezone.now())
        report.refresh_from_db()
        assert report.status == "succeeded"


def test_of_many_workers_one_builds(ask: Callable[..., Report], settings: LazySettings) -> None:
    settings.REPORT_STEP_PAUSE = 0.05
    report = ask()
    done = at_once(lambda number: build(report.pk, now=timezone.now()))
    assert done.count(True) == 1
    report.refresh_from_db()
    assert (report.status, report.attempts) == ("succeeded", 1)
    assert report.artifacts.count() == 3
    assert Event.objects.filter(type="report.succeeded").count() == 1


def test_a_step_that_outlasts_its_lease_keeps_its_claim(
    ask: Callable[..., Report], settings: LazySettings
) -> None:
    """The timer beside the task renews the lease, so nobody takes over a worker that lives."""
    settings.JOB_LEASE_SECONDS, settings.JOB_RENEW_SECONDS, settings.REPORT_STEP_PAUSE = 0.4, 0.1, 0.9
    report = ask("md")
    stop = threading.Event()
    others: list[bool] = []

    def lie_in_wait() -> None:
        while not stop.wait(0.1):
            others.append(build(report.pk, now=timezone.now()))
        connection.close()

    # The other begins once the claim is there to be missed.
    waiting = threading.Timer(0.3, lie_in_wait)
    waiting.start()
    try:
        assert build(report.pk, now=timezone.now())
    finally:
        stop.set()
        waiting.join()
    assert others
    assert not any(others)
    report.refresh_from_db()
    assert (report.status, report.attempts) == ("succeeded", 1)


def test_simultaneous_schedules_do_not_pass_the_most(
    answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    by = actor()

    def one(number: int) -> bool:
        try:
            create_schedule(subject=answered, weekday=1, hour=7, formats=["md"], by=by, now=now)
        except TooManySchedules:
            return False
        return True

    for _ in range(MOST_SCHEDULES - 1):
        assert one(0)
    for _ in range(5):
        assert at_once(one).count(True) == 1
        last = ReportSchedule.objects.filter(deleted_at=None).latest("pk")
        delete_schedule(schedule=last, by=by, now=now)

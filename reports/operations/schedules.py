"""Acts on weekly reports: set one up, change, pause, resume and delete it; and run those that are due."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from comparisons.models import Comparison
from distmap import jobs
from distmap.errors import Conflict, Fault, Invalid, Stale
from evaluations.models import Evaluation, Event
from reports.models import ReportSchedule
from reports.operations.reports import RequestedReport, form_faults, format_faults, request_report
from reports.renderers import FORMATS
from workspaces.actors import Actor
from workspaces.audit import record
from workspaces.models import Membership, Workspace
from workspaces.permissions import Act, Role

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_SCHEDULES = 50
RUN_SCHEDULE = "reports.run_schedule"


class TooManySchedules(Conflict):
    code = "too_many_schedules"


def next_after(now: datetime, *, weekday: int, hour: int) -> datetime:
    """The first moment after `now` at which it is this hour of this weekday in the service's time zone."""
    here = now.astimezone(timezone.get_default_timezone())
    day = here.date() + timedelta(days=(weekday - here.weekday()) % 7)
    at = datetime.combine(day, time(hour), tzinfo=here.tzinfo)
    if at.astimezone(UTC) <= now:
        at = datetime.combine(day + timedelta(days=7), time(hour), tzinfo=here.tzinfo)
    return at.astimezone(UTC)


def create_schedule(
    *,
    subject: Evaluation | Comparison,
    weekday: int,
    hour: int,
    formats: Sequence[str],
    form: str = "full",
    by: Actor,
    now: datetime,
) -> ReportSchedule:
    """Have a report of an evaluation or a comparison asked for every week from now on, on the actor's behalf.

    Raises Invalid with every fault (`out_of_range`, `unknown_format`, `unknown_form`), TooManySchedules beyond
    50 in a workspace, and NotPermitted.
    """
    by.require(Act.WRITE_REPORTS)
    kind = _kind(subject)
    faults = schedule_faults(weekday=weekday, hour=hour, formats=formats, form=form)
    if faults:
        raise Invalid.of(faults)
    with transaction.atomic():
        # Behind this lock nobody else counts to forty-nine at the same time.
        Workspace.objects.select_for_update().get(pk=by.workspace.pk)
        if ReportSchedule.objects.visible_to(by).count() >= MOST_SCHEDULES:
            raise TooManySchedules(
                f"A workspace has at most {MOST_SCHEDULES} weekly reports. Delete one that nobody reads."
            )
        return ReportSchedule.objects.create(
            workspace=by.workspace, **{kind: subject}, formats=_in_order(formats), form=form,
            weekday=weekday, hour=hour, next_at=next_after(now, weekday=weekday, hour=hour),
            owner=by.user, created_at=now,
        )  # fmt: skip


def schedule_faults(
    *,
    weekday: int | None = None,
    hour: int | None = None,
    formats: Sequence[str] | None = None,
    form: str | None = None,
) -> list[Fault]:
    """What is wrong with those that are given, with pointers to their names."""
    faults = []
    if weekday is not None and not 0 <= weekday <= 6:
        faults.append(Fault("/weekday", "out_of_range", "A week has seven days, from monday to sunday."))
    if hour is not None and not 0 <= hour <= 23:
        faults.append(Fault("/hour", "out_of_range", "Write an hour from 0 to 23."))
    faults += format_faults(formats) if formats is not None else []
    return faults + (form_faults(form) if form is not None else [])


def _kind(subject: Evaluation | Comparison) -> str:
    return "evaluation" if isinstance(subject, Evaluation) else "comparison"


def _in_order(formats: Sequence[str]) -> list[str]:
    return [key for key in FORMATS if key in formats]


def change_schedule(
    *,
    schedule: ReportSchedule,
    by: Actor,
    now: datetime,
    weekday: int | None = None,
    hour: int | None = None,
    formats: Sequence[str] | None = None,
    form: str | None = None,
    paused: bool | None = None,
    version: int | None = None,
) -> ReportSchedule:
    """Change what is given. Resumed after it had stopped by itself, it runs on behalf of whoever resumes it.

    A moment that passed while it was paused is not made up for; a week that is due stays due as long as the day and
    the hour stay. Raises Invalid, Stale (another `version`),
    NotPermitted.
    """
    by.require(Act.WRITE_REPORTS)
    faults = schedule_faults(weekday=weekday, hour=hour, formats=formats, form=form)
    if faults:
        raise Invalid.of(faults)
    with transaction.atomic():
        row = _locked(schedule, version)
        row.form = row.form if form is None else form
        resumed = paused is False and row.paused_at is not None
        moment = row.weekday, row.hour
        row.weekday = row.weekday if weekday is None else weekday
        row.hour = row.hour if hour is None else hour
        row.formats = row.formats if formats is None else _in_order(formats)
        if resumed:
            row.owner = by.user if row.stopped else row.owner
            row.paused_at, row.stopped = None, ""
        elif paused and row.paused_at is None:
            row.paused_at = now
        if resumed or moment != (row.weekday, row.hour):
            row.next_at = next_after(now, weekday=row.weekday, hour=row.hour)
        row.version += 1
        row.save()
    return row


@transaction.atomic
def delete_schedule(
    *, schedule: ReportSchedule, by: Actor, now: datetime, version: int | None = None
) -> None:
    """End it. The reports that it had made stay. Raises Stale, NotPermitted."""
    by.require(Act.WRITE_REPORTS)
    row = _locked(schedule, version)
    row.deleted_at, row.claim, row.lease_until = now, None, None
    row.save(update_fields=["deleted_at", "claim", "lease_until"])
    record(by=by, action="schedule.deleted", subject=str(row.pk), now=now)


def _locked(schedule: ReportSchedule, version: int | None) -> ReportSchedule:
    row = ReportSchedule.objects.select_for_update().get(pk=schedule.pk)
    if version is not None and row.version != version:
        raise Stale("It was changed in between. Read it again, and repeat your change on the new state.")
    return row


def run_schedule(schedule_id: UUID, *, now: datetime) -> bool:
    """Ask for the report that is due; False if nothing was, or another worker has it. Running it twice is harmless.

    The request and the step to the next week are one transaction: a worker that dies before its end has asked for
    nothing and the next one asks, one that dies after it has left nothing to do. Weeks that passed while no
    worker ran are not made up for: the subject as it stands is asked for once.
    """
    mine = jobs.claim(ReportSchedule.objects.due(now).filter(pk=schedule_id), now=now)
    if mine is None:
        return False
    jobs.pause("Schedule claimed")
    with transaction.atomic():
        held = ReportSchedule.objects.select_for_update().filter(pk=schedule_id, claim=mine, deleted_at=None)
        row = held.first()
        if row is None or row.paused_at is not None:
            return False
        row.last_outcome, row.stopped = _outcome(row, now)
        if row.stopped:
            row.paused_at = now
        row.last_at, row.next_at = now, next_after(now, weekday=row.weekday, hour=row.hour)
        row.claim, row.lease_until, row.attempts = None, None, 0
        row.version += 1
        row.save()
        jobs.pause("Schedule written")
    jobs.pause("Schedule stepped")
    return True


def _outcome(row: ReportSchedule, now: datetime) -> tuple[str, str]:
    """What came of a week, and why it stopped if it did. Sets the report that it was answered with."""
    if row.attempts > settings.JOB_MAX_ATTEMPTS:
        jobs.gave_up(RUN_SCHEDULE, row.pk)
        Event.objects.create(
            workspace_id=row.workspace_id,
            type="schedule.gave_up",
            subject_id=row.pk,
            payload={"schedule": str(row.pk), "subject": str(row.subject), "attempts": row.attempts},
            at=now,
        )
        return ReportSchedule.GAVE_UP, ""
    owner = _owner(row)
    if owner is None:
        return ReportSchedule.STOPPED, ReportSchedule.OWNER_LEFT
    if not owner.may(Act.WRITE_REPORTS):
        return ReportSchedule.STOPPED, ReportSchedule.ROLE_TOO_LOW
    if row.subject.deleted_at is not None:
        return ReportSchedule.STOPPED, ReportSchedule.SUBJECT_DELETED
    requested = _request(row, owner, now)
    row.last_report = requested.report
    return (ReportSchedule.MADE if requested.is_new else ReportSchedule.UNCHANGED), ""


def _request(row: ReportSchedule, owner: Actor, now: datetime) -> RequestedReport:
    subject: dict[str, Any] = {_kind(row.subject): row.subject}
    # A format that this release no longer makes is left out, rather than ending the whole.
    formats = _in_order(row.formats) or list(FORMATS)
    return request_report(**subject, formats=formats, form=row.form, by=owner, now=now)


def _owner(row: ReportSchedule) -> Actor | None:
    """The member on whose behalf it runs, with the role of this moment; None if there is none any more."""
    if row.owner_id is None:
        return None
    found = (
        Membership.objects.filter(workspace_id=row.workspace_id, user_id=row.owner_id, user__is_active=True)
        .select_related("workspace", "user")
        .first()
    )
    if found is None:
        return None
    return Actor(
        workspace=found.workspace, role=Role.of(found.role), user=found.user, request_id=f"schedule-{row.pk}"
    )

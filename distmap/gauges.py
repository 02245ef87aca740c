"""What Prometheus is told of rows and queues: asked when it asks, once for all processes of a machine."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Min, QuerySet
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from distmap import clock, jobs
from evaluations.models import Evaluation
from reports.models import Report, ReportSchedule
from workspaces.models import OutgoingMail, PersonalExport, UpkeepRun

log = logging.getLogger("distmap.metrics")


class Rows(Collector):
    """Jobs due, by kind, and how long the oldest has waited; jobs given up; messages in queues; the clock."""

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterable[Metric]:
        up = GaugeMetricFamily("distmap_database_up", "1 while the database answers.")
        try:
            found = [*_jobs(timezone.now()), _clock()]
        except DatabaseError as error:
            log.warning("no metrics of rows: %s", error)
            up.add_metric([], 0)
            found = []
        else:
            up.add_metric([], 1)
        finally:
            connection.close()
        return [up, *found, *_queues()]


def _due(now: datetime) -> dict[str, tuple["QuerySet[Any]", str]]:
    """What is due and held by nobody, and since when, by kind."""
    mails = OutgoingMail.objects.filter(sent_at=None, failed_at=None, next_at__lte=now)
    exports = PersonalExport.objects.filter(jobs.claimable(now), finished_at=None, failed_at=None)
    return {
        "verdicts": (Evaluation.objects.due_for_scoring(now), "changed_at"),
        "reports": (Report.objects.due(now), "created_at"),
        "weekly reports": (ReportSchedule.objects.due(now), "next_at"),
        "mails": (mails.filter(jobs.claimable(now)), "next_at"),
        "personal exports": (exports, "created_at"),
        "upkeep": (UpkeepRun.objects.filter(jobs.claimable(now), next_at__lte=now), "next_at"),
    }


def _jobs(now: datetime) -> list[Metric]:
    due = GaugeMetricFamily("distmap_jobs_due", "Jobs due that nobody holds.", labels=["kind"])
    age = GaugeMetricFamily(
        "distmap_job_oldest_seconds", "How long the oldest of them waits.", labels=["kind"]
    )
    for kind, (rows, field) in _due(now).items():
        count, oldest = rows.count(), rows.aggregate(oldest=Min(field))["oldest"]
        due.add_metric([kind], count)
        age.add_metric([kind], max(0.0, (now - oldest).total_seconds()) if oldest else 0)
    dead = GaugeMetricFamily("distmap_jobs_given_up_now", "Jobs that stand as given up.", labels=["kind"])
    dead.add_metric(["verdicts"], Evaluation.objects.given_up(now).count())
    dead.add_metric(["reports"], Report.objects.filter(error_code="gave_up", deleted_at=None).count())
    dead.add_metric(["mails"], OutgoingMail.objects.filter(failed_at__isnull=False).count())
    return [due, age, dead]


def _clock() -> Metric:
    skew = GaugeMetricFamily("distmap_clock_skew_seconds", "How far this clock is ahead of the database's.")
    skew.add_metric([], clock.skew())
    return skew


def _queues() -> list[Metric]:
    if settings.EMBEDDED:
        return []
    up = GaugeMetricFamily("distmap_broker_up", "1 while the broker answers.")
    length = GaugeMetricFamily("distmap_queue_messages", "Messages in a queue.", labels=["queue"])
    names = [queue.name for queue in current_app.conf.task_queues]
    lengths = {name: jobs.queue_length(name) for name in names[:1]}
    is_up = lengths[names[0]] is not None
    up.add_metric([], int(is_up))
    if is_up:
        lengths |= {name: jobs.queue_length(name) for name in names[1:]}
        for name, messages in lengths.items():
            if messages is not None:
                length.add_metric([name], messages)
    return [up, length]

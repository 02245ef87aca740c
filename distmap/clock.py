"""How far this machine's clock is from the database's: leases of jobs are times that several machines compare."""

import logging

from django.conf import settings
from django.db import connection
from django.utils import timezone

log = logging.getLogger("distmap.clock")


def bound() -> float:
    """Seconds by which a worker's clock may differ: a third of a lease, so that no living worker's looks run out."""
    return float(settings.JOB_LEASE_SECONDS) / 3


def skew() -> float:
    """Seconds by which this clock is ahead of the database's (negative: behind); 0 where there is only this one."""
    if connection.vendor != "postgresql":
        return 0.0
    before = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        [theirs] = cursor.fetchone()
    after = timezone.now()
    return float((before + (after - before) / 2 - theirs).total_seconds())


def refusal() -> str | None:
    """Why a worker with this clock must not work; None where it may."""
    seconds = skew()
    if abs(seconds) <= bound():
        return None
    return (
        f"This machine's clock is {abs(seconds):.1f} s {'ahead of' if seconds > 0 else 'behind'} the database's, and "
        f"may be {bound():g} s: leases of jobs would be misread. Set the clock (NTP), then start the worker."
    )


def check() -> None:
    """Say in the log that the clock went astray."""
    found = refusal()
    if found:
        log.error(found)

"""Moments as people say them."""

from datetime import datetime, timedelta

from django.utils import formats, timezone


def spoken_time(at: datetime, now: datetime) -> str:
    """A moment as people say it: today, 14:32; yesterday; 9 November; 9 November 2025."""
    here, today = timezone.localtime(at), timezone.localtime(now).date()
    if here.date() == today:
        return f"today, {formats.date_format(here, 'H:i')}"
    if here.date() == today - timedelta(days=1):
        return "yesterday"
    return formats.date_format(here, "j F" if here.year == today.year else "j F Y")


def clock_words(at: datetime, now: datetime) -> str:
    """When something was saved: 14:32 today, else the day."""
    here = timezone.localtime(at)
    if here.date() == timezone.localtime(now).date():
        return formats.date_format(here, "H:i")
    return spoken_time(at, now)

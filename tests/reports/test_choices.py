"""Form and formats are chosen by one component wherever a report is asked for, in one order."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from comparisons.models import Comparison
from comparisons.operations import create_comparison
from comparisons.rules import MemberInput
from evaluations.models import Evaluation
from evaluations.versions.operations import take_snapshot
from reports.build import build
from reports.models import Report, ReportSchedule
from reports.operations.schedules import create_schedule, run_schedule
from reports.renderers import FORMATS
from tests.markup import squeezed
from workspaces.actors import Actor

Clients = Callable[..., Client]
ORDER = ["pdf", "docx", "pptx", "html", "xlsx", "csv", "md", "json"]


@pytest.fixture
def places(answered: Evaluation, actor: Callable[..., Actor], now: datetime) -> dict[str, str]:
    """Where a report is asked for, by what it is of."""
    by = actor("strategist")
    take_snapshot(evaluation=answered, name="Before", by=by, now=now)
    members = [MemberInput(evaluation=answered.pk, snapshot=1), MemberInput(evaluation=answered.pk)]
    stored = create_comparison(title="Since", kind="over_time", members=members, by=by, now=now)
    schedule = create_schedule(subject=stored, weekday=2, hour=9, formats=["md"], by=by, now=now)
    return {
        "evaluation": reverse("make_report", args=[answered.pk]),
        "snapshot": reverse("make_snapshot_report", args=[answered.pk, 1]),
        "comparison": reverse("make_comparison_report", args=[stored.pk]),
        "weekly": reverse("add_schedule", args=[answered.pk]),
        "weekly of a comparison": reverse("add_comparison_schedule", args=[stored.pk]),
        "change": reverse("edit_schedule", args=[schedule.pk]),
        "page of the comparison": reverse("comparison", args=[stored.pk]),
        "page of the snapshot": reverse("snapshot", args=[answered.pk, 1]),
    }


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return squeezed(answer)


def test_the_choices_are_the_same_everywhere(places: dict[str, str], client_of: Clients) -> None:
    assert list(FORMATS) == ORDER
    for name, address in list(places.items())[:6]:
        shown = page(client_of("operator"), address)
        assert re.findall(r'name="formats" value="(\w+)"', shown) == ORDER, name
        assert re.findall(r'name="form" value="(\w+)"', shown) == ["full", "executive"], name


def test_snapshot_and_comparison_lead_to_them(places: dict[str, str], client_of: Clients) -> None:
    client = client_of("operator")
    assert f'href="{places["comparison"]}"' in page(client, places["page of the comparison"])
    assert f'href="{places["snapshot"]}"' in page(client, places["page of the snapshot"])
    assert f'href="{places["weekly of a comparison"]}"' in page(client, places["comparison"])


@pytest.mark.parametrize("of", ["evaluation", "snapshot", "comparison"])
def test_what_was_chosen_is_made(of: str, places: dict[str, str], client_of: Clients, now: datetime) -> None:
    client = client_of("operator")
    sent = client.post(places[of], {"choosing": "1", "form": "executive", "formats": ["md", "csv"]})
    report = Report.objects.get()
    assert sent.headers["Location"] == reverse("report", args=[report.pk])
    assert (report.formats, report.form) == (["csv", "md"], "executive")
    assert report.title.endswith(", in brief")
    assert build(report.pk, now=now)
    shown = page(client, reverse("report", args=[report.pk]))
    # A format that is added later, or the report made anew, is of the same form.
    assert 'name="form" value="executive"' in shown
    client.post(places[of], {"form": "executive", "formats": ["json"]})
    assert Report.objects.get().formats == ["csv", "md", "json"]
    listed = page(client, places[of])
    assert "in brief" in listed


@pytest.mark.parametrize("of", ["evaluation", "snapshot", "comparison"])
def test_no_format_and_an_unknown_form_are_told_together(
    of: str, places: dict[str, str], client_of: Clients
) -> None:
    refused = client_of("operator").post(places[of], {"choosing": "1", "form": "long"})
    shown = squeezed(refused)
    assert refused.status_code == 422
    assert "Choose at least one of the formats." in shown
    assert "Choose one of the two forms." in shown
    assert not Report.objects.exists()


def test_a_comparison_is_reported_every_week_in_brief(
    places: dict[str, str], client_of: Clients, now: datetime
) -> None:
    client = client_of("operator")
    address = places["weekly of a comparison"]
    sent = {"weekday": "4", "hour": "16", "form": "executive", "formats": ["pdf", "md"]}
    answer = client.post(address, sent, follow=True)
    assert "A report will be made every week" in squeezed(answer)
    assert answer.redirect_chain[-1][0] == places["comparison"]
    row = ReportSchedule.objects.get(weekday=4)
    assert (row.hour, row.form, row.formats, row.comparison is not None) == (
        16,
        "executive",
        ["pdf", "md"],
        True,
    )
    assert run_schedule(row.pk, now=row.next_at)
    report: Any = Report.objects.get()
    assert report.form == "executive"
    assert "In brief: PDF, Markdown" in page(client, places["comparison"])


def test_a_weekly_report_is_changed_on_its_page(places: dict[str, str], client_of: Clients) -> None:
    client, row = client_of("operator"), ReportSchedule.objects.get()
    shown = page(client, places["change"])
    assert re.findall(r'name="formats" value="(\w+)" checked', shown) == ["md"]
    assert re.search(r'<option value="2" selected>\s*Wednesday', shown)
    sent = {
        "weekday": "0",
        "hour": "6",
        "form": "executive",
        "formats": ["json", "docx"],
        "version": row.version,
    }
    told = squeezed(client.post(places["change"], sent, follow=True))
    assert "The weekly report is changed. The next is made on Monday" in told
    changed = ReportSchedule.objects.get()
    assert (changed.weekday, changed.hour, changed.form, changed.formats) == (
        0,
        6,
        "executive",
        ["docx", "json"],
    )
    assert changed.version == row.version + 1


def test_a_weekly_report_of_what_was_deleted_is_not_changed(
    places: dict[str, str], client_of: Clients, now: datetime
) -> None:
    client = client_of("operator")
    Comparison.objects.update(deleted_at=now)
    sent = {"weekday": "0", "hour": "6", "form": "full", "formats": ["md"]}
    for answer in (
        client.get(places["change"], follow=True),
        client.post(places["change"], sent, follow=True),
    ):
        assert answer.redirect_chain == [(reverse("reports"), 302)]
        assert "there is nothing to change" in squeezed(answer)
    assert ReportSchedule.objects.get().hour == 9


def test_a_weekly_report_without_an_owner_says_for_whom_it_will_run(
    places: dict[str, str], client_of: Clients
) -> None:
    ReportSchedule.objects.update(owner=None)
    assert "for whoever resumes it and with their role" in page(client_of("operator"), places["change"])


def test_a_paused_report_stays_paused_when_it_is_changed(
    places: dict[str, str], client_of: Clients, now: datetime
) -> None:
    client = client_of("operator")
    ReportSchedule.objects.update(paused_at=now)
    sent = {"weekday": "0", "hour": "6", "form": "full", "formats": ["json"]}
    assert "It stays paused." in squeezed(client.post(places["change"], sent, follow=True))
    assert ReportSchedule.objects.get().paused_at == now

"""Same identity, same bytes, whatever a report is of: in another process, place and language, years later."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from comparisons.operations import create_comparison
from comparisons.rules import MemberInput
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.versions.operations import take_snapshot
from reports.build import build
from reports.models import Report
from reports.operations.reports import delete_report, request_report, restore_report
from reports.renderers import FORMATS
from tests.comparisons.conftest import Make
from tests.conftest import NOW
from tests.reports.two_processes import assert_same_bytes
from workspaces.actors import Actor

KEY = "community/community-interest"
NOTE = "One line,\nanother: Ελληνικά, 数字, עברית."


@pytest.fixture
def reports(make: Make, strategist: Actor) -> dict[str, Report]:
    """A report of each kind of subject, asked for and not yet made."""
    evaluation = make("Ledgerline", "May", {KEY: "2 assumed"})
    kept = take_snapshot(evaluation=evaluation, name="Before", by=strategist, now=NOW)
    answer = AnswerInput.of(KEY, level=4, grade="measured", note=NOTE)
    save_answers(evaluation=evaluation, answers=[answer], by=strategist, now=NOW + timedelta(hours=1))
    again, other = (
        make("Ledgerline", "May, again", {KEY: "0 observed"}),
        make("Osprey", "May", {KEY: "3 reported"}),
    )
    now, then = MemberInput(evaluation=evaluation.pk), MemberInput(evaluation=evaluation.pk, snapshot=1)
    members = {
        "over_time": [then, now],
        "subjects": [now, MemberInput(evaluation=other.pk)],
        "raters": [now, MemberInput(evaluation=again.pk)],
    }
    subjects: dict[str, dict[str, Any]] = {
        "full": {"evaluation": evaluation},
        "executive": {"evaluation": evaluation, "form": "executive"},
        "snapshot": {"snapshot": kept},
        "snapshot, executive": {"snapshot": kept, "form": "executive"},
    }
    for kind, of in members.items():
        made = create_comparison(title=f"Of {kind}", kind=kind, members=of, by=strategist, now=NOW)
        subjects[kind] = {"comparison": made}
    return {
        name: request_report(**subject, formats=list(FORMATS), by=strategist, now=NOW).report
        for name, subject in subjects.items()
    }


@pytest.mark.django_db
def test_two_processes_make_the_same_bytes_of_the_same_document(
    reports: dict[str, Report], tmp_path: Path
) -> None:
    assert_same_bytes({name: report.frozen_document for name, report in reports.items()}, tmp_path)


@pytest.mark.django_db
def test_when_it_is_built_leaves_no_trace(
    reports: dict[str, Report], strategist: Actor, settings: LazySettings, tmp_path: Path
) -> None:
    """Time is passed in, and no file takes it up: built again years later each has the digest that it had."""
    settings.MEDIA_ROOT = tmp_path / "files"
    for name in ("executive", "raters"):
        report = reports[name]
        assert build(report.pk, now=NOW)
        before = {made.format: made.sha256 for made in report.artifacts.all()}
        delete_report(report=report, by=strategist, now=NOW)
        restore_report(report=report, by=strategist)
        assert build(report.pk, now=NOW + timedelta(days=2_000))
        assert {made.format: made.sha256 for made in report.artifacts.all()} == before
        assert len(before) == len(FORMATS)

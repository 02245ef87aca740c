"""A report of a snapshot: what it is of, what it says, its identity, and that it is never stale."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Snapshot
from evaluations.versions.operations import take_snapshot
from evaluations.work.operations.products import change_product
from reports.build import build
from reports.files import read
from reports.frozen import thaw
from reports.models import Report
from reports.operations.reports import delete_report, request_report
from reports.reading import is_stale
from reports.verification import verify
from workspaces.actors import Actor

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=2)


@pytest.fixture
def snapshot(answered: Evaluation, actor: Callable[..., Actor], now: datetime) -> Snapshot:
    return take_snapshot(evaluation=answered, name="Before the interviews", by=actor(), now=now + LATER)


def change(evaluation: Evaluation, by: Actor, now: datetime) -> None:
    answer = AnswerInput.of("community/product-shareability", level=0, grade="measured", note="Seen since.")
    save_answers(evaluation=evaluation, answers=[answer], by=by, now=now + 2 * LATER)
    change_product(product=evaluation.product, changes={"name": "Renamed"}, by=by, now=now + 2 * LATER)


def asked(snapshot: Snapshot, by: Actor, now: datetime, *formats: str) -> Report:
    return request_report(snapshot=snapshot, formats=formats or ("md", "json"), by=by, now=now).report


def body(report: Report, key: str) -> str:
    return read(str(report.artifacts.get(format=key).file.name)).decode()


def test_it_is_of_the_snapshot(
    snapshot: Snapshot, answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    change(answered, actor(), now)
    report = asked(snapshot, actor("operator"), now)
    subject = thaw(report.frozen_document).subject
    assert (subject.kind, subject.id) == ("snapshot", str(answered.pk))
    assert subject.snapshot is not None
    assert (subject.snapshot.id, subject.snapshot.number, subject.snapshot.name) == (
        str(snapshot.pk),
        1,
        "Before the interviews",
    )
    assert subject.snapshot.taken_at == "2026-11-20T11:30:00.000000Z"
    assert report.title == "Ledgerline: Autumn review, snapshot 1 ‘Before the interviews’"
    assert (report.snapshot, report.evaluation) == (snapshot, answered)
    assert report.inputs_sha256 == snapshot.inputs_sha256
    assert build(report.pk, now=now + 3 * LATER)
    said = body(report, "md")
    assert "1, ‘Before the interviews’, 20 November 2026" in said
    assert "Seen since." not in said
    assert "Renamed" not in said
    assert json.loads(body(report, "json"))["document"]["subject"]["snapshot"]["number"] == 1


def test_the_same_snapshot_is_the_same_report_whenever_it_is_asked(
    snapshot: Snapshot, answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    first = asked(snapshot, actor("operator"), now)
    assert build(first.pk, now=now + LATER)
    bodies = [body(first, "md"), body(first, "json")]
    change(answered, actor(), now)
    again = request_report(snapshot=snapshot, formats=["json"], by=actor(), now=now + 9 * LATER)
    assert (again.report.pk, again.was_ready) == (first.pk, True)
    delete_report(report=first, by=actor(), now=now + 9 * LATER)
    second = asked(snapshot, actor("operator"), now + 9 * LATER)
    assert second.document_sha256 == first.document_sha256
    assert build(second.pk, now=now + 10 * LATER)
    assert [body(second, "md"), body(second, "json")] == bodies


def test_it_is_not_the_report_of_the_present(
    snapshot: Snapshot, answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    present = request_report(evaluation=answered, formats=["json"], by=actor(), now=now).report
    kept = asked(snapshot, actor("operator"), now)
    assert kept.document_sha256 != present.document_sha256
    assert kept.inputs_sha256 == present.inputs_sha256


def test_it_is_never_stale_and_is_made_again_alike(
    snapshot: Snapshot, answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    report = asked(snapshot, actor("operator"), now)
    assert build(report.pk, now=now + LATER)
    change(answered, actor(), now)
    found = Report.objects.get(pk=report.pk)
    assert not is_stale(found)
    assert verify(found).is_identical


def test_a_report_has_one_subject(
    snapshot: Snapshot, answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    with pytest.raises(TypeError):
        request_report(formats=["json"], by=actor(), now=now)
    with pytest.raises(TypeError):
        request_report(evaluation=answered, snapshot=snapshot, formats=["json"], by=actor(), now=now)

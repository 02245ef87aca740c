"""A report of a comparison: what it says of each kind, its identity, when it is stale, and that it is made again."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from comparisons.models import Comparison
from comparisons.operations import change_comparison, create_comparison, delete_comparison
from comparisons.rules import MemberInput
from distmap.errors import Invalid
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation
from evaluations.versions.operations import take_snapshot
from evaluations.work.operations.evaluations import delete_evaluation
from reports import files
from reports.build import build
from reports.frozen import canonical_json, thaw
from reports.frozen_comparison import FrozenComparison
from reports.models import Report
from reports.operations.purging import purge_hidden
from reports.operations.reports import request_report
from reports.queries import reports
from reports.reading import is_stale
from reports.renderers import FORMATS
from reports.rendering import prepared
from reports.verification import verify
from tests.comparisons.conftest import Make, whole_path
from tests.conftest import NOW, actor_of
from tests.reports import readers
from workspaces.actors import Actor
from workspaces.models import Workspace

Compared = Callable[..., Comparison]
KEY = "community/community-interest"
PROSE = ("md", "json")


@pytest.fixture(autouse=True)
def _files_of_the_test(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def made(comparison: Comparison, by: Actor, *formats: str, hours: int = 1) -> Report:
    at = NOW + timedelta(hours=hours)
    report = request_report(comparison=comparison, formats=formats or PROSE, by=by, now=at).report
    if report.status != Report.SUCCEEDED:
        assert build(report.pk, now=at)
    return Report.objects.get(pk=report.pk)


def body(report: Report, key: str = "md") -> str:
    return files.read(str(report.artifacts.get(format=key).file.name)).decode()


def note(evaluation: Evaluation, by: Actor, words: str, **rating: Any) -> None:
    answer = AnswerInput.of(KEY, note=words, **rating)
    save_answers(evaluation=evaluation, answers=[answer], by=by, now=NOW + timedelta(minutes=5))


@pytest.fixture
def subjects(make: Make, compared: Compared, strategist: Actor) -> Comparison:
    one, other = make("Ledgerline", "May"), make("Osprey", "May")
    save_answers(
        evaluation=one, by=strategist, now=NOW,
        answers=[
            AnswerInput.of(key, level=4, grade="measured")
            for key in whole_path(one, "community", "4 measured")
        ],
    )  # fmt: skip
    note(other, strategist, "Nobody\ntalks.", level=0, grade="measured")
    return compared("subjects", one, other)


def test_subjects_side_by_side(subjects: Comparison, strategist: Actor) -> None:
    report = made(subjects, strategist)
    said = body(report)
    assert (report.comparison, report.evaluation, report.title) == (subjects, None, "Side by side")
    for words in (
        "Ledgerline",
        "Osprey",
        "Yes, measured",
        "No, measured",
        "Who is clearly ahead",
        "known",
        "seen",
    ):
        assert words in said, words
    assert "talks." in said
    assert "Dissent" not in said
    told = json.loads(body(report, "json"))
    assert told["document"]["subject"]["kind"] == "comparison"
    assert told["result"]["figures_sha256"] == told["document"]["figures_sha256"]
    assert told["inputs_sha256"] == report.inputs_sha256 == told["result"]["inputs_sha256"]


def test_over_time_tells_what_moved(make: Make, strategist: Actor) -> None:
    evaluation = make("Ledgerline", "May", {KEY: "2 assumed"})
    take_snapshot(evaluation=evaluation, name="Before the interviews", by=strategist, now=NOW)
    note(evaluation, strategist, "31 threads a week.", level=4, grade="measured")
    comparison = create_comparison(
        title="Since the interviews", kind="over_time", by=strategist, now=NOW,
        members=[MemberInput(evaluation=evaluation.pk, snapshot=1), MemberInput(evaluation=evaluation.pk)],
    )  # fmt: skip
    said = body(made(comparison, strategist))
    for words in ("What moved", "snapshot 1, ‘Before the interviews’", "Pull +", "31 threads a week."):
        assert words in said, words


def test_raters_dissent_with_their_notes(make: Make, workspace: Workspace, strategist: Actor) -> None:
    people = [actor_of(workspace, role) for role in ("admin", "strategist", "operator")]
    rated = [make("Ledgerline", f"Rated by {by.role.word}", by=by) for by in people]
    for evaluation, by, level in zip(rated, people, (0, 4, 4), strict=True):
        note(evaluation, by, f"Says {by.role.word}.", level=level, grade="measured")
    comparison = create_comparison(
        title="Three of us", kind="raters", by=strategist, now=NOW,
        members=[MemberInput(evaluation=each.pk) for each in rated],
    )  # fmt: skip
    said = body(made(comparison, strategist))
    assert "How far the raters agree" in said
    dissent = said[said.index("Dissent") :]
    for words in ("Says admin.", "Says strategist.", "Says operator.", "No, measured", "Yes, measured"):
        assert words in dissent, words


def test_the_workbook_and_the_csv_have_a_typed_row_for_each_path_and_answer_of_each_member(
    make: Make, workspace: Workspace, strategist: Actor
) -> None:
    people = [actor_of(workspace, role) for role in ("admin", "operator")]
    rated = [make("Ledgerline", name, by=by) for name, by in zip(("Ada", "Otto"), people, strict=True)]
    note(rated[0], people[0], "=1+1", level=0, grade="measured")
    note(rated[1], people[1], "31 threads\na week.", level=4, grade="measured")
    members = [
        MemberInput(evaluation=each.pk, alias=name) for each, name in zip(rated, ("Ada", "Otto"), strict=True)
    ]
    comparison = create_comparison(title="Two", kind="raters", members=members, by=strategist, now=NOW)
    report = made(comparison, strategist, "xlsx", "csv")
    book = readers.workbook(files.read(str(report.artifacts.get(format="xlsx").file.name)))
    assert book.sheetnames == ["Summary", "Paths", "Answers", "Appendix"]
    answers = [dict(zip(_head(book["Answers"]), row, strict=True)) for row in _rows_of(book["Answers"])]
    held = {row["Member"]: row for row in answers if row["Item key"] == KEY}
    assert (held["Ada"]["Level"], held["Ada"]["Note"], held["Otto"]["Range, high"]) == (0, "=1+1", 1)
    assert held["The panel"]["Contested"] is True
    assert book["Answers"].freeze_panes == "C2"
    records = readers.records(files.read(str(report.artifacts.get(format="csv").file.name)))
    assert {row["record"] for row in records} == {"path", "answer"}
    notes = {row["alias"]: row["note"] for row in records if row["item"] == KEY}
    assert notes == {"Ada": "'=1+1", "Otto": "31 threads\na week.", "The panel": ""}


def _head(sheet: Any) -> tuple[str, ...]:
    return next(sheet.iter_rows(values_only=True))


def _rows_of(sheet: Any) -> Iterator[tuple[Any, ...]]:
    return sheet.iter_rows(min_row=2, values_only=True)


def test_the_same_content_is_the_same_report_and_the_same_bytes(
    subjects: Comparison, strategist: Actor
) -> None:
    first = made(subjects, strategist)
    again = request_report(comparison=subjects, formats=["md"], by=strategist, now=NOW + timedelta(days=9))
    assert (again.report.pk, again.was_ready) == (first.pk, True)
    text = first.frozen_document
    frozen = thaw(text)
    assert isinstance(frozen, FrozenComparison)
    assert canonical_json(frozen) == text
    for key in PROSE:
        assert FORMATS[key].render(prepared(text)).decode() == body(first, key)


def test_every_format_is_made_and_made_again(subjects: Comparison, strategist: Actor) -> None:
    report = made(subjects, strategist, *FORMATS)
    assert {artifact.format for artifact in report.artifacts.all()} == set(FORMATS)
    assert verify(report).is_identical


def test_it_is_stale_when_a_member_changed(subjects: Comparison, make: Make, strategist: Actor) -> None:
    report = made(subjects, strategist)
    assert not is_stale(report)
    member = subjects.members.select_related("evaluation").first()
    assert member is not None
    assert member.evaluation is not None
    note(member.evaluation, strategist, "Changed.")
    assert is_stale(Report.objects.get(pk=report.pk))
    second = made(subjects, strategist, hours=3)
    assert second.document_sha256 != report.document_sha256
    assert not is_stale(second)
    delete_evaluation(evaluation=member.evaluation, by=strategist, now=NOW + timedelta(hours=4))
    assert is_stale(Report.objects.get(pk=second.pk))
    said = body(made(subjects, strategist, hours=5))
    assert "there is nothing to compare it with" in said
    assert "deleted" in said


def test_figures_that_come_out_otherwise_are_told(subjects: Comparison, strategist: Actor) -> None:
    report = made(subjects, strategist)
    frozen = json.loads(report.frozen_document)
    frozen["figures_sha256"] = "0" * 64
    text = json.dumps(frozen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    Report.objects.filter(pk=report.pk).update(frozen_document=text)
    assert not verify(Report.objects.get(pk=report.pk)).is_identical


def test_many_members_stand_in_several_tables(make: Make, compared: Compared, strategist: Actor) -> None:
    many = [make(f"Product {number}", "May") for number in range(6)]
    said = body(made(compared("subjects", *many), strategist))
    assert "Paths: A" in said
    assert "Paths: E" in said


def test_in_brief_it_is_a_report_of_its_own(subjects: Comparison, strategist: Actor) -> None:
    whole = made(subjects, strategist, "md")
    asked = request_report(comparison=subjects, formats=["md"], form="executive", by=strategist, now=NOW)
    assert build(asked.report.pk, now=NOW)
    brief = Report.objects.get(pk=asked.report.pk)
    assert (brief.title, brief.pk != whole.pk) == ("Side by side, in brief", True)
    assert brief.document_sha256 != whole.document_sha256
    assert verify(brief).is_identical
    said = body(brief)
    assert "Who is clearly ahead" in said
    assert len(said) < len(body(whole))


def test_an_unknown_form_is_named(subjects: Comparison, strategist: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        request_report(comparison=subjects, formats=["md"], form="short", by=strategist, now=NOW)
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/form", "unknown_form")]


@pytest.mark.services
def test_a_list_of_them_asks_as_often_for_one_as_for_three(
    subjects: Comparison, strategist: Actor, django_assert_num_queries: Callable[..., Any]
) -> None:
    """Whether one is stale is told by its members, which come in one question for all."""
    for number in range(3):
        made(subjects, strategist, "md", hours=number + 1)
        with django_assert_num_queries(3):
            stale = [is_stale(report) for report in reports(strategist)]
        assert stale == [False] + [True] * number
        change_comparison(comparison=subjects, changes={"title": f"No. {number}"}, by=strategist, now=NOW)


def test_the_files_go_with_a_comparison_that_is_removed_for_good(
    subjects: Comparison, strategist: Actor
) -> None:
    report = made(subjects, strategist, "md")
    assert files.names_of(report.pk)
    delete_comparison(comparison=subjects, by=strategist, now=NOW)
    purge_hidden(now=NOW + timedelta(days=31))
    assert not Report.objects.exists()
    assert files.names_of(report.pk) == []


def test_a_file_that_cannot_be_removed_stops_nothing(
    subjects: Comparison, strategist: Actor, settings: LazySettings
) -> None:
    stuck, other = made(subjects, strategist, "md").artifacts.get(), made(subjects, strategist, "md", "csv")
    place = Path(settings.MEDIA_ROOT) / str(stuck.file.name)
    place.unlink()
    # A folder with something in it is what no storage deletes.
    (place / "full").mkdir(parents=True)
    delete_comparison(comparison=subjects, by=strategist, now=NOW)
    assert purge_hidden(now=NOW + timedelta(days=31))["comparisons"] == 1
    assert not Report.objects.exists()
    assert files.names_of(other.pk) == []

"""A report tells its days by the clock of its workspace, and names the zone: the edge of the day, daylight saving."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation
from evaluations.versions.values import present_version
from reports.freezing import freeze
from reports.frozen import canonical_json
from reports.local_times import in_zone
from reports.models import Report
from reports.operations.reports import request_report
from reports.renderers import FORMATS
from reports.rendering import Rendering, prepared
from tests.conftest import actor_of
from tests.markup import squeezed
from workspaces.models import Workspace

pytestmark = pytest.mark.django_db
AUCKLAND = "Pacific/Auckland"


def report_of(evaluation: Evaluation, at: datetime, zone: str) -> Rendering:
    frozen = freeze(replace(present_version(evaluation), changed_at=at), zone=zone)
    return prepared(canonical_json(frozen))


def as_of(rendering: Rendering) -> str:
    [fact] = [term for term in rendering.document.facts if term.name == "As of"]
    return "".join(span.text for span in fact.text)


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        (datetime(2026, 11, 30, 10, 59, 59, tzinfo=UTC), AUCKLAND, "30 November 2026"),
        (datetime(2026, 11, 30, 11, 0, tzinfo=UTC), AUCKLAND, "1 December 2026"),
        (datetime(2026, 6, 30, 11, 30, tzinfo=UTC), AUCKLAND, "30 June 2026"),
        (datetime(2026, 3, 29, 22, 59, 59, tzinfo=UTC), "Europe/Lisbon", "29 March 2026"),
        (datetime(2026, 3, 29, 23, 0, tzinfo=UTC), "Europe/Lisbon", "30 March 2026"),
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), "Europe/Lisbon", "28 March 2026"),
        (datetime(2026, 1, 1, 4, 59, tzinfo=UTC), "America/New_York", "31 December 2025"),
        (datetime(2026, 11, 30, 23, 59, tzinfo=UTC), "UTC", "30 November 2026"),
    ],
)
def test_the_day_is_that_of_the_zone(evaluation: Evaluation, at: datetime, zone: str, day: str) -> None:
    rendering = report_of(evaluation, at, zone)
    assert as_of(rendering).replace("\u00a0", " ") == f"{day} ({zone})"
    assert rendering.document.date.replace("\u00a0", " ") == day


def test_a_document_without_a_zone_is_told_as_it_was(evaluation: Evaluation) -> None:
    frozen = freeze(present_version(evaluation))
    assert '"zone"' not in canonical_json(frozen)
    assert "(" not in as_of(prepared(canonical_json(frozen)))


def test_what_people_wrote_stays(evaluation: Evaluation) -> None:
    state = replace(present_version(evaluation), title="2026-11-30T12:00:00Z")
    assert in_zone(freeze(state), AUCKLAND).subject.title == "2026-11-30T12:00:00Z"


def test_columns_of_times_in_a_workbook_name_the_zone(workspace: Workspace, evaluation: Evaluation) -> None:
    at = datetime(2026, 11, 30, 11, 30, tzinfo=UTC)
    answer = AnswerInput.of("community/community-interest", level=3, grade="observed")
    save_answers(evaluation=evaluation, answers=[answer], by=actor_of(workspace, "admin"), now=at)
    evaluation.refresh_from_db()
    book = load_workbook(BytesIO(FORMATS["xlsx"].render(report_of(evaluation, at, AUCKLAND))))
    heads = {str(cell.value): sheet for sheet in book for cell in sheet[1] if cell.value}
    sheet = heads[f"At ({AUCKLAND})"]
    times = [cell.value.isoformat() for row in sheet for cell in row if isinstance(cell.value, datetime)]
    assert "2026-12-01T00:30:00" in times


def test_page_and_report_of_one_workspace_say_the_same_day(
    workspace: Workspace, evaluation: Evaluation, client_of: Callable[..., Client]
) -> None:
    Workspace.objects.filter(pk=workspace.pk).update(time_zone=AUCKLAND)
    edge = datetime(2027, 11, 30, 11, 30, tzinfo=UTC)
    Evaluation.objects.filter(pk=evaluation.pk).update(changed_at=edge)
    row = Evaluation.objects.select_related("workspace").get(pk=evaluation.pk)
    request_report(evaluation=row, formats=["json"], by=actor_of(workspace, "admin"), now=edge)
    told = as_of(prepared(Report.objects.get().frozen_document))
    assert told.replace("\u00a0", " ") == f"1 December 2027 ({AUCKLAND})"
    assert "1 December 2027" in squeezed(client_of().get(f"/evaluations/{evaluation.pk}/"))

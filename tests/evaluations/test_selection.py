"""Selecting rows at home: one report of each, or of none when one of them is not ours."""

from collections.abc import Callable

import pytest
from django.test import Client

from evaluations.models import Evaluation
from reports.models import Report
from tests.markup import squeezed

pytestmark = pytest.mark.services


def test_a_report_is_made_of_each_selected_evaluation(
    evaluation: Evaluation, client_of: Callable[..., Client]
) -> None:
    client = client_of("operator")
    assert f'value="{evaluation.pk}"' in squeezed(client.get("/"))
    answer = client.post("/evaluations/reports/", {"evaluation": [str(evaluation.pk), str(evaluation.pk)]})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/reports/")
    assert [report.evaluation_id for report in Report.objects.all()] == [evaluation.pk]


def test_one_that_is_not_there_makes_none(evaluation: Evaluation, client_of: Callable[..., Client]) -> None:
    gone = "0192f0c1-0000-7000-8000-000000000000"
    for wrong in ([str(evaluation.pk), gone], [str(evaluation.pk), "no id"]):
        assert client_of("operator").post("/evaluations/reports/", {"evaluation": wrong}).status_code == 404
    assert not Report.objects.exists()


def test_nothing_selected_says_what_to_do(evaluation: Evaluation, client_of: Callable[..., Client]) -> None:
    answer = client_of("operator").post("/evaluations/reports/", follow=True)
    assert "Select between one and 25 evaluations" in squeezed(answer)


def test_a_viewer_has_nothing_to_select(evaluation: Evaluation, client_of: Callable[..., Client]) -> None:
    assert "list__select" not in squeezed(client_of("viewer").get("/"))

"""A list costs the same number of queries however many rows it shows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons.operations import create_comparison
from comparisons.rules import MemberInput
from evaluations.answers.operations import save_answers
from evaluations.decisions.operations import record_decision
from evaluations.inputs import AnswerInput
from evaluations.versions.operations import take_snapshot
from evaluations.work.operations.evaluations import create_evaluation, duplicate
from evaluations.work.operations.products import create_product
from reports.build import build
from reports.operations.reports import request_report
from reports.operations.schedules import create_schedule
from tests.api.addresses import Api, addresses
from tests.conftest import NOW, actor_of
from tests.decided import decided
from workspaces.invitations import invite
from workspaces.models import Workspace

# Address: queries of one request, of which one finds the token.
COUNTS = {
    "/api/v1/products/": 2,
    "/api/v1/evaluations/": 3,
    "/api/v1/evaluations/{evaluation_id}/history/": 4,
    "/api/v1/evaluations/{evaluation_id}/decision/history/": 4,
    "/api/v1/decisions/": 3,
    "/api/v1/comparisons/": 3,
    "/api/v1/reports/": 3,
    "/api/v1/report-schedules/": 2,
    "/api/v1/evaluations/{evaluation_id}/timeline/": 6,
    "/api/v1/evaluations/{evaluation_id}/snapshots/": 4,
    "/api/v1/catalog/releases/": 2,
    "/api/v1/catalog/channel-models/": 3,
    "/api/v1/catalog/cases/": 3,
    "/api/v1/catalog/glossary/": 3,
    "/api/v1/catalog/surfaces/": 3,
    "/api/v1/catalog/growth-models/": 3,
    "/api/v1/catalog/rule-questions/": 3,
    "/api/v1/catalog/constraints/": 3,
    "/api/v1/catalog/patterns/": 3,
    "/api/v1/catalog/pairs/": 3,
    "/api/v1/search/": 3,
    "/api/v1/workspace/invitations/": 2,
    "/api/v1/audit-log/": 2,
}
SINGLES = {
    "/api/v1/evaluations/{evaluation_id}/": 3,
    "/api/v1/evaluations/{evaluation_id}/checklist/": 4,
    "/api/v1/evaluations/{evaluation_id}/answers/": 4,
    "/api/v1/evaluations/{evaluation_id}/result/": 4,
    "/api/v1/evaluations/{evaluation_id}/explain/{path}/": 4,
    "/api/v1/comparisons/{comparison_id}/": 3,
    "/api/v1/comparisons/{comparison_id}/result/": 5,
    # The last one writes the export into the audit log.
    "/api/v1/comparisons/{comparison_id}/export/": 6,
}
LISTS = [address for address in addresses() if address.is_list]


def grow(workspace: Workspace, number: int) -> dict[str, Any]:
    """One more of everything that is listed."""
    by, now = actor_of(workspace, "admin"), NOW + timedelta(minutes=number)
    product = create_product(name=f"Product {number}", by=by, now=now)
    evaluation = create_evaluation(
        method="1", product=product, title="Review", paths=["community", "content"], by=by, now=now
    )
    answers = [
        AnswerInput.of(f"surface/{key}", level=3, grade="observed")
        for key in ("data", "brand", "workflow")[: number + 1]
    ]
    save_answers(evaluation=evaluation, answers=answers, by=by, now=now)
    record_decision(evaluation=evaluation, given=decided(), by=by, now=now)
    asked = request_report(evaluation=evaluation, formats=["html", "json"], by=by, now=now)
    build(asked.report.pk, now=now)
    create_schedule(subject=evaluation, weekday=0, hour=6, formats=["html"], by=by, now=now)
    invite(email=f"guest{number}@example.test", role="viewer", by=by, now=now)
    for place in range(number + 1):
        take_snapshot(evaluation=evaluation, name=f"Look {place}", by=by, now=now)
    second = duplicate(evaluation=evaluation, by=by, now=now)
    members = [MemberInput(evaluation=evaluation.pk), MemberInput(evaluation=second.pk)]
    compared = create_comparison(title="Two", kind="over_time", members=members, by=by, now=now)
    return {"evaluation_id": evaluation.pk, "comparison_id": compared.pk}


def count(program: Api, path: str) -> int:
    program.call("GET", path)
    with CaptureQueriesContext(connection) as seen:
        assert program.call("GET", path).status_code == 200
    return len(seen)


@pytest.mark.services
def test_one_row_and_three_rows_cost_the_same(api: Callable[..., Api], workspace: Workspace) -> None:
    program = api("admin")
    for numbers in ((0,), (1, 2)):
        names = [grow(workspace, number) for number in numbers][-1]
        assert {one.template: count(program, one.path(names)) for one in LISTS} == COUNTS


@pytest.mark.services
def test_what_one_thing_costs(api: Callable[..., Api], workspace: Workspace) -> None:
    program, names = api("viewer"), [grow(workspace, number) for number in (0, 1)][-1]
    found = {template: count(program, template.format(**names, path="community")) for template in SINGLES}
    assert found == SINGLES


@pytest.mark.services
def test_no_list_counts(api: Callable[..., Api], workspace: Workspace) -> None:
    program, names = api("admin"), grow(workspace, 0)
    for address in LISTS:
        with CaptureQueriesContext(connection) as seen:
            assert program.call("GET", address.path(names)).status_code == 200
        assert not [one for one in seen if "COUNT(" in one["sql"].upper()], address

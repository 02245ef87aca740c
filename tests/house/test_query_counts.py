"""Every page and endpoint asks the database a fixed number of questions, however many rows there are.

The numbers are literal: a change of one is a change to look at. An address without a number fails the test.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comparisons.operations import create_comparison
from comparisons.rules import MemberInput
from evaluations.answers.operations import save_answers
from evaluations.decisions.operations import record_decision, record_outcome
from evaluations.inputs import AnswerInput
from evaluations.results.verdicts import rescore
from evaluations.versions.operations import take_snapshot
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from reports import build
from reports.operations.reports import request_report
from reports.operations.schedules import create_schedule
from tests.conftest import actor_of
from tests.decided import decided
from tests.house.permission_matrix import API, PAGES
from tests.house.query_counts import COUNTS
from tests.house.world import World
from workspaces.models import Membership, Workspace
from workspaces.operations import create_token
from workspaces.permissions import ALL_SCOPES

pytestmark = pytest.mark.services

READ = [address for address, row in (PAGES | API).items() if "GET" in row]
# Steps of a draft exist in a session of their own; their tests stand with the start pages.
IN_A_SESSION = {address for address in READ if "draft_id" in address}


def test_every_address_has_a_number() -> None:
    assert sorted(set(READ) - IN_A_SESSION - set(COUNTS)) == []
    assert sorted(set(COUNTS) - set(READ)) == []


def fill(world: World, rows: int, now: datetime) -> None:
    """More of everything that a list shows, until there are `rows` of each."""
    admin = actor_of(world.workspace, "admin")
    for number in range(rows - 1):
        at = now + timedelta(minutes=number + 1)
        product = create_product(name=f"Product {number}", growth_model="plg", by=admin, now=at)
        made = create_evaluation(
            method="1",
            product=product,
            title=f"Review {number}",
            paths=["community", "content"],
            by=admin,
            now=at,
        )
        report = request_report(evaluation=made, formats=["json", "md"], by=admin, now=at).report
        build.build(report.pk, now=at)
        kept = take_snapshot(evaluation=world.evaluation, name=f"No. {number}", by=admin, now=at)
        request_report(snapshot=kept, formats=["json"], by=admin, now=at)
        create_schedule(subject=world.evaluation, weekday=number, hour=7, formats=["json"], by=admin, now=at)
        more = create_evaluation(
            method="1", product=world.product, title="More", paths=["content"], by=admin, now=at
        )
        record_decision(evaluation=made, given=decided(), by=admin, now=at)
        record_decision(evaluation=more, given=decided(path="content"), by=admin, now=at)
        record_outcome(evaluation=more, outcome="held", by=admin, now=at)
        rescore(made.pk, now=at)
        rescore(more.pk, now=at)
        create_comparison(
            title=f"Side by side {number}", kind="subjects", by=admin, now=at,
            members=[MemberInput(evaluation=made.pk), MemberInput(evaluation=more.pk)],
        )  # fmt: skip
        create_token(membership=world.member, name=f"t{number}", scopes=["catalog:read"], now=at, by=admin)
    for number in range(rows):
        answer = AnswerInput.of(
            "community/community-interest", level=number, grade="observed", note=f"No. {number}"
        )
        save_answers(
            evaluation=world.evaluation, answers=[answer], by=admin, now=now + timedelta(hours=number + 1)
        )
    rescore(world.evaluation.pk, now=now + timedelta(hours=rows + 1))


def door(workspace: Workspace, now: datetime) -> Callable[[str], int]:
    """How many queries a GET takes, once everything that can be kept in the process is warm."""
    member = Membership.objects.select_related("user", "workspace").get(workspace=workspace, role="admin")
    page = Client()
    page.force_login(member.user)
    secret = create_token(membership=member, name="door", scopes=list(ALL_SCOPES), now=now).secret
    program = Client(headers={"Authorization": f"Bearer {secret}"})

    def queries(path: str) -> int:
        client = program if path.startswith("/api/") else page
        answer = client.get(path)
        assert answer.status_code in {200, 302, 409}, f"{path}: {answer.status_code}"
        b"".join(answer) if answer.streaming else None
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
            b"".join(answer) if answer.streaming else None
        return len(asked)

    return queries


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_are_as_many_as_written(rows: int, workspace: Workspace, now: datetime) -> None:
    world = World(workspace, now)
    fill(world, rows, now)
    queries = door(workspace, now)
    found = {address: queries(world.path(address)) for address in READ if address not in IN_A_SESSION}
    assert found == COUNTS

"""Programs that call the API, and a workspace that holds one of everything."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from comparisons.models import Comparison
from comparisons.operations import create_comparison
from comparisons.rules import MemberInput
from evaluations.answers.operations import save_answers
from evaluations.decisions.operations import record_decision
from evaluations.inputs import AnswerInput
from evaluations.models import Action, Evaluation, Product, Snapshot
from evaluations.versions.operations import take_snapshot
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from reports.build import build
from reports.models import Report, ReportSchedule
from reports.operations.reports import request_report
from reports.operations.schedules import create_schedule
from tests.api.addresses import Api
from tests.conftest import NOW, actor_of, make_workspace
from tests.decided import decided
from workspaces.invitations import invite
from workspaces.models import Invitation, Membership, Workspace
from workspaces.operations import create_token
from workspaces.permissions import ALL_SCOPES, Scope


@pytest.fixture(autouse=True)
def _files_of_the_test(settings: LazySettings, tmp_path: Path) -> None:
    """Files of reports lie in the test's own folder; requests of one test never reach the limit."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.API_RATE = 100_000


def token_of(workspace: Workspace, role: str, scopes: frozenset[Scope] = ALL_SCOPES) -> str:
    """The secret of a new token of the workspace's member with this role."""
    member = Membership.objects.select_related("user", "workspace").get(workspace=workspace, role=role)
    return create_token(membership=member, name=f"{role}'s program", scopes=scopes, now=timezone.now()).secret


@pytest.fixture
def api(workspace: Workspace) -> Callable[..., Api]:
    """api("viewer"), api("admin", scopes={...}): a program with a token of that member."""

    def make(role: str = "admin", *, scopes: frozenset[Scope] = ALL_SCOPES, of: Workspace = workspace) -> Api:
        return Api(headers={"Authorization": f"Bearer {token_of(of, role, scopes)}"})

    return make


@pytest.fixture
def browser(workspace: Workspace) -> Callable[..., Client]:
    """browser("viewer"): a signed-in browser that checks for forgery as a real one is checked."""

    def make(role: str = "admin") -> Client:
        client = Client(enforce_csrf_checks=True)
        client.force_login(Membership.objects.get(workspace=workspace, role=role).user)
        return client

    return make


@dataclass(frozen=True)
class World:
    """A product, a spare one, an evaluation with answers, a decision, a finished report and a snapshot."""

    product: Product
    spare: Product
    evaluation: Evaluation
    report: Report
    snapshot: Snapshot
    schedule: ReportSchedule
    comparison: Comparison
    invitation: Invitation

    def names(self) -> dict[str, Any]:
        """What stands in addresses."""
        return {
            "product_id": self.product.pk,
            "evaluation_id": self.evaluation.pk,
            "report_id": self.report.pk,
            "schedule_id": self.schedule.pk,
            "invitation_id": self.invitation.pk,
            "action_id": Action.objects.filter(decision__evaluation=self.evaluation)[0].pk,
            "comparison_id": self.comparison.pk,
            "slug": "community",
            "case_id": "dropbox-2009-referral",
            "path": "community",
            "format": "json",
            "version": "current",
            "other": "current",
            "number": self.snapshot.number,
            "against": "present",
        }


@pytest.fixture
def world(workspace: Workspace) -> World:
    return make_world(workspace)


@pytest.fixture(scope="module")
def made_world(shared: Path) -> World:
    return make_world(make_workspace("north", "Northlamp"))


@pytest.fixture
def shared_world(made_world: World, settings: LazySettings, shared: Path, db: None) -> World:
    """The same, made once for a module, in a workspace of its own."""
    settings.MEDIA_ROOT = shared
    return copy.deepcopy(made_world)


def make_world(workspace: Workspace) -> World:
    by = actor_of(workspace, "admin")
    product = create_product(name="Ledgerline", growth_model="plg", by=by, now=NOW)
    spare = create_product(name="Spare", by=by, now=NOW)
    evaluation = create_evaluation(
        method="1", product=product, title="Autumn review", paths=["community", "content"], by=by, now=NOW
    )
    answers = [
        AnswerInput.of("community/community-interest", level=4, grade="measured", note="Counted."),
        AnswerInput.of("community!no-repeated-member-value", level=1, grade="observed"),
        AnswerInput.of("surface/workflow", level=3, grade="reported"),
        AnswerInput.of("rule/proof", text="Published books."),
    ]
    saved = save_answers(evaluation=evaluation, answers=answers, by=by, now=NOW)
    record_decision(evaluation=saved.evaluation, given=decided(), by=by, now=NOW)
    asked = request_report(evaluation=saved.evaluation, formats=["html", "json"], by=by, now=NOW)
    build(asked.report.pk, now=NOW + timedelta(seconds=1))
    taken = take_snapshot(evaluation=saved.evaluation, name="First look", by=by, now=NOW)
    weekly = create_schedule(subject=saved.evaluation, weekday=0, hour=7, formats=["json"], by=by, now=NOW)
    report = Report.objects.get(pk=asked.report.pk)
    members = [MemberInput(evaluation=evaluation.pk, snapshot=1), MemberInput(evaluation=evaluation.pk)]
    comparison = create_comparison(
        title="First look and now", kind="over_time", members=members, by=by, now=NOW
    )
    invitation = invite(email="invited@example.test", role="viewer", by=by, now=timezone.now())
    return World(product, spare, saved.evaluation, report, taken, weekly, comparison, invitation)

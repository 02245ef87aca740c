"""One workspace with everything that an address of the service can name."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from comparisons.operations import create_comparison
from comparisons.rules import MemberInput
from evaluations.decisions.operations import record_decision
from evaluations.models import Action
from evaluations.versions.operations import take_snapshot
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from reports import build
from reports.operations.reports import request_report
from reports.operations.schedules import create_schedule
from tests.conftest import actor_of
from tests.decided import decided
from workspaces.invitations import invite
from workspaces.models import Membership, Workspace
from workspaces.operations import create_token


class World:
    """One workspace with one of everything that can be acted on, and a product to spare."""

    def __init__(self, workspace: Workspace, now: datetime) -> None:
        self.workspace, self.now = workspace, now
        admin = actor_of(workspace, "admin")
        self.product = create_product(name="Ledgerline", by=admin, now=now)
        self.spare = create_product(name="Spare", by=admin, now=now)
        self.evaluation = create_evaluation(
            method="1",
            product=self.product,
            title="Review",
            paths=["community"],
            growth_model="plg",
            by=admin,
            now=now,
        )
        self.decision = record_decision(
            evaluation=self.evaluation, given=decided(), by=admin, now=now
        ).decision
        self.report = request_report(evaluation=self.evaluation, formats=["json"], by=admin, now=now).report
        build.build(self.report.pk, now=now + timedelta(seconds=1))
        self.snapshot = take_snapshot(evaluation=self.evaluation, name="First look", by=admin, now=now)
        self.schedule = create_schedule(
            subject=self.evaluation, weekday=0, hour=7, formats=["json"], by=admin, now=now
        )
        self.comparison = create_comparison(
            title="Two reviews", kind="over_time", by=admin, now=now,
            members=[
                MemberInput(evaluation=self.evaluation.pk), MemberInput(evaluation=self.evaluation.pk, snapshot=1),
            ],
        )  # fmt: skip
        self.member = Membership.objects.get(workspace=workspace, role="viewer")
        self.invitation = invite(email="invited@example.test", role="viewer", by=admin, now=timezone.now())
        self.token = create_token(membership=self.member, name="old", scopes=["catalog:read"], now=now).token

    def path(self, address: str) -> str:
        """The address of this world's things."""
        product = self.spare if address.endswith("delete/") or "PRODUCT" in address else self.product
        known = {
            "<uuid:evaluation_id>": self.evaluation.pk, "<uuid:report_id>": self.report.pk,
            "<uuid:action_id>": Action.objects.filter(decision=self.decision)[0].pk,
            "<uuid:comparison_id>": self.comparison.pk, "<slug:view>": "factors",
            "<uuid:product_id>": product.pk, "<uuid:member_id>": self.member.pk, "<uuid:token_id>": self.token.pk,
            "<uuid:invitation_id>": self.invitation.pk, "<str:key>": "made-up",
            "<uuid:schedule_id>": self.schedule.pk,
            "<uuid:draft_id>": "0192f0c1-0000-7000-8000-000000000000", "<slug:group>": "community",
            "<path:item>": "community/community-interest", "<slug:slug>": "community", "<slug:path>": "community",
            "<slug:tab>": "evidence",
            "<slug:format>": "json", "<str:version>": "current", "<str:other>": "current",
            "<slug:term>": "fit",
            "<slug:case_id>": "dropbox-2009-referral",
            "<int:number>": self.snapshot.number, "<str:against>": "present",
        }  # fmt: skip
        for placeholder, value in known.items():
            address = address.replace(placeholder, str(value))
        # A round that asks everything leads to a question whatever is answered.
        query = {"search/": "?q=community", "focus/": "?rest=1"}
        return f"/{address}" + next((asked for end, asked in query.items() if address.endswith(end)), "")

    def hide(self) -> None:
        """Delete everything that can be brought back."""
        for row in (self.report, self.schedule, self.comparison, self.evaluation, self.product):
            type(row).objects.filter(pk=row.pk).update(deleted_at=self.now)

    def body(self, body: dict[str, Any]) -> dict[str, Any]:
        one = {"evaluation": str(self.evaluation.pk)}
        pair = [one, one | {"snapshot": 1}]
        named = {"PRODUCT": str(self.product.pk), "EVALUATION": str(self.evaluation.pk), "MEMBERS": pair}
        return {
            key: named.get(value, value) if isinstance(value, str) else value for key, value in body.items()
        }

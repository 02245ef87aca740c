"""The audit log: what stands in it, who may read it, and that nobody changes it."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comparisons.operations import create_comparison
from comparisons.rules import MemberInput
from evaluations.models import Evaluation
from evaluations.versions.operations import take_snapshot
from evaluations.work.operations.evaluations import delete_evaluation, restore_evaluation
from evaluations.work.operations.products import delete_product
from reports import build
from reports.operations.reports import request_report
from tests.api.addresses import Api
from tests.conftest import PASSWORD
from tests.markup import squeezed
from tests.signed_in import sign_in
from workspaces import operations
from workspaces.actors import Actor
from workspaces.audit import ACTIONS, record
from workspaces.models import AuditEntry, Membership, Workspace
from workspaces.operations import create_token
from workspaces.permissions import ALL_SCOPES, USUAL_SCOPES
from workspaces.views.audit import KINDS

pytestmark = pytest.mark.services

Login = Callable[..., Client]
ActorOf = Callable[..., Actor]
LOG = "/api/v1/audit-log/"


def actions(workspace: Workspace | None) -> list[str]:
    return list(
        AuditEntry.objects.filter(workspace=workspace).order_by("at", "id").values_list("action", flat=True)
    )


def member(workspace: Workspace, role: str) -> Membership:
    return Membership.objects.select_related("user", "workspace").get(workspace=workspace, role=role)


def program(workspace: Workspace) -> Api:
    secret = create_token(
        membership=member(workspace, "admin"), name="t", scopes=ALL_SCOPES, now=timezone.now()
    ).secret
    return Api(headers={"Authorization": f"Bearer {secret}"}, REMOTE_ADDR="192.0.2.7")


# What stands in it


def test_good_and_failed_sign_ins_with_address_and_request(workspace: Workspace) -> None:
    client = Client(REMOTE_ADDR="192.0.2.9", headers={"X-Request-ID": "abc"})
    email = "viewer@example.test"
    client.post(reverse("account_login"), {"login": email, "password": "wrong"})
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    client.post(reverse("account_logout"))
    assert actions(workspace)[-3:] == ["session.refused", "session.begun", "session.ended"]
    entry = AuditEntry.objects.get(action="session.refused")
    assert (entry.user, entry.address, entry.request_id) == (
        member(workspace, "viewer").user,
        "192.0.2.9",
        "abc",
    )


def test_a_failed_sign_in_of_nobody_keeps_nothing_of_what_was_typed(workspace: Workspace) -> None:
    Client().post(reverse("account_login"), {"login": "my-password@example.org", "password": "x"})
    entry = AuditEntry.objects.get(action="session.refused")
    assert (entry.workspace, entry.user, entry.subject, entry.detail) == (None, None, "", {})


def test_a_password_that_is_changed(client_of: Login, workspace: Workspace) -> None:
    new = "willow-anchor-sixteen"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client_of("viewer").post(reverse("account_change_password"), sent)
    assert "password.changed" in actions(workspace)


def test_roles_members_tokens_and_settings(client_of: Login, workspace: Workspace) -> None:
    client, viewer = client_of(), member(workspace, "viewer")
    client.post(reverse("member_change", args=[viewer.pk]), {"role": "operator"})
    client.post(reverse("member_remove", args=[viewer.pk]))
    client.post(reverse("workspace_settings"), {"name": "Northern light", "time_zone": ""})
    client.post(reverse("token_create"), {"name": "n", "scopes": ["catalog:read"], "expires_in": "30"})
    told = actions(workspace)
    for action in ("member.role_changed", "member.removed", "workspace.changed", "token.created"):
        assert action in told
    changed = AuditEntry.objects.get(action="member.role_changed")
    assert (changed.about, changed.detail) == (viewer.user, {"role": "operator", "was": "viewer"})
    html = squeezed(client.get(reverse("audit_log")))
    assert "changed the role of Vera Viewer" in html


def test_a_token_of_the_command_line(workspace: Workspace) -> None:
    call_command("create_token", "viewer@example.test", name="cron", stdout=io.StringIO())
    entry = AuditEntry.objects.get(action="token.created")
    assert (entry.user, entry.about, entry.subject) == (None, member(workspace, "viewer").user, "cron")


@pytest.fixture
def downloads(workspace: Workspace, evaluation: Evaluation, actor: ActorOf) -> list[str]:
    """Addresses of every file that leaves by page or API, whatever its kind."""
    now = timezone.now()
    report = request_report(evaluation=evaluation, formats=["json"], by=actor(), now=now).report
    build.build(report.pk, now=now)
    compared = create_comparison(
        title="Two", kind="over_time", by=actor(), now=now,
        members=[
            MemberInput(evaluation=evaluation.pk),
            MemberInput(
                evaluation=evaluation.pk,
                snapshot=take_snapshot(evaluation=evaluation, name="One", by=actor(), now=now).number,
            ),
        ],
    )  # fmt: skip
    return [
        f"/reports/{report.pk}/files/json/",
        f"/api/v1/reports/{report.pk}/artifacts/json/",
        f"/comparisons/{compared.pk}/export/?format=csv",
        f"/api/v1/comparisons/{compared.pk}/export/?format=csv",
        "/workspace/audit-log/export/",
    ]


def test_every_file_that_leaves_is_told(downloads: list[str], workspace: Workspace, client_of: Login) -> None:
    page, api = client_of(), program(workspace)
    for address in downloads:
        answer = (api if "/api/" in address else page).get(address)
        assert answer.status_code == 200, address
        told = AuditEntry.objects.filter(action="export.downloaded", subject=address.partition("?")[0]).get()
        assert told.user == member(workspace, "admin").user
        assert (told.token is not None) is ("/api/" in address)


def test_deletions_and_purges(workspace: Workspace, evaluation: Evaluation, actor: ActorOf) -> None:
    long_ago = timezone.now() - timedelta(days=40)
    delete_evaluation(evaluation=evaluation, by=actor(), now=long_ago)
    restore_evaluation(evaluation=evaluation, by=actor(), now=long_ago)
    delete_evaluation(evaluation=Evaluation.objects.get(), by=actor(), now=long_ago)
    delete_product(product=evaluation.product, by=actor(), now=long_ago)
    before = AuditEntry.objects.count()
    call_command("purge", stdout=io.StringIO())
    assert not Evaluation.objects.exists()
    assert AuditEntry.objects.count() == before + 1
    told = actions(workspace)
    for action in ("evaluation.deleted", "evaluation.restored", "product.deleted", "purge.done"):
        assert action in told
    assert AuditEntry.objects.get(action="purge.done").detail == {"evaluations": 1}


def test_what_a_removed_member_did_keeps_their_name(
    client_of: Login, workspace: Workspace, actor: ActorOf
) -> None:
    strategist = member(workspace, "strategist")
    made = create_token(membership=strategist, name="nightly", scopes=USUAL_SCOPES, now=timezone.now()).token
    acting = Actor(workspace=workspace, role=actor("strategist").role, user=strategist.user, token=made)
    record(by=acting, action="export.downloaded", subject="x.pdf", now=timezone.now())
    operations.remove_member(membership=strategist, by=actor(), now=timezone.now())
    html = squeezed(client_of().get(reverse("audit_log")))
    assert "Stella Strategist" in html
    assert "by the token nightly" in html


def test_every_action_has_words_and_a_filter() -> None:
    assert {action.partition(".")[0] for action in ACTIONS} == set(KINDS)
    with pytest.raises(KeyError):
        record(by=None, action="made.up", now=timezone.now())  # type: ignore[arg-type]  # refused before


# Nobody changes it


@pytest.fixture
def entry(workspace: Workspace, actor: ActorOf) -> AuditEntry:
    record(by=actor(), action="export.downloaded", subject="x.pdf", now=timezone.now())
    return AuditEntry.objects.get(action="export.downloaded")


def test_the_model_refuses(entry: AuditEntry) -> None:
    for act in (
        entry.save,
        entry.delete,
        lambda: AuditEntry.objects.update(subject="y"),
        lambda: AuditEntry.objects.all().delete(),
    ):
        with pytest.raises(TypeError, match="audit log"):
            act()


@pytest.mark.parametrize("statement", ["UPDATE {} SET subject = 'y'", "DELETE FROM {}"])
def test_the_database_refuses(entry: AuditEntry, statement: str) -> None:
    from importlib import import_module

    migration: Any = import_module("workspaces.migrations._append_only")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite" and statement.startswith("DELETE"):
            # Tests that commit empty the tables by DELETE, so the trigger is dropped for them.
            cursor.execute(migration.SQLITE["DELETE"])
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            cursor.execute(statement.format(migration.TABLE))
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


# Reading it


@pytest.mark.parametrize("role", ["viewer", "operator", "strategist"])
def test_only_admins_read_it(role: str, client_of: Login) -> None:
    assert client_of(role).get(reverse("audit_log")).status_code == 403
    assert client_of(role).get(reverse("audit_export")).status_code == 403


@pytest.fixture
def filled(workspace: Workspace, other_workspace: Workspace, actor: ActorOf) -> None:
    now = timezone.now()
    for number in range(3):
        record(
            by=actor("viewer"),
            action="export.downloaded",
            subject=f"{number}.pdf",
            now=now - timedelta(days=number),
        )
    record(by=actor(), action="token.revoked", subject="=1+1", now=now)
    stranger = member(other_workspace, "admin")
    by = Actor(workspace=other_workspace, role=actor().role, user=stranger.user)
    record(by=by, action="token.revoked", subject="theirs alone", now=now)


def shown(client: Client, query: str = "") -> str:
    page = squeezed(client.get(reverse("audit_log") + query))
    return page.partition("<tbody>")[2]


def test_the_page_filters(filled: None, client_of: Login, workspace: Workspace) -> None:
    client = client_of()
    assert "theirs alone" not in shown(client)
    assert "revoked the token" not in shown(client, "?kind=export")
    viewer = member(workspace, "viewer").user_id
    assert "revoked the token" not in shown(client, f"?who={viewer}")
    assert shown(client, f"?who={viewer}").count("<tr>") == 3
    today = timezone.localtime().date()
    assert shown(client, f"?kind=export&from={today - timedelta(days=1)}").count("<tr>") == 2
    assert shown(client, f"?kind=export&until={today - timedelta(days=2)}").count("<tr>") == 1


@pytest.mark.parametrize(
    "query", ["?kind=x", "?who=x", "?from=x", "?until=9999-12-31", "?from=0001-01-01", "?after=x"]
)
def test_a_filter_that_is_none_is_none(query: str, filled: None, client_of: Login) -> None:
    assert client_of().get(reverse("audit_log") + query).status_code == 200


def test_the_file_has_every_entry_that_is_filtered_and_no_formula(filled: None, client_of: Login) -> None:
    client = client_of()
    answer = client.get(reverse("audit_export") + "?kind=token")
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert rows[0][0] == "at (UTC)"
    assert [row[3] for row in rows[1:]] == ["token.revoked"]
    assert rows[1][4] == "'=1+1"


def test_the_api_lists_filters_and_pages(filled: None, workspace: Workspace) -> None:
    api = program(workspace)
    everything = api.call("GET", LOG).json()["results"]
    assert [row["at"] for row in everything] == sorted((row["at"] for row in everything), reverse=True)
    assert {row["subject"] for row in api.call("GET", f"{LOG}?kind=export").json()["results"]} == {
        "0.pdf", "1.pdf", "2.pdf",
    }  # fmt: skip
    first = api.call("GET", f"{LOG}?kind=export&limit=2").json()
    second = api.call("GET", first["next"].removeprefix("http://testserver")).json()
    assert [row["subject"] for row in first["results"] + second["results"]] == ["0.pdf", "1.pdf", "2.pdf"]
    row = first["results"][0]
    assert row["actor"]["name"] == "Vera Viewer"
    assert api.call("GET", f"{LOG}?kind=nonsense").status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_entries_takes_the_same_queries(
    count: int, client_of: Login, actor: ActorOf, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        record(by=actor(), action="export.downloaded", subject="x", now=timezone.now())
    client = client_of()
    client.get(reverse("audit_log"))
    with django_assert_num_queries(7):
        client.get(reverse("audit_log"))


def test_what_a_signed_in_stranger_sees_is_nothing(other_workspace: Workspace, filled: None) -> None:
    client = sign_in(Client(), member(other_workspace, "admin").user)
    assert "theirs alone" in shown(client)
    assert "pdf" not in shown(client)

"""The workspace's page: members, tokens, the audit log, and moving between workspaces."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.conftest import make_workspace
from tests.markup import squeezed
from workspaces.actors import Actor
from workspaces.models import ApiToken, AuditEntry, Membership, Workspace
from workspaces.operations import create_token, remove_member
from workspaces.permissions import USUAL_SCOPES
from workspaces.queries import actor_of_token

pytestmark = pytest.mark.services

Login = Callable[..., Client]
ActorOf = Callable[..., Actor]
TOKEN = {"name": "nightly import", "scopes": ["evaluations:read"], "expires_in": "30"}


def member(workspace: Workspace, role: str) -> Membership:
    return Membership.objects.select_related("user").get(workspace=workspace, role=role)


def page(client: Client) -> str:
    return squeezed(client.get(reverse("workspace")))


@pytest.mark.parametrize("role", ["viewer", "operator", "strategist"])
def test_every_member_sees_who_is_here_and_no_more(client_of: Login, role: str) -> None:
    html = page(client_of(role))
    for name in ("Ada Admin", "Stella Strategist", "Otto Operator", "Vera Viewer"):
        assert name in html
    assert "Invite somebody" not in html
    assert "Tokens" not in html
    assert "Audit log" not in html.split("</header>")[1]
    assert "Settings" not in html.split("</header>")[1]


def test_an_admin_changes_a_role(client_of: Login, workspace: Workspace) -> None:
    viewer = member(workspace, "viewer")
    answer = client_of().post(reverse("member_change", args=[viewer.pk]), {"role": "strategist"}, follow=True)
    viewer.refresh_from_db()
    assert viewer.role == "strategist"
    assert "Vera Viewer is strategist now." in squeezed(answer)


def test_the_last_admin_stays(client_of: Login, workspace: Workspace) -> None:
    admin = member(workspace, "admin")
    client = client_of()
    changed = client.post(reverse("member_change", args=[admin.pk]), {"role": "viewer"})
    removed = client.post(reverse("member_remove", args=[admin.pk]))
    for answer in (changed, removed):
        assert answer.status_code == 409
        assert "Make somebody else an admin first." in squeezed(answer)


def test_removing_a_member_is_asked_for_once(client_of: Login, workspace: Workspace) -> None:
    operator = member(workspace, "operator")
    address = reverse("member_remove", args=[operator.pk])
    client = client_of()
    assert "Remove Otto Operator?" in squeezed(client.get(address))
    client.post(address)
    assert not Membership.objects.filter(pk=operator.pk).exists()


def test_a_tokens_secret_is_shown_once_and_opens(client_of: Login, workspace: Workspace) -> None:
    client = client_of()
    answer = client.post(reverse("token_create"), TOKEN)
    html = squeezed(answer)
    secret = html.split("<code>dm_")[1].split("<")[0]

    assert answer["Cache-Control"] == "private, no-store"
    assert actor_of_token(f"dm_{secret}", now=timezone.now()) is not None
    assert f"dm_{secret}" not in page(client)
    token = ApiToken.objects.get()
    assert token.expires_at is not None
    assert timedelta(days=29) < token.expires_at - timezone.now() < timedelta(days=31)
    entry = AuditEntry.objects.get(action="token.created")
    assert (entry.subject, entry.detail["scopes"]) == ("nightly import", ["evaluations:read"])


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"name": ""}, "Give the token a name that tells what uses it."),
        ({"scopes": []}, "Choose at least one thing the token may do."),
        ({"scopes": ["everything"]}, "everything is not one of the available choices"),
        ({"expires_in": "7000"}, "7000 is not one of the available choices"),
    ],
)
def test_a_fault_in_a_new_token_is_named(
    client_of: Login, workspace: Workspace, fields: dict[str, Any], fault: str
) -> None:
    answer = client_of().post(reverse("token_create"), TOKEN | fields)
    assert answer.status_code == 422
    assert fault in squeezed(answer)
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked(client_of: Login, workspace: Workspace) -> None:
    client = client_of()
    client.post(reverse("token_create"), TOKEN | {"expires_in": "never"})
    token = ApiToken.objects.get()
    assert token.expires_at is None
    address = reverse("token_revoke", args=[token.pk])
    assert "Revoke nightly import?" in squeezed(client.get(address))
    client.post(address)
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("role", ["viewer", "operator", "strategist"])
def test_only_an_admin_administers(client_of: Login, workspace: Workspace, role: str) -> None:
    client = client_of(role)
    target = member(workspace, "viewer").pk
    invited = client.post(reverse("invite"), {"email": "n@example.test", "role": "viewer"})
    assert invited.status_code == 403
    assert client.post(reverse("member_change", args=[target]), {"role": "admin"}).status_code == 403
    assert client.post(reverse("member_remove", args=[target])).status_code == 403
    assert client.post(reverse("token_create"), TOKEN).status_code == 403
    assert Membership.objects.filter(workspace=workspace).count() == 4


def test_another_workspaces_members_and_tokens_are_not_there(
    client_of: Login, workspace: Workspace, other_workspace: Workspace
) -> None:
    stranger = member(other_workspace, "viewer")
    token = create_token(
        membership=stranger, name="their token", scopes=USUAL_SCOPES, now=timezone.now()
    ).token
    client = client_of()
    assert client.post(reverse("member_change", args=[stranger.pk]), {"role": "admin"}).status_code == 404
    assert client.post(reverse("member_remove", args=[stranger.pk])).status_code == 404
    assert client.post(reverse("token_revoke", args=[token.pk])).status_code == 404
    assert "their token" not in page(client)


def test_one_moves_to_another_of_ones_workspaces(client_of: Login, workspace: Workspace) -> None:
    admin = member(workspace, "admin").user
    second = make_workspace("east", "Eastward", host="east.test")
    Membership.objects.create(workspace=second, user=admin, role="viewer")
    client = client_of()
    answer = client.post(reverse("switch_workspace"), {"workspace": str(second.pk)}, follow=True)
    assert "You are in Eastward now." in squeezed(answer)
    assert "You are viewer here." in squeezed(answer)
    assert answer.redirect_chain == [("/w/east/", 302)]
    admin.refresh_from_db()
    assert admin.last_workspace == second


def test_a_removed_members_tokens_are_revoked_and_still_named(workspace: Workspace, actor: ActorOf) -> None:
    operator = member(workspace, "operator")
    made = create_token(membership=operator, name="nightly", scopes=USUAL_SCOPES, now=timezone.now())
    remove_member(membership=operator, by=actor(), now=timezone.now())
    token = ApiToken.objects.get(pk=made.token.pk)
    assert token.revoked_at is not None
    assert token.name == "nightly"
    assert actor_of_token(made.secret, now=timezone.now()) is None


@pytest.mark.parametrize("named", ["", "no id", "other"])
def test_one_does_not_move_to_a_workspace_one_is_not_in(
    client_of: Login, workspace: Workspace, other_workspace: Workspace, named: str
) -> None:
    wanted = str(other_workspace.pk) if named == "other" else named
    assert client_of().post(reverse("switch_workspace"), {"workspace": wanted}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_members_tokens_and_entries_takes_the_same_queries(
    client_of: Login, workspace: Workspace, actor: ActorOf, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        create_token(
            membership=member(workspace, "admin"), name=f"token {number}", scopes=USUAL_SCOPES,
            by=actor(), now=timezone.now(),
        )  # fmt: skip
    assert AuditEntry.objects.filter(action="token.created").count() == count
    client = client_of()
    client.get(reverse("workspace"))

    with django_assert_num_queries(8):
        client.get(reverse("workspace"))

"""Who is let in: living tokens of living members, and the browser's session."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.api.addresses import Api, problem
from tests.api.conftest import token_of
from workspaces.models import ApiToken, Membership, User, Workspace
from workspaces.operations import create_token, create_user
from workspaces.permissions import Scope

PRODUCTS = "/api/v1/products/"


def status_with(secret: str) -> int:
    return Api().call("GET", PRODUCTS, Authorization=f"Bearer {secret}").status_code


def test_a_token_opens_in_any_spelling_of_bearer(workspace: Workspace) -> None:
    secret = token_of(workspace, "viewer")
    for scheme in ("Bearer", "bearer", "BEARER"):
        assert Api().call("GET", PRODUCTS, Authorization=f"{scheme} {secret}").status_code == 200


def test_a_token_ends(workspace: Workspace) -> None:
    now = timezone.now()
    member = Membership.objects.select_related("user", "workspace").get(workspace=workspace, role="viewer")
    made = create_token(
        membership=member, name="t", scopes=Scope, now=now, expires_at=now + timedelta(seconds=60)
    )
    assert status_with(made.secret) == 200
    rows = ApiToken.objects.filter(pk=made.token.pk)
    rows.update(expires_at=now - timedelta(seconds=1))
    assert status_with(made.secret) == 401
    rows.update(expires_at=None, revoked_at=now)
    assert status_with(made.secret) == 401
    rows.update(revoked_at=None)
    User.objects.filter(pk=member.user_id).update(is_active=False)
    assert status_with(made.secret) == 401
    User.objects.filter(pk=member.user_id).update(is_active=True)
    Workspace.objects.filter(pk=workspace.pk).update(deleted_at=now)
    assert status_with(made.secret) == 401
    Workspace.objects.filter(pk=workspace.pk).update(deleted_at=None)
    assert status_with(made.secret) == 200
    Membership.objects.filter(pk=member.pk).delete()
    assert status_with(made.secret) == 401


def test_a_token_is_worth_its_members_role_as_it_stands(workspace: Workspace) -> None:
    program = Api(headers={"Authorization": f"Bearer {token_of(workspace, 'operator')}"})
    assert program.call("POST", PRODUCTS, {"name": "One"}).status_code == 201
    Membership.objects.filter(workspace=workspace, role="operator").update(role="viewer")
    refused = program.call("POST", PRODUCTS, {"name": "Two"})
    assert (refused.status_code, problem(refused)["code"]) == (403, "role_too_low")


def test_a_token_is_cut_down_to_its_scopes(api: Callable[..., Api]) -> None:
    reader = api("admin", scopes=frozenset({Scope.EVALUATIONS_READ}))
    assert reader.call("GET", PRODUCTS).status_code == 200
    for method, path in (
        ("POST", PRODUCTS),
        ("GET", "/api/v1/catalog/scale/"),
        ("GET", "/api/v1/workspace/"),
    ):
        refused = reader.call(method, path, {"name": "x"})
        assert (refused.status_code, problem(refused)["code"]) == (403, "missing_scope")


def test_use_is_noted_once_in_five_minutes(workspace: Workspace) -> None:
    secret = token_of(workspace, "viewer")
    status_with(secret)
    first = ApiToken.objects.get().last_used_at
    status_with(secret)
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first


def test_a_token_counts_alone(workspace: Workspace, other_workspace: Workspace) -> None:
    """A session beside a token names no workspace; a bad token is not saved by a good session."""
    client = Client()
    client.force_login(Membership.objects.get(workspace=workspace, role="admin").user)
    other = client.get(
        "/api/v1/workspace/", headers={"Authorization": f"Bearer {token_of(other_workspace, 'viewer')}"}
    )
    assert (other.json()["slug"], other.json()["role"]) == ("south", "viewer")
    assert client.get("/api/v1/workspace/").json()["slug"] == "north"
    assert client.get("/api/v1/workspace/", headers={"Authorization": "Bearer no"}).status_code == 401
    assert client.get("/api/v1/workspace/", headers={"Authorization": "Basic YTpi"}).status_code == 401


def test_a_browser_writes_with_its_token_against_forgery(browser: Callable[..., Client]) -> None:
    client = browser("operator")
    client.get("/api/docs/")
    token = client.cookies["csrftoken"].value
    answered = client.post(
        PRODUCTS, {"name": "Ledgerline"}, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answered.status_code == 201
    wrong = client.post(
        PRODUCTS, {"name": "x"}, content_type="application/json", headers={"X-CSRFToken": "no"}
    )
    assert problem(wrong)["code"] == "csrf_failed"


def test_somebody_without_a_workspace(db: None) -> None:
    client = Client()
    client.force_login(create_user(email="new@example.test", password="correct-horse"))
    refused = client.get(PRODUCTS)
    assert (refused.status_code, problem(refused)["code"]) == (403, "no_workspace")


@pytest.mark.parametrize("role", ["viewer", "operator", "strategist", "admin"])
def test_the_workspace_tells_the_callers_role(
    api: Callable[..., Api], workspace: Workspace, role: str
) -> None:
    answered = api(role).call("GET", "/api/v1/workspace/")
    assert answered.json() == {
        "id": str(workspace.pk),
        "slug": "north",
        "name": "Northlamp",
        "role": role,
        "scopes": ["admin", "catalog:read", "evaluations:read", "evaluations:write", "reports:write"],
        "time_zone": "",
        "requires_second_factor": False,
    }

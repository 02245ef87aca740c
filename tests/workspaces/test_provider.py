"""Signing in by OpenID Connect, at a real provider on this machine."""

import urllib.request
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.markup import squeezed
from tests.signed_in import sign_in
from tests.workspaces.provider import CLIENT_ID, SECRET, Provider
from workspaces import invitations
from workspaces.actors import Actor
from workspaces.models import AuditEntry, Membership, User, Workspace
from workspaces.operations import create_user

NORA = {"sub": "nora-1", "email": "nora@example.test", "email_verified": True, "name": "Nora New"}


@pytest.fixture
def provider(settings: LazySettings) -> Iterator[Provider]:
    made = Provider()
    settings.OIDC = {"issuer": made.issuer, "client_id": CLIENT_ID, "secret": SECRET, "name": "Northlamp ID"}
    providers = deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    providers["openid_connect"]["APPS"] = [
        {
            "provider_id": "company", "name": "Northlamp ID", "client_id": CLIENT_ID, "secret": SECRET,
            "settings": {"server_url": made.issuer},
        }
    ]  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = providers
    yield made
    made.stop()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def go(client: Client, query: str = "") -> HttpResponse:
    """Press the button, follow to the provider and back, as a browser does."""
    left = client.post(reverse("openid_connect_login", args=["company"]) + query)
    assert left.status_code == 302, left.content
    try:
        urllib.request.build_opener(_Stay).open(left.headers["Location"])
        raise AssertionError("the provider sends browsers back")
    except urllib.error.HTTPError as answer:
        back = answer.headers["Location"].removeprefix("http://testserver")
    return client.get(back, follow=True)


def test_the_button_stands_where_one_signs_in(provider: Provider, db: None) -> None:
    assert "Sign in with Northlamp ID" in squeezed(Client().get(reverse("account_login")))


def test_without_a_provider_there_is_no_button(db: None) -> None:
    assert "Sign in with Northlamp" not in squeezed(Client().get(reverse("account_login")))


def test_an_account_with_the_verified_address_is_signed_in(provider: Provider, workspace: Workspace) -> None:
    provider.claims = {"sub": "o", "email": "operator@example.test", "email_verified": True, "name": "Otto"}
    client = Client()
    answer = go(client)
    assert answer.status_code == 200
    assert client.get(reverse("account")).context["user"].email == "operator@example.test"
    assert SocialAccount.objects.get().user.email == "operator@example.test"
    assert not SocialToken.objects.exists()
    assert AuditEntry.objects.filter(action="session.begun", workspace=workspace).exists()


def test_an_address_that_the_provider_has_not_verified_opens_no_account(
    provider: Provider, workspace: Workspace
) -> None:
    provider.claims = {"sub": "x", "email": "admin@example.test", "email_verified": False}
    client = Client()
    go(client)
    assert client.get(reverse("account")).status_code == 302
    assert not SocialAccount.objects.exists()


def test_a_squatter_of_the_address_is_locked_out_by_its_owner(provider: Provider, db: None) -> None:
    squatter = create_user(email=NORA["email"], password="squatters-own-password")
    EmailAddress.objects.filter(user=squatter).update(verified=False)
    provider.claims = NORA
    go(Client())
    squatter.refresh_from_db()
    assert not squatter.has_usable_password()


def test_nobody_is_let_in_who_is_not_invited_while_sign_up_is_closed(provider: Provider, db: None) -> None:
    provider.claims = NORA
    client = Client()
    answer = go(client)
    assert "Sign-up is closed" in squeezed(answer)
    assert not User.objects.exists()


def test_who_is_invited_gets_an_account_and_joins(
    provider: Provider, workspace: Workspace, actor: Callable[..., Actor]
) -> None:
    invitation = invitations.invite(email=NORA["email"], role="operator", by=actor(), now=timezone.now())
    provider.claims = NORA
    client = Client()
    page = client.get(reverse("invitation_follow", args=[invitations.key_of(invitation)]), follow=True)
    assert "Sign in with Northlamp ID" in squeezed(page)
    go(client, "?next=/invitation/")
    joined = client.post(reverse("invitation"), follow=True)
    assert "You are in Northlamp now" in squeezed(joined)
    user = User.objects.get(email=NORA["email"])
    assert (user.name, user.has_usable_password()) == ("Nora New", False)
    assert EmailAddress.objects.get(user=user).verified
    assert Membership.objects.get(user=user).role == "operator"


def test_a_refusal_at_the_provider_is_a_page(provider: Provider, db: None) -> None:
    provider.refuses = True
    answer = go(Client())
    assert answer.status_code < 500
    assert "You went back before you were signed in" in squeezed(answer)


def test_a_provider_that_does_not_answer_is_a_page(provider: Provider, db: None) -> None:
    provider.stop()
    answer = Client().post(reverse("openid_connect_login", args=["company"]), follow=True)
    assert answer.status_code == 503
    assert "The provider did not let you in" in squeezed(answer)


def test_an_account_connects_and_disconnects(provider: Provider, workspace: Workspace) -> None:
    provider.claims = NORA
    operator = Membership.objects.get(workspace=workspace, role="operator").user
    client = sign_in(Client(), operator)
    go(client, "?process=connect")
    account = SocialAccount.objects.get(user=operator)
    assert client.post(reverse("socialaccount_connections"), {"account": account.pk}).status_code == 302
    assert not SocialAccount.objects.exists()
    done = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"provider.connected", "provider.disconnected"} <= done

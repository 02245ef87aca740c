"""One's own account: profile, sessions, factors, and being asked once more before what protects it."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.api.addresses import Api, problem
from tests.conftest import PASSWORD
from tests.markup import squeezed
from tests.signed_in import sign_in
from workspaces.models import ApiToken, AuditEntry, Membership, User, Workspace
from workspaces.operations import create_token
from workspaces.passwords import StrengthValidator
from workspaces.permissions import ALL_SCOPES

pytestmark = pytest.mark.services

Login = Callable[..., Client]


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def user_of(workspace: Workspace, role: str) -> User:
    return Membership.objects.select_related("user").get(workspace=workspace, role=role).user


def by_password(user: User, client: Client | None = None) -> Client:
    client = client or Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


@pytest.fixture
def factor(workspace: Workspace) -> str:
    """The secret of an app that the operator has set up, with recovery codes."""
    user = user_of(workspace, "operator")
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def test_the_menu_leads_to_the_account(client_of: Login) -> None:
    assert f'href="{reverse("account")}"' in squeezed(client_of("viewer").get("/"))


def test_name_and_zone_are_kept_and_read_by(client_of: Login, workspace: Workspace) -> None:
    client = client_of("viewer")
    client.post(reverse("account"), {"name": "Vera Neu", "time_zone": "Pacific/Auckland"})
    assert user_of(workspace, "viewer").name == "Vera Neu"
    admin = client_of("admin")
    admin.post(reverse("account"), {"name": "Ada", "time_zone": "Pacific/Auckland"})
    assert "Times are those of Pacific/Auckland" in squeezed(admin.get(reverse("audit_log")))
    admin.post(reverse("account"), {"name": "Ada", "time_zone": ""})
    admin.post(reverse("workspace_settings"), {"name": "Northlamp", "time_zone": "Europe/Lisbon"})
    assert "Times are those of Europe/Lisbon" in squeezed(admin.get(reverse("audit_log")))


def test_somebody_in_no_workspace_has_an_account_page(db: None) -> None:
    client = sign_in(Client(), User.objects.create_user("alone@example.test", PASSWORD))
    assert client.get(reverse("account")).status_code == 200


def test_the_other_sessions_are_signed_out(workspace: Workspace) -> None:
    user = user_of(workspace, "viewer")
    here, there = by_password(user), by_password(user)
    page = squeezed(here.get(reverse("usersessions_list")))
    assert page.count('scope="row"') == 2
    here.post(reverse("usersessions_list"))
    assert here.get(reverse("account")).status_code == 200
    assert there.get(reverse("account")).status_code == 302


# Factors


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_and_then_asked_for(workspace: Workspace, client_of: Login) -> None:
    client = client_of("viewer")
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in squeezed(page)
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)
    assert "shown this once" in squeezed(answer)
    assert "<li><code>" in squeezed(answer)
    assert "<li><code>" not in squeezed(client.get(reverse("mfa_view_recovery_codes")))

    user = user_of(workspace, "viewer")
    again = by_password(user)
    assert again.get(reverse("account")).status_code == 302
    assert secret not in str(Authenticator.objects.get(type="totp").data)
    wrong = again.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Error: " in squeezed(wrong)
    unused = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes()
    again.post(reverse("mfa_authenticate"), {"code": unused[0]})
    assert again.get(reverse("account")).status_code == 200
    done = set(AuditEntry.objects.filter(user=user).values_list("action", flat=True))
    assert {"factor.added", "factor.refused", "session.begun"} <= done


def test_a_code_works_once(factor: str, workspace: Workspace) -> None:
    user, code = user_of(workspace, "operator"), code_of(factor)
    first, second = by_password(user), by_password(user)
    first.post(reverse("mfa_authenticate"), {"code": code})
    second.post(reverse("mfa_authenticate"), {"code": code})
    assert first.get(reverse("account")).status_code == 200
    assert second.get(reverse("account")).status_code == 302


def test_a_workspace_asks_for_a_factor(workspace: Workspace, client_of: Login, factor: str) -> None:
    Workspace.objects.filter(pk=workspace.pk).update(requires_second_factor=True)
    viewer = client_of("viewer")
    page = viewer.get("/")
    assert page.status_code == 403
    assert "Northlamp asks for a second factor" in squeezed(page)
    assert viewer.get(reverse("mfa_index")).status_code == 200
    assert client_of("operator").get("/").status_code == 200

    api = Api()
    api.force_login(user_of(workspace, "viewer"))
    assert problem(api.call("GET", "/api/v1/workspace/"))["code"] == "second_factor_required"
    member = Membership.objects.get(workspace=workspace, role="viewer")
    secret = create_token(membership=member, name="t", scopes=ALL_SCOPES, now=timezone.now()).secret
    token = Api(headers={"Authorization": f"Bearer {secret}"})
    assert token.call("GET", "/api/v1/workspace/").status_code == 200


def test_the_last_factor_stays_where_it_is_asked_for(workspace: Workspace, factor: str) -> None:
    operator = user_of(workspace, "operator")
    app = Authenticator.objects.get(user=operator, type="totp")
    assert get_adapter().can_delete_authenticator(app)
    Workspace.objects.filter(pk=workspace.pk).update(requires_second_factor=True)
    assert not get_adapter().can_delete_authenticator(app)
    client = sign_in(Client(), operator)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(pk=app.pk).exists()


def test_an_admin_without_a_factor_does_not_lock_themself_out(client_of: Login, workspace: Workspace) -> None:
    asked = {"name": "Northlamp", "requires_second_factor": "on"}
    answer = client_of().post(reverse("workspace_settings"), asked)
    assert answer.status_code == 409
    TOTP.activate(user_of(workspace, "admin"), "JBSWY3DPEHPK3PXP")
    assert client_of().post(reverse("workspace_settings"), asked).status_code == 302
    workspace.refresh_from_db()
    assert workspace.requires_second_factor


# Once more


PROTECTED: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "token_create", {"name": "t", "scopes": ["catalog:read"], "expires_in": "30"}),
    ("POST", "invite", {"email": "n@example.test", "role": "viewer"}),
    ("POST", "workspace_settings", {"name": "North"}),
    ("GET", "mfa_activate_totp", {}),
    ("GET", "mfa_add_webauthn", {}),
    ("GET", "mfa_generate_recovery_codes", {}),
    ("POST", "account_email", {"email": "n@example.test", "action_add": ""}),
    ("POST", "member_change", {"role": "admin"}),
    ("POST", "member_remove", {}),
]


@pytest.mark.parametrize(("method", "name", "sent"), PROTECTED, ids=[row[1] for row in PROTECTED])
def test_what_protects_asks_for_the_password_once_more(
    method: str, name: str, sent: dict[str, Any], workspace: Workspace
) -> None:
    viewer = Membership.objects.get(workspace=workspace, role="viewer")
    address = reverse(name, args=[viewer.pk] if name.startswith("member_") else [])
    client = Client()
    client.force_login(user_of(workspace, "admin"))
    answer = getattr(client, method.lower())(address, sent)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    viewer.refresh_from_db()
    assert viewer.role == "viewer"
    assert not ApiToken.objects.exists()


def test_what_was_sent_goes_on_after_the_password(workspace: Workspace) -> None:
    client = Client()
    client.force_login(user_of(workspace, "admin"))
    asked = client.post(
        reverse("token_create"), {"name": "t", "scopes": ["catalog:read"], "expires_in": "30"}
    )
    answer = client.post(asked.headers["Location"], {"password": PASSWORD, "next": reverse("token_create")})
    assert "The token is made. Copy it now." in squeezed(answer)
    assert ApiToken.objects.get().name == "t"


def test_a_factor_serves_as_proof(workspace: Workspace, factor: str) -> None:
    client = Client()
    client.force_login(user_of(workspace, "operator"))
    assert client.get(reverse("mfa_add_webauthn")).status_code == 302
    page = client.get(reverse("account_reauthenticate"))
    assert reverse("mfa_reauthenticate") in squeezed(page)
    client.post(reverse("mfa_reauthenticate"), {"code": code_of(factor)})
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


# Passwords


@pytest.mark.parametrize("password", ["password123", "qwertyuiop12", "OperatorOtto1", "aaaaaaaaaaaa"])
def test_what_a_guesser_finds_soon_is_refused(password: str) -> None:
    person = User(email="operator@example.test", name="Otto Operator")
    with pytest.raises(ValidationError, match="guessed too easily"):
        StrengthValidator().validate(password, person)


@pytest.mark.parametrize(
    "password", ["willow-anchor-sixteen", "correct-horse-battery", "x7#Kq!vR2p", "a1" * 2000]
)
def test_what_holds_is_taken_at_once(password: str) -> None:
    if password.startswith("a1a1"):
        with pytest.raises(ValidationError):
            StrengthValidator().validate(password)
        return
    StrengthValidator().validate(password)


# Making a workspace


def test_an_admin_makes_another_workspace(client_of: Login, workspace: Workspace) -> None:
    client = client_of()
    answer = client.post(reverse("workspace_create"), {"name": "Northlamp"}, follow=True)
    assert "you are its admin" in squeezed(answer)
    client.post(reverse("workspace_create"), {"name": "North"})
    made = Workspace.objects.exclude(pk=workspace.pk).order_by("created_at")
    assert [each.slug for each in made] == ["northlamp", "north-2"]
    assert Membership.objects.get(workspace=made[0]).role == "admin"


@pytest.mark.parametrize("role", ["viewer", "operator", "strategist"])
def test_others_make_none_unless_sign_up_is_open(role: str, client_of: Login, settings: Any) -> None:
    assert client_of(role).post(reverse("workspace_create"), {"name": "Mine"}).status_code == 403
    settings.SIGNUP_OPEN = True
    assert client_of(role).post(reverse("workspace_create"), {"name": "Mine"}).status_code == 302

"""Invitations: by page and API, mailed or handed on, accepted only by whoever proved the address."""

import re
import smtplib
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from distmap.errors import Conflict
from tests.api.addresses import Api, problem
from tests.conftest import actor_of
from tests.markup import squeezed
from tests.signed_in import sign_in
from workspaces import invitations, outbox
from workspaces.actors import Actor
from workspaces.models import AuditEntry, IdempotencyKey, Invitation, Membership, User, Workspace
from workspaces.operations import create_token, create_user
from workspaces.permissions import ALL_SCOPES

pytestmark = pytest.mark.services

Login = Callable[..., Client]
ActorOf = Callable[..., Actor]
NEW = "nora@example.test"
PASSWORD = "willow-anchor-sixteen"
ACCOUNT = {"name": "Nora New", "password1": PASSWORD, "password2": PASSWORD}


def link_in(text: str) -> str:
    found = re.search(r"http://testserver(/invitations/[^/\s<]+/)", text)
    assert found, text
    return found[1]


def invited(actor: ActorOf, email: str = NEW, role: str = "operator") -> Invitation:
    return invitations.invite(email=email, role=role, by=actor(), now=timezone.now())


def follow(invitation: Invitation, client: Client | None = None) -> Client:
    client = client or Client()
    client.get(reverse("invitation_follow", args=[invitations.key_of(invitation)]))
    return client


def test_without_a_mail_host_the_link_is_shown_once_to_the_admin(client_of: Login) -> None:
    client = client_of()
    answer = client.post(reverse("invite"), {"email": "Nora@Example.test", "role": "operator"})
    html = squeezed(answer)
    assert "This service sends no mail" in html
    link = link_in(html)
    assert "/invitations/" not in squeezed(client.get(reverse("workspace"))).replace(
        "workspace/invitations/", ""
    )
    followed = Client()
    assert followed.get(link, follow=True).status_code == 200
    assert not Membership.objects.filter(user__email=NEW).exists()
    joined = followed.post(reverse("invitation_account"), ACCOUNT, follow=True)
    assert "You are in Northlamp now, as operator." in squeezed(joined)
    member = Membership.objects.select_related("user").get(user__email=NEW)
    assert (member.role, member.user.name) == ("operator", "Nora New")
    assert EmailAddress.objects.get(user=member.user).verified
    # The link is used up.
    assert Client().get(link, follow=True).status_code == 404


@pytest.fixture
def mail_host(settings: LazySettings) -> None:
    """A mail host, whose mails the workers put where tests find them."""
    settings.EMAIL_HOST = "mail.example.test"
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def send_all() -> None:
    """What workers do with the outbox."""
    for mail_id in outbox.mails_due(timezone.now(), 10):
        outbox.send(mail_id, now=timezone.now())


@pytest.mark.usefixtures("mail_host")
def test_with_a_mail_host_the_link_goes_to_the_address_alone(client_of: Login) -> None:
    client = client_of()
    answer = client.post(reverse("invite"), {"email": NEW, "role": "viewer"}, follow=True)
    assert "A mail with the link is on its way" in squeezed(answer)
    assert "being mailed" in squeezed(answer)
    assert "/invitations/" not in squeezed(answer).replace("workspace/invitations/", "")
    assert mail.outbox == []
    send_all()
    [sent] = mail.outbox
    assert sent.to == [NEW]
    assert Client().get(link_in(sent.body), follow=True).status_code == 200
    assert Invitation.objects.get().mailed_at is not None
    assert "being mailed" not in squeezed(client.get(reverse("workspace")))


@pytest.mark.usefixtures("mail_host")
def test_a_mail_host_that_refuses_leaves_the_invitation_and_its_line_says_so(
    client_of: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({NEW: (550, b"nobody here")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    client = client_of()
    client.post(reverse("invite"), {"email": NEW, "role": "viewer"})
    send_all()
    found = Invitation.objects.get()
    assert (found.mailed_at, found.mail_failed_at is not None) == (None, True)
    assert "could not be mailed: invite again" in squeezed(client.get(reverse("workspace")))
    client.post(reverse("invitation_resend", args=[found.pk]))
    assert "could not be mailed" not in squeezed(client.get(reverse("workspace")))


@pytest.mark.parametrize(
    "known", ["nobody", "an account", "an unconfirmed account", "a second address", "an unconfirmed second"]
)
def test_an_admin_learns_nothing_of_who_has_an_account(
    known: str, client_of: Login, workspace: Workspace
) -> None:
    if known in {"an account", "an unconfirmed account"}:
        create_user(email=NEW, password=PASSWORD)
        EmailAddress.objects.filter(email=NEW).update(verified=known == "an account")
    if "second" in known:
        other = create_user(email="other@example.test", password=PASSWORD)
        EmailAddress.objects.create(user=other, email=NEW, verified=known == "a second address")
    answer = client_of().post(reverse("invite"), {"email": NEW, "role": "admin"})
    html = re.sub(r"/invitations/[^/\s<]+/", "/invitations/KEY/", squeezed(answer))
    assert answer.status_code == 200
    assert "This service sends no mail" in html
    assert "Nora" not in html
    assert Membership.objects.filter(workspace=workspace).count() == 4


def test_a_squatter_gains_nothing(actor: ActorOf, workspace: Workspace) -> None:
    """An account opened with somebody's address, never confirmed, is no member by that somebody's invitation."""
    squatter = create_user(email=NEW, password="squatters-own-password")
    EmailAddress.objects.filter(user=squatter).update(verified=False)
    invitation = invited(actor, role="admin")
    client = sign_in(Client(), squatter)
    assert client.post(reverse("invitation_accept", args=[invitation.pk])).status_code == 404
    follow(invitation, client)
    assert client.post(reverse("invitation")).status_code == 403
    assert not Membership.objects.filter(workspace=workspace, user__email=NEW).exists()

    owner = follow(invitation)
    owner.post(reverse("invitation_account"), ACCOUNT)
    assert Membership.objects.get(workspace=workspace, user__email=NEW).role == "admin"
    # The squatter's session and password ended.
    assert client.get(reverse("account")).status_code == 302
    assert not User.objects.get(email=NEW).check_password("squatters-own-password")


def test_the_owner_of_a_second_address_accepts_with_their_account(
    actor: ActorOf, workspace: Workspace
) -> None:
    other = create_user(email="other@example.test", password=PASSWORD)
    EmailAddress.objects.create(user=other, email=NEW, verified=True)
    client = follow(invited(actor), sign_in(Client(), other))
    client.post(reverse("invitation"))
    assert Membership.objects.get(workspace=workspace, user=other).role == "operator"


def test_an_account_that_exists_is_not_taken_over_by_the_link(actor: ActorOf) -> None:
    create_user(email=NEW, password=PASSWORD)
    client = follow(invited(actor))
    answer = client.post(reverse("invitation_account"), ACCOUNT | {"password1": "x" * 3})
    assert answer.status_code == 422
    answer = client.post(reverse("invitation_account"), ACCOUNT)
    assert answer.status_code == 409
    assert "Sign in with it to accept." in squeezed(answer)


def test_a_member_who_is_invited_again_keeps_the_role(actor: ActorOf, workspace: Workspace) -> None:
    operator = Membership.objects.get(workspace=workspace, role="operator").user
    EmailAddress.objects.create(user=operator, email="second@example.test", verified=True)
    client = follow(invited(actor, "second@example.test", "viewer"), sign_in(Client(), operator))
    client.post(reverse("invitation"))
    assert Membership.objects.get(workspace=workspace, user=operator).role == "operator"


@pytest.mark.parametrize("ended", ["expired", "revoked", "replaced", "made up", "the workspace is gone"])
def test_a_link_that_ended_opens_nothing(ended: str, actor: ActorOf, workspace: Workspace) -> None:
    invitation = invited(actor)
    key, now = invitations.key_of(invitation), timezone.now()
    if ended == "expired":
        Invitation.objects.update(expires_at=now - timedelta(seconds=1))
    elif ended == "revoked":
        invitations.revoke(invitation=invitation, by=actor(), now=now)
    elif ended == "replaced":
        invitations.renew(invitation=invitation, by=actor(), now=now)
    elif ended == "made up":
        key = key[:-1] + ("A" if key[-1] != "A" else "B")
    else:
        Workspace.objects.filter(pk=workspace.pk).update(deleted_at=now)
    client = Client()
    answer = client.get(reverse("invitation_follow", args=[key]), follow=True)
    assert answer.status_code == 404
    assert "no longer works" in squeezed(answer)
    assert client.post(reverse("invitation_account"), ACCOUNT, follow=True).status_code == 404
    assert not User.objects.filter(email=NEW).exists()


def test_an_expired_invitation_makes_room_for_another(actor: ActorOf) -> None:
    first = invited(actor)
    with pytest.raises(Conflict, match="invited already"):
        invited(actor)
    Invitation.objects.filter(pk=first.pk).update(expires_at=timezone.now())
    assert invited(actor).pk != first.pk


def test_what_waits_is_offered_where_one_is_a_member_nowhere(actor: ActorOf, workspace: Workspace) -> None:
    person = create_user(email=NEW, password=PASSWORD)
    invitation = invited(actor)
    client = sign_in(Client(), person)
    assert "Northlamp" in squeezed(client.get("/"))
    client.post(reverse("invitation_accept", args=[invitation.pk]))
    assert Membership.objects.filter(workspace=workspace, user=person).exists()


@pytest.mark.django_db(transaction=True)
def test_four_at_once_make_one_invitation_and_no_error(workspace: Workspace) -> None:
    by, ended = actor_of(workspace, "admin"), []

    def ask() -> None:
        try:
            invitations.invite(email=NEW, role="viewer", by=by, now=timezone.now())
            ended.append("made")
        except Conflict as conflict:
            ended.append(conflict.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["invitation_exists"] * 3 + ["made"]
    assert Invitation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_acceptances_at_once_make_one_member(workspace: Workspace) -> None:
    person = create_user(email=NEW, password=PASSWORD)
    invitation = invitations.invite(
        email=NEW, role="viewer", by=actor_of(workspace, "admin"), now=timezone.now()
    )
    ended = []

    def join() -> None:
        try:
            invitations.accept(invitation=invitation, user=person, now=timezone.now())
            ended.append("joined")
        except Conflict as conflict:
            ended.append(conflict.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=join) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["invitation_closed"] * 3 + ["joined"]
    assert Membership.objects.filter(workspace=workspace, user=person).count() == 1


# The API


@pytest.fixture
def api(workspace: Workspace) -> Api:
    admin = Membership.objects.get(workspace=workspace, role="admin")
    secret = create_token(membership=admin, name="t", scopes=ALL_SCOPES, now=timezone.now()).secret
    return Api(headers={"Authorization": f"Bearer {secret}"})


LIST = "/api/v1/workspace/invitations/"


def test_the_api_invites_sends_again_and_revokes(api: Api) -> None:
    made = api.call("POST", LIST, {"email": "Nora@Example.test", "role": "operator"})
    assert made.status_code == 201, made.content
    body = made.json()
    assert (body["email"], body["role"], body["state"]) == (NEW, "operator", "open")
    first = link_in(body["link"])
    one = api.call("GET", made["Location"])
    assert one.json() == {name: value for name, value in body.items() if name != "link"}
    assert one["ETag"] == made["ETag"]

    again = api.call("POST", f"{made['Location']}resend/")
    assert again.status_code == 200
    assert Client().get(first, follow=True).status_code == 404
    assert Client().get(link_in(again.json()["link"]), follow=True).status_code == 200

    assert [row["id"] for row in api.call("GET", LIST).json()["results"]] == [body["id"]]
    assert api.call("DELETE", made["Location"]).status_code == 204
    assert api.call("GET", LIST).json()["results"] == []
    assert api.call("DELETE", made["Location"]).status_code == 404


def test_the_api_says_what_is_wrong(api: Api) -> None:
    assert problem(api.call("POST", LIST, {"email": "nobody", "role": "emperor"}))["status"] == 400
    api.call("POST", LIST, {"email": NEW, "role": "viewer"})
    assert problem(api.call("POST", LIST, {"email": NEW, "role": "viewer"}))["code"] == "invitation_exists"
    member = {"email": "viewer@example.test", "role": "viewer"}
    assert problem(api.call("POST", LIST, member))["code"] == "member_exists"


def test_the_link_is_in_the_first_answer_alone(api: Api) -> None:
    body = {"email": NEW, "role": "viewer"}
    first = api.call("POST", LIST, body, Idempotency_Key="once")
    second = api.call("POST", LIST, body, Idempotency_Key="once")
    assert first.json()["link"] is not None
    assert second.json() == first.json() | {"link": None}
    assert "/invitations/" not in IdempotencyKey.objects.get().body.replace("workspace/invitations/", "")


def test_a_session_is_asked_for_proof_before_it_invites(workspace: Workspace) -> None:
    client = Api()
    client.force_login(Membership.objects.get(workspace=workspace, role="admin").user)
    answer = client.call("POST", LIST, {"email": NEW, "role": "viewer"})
    assert problem(answer)["code"] == "reauthentication_required"


def test_the_log_names_the_invitation_and_not_the_address(actor: ActorOf) -> None:
    invitation = invited(actor)
    entry = AuditEntry.objects.get(action="invitation.created")
    assert entry.invitation == invitation
    assert NEW not in f"{entry.subject} {entry.detail}"


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_invitations_takes_the_same_queries(
    count: int, client_of: Login, actor: ActorOf, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        invited(actor, f"n{number}@example.test")
    client = client_of()
    client.get(reverse("workspace"))
    with django_assert_num_queries(8):
        client.get(reverse("workspace"))

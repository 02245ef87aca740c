"""A page belongs to the workspace that its address names, whatever another tab did: its links, forms and calls too."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.house.markup import Markup
from tests.house.opened import READ, STEPS, browser, path_of
from tests.house.permission_matrix import EVERY_MEMBER, OPEN, PAGES
from tests.house.world import World
from tests.signed_in import sign_in
from workspaces.models import Invitation, Membership, User, Workspace

NORTH, SOUTH = "/w/north", "/w/south"
NAMING = ("href", "action", "formaction", "hx-get", "hx-post", "hx-patch", "hx-delete", "data-url")


@pytest.fixture
def world(workspace: Workspace, now: datetime) -> World:
    return World(workspace, now)


@pytest.fixture
def both(world: World, other_workspace: Workspace) -> Client:
    """A browser of somebody who is an admin of both workspaces, and was in South last."""
    user = User.objects.get(email="admin@example.test")
    Membership.objects.create(workspace=other_workspace, user=user, role="admin")
    client = Client()
    sign_in(client, user)
    client.post("/workspace/switch/", {"workspace": str(other_workspace.pk)})
    return client


def leading_elsewhere(page: Markup) -> Iterator[str]:
    for element in page.root.iter():
        for name in NAMING:
            address = element.get(name) or ""
            if address.startswith("/") and not address.startswith((f"{NORTH}/", "/static/")):
                yield f"{element.tag} {name}={address}"


def test_whatever_a_page_names_is_in_its_workspace(
    world: World, both: Client, settings: LazySettings
) -> None:
    faults, seen = [], 0
    for address in sorted((set(PAGES) & READ) - STEPS - OPEN - EVERY_MEMBER):
        path = path_of(world, address, browser(world), settings)
        answered = both.get(NORTH + path, {"path": "community"} if "design" in path else {})
        if answered.status_code == 200 and "text/html" in answered.headers["Content-Type"]:
            seen += 1
            faults += [f"{path}: {fault}" for fault in leading_elsewhere(Markup(answered.content.decode()))]
    assert faults == []
    assert seen > 25


def test_what_is_sent_from_a_page_lands_in_its_workspace(both: Client, workspace: Workspace) -> None:
    sent = {"email": "new@example.test", "role": "viewer"}
    both.post(f"{NORTH}/workspace/invitations/", sent)
    assert Invitation.objects.get(email="new@example.test").workspace == workspace
    made = both.post(f"{NORTH}/evaluations/start/", {"name": "Typed in North"})
    assert made.headers["Location"].startswith(f"{NORTH}/evaluations/start/")


def test_an_address_without_a_workspace_leads_to_one(both: Client, world: World) -> None:
    assert both.get("/").headers["Location"] == f"{SOUTH}/"
    assert both.get("/?q=a&state=draft").headers["Location"] == f"{SOUTH}/?q=a&state=draft"
    # A thing of another workspace of one's own is found there.
    path = f"/evaluations/{world.evaluation.pk}/result/"
    assert both.get(path).headers["Location"] == NORTH + path
    assert both.get(NORTH + path).status_code == 200
    assert both.get(SOUTH + path).status_code == 404


def test_a_form_that_names_no_workspace_is_refused_with_a_sentence(both: Client) -> None:
    answer = both.post("/workspace/invitations/", {"email": "new@example.test", "role": "viewer"})
    assert answer.status_code == 409
    assert "does not say in which of them it was opened" in answer.content.decode()
    assert not Invitation.objects.filter(email="new@example.test").exists()


def test_the_workspace_of_others_is_not_there(world: World, other_workspace: Workspace) -> None:
    client = browser(world)
    for path in (f"{SOUTH}/", "/w/nowhere/", f"{SOUTH}/api/v1/evaluations/"):
        assert client.get(path).status_code == 404
    assert client.post(f"{SOUTH}/workspace/invitations/", {"email": "new@example.test"}).status_code == 404


def test_whoever_has_one_workspace_has_plain_addresses(world: World) -> None:
    client = browser(world)
    assert client.get("/").status_code == 200
    assert client.get(f"{NORTH}/").status_code == 200


def test_calls_to_the_api_by_session_say_their_workspace(both: Client, world: World) -> None:
    def titles(path: str, **headers: str) -> list[str]:
        return [row["title"] for row in both.get(path, headers=headers).json()["results"]]

    assert titles(f"{NORTH}/api/v1/evaluations/") == ["Review"]
    assert titles("/api/v1/evaluations/", **{"X-Workspace": "north"}) == ["Review"]
    assert titles("/api/v1/evaluations/") == titles(f"{SOUTH}/api/v1/evaluations/") == []
    assert both.get("/api/v1/evaluations/", headers={"X-Workspace": "nowhere"}).status_code == 404


def test_who_must_sign_in_first_comes_back_to_the_same_place(world: World) -> None:
    answer = Client().get(f"{NORTH}/comparisons/")
    assert "next=/w/north/comparisons/" in answer.headers["Location"]

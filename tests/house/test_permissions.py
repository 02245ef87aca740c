"""Every page and endpoint × role × scope × own and other workspace."""

import copy
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from evaluations.models import Evaluation, Product
from reports.models import Report
from tests.conftest import NOW, make_workspace
from tests.house.permission_matrix import API, EVERY_MEMBER, OPEN, PAGES
from tests.house.world import World
from tests.signed_in import sign_in
from workspaces.models import Membership, Workspace
from workspaces.operations import create_token
from workspaces.permissions import ALL_SCOPES, TABLE, Act, Role

pytestmark = pytest.mark.services

MATRIX = PAGES | API
ROWS = [(address, method) for address, row in MATRIX.items() for method in row]


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + getattr(entry.pattern, "_route", str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        elif isinstance(entry, URLPattern):
            yield _plain(route), entry.callback


def _plain(route: str) -> str:
    """allauth writes some addresses as regular expressions; show them as the others are."""
    return (
        route.replace(r"^confirm-email/(?P<key>[-:\w]+)/$", "confirm-email/<key>/")
        .replace(
            r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
            "password/reset/key/<uidb36>-<key>/",
        )
        .replace(r"^(?P<provider_id>[^/]+)/", "<provider_id>/")
        .replace("^", "")
        .replace("$", "")
    )


def test_every_address_has_a_row() -> None:
    known = set(MATRIX) | OPEN | EVERY_MEMBER
    assert sorted({address for address, _ in addresses()} - known) == []


def test_every_row_is_an_address() -> None:
    assert sorted(set(MATRIX) - {address for address, _ in addresses()}) == []


def test_every_method_of_an_endpoint_has_a_row() -> None:
    for address, view in addresses():
        if not address.startswith("api/v1/"):
            continue
        offered = {
            name.upper()
            for name in ("get", "post", "put", "patch", "delete")
            if hasattr(view.view_class, name)
        }
        assert offered == set(API[address]), address


@pytest.fixture(scope="module")
def made(shared: Path) -> World:
    return World(make_workspace("north", "Northlamp"), NOW)


@pytest.fixture
def world(made: World, settings: LazySettings, shared: Path, db: None) -> World:
    settings.MEDIA_ROOT = shared
    return copy.deepcopy(made)


@pytest.fixture
def workspace(world: World) -> Workspace:
    return world.workspace


Door = Callable[[str, str, dict[str, Any]], HttpResponse]


def page_door(member: Membership) -> Door:
    client = sign_in(Client(), member.user)

    def knock(path: str, method: str, body: dict[str, Any]) -> HttpResponse:
        return getattr(client, method.lower())(path, body)

    return knock


def token_door(member: Membership, scopes: Any, now: datetime) -> Door:
    secret = create_token(membership=member, name="door", scopes=list(scopes), now=now).secret
    client = Client(headers={"Authorization": f"Bearer {secret}"})

    def knock(path: str, method: str, body: dict[str, Any]) -> HttpResponse:
        if method == "GET":
            return client.get(path)
        return client.generic(method, path, _json(body), content_type="application/json")

    return knock


def _json(body: dict[str, Any]) -> bytes:
    import json

    return json.dumps(body).encode()


def door_of(world: World, address: str, role: str) -> Door:
    member = Membership.objects.select_related("user", "workspace").get(workspace=world.workspace, role=role)
    return token_door(member, ALL_SCOPES, world.now) if address in API else page_door(member)


@pytest.mark.parametrize(
    ("address", "method"), ROWS, ids=[f"{method} /{address}" for address, method in ROWS]
)
def test_who_may(address: str, method: str, world: World, other_workspace: Workspace) -> None:
    act, body = MATRIX[address][method]
    path, body = world.path(address), world.body(body)
    if address.endswith("restore/"):
        world.hide()
    _refuses_strangers(address, method, path, body, other_workspace, world.now)
    needed = TABLE[act].role
    for role in Role:
        status = door_of(world, address, role.word)(path, method, body).status_code
        if role < needed:
            assert status == 403, f"{role.word} got {status}"
        else:
            assert status < 500
            assert status not in {401, 403}, f"{role.word} got {status}"
        if role == needed and "draft_id" not in address:
            assert status != 404, f"{role.word} got 404"


def _refuses_strangers(
    address: str, method: str, path: str, body: dict[str, Any], other: Workspace, now: datetime
) -> None:
    if address in API:
        answer = Client().generic(method, path)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    else:
        assert getattr(Client(), method.lower())(path).status_code == 302
    if "<uuid:" in address:
        stranger = Membership.objects.select_related("user", "workspace").get(workspace=other, role="admin")
        door = token_door(stranger, ALL_SCOPES, now) if address in API else page_door(stranger)
        # A draft lives in a session alone: elsewhere its first step is an empty form, and its others are not found.
        expected = 200 if address.endswith("<uuid:draft_id>/") else 404
        assert door(path, method, body).status_code == expected


@pytest.mark.parametrize(
    ("address", "method"),
    [(address, method) for address, row in API.items() for method in row],
    ids=[f"{method} /{address}" for address, row in API.items() for method in row],
)
def test_a_token_without_the_scope_is_refused(address: str, method: str, world: World) -> None:
    act, body = API[address][method]
    member = Membership.objects.select_related("user", "workspace").get(
        workspace=world.workspace, role="admin"
    )
    without = ALL_SCOPES - {TABLE[act].scope}
    answer = token_door(member, without, world.now)(world.path(address), method, world.body(body))
    assert answer.status_code == 403
    assert answer.json()["code"] == "missing_scope"


def test_the_table_of_acts_is_whole() -> None:
    assert set(TABLE) == set(Act)


def test_a_page_sees_only_its_workspace(
    workspace: Workspace, other_workspace: Workspace, evaluation: Evaluation, product: Product
) -> None:
    both = Membership.objects.create(
        workspace=other_workspace,
        user=Membership.objects.get(workspace=workspace, role="admin").user,
        role="viewer",
    )
    client = Client()
    client.force_login(both.user)
    path = f"/evaluations/{evaluation.pk}/result/"
    assert client.get(f"/w/{workspace.slug}{path}").status_code == 200
    assert client.get(f"/w/{other_workspace.slug}{path}").status_code == 404
    assert not Report.objects.filter(evaluation=evaluation).exists()

"""Once means once: whatever form creates, sent twice it makes one thing, and both sendings lead to the same place."""

import threading
from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from distmap import stamps
from reports.models import Report
from tests.house.form_table import DRAFT
from tests.house.opened import browser, path_of
from tests.house.permission_matrix import COMPARISON, EVALUATION, EVERY_MEMBER, PAGES
from tests.house.world import World
from workspaces.models import Membership, Workspace

WEEKLY = {"weekday": "2", "hour": "9", "form": "full", "formats": ["json"]}
# What makes something, and what to send so that it does. Whatever else makes a row fails the test.
CREATING: dict[str, dict[str, Any]] = {
    "products/new/": {"name": "Another"},
    f"{DRAFT}paths/": {"title": "Begun here", "paths": ["community"]},
    f"{EVALUATION}duplicate/": {"title": "A copy"},
    f"{EVALUATION}snapshots/": {"name": "Another"},
    f"{EVALUATION}report-schedules/": WEEKLY,
    f"{COMPARISON}report-schedules/": WEEKLY,
    f"{EVALUATION}reports/": {"choosing": "1", "form": "full", "formats": ["md"]},
    f"{COMPARISON}reports/": {"choosing": "1", "form": "full", "formats": ["md"]},
    f"{EVALUATION}snapshots/<int:number>/reports/": {"choosing": "1", "form": "full", "formats": ["md"]},
    "evaluations/reports/": {"evaluation": "EVALUATION"},
    "comparisons/new/": {
        "title": "T", "kind": "over_time", "member": ["EVALUATION", "EVALUATION"], "snapshot-1": "SNAPSHOT",
    },
    "workspace/tokens/": {"name": "Import", "scopes": ["catalog:read"], "expires_in": "90"},
    "workspace/invitations/": {"email": "new@example.test", "role": "viewer"},
    "workspaces/new/": {"name": "West"},
}  # fmt: skip
# What a deed leaves beside it, each time it is done: these are no things that somebody made.
TRACES = {"IdempotencyKey", "Session", "AuditEntry", "UserSession", "LimitCount"}
# Moves and edits: what they add tells of the act, and the same act again changes nothing or is refused by the state.
TELLING = {"StatusChange", "DecisionChange", "AnswerChange", "VersionEvent", "Event"}


THINGS = (
    "Product", "Evaluation", "Snapshot", "ReportSchedule", "Report", "Comparison", "ApiToken", "Invitation",
    "Workspace",
)  # fmt: skip


@pytest.fixture
def world(workspace: Workspace, now: datetime) -> World:
    return World(workspace, now)


def rows() -> Counter[str]:
    return Counter(
        {
            model.__name__: model._default_manager.count()
            for model in apps.get_models()
            if model._meta.managed and model.__name__ not in TRACES
        }
    )


def sent(world: World, data: dict[str, Any]) -> dict[str, Any]:
    known = {"EVALUATION": str(world.evaluation.pk), "SNAPSHOT": str(world.snapshot.pk)}

    def named(value: Any) -> Any:
        return [named(each) for each in value] if isinstance(value, list) else known.get(value, value)

    return {name: named(value) for name, value in data.items()}


def stamp_of(world: World, path: str, key: str = "a-form") -> str:
    user = Membership.objects.get(workspace=world.workspace, role="admin").user
    return stamps.Stamp(key=key, user=str(user.pk), page=path).signed()


def led(answer: HttpResponse) -> str:
    return answer.headers.get("Location", "")


@pytest.mark.services
@pytest.mark.parametrize("address", CREATING, ids=lambda address: f"/{address}")
def test_two_equal_sendings_make_one_thing(address: str, world: World, settings: LazySettings) -> None:
    client = browser(world)
    path = path_of(world, address, client, settings)
    data = sent(world, CREATING[address]) | {stamps.FIELD: stamp_of(world, path)}
    Report.objects.all().delete()  # a report that is there and still true is not made again
    before = rows()
    first = client.post(path, data)
    made = rows()
    assert made - before, f"nothing was made: {first.status_code}"
    second = client.post(path, data)
    assert rows() == made
    assert second.status_code == 302
    # Where the first answer shows a secret, the second leads to the list that the thing stands in.
    assert led(second) == (led(first) or "/workspace/")


@pytest.mark.services
@pytest.mark.parametrize("address", ["products/new/", f"{EVALUATION}duplicate/", "workspaces/new/"])
def test_other_content_is_asked_about_and_then_made(
    address: str, world: World, settings: LazySettings
) -> None:
    """Back, another name, Save: it may be meant as a second thing, so it is shown with what was typed."""
    client = browser(world)
    page = "/products/new/" if address == "products/new/" else "/workspaces/new/"
    if address.endswith("duplicate/"):
        page = f"/evaluations/{world.evaluation.pk}/duplicate/"
    path = path_of(world, address, client, settings)
    name = "title" if "duplicate" in address else "name"
    client.post(path, {name: "One", stamps.FIELD: stamp_of(world, page)})
    made = rows()
    again = client.post(path, {name: "Two", stamps.FIELD: stamp_of(world, page)})
    assert (rows(), again.status_code, led(again)) == (made, 302, page)
    if client.get(page).status_code == 200:
        shown = client.get(page).content.decode()
        assert "Two" in shown
        assert "This form was sent before" in shown
    client.post(path, {name: "Two", stamps.FIELD: stamp_of(world, page, key="drawn-anew")})
    assert rows() - made


def test_a_form_with_faults_may_be_mended_and_sent_again(world: World) -> None:
    client = browser(world)
    stamp = stamp_of(world, "/products/new/")
    assert client.post("/products/new/", {"name": "", stamps.FIELD: stamp}).status_code == 422
    assert client.post("/products/new/", {"name": "Mended", stamps.FIELD: stamp}).status_code == 302


def test_whatever_makes_a_thing_is_in_the_table(world: World, settings: LazySettings) -> None:
    """Every form of the address table is sent with what the table has for it; what adds a row twice is not once."""
    twice = []
    for address in sorted({address for address, row in PAGES.items() if "POST" in row} | EVERY_MEMBER):
        if address in CREATING or "POST" not in PAGES.get(address, {"POST": None}):
            continue
        client = browser(world)
        path = path_of(world, address, client, settings)
        body = world.body((PAGES.get(address) or {}).get("POST", (None, {}))[1])
        data = body | {stamps.FIELD: stamp_of(world, path)}
        first = rows()
        client.post(path, data)
        second = rows()
        client.post(path, data)
        added = {name for name in (rows() - second) if name in (second - first)} - TELLING
        if added:
            twice.append((address, added))
    assert twice == []


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_once_make_one_thing(
    workspace: Workspace, now: datetime, settings: LazySettings
) -> None:
    world = World(workspace, now)
    for address, content in CREATING.items():
        client = browser(world)
        path = path_of(world, address, client, settings)
        data = sent(world, content) | {stamps.FIELD: stamp_of(world, path, key=address)}
        Report.objects.all().delete()
        before, (one, other) = rows(), at_once(client, path, data)
        made = rows() - before
        assert max(made[name] for name in THINGS) == 1, (address, made)
        assert {one.status_code, other.status_code} <= {200, 302}, address
        if led(one) and led(other) and address not in {"workspace/tokens/", "workspace/invitations/"}:
            assert led(one) == led(other), address


def at_once(client: Client, path: str, data: dict[str, Any]) -> list[HttpResponse]:
    gate, answers = threading.Barrier(2), []

    def send() -> None:
        browser = Client()
        browser.cookies = client.cookies.copy()
        gate.wait()
        try:
            answers.append(browser.post(path, data))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers

"""Every page that changes in place says so to a screen reader."""

from datetime import datetime
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from reports.operations.reports import request_report
from tests.conftest import actor_of
from tests.house.live_regions import LIVE
from tests.house.markup import Markup
from tests.house.permission_matrix import PAGES
from tests.house.world import World
from workspaces.models import Membership, Workspace

ASKS = ("hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete")
REGIONS = {"status", "alert", "log"}
READING = [address for address, row in PAGES.items() if "GET" in row and "draft_id" not in address]


@pytest.fixture
def world(workspace: Workspace, now: datetime) -> World:
    """As the table of addresses has it, with a report that is still being made."""
    world = World(workspace, now)
    world.report = request_report(
        evaluation=world.evaluation, formats=["md"], by=actor_of(workspace, "admin"), now=now
    ).report
    return world


def page_at(world: World, address: str) -> Markup | None:
    """The whole page; None for a file, a fragment, and what leads elsewhere."""
    client = Client()
    client.force_login(Membership.objects.get(workspace=world.workspace, role="admin").user)
    answered = client.get(world.path(address))
    is_page = answered.status_code == 200 and answered.headers["Content-Type"].startswith("text/html")
    if not is_page or answered.streaming or b"<html" not in answered.content:
        return None
    return Markup(answered.content.decode())


def swapping(page: Markup) -> list[Element]:
    return [element for element in page.root.iter() if any(name in element.attrib for name in ASKS)]


def is_live(element: Element) -> bool:
    return element.get("role") in REGIONS or element.get("aria-live") in {"polite", "assertive"}


def replaced(page: Markup) -> list[Element]:
    """The elements that a swap takes away whole."""
    found = []
    for element in swapping(page):
        target, swap = element.get("hx-target", "this"), element.get("hx-swap", "innerHTML")
        if not swap.startswith("outerHTML"):
            continue
        found.append(element if target == "this" else page.ids[target.removeprefix("#")])
    return found


@pytest.mark.parametrize("address", READING)
def test_what_changes_in_place_is_read_out(address: str, world: World) -> None:
    page = page_at(world, address)
    if page is None:
        assert address not in LIVE
        return
    assert bool(swapping(page)) == (address in LIVE), "give the page its row in tests/house/live_regions.py"
    taken = replaced(page)
    for name in LIVE.get(address, ()):
        region = page.ids[name]
        assert is_live(region), name
        assert not [element for element in page.around(region) if element in taken], f"{name} is replaced"


def test_every_row_is_a_page() -> None:
    assert sorted(set(LIVE) - set(READING)) == []

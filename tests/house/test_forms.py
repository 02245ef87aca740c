"""Every form, sent wrongly: a summary that leads to each field, the field marked, and what was typed still there."""

import re
from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.urls import resolve

from tests.house.enter import destroyed_by_enter
from tests.house.form_table import BUTTONS, BY_SCRIPT, FORGIVING, FORMS, SELECTIONS, Faulty
from tests.house.markup import Markup, controls, values_of, words
from tests.house.opened import browser, pages, path_of
from tests.house.permission_matrix import EVERY_MEMBER, OPEN, PAGES
from tests.house.test_permissions import _plain
from tests.house.world import World
from workspaces.models import Workspace

pytestmark = pytest.mark.services

ROWS = [(address, faulty) for address, rows in FORMS.items() for faulty in rows]
KNOWN = set(FORMS) | BUTTONS | BY_SCRIPT | FORGIVING | set(SELECTIONS)


@pytest.fixture
def world(workspace: Workspace, now: datetime) -> World:
    return World(workspace, now)


# The table is whole


def test_every_address_that_takes_a_form_has_a_row() -> None:
    taking = {address for address, row in PAGES.items() if "POST" in row}
    assert sorted(taking - KNOWN) == []


def test_every_row_is_an_address() -> None:
    assert sorted(KNOWN - set(PAGES) - OPEN - EVERY_MEMBER) == []


def forms_of(page: Markup) -> Iterator[tuple[Element, str]]:
    """The forms that post, and where to: nowhere said is the page itself."""
    for form in page.root.iter("form"):
        if form.get("method", "get").lower() == "post":
            yield form, form.get("action", "")


def address_of(path: str) -> str:
    """The address in the table's own writing."""
    route = resolve(path.partition("?")[0]).route
    return _plain(re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", route))


def test_every_form_on_any_page_has_a_row(world: World, settings: LazySettings) -> None:
    """Whatever the address table says: a form that is seen on a page is in the table of forms."""
    seen: dict[str, set[str]] = {}
    for path, page in pages(world, settings):
        for form, action in forms_of(page):
            seen.setdefault(address_of(action or path), set()).update(
                field.get("name", "") for field in controls(form)
            )
    assert sorted(set(seen) - KNOWN) == []
    assert {address for address in BUTTONS if seen.get(address)} == set()
    assert len(seen) > 20


# A faulty form


@pytest.mark.parametrize(
    ("address", "faulty"), ROWS, ids=[f"/{address} {','.join(faulty.at)}" for address, faulty in ROWS]
)
def test_a_faulty_form_says_what_is_wrong_and_keeps_what_was_typed(
    address: str, faulty: Faulty, world: World, settings: LazySettings
) -> None:
    client = browser(world, signed_in=faulty.signed_in)
    answered = client.post(path_of(world, address, client, settings), faulty.sent)
    assert answered.status_code == faulty.status
    page = Markup(answered.content.decode())
    assert page.title().startswith("Error: ")
    assert destroyed_by_enter(page) == []
    leads = leads_of(page)
    for name in faulty.at:
        assert leads_to(page, leads, name), f"no fault leads to {name}: {leads}"
    assert len(leads) == len(faulty.at), leads
    form = next(found for found in page.around(page.ids[next(iter(leads))]) if found.tag == "form")
    assert {name: values_of(form, name) for name in faulty.kept} == faulty.kept


def leads_of(page: Markup) -> dict[str, str]:
    """The one summary: each of its sentences by the id that it leads to."""
    [summary] = page.having("class", "error-summary")
    assert (summary.get("role"), summary.get("tabindex")) == ("alert", "-1")
    links = list(summary.iter("a"))
    assert len(links) == len(list(summary.iter("li")))
    return {link.get("href", "").removeprefix("#"): words(link) for link in links}


def leads_to(page: Markup, leads: dict[str, str], name: str) -> bool:
    """Whether a sentence leads to the field of this name, which is marked, and tells of the fault itself."""
    for target, sentence in leads.items():
        element = page.ids.get(target)
        if element is None or not any(field.get("name") == name for field in element.iter()):
            continue
        near = [*page.around(element), *element.iter()]
        marked = [found for found in near if found.get("aria-invalid") == "true"]
        # A sentence may name the field first; what it says then stands beside the field, word for word.
        told = [page.described(found) for found in marked]
        return any(text and any(part and part in text for part in parts(sentence)) for text in told)
    return False


def parts(sentence: str) -> list[str]:
    """The sentence, and what follows each colon in it."""
    return [sentence, *(sentence[at.end() :] for at in re.finditer(r": ", sentence))]


# The other kinds


@pytest.mark.parametrize("address", sorted(FORGIVING))
def test_a_forgiving_form_takes_nothing(address: str, world: World) -> None:
    assert browser(world).post(world.path(address), {}).status_code == 302


@pytest.mark.parametrize("address", sorted(SELECTIONS))
def test_a_selection_of_nothing_is_told_at_the_list(address: str, world: World) -> None:
    answered: HttpResponse = browser(world).post(world.path(address), {}, follow=True)
    page = Markup(answered.content.decode())
    [told] = page.having("role", "status")[:1]
    assert SELECTIONS[address] in words(told)

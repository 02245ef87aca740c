"""A form whose sender was signed out meanwhile, or has signed in anew, stands there again with all that was typed."""

import copy
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import signing
from django.test import Client

from distmap import stamps
from distmap.kept_forms import SESSION_KEY
from evaluations.models import Product
from tests.conftest import NOW, make_workspace
from tests.house.form_table import ALLAUTH, ANSWER, FORMS, Faulty
from tests.house.markup import Markup, values_of, words
from tests.house.opened import READ, browser, path_of
from tests.house.permission_matrix import EVALUATION, PAGES
from tests.house.test_forms import address_of, forms_of
from tests.house.world import World
from tests.signed_in import sign_in
from workspaces.models import Membership, User

pytestmark = pytest.mark.services

# A person fills these in; what no form offers ("nonsense") is sent by no browser.
TYPED = [
    (address, faulty)
    for address, rows in FORMS.items()
    for faulty in rows
    # The form that keeps a scenario has no field of its own: all of it stands in the address.
    if faulty.signed_in and faulty.kept and faulty.status != ALLAUTH and not address.endswith("what-if/")
]


@pytest.fixture(scope="module")
def made(shared: Path) -> World:
    return World(make_workspace("north", "Northlamp"), NOW)


@pytest.fixture
def world(made: World, settings: LazySettings, shared: Path, db: None) -> World:
    settings.MEDIA_ROOT = shared
    return copy.deepcopy(made)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A form as a page has it: the page, where it is sent, its stamp, and its other hidden fields."""

    page: str
    action: str
    stamp: str
    hidden: dict[str, str]

    def sent(self, **typed: str | list[str]) -> dict[str, str | list[str]]:
        return self.hidden | typed | {stamps.FIELD: self.stamp}


def drawn(client: Client, page: str, address: str) -> Drawn | None:
    """The first form of the page that is sent to the address."""
    answered = client.get(page, follow=False)
    if answered.status_code != 200 or answered.streaming or "html" not in answered.headers["Content-Type"]:
        return None
    for form, action in forms_of(Markup(answered.content.decode())):
        target = action or page
        if address_of(target) == address:
            hidden = {
                field.get("name", ""): field.get("value", "")
                for field in form.iter("input")
                if field.get("type") == "hidden" and field.get("name") != "csrfmiddlewaretoken"
            }
            stamp = hidden.pop(stamps.FIELD)
            return Drawn(page=page, action=target, stamp=stamp, hidden=hidden)
    return None


# Where a form stands that is not at its own address.
STANDS_AT = {
    ANSWER: f"{EVALUATION}answers/<slug:group>/",
    f"{EVALUATION}decision/actions/<uuid:action_id>/": f"{EVALUATION}decision/",
    "workspace/invitations/": "workspace/",
    "workspace/tokens/": "workspace/",
    "workspace/members/<uuid:member_id>/": "workspace/",
    "account/data/erase/": "account/data/",
}


def found(world: World, client: Client, address: str, settings: LazySettings) -> Drawn | None:
    return drawn(client, path_of(world, STANDS_AT.get(address, address), client, settings), address)


def admin(world: World) -> User:
    return Membership.objects.get(workspace=world.workspace, role="admin").user


def shown(client: Client, form: Drawn) -> Markup:
    answered = client.get(form.page)
    assert answered.status_code == 200
    return Markup(answered.content.decode())


def assert_stands_again(page: Markup, form: Drawn, faulty: Faulty) -> None:
    [notice] = page.having("class", "kept-form")
    [there] = [each for each in page.around(notice) if each.tag == "form"]
    assert {name: values_of(there, name) for name in faulty.kept} == faulty.kept
    assert "is not saved yet" in words(notice)


@pytest.mark.parametrize(
    ("address", "faulty"), TYPED, ids=[f"/{address} {','.join(faulty.kept)}" for address, faulty in TYPED]
)
def test_the_session_ends_while_somebody_types(
    address: str, faulty: Faulty, world: World, settings: LazySettings
) -> None:
    client = browser(world)
    form = found(world, client, address, settings)
    if form is None:
        pytest.fail(f"no form for {address} was found")
    client.session.flush()
    sent = client.post(form.action, form.sent(**faulty.sent))
    assert sent.status_code == 302
    assert sent.headers["Location"].startswith("/accounts/login/?next=")

    sign_in(client, admin(world))
    assert_stands_again(shown(client, form), form, faulty)


@pytest.mark.parametrize(
    ("address", "faulty"), TYPED, ids=[f"/{address} {','.join(faulty.kept)}" for address, faulty in TYPED]
)
def test_somebody_signs_in_anew_in_another_tab(
    address: str, faulty: Faulty, world: World, settings: LazySettings
) -> None:
    client = Client(enforce_csrf_checks=False)
    sign_in(client, admin(world))
    form = found(world, client, address, settings)
    assert form is not None
    client.handler.enforce_csrf_checks = True
    sent = client.post(form.action, form.sent(**faulty.sent) | {"csrfmiddlewaretoken": "stale"})
    assert (sent.status_code, sent.headers["Location"]) == (302, form.page)
    assert_stands_again(shown(client, form), form, faulty)


def test_every_form_has_a_stamp(world: World, settings: LazySettings) -> None:
    without = []
    for address in sorted(READ & set(PAGES)):
        client = browser(world)
        path = path_of(world, address, client, settings)
        answered = client.get(path)
        if (
            answered.status_code != 200
            or answered.streaming
            or "html" not in answered.headers["Content-Type"]
        ):
            continue
        forms = list(forms_of(Markup(answered.content.decode())))
        without += [f"{path}: {action}" for form, action in forms if not values_of(form, stamps.FIELD)]
    assert without == []


def sent_signed_out(world: World, client: Client, **more: str) -> Drawn:
    form = drawn(client, "/products/new/", "products/new/")
    assert form is not None
    client.session.flush()
    client.post(form.action, {"name": "Secret plan", "description": "x", stamps.FIELD: form.stamp} | more)
    return form


def test_another_account_sees_nothing_of_it(world: World) -> None:
    client = browser(world)
    sent_signed_out(world, client)
    other = Membership.objects.get(workspace=world.workspace, role="operator").user
    sign_in(client, other)
    answered = client.get("/products/new/")
    assert b"Secret plan" not in answered.content
    assert client.session[SESSION_KEY] == []
    sign_in(client, admin(world))
    assert b"Secret plan" not in client.get("/products/new/").content


def test_it_is_shown_and_never_sent_by_itself(world: World) -> None:
    client = browser(world)
    form = sent_signed_out(world, client)
    before = Product.objects.count()
    sign_in(client, admin(world))
    assert b"Secret plan" in client.get(form.page).content
    assert Product.objects.count() == before
    client.post(form.action, {"name": "Secret plan", stamps.FIELD: form.stamp})
    assert Product.objects.count() == before + 1
    assert b"kept-form" not in client.get(form.page).content


def test_what_lets_somebody_in_is_not_kept(world: World) -> None:
    client = browser(world)
    sent_signed_out(world, client, password1="hunter2hunter2", code="123456")
    kept = str(dict(client.session))
    assert "hunter2" not in kept
    assert "123456" not in kept


def test_a_forged_stamp_keeps_nothing_and_leads_nowhere_else(world: World) -> None:
    client = Client()
    for text in ("", "nonsense", signing.dumps(["k", str(admin(world).pk), "/products/new/"], salt="other")):
        sent = client.post("/products/new/", {"name": "Secret plan", stamps.FIELD: text})
        assert sent.headers["Location"].startswith("/accounts/login/")
    assert SESSION_KEY not in client.session
    away = stamps.Stamp(key="k", user=str(admin(world).pk), page="//evil.example/").signed()
    sent = client.post("/products/new/", {"name": "Secret plan", stamps.FIELD: away})
    assert "evil" not in sent.headers["Location"]


def test_a_form_of_another_account_is_refused_and_its_text_not_kept(world: World) -> None:
    client = browser(world)
    form = drawn(client, "/products/new/", "products/new/")
    assert form is not None
    other = Client(enforce_csrf_checks=True)
    sign_in(other, Membership.objects.get(workspace=world.workspace, role="operator").user)
    refused = other.post(form.action, {"name": "Secret plan", stamps.FIELD: form.stamp})
    assert refused.status_code == 403
    assert b"another account" in refused.content
    assert SESSION_KEY not in other.session


def test_a_form_that_is_refused_for_good_tells_what_was_typed(world: World) -> None:
    client = browser(world)
    form = drawn(client, "/products/new/", "products/new/")
    assert form is not None
    Membership.objects.filter(user=admin(world)).update(role="viewer")
    refused = client.post(form.action, {"name": "Secret plan", stamps.FIELD: form.stamp})
    assert refused.status_code == 403
    page = Markup(refused.content.decode())
    [told] = [each for each in page.around(page.ids["typed-title"]) if each.tag == "section"]
    assert "Secret plan" in words(told)

"""Pages opened by a member of the workspace, with what each address needs to be there."""

from collections.abc import Iterator

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import LazySettings
from django.test import Client

from tests.house.form_table import DRAFT, START
from tests.house.markup import Markup
from tests.house.permission_matrix import EVERY_MEMBER, OPEN, PAGES
from tests.house.world import World
from tests.signed_in import sign_in
from workspaces.invitations import key_of
from workspaces.models import Membership

# Steps of a start, which stand in a session of their own.
STEPS = {DRAFT, f"{DRAFT}growth-model/", f"{DRAFT}paths/"}
READ = {address for address, row in PAGES.items() if "GET" in row} | STEPS | OPEN | EVERY_MEMBER


def browser(world: World, *, signed_in: bool = True) -> Client:
    client = Client()
    if signed_in:
        sign_in(client, Membership.objects.get(workspace=world.workspace, role="admin").user)
    return client


def path_of(world: World, address: str, client: Client, settings: LazySettings) -> str:
    """The address of a form, with what it needs to be there."""
    settings.SIGNUP_OPEN = True
    user = Membership.objects.get(workspace=world.workspace, role="admin").user
    if address.startswith(DRAFT):
        begun = client.post(f"/{START}", {"name": "Begun"})
        draft = begun.headers["Location"].removesuffix("growth-model/")
        client.post(f"{draft}growth-model/", {"growth_model": "plg"})
        return draft + address.removeprefix(DRAFT)
    if address.startswith("accounts/password/reset/key/"):
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        return client.get(f"/accounts/password/reset/key/{key}/").headers["Location"]
    if address == "accounts/password/set/":
        user.set_unusable_password()
        user.save()
        client.force_login(user)
    if address == "invitation/account/":
        client.get(f"/invitations/{key_of(world.invitation)}/")
    return world.path(address)


def pages(world: World, settings: LazySettings) -> Iterator[tuple[str, Markup]]:
    """Every page that opens, with its address: signed in, and signed out where somebody may be."""
    for address in sorted(READ - {"accounts/logout/"}):
        for signed_in in (True, False):
            if address in PAGES and not signed_in:
                continue
            client = browser(world, signed_in=signed_in)
            path = path_of(world, address, client, settings)
            answered = client.get(path)
            is_page = answered.status_code == 200 and "text/html" in answered.headers["Content-Type"]
            if is_page and not answered.streaming:
                yield path, Markup(answered.content.decode())

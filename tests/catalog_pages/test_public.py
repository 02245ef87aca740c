"""DISTMAP_PUBLIC_CATALOG=yes: the catalog is read without signing in, and nothing else is."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from channels_catalog.operations import publish
from evaluations.models import Evaluation
from tests.catalog_pages.test_models import shown
from tests.conftest import CATALOG, NOW
from tests.house.permission_matrix import API, PAGES
from tests.house.permission_matrix import CATALOG as READ_CATALOG
from workspaces.models import Workspace

OPEN = [address for address, row in PAGES.items() if list(row) == ["GET"] and row["GET"][0] == READ_CATALOG]
CLOSED = [address for address in PAGES if address not in OPEN]


def path(address: str) -> str:
    filled = (
        address.replace("<slug:case_id>", "dropbox-2009-referral")
        .replace("<slug:slug>", "community")
        .replace("<slug:term>", "fit")
    )
    for placeholder in ("evaluation_id", "report_id", "product_id", "comparison_id", "draft_id"):
        filled = filled.replace(f"<uuid:{placeholder}>", "0192f0c1-0000-7000-8000-000000000000")
    return f"/{filled}"


@pytest.fixture
def public(settings: LazySettings) -> None:
    settings.PUBLIC_CATALOG = True


@pytest.mark.parametrize("address", OPEN)
def test_every_page_of_the_catalog_is_open(
    client: Client, workspace: Workspace, public: None, address: str
) -> None:
    html = shown(client, path(address))
    assert "Sign in" in html
    assert "Copy into my workspace" not in html
    assert "Use in an evaluation" not in html


@pytest.mark.parametrize("address", OPEN)
def test_it_is_closed_unless_the_setting_says_so(client: Client, workspace: Workspace, address: str) -> None:
    assert client.get(path(address)).status_code == 302


@pytest.mark.parametrize("address", [each for each in CLOSED if "<" not in each or "evaluation_id" in each])
def test_nothing_else_is_open(client: Client, workspace: Workspace, public: None, address: str) -> None:
    if "<" not in path(address):
        assert client.get(path(address)).status_code in {302, 405}
        assert client.post(path(address)).status_code in {302, 405}


def test_nothing_is_copied_without_signing_in(client: Client, workspace: Workspace, public: None) -> None:
    answer = client.post(reverse("case_copy", args=["dropbox-2009-referral"]))
    assert (answer.status_code, Evaluation.objects.count()) == (302, 0)


def test_the_api_asks_for_a_token(client: Client, workspace: Workspace, public: None) -> None:
    for address in API:
        if address.startswith("api/v1/catalog/") and "<" not in address:
            assert client.get(f"/{address}").status_code == 401


def test_a_release_of_a_workspace_stays_its_own(client: Client, workspace: Workspace, public: None) -> None:
    own = CATALOG.model_copy(update={"version": "own.1"})
    publish(catalog=own, now=NOW + timedelta(days=1), workspace=workspace)
    assert client.get(reverse("catalog"), {"release": "own.1"}).status_code == 404
    assert "own.1" not in shown(client, reverse("catalog"))

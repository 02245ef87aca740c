"""A model more is one file: it then stands in grid, picture, search, checklist, API and report."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import yaml
from django.test import Client
from django.urls import reverse

from channels_catalog.models import CatalogRelease
from channels_catalog.operations import publish
from channels_catalog.reader import read_files
from channels_catalog.reader.strict_yaml import parse
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from reports.build import build
from reports.operations.reports import request_report
from tests.api.addresses import Api
from tests.api.conftest import token_of
from tests.catalog_pages.test_models import names, shown, text_of
from tests.conftest import CATALOG, CONTENT, NOW, actor_of
from workspaces.models import Workspace

pytestmark = pytest.mark.services

Login = Callable[..., Client]


@pytest.fixture
def grown(workspace: Workspace) -> CatalogRelease:
    """The shipped catalog and one file more, published as the next release."""
    channel = parse((CONTENT / "channels" / "content.yaml").read_text(encoding="utf-8"))
    channel |= {"key": "radio", "name": "Radio", "title": "Radio Distribution Model"}
    channel["search_terms"] = ["wireless broadcast"]
    channel["surface_links"] = {"brand": 2, "data": 1}
    channel["ai_leverage"] = CATALOG.ai_leverage["content"].model_dump(mode="json")
    channel["alignment"] = {
        model.key: {"level": 3, "reason": "It is heard by everyone.", "provenance": "ours"}
        for model in CATALOG.growth_models
    }
    files = {
        "catalog.yaml": yaml.safe_dump({"version": "2027.1", "notes": "With radio."}),
        "channels/radio.yaml": yaml.safe_dump(channel),
    }
    return publish(catalog=read_files(files, base=CATALOG), now=NOW + timedelta(days=1)).release


def test_pages(client_of: Login, grown: CatalogRelease) -> None:
    client = client_of("viewer")
    assert names(client)[-1] == "Radio"
    bands = client.get(reverse("catalog")).context["bands"]
    assert "Radio" in [row.channel.name for band in bands for row in band.rows]
    assert "Radio Distribution Model" in shown(client, reverse("channel_model", args=["radio"]))
    assert "Radio" in text_of(shown(client, reverse("constraint", args=["radio"])))
    assert "Radio" in text_of(shown(client, reverse("growth_models")))
    assert "Radio" in text_of(shown(client, reverse("surface", args=["brand"])))
    found = client.get(reverse("search"), {"q": "wireless broadcasts"}).context["found"]
    assert [(each.hit.kind, each.hit.key) for each in found[:1]] == [("channel_model", "radio")]


def test_checklist_and_report(
    client_of: Login, workspace: Workspace, grown: CatalogRelease, settings: object, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path
    admin = actor_of(workspace, "admin")
    product = create_product(name="Ledgerline", by=admin, now=NOW)
    evaluation = create_evaluation(product=product, title="On air", paths=["radio"], by=admin, now=NOW)
    client = client_of()
    sheet = text_of(shown(client, reverse("answer_sheet", args=[evaluation.pk, "radio"])))
    for factor in CATALOG.channel("content").factors:
        assert factor.question in sheet
    report = request_report(evaluation=evaluation, formats=["json"], by=admin, now=NOW).report
    build(report.pk, now=NOW)
    file = client.get(reverse("report_file", args=[report.pk, "json"]))
    assert '"radio"' in b"".join(file).decode()


def test_api(workspace: Workspace, grown: CatalogRelease) -> None:
    api = Api(headers={"Authorization": f"Bearer {token_of(workspace, 'viewer')}"})
    listed = api.call("GET", "/api/v1/catalog/channel-models/?limit=100").json()["results"]
    assert listed[-1]["slug"] == "radio"
    assert api.call("GET", "/api/v1/catalog/channel-models/radio/").json()["name"] == "Radio"
    found = api.call("GET", "/api/v1/search/?q=wireless").json()["results"]
    assert found[0]["key"] == "radio"

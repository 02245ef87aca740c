"""The tables of the catalog: design map, constraints, growth models, patterns, the operator's rule."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from channels_catalog.models import CatalogRelease
from channels_catalog.queries import catalog_of
from channels_catalog.schema import Catalog
from tests.catalog_pages.test_models import shown, text_of
from workspaces.models import Workspace

Login = Callable[..., Client]
PAGES = (
    "catalog",
    "cases",
    "surfaces",
    "constraints",
    "growth_models",
    "pairs",
    "patterns",
    "rule_questions",
    "glossary",
)


@pytest.fixture
def catalog(workspace: Workspace) -> Catalog:
    return catalog_of(CatalogRelease.objects.get().pk)


class TestDoors:
    @pytest.mark.parametrize("name", PAGES)
    def test_pages_need_signing_in(self, client: Client, catalog: Catalog, name: str) -> None:
        assert client.get(reverse(name)).status_code == 302

    @pytest.mark.parametrize("name", PAGES)
    def test_every_member_may_read_and_tabs_mark_the_page(
        self, client_of: Login, catalog: Catalog, name: str
    ) -> None:
        html = shown(client_of("viewer"), reverse(name))
        assert f'<a href="{reverse(name)}" aria-current="page">' in html

    @pytest.mark.services
    @pytest.mark.parametrize("name", PAGES)
    def test_a_few_queries_whatever_the_catalog_holds(
        self, client_of: Login, catalog: Catalog, name: str
    ) -> None:
        client = client_of()
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(name))
        assert len(captured) <= 7

    @pytest.mark.parametrize("name", PAGES)
    def test_ids_are_unique(self, client_of: Login, catalog: Catalog, name: str) -> None:
        ids = re.findall(r'\sid="([^"]+)"', shown(client_of(), reverse(name)))
        assert len(ids) == len(set(ids))

    def test_no_catalog_is_told_as_unavailable(self, client_of: Login, workspace: Workspace) -> None:
        CatalogRelease.objects.all().delete()
        answer = client_of().get(reverse("catalog"))
        assert answer.status_code == 503


def test_the_design_map_has_ten_surfaces_with_questions_moves_and_paths(
    client_of: Login, catalog: Catalog
) -> None:
    html = shown(client_of(), reverse("surfaces"))
    text = text_of(html)
    assert len(catalog.surfaces) == 10
    for surface in catalog.surfaces:
        assert f'id="surface-{surface.key}"' in html
        for words in (
            surface.name,
            surface.question,
            surface.probe,
            *surface.design_moves,
            *surface.anchors.values(),
        ):
            assert words in text
        part = html[html.index(f'id="surface-{surface.key}"') :].split("</div></li>")[0]
        for channel in catalog.channels:
            assert (f">{channel.name}</a>" in part) == (surface.key in catalog.surface_links[channel.key])


def test_the_worked_example_and_the_six_places(client_of: Login, catalog: Catalog) -> None:
    text = text_of(shown(client_of(), reverse("surfaces")))
    for effect in catalog.statements.worked_example.effects:
        assert effect.text in text
    for place in catalog.statements.designed_in.places:
        assert place in text


def test_the_constraint_table_has_a_row_for_each_path(client_of: Login, catalog: Catalog) -> None:
    html = shown(client_of(), reverse("constraints"))
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", html, re.DOTALL)
    assert len(rows) == len(catalog.channels)
    for channel, row in zip(catalog.channels, rows, strict=True):
        cells = [text_of(f"<main>{cell}</main>").strip() for cell in re.split(r"</t[hd]>", row)][:5]
        constraint = channel.constraint
        assert cells == [
            channel.name, constraint.label, constraint.risk_if_ignored,
            f"{constraint.metric.name} {constraint.metric.binds_when}", constraint.metric.clear_when,
        ]  # fmt: skip


def test_the_growth_model_matrix_has_every_cell_with_reason_and_provenance(
    client_of: Login, catalog: Catalog
) -> None:
    html = shown(client_of(), reverse("growth_models"))
    text = text_of(html)
    words = {4: "Reinforces", 3: "Neutral", 1: "Fights"}
    sources = {"source": "source", "source_adjacent": "near the source", "ours": "our judgement"}
    for model in catalog.growth_models:
        assert model.economics.strip() in text
        for channel in catalog.channels:
            cell = catalog.alignment[model.key][channel.key]
            [row] = re.findall(rf'<tr id="match-{model.key}-{channel.key}">(.*?)</tr>', html, re.DOTALL)
            said = text_of(f"<main>{row}</main>").split()
            assert (
                " ".join(said)
                == f"{channel.name} {words[cell.level]} {cell.reason} {sources[cell.provenance]}"
            )
            assert f'href="#match-{model.key}-{channel.key}"' in html


def test_the_seven_patterns_link_the_paths_that_the_catalog_holds(client_of: Login, catalog: Catalog) -> None:
    html = shown(client_of(), reverse("patterns"))
    text = text_of(html)
    assert len(catalog.patterns) == 7
    for pattern in catalog.patterns:
        assert pattern.product in text
        assert pattern.carried_by in text
        for key in (pattern.main_path, *pattern.second_paths):
            linked = f'<a href="{reverse("channel_model", args=[key])}">' in html
            assert linked == catalog.holds(key)
            assert catalog.path_name(key) in text


def test_the_operators_rule_has_five_questions_six_burdens_and_the_question_on_ai(
    client_of: Login, catalog: Catalog
) -> None:
    text = text_of(shown(client_of(), reverse("rule_questions")))
    statements = catalog.statements
    assert (len(catalog.rule_questions), len(statements.burdens)) == (5, 6)
    for question in catalog.rule_questions:
        assert question.question in text
        assert question.good_answer in text
    for burden in statements.burdens:
        assert re.search(rf"{burden.name} +{burden.may_require}", text)
    assert statements.strategy_and_design in text
    assert statements.ai.question in text
    for thing in (*statements.ai.speeds_up, *statements.ai.amplifies):
        assert thing in text


def test_no_comma_stands_alone_between_paths(client_of: Login, catalog: Catalog) -> None:
    html = shown(client_of(), reverse("rule_questions"))
    assert not re.search(r"\s,", html[html.index("<main") :])

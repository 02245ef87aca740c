"""The grid of channel models and the page of each one."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from channels_catalog.models import CatalogRelease
from channels_catalog.operations import publish
from channels_catalog.queries import catalog_of
from channels_catalog.schema import Catalog
from tests.conftest import NOW
from tests.markup import squeezed
from workspaces.models import Workspace

pytestmark = pytest.mark.services

Login = Callable[..., Client]


def text_of(html: str) -> str:
    """What a page says, without its marks."""
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def shown(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return squeezed(answer)


def names(client: Client, **asked: str) -> list[str]:
    """The channel models that fit, in the grid's order."""
    return [row.channel.name for row in client.get(reverse("catalog"), asked).context["rows"]]


@pytest.fixture
def catalog(workspace: Workspace) -> Catalog:
    return catalog_of(CatalogRelease.objects.get().pk)


@pytest.fixture
def later(catalog: Catalog) -> CatalogRelease:
    """A newer release, in which the Community model has another name and no write-up."""
    channels = tuple(
        channel.model_copy(update={"title": "Renamed Model", "write_up": None})
        if channel.key == "community"
        else channel
        for channel in catalog.channels
    )
    newer = catalog.model_copy(update={"version": "2027.1", "channels": channels})
    return publish(catalog=newer, now=NOW + timedelta(days=1)).release


class TestModel:
    @pytest.fixture
    def page(self, client_of: Login, catalog: Catalog) -> str:
        return shown(client_of("viewer"), reverse("channel_model", args=["community"]))

    def test_the_twelve_sections_in_order_each_in_the_contents(self, page: str, catalog: Catalog) -> None:
        write_up = catalog.channel("community").write_up
        assert write_up is not None
        found = re.findall(r'<h2 id="section-\d+-title"><i>(\d+)</i>([^<]+)</h2>', page)
        assert found == [(str(section.number), section.title) for section in write_up.sections]  # type: ignore[attr-defined]
        for section in write_up.sections:
            assert f'href="#section-{section.number}"' in page

    def test_every_table_row_and_every_station_of_every_chain(self, page: str, catalog: Catalog) -> None:
        write_up = catalog.channel("community").write_up
        assert write_up is not None
        text = text_of(page)
        for section in write_up.sections:
            for row in getattr(section, "rows", ()):
                for cell in row.cells if section.key != "examples" else (row.company, row.text):
                    assert cell in text
            for node in getattr(section, "chain", ()):
                assert node.name in text
            assert section.lead_in in text
        assert page.count('class="route"') == 12

    def test_the_working_checklist_with_what_the_answers_look_like(self, page: str, catalog: Catalog) -> None:
        text = text_of(page)
        for factor in catalog.channel("community").factors:
            for words in (
                factor.name,
                factor.question,
                factor.probe,
                factor.misread,
                *factor.anchors.values(),
            ):
                assert words in text

    def test_the_constraint_with_its_meter_signs_and_relief(self, page: str, catalog: Catalog) -> None:
        constraint = catalog.channel("community").constraint
        text = text_of(page)
        assert f"If ignored: {constraint.risk_if_ignored}." in text
        for words in (constraint.metric.binds_when, constraint.metric.clear_when, *constraint.signals):
            assert words in text
        for relief in constraint.relief:
            assert {relief.move in text, relief.changes in text, relief.takes in text} == {True}

    def test_the_box_of_facts_stands_first(self, page: str, catalog: Catalog) -> None:
        channel = catalog.channel("community")
        assert channel.stakes is not None
        box = text_of("<main" + page[page.index('class="box"') : page.index('id="route"')] + "</main>")
        payer, note = channel.stakes.who_pays.split("; ")
        for words in (
            channel.stakes.who_carries,
            payer,
            note,
            channel.stakes.buyer,
            "10 to 2,000 dollars a year",
            "10 to 500 dollars a signature",
            "ours, for planning",
            channel.burden,
            channel.first_signal,
            channel.minimum_team,
            channel.owner,
            *channel.best_suited_for,
        ):
            assert words in box
        assert page.index('class="box"') < page.index('id="section-1"')
        assert channel.thesis in text_of(page[: page.index('class="box"')] + "</main>")

    def test_the_route_narrows_where_the_constraint_binds(self, page: str, catalog: Catalog) -> None:
        channel = catalog.channel("community")
        assert channel.write_up is not None
        route = text_of("<main" + page[page.index('class="way"') : page.index('id="metrics"')] + "</main>")
        places = [route.index(node.name) for node in channel.write_up.architecture.chain]
        assert places == sorted(places)
        assert places[2] < route.index(channel.constraint.label) < places[3]
        assert channel.stakes is not None
        assert channel.stakes.who_pays in route

    def test_each_metric_has_a_public_figure_or_says_that_there_is_none(
        self, page: str, catalog: Catalog
    ) -> None:
        channel = catalog.channel("community")
        part = page[page.index('id="metrics"') : page.index('id="saturates"')]
        text = text_of("<main" + part + "</main>")
        assert text.count("no public figure") == sum(not metric.benchmarks for metric in channel.metrics)
        for metric in channel.metrics:
            for found in metric.benchmarks or ():
                for words in (found.value, found.for_whom, found.publisher, str(found.year)):
                    assert words in text
        assert part.count('class="gauge__ours"') == 2
        assert channel.saturates in text_of(page)

    def test_conflicts_stand_before_what_helps(self, page: str, catalog: Catalog) -> None:
        effects = re.findall(r'data-effect="(\w+)"', page)
        assert sorted(effects, key=["conflict", "overlap", "help_with_line", "help"].index) == effects
        assert len(effects) == len(catalog.pairs_of("community"))
        assert "conflict" in effects

    def test_cases_of_each_outcome_on_cards(self, page: str, catalog: Catalog) -> None:
        cards = text_of(
            "<main" + page[page.index('id="cases"') : page.index('id="growth-models"')] + "</main>"
        )
        assert page.count('class="case"') == 3
        own = [case for case in catalog.cases if case.path == "community"]
        for case in own:
            assert case.company in cards
        assert "Failure" in cards

    def test_matches_and_surfaces_stand_with_their_reasons(self, page: str, catalog: Catalog) -> None:
        text = text_of(page)
        for surface, weight in catalog.surface_links["community"].items():
            assert re.search(
                rf"{catalog.surface(surface).name} +{'primary' if weight == 2 else 'supporting'}", text
            )
        for model, cell in catalog.alignment_of("community").items():
            word = {4: "Reinforces", 3: "Neutral", 1: "Fights"}[cell.level]
            assert re.search(rf"{catalog.growth_model(model).name} +{word} +{re.escape(cell.reason)}", text)

    def test_one_turns_to_the_model_before_and_after(self, client_of: Login, catalog: Catalog) -> None:
        client = client_of()
        links = [reverse("channel_model", args=[channel.key]) for channel in catalog.channels]
        for place in (0, 1, len(links) - 1):
            html = shown(client, links[place])
            assert (f'href="{links[place - 1]}" rel="prev"' in html) == (place > 0)
            assert ('rel="next"' in html) == (place < len(links) - 1)

    def test_variants_and_forms_are_explained(self, page: str, catalog: Catalog) -> None:
        channel, text = catalog.channel("community"), text_of(page)
        for variant in channel.variants:
            assert variant.name in text
            assert variant.text in text
        for _, explained in channel.forms:
            assert explained in text

    def test_figures_to_follow_and_ai(self, page: str, catalog: Catalog) -> None:
        text = text_of(page)
        for metric in catalog.channel("community").metrics:
            assert metric.name in text
        assert catalog.ai_leverage["community"].guard_metric in text

    def test_every_model_has_a_page(self, client_of: Login, catalog: Catalog) -> None:
        client = client_of()
        for channel in catalog.channels:
            assert channel.title in text_of(shown(client, reverse("channel_model", args=[channel.key])))

    def test_pairs_name_the_other_path(self, client_of: Login) -> None:
        text = text_of(shown(client_of(), reverse("channel_model", args=["product-invitations"])))
        assert "Beside other paths" in text
        assert "Guests invited from inside the same company are the next paid seats." in text

    def test_without_a_write_up_the_rest_is_there(self, client_of: Login, later: CatalogRelease) -> None:
        html = shown(client_of(), reverse("channel_model", args=["community"]))
        text = text_of(html)
        assert "The write-up is not published yet" in text
        assert "Community Interest" in text
        assert "No repeated member value" in text
        assert "Start a recurring ritual" in text
        assert "Active member rate" in text
        assert 'id="section-1"' not in html

    def test_an_unknown_model_is_not_found(self, client_of: Login, catalog: Catalog) -> None:
        assert client_of().get(reverse("channel_model", args=["nowhere"])).status_code == 404

    def test_an_operator_may_begin_an_evaluation_from_here_a_viewer_may_not(
        self, client_of: Login, catalog: Catalog
    ) -> None:
        address = reverse("channel_model", args=["community"])
        assert "Use in an evaluation" in shown(client_of("operator"), address)
        assert "Use in an evaluation" not in shown(client_of("viewer"), address)


class TestReleases:
    def test_the_newest_is_shown(self, client_of: Login, later: CatalogRelease) -> None:
        html = shown(client_of(), reverse("channel_model", args=["community"]))
        assert "Renamed Model" in html
        assert "An older release" not in html

    def test_an_older_one_is_shown_when_asked_for_and_says_so(
        self, client_of: Login, later: CatalogRelease
    ) -> None:
        html = shown(client_of(), reverse("channel_model", args=["community"]), release="2026.12.1")
        assert "Community Distribution Model" in html
        assert "This is the catalog as it was published as 2026.12.1." in text_of(html)

    def test_links_keep_to_the_release(self, client_of: Login, later: CatalogRelease) -> None:
        html = shown(client_of(), reverse("catalog"), release="2026.12.1")
        address = reverse("channel_model", args=["community"])
        assert f'href="{address}?release=2026.12.1"' in html
        assert '<input type="hidden" name="release" value="2026.12.1">' in html

    def test_current_is_a_name_for_the_newest(self, client_of: Login, later: CatalogRelease) -> None:
        assert "Renamed Model" in shown(
            client_of(), reverse("channel_model", args=["community"]), release="current"
        )

    def test_an_unknown_release_is_not_found(self, client_of: Login, catalog: Catalog) -> None:
        assert client_of().get(reverse("catalog"), {"release": "1999.1"}).status_code == 404

    def test_another_workspaces_release_is_not_found(
        self, client_of: Login, catalog: Catalog, other_workspace: Workspace
    ) -> None:
        own = catalog.model_copy(update={"version": "south.1"})
        publish(catalog=own, now=NOW + timedelta(days=2), workspace=other_workspace)
        assert client_of().get(reverse("catalog"), {"release": "south.1"}).status_code == 404
        assert "south.1" not in shown(client_of(), reverse("catalog"))

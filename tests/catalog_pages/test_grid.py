"""The grid of channel models: the picture, the questions that order it, the filters; and models side by side."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from channels_catalog.models import CatalogRelease
from channels_catalog.queries import catalog_of
from channels_catalog.schema import Catalog
from channels_catalog.shelf import MATCH_MARKS
from tests.catalog_pages.test_models import names, shown, text_of
from tests.markup import squeezed
from workspaces.models import Workspace

pytestmark = pytest.mark.services

Login = Callable[..., Client]


@pytest.fixture
def catalog(workspace: Workspace) -> Catalog:
    return catalog_of(CatalogRelease.objects.get().pk)


def aside(client: Client, **asked: str) -> dict[str, list[str]]:
    """The channel models that are set aside, by the first reason."""
    found = client.get(reverse("catalog"), asked).context["aside"]
    return {each.reason: [row.channel.name for row in each.rows] for each in found}


def test_all_models_in_the_catalogs_order(client_of: Login, catalog: Catalog) -> None:
    assert names(client_of()) == [channel.name for channel in catalog.channels]


def test_each_names_its_constraint_and_risk(client_of: Login, catalog: Catalog) -> None:
    text = text_of(shown(client_of(), reverse("catalog")))
    for channel in catalog.channels:
        assert channel.constraint.label in text
        assert channel.constraint.risk_if_ignored in text


def test_what_was_searched_for_here_leads_to_the_search_page(client_of: Login) -> None:
    answer = client_of().get(reverse("catalog"), {"q": "empty engagement"})
    assert (answer.status_code, answer["Location"]) == (302, f"{reverse('search')}?q=empty+engagement")


def test_the_questions_order_and_never_hide(client_of: Login, catalog: Catalog) -> None:
    client = client_of()
    every = {channel.name for channel in catalog.channels}
    for price in ("10", "1000", "1000000"):
        for stage in ("idea", "mature"):
            asked = {"price": price, "stage": stage, "industry": "Technology", "growth_model": "plg"}
            fit, others = names(client, **asked), aside(client, **asked)
            assert {*fit, *(name for held in others.values() for name in held)} == every
            assert len(fit) + sum(map(len, others.values())) == len(every)


def test_what_fits_is_ordered_by_match_then_by_the_sooner_signal(client_of: Login, catalog: Catalog) -> None:
    fit = names(client_of(), price="1000", growth_model="plg")
    by_name = {channel.name: channel for channel in catalog.channels}

    def rank(name: str) -> tuple[int, int]:
        channel = by_name[name]
        assert channel.stakes is not None
        return -catalog.alignment["plg"][channel.key].level, channel.stakes.first_signal_weeks.low

    assert fit == sorted(fit, key=rank)
    assert fit[0] == "Product invitations"


def test_a_path_is_set_aside_with_its_reason(client_of: Login) -> None:
    assert "Enterprise sales" in aside(client_of(), price="10")["Needs a higher price"]
    assert "Community" in aside(client_of(), price="1000000")["Needs a lower price"]
    assert "Franchise" in aside(client_of(), stage="idea")["Shows its first signal too late"]
    assert "Community" in aside(client_of(), industry="Insurance")["Seldom suits your industry"]


def test_it_says_how_many_fit(client_of: Login) -> None:
    html = shown(client_of(), reverse("catalog"), price="1000", stage="launch", growth_model="plg")
    assert "paths carry about 1,000 dollars a year and can show a first signal within 26 weeks." in text_of(
        html
    )
    assert "Read the first 3 side by side" in html


def test_filters_narrow(client_of: Login, catalog: Catalog) -> None:
    client = client_of()
    assert names(client, surface="community") == [
        channel.name for channel in catalog.channels if "community" in catalog.surface_links[channel.key]
    ]
    assert names(client, carrier="product") == [
        channel.name for channel in catalog.channels if channel.stakes and channel.stakes.carrier == "product"
    ]


def test_marks_tell_how_each_path_suits_each_growth_model(client_of: Login, catalog: Catalog) -> None:
    rows = client_of().get(reverse("catalog"), {"growth_model": "plg"}).context["rows"]
    for row in rows:
        for mark in row.marks:
            level = catalog.alignment[mark.model][row.channel.key].level
            assert (mark.mark, mark.is_own) == (MATCH_MARKS[level], mark.model == "plg")


def test_every_path_stands_in_the_picture(client_of: Login, catalog: Catalog) -> None:
    bands = client_of().get(reverse("catalog")).context["bands"]
    held = [row for band in bands for row in band.rows]
    assert {row.channel.key for row in held} == {channel.key for channel in catalog.channels}
    for row in held:
        assert row.bar is not None
        assert 0 <= row.bar.x < row.bar.x + row.bar.width <= 100.1


def test_the_form_remembers_what_was_said(client_of: Login) -> None:
    html = shown(client_of(), reverse("catalog"), price="1000", growth_model="plg")
    assert '<option value="1000" selected>' in html
    assert '<option value="plg" selected>' in html


@pytest.mark.parametrize(
    "asked", [{"growth_model": "<b>"}, {"price": "²"}, {"price": "-1"}, {"stage": "x"}, {"industry": "x"}]
)
def test_nonsense_says_nothing_and_breaks_nothing(
    client_of: Login, catalog: Catalog, asked: dict[str, str]
) -> None:
    assert len(names(client_of(), **asked)) == len(catalog.channels)


def test_nothing_left_leads_back(client_of: Login, catalog: Catalog) -> None:
    text = text_of(shown(client_of(), reverse("catalog"), surface="nonsense"))
    assert "No channel model fits" in text
    assert "Show all channel models" in text


class TestSideBySide:
    def test_section_by_section(self, client_of: Login, catalog: Catalog) -> None:
        answer = client_of("viewer").get(
            reverse("side_by_side"), {"path": ["community", "content", "franchise"]}
        )
        text = text_of(squeezed(answer))
        for key in ("community", "content", "franchise"):
            channel = catalog.channel(key)
            assert channel.write_up is not None
            assert channel.thesis in text
            for section in channel.write_up.sections:
                assert section.lead_in in text
        assert "Members' questions show what to write" in text

    def test_fewer_than_two_are_asked_for_and_more_than_three_cut(
        self, client_of: Login, catalog: Catalog
    ) -> None:
        client = client_of()
        assert "Tick two or three" in text_of(shown(client, reverse("side_by_side"), path="community"))
        four = {"path": ["community", "content", "franchise", "nowhere", "integrations"]}
        text = text_of(squeezed(client.get(reverse("side_by_side"), four)))
        assert "The first three" in text
        assert "nowhere" in text
        assert catalog.channel("integrations").thesis not in text

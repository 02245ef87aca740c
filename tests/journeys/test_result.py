"""The result in a real browser: map and sentence on the first screen, paths selected by hand or key, short tabs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from evaluations.models import Evaluation, Product
from evaluations.results.views.tabs import TABS
from tests.evaluations.test_result_page import EIGHT, answered
from tests.journeys.conftest import sideways
from workspaces.actors import Actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LAPTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
MOST_TALL = 3000


@pytest.fixture
def mixed(product: Product, actor: Callable[..., Actor]) -> Evaluation:
    """Eight paths with different verdicts, judged by method 2."""
    evaluation = answered(
        product, actor(), no_repeated_member_value=1, search_demand=0, product_readiness=4, host_overlap=2,
        buyer_intent=2,
    )  # fmt: skip
    Evaluation.objects.filter(pk=evaluation.pk).update(method="2")
    return evaluation


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["y"] + box["height"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_first_screen_of_a_laptop_holds_map_sentence_and_tabs(
    theme: str, mixed: Evaluation, context_of: Callable[..., BrowserContext], axe: Callable[..., None]
) -> None:
    page = context_of("operator", viewport=LAPTOP, color_scheme=theme).new_page()
    page.goto(f"/evaluations/{mixed.pk}/result/")
    page.evaluate("document.fonts.ready")
    assert bottom(page, ".map--wide") <= LAPTOP["height"]
    assert bottom(page, ".onesentence") <= LAPTOP["height"]
    assert sideways(page) == 0
    axe(page, theme)


def test_the_first_screen_of_a_phone_holds_sentence_and_map(
    mixed: Evaluation, context_of: Callable[..., BrowserContext], axe: Callable[..., None]
) -> None:
    page = context_of("operator", viewport=PHONE).new_page()
    page.goto(f"/evaluations/{mixed.pk}/result/")
    page.evaluate("document.fonts.ready")
    assert bottom(page, ".onesentence") <= PHONE["height"]
    assert bottom(page, ".map--narrow") <= PHONE["height"] + 80, "the plot, if not every foot of it"
    assert sideways(page) == 0
    axe(page)


def test_no_tab_is_long(mixed: Evaluation, page_of: Callable[..., Page]) -> None:
    page = page_of("operator", viewport=LAPTOP)
    for tab in TABS:
        page.goto(f"/evaluations/{mixed.pk}/result/{tab}/")
        box = page.locator("#tab").bounding_box()
        assert box is not None
        assert box["height"] <= MOST_TALL, tab


def test_a_mark_opens_its_panel_by_mouse_and_by_key(mixed: Evaluation, page_of: Callable[..., Page]) -> None:
    page = page_of("operator", viewport=LAPTOP)
    page.goto(f"/evaluations/{mixed.pk}/result/")
    page.locator("#mark-wide-content").click()
    expect(page.locator("#panel-content")).to_be_visible()
    expect(page.locator("[data-panel]:visible")).to_have_count(1)
    assert page.url.endswith("?path=content")
    expect(page.locator("#mark-wide-content")).to_have_attribute("aria-current", "true")
    page.locator("#mark-wide-community").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-community")).to_be_visible()
    page.locator("#panel-community").get_by_label("Next path").press("Enter")
    expect(page.locator("#panel-community")).to_be_hidden()
    page.go_back()
    expect(page.locator("#panel-community")).to_be_visible()
    page.get_by_role("link", name="Evidence").click()
    expect(page.locator("#panel-community")).to_be_visible()
    assert "/result/evidence/?path=community" in page.url


def test_without_scripts_the_same_are_pages(
    mixed: Evaluation, context_of: Callable[..., BrowserContext]
) -> None:
    page = context_of("operator", java_script_enabled=False, viewport=LAPTOP).new_page()
    page.goto(f"/evaluations/{mixed.pk}/result/")
    page.locator("#mark-wide-content").click()
    expect(page.locator("#panel-content")).to_be_visible()
    expect(page.locator("[data-panel]:visible")).to_have_count(1)
    page.get_by_role("link", name="Ranking and priorities").click()
    expect(page.get_by_role("heading", name="Ranking", exact=True)).to_be_visible()
    assert len(EIGHT) == page.locator("#priority-rows tbody tr").count()

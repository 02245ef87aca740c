"""A scenario in a real browser: it updates in place, keeps its address, and works by its button without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from evaluations.models import Answer, Evaluation
from tests.journeys.conftest import sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SURFACE = "level.surface/brand"


def test_a_move_updates_the_outcome_in_place_and_can_be_kept(
    evaluation: Evaluation, page_of: Callable[..., Page], axe: Callable[..., None]
) -> None:
    page = page_of("operator", viewport={"width": 1280, "height": 900})
    page.goto(f"/evaluations/{evaluation.pk}/what-if/")
    expect(page.get_by_role("button", name="Update")).to_be_hidden()
    page.get_by_role("button", name="Design map").click()
    row = page.locator(".what-if__row", has=page.locator(f"[name='{SURFACE}']"))
    row.locator(f"[name='{SURFACE}'][value='4']").check()
    expect(page.locator("#outcome")).to_contain_text("Yes, assumed")
    row.locator("[name='grade.surface/brand']").select_option("measured")
    expect(page.locator("#outcome")).to_contain_text("Yes, measured")
    expect(row).to_have_attribute("data-moved", "")
    expect(page.locator("#what-if-said")).to_contain_text("change")
    assert page.url.endswith(
        "/what-if/?base=1&level.surface/brand=4&grade.surface/brand=measured&group=design-map"
    )
    assert not Answer.objects.exists()
    page.get_by_role("button", name="Keep the scenario").click()
    expect(page.get_by_text("The scenario is kept: one change saved.")).to_be_visible()
    assert Answer.objects.get().item == "surface/brand"


def test_without_scripts_the_button_updates(
    evaluation: Evaluation, context_of: Callable[..., BrowserContext]
) -> None:
    page = context_of("viewer", java_script_enabled=False).new_page()
    page.goto(f"/evaluations/{evaluation.pk}/what-if/")
    page.get_by_role("button", name="Model and priorities").click()
    page.locator("#growth-model").select_option("sales-led")
    page.get_by_role("button", name="Update").click()
    assert page.url.endswith("/what-if/?base=1&growth_model=sales-led&group=settings")
    expect(page.locator("#outcome")).to_contain_text("Scenario, not saved")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_scenario_and_an_explanation_are_clean_and_fit(
    theme: str,
    width: int,
    evaluation: Evaluation,
    context_of: Callable[..., BrowserContext],
    axe: Callable[..., None],
) -> None:
    page = context_of("operator", color_scheme=theme, viewport={"width": width, "height": 900}).new_page()
    query = f"?{SURFACE}=4&grade.surface/brand=measured&growth_model=sales-led&level.community@alignment=3"
    for path in (f"what-if/{query}", "explain/community/"):
        page.goto(f"/evaluations/{evaluation.pk}/{path}")
        assert sideways(page) == 0
        axe(page, theme)

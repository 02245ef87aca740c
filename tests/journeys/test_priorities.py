"""Priorities on the result page in a real browser: dragged into order, or chosen by number without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from evaluations.models import Evaluation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def side(page: Page, key: str) -> Locator:
    return page.locator(f"[data-side='{key}']")


def drag(page: Page, key: str, onto: str, at: float) -> None:
    """Drop one side at this part of another's height: near the top, in the middle, near the foot."""
    box = side(page, onto).bounding_box()
    assert box is not None
    side(page, key).locator(".priorities__name").drag_to(
        side(page, onto), target_position={"x": 300, "y": box["height"] * at}
    )


def numbers(page: Page) -> dict[str, str]:
    return {
        key: side(page, key).locator("input:checked").input_value()
        for key in ("pull", "product", "access", "compounding", "carry")
    }


def test_sides_are_dragged_into_order(evaluation: Evaluation, page_of: Callable[..., Page]) -> None:
    page = page_of("strategist", viewport={"width": 1280, "height": 900})
    page.goto(f"/evaluations/{evaluation.pk}/result/ranking/")
    drag(page, "carry", "pull", 0.1)
    assert numbers(page) == {"carry": "1", "pull": "2", "product": "2", "access": "2", "compounding": "2"}
    drag(page, "product", "carry", 0.5)
    assert numbers(page) == {"carry": "1", "product": "1", "pull": "2", "access": "2", "compounding": "2"}
    drag(page, "pull", "compounding", 0.9)
    assert numbers(page) == {"carry": "1", "product": "1", "access": "2", "compounding": "2", "pull": "3"}
    page.get_by_role("button", name="Set priorities").click()
    expect(page.get_by_text("The priorities are changed.")).to_be_visible()
    assert page.url.endswith("/result/ranking/#priorities")
    assert Evaluation.objects.get().priorities == [["product", "carry"], ["access", "compounding"], ["pull"]]


def test_without_scripts_numbers_are_chosen(
    evaluation: Evaluation, context_of: Callable[..., BrowserContext]
) -> None:
    page = context_of("strategist", java_script_enabled=False).new_page()
    page.goto(f"/evaluations/{evaluation.pk}/result/ranking/")
    side(page, "pull").get_by_label("5").check(force=True)
    page.get_by_role("button", name="Set priorities").click()
    expect(page.get_by_text("The priorities are changed.")).to_be_visible()
    assert Evaluation.objects.get().priorities == [["product", "access", "compounding", "carry"], ["pull"]]


def test_a_viewer_tries_them_in_a_scenario(evaluation: Evaluation, page_of: Callable[..., Page]) -> None:
    page = page_of("viewer", viewport={"width": 390, "height": 844})
    page.goto(f"/evaluations/{evaluation.pk}/result/ranking/")
    side(page, "pull").get_by_label("5").check(force=True)
    page.get_by_role("button", name="Try them in a scenario").click()
    expect(page.locator("#outcome")).to_contain_text("Priorities")
    assert page.url.endswith("priorities=product,access,compounding,carry.pull")
    assert Evaluation.objects.get().priorities is None

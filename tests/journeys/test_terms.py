"""Words of the glossary open in place, by keyboard, and are links without a script."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MODEL = ("channel_model", "community")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_word_opens_in_place_and_gives_the_focus_back(
    context_of: Callable[..., BrowserContext], axe: Callable[..., None], width: int
) -> None:
    page = context_of("viewer", viewport={"width": width, "height": 900}).new_page()
    page.goto(reverse(MODEL[0], args=[MODEL[1]]))
    word = page.get_by_role("link", name="Price band")
    word.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="Price band")
    expect(card).to_contain_text("What one customer pays in a year")
    expect(card.get_by_role("button", name="Close")).to_be_focused()
    expect(word).to_have_attribute("aria-expanded", "true")
    assert (card.evaluate("card => getComputedStyle(card).position") == "static") == (width <= 640)
    axe(page)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(word).to_be_focused()


def test_without_a_script_it_is_a_link(context_of: Callable[..., BrowserContext]) -> None:
    page = context_of("viewer", java_script_enabled=False).new_page()
    page.goto(reverse(MODEL[0], args=[MODEL[1]]))
    page.get_by_role("link", name="Price band").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Price band")


def test_a_case_is_decided_before_its_end_is_read_without_a_script(
    context_of: Callable[..., BrowserContext],
) -> None:
    page = context_of("viewer", java_script_enabled=False).new_page()
    page.goto(reverse("case", args=["dropbox-2009-referral"]))
    end = page.get_by_text("Friends carried it when advertising could not.")
    expect(end).to_be_hidden()
    page.get_by_role("radio", name="Park").check()
    page.get_by_role("button", name="Decide, and see what happened").click()
    expect(end).to_be_visible()
    expect(page.get_by_text("You said")).to_contain_text("Park")

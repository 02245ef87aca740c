"""From ten questions to paths, and on, one question at a time, to stored answers."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from evaluations.models import Answer, Evaluation
from evaluations.work.queries import path_keys
from tests.journeys.conftest import sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROW = "#q-surface-f-workflow"


def pick(page: Page, row: str, value: str, name: str = "choice") -> None:
    page.locator(f'{row} input[name="{name}"][value="{value}"]').check(force=True)


def test_triage_then_paths_then_one_by_one(page_of: Callable[..., Page], evaluation: Evaluation) -> None:
    page = page_of("operator", viewport={"width": 1280, "height": 900})
    page.goto(reverse("triage", args=[evaluation.pk]))
    content = page.locator('input[name="paths"][value="content"]')
    content.check()
    page.locator('input[name="paths"][value="product-invitations"]').uncheck()
    pick(page, ROW, "4")
    pick(page, ROW, "measured", "grade")
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Saved")
    expect(page.locator("#said-score")).to_contain_text("First by carry:")
    expect(content).to_be_checked()
    page.get_by_role("button", name="Take the ticked paths").click()
    expect(page.get_by_text("Two paths taken.")).to_be_visible()
    assert set(path_keys(Evaluation.objects.get(pk=evaluation.pk))) == {"community", "content"}

    page.get_by_role("link", name="One question at a time").click()
    row = page.locator("form.question")
    expect(row).to_have_count(1)
    item = row.get_attribute("data-item")
    page.keyboard.press("3")
    expect(row.locator(".save-state")).to_contain_text("Saved")
    expect(page.locator("#focus-steps")).to_contain_text("Next question")
    page.keyboard.press("j")
    page.wait_for_url("**/focus/**seen=**")
    expect(row).not_to_have_attribute("data-item", item or "")
    page.keyboard.press("k")
    expect(row).to_have_attribute("data-item", item or "")
    assert Answer.objects.get(item=item).level == 3
    assert Answer.objects.get(item="surface/workflow").grade == "measured"


def test_changing_between_sheet_and_one_by_one_loses_nothing_typed(
    context_of: Callable[..., BrowserContext], evaluation: Evaluation
) -> None:
    page = context_of("operator").new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    row = "#q-community-f-community-interest"
    page.goto(reverse("answer_sheet", args=[evaluation.pk, "community"]))
    pick(page, row, "na")
    expect(page.locator(f"{row} .save-state")).to_contain_text("Say why it does not apply")
    page.goto(reverse("focus_item", args=[evaluation.pk, "community/community-interest"]))
    expect(page.locator(f'{row} input[value="na"]')).to_be_checked()
    page.fill(f"{row} [name=na_reason]", "Sold to machines only.")
    page.get_by_role("link", name="Whole sheet").click()
    page.wait_for_url("**/answers/community/**")
    expect(page.locator(f"{row} [name=na_reason]")).to_have_value("Sold to machines only.")
    expect(page.locator(f"{row} .save-state")).to_contain_text("Saved")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_both_are_clean_and_fit(
    theme: str, width: int, evaluation: Evaluation, context_of: Callable[..., BrowserContext],
    axe: Callable[..., None],
) -> None:  # fmt: skip
    page = context_of("operator", color_scheme=theme, viewport={"width": width, "height": 900}).new_page()
    gone_through = ".".join(str(place) for place in range(100))
    for name, query in (("triage", ""), ("focus", ""), ("focus", f"?seen={gone_through}")):
        page.goto(reverse(name, args=[evaluation.pk]) + query)
        assert sideways(page) == 0
        axe(page, theme)
    expect(page.get_by_role("heading", level=1)).to_contain_text("You have been through every question")

"""Forms with only some of their scripts: whatever file does not arrive, there is a button, and it saves."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from evaluations.models import Answer, Evaluation
from tests.journeys.test_answering import ITEM, ROW, pick, sheet, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCRIPTS = sorted(path.name for path in (Path(settings.BASE_DIR) / "static/js").glob("*.js"))
HTMX = "htmx-*.js"


def without(page: Page, script: str) -> Page:
    page.route(f"**/{script}", lambda route: route.abort())
    return page


def saved(page: Page, row: str = ROW) -> None:
    """Save the row, by itself or by its button, and wait until the page says that it is stored."""
    button = page.locator(f"{row} button.until-live")
    if page.locator("#sheet[data-live]").count() == 0:
        expect(button).to_be_visible()
        button.click()
    expect(page.locator(f"{row} .save-state")).to_contain_text("Saved")


@pytest.mark.parametrize("script", [*SCRIPTS, HTMX])
def test_an_answer_is_saved_without_any_one_script(
    script: str, page_of: Callable[..., Page], evaluation: Evaluation
) -> None:
    page = without(page_of(), script)
    page.goto(sheet(evaluation))
    pick(page, ROW, "3")
    saved(page)
    assert stored().level == 3  # type: ignore[union-attr]

    page.goto(sheet(evaluation, "rule"))
    first = page.locator("form[data-item]").first
    first.locator("textarea").fill("Everybody who gets an invoice.")
    saved(page, f"#{first.get_attribute('id')}")
    assert Answer.objects.get(item=first.get_attribute("data-item")).text == "Everybody who gets an invoice."


@pytest.mark.parametrize("script", ["answers.js", "triage.js", "times.js", HTMX])
def test_triage_saves_and_keeps_its_ticks_without_any_one_script(
    script: str, page_of: Callable[..., Page], evaluation: Evaluation
) -> None:
    page = without(page_of(), script)
    page.goto(reverse("triage", args=[evaluation.pk]))
    row = f"#{page.locator('form[data-item]').first.get_attribute('id')}"
    pick(page, row, "4")
    saved(page, row)
    assert Answer.objects.get(item__startswith="surface/").level == 4


@pytest.mark.parametrize("script", ["live.js", "filters.js", HTMX])
@pytest.mark.parametrize("name", ["home", "products", "catalog", "cases", "decisions"])
def test_a_list_is_filtered_without_any_one_script(
    name: str, script: str, page_of: Callable[..., Page], evaluation: Evaluation
) -> None:
    page = without(page_of(), script)
    page.goto(reverse(name))
    button = page.locator(".filters .until-htmx").first
    expect(button).to_be_hidden() if script == "filters.js" else expect(button).to_be_visible()
    searched = name in {"home", "products"}
    if searched:
        page.fill("#q", "nowhere")
    elif name != "decisions":
        page.locator(".filters select").first.select_option(index=1)
    if script != "filters.js":
        button.click()
    page.wait_for_url("**?q=nowhere**" if searched else "**/decisions/**" if name == "decisions" else "**?**")


def test_enter_in_a_field_saves(page_of: Callable[..., Page], evaluation: Evaluation) -> None:
    """Level, grade, a link, Enter: all of it is stored, and the level still stands."""
    page = page_of()
    page.goto(sheet(evaluation))
    page.click(f"{ROW} summary:has-text('Note and link')")
    pick(page, ROW, "3")
    pick(page, ROW, "measured", name="grade")
    page.fill(f"{ROW} [name=evidence_url]", "https://forum.example/count")

    page.locator(f"{ROW} [name=evidence_url]").press("Enter")

    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Saved")
    expect(page.locator("#save-state")).to_contain_text("All saved")
    expect(page.locator(f'{ROW} input[name="choice"][value="3"]')).to_be_checked()
    answer = stored(ITEM)
    assert answer is not None
    assert (answer.level, answer.grade, answer.evidence_url) == (3, "measured", "https://forum.example/count")

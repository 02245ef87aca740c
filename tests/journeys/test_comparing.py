"""From two rows at home to a comparison, through its views, to a file; with and without JavaScript."""

import csv
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from tests.conftest import NOW, actor_of
from workspaces.models import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def products(workspace: Workspace) -> None:
    by = actor_of(workspace, "admin")
    for name, level in (("Ledgerline", 4), ("Osprey", 1)):
        product = create_product(name=name, growth_model="plg", by=by, now=NOW)
        made = create_evaluation(
            method="1", product=product, title="Review", paths=["community"], by=by, now=NOW
        )
        answer = AnswerInput.of("community/community-interest", level=level, grade="measured")
        save_answers(evaluation=made, answers=[answer], by=by, now=NOW)


@pytest.mark.parametrize("javascript", [True, False])
def test_select_compare_look_and_take_along(
    javascript: bool, products: Any, context_of: Callable[..., BrowserContext]
) -> None:
    page: Page = context_of("strategist", java_script_enabled=javascript, accept_downloads=True).new_page()
    page.goto("/")
    for box in page.locator(".list__select input").all():
        box.check()
    page.get_by_role("button", name="Compare").click()
    page.get_by_label("Title").fill("Two products")
    page.get_by_role("button", name="Save and compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two products")
    expect(page.locator("tr#row-community .heat__cell")).to_have_count(2)
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Factors").click()
    expect(page.get_by_role("rowheader", name="Community Interest")).to_be_visible()
    page.get_by_label("Only what differs").check()
    if not javascript:
        page.get_by_role("button", name="Show").click()
    page.wait_for_url("**differs=1**")
    expect(page.locator(".heat tbody tr")).to_have_count(1)
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    with taken.value.path().open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Key"] for row in rows] == ["community/community-interest"]
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Short name of A").fill("Ours")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".sides__name").first).to_contain_text("Ours")
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two products")

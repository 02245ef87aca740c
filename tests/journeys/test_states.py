"""States that no address shows by itself, in both themes and on a narrow screen: faults, clashes, a cut line."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation
from tests.conftest import NOW
from tests.journeys.conftest import sideways
from workspaces.actors import Actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROW = "#q-community-f-community-interest"
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])

Contexts = Callable[..., BrowserContext]
Check = Callable[..., None]


def narrow(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    assert sideways(page) == 0


def test_a_row_with_a_fault_a_clash_and_a_reason(
    context_of: Contexts, evaluation: Evaluation, actor: Callable[..., Actor], axe: Check
) -> None:
    for theme in ("light", "dark"):
        page = context_of("operator", color_scheme=theme).new_page()
        page.goto(reverse("answer_sheet", args=[evaluation.pk, "community"]))
        other = AnswerInput.of(
            "community/community-interest", level=4 if theme == "light" else 0, grade="measured"
        )
        save_answers(evaluation=evaluation, answers=[other], by=actor("strategist"), now=NOW)

        page.locator(f'{ROW} input[name="choice"][value="1"]').check(force=True)
        expect(page.locator(f"{ROW} .conflict")).to_be_visible()
        link = page.locator("#q-community-f-product-shareability")
        link.locator("summary").last.click()
        link.locator("[name=evidence_url]").fill("nowhere")
        link.locator("[name=evidence_url]").blur()
        expect(link.locator(".field__error")).to_be_visible()
        page.locator('#q-community-f-network-growth-potential input[value="na"]').check(force=True)
        expect(page.locator("#q-community-f-network-growth-potential [name=na_reason]")).to_be_visible()

        axe(page, theme)
        narrow(page)


@THEMES
def test_unsent_answers_of_another_page(
    context_of: Contexts, evaluation: Evaluation, axe: Check, theme: str
) -> None:
    page = context_of("operator", color_scheme=theme).new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/answers/item/**", lambda route: route.abort())
    page.goto(reverse("answer_sheet", args=[evaluation.pk, "community"]))
    page.locator(f'{ROW} input[name="choice"][value="1"]').check(force=True)
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Not saved: retrying")
    axe(page, theme)
    page.goto(reverse("answer_sheet", args=[evaluation.pk, "rule"]))

    expect(page.locator("#unsent")).to_be_visible()
    axe(page, theme)
    narrow(page)


@THEMES
def test_the_list_of_keys(context_of: Contexts, evaluation: Evaluation, axe: Check, theme: str) -> None:
    page = context_of("operator", color_scheme=theme).new_page()
    page.goto(reverse("answer_sheet", args=[evaluation.pk, "community"]))
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    axe(page, theme)
    narrow(page)


@THEMES
def test_a_start_with_faults(context_of: Contexts, evaluation: Evaluation, axe: Check, theme: str) -> None:
    page = context_of("operator", color_scheme=theme).new_page()
    page.goto(reverse("start"))
    page.get_by_role("button", name="Go on to the growth model").click()
    expect(page.locator("#errors")).to_be_visible()
    axe(page, theme)
    page.locator("#errors a").click()
    expect(page.locator("#id_name")).to_be_focused()
    page.fill("#id_name", "Quillmark")
    page.get_by_role("button", name="Go on to the growth model").click()
    page.get_by_role("button", name="Go on to the paths").click()
    expect(page.locator("#errors")).to_be_visible()
    axe(page, theme)
    narrow(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_text("PLG collaboration product").click()
    page.get_by_role("button", name="Go on to the paths").click()
    page.get_by_role("button", name="Start answering").click()
    expect(page.locator("#errors")).to_be_visible()
    axe(page, theme)
    narrow(page)


@THEMES
def test_a_list_that_filters_left_empty(
    context_of: Contexts, evaluation: Evaluation, axe: Check, theme: str
) -> None:
    page = context_of("strategist", color_scheme=theme).new_page()
    page.goto(reverse("home"))
    page.get_by_label("Search product or title").fill("nothing of the kind")
    expect(page.get_by_text("No evaluation fits")).to_be_visible()
    assert "q=nothing" in page.url
    assert "state=" not in page.url
    axe(page, theme)
    narrow(page)
    page.get_by_role("link", name="Show all evaluations").click()
    page.goto(reverse("delete", args=[evaluation.pk]))
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    axe(page, theme)


@THEMES
def test_a_token_shown_once(context_of: Contexts, axe: Check, theme: str) -> None:
    page = context_of("admin", color_scheme=theme).new_page()
    page.goto(reverse("workspace"))
    page.get_by_label("Name", exact=True).last.fill("nightly import")
    page.get_by_role("button", name="Make the token").click()
    expect(page.locator(".secret")).to_contain_text("dm_")
    axe(page, theme)
    narrow(page)

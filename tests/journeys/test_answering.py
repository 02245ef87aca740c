"""Answering in a real browser: saving, clashes, a cut line, keys."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from evaluations.models import Answer, Evaluation
from tests.journeys.conftest import watched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ITEM = "community/community-interest"
ROW = "#q-community-f-community-interest"
NEXT_ROW = "#q-community-f-product-shareability"


def sheet(evaluation: Evaluation, group: str = "community") -> str:
    return reverse("answer_sheet", args=[evaluation.pk, group])


def pick(page: Page, row: str, value: str, name: str = "choice") -> None:
    page.locator(f'{row} input[name="{name}"][value="{value}"]').check(force=True)


def stored(item: str = ITEM) -> Answer | None:
    return Answer.objects.filter(item=item).first()


def kept(page: Page) -> int:
    """How many unsent answers this browser keeps."""
    return int(
        page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('distmap:unsent:')).length")
    )


def test_an_answer_saves_by_itself_and_says_so(page_of: Callable[..., Page], evaluation: Evaluation) -> None:
    page = page_of()
    page.goto(sheet(evaluation))

    pick(page, ROW, "3")

    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Saved")
    expect(page.locator(f'{ROW} input[name="grade"][value="assumed"]')).to_be_checked()
    expect(page.locator("#save-state")).to_contain_text("All saved")
    expect(page.locator("#said")).to_have_text("Saved: Community Interest, Mostly, assumed.")
    expect(page.locator("#tasks a[aria-current]").first).to_contain_text("1 of 6")
    answer = stored()
    assert answer is not None
    assert (answer.level, answer.grade) == (3, "assumed")


def test_the_panel_narrows_and_the_verdict_follows(
    page_of: Callable[..., Page], evaluation: Evaluation
) -> None:
    page = page_of()
    page.goto(sheet(evaluation))
    before = page.locator("#live-exact h3 b").first.inner_text()

    with page.expect_response(lambda answer: "/panel/" in answer.url):
        pick(page, ROW, "0")

    expect(page.locator("#live-exact h3 b").first).not_to_have_text(before)
    expect(page.locator("#said-score")).to_contain_text("Verdict so far:")


def test_does_not_apply_waits_for_its_reason(page_of: Callable[..., Page], evaluation: Evaluation) -> None:
    page = page_of()
    page.goto(sheet(evaluation))

    pick(page, ROW, "na")

    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Say why it does not apply")
    assert stored() is None
    page.fill(f"{ROW} [name=na_reason]", "Sold to machines only.")
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Saved")
    assert stored().na_reason == "Sold to machines only."  # type: ignore[union-attr]


def test_text_typed_while_a_save_is_on_its_way_is_kept_and_saved(
    page_of: Callable[..., Page], evaluation: Evaluation
) -> None:
    page = page_of()
    page.goto(sheet(evaluation))
    page.click(f"{ROW} summary:has-text('Note and link')")
    page.route("**/answers/item/**", lambda route: (page.wait_for_timeout(600), route.continue_()))

    page.locator(f"{ROW} textarea").press_sequentially("Three groups ", delay=20)
    page.wait_for_timeout(1100)
    page.locator(f"{ROW} textarea").press_sequentially("meet weekly", delay=20)

    expect(page.locator(f"{ROW} textarea")).to_have_value("Three groups meet weekly")
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Saved")
    expect(page.locator("#save-state")).to_contain_text("All saved")
    assert stored().note == "Three groups meet weekly"  # type: ignore[union-attr]


def test_a_fault_is_shown_and_what_was_typed_stays(
    page_of: Callable[..., Page], evaluation: Evaluation
) -> None:
    page = page_of()
    page.goto(sheet(evaluation))
    page.click(f"{ROW} summary:has-text('Note and link')")

    page.fill(f"{ROW} [name=evidence_url]", "forum count")
    page.locator(f"{ROW} [name=evidence_url]").blur()

    expect(page.locator(f"{ROW} .field__error")).to_contain_text("https://")
    expect(page.locator(f"{ROW} [name=evidence_url]")).to_have_value("forum count")
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Not saved")
    assert stored() is None
    page.fill(f"{ROW} [name=evidence_url]", "https://forum.example/count")
    page.locator(f"{ROW} [name=evidence_url]").blur()
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Saved")


def test_two_people_clash_and_each_value_can_be_chosen(
    context_of: Callable[..., BrowserContext], evaluation: Evaluation
) -> None:
    mine = watched(context_of("operator").new_page())
    theirs = watched(context_of("strategist").new_page())
    for page in (mine, theirs):
        page.goto(sheet(evaluation))
    pick(theirs, ROW, "4")
    expect(theirs.locator(f"{ROW} .save-state")).to_contain_text("Saved")

    pick(mine, ROW, "1")

    clash = mine.locator(f"{ROW} .conflict")
    expect(clash).to_contain_text("Stella Strategist")
    expect(clash).to_contain_text("Yes, assumed")
    expect(clash).to_contain_text("Slightly, assumed")
    assert stored().level == 4  # type: ignore[union-attr]
    clash.get_by_role("button", name="Keep mine").click()
    expect(mine.locator(f"{ROW} .save-state")).to_contain_text("Saved")
    assert stored().level == 1  # type: ignore[union-attr]

    pick(theirs, ROW, "3")
    theirs.locator(f"{ROW} .conflict").get_by_role("link", name="Take this answer").click()
    expect(theirs.locator(f'{ROW} input[name="choice"][value="1"]')).to_be_checked()
    expect(theirs.locator("#save-state")).to_contain_text("All saved")


def test_what_was_answered_offline_goes_out_when_the_line_is_back(
    context_of: Callable[..., BrowserContext], evaluation: Evaluation
) -> None:
    context = context_of()
    page = context.new_page()
    page.goto(sheet(evaluation))

    context.set_offline(True)
    pick(page, ROW, "2")
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Not saved: retrying")
    expect(page.locator("#save-state")).to_contain_text("1 answer not saved: retrying")
    assert stored() is None

    context.set_offline(False)
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Saved")
    expect(page.locator("#save-state")).to_contain_text("All saved")
    assert stored().level == 2  # type: ignore[union-attr]


def test_an_answer_of_a_page_that_was_left_offline_goes_out_from_the_next_one(
    context_of: Callable[..., BrowserContext], evaluation: Evaluation
) -> None:
    context = context_of()
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(sheet(evaluation))
    context.set_offline(True)
    pick(page, ROW, "2")
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Not saved: retrying")
    context.set_offline(False)
    page.route("**/answers/item/**", lambda route: route.abort())
    page.goto(sheet(evaluation, "design-map"))

    expect(page.locator("#unsent")).to_contain_text("Community Interest")
    page.unroute("**/answers/item/**")

    expect(page.locator("#unsent")).to_be_hidden()
    assert stored().level == 2  # type: ignore[union-attr]


def test_an_unsent_answer_does_not_overwrite_what_was_saved_meanwhile(
    context_of: Callable[..., BrowserContext], evaluation: Evaluation
) -> None:
    """Typed on an older state, left with the page, restored on a newer one: that is a clash still."""
    mine = context_of("operator").new_page()
    mine.on("dialog", lambda dialog: dialog.accept())
    mine.goto(sheet(evaluation))
    mine.route("**/answers/item/**", lambda route: route.abort())
    pick(mine, ROW, "1")
    expect(mine.locator(f"{ROW} .save-state")).to_contain_text("Not saved: retrying")
    theirs = context_of("strategist").new_page()
    theirs.goto(sheet(evaluation))
    pick(theirs, ROW, "4")
    expect(theirs.locator(f"{ROW} .save-state")).to_contain_text("Saved")

    mine.unroute("**/answers/item/**")
    mine.goto(sheet(evaluation))

    expect(mine.locator(f"{ROW} .conflict")).to_contain_text("Stella Strategist")
    assert stored().level == 4  # type: ignore[union-attr]
    mine.reload()
    expect(mine.locator(f"{ROW} .conflict")).to_contain_text("Slightly, assumed")
    assert stored().level == 4  # type: ignore[union-attr]


def test_signing_out_forgets_unsent_answers(
    context_of: Callable[..., BrowserContext], evaluation: Evaluation
) -> None:
    page = context_of().new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(sheet(evaluation))
    page.route("**/answers/item/**", lambda route: route.abort())
    pick(page, ROW, "2")
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Not saved: retrying")
    assert kept(page) == 1

    page.click(".dropdown--mark summary")
    page.get_by_role("button", name="Sign out").click()

    page.wait_for_url("**/accounts/login/**")
    assert kept(page) == 0


def test_leaving_with_an_unsent_answer_warns(
    context_of: Callable[..., BrowserContext], evaluation: Evaluation
) -> None:
    page = context_of().new_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(sheet(evaluation))
    page.goto(sheet(evaluation, "rule"))
    assert asked == []

    page.route("**/answers/item/**", lambda route: route.abort())
    page.locator("textarea").first.fill("Everybody who gets an invoice.")
    page.wait_for_timeout(1500)
    page.goto(sheet(evaluation))
    assert asked == ["beforeunload"]


def test_everything_can_be_answered_by_keys_alone(
    page_of: Callable[..., Page], evaluation: Evaluation
) -> None:
    page = page_of()
    page.goto(sheet(evaluation))
    keys = page.keyboard

    keys.press("j")
    keys.press("3")
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Saved")
    keys.press("e")
    keys.press("ArrowLeft")
    expect(page.locator(f'{ROW} input[name="grade"][value="reported"]')).to_be_checked()
    expect(page.locator("#said")).to_contain_text("Mostly, reported")
    keys.press("j")
    keys.press("n")
    keys.type("Nothing can be shown.")
    expect(page.locator(f"{NEXT_ROW} .save-state")).to_contain_text("Saved")
    keys.press("Escape")
    page.locator(f"{NEXT_ROW} [name=na_reason]").blur()
    keys.press("k")
    keys.press("u")
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Saved")
    assert stored().level is None  # type: ignore[union-attr]
    assert stored("community/product-shareability").na is True  # type: ignore[union-attr]


def test_the_keys_are_listed_and_can_be_switched_off(
    page_of: Callable[..., Page], evaluation: Evaluation
) -> None:
    page = page_of()
    page.goto(sheet(evaluation))

    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.get_by_label("Use these keys on this device").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("3")
    page.wait_for_timeout(500)

    assert stored() is None

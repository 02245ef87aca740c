"""What somebody typed outlives the session, the tab, the way back, and what became of the thing it was typed into."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from evaluations.models import Evaluation, Product
from evaluations.work.operations.evaluations import delete_evaluation
from evaluations.work.operations.status_changes import submit
from tests.conftest import NOW, PASSWORD, actor_of
from tests.journeys.conftest import session_cookie
from tests.journeys.test_answering import ROW, kept, pick, sheet, stored
from workspaces.models import Membership, Workspace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def end_session(page: Page) -> None:
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def save(page: Page) -> None:
    page.locator("main form button[data-kind=main]").first.click()


def test_back_and_save_leads_to_what_was_made(page_of: Callable[..., Page], evaluation: Evaluation) -> None:
    page = page_of()
    page.goto(reverse("product_create"))
    page.fill("[name=name]", "Quillmark")
    save(page)
    page.wait_for_url("**/products/*-*/")
    made = page.url

    page.go_back()
    expect(page.locator("[name=name]")).to_have_value("Quillmark")
    save(page)

    page.wait_for_url(made)
    assert Product.objects.filter(name="Quillmark").count() == 1


def test_what_was_typed_stands_there_after_the_way_back_and_forward(
    page_of: Callable[..., Page], evaluation: Evaluation
) -> None:
    page = page_of()
    page.goto(reverse("product_create"))
    page.fill("[name=name]", "Half a thought")
    page.check("[name=stage][value=growth]", force=True)
    page.goto(reverse("products"))
    page.go_back()
    expect(page.locator("[name=name]")).to_have_value("Half a thought")
    expect(page.locator("[name=stage][value=growth]")).to_be_checked()
    page.go_forward()
    page.goto(reverse("product_create"))
    expect(page.locator("[name=name]")).to_have_value("")


def test_two_clicks_on_a_slow_line_make_one_thing(
    page_of: Callable[..., Page], evaluation: Evaluation
) -> None:
    page = page_of()
    page.route("**/products/new/", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.goto(reverse("product_create"))
    page.fill("[name=name]", "Quillmark")
    page.locator("main form button[data-kind=main]").first.dblclick()
    page.wait_for_url("**/products/*-*/")
    assert Product.objects.filter(name="Quillmark").count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_a_form_stands_there_again_after_signing_in(
    scripts: bool, context_of: Callable[..., BrowserContext], evaluation: Evaluation
) -> None:
    page = context_of(java_script_enabled=scripts).new_page()
    page.goto(reverse("product_create"))
    page.fill("[name=name]", 'A "name" <b>with</b> marks')
    page.fill("[name=description]", "One line\nand another")
    end_session(page)
    save(page)
    page.fill("[name=login]", "operator@example.test")
    page.fill("[name=password]", PASSWORD)
    page.locator("[name=password]").press("Enter")

    expect(page.locator("[name=name]")).to_have_value('A "name" <b>with</b> marks')
    expect(page.locator("[name=description]")).to_have_value("One line\nand another")
    expect(page.locator(".kept-form")).to_contain_text("is not saved yet")
    assert not Product.objects.filter(name__contains="marks").exists()
    save(page)
    page.wait_for_url("**/products/*-*/")
    assert Product.objects.filter(name__contains="marks").count() == 1


def sends(page: Page) -> list[str]:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    return sent


def lower_the_role(workspace: Workspace, evaluation: Evaluation) -> None:
    Membership.objects.filter(workspace=workspace, role="operator").update(role="viewer")


def end_the_membership(workspace: Workspace, evaluation: Evaluation) -> None:
    Membership.objects.filter(workspace=workspace, role="operator").delete()


def delete_it(workspace: Workspace, evaluation: Evaluation) -> None:
    delete_evaluation(evaluation=evaluation, by=actor_of(workspace, "admin"), now=NOW)


def submit_it(workspace: Workspace, evaluation: Evaluation) -> None:
    submit(evaluation=evaluation, by=actor_of(workspace, "admin"), now=NOW)


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (lower_the_role, "the role operator is needed"),
        (end_the_membership, "not a member of this workspace any more"),
        (delete_it, "It may have been deleted"),
        (submit_it, "This evaluation is submitted"),
    ],
)
def test_a_row_that_cannot_be_saved_says_why_and_stops(
    happens: Callable[..., None], why: str, page_of: Callable[..., Page], workspace: Workspace,
    evaluation: Evaluation,
) -> None:  # fmt: skip
    page = page_of()
    page.goto(sheet(evaluation))
    happens(workspace, evaluation)
    sent = sends(page)

    pick(page, ROW, "3")

    expect(page.locator(f"{ROW} .save-state")).to_contain_text(why)
    expect(page.locator("#save-state")).to_contain_text("1 answer not saved")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_timeout(2500)
    assert len(sent) == 1
    assert stored() is None
    assert kept(page) == 1


def test_an_unsent_answer_survives_the_closed_tab(
    context_of: Callable[..., BrowserContext], evaluation: Evaluation
) -> None:
    context = context_of()
    page = context.new_page()
    page.goto(sheet(evaluation))
    page.route("**/answers/item/**", lambda route: route.abort())
    pick(page, ROW, "2")
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Not saved: retrying")
    page.close()
    assert stored() is None

    again = context.new_page()
    again.goto(sheet(evaluation))
    expect(again.locator(f"{ROW} .save-state")).to_contain_text("Saved")
    assert stored().level == 2  # type: ignore[union-attr]
    assert kept(again) == 0


def test_another_person_at_the_same_desk_finds_no_unsent_answer(
    context_of: Callable[..., BrowserContext],
    workspace: Workspace,
    evaluation: Evaluation,
    live_server: object,
) -> None:
    context = context_of()
    page = context.new_page()
    page.goto(sheet(evaluation))
    page.route("**/answers/item/**", lambda route: route.abort())
    pick(page, ROW, "2")
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Not saved: retrying")
    page.close()
    context.add_cookies([session_cookie(workspace, "strategist", str(live_server.url))])  # type: ignore[attr-defined]
    other = context.new_page()
    other.goto(sheet(evaluation))
    expect(other.locator(f'{ROW} input[name="choice"][value="2"]')).not_to_be_checked()
    assert kept(other) == 0
    assert stored() is None


def test_an_answer_typed_while_the_session_ended_arrives_after_signing_in(
    context_of: Callable[..., BrowserContext],
    workspace: Workspace,
    evaluation: Evaluation,
    live_server: object,
) -> None:
    context = context_of()
    page = context.new_page()
    page.goto(sheet(evaluation))
    end_session(page)
    pick(page, ROW, "2")
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("sign in again")
    context.add_cookies([session_cookie(workspace, "operator", str(live_server.url))])  # type: ignore[attr-defined]
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Saved", timeout=15000)
    assert stored().level == 2  # type: ignore[union-attr]

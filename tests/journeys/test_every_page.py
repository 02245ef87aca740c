"""Every page of the address table, as people meet it: both themes, narrow and wide, without JavaScript, in print."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.work.operations.status_changes import reopen, submit
from tests.conftest import actor_of
from tests.house.permission_matrix import PAGES
from tests.house.world import World
from tests.journeys.conftest import sideways
from workspaces.models import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (360, 390, 1280, 3840)
# Steps that exist in a session of their own; the journey tests walk through them. A file is no page.
NOT_BY_ITSELF = {
    "evaluations/start/<uuid:draft_id>/growth-model/",
    "evaluations/start/<uuid:draft_id>/paths/",
    "reports/<uuid:report_id>/files/<slug:format>/",
    "comparisons/<uuid:comparison_id>/export/",
    "workspace/audit-log/export/",
}
# Of the person, not of the workspace. Adding a passkey needs a script; test_passkey walks through it.
OWN = [
    "account/",
    "account/data/",
    "workspaces/new/",
    "accounts/password/change/",
    "accounts/email/",
    "accounts/sessions/",
    "accounts/3rdparty/",
    "accounts/2fa/",
    "accounts/2fa/totp/activate/",
    "accounts/2fa/webauthn/",
    "accounts/reauthenticate/",
]
SEEN = [*(address for address, row in PAGES.items() if "GET" in row and address not in NOT_BY_ITSELF), *OWN]
FRAGMENTS = {
    "evaluations/<uuid:evaluation_id>/panel/<slug:group>/",
    "reports/<uuid:report_id>/status/",
}
# A move that the state forbids says so instead of asking.
REFUSED = {"evaluations/<uuid:evaluation_id>/reopen/"}


@pytest.fixture
def world(workspace: Workspace, now: datetime) -> World:
    """Something of everything: answers, a long note, an evaluation whose verdicts differ."""
    world = World(workspace, now)
    answers = [
        AnswerInput.of(
            "community/community-interest", level=4, grade="measured", note="A long word: " + "o" * 200
        ),
        AnswerInput.of("community/product-shareability", level=3, grade="observed"),
        AnswerInput.of("community!no-repeated-member-value", level=1, grade="reported"),
        AnswerInput.of("surface/workflow", na=True, na_reason="There is no routine."),
    ]
    admin = actor_of(workspace, "admin")
    save_answers(evaluation=world.evaluation, answers=answers, by=admin, now=timezone.now())
    # Somebody else holds otherwise, and the evaluation was submitted before.
    other = AnswerInput.of("community/product-shareability", level=0, grade="reported", note="w" * 200)
    operator = actor_of(workspace, "operator")
    save_answers(evaluation=world.evaluation, answers=[other], by=operator, now=timezone.now())
    submit(evaluation=world.evaluation, by=admin, now=timezone.now())
    reopen(evaluation=world.evaluation, by=admin, now=timezone.now())
    return world


def pages(world: World) -> list[str]:
    return [world.path(address) for address in SEEN if address not in FRAGMENTS | REFUSED]


def collected(check: Callable[[str], list[str]], addresses: list[str]) -> list[str]:
    """What is wrong on all pages together, so that one run tells everything."""
    return [f"{address}: {fault}" for address in addresses for fault in check(address)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_an_axe_violation(
    theme: str, world: World, context_of: Callable[..., BrowserContext], axe: Callable[..., None]
) -> None:
    # axe itself styles elements while it measures, which the policy reports: so this page is not watched.
    page = context_of("admin", color_scheme=theme, viewport={"width": 1280, "height": 900}).new_page()

    def check(address: str) -> list[str]:
        answer = page.goto(address)
        assert answer is not None
        if answer.status != 200:
            return [f"status {answer.status}"]
        try:
            axe(page, theme)
        except AssertionError as found:
            return [str(found)]
        return []

    assert collected(check, pages(world)) == []


def test_no_page_scrolls_sideways_from_phone_to_wall(world: World, page_of: Callable[..., Page]) -> None:
    page = page_of("admin")

    def check(address: str) -> list[str]:
        page.goto(address)
        found = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if sideways(page):
                found.append(f"{sideways(page)} px too wide at {width}")
        return found

    assert collected(check, pages(world)) == []


def test_every_page_has_one_heading_a_title_and_landmarks(world: World, page_of: Callable[..., Page]) -> None:
    page = page_of("admin")

    def check(address: str) -> list[str]:
        page.goto(address)
        found = {
            "main h1": page.locator("main h1").count(),
            "main": page.locator("main").count(),
            "skip link": page.locator("a[href='#main']").count(),
        }
        faults = [f"{count} × {name}" for name, count in found.items() if count != 1]
        return faults + ([] if "distmap" in page.title() else [f"title {page.title()!r}"])

    assert collected(check, pages(world)) == []


def test_every_page_stands_without_javascript(
    world: World, context_of: Callable[..., BrowserContext]
) -> None:
    page = context_of("admin", java_script_enabled=False).new_page()

    def check(address: str) -> list[str]:
        answer: Any = page.goto(address)
        faults = [] if answer.status == 200 else [f"status {answer.status}"]
        for form in page.locator("main form").all():
            if form.locator("button:not([type=button]), input[type=submit]").count() == 0:
                faults.append("a form without a button")
        return faults

    assert collected(check, pages(world)) == []


def test_every_page_prints_its_content_and_not_its_menus(world: World, page_of: Callable[..., Page]) -> None:
    page = page_of("admin")
    page.emulate_media(media="print")

    def check(address: str) -> list[str]:
        page.goto(address)
        faults = [] if page.locator("main h1").first.is_visible() else ["the heading is not printed"]
        return faults + (["the menu is printed"] if page.locator("header nav").first.is_visible() else [])

    assert collected(check, pages(world)) == []


def test_every_page_can_be_walked_by_tab_alone(world: World, page_of: Callable[..., Page]) -> None:
    """The first tab stop is the skip link; focus is always visible; nothing traps it."""
    page = page_of("admin")

    def check(address: str) -> list[str]:
        page.goto(address)
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") != "#main":
            return ["the first tab stop is not the skip link"]
        seen = set()
        for _ in range(12):
            page.keyboard.press("Tab")
            seen.add(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
            unseen = "(() => { const e = document.activeElement; const s = getComputedStyle(e);"
            unseen += " return e !== document.body"
            unseen += " && s.outlineStyle === 'none' && s.boxShadow === 'none'"
            # A radio drawn as a segment shows its focus on the label beside it.
            unseen += " && getComputedStyle(e.nextElementSibling || e).outlineStyle === 'none'; })()"
            if page.evaluate(unseen):
                return [
                    f"no visible focus on {page.evaluate('document.activeElement.outerHTML.slice(0, 120)')}"
                ]
        return [] if len(seen) > 4 else ["the tab key stays in one place"]

    assert collected(check, pages(world)) == []

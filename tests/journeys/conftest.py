"""A real headless Chromium against a live server, signed in as a member of any role."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from distmap.fonts import built
from tests.signed_in import sign_in
from workspaces.models import Membership, Workspace

# Playwright's synchronous API runs an event loop in this thread; Django would refuse its own database calls in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
]  # fmt: skip
SECONDS = 15
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BY_COLOUR = ["color-contrast", "link-in-text-block"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. Where none is installed, tests are left out, unless REQUIRE_BROWSER=1 makes that a failure."""
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("REQUIRE_BROWSER is set, and no Chromium was found")
        pytest.skip("no Chromium is installed")
    # Once, and not within the first page's time.
    built()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context_of(
    chromium: Browser, live_server: Any, workspace: Workspace
) -> Iterator[Callable[..., BrowserContext]]:
    """context_of("operator", color_scheme="dark", …): a browser of its own, signed in. No role: signed out."""
    made: list[BrowserContext] = []

    def make(role: str = "operator", **options: Any) -> BrowserContext:
        context = chromium.new_context(base_url=live_server.url, **({"locale": "en-GB"} | options))
        context.set_default_timeout(SECONDS * 1000)
        if role:
            context.add_cookies([session_cookie(workspace, role, live_server.url)])
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


def session_cookie(workspace: Workspace, role: str, url: str) -> Any:
    client = sign_in(Client(), Membership.objects.get(workspace=workspace, role=role).user)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }


@pytest.fixture
def page_of(context_of: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """A page that fails the test on any error in its scripts or its console."""

    def make(role: str = "operator", **options: Any) -> Page:
        return watched(context_of(role, **options).new_page())

    return make


def watched(page: Page) -> Page:
    """Script errors end the test; refused answers (4xx) and a cut line are part of what some tests do on purpose."""

    def stop(words: str) -> None:
        raise AssertionError(f"{page.url}: {words}")

    page.on("pageerror", lambda error: stop(str(error)))
    page.on(
        "console",
        lambda said: stop(said.text) if said.type == "error" and "Content Security" in said.text else None,
    )
    return page


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """Fails with what axe-core finds on the page as it stands: all of it, or in the dark theme only what colours
    decide, for a test that looks at the same page in the light one."""
    checker = Axe()

    def check(page: Page, theme: str = "light") -> None:
        only = (
            {"type": "rule", "values": BY_COLOUR} if theme == "dark" else {"type": "tag", "values": STANDARDS}
        )
        found = checker.run(page, options={"runOnly": only})
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return check


def sideways(page: Page) -> int:
    """By how many pixels the page can be scrolled sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

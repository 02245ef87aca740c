"""The whole way in real processes: from signing in to reading the report; and the same without JavaScript."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from evaluations.models import Answer, Evaluation
from tests.journeys.conftest import SECONDS, watched
from tests.markup import squeezed
from tests.processes.service import Service

pytestmark = [pytest.mark.browser]
EMAIL, PASSWORD = "demo@distmap.example", "correct-horse-battery"
FACTORS = ("community-interest", "product-shareability", "community-infrastructure")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[str]:
    """A web server and a worker on a database of their own, embedded as on anybody's machine; gives the address."""
    data = tmp_path / "data"
    environment = {
        "DISTMAP_DATA": str(data),
        "DISTMAP_STATIC_ROOT": str(tmp_path / "static"),
        "DISTMAP_SECRET_KEY": "x" * 50,
    }
    with Service(environment, tmp_path) as processes:
        processes.manage("migrate", "--verbosity", "0")
        processes.manage("load_catalog")
        processes.manage("collectstatic", "--no-input", "--verbosity", "0")
        processes.manage("make_demo", "--password", PASSWORD)
        address = processes.web(threads=4)
        processes.worker()
        yield address


@pytest.mark.processes
def test_from_signing_in_to_reading_the_report(chromium: Browser, service: str) -> None:
    context = chromium.new_context(base_url=service, locale="en-GB")
    context.set_default_timeout(SECONDS * 1000)
    page = watched(context.new_page())
    try:
        sign_in(page)
        start(page)
        answer(page)
        read_result(page)
        read_report(page)
    finally:
        context.close()


def sign_in(page: Page) -> None:
    page.goto("/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main button[data-kind=main]").click()
    expect(page.get_by_role("heading", name="Evaluations", exact=True)).to_be_visible()


def start(page: Page) -> None:
    page.get_by_role("link", name="Start an evaluation").click()
    page.get_by_label("Name").fill("Fernway Scheduling")
    page.get_by_label("What it is").fill("Shift plans for clinics, sent to every nurse.")
    page.get_by_role("button", name="Go on to the growth model").click()
    page.get_by_text("PLG collaboration product").click()
    page.get_by_role("button", name="Go on to the paths").click()
    page.get_by_role("checkbox", name="Community").check()
    page.get_by_role("button", name="Start answering").click()
    expect(page.get_by_role("heading", name="Community", exact=True)).to_be_visible()


def answer(page: Page) -> None:
    """All of the path's questions and the whole design map, mostly and observed: enough for a verdict."""
    for group in ("Community", "Design map"):
        if group == "Design map":
            page.get_by_role("link", name="Go on to Design map").click()
            expect(page.get_by_role("heading", name="Design map", exact=True)).to_be_visible()
        for form in page.locator("form[data-item]:not([data-override])").all():
            form.locator('input[name="grade"][value="observed"]').check(force=True)
            form.locator('input[name="choice"][value="3"]').check(force=True)
            expect(form.locator(".save-state")).to_contain_text("Saved")
    expect(page.locator("#save-state")).to_contain_text("All saved")
    expect(page.locator("#live-verdict")).to_contain_text("Scale")


def read_result(page: Page) -> None:
    page.get_by_role("link", name="See the result").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main")).to_contain_text("Scale")


def read_report(page: Page) -> None:
    page.locator(".titlerow summary").click()
    page.get_by_role("link", name="Reports", exact=True).last.click()
    page.get_by_role("button", name="Make a report").first.click()
    page.wait_for_url("**/reports/**")
    expect(page.locator("main")).to_contain_text("Ready", timeout=30_000)
    link = page.locator("a[href*='/files/html/']").first
    address = link.get_attribute("href")
    assert address is not None
    report = page.request.get(address)
    assert report.status == 200
    said = squeezed(report.text())
    for words in (
        "Fernway Scheduling",
        "PLG collaboration product",
        "Community",
        "Scale",
        "Shift plans for clinics",
    ):
        assert words in said, words
    assert 'class="verdict" data-tone="scale"' in said


@pytest.mark.django_db(transaction=True)
def test_without_javascript_one_can_start_answer_and_see_the_result(
    context_of: Callable[..., BrowserContext],
) -> None:
    page = context_of("operator", java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("link", name="Start an evaluation").click()
    page.get_by_label("Name").fill("Fernway Scheduling")
    page.get_by_role("button", name="Go on to the growth model").click()
    page.get_by_text("None of these fits").click()
    page.get_by_role("button", name="Go on to the paths").click()
    page.get_by_role("link", name="Back to the growth model").click()
    page.get_by_text("PLG collaboration product").click()
    page.get_by_role("button", name="Go on to the paths").click()
    page.get_by_role("checkbox", name="Community").check()
    page.get_by_role("button", name="Start answering").click()

    for factor in FACTORS:
        row = page.locator(f"#q-community-f-{factor}")
        row.locator('input[name="choice"][value="3"]').check(force=True)
        row.locator('input[name="grade"][value="observed"]').check(force=True)
        row.get_by_role("button", name="Save").click()
        expect(page.locator(f"#q-community-f-{factor} .save-state")).to_contain_text("Saved")
        assert page.url.endswith(f"#q-community-f-{factor}")
    assert Answer.objects.filter(level=3, grade="observed").count() == len(FACTORS)
    expect(page.locator("#live-verdict")).to_contain_text("Find out first")

    page.get_by_role("link", name="See the result").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/")
    page.get_by_label("State").select_option("draft")
    page.get_by_role("button", name="Show").click()
    assert "state=draft" in page.url
    expect(page.get_by_role("link", name="Fernway Scheduling").first).to_be_visible()
    evaluation = Evaluation.objects.get()
    page.goto(f"/evaluations/{evaluation.pk}/submit/")
    page.get_by_role("button", name="Submit").click()
    evaluation.refresh_from_db()
    assert evaluation.status == "submitted"

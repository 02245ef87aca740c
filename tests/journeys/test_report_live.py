"""A report while it is made, without reloading; and its file, opened on a machine that knows nothing of distmap."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from evaluations.models import Evaluation
from reports.build import build
from reports.models import Report
from reports.operations.reports import request_report
from tests.journeys.conftest import sideways
from workspaces.actors import Actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORMATS = ["html", "md", "json"]


@pytest.fixture
def queued(
    evaluation: Evaluation, actor: Callable[..., Actor], settings: LazySettings, tmp_path: Path
) -> Report:
    settings.MEDIA_ROOT = tmp_path / "files"
    return request_report(evaluation=evaluation, formats=FORMATS, by=actor(), now=timezone.now()).report


def begin(report: Report) -> threading.Thread:
    """A worker of this process, in a thread of its own."""

    def work() -> None:
        build(report.pk, now=timezone.now())
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    return worker


def test_progress_arrives_by_itself_and_ends_with_the_report(
    queued: Report,
    context_of: Callable[..., BrowserContext],
    settings: LazySettings,
    axe: Callable[..., None],
) -> None:
    settings.REPORT_STEP_PAUSE = 1.2
    # axe itself styles elements while it measures, which the policy reports: so this page is not watched.
    page = context_of().new_page()
    page.goto(f"/reports/{queued.pk}/")
    expect(page.locator("#report-status")).to_contain_text("Waiting for a worker.")
    page.evaluate("window.stayed = true")
    worker = begin(queued)
    expect(page.locator("#report-status")).to_have_attribute("data-state", "running")
    expect(page.locator("#report-status [aria-current=step]")).to_contain_text("Writing", timeout=15_000)
    axe(page)
    # Every moment of the build pauses: three before the formats, two for each, one to finish.
    expect(page.locator("#report-status")).to_have_attribute("data-state", "succeeded", timeout=60_000)
    expect(page.locator("article.report h2").first).to_have_text("The finding")
    expect(page.locator(".downloads li")).to_have_count(len(FORMATS))
    assert page.evaluate("window.stayed") is True
    worker.join()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2500)
    assert asked == []
    axe(page)


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_the_file_stands_alone(
    width: int, scheme: str, queued: Report, page_of: Callable[..., Page], chromium: Browser,
    axe: Callable[..., None], tmp_path: Path,
) -> None:  # fmt: skip
    begin(queued).join()
    page = page_of()
    page.goto(f"/reports/{queued.pk}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download HTML").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    alone = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True
    ).new_page()
    asked: list[str] = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.goto(path.as_uri())
    expect(alone.locator("h1")).to_have_text("Autumn review")
    assert asked == [path.as_uri()]
    assert sideways(alone) == 0
    axe(alone)
    alone.context.close()

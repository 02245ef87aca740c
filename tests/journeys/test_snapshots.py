"""Answer, keep a snapshot, change the answer, see what changed, and have a report made of the snapshot."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation
from evaluations.versions.operations import take_snapshot
from evaluations.work.operations.evaluations import change_evaluation
from reports.build import build
from reports.models import Report
from tests.journeys.conftest import sideways
from workspaces.actors import Actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROW = "#q-community-f-community-interest"


def rate(page: Page, evaluation: Evaluation, level: int) -> None:
    page.goto(reverse("answer_sheet", args=[evaluation.pk, "community"]))
    page.locator(f'{ROW} input[name="choice"][value="{level}"]').check(force=True)
    expect(page.locator(f"{ROW} .save-state")).to_contain_text("Saved")


def test_from_an_answer_to_the_report_of_a_snapshot(
    page_of: Callable[..., Page], evaluation: Evaluation
) -> None:
    page = page_of("strategist")
    rate(page, evaluation, 1)
    page.goto(reverse("result", args=[evaluation.pk]))
    page.locator(".titlerow summary").click()
    page.get_by_role("link", name="Timeline").click()
    page.get_by_label("Name").fill("Before the interviews")
    page.get_by_role("button", name="Keep it as it stands").click()
    expect(page.get_by_role("heading", name="Before the interviews")).to_be_visible()

    rate(page, evaluation, 4)
    page.goto(reverse("snapshots", args=[evaluation.pk]))
    page.get_by_role("link", name="What changed since snapshot 1").click()
    answers = page.get_by_role("region", name="Answers")
    expect(answers).to_contain_text("Slightly, assumed")
    expect(answers).to_contain_text("Yes, assumed")
    expect(page.locator("tr[data-path=community]")).to_contain_text("+")
    page.get_by_label("Show what is the same too").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("tr[data-path=product-invitations]")).to_be_visible()
    assert "all=1" in page.url

    page.goto(reverse("snapshot", args=[evaluation.pk, 1]))
    expect(page.get_by_text("This is how it stood then")).to_be_visible()
    page.get_by_role("link", name="Make a report of it").click()
    page.get_by_role("button", name="Make a report").click()
    expect(page.locator("#report-status")).to_be_visible()
    report = Report.objects.get()
    assert build(report.pk, now=timezone.now() + timedelta(seconds=1))
    page.goto(reverse("report", args=[report.pk]))
    expect(page.locator("#report-reading")).to_contain_text("Slightly")
    expect(page.get_by_role("link", name="Autumn review, snapshot 1")).to_be_visible()


@pytest.fixture(autouse=True)
def _files_of_the_test(settings: LazySettings, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_difference_with_everything_in_it(
    theme: str,
    context_of: Callable[..., BrowserContext],
    evaluation: Evaluation,
    actor: Callable[..., Actor],
    axe: Callable[..., None],
) -> None:
    """Long words, paths that came and went, another growth model: at every width, without JavaScript."""
    by, now = actor("strategist"), timezone.now()
    key = "community/community-interest"
    first = [
        AnswerInput.of(
            key, level=1, grade="assumed", note="o" * 300, evidence_url="https://a.test/" + "x" * 300
        )
    ]
    save_answers(evaluation=evaluation, answers=first, by=by, now=now)
    take_snapshot(evaluation=evaluation, name="n" * 120, by=by, now=now)
    changes = {"paths": ["community", "content"], "growth_model": None}
    change_evaluation(evaluation=evaluation, changes=changes, by=by, now=now)
    again = [
        AnswerInput.of(key, level=4, grade="measured", note="u" * 300),
        AnswerInput.of("rule/proof", text="B."),
    ]
    save_answers(evaluation=evaluation, answers=again, by=by, now=now)
    page = context_of("strategist", color_scheme=theme).new_page()
    addresses = (
        reverse("difference", args=[evaluation.pk]) + "?from=1&to=present&all=1",
        reverse("snapshots", args=[evaluation.pk]),
        reverse("snapshot", args=[evaluation.pk, 1]),
    )
    for address in addresses:
        page.goto(address)
        axe(page, theme)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert sideways(page) == 0, (address, width)

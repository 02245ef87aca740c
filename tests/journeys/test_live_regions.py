"""In a browser: something changes on each page of the table, and its region, the same one as before, says so."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from comparisons.operations import create_comparison
from comparisons.rules import MemberInput
from evaluations.models import Evaluation
from evaluations.work.operations.evaluations import duplicate
from reports.build import build
from reports.operations.reports import request_report
from tests.house.live_regions import LIVE
from tests.house.permission_matrix import COMPARISON, EVALUATION, REPORT
from workspaces.actors import Actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def search(page: Page) -> None:
    page.locator("#q").fill("community")


def answer(page: Page) -> None:
    page.locator(".question input[name=choice]").first.check(force=True)
    page.locator(".question input[name=grade]").first.check(force=True)


def suppose(page: Page) -> None:
    page.locator(".what-if__row input[value='4']").first.check(force=True)


def narrow(page: Page) -> None:
    page.locator("#outcome").select_option("all")


def choose(page: Page) -> None:
    page.locator(".filters select").first.select_option(index=1)


DOES: dict[str, Callable[[Page], None]] = {
    "": search,
    "catalog/": choose,
    "catalog/cases/": choose,
    "products/": search,
    "decisions/": narrow,
    f"{EVALUATION}answers/<slug:group>/": answer,
    f"{EVALUATION}focus/<path:item>/": answer,
    f"{EVALUATION}triage/": answer,
    f"{EVALUATION}what-if/": suppose,
    COMPARISON: lambda page: page.locator("#sort-1-name").click(),
    f"{COMPARISON}<slug:view>/": lambda page: page.locator("#sort-1-name").click(),
    REPORT: lambda page: None,
}


def test_every_page_of_the_table_is_tried() -> None:
    assert set(DOES) == set(LIVE)


@pytest.mark.parametrize("address", list(LIVE))
def test_the_region_stays_and_speaks(
    address: str, evaluation: Evaluation, actor: Callable[..., Actor], page_of: Callable[..., Page]
) -> None:
    by = actor("admin")
    report = request_report(evaluation=evaluation, formats=["json"], by=by, now=timezone.now()).report
    compared = create_comparison(
        title="Two", kind="over_time", by=by, now=timezone.now(),
        members=[
            MemberInput(evaluation=each.pk)
            for each in (evaluation, duplicate(evaluation=evaluation, by=by, now=timezone.now()))
        ],
    )  # fmt: skip
    names = {
        "<uuid:comparison_id>": str(compared.pk),
        "<slug:view>": "factors",
        "<uuid:evaluation_id>": str(evaluation.pk),
        "<uuid:report_id>": str(report.pk),
        "<slug:group>": "community",
        "<path:item>": "community/community-interest",
    }
    path = address
    for placeholder, value in names.items():
        path = path.replace(placeholder, value)
    page = page_of("admin")
    page.goto(f"/{path}")
    before = {}
    for name in LIVE[address]:
        region = page.locator(f"#{name}")
        region.evaluate("element => { element.stayed = true; }")
        before[name] = region.text_content()
    DOES[address](page)
    if address == REPORT:
        build(report.pk, now=timezone.now())
    for name, words in before.items():
        region = page.locator(f"#{name}")
        expect(region).not_to_have_text(words or "", use_inner_text=False)
        assert region.evaluate("element => element.stayed === true"), name

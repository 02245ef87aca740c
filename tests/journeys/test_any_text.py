"""Names and texts without a place to break: no page grows wider than its window."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from comparisons.models import Comparison, ComparisonMember
from evaluations.models import Action, Answer, Decision, Evaluation, Product, Snapshot
from tests.house.world import World
from tests.journeys.conftest import sideways
from tests.journeys.test_every_page import collected, pages, world  # noqa: F401  # a fixture
from workspaces.models import ApiToken, User, Workspace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (360, 390, 1280)
WORD = "W" * 120
# The innermost element that reaches beyond the window, by tag and class.
WIDEST = """() => {
  const wide = document.documentElement.clientWidth
  const scrolls = (one) => one && (getComputedStyle(one).overflowX !== "visible" || scrolls(one.parentElement))
  const reaches = (one) => one.getBoundingClientRect().right > wide + 1 && !scrolls(one)
  const beyond = [...document.body.querySelectorAll("*")].filter(reaches)
  const one = beyond.findLast((each) => !beyond.some((other) => other !== each && each.contains(other)))
  return one ? one.tagName + "." + one.className + " in " + (one.closest("[class]:not(:scope)")?.className || "") : ""
}"""


def written(text: str) -> None:
    """This text wherever people write a name or a text."""
    Product.objects.update(name=text, description=text)
    Evaluation.objects.update(title=text)
    Decision.objects.update(
        owner=text, condition=text, reasons=text, exclusions=text,
        kill_criteria=[{"metric": text, "threshold": text, "by": "2027-03-01"}],
    )  # fmt: skip
    Action.objects.update(title=text, owner=text)
    Answer.objects.exclude(level=None).update(note=text, evidence_url=f"https://example.test/{text}")
    Comparison.objects.update(title=text)
    ComparisonMember.objects.update(last_title=text)
    ApiToken.objects.update(name=text)
    Workspace.objects.update(name=text)
    User.objects.update(name=text)


def test_no_page_scrolls_sideways_for_a_long_word(world: World, page_of: Callable[..., Page]) -> None:  # noqa: F811
    written(WORD)
    page = page_of("admin")

    def check(address: str) -> list[str]:
        page.goto(address)
        found = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if sideways(page):
                found.append(f"{sideways(page)} px too wide at {width}: {page.evaluate(WIDEST)}")
        return found

    faults = collected(check, pages(world))
    assert faults == [], "\n".join(faults)
    assert Snapshot.objects.exists()

"""From the result to a decision, its actions, its outcome, and what all outcomes tell; with and without scripts."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Decision, Evaluation
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from tests.conftest import actor_of
from tests.journeys.conftest import watched
from workspaces.models import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def evaluation(workspace: Workspace, now: datetime) -> Evaluation:
    """Two paths, of which a little is known."""
    by = actor_of(workspace, "admin")
    product = create_product(name="Ledgerline", growth_model="plg", by=by, now=now)
    made = create_evaluation(
        method="1", product=product, title="Autumn review", paths=["community", "content"], by=by, now=now
    )
    answers = [AnswerInput.of("community/community-interest", level=4, grade="measured")]
    return save_answers(evaluation=made, answers=answers, by=by, now=now).evaluation


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_decision_is_made_followed_and_judged(
    scripts: bool,
    evaluation: Evaluation,
    context_of: Callable[..., BrowserContext],
) -> None:
    context = context_of("strategist", java_script_enabled=scripts, viewport={"width": 1280, "height": 900})
    page = watched(context.new_page()) if scripts else context.new_page()
    page.goto(f"/evaluations/{evaluation.pk}/result/decide/")
    page.get_by_role("link", name="Decide on Community").first.click()
    expect(page.get_by_role("heading", name="Decide", level=1)).to_be_visible()

    page.get_by_label("Path").select_option("community")
    page.get_by_role("button", name="Suggest for this path").click()
    expect(page.get_by_role("radio", name="Find out first")).to_be_checked()
    suggested = page.get_by_role("group", name="Action 1").get_by_label("What is to be done")
    assert suggested.input_value()

    page.get_by_role("radio", name="Scale").check()
    page.get_by_label("Reasons").fill("A customer pays for it.\nNobody else offers it.")
    page.get_by_label("Owner", exact=False).first.fill("Stella")
    while page.get_by_role("button", name="Take out action 1").count():
        page.get_by_role("button", name="Take out action 1").click()
    page.get_by_role("button", name="Add an action").click()
    action = page.get_by_role("group", name="Action 1")
    action.get_by_label("What is to be done").fill("Send the closing report to every reader")
    action.get_by_text("Surfaces it strengthens").first.click()
    action.get_by_label("Workflow").check()
    page.get_by_role("button", name="Save the decision").click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Action 1, kind")
    summary.get_by_role("link").first.click()
    assert page.url.endswith("#id_action-0-action_kind")
    page.get_by_role("group", name="Action 1").get_by_role("radio", name="Product decision").check()
    page.get_by_role("button", name="Save the decision").click()

    expect(page.get_by_role("heading", name="Community", level=1)).to_be_visible()
    expect(page.get_by_text("This departs from the verdict, which was Find out first")).to_be_visible()
    expect(page.get_by_text("Strengthens Workflow")).to_be_visible()
    page.get_by_role("combobox", name="State of: Send the closing report").select_option("done")
    page.get_by_role("button", name="Set the state of").click()
    expect(page.get_by_role("combobox", name="State of: Send the closing report")).to_have_value("done")

    page.get_by_role("link", name="Record the outcome").click()
    page.get_by_role("radio", name="Failed").check()
    page.get_by_label("What was seen").fill("Nobody read it.")
    page.get_by_role("button", name="Save the outcome").click()
    expect(page.get_by_role("heading", name="The forecast: failed")).to_be_visible()

    page.goto("/decisions/?outcome=failed")
    expect(page.get_by_role("link", name="Ledgerline: Autumn review")).to_be_visible()
    page.get_by_role("link", name="How verdicts came out").click()
    expect(page.get_by_text("1 outcome belongs to decisions that departed from it")).to_be_visible()
    found = Decision.objects.get()
    assert (found.decision, found.outcome, found.version) == ("scale", "failed", 3)


def test_filters_narrow_in_place_and_live_in_the_address(
    evaluation: Evaluation, page_of: Callable[..., Page]
) -> None:
    page = page_of("viewer")
    page.goto("/decisions/")
    page.get_by_label("Decision").select_option("park")
    page.wait_for_url("**/decisions/?*decision=park*")
    expect(page.get_by_text("No decision fits")).to_be_visible()
    page.get_by_role("link", name="Clear filters").first.click()
    expect(page.get_by_text("No decision waits for its review")).to_be_visible()

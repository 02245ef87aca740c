"""Pages of decisions: filled in from the result, rows that come and go, every fault beside its field, lists."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from evaluations.answers.operations import save_answers
from evaluations.decisions.operations import record_decision, record_outcome
from evaluations.inputs import AnswerInput
from evaluations.models import Decision, DecisionChange, Evaluation, Product
from evaluations.work.operations.evaluations import change_evaluation, create_evaluation
from evaluations.work.operations.status_changes import archive
from tests.decided import decided, form
from tests.markup import squeezed
from workspaces.actors import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(evaluation: Evaluation) -> str:
    return f"/evaluations/{evaluation.pk}/decision/"


@pytest.fixture
def strategist(client_of: Callable[..., Client]) -> Client:
    return client_of("strategist")


@pytest.fixture
def recorded(evaluation: Evaluation, actor: Callable[..., Actor]) -> Decision:
    """A decision of a quarter ago, with its review date gone by."""
    at = timezone.now() - timedelta(days=91)
    given = decided(review_on=at.date() + timedelta(days=60), kill_criteria=(), actions=decided().actions)
    return record_decision(evaluation=evaluation, given=given, by=actor("strategist"), now=at).decision


def text_of(answer: Any) -> str:
    text: str = squeezed(answer)
    return text


def clear(evaluation: Evaluation, by: Actor, now: datetime, constraint: int = 1) -> None:
    """Community fits, and its constraint binds."""
    keys = ["community-interest", "product-shareability", "community-infrastructure",
            "community-management-capability", "network-growth-potential"]  # fmt: skip
    answers = [AnswerInput.of(f"community/{key}", level=4, grade="measured") for key in keys]
    answers += [
        AnswerInput.of(f"surface/{key}", level=4, grade="measured")
        for key in (
            "product-artifact",
            "workflow",
            "collaboration",
            "data",
            "community",
            "brand",
            "customer-success",
        )
    ]
    answers.append(AnswerInput.of("community!no-repeated-member-value", level=constraint, grade="measured"))
    save_answers(evaluation=evaluation, answers=answers, by=by, now=now)


def test_before_the_first_each_path_can_be_decided_on(
    strategist: Client, client_of: Callable[..., Client], path: str
) -> None:
    page = text_of(strategist.get(path))
    assert "No decision yet" in page
    assert f"{path}edit/?path=product-invitations" in page
    assert "edit/" not in text_of(client_of("operator").get(path))
    assert client_of("operator").get(f"{path}edit/").status_code == 403


def test_the_form_begins_with_what_the_result_suggests(
    strategist: Client, path: str, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    clear(evaluation, actor(), now)
    page = strategist.get(f"{path}edit/?path=community")
    sheet = page.context["form"]
    assert (sheet.main["path"].value(), sheet.main["decision"].value()) == ("community", "relieve_first")
    assert len(sheet.actions) == 3
    assert {row["action_kind"].value() for row in sheet.actions} == {""}
    (kill,) = sheet.kills
    assert kill["metric"].value()
    assert "It is clear at:" in text_of(page)
    assert page.context["departs"] == ""


def test_design_moves_are_suggested_as_product_decisions_with_their_surfaces(
    strategist: Client, path: str, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    clear(evaluation, actor(), now, constraint=4)
    low = [
        AnswerInput.of(f"surface/{key}", level=0, grade="measured")
        for key in (
            "product-artifact", "workflow", "collaboration", "data", "community", "brand", "customer-success"
        )
    ]  # fmt: skip
    save_answers(evaluation=evaluation, answers=low, by=actor(), now=now)
    sheet = strategist.get(f"{path}edit/?path=community").context["form"]
    assert sheet.main["decision"].value() == "design_in_first"
    designed = [(row["action_kind"].value(), row["surfaces"].value()) for row in sheet.actions]
    assert all(kind == "product" for kind, _ in designed)
    assert any(surfaces for _, surfaces in designed)


def test_a_decision_is_recorded_and_shown(strategist: Client, path: str, evaluation: Evaluation) -> None:
    sent = strategist.post(f"{path}edit/", form(version="0", review_on="2099-02-01"), follow=True)
    assert (sent.redirect_chain[0][0], sent.status_code) == (path, 200)
    found = Decision.objects.get(evaluation=evaluation)
    assert [action.surfaces for action in found.actions.all()] == [["product-artifact", "workflow"], []]
    page = text_of(sent)
    for said in ("The decision is recorded.", "Against the verdict", "Hosts are found by March.", "Member-answer share",
                 "Strengthens Product artifact, Workflow", "Product decision", "Campaign decision",
                 "changes what the product is or does", "1 February 2099"):  # fmt: skip
        assert said in page, said


def test_every_fault_stands_in_the_summary_with_a_link_to_its_field(strategist: Client, path: str) -> None:
    wrong = form(
        decision="", reasons="", owner="x" * 121, review_on="2020-01-01",
        **{"kill-0-by": "soon", "action-0-title": "t" * 301, "action-1-action_kind": "", "action-1-title": "Do"},
    )  # fmt: skip
    refused = strategist.post(f"{path}edit/", wrong)
    page = text_of(refused)
    assert refused.status_code == 422
    summary = page[page.index('id="errors"') : page.index("</ul>", page.index('id="errors"'))]
    targets = re.findall(r'href="#([\w-]+)"', summary)
    assert set(targets) >= {
        "id_decision", "id_reasons", "id_owner", "id_kill-0-by", "id_action-0-title", "id_action-1-action_kind"
    }  # fmt: skip
    for target in targets:
        assert f'id="{target}"' in page, target
    assert "Action 2, kind: Say whether it is a product decision or a campaign decision." in summary
    assert "t" * 301 in page
    assert not Decision.objects.exists()


def test_the_operations_faults_are_shown_at_their_fields_too(strategist: Client, path: str) -> None:
    refused = strategist.post(f"{path}edit/", form(review_on="2020-01-01", **{"action-0-title": "t" * 301}))
    page = text_of(refused)
    assert "A review is still to come" in page
    assert "300 is the most" in page


@pytest.mark.parametrize(
    ("act", "kills", "actions"),
    [
        ("add-kill", ["Member-answer share", ""], 2), ("add-action", ["Member-answer share"], 3),
        ("remove-kill-0", [], 2), ("remove-action-0", ["Member-answer share"], 1),
        ("remove-action-77", ["Member-answer share"], 2), ("remove-nothing-0", ["Member-answer share"], 2),
        ("suggest", ["Member-answer share"], 2),
    ],
)  # fmt: skip
def test_rows_come_and_go_without_a_script_and_nothing_typed_is_lost(
    act: str, kills: list[str], actions: int, strategist: Client, path: str
) -> None:
    answer = strategist.post(f"{path}edit/", form(act=act, reasons="Half a sentence"))
    sheet = answer.context["form"]
    assert answer.status_code == 200
    assert sheet.main["reasons"].value() == "Half a sentence"
    found = [row["metric"].value() for row in sheet.kills]
    assert found[: len(kills)] == kills if act == "suggest" else found == kills
    assert len(sheet.actions) >= actions if act == "suggest" else len(sheet.actions) == actions
    assert not Decision.objects.exists()


def test_a_removed_first_action_leaves_the_second_whole(strategist: Client, path: str) -> None:
    sheet = strategist.post(f"{path}edit/", form(act="remove-action-0")).context["form"]
    (row,) = sheet.actions
    assert (row["title"].value(), row["action_kind"].value()) == ("Name two hosts", "campaign")


def test_suggestions_of_another_path_take_the_place_of_untouched_ones(strategist: Client, path: str) -> None:
    begun = strategist.get(f"{path}edit/?path=community").context["form"]
    typed = {f"action-{at}-title": row["title"].value() for at, row in enumerate(begun.actions)}
    typed |= {"action-9-title": "My own", "path": "product-invitations", "act": "suggest"}
    sheet = strategist.post(f"{path}edit/", typed).context["form"]
    titles = [row["title"].value() for row in sheet.actions]
    assert titles[0] == "My own"
    assert not set(titles) & {row["title"].value() for row in begun.actions}
    assert len(titles) > 1


def test_blank_rows_are_passed_over(strategist: Client, path: str) -> None:
    blank = {"kill-1-metric": " ", "kill-1-by": "2099-01-01", "action-5-title": "", "action-5-state": "open"}
    strategist.post(f"{path}edit/", form(review_on="2099-02-01", **blank))
    found = Decision.objects.get()
    assert (len(found.kill_criteria), found.actions.count()) == (1, 2)


def test_a_clash_is_said_and_a_second_save_goes_through(
    strategist: Client, path: str, recorded: Decision, evaluation: Evaluation
) -> None:
    day = recorded.review_on.isoformat()
    refused = strategist.post(f"{path}edit/", form(version="0", review_on=day))
    assert "Somebody changed this decision in between" in text_of(refused)
    assert 'name="version" value="1"' in text_of(refused)
    saved = strategist.post(f"{path}edit/", form(version="1", review_on=day, owner="Ada"))
    assert saved.status_code == 302
    assert Decision.objects.get().owner == "Ada"


def test_a_fault_does_not_hide_a_clash(strategist: Client, path: str, recorded: Decision) -> None:
    refused = strategist.post(f"{path}edit/", form(version="0", owner=""))
    assert 'name="version" value="0"' in text_of(refused)


def test_the_form_of_a_stored_decision_holds_it_whole(
    strategist: Client, path: str, recorded: Decision
) -> None:
    sheet = strategist.get(f"{path}edit/").context["form"]
    assert sheet.main["reasons"].value() == recorded.reasons
    first, second = recorded.actions.all()
    assert [str(row["id"].value()) for row in sheet.actions] == [str(first.pk), str(second.pk)]
    sent = {"version": "1", "path": "community", "decision": recorded.decision}
    sent |= {name: sheet.main[name].value() for name in ("condition", "reasons", "exclusions", "owner")}
    sent["review_on"] = recorded.review_on.isoformat()
    for at, row in enumerate(sheet.actions):
        for name in ("id", "title", "action_kind", "owner", "state", "surfaces"):
            sent[f"action-{at}-{name}"] = row[name].value()
        sent[f"action-{at}-due_on"] = row["due_on"].value() or ""
    strategist.post(f"{path}edit/", sent)
    assert DecisionChange.objects.count() == 1


def test_an_action_is_moved_on_from_the_page(strategist: Client, path: str, recorded: Decision) -> None:
    action = recorded.actions.all()[0]
    address = f"{path}actions/{action.pk}/"
    page = text_of(strategist.post(address, {"state": "done", "version": "1"}, follow=True))
    assert "The state of the action is changed." in page
    assert "Somebody changed this decision" in text_of(
        strategist.post(address, {"state": "open", "version": "1"}, follow=True)
    )
    assert strategist.post(address, {"state": "later"}).status_code == 422
    action.refresh_from_db()
    assert action.state == "done"


def test_the_outcome_is_told_and_taken_back(strategist: Client, path: str, recorded: Decision) -> None:
    page = text_of(strategist.get(f"{path}outcome/"))
    assert "Judge that, not the decision" in page
    refused = strategist.post(f"{path}outcome/", {"outcome": "", "on": "2099-01-01"})
    assert refused.status_code == 422
    assert 'href="#id_outcome"' in text_of(refused)
    refused = strategist.post(f"{path}outcome/", {"outcome": "held", "on": "2099-01-01"})
    assert "name today or an earlier day" in text_of(refused)
    day = timezone.now().date().isoformat()
    page = text_of(
        strategist.post(f"{path}outcome/", {"outcome": "held", "on": day, "note": "Seen."}, follow=True)
    )
    assert "The forecast: held" in page
    assert "Due for review" not in page
    page = text_of(strategist.post(f"{path}outcome/", {"clear": "1"}, follow=True))
    assert "The outcome is taken back." in page
    assert Decision.objects.get().outcome == ""


def test_there_is_no_outcome_without_a_decision(strategist: Client, path: str) -> None:
    assert strategist.get(f"{path}outcome/").status_code == 404


def test_an_earlier_state_can_be_read(strategist: Client, path: str, recorded: Decision) -> None:
    day = recorded.review_on.isoformat()
    strategist.post(f"{path}edit/", form(version="1", review_on=day, reasons="Better words."))
    page = text_of(strategist.get(path))
    assert "changed: reasons" in page
    old = text_of(strategist.get(f"{path}?version=1"))
    assert "Members wait a day for an answer." in old
    assert "An earlier state" in old
    assert "Better words." not in old
    for odd in ("2", "99", "x", "-1"):
        assert "Better words." in text_of(strategist.get(f"{path}?version={odd}"))


def test_an_archived_evaluation_shows_its_decision_and_refuses(
    strategist: Client,
    path: str,
    recorded: Decision,
    evaluation: Evaluation,
    actor: Callable[..., Actor],
    now: datetime,
) -> None:
    archive(evaluation=evaluation, by=actor(), now=now)
    page = text_of(strategist.get(path))
    assert "This evaluation is archived." in page
    assert f"{path}edit/" not in page
    assert "This cannot change now" in text_of(strategist.get(f"{path}edit/"))
    refused = strategist.post(f"{path}edit/", form(review_on=recorded.review_on.isoformat(), version="1"))
    assert refused.status_code == 422
    assert "This evaluation is archived." in text_of(refused)


def test_a_path_that_was_taken_out_is_said(
    strategist: Client,
    path: str,
    recorded: Decision,
    evaluation: Evaluation,
    actor: Callable[..., Actor],
    now: datetime,
) -> None:
    change_evaluation(evaluation=evaluation, changes={"paths": ["product-invitations"]}, by=actor(), now=now)
    assert "no longer part of this evaluation" in text_of(strategist.get(f"{path}edit/"))
    assert strategist.get(path).status_code == 200


def test_result_and_evaluation_lead_to_the_decision(
    strategist: Client,
    client_of: Callable[..., Client],
    path: str,
    evaluation: Evaluation,
    actor: Callable[..., Actor],
    now: datetime,
) -> None:
    clear(evaluation, actor(), now)
    result = f"/evaluations/{evaluation.pk}/result/"
    assert f'href="{path}edit/"' in text_of(strategist.get(result))
    assert f'href="{path}edit/?path=community"' in text_of(strategist.get(result))
    assert path not in text_of(client_of("operator").get(result))
    record_decision(evaluation=evaluation, given=decided(), by=actor(), now=now)
    assert f'href="{path}"' in text_of(client_of("viewer").get(result))
    assert f'href="{path}"' in text_of(strategist.get(f"/evaluations/{evaluation.pk}/"))


@pytest.fixture
def several(product: Product, actor: Callable[..., Actor]) -> list[Evaluation]:
    """Thirty decisions, reviewed a day apart from ten days ago on; the last has an outcome."""
    by, at = actor(), timezone.now() - timedelta(days=100)
    made = []
    for number in range(30):
        evaluation = create_evaluation(
            method="1",
            product=product,
            title=f"No. {number:02}",
            paths=["community", "content"],
            by=by,
            now=at,
        )
        day = timezone.localdate() + timedelta(days=number - 10)
        given = decided(
            review_on=day, path=("community", "content")[number % 2], actions=(), kill_criteria=()
        )
        record_decision(evaluation=evaluation, given=given, by=by, now=at)
        made.append(evaluation)
    record_outcome(evaluation=made[-1], outcome="held", by=by, now=timezone.now())
    return made


def numbers(page: Any) -> list[str]:
    return re.findall(r"Ledgerline: No\. (\d\d)", text_of(page))


def test_the_next_to_review_comes_first_and_pages_lead_on_and_back(
    client_of: Callable[..., Client], several: list[Evaluation]
) -> None:
    viewer = client_of("viewer")
    first = viewer.get("/decisions/")
    assert numbers(first) == [f"{number:02}" for number in range(25)]
    assert text_of(first).count("Overdue, ") == 10
    on = re.search(r'href="(\?after=[^"]+)"', text_of(first))
    assert on is not None
    second = viewer.get(f"/decisions/{on[1]}")
    assert numbers(second) == ["25", "26", "27", "28"]
    back = re.search(r'href="(\?before=[^"]+)"', text_of(second))
    assert back is not None
    assert numbers(viewer.get(f"/decisions/{back[1]}")) == numbers(first)
    for odd in ("?after=x", "?after=2027-13-01~x", "?before=2027-01-01T00:00:00Z~0"):
        assert numbers(viewer.get(f"/decisions/{odd}")) == numbers(first)


def test_filters_live_in_the_address(client_of: Callable[..., Client], several: list[Evaluation]) -> None:
    viewer = client_of("viewer")
    assert len(numbers(viewer.get("/decisions/?due=overdue"))) == 10
    assert numbers(viewer.get("/decisions/?outcome=held")) == ["29"]
    assert numbers(viewer.get("/decisions/?outcome=failed")) == []
    assert numbers(viewer.get("/decisions/?due=overdue&path=content")) == ["01", "03", "05", "07", "09"]
    assert numbers(viewer.get("/decisions/?decision=park")) == []
    assert "No decision fits" in text_of(viewer.get("/decisions/?decision=park"))
    assert len(numbers(viewer.get("/decisions/?path=nowhere&due=never"))) == 25


def test_an_empty_list_says_where_decisions_are_made(client_of: Callable[..., Client]) -> None:
    assert "No decision waits for its review" in text_of(client_of("viewer").get("/decisions/"))


def test_calibration_says_how_little_is_known_until_enough_is(
    client_of: Callable[..., Client], product: Product, actor: Callable[..., Actor], now: datetime
) -> None:
    viewer, by = client_of("viewer"), actor()
    assert "No outcome yet" in text_of(viewer.get("/decisions/calibration/"))
    outcomes = ["held", "held", "held", "failed", "unclear", *["held"] * 7]
    for number, outcome in enumerate(outcomes):
        evaluation = create_evaluation(
            method="1", product=product, title=f"No. {number}", paths=["community"], by=by, now=now
        )
        clear(evaluation, by, now)
        given = decided(decision="park" if number == 11 else "relieve_first")
        record_decision(evaluation=evaluation, given=given, by=by, now=now)
        record_outcome(evaluation=evaluation, outcome=outcome, by=by, now=now)
        if number == 2:
            assert "too few to say how far verdicts can be trusted" in text_of(
                viewer.get("/decisions/calibration/")
            )
    page = text_of(viewer.get("/decisions/calibration/"))
    assert "Nine of ten verdicts that were followed held." in page
    assert "9 of 10 held (90 %; 60 %" in page.replace("\xa0", " ")
    assert "1 outcome belongs to decisions that departed" in page
    assert "the bottleneck that was named was relieved" in page
    assert "No path on which something was decided has every answer measured yet." in page

"""The answer sheet: what it shows, how one answer is saved, and what it says when it is not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput, checklist
from evaluations.models import Answer, AnswerChange, Evaluation
from evaluations.work.operations.evaluations import change_evaluation, create_evaluation
from evaluations.work.operations.status_changes import submit
from evaluations.work.queries import catalog_for
from tests.conftest import NOW
from tests.markup import squeezed
from workspaces.actors import Actor
from workspaces.models import Membership, Workspace

Login = Callable[..., Client]
ActorOf = Callable[..., Actor]
ITEM = "community/community-interest"
HTMX = {"HTTP_HX_REQUEST": "true"}


def save(client: Client, evaluation: Evaluation, item: str = ITEM, **fields: Any) -> Any:
    return client.post(reverse("save_answer", args=[evaluation.pk, item]), {"version": "0"} | fields, **HTMX)


def plainly(client: Client, evaluation: Evaluation, item: str = ITEM, **fields: Any) -> Any:
    return client.post(reverse("save_answer", args=[evaluation.pk, item]), {"version": "0"} | fields)


def sheet(client: Client, evaluation: Evaluation, group: str = "community") -> Any:
    return client.get(reverse("answer_sheet", args=[evaluation.pk, group]))


def rate(evaluation: Evaluation, by: Actor, item: str = ITEM, **fields: Any) -> None:
    save_answers(evaluation=evaluation, answers=[AnswerInput.of(item, **fields)], by=by, now=NOW)


def test_the_sheet_shows_the_questions_of_one_group(client_of: Login, evaluation: Evaluation) -> None:
    answer = sheet(client_of(), evaluation)
    html = squeezed(answer)

    assert [row.item.kind for row in answer.context["rows"]] == ["factor"] * 5 + ["constraint"]
    assert "Do our users already gather on their own" in html
    assert "A two-hour search finds no group" in html
    assert "Search forums, chat groups and meetups" in html
    assert "Community reinforces the growth model: Yes." in html
    assert answer.context["next"].key == "product-invitations"
    assert answer.context["previous"] is None


@pytest.mark.parametrize(("group", "rows"), [("design-map", 10), ("rule", 5)])
def test_the_shared_groups_have_their_questions(
    client_of: Login, evaluation: Evaluation, group: str, rows: int
) -> None:
    answer = sheet(client_of(), evaluation, group)
    assert len(answer.context["rows"]) == rows
    assert "The paths so far" in squeezed(answer)


def test_the_task_list_counts_what_is_answered(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    rate(evaluation, actor(), level=2, grade="observed")
    rate(evaluation, actor(), "rule/proof", text="A before-and-after report.")
    tasks = sheet(client_of(), evaluation).context["tasks"]
    assert [(task.key, task.answered, task.total, task.state) for task in tasks] == [
        ("community", 1, 6, "part"),
        ("product-invitations", 0, 6, "none"),
        ("design-map", 0, 10, "none"),
        ("rule", 1, 5, "part"),
    ]


def test_answers_lead_to_the_first_open_group(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    asked = checklist(
        catalog_for(evaluation), ["community"]
    ).group("community").items  # fmt: skip
    given = [AnswerInput.of(item.key, level=3, grade="assumed") for item in asked if item.counts]
    save_answers(evaluation=evaluation, answers=given, by=actor(), now=NOW)

    answer = client_of().get(reverse("answers", args=[evaluation.pk]))
    assert answer["Location"] == reverse("answer_sheet", args=[evaluation.pk, "product-invitations"])


def test_saving_gives_the_row_the_tasks_and_the_exact_score(client_of: Login, evaluation: Evaluation) -> None:
    answer = save(client_of("operator"), evaluation, choice="3", grade="observed", note="Three groups.")
    html = squeezed(answer)

    assert answer.status_code == 200
    assert 'data-state="saved"' in html
    assert 'name="version" value="1"' in html
    assert 'id="tasks" hx-swap-oob="true"' in html
    assert 'id="live-exact" hx-swap-oob="true"' in html
    assert reverse("score_panel", args=[evaluation.pk, "community"]) in html
    stored = Answer.objects.get()
    assert (stored.level, stored.grade, stored.note, stored.changed_by.email) == (
        3, "observed", "Three groups.", "operator@example.test",
    )  # fmt: skip


def test_a_level_alone_is_an_assumption_and_shown_as_one(client_of: Login, evaluation: Evaluation) -> None:
    html = squeezed(save(client_of(), evaluation, choice="4"))
    assert Answer.objects.get().grade == "assumed"
    assert 'value="assumed" id="q-community-f-community-interest-grade-assumed" checked' in html


def test_does_not_apply_needs_its_reason(client_of: Login, evaluation: Evaluation) -> None:
    client = client_of()
    refused = save(client, evaluation, choice="na")
    assert refused.status_code == 422
    assert "Say why it does not apply." in squeezed(refused)
    assert not Answer.objects.exists()

    assert (
        save(client, evaluation, choice="na", grade="measured", na_reason="Sold to machines.").status_code
        == 200
    )
    stored = Answer.objects.get()
    assert (stored.na, stored.na_reason, stored.level, stored.grade) == (
        True,
        "Sold to machines.",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("item", "fields", "fault"),
    [
        (ITEM, {"grade": "observed"}, "Choose an answer from No to Yes"),
        (ITEM, {"choice": "5"}, "5 is not one of the available choices"),
        (ITEM, {"choice": "2", "grade": "guessed"}, "guessed is not one of the available choices"),
        (ITEM, {"choice": "2", "evidence_url": "javascript:alert(1)"}, "begins with https:// or http://"),
        (ITEM, {"choice": "2", "note": "x" * 10_001}, "10,000 is the most"),
        (ITEM, {"choice": "2", "version": "first"}, "Enter a whole number."),
        ("community!no-repeated-member-value", {"choice": "na", "na_reason": "none"}, None),
        ("rule/proof", {"text": "x" * 10_001}, "10,000 is the most"),
    ],
)
def test_a_fault_keeps_what_was_typed(
    client_of: Login, evaluation: Evaluation, item: str, fields: dict[str, str], fault: str | None
) -> None:
    answer = save(client_of(), evaluation, item, **fields)
    html = squeezed(answer)
    if fault is None:
        # Not on offer for a constraint, so it is not read: the row stays unanswered.
        assert Answer.objects.filter(na=True).count() == 0
        return
    assert answer.status_code == 422
    assert fault in html
    assert 'data-state="invalid"' in html
    typed = fields.get("note") or fields.get("text") or fields.get("evidence_url") or ""
    assert typed in html
    assert not Answer.objects.exists()


def test_clear_takes_the_rating_and_keeps_the_note(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    rate(evaluation, actor(), level=3, grade="observed", note="Three groups.")
    save(client_of(), evaluation, choice="3", grade="observed", note="Three groups.", clear="1", version="1")
    stored = Answer.objects.get()
    assert (stored.level, stored.grade, stored.note) == (None, None, "Three groups.")


def test_a_note_that_was_not_sent_stays(client_of: Login, evaluation: Evaluation, actor: ActorOf) -> None:
    rate(evaluation, actor(), level=3, grade="observed", note="Three groups.")
    save(client_of(), evaluation, choice="2", grade="observed", version="1")
    stored = Answer.objects.get()
    assert (stored.level, stored.note) == (2, "Three groups.")


def test_a_surface_that_cannot_be_designed_in_is_said_so(client_of: Login, evaluation: Evaluation) -> None:
    save(client_of(), evaluation, "surface/workflow", choice="", designable="no")
    stored = Answer.objects.get()
    assert (stored.level, stored.designable) == (None, False)


def test_a_rule_question_is_answered_in_words(client_of: Login, evaluation: Evaluation) -> None:
    html = squeezed(save(client_of(), evaluation, "rule/proof", text="A report.\r\nCleared by nine."))
    assert Answer.objects.get().text == "A report.\nCleared by nine."
    assert "Cleared by nine." in html


def test_a_clash_shows_both_values_and_saves_neither(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    rate(evaluation, actor("strategist"), level=4, grade="measured", note="Counted.")
    client = client_of("operator")
    answer = save(client, evaluation, choice="1", grade="assumed", note="A guess.")
    html = squeezed(answer)

    assert answer.status_code == 409
    for words in (
        "Stella Strategist",
        "Yes, measured",
        "Slightly, assumed",
        "Counted.",
        "A guess.",
        "Keep mine",
    ):
        assert words in html
    assert Answer.objects.get().level == 4
    assert 'name="version" value="1"' in html
    assert (
        save(client, evaluation, choice="1", grade="assumed", note="A guess.", version="1").status_code == 200
    )
    assert Answer.objects.get().level == 1


def test_repeating_what_is_stored_is_no_clash(client_of: Login, evaluation: Evaluation) -> None:
    client = client_of()
    save(client, evaluation, choice="2", grade="observed")
    again = save(client, evaluation, choice="2", grade="observed")
    assert again.status_code == 200
    assert AnswerChange.objects.count() == 1


def test_the_stored_row_can_be_asked_for_alone(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    rate(evaluation, actor(), level=4, grade="measured")
    address = reverse("save_answer", args=[evaluation.pk, ITEM])
    client = client_of("viewer")
    assert 'data-stored-answer="Yes, measured"' in squeezed(client.get(address, **HTMX))
    assert client.get(address)["Location"].endswith("/answers/community/#q-community-f-community-interest")


def test_without_javascript_a_save_leads_back_to_the_row(client_of: Login, evaluation: Evaluation) -> None:
    answer = plainly(client_of(), evaluation, choice="3")
    assert answer.status_code == 302
    assert answer["Location"].endswith("/answers/community/#q-community-f-community-interest")
    assert Answer.objects.get().level == 3


def test_without_javascript_a_fault_and_a_clash_show_the_whole_sheet(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    client = client_of("operator")
    fault = plainly(client, evaluation, choice="na")
    assert (fault.status_code, len(fault.context["rows"])) == (422, 6)
    assert "Say why it does not apply." in squeezed(fault)

    rate(evaluation, actor(), level=4, grade="measured")
    clash = plainly(client, evaluation, choice="1", grade="observed")
    assert (clash.status_code, clash.context["rows"][0].state) == (409, "conflict")


def test_a_closed_evaluation_shows_its_answers_and_takes_none(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    rate(evaluation, actor(), level=4, grade="measured", note="Counted.")
    submit(evaluation=evaluation, by=actor(), now=NOW)
    client = client_of("operator")

    html = squeezed(sheet(client, evaluation))
    assert "This evaluation is submitted. Reopen it to change it." in html
    assert "<fieldset disabled" in html
    assert "Counted." in html
    assert "<textarea" not in html
    refused = save(client, evaluation, choice="1", grade="assumed", version="1")
    assert (refused.status_code, squeezed(refused)) == (
        423, "This evaluation is submitted. Reopen it to change it.",
    )  # fmt: skip
    assert plainly(client, evaluation, choice="1", grade="assumed", version="1").status_code == 409
    assert Answer.objects.get().level == 4


def test_a_viewer_reads_and_saves_nothing(client_of: Login, evaluation: Evaluation) -> None:
    client = client_of("viewer")
    assert "To answer, the role operator is needed; yours is viewer." in squeezed(sheet(client, evaluation))
    assert save(client, evaluation, choice="1").status_code == 403
    assert not Answer.objects.exists()


def test_a_fragment_asked_for_after_signing_out_is_refused_and_not_redirected(
    client: Client, evaluation: Evaluation
) -> None:
    assert save(client, evaluation, choice="1").status_code == 401
    assert plainly(client, evaluation, choice="1").status_code == 302


def test_another_workspaces_sheet_is_not_there(
    client_of: Login, evaluation: Evaluation, other_workspace: Workspace
) -> None:
    client = client_of(user=Membership.objects.get(workspace=other_workspace, role="admin").user)
    assert sheet(client, evaluation).status_code == 404
    assert save(client, evaluation, choice="1").status_code == 404


@pytest.mark.parametrize("item", ["community/no-such", "content/content-market", "surface", "x@alignment"])
def test_what_the_checklist_does_not_ask_is_not_there(
    client_of: Login, evaluation: Evaluation, item: str
) -> None:
    assert save(client_of(), evaluation, item, choice="1").status_code == 404


def test_a_group_that_is_not_asked_is_not_there(client_of: Login, evaluation: Evaluation) -> None:
    assert sheet(client_of(), evaluation, "content").status_code == 404


def test_the_match_is_a_question_while_the_growth_model_is_undeclared(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    change_evaluation(evaluation=evaluation, changes={"growth_model": None}, by=actor(), now=NOW)
    client = client_of("operator")
    page = sheet(client, evaluation)
    assert [row.item.kind for row in page.context["rows"]][-1] == "alignment"
    assert page.context["match"] is None
    assert save(client, evaluation, "community@alignment", choice="1").status_code == 200


def test_overruling_the_match_takes_a_strategist_a_note_and_evidence(
    client_of: Login, evaluation: Evaluation
) -> None:
    item = "community@alignment"
    assert "Overrule the match" not in squeezed(sheet(client_of("operator"), evaluation))
    assert (
        save(client_of("operator"), evaluation, item, choice="1", grade="observed", note="x").status_code
        == 403
    )
    client = client_of("strategist")
    assert "Overrule the match" in squeezed(sheet(client, evaluation))

    refused = save(client, evaluation, item, choice="1", grade="assumed")
    assert refused.status_code == 422
    assert "An override needs evidence" in squeezed(refused)
    assert "An override needs a note" in squeezed(refused)
    assert save(client, evaluation, item, choice="1", grade="observed", note="Two trials.").status_code == 200
    assert "This match is overruled" in squeezed(sheet(client, evaluation))


def test_the_panel_gives_the_verdict_so_far(client_of: Login, evaluation: Evaluation) -> None:
    address = reverse("score_panel", args=[evaluation.pk, "community"])
    html = squeezed(client_of("viewer").get(address, **HTMX))
    assert 'id="live-verdict"' in html
    assert "Find out first" in html
    assert 'id="livebar" hx-swap-oob="true"' in html
    assert client_of("viewer").get(address).status_code == 302


def test_the_panel_names_the_next_question_and_what_each_answer_would_say(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    rate(evaluation, actor(), level=4, grade="measured")
    address = reverse("score_panel", args=[evaluation.pk, "community"])
    answer = client_of("operator").get(address, **HTMX)
    asked = answer.context["ask"]
    assert "community" in asked["question"].paths
    assert asked["path"] == "Community"
    html = squeezed(answer)
    assert asked["question"].name in html
    assert 'id="live-ask" hx-swap-oob="true"' in html
    assert client_of("viewer").get(address, **HTMX).context["ask"] is None


def test_what_an_answer_would_say_is_told_from_yes_down(
    client_of: Login, evaluation: Evaluation, actor: ActorOf
) -> None:
    """Everything but the constraint is known and good, so the constraint decides alone."""
    asked = checklist(catalog_for(evaluation), ["community"])
    good = [
        AnswerInput.of(item.key, level=4, grade="measured")
        for item in asked.items.values()
        if item.counts and item.kind != "constraint"
    ]
    save_answers(evaluation=evaluation, answers=good, by=actor(), now=NOW)
    address = reverse("score_panel", args=[evaluation.pk, "community"])

    asked_next = client_of("operator").get(address, **HTMX).context["ask"]

    assert asked_next["question"].name == "No repeated member value"
    assert asked_next["outcomes"] == [
        {"verdict": "scale", "levels": "Mostly or Yes"},
        {"verdict": "relieve_first", "levels": "No to Partly"},
    ]


@pytest.mark.services
@pytest.mark.parametrize("paths", [["community"], ["community", "content", "product-invitations"]])
@pytest.mark.parametrize("group", ["community", "design-map"])
def test_any_number_of_rows_takes_the_same_queries(
    client_of: Login,
    product: Any,
    actor: ActorOf,
    django_assert_num_queries: Any,
    paths: list[str],
    group: str,
) -> None:
    evaluation = create_evaluation(
        method="1", product=product, title="Look", paths=paths, by=actor(), now=NOW
    )
    for path in paths:
        rate(evaluation, actor(), next(i for i in checklist(
            catalog_for(evaluation), paths).items if i.startswith(f"{path}/")),
            level=2, grade="observed")  # fmt: skip
    client = client_of("operator")
    sheet(client, evaluation, group)

    with django_assert_num_queries(8):
        sheet(client, evaluation, group)

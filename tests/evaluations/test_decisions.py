"""Recording decisions, outcomes and the state of actions: every refusal, every write, and what history keeps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from distmap.errors import Invalid, NotFound, NotPermitted, Stale
from evaluations.answers.operations import save_answers
from evaluations.decisions.operations import change_action, record_decision, record_outcome
from evaluations.decisions.queries import DecisionFilters, decisions, outcomes
from evaluations.decisions.rules import ActionInput, DecisionInput, KillCriterion
from evaluations.inputs import AnswerInput
from evaluations.models import Action, Decision, DecisionChange, Evaluation, Event
from evaluations.results.queries import result_of
from evaluations.scoring.plain import plain as as_json
from evaluations.work.operations.changes import EvaluationLocked
from evaluations.work.operations.evaluations import change_evaluation, delete_evaluation
from evaluations.work.operations.status_changes import archive, submit
from evaluations.work.queries import catalog_for
from tests.decided import CAMPAIGN_ACTION, KILL, PRODUCT_ACTION, decided
from workspaces.actors import Actor

pytestmark = [pytest.mark.services, pytest.mark.django_db]
Record = Callable[..., Decision]


@pytest.fixture
def record(evaluation: Evaluation, actor: Callable[..., Actor], now: datetime) -> Record:
    """record(decision="scale", …): the decision, recorded by the strategist."""

    def make(
        given: DecisionInput | None = None, *, at: datetime = now, version: int | None = None, **changes: Any
    ) -> Decision:
        return record_decision(
            evaluation=evaluation,
            given=given or decided(**changes),
            by=actor("strategist"),
            now=at,
            version=version,
        ).decision

    return make


def faults(error: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in error.value.faults]


def actions_of(decision: Decision) -> list[Action]:
    return list(Action.objects.filter(decision=decision))


def test_a_decision_is_stored_whole(record: Record, evaluation: Evaluation, now: datetime) -> None:
    record()
    found = Decision.objects.get(evaluation=evaluation)
    assert (found.path, found.decision, found.condition) == (
        "community",
        "relieve_first",
        "Hosts are found by March.",
    )
    assert (found.owner, found.review_on, found.exclusions) == (
        "Stella",
        date(2027, 2, 1),
        "No paid promotion.",
    )
    assert found.kill_criteria == [{"metric": KILL.metric, "threshold": KILL.threshold, "by": "2027-01-15"}]
    assert (found.version, found.round, found.decided_at, found.outcome) == (1, 1, now, "")
    first, second = actions_of(found)
    assert (first.kind, first.surfaces, first.due_on) == (
        "product",
        ["product-artifact", "workflow"],
        date(2027, 1, 4),
    )
    assert (second.title, second.kind, second.state, second.surfaces) == (
        "Name two hosts",
        "campaign",
        "open",
        [],
    )
    evaluation.refresh_from_db()
    assert evaluation.decision_version == 1


def test_the_forecast_is_what_the_method_says(record: Record, evaluation: Evaluation) -> None:
    found = record()
    result = as_json(result_of(evaluation))
    path = result["paths"]["community"]
    forecast = found.forecast
    assert forecast["verdict"] == path["sampled"]["verdict"]
    assert forecast["confidence"] == path["sampled"]["confidence"]
    assert forecast["likelihood"] == path["sampled"]["likelihood"]
    assert forecast["fit"] == {
        "low": path["exact"]["lo"]["F"],
        "point": path["exact"]["point"]["F"],
        "high": path["exact"]["hi"]["F"],
    }
    assert (forecast["inputs_sha256"], forecast["method"]) == (result["inputs_sha256"], result["method"])
    assert forecast["release"] == catalog_for(evaluation).version


def test_every_fault_is_told_at_once(record: Record) -> None:
    wrong = DecisionInput(
        path="content", decision="wait", condition="\x00", reasons=" ", owner="x" * 121,
        review_on=date(2026, 11, 19), exclusions="y" * 10_001,
        kill_criteria=(KillCriterion(metric="", threshold=" ", by=date(2027, 1, 1)),),
        actions=(
            ActionInput(title="", kind="", owner="z" * 121, state="later", surfaces=("nowhere", "brand", "brand")),
            ActionInput(title="t" * 301, kind="roadmap", id=uuid4()),
        ),
    )  # fmt: skip
    with pytest.raises(Invalid) as refused:
        record(wrong)
    assert faults(refused) == [
        ("/path", "unknown_path"), ("/decision", "not_one_of"), ("/reasons", "required"),
        ("/owner", "too_long"), ("/condition", "control_character"), ("/exclusions", "too_long"),
        ("/review_on", "in_the_past"), ("/kill_criteria/0/metric", "required"),
        ("/kill_criteria/0/threshold", "required"), ("/actions/0/title", "required"),
        ("/actions/0/owner", "too_long"), ("/actions/0/kind", "required"), ("/actions/0/state", "not_one_of"),
        ("/actions/0/surfaces/0", "unknown_surface"), ("/actions/0/surfaces/2", "repeated"),
        ("/actions/1/id", "unknown_action"), ("/actions/1/title", "too_long"), ("/actions/1/kind", "not_one_of"),
    ]  # fmt: skip
    assert (Decision.objects.count(), Action.objects.count(), DecisionChange.objects.count()) == (0, 0, 0)


def test_too_many_rows_are_refused(record: Record) -> None:
    with pytest.raises(Invalid) as refused:
        record(kill_criteria=(KILL,) * 21, actions=(CAMPAIGN_ACTION,) * 51)
    assert faults(refused) == [("/kill_criteria", "too_many"), ("/actions", "too_many")]


def test_a_departure_is_asked_for_its_reasons(record: Record) -> None:
    """Nothing is answered, so the verdict is Find out first."""
    with pytest.raises(Invalid) as refused:
        record(decision="scale", reasons="")
    assert faults(refused) == [("/reasons", "reasons_for_departure")]
    assert refused.value.message.startswith("The verdict is Find out first")
    assert record(decision="scale").departs
    assert not record(decision="find_out_first").departs


@pytest.mark.parametrize("role", ["viewer", "operator"])
def test_only_a_strategist_decides(
    role: str, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    by = actor(role)
    for act in (
        lambda: record_decision(evaluation=evaluation, given=decided(), by=by, now=now),
        lambda: record_outcome(evaluation=evaluation, outcome="held", by=by, now=now),
        lambda: change_action(evaluation=evaluation, action_id=uuid4(), state="done", by=by, now=now),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_drafts_and_submitted_ones_are_decided_on_archived_ones_are_not(
    record: Record, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    first = record()
    action = actions_of(first)[0]
    submit(evaluation=evaluation, by=actor(), now=now)
    assert record(owner="Ada").version == 2
    archive(evaluation=evaluation, by=actor(), now=now)
    by = actor("strategist")
    for act in (
        lambda: record(owner="Otto"),
        lambda: record_outcome(evaluation=evaluation, outcome="held", by=by, now=now),
        lambda: change_action(evaluation=evaluation, action_id=action.pk, state="done", by=by, now=now),
    ):
        with pytest.raises(EvaluationLocked, match="archived"):
            act()
    assert Decision.objects.get().owner == "Ada"


def test_a_stale_writer_is_told(
    record: Record, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    with pytest.raises(Stale):
        record(version=1)
    record(version=0)
    with pytest.raises(Stale):
        record(version=0)
    record(version=1, owner="Ada")
    by = actor("strategist")
    with pytest.raises(Stale):
        record_outcome(evaluation=evaluation, outcome="held", by=by, now=now, version=1)
    action = actions_of(Decision.objects.get())[0]
    with pytest.raises(Stale):
        change_action(evaluation=evaluation, action_id=action.pk, state="done", by=by, now=now, version=1)


def again(of: Decision, **changes: Any) -> DecisionInput:
    """What the form sends back: the same, with the actions named by their ids."""
    first, second = actions_of(of)
    return decided(
        actions=(replace(PRODUCT_ACTION, id=first.pk), replace(CAMPAIGN_ACTION, id=second.pk)), **changes
    )


def test_what_changes_nothing_leaves_no_trace(record: Record, now: datetime) -> None:
    first = record()
    same = record(again(first), at=now + timedelta(days=1))
    assert (same.version, same.changed_at, DecisionChange.objects.count(), Event.objects.count()) == (
        1,
        now,
        1,
        1,
    )


def test_actions_keep_their_identity_when_moved_changed_and_taken_out(record: Record) -> None:
    first, second = actions_of(record())
    given = decided(
        actions=(
            replace(CAMPAIGN_ACTION, id=second.pk, state="doing"),
            ActionInput(title="Begin with one group", kind="campaign"),
            replace(PRODUCT_ACTION, id=first.pk, owner=""),
        )
    )
    found = actions_of(record(given))
    assert [(row.pk, row.state, row.owner) for row in (found[0], found[2])] == [
        (second.pk, "doing", ""), (first.pk, "open", "")
    ]  # fmt: skip
    left = actions_of(record(decided(actions=(replace(PRODUCT_ACTION, id=first.pk),))))
    assert [row.pk for row in left] == [first.pk]
    kept = DecisionChange.objects.order_by("version")[1].document["actions"]
    assert [action["title"] for action in kept] == [
        "Name two hosts",
        "Begin with one group",
        PRODUCT_ACTION.title,
    ]


def test_an_action_named_twice_is_refused(record: Record) -> None:
    first, _ = actions_of(record())
    twice = replace(PRODUCT_ACTION, id=first.pk)
    with pytest.raises(Invalid) as refused:
        record(decided(actions=(twice, twice)))
    assert faults(refused) == [("/actions/1/id", "repeated")]


def answer(evaluation: Evaluation, by: Actor, now: datetime) -> None:
    given = AnswerInput.of("community/community-interest", level=0, grade="measured")
    save_answers(evaluation=evaluation, answers=[given], by=by, now=now)


def test_hindsight_does_not_touch_the_forecast(
    record: Record, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    first = record()
    answer(evaluation, actor(), now)
    later = record(again(first, reasons="Better words."), at=now + timedelta(days=9))
    assert (later.forecast, later.decided_at, later.round) == (first.forecast, now, 1)


def test_another_decision_is_a_new_round_with_a_forecast_of_its_own(
    record: Record, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    first = record()
    record_outcome(evaluation=evaluation, outcome="failed", by=actor("strategist"), now=now)
    answer(evaluation, actor(), now)
    later = record(again(first, decision="park"), at=now + timedelta(days=9))
    assert later.forecast["inputs_sha256"] != first.forecast["inputs_sha256"]
    assert (later.round, later.outcome, later.outcome_on, later.decided_at) == (
        2,
        "",
        None,
        now + timedelta(days=9),
    )
    kept = DecisionChange.objects.get(kind="outcome").document
    assert (kept["outcome"], kept["decision"]) == ("failed", "relieve_first")


def test_history_holds_every_state_and_who_made_it(
    record: Record, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    first = record()
    by = actor("strategist")
    action = actions_of(first)[1]
    change_action(
        evaluation=evaluation, action_id=action.pk, state="done", by=by, now=now + timedelta(days=1)
    )
    record_outcome(evaluation=evaluation, outcome="held", note="Seen.", by=by, now=now + timedelta(days=2))
    record(again(first, reasons="Better words."), at=now + timedelta(days=3))
    rows = list(DecisionChange.objects.order_by("version"))
    assert [(row.version, row.kind, row.outcome) for row in rows] == [
        (1, "recorded", ""), (2, "action", ""), (3, "outcome", "held"), (4, "recorded", "held")
    ]  # fmt: skip
    assert [row.document["actions"][1]["state"] for row in rows] == ["open", "done", "done", "open"]
    assert rows[0].document["reasons"] == "Members wait a day for an answer."
    assert rows[3].document["reasons"] == "Better words."
    assert {row.user_id for row in rows} == {by.user.pk}
    assert [row.at for row in rows] == [now + timedelta(days=day) for day in range(4)]
    assert [event.type for event in Event.objects.order_by("at")] == [
        "decision.recorded", "decision.outcome_recorded", "decision.recorded"
    ]  # fmt: skip


def test_an_outcome_is_recorded_corrected_and_withdrawn(
    record: Record, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    record()
    by, later = actor("strategist"), now + timedelta(days=70)

    def say(outcome: str, **more: Any) -> Decision:
        return record_outcome(evaluation=evaluation, outcome=outcome, by=by, now=later, **more)

    found = say("held", note=" As said.\r\n", on=date(2027, 1, 20))
    assert (found.outcome, found.outcome_note, found.outcome_on, found.outcome_by) == (
        "held", "As said.", date(2027, 1, 20), by.user
    )  # fmt: skip
    assert say("held", note="As said.").version == 2
    assert (say("failed").outcome_on, say("failed").version) == (date(2027, 1, 20), 3)
    gone = say("", note="Not kept.")
    assert (gone.outcome, gone.outcome_note, gone.outcome_on, gone.outcome_by) == ("", "", None, None)


def test_an_outcome_is_refused_whole(
    record: Record, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    by = actor("strategist")
    with pytest.raises(NotFound) as missing:
        record_outcome(evaluation=evaluation, outcome="held", by=by, now=now)
    assert missing.value.code == "no_decision"
    record()
    for on, code in ((date(2026, 11, 21), "in_the_future"), (date(2026, 11, 19), "before_the_decision")):
        with pytest.raises(Invalid) as refused:
            record_outcome(evaluation=evaluation, outcome="won", note="\x00", on=on, by=by, now=now)
        assert faults(refused) == [("/outcome", "not_one_of"), ("/note", "control_character"), ("/on", code)]


def test_an_action_moves_on(
    record: Record, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    by = actor("strategist")
    with pytest.raises(NotFound):
        change_action(evaluation=evaluation, action_id=uuid4(), state="done", by=by, now=now)
    action = actions_of(record())[0]
    with pytest.raises(NotFound):
        change_action(evaluation=evaluation, action_id=uuid4(), state="done", by=by, now=now)
    with pytest.raises(Invalid):
        change_action(evaluation=evaluation, action_id=action.pk, state="", by=by, now=now)
    same = change_action(evaluation=evaluation, action_id=action.pk, state="open", by=by, now=now)
    moved = change_action(evaluation=evaluation, action_id=action.pk, state="doing", by=by, now=now)
    assert (same.version, moved.version, actions_of(moved)[0].state) == (1, 2, "doing")


def test_a_path_that_was_taken_out_keeps_what_was_decided_on_it(
    record: Record, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    first = record()
    change_evaluation(evaluation=evaluation, changes={"paths": ["product-invitations"]}, by=actor(), now=now)
    kept = record(again(first, owner="Ada"))
    assert (kept.owner, kept.forecast) == ("Ada", first.forecast)
    with pytest.raises(Invalid) as refused:
        record(again(kept, decision="park"))
    assert faults(refused) == [("/path", "unknown_path")]


def test_a_review_date_that_has_passed_may_stay(record: Record, now: datetime) -> None:
    first = record()
    late = now + timedelta(days=300)
    assert record(again(first, owner="Ada"), at=late).owner == "Ada"
    with pytest.raises(Invalid):
        record(again(first, review_on=date(2027, 3, 1)), at=late)


def test_a_decision_is_overdue_after_its_day_until_it_has_an_outcome(
    record: Record, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    found = record()
    assert (found.is_overdue(date(2027, 2, 1)), found.is_overdue(date(2027, 2, 2))) == (False, True)
    done = record_outcome(evaluation=evaluation, outcome="unclear", by=actor("strategist"), now=now)
    assert not done.is_overdue(date(2027, 2, 2))


def test_deciding_leaves_the_evaluation_itself_alone(record: Record, evaluation: Evaluation) -> None:
    before = Evaluation.objects.get(pk=evaluation.pk)
    record()
    after = Evaluation.objects.get(pk=evaluation.pk)
    for name in ("version", "answers_version", "changed_at", "status"):
        assert getattr(before, name) == getattr(after, name)


def test_lists_are_of_the_workspace_and_hide_what_is_deleted(
    record: Record, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    found, by = record(), actor("viewer")
    assert list(decisions(by)) == [found]
    filters = DecisionFilters
    for wanted, count in (
        (filters(due_before=date(2027, 2, 1)), 0), (filters(due_before=date(2027, 2, 2)), 1),
        (filters(path="content"), 0), (filters(path="community"), 1), (filters(decision="park"), 0),
        (filters(decision="relieve_first"), 1), (filters(outcome="none"), 1), (filters(outcome="held"), 0),
    ):  # fmt: skip
        assert len(decisions(by, wanted)) == count, wanted
    delete_evaluation(evaluation=evaluation, by=actor(), now=now)
    assert list(decisions(by)) == []


def test_outcomes_are_counted_once_a_round_and_the_last_word_counts(
    record: Record, evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    first, by = record(), actor("strategist")

    def said() -> list[str]:
        return [outcome for outcome, _ in outcomes(by)]

    def say(outcome: str) -> None:
        record_outcome(evaluation=evaluation, outcome=outcome, by=by, now=now)

    assert said() == []
    say("held")
    say("failed")
    assert said() == ["failed"]
    record(again(first, decision="park"))
    say("held")
    assert said() == ["failed", "held"]
    say("")
    assert said() == ["failed"]
    assert outcomes(by)[0][1]["decision"] == "relieve_first"

"""The decision on an evaluation through the API: put, read, list, judge, and every refusal with its place."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from evaluations.decisions.operations import record_decision, record_outcome
from evaluations.models import Action, DecisionChange, Evaluation
from evaluations.work.operations.evaluations import create_evaluation
from tests.api.addresses import V1, Api, faults, problem
from tests.conftest import NOW, actor_of
from tests.decided import body, decided
from workspaces.models import Workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(evaluation: Evaluation) -> str:
    return f"{V1}evaluations/{evaluation.pk}/decision/"


@pytest.fixture
def program(api: Callable[..., Api]) -> Api:
    return api("strategist")


def test_there_is_none_before_the_first(program: Api, path: str) -> None:
    for method, address, sent in (
        ("GET", path, None),
        ("PUT", f"{path}outcome/", {"outcome": "held"}),
        ("PATCH", f"{path}actions/0192f0c1-0000-7000-8000-000000000000/", {"state": "done"}),
    ):
        refused = program.call(method, address, sent)
        assert (refused.status_code, problem(refused)["code"]) == (404, "no_decision")
    assert program.call("GET", f"{path}history/").json()["results"] == []


def test_the_first_is_created_and_the_next_replaces_it(program: Api, path: str) -> None:
    first = program.call("PUT", path, body())
    assert (first.status_code, first.headers["ETag"], first.headers["Location"]) == (201, '"1"', path)
    found = first.json()
    assert (found["conditional"], found["departs"], found["outcome"]) == (True, True, None)
    assert found["kill_criteria"] == body()["kill_criteria"]
    assert [(one["title"], one["kind"], one["owner"]) for one in found["actions"]] == [
        ("Send the closing report to every reader", "product", "Otto"),
        ("Name two hosts", "campaign", None),
    ]
    assert found["forecast"]["verdict"] == "find_out_first"
    assert program.call("GET", path).json() == found
    bare = {name: body()[name] for name in ("path", "decision", "reasons", "owner", "review_on")}
    second = program.call("PUT", path, bare)
    assert (second.status_code, second.headers["ETag"]) == (200, '"2"')
    assert (second.json()["condition"], second.json()["actions"], second.json()["kill_criteria"]) == (
        None,
        [],
        [],
    )
    assert DecisionChange.objects.count() == 2


def test_the_same_again_changes_nothing(program: Api, path: str) -> None:
    first = program.call("PUT", path, body()).json()
    same = body(actions=first["actions"])
    again = program.call("PUT", path, same)
    assert (again.status_code, again.headers["ETag"], again.json()) == (200, '"1"', first)


def test_every_fault_of_shape_comes_in_one_answer_and_every_one_of_matter(program: Api, path: str) -> None:
    wrong = body(
        path="content",
        decision="wait",
        review_on="2027-02-30",
        owner=7,
        reasons="",
        zz=1,
        kill_criteria=[{"metric": "", "threshold": "x", "by": "soon"}, "x"],
        actions=[{"title": "", "kind": "product", "surfaces": ["nowhere"]}],
    )
    refused = program.call("PUT", path, wrong)
    assert refused.status_code == 400
    assert set(faults(refused)) == {
        ("/review_on", "not_a_day"),
        ("/owner", "wrong_type"),
        ("/zz", "unknown_field"),
        ("/kill_criteria/0/by", "not_a_day"),
        ("/kill_criteria/1", "wrong_type"),
    }
    in_shape = {name: value for name, value in wrong.items() if name != "zz"}
    in_shape |= {"review_on": "2099-02-01", "owner": "", "kill_criteria": []}
    assert set(faults(program.call("PUT", path, in_shape))) == {
        ("/path", "unknown_path"),
        ("/decision", "not_one_of"),
        ("/owner", "required"),
        ("/reasons", "required"),
        ("/actions/0/title", "required"),
        ("/actions/0/surfaces/0", "unknown_surface"),
    }
    assert program.call("GET", path).status_code == 404


def test_a_condition_that_does_not_hold(program: Api, path: str) -> None:
    for tag in ('"1"', "*"):
        assert program.call("PUT", path, body(), If_Match=tag).status_code == 412
    program.call("PUT", path, body())
    assert program.call("PUT", path, body(owner="Ada"), If_Match='"0"').status_code == 412
    assert program.call("PUT", path, body(owner="Ada"), If_Match='"1"').status_code == 200
    assert program.call("PUT", f"{path}outcome/", {"outcome": "held"}, If_Match='"1"').status_code == 412
    action = Action.objects.first()
    assert action is not None
    moved = program.call("PATCH", f"{path}actions/{action.pk}/", {"state": "doing"}, If_Match='"2"')
    assert (moved.status_code, moved.headers["ETag"]) == (200, '"3"')
    assert program.call("GET", path, If_None_Match='"3"').status_code == 304


def test_an_archived_evaluation_keeps_its_decision(program: Api, path: str, evaluation: Evaluation) -> None:
    program.call("PUT", path, body())
    program.call("POST", f"{V1}evaluations/{evaluation.pk}/archive/", {})
    refused = program.call("PUT", path, body(owner="Ada"))
    assert (refused.status_code, problem(refused)["code"]) == (409, "evaluation_locked")
    assert program.call("GET", path).json()["owner"] == "Stella"


def test_an_operator_reads_and_does_not_decide(api: Callable[..., Api], path: str) -> None:
    refused = api("operator").call("PUT", path, body())
    assert (refused.status_code, problem(refused)["code"]) == (403, "role_too_low")


def test_the_outcome_and_its_faults(
    program: Api, path: str, evaluation: Evaluation, workspace: Workspace
) -> None:
    by = actor_of(workspace, "admin")
    record_decision(evaluation=evaluation, given=decided(), by=by, now=NOW - timedelta(days=90))
    told = program.call(
        "PUT", f"{path}outcome/", {"outcome": "failed", "note": "No host.", "on": "2026-10-01"}
    )
    assert told.json()["outcome"] == {"outcome": "failed", "note": "No host.", "on": "2026-10-01"}
    misshapen = program.call("PUT", f"{path}outcome/", {"outcome": "won", "note": 1, "on": "2026-01-01"})
    assert faults(misshapen) == [("/note", "wrong_type")]
    wrong = program.call("PUT", f"{path}outcome/", {"outcome": "won", "on": "2026-01-01"})
    assert set(faults(wrong)) == {("/outcome", "not_one_of"), ("/on", "before_the_decision")}
    assert faults(program.call("PUT", f"{path}outcome/", {})) == [("/outcome", "required")]
    assert program.call("PUT", f"{path}outcome/", {"outcome": None}).json()["outcome"] is None
    kinds = [one["kind"] for one in program.call("GET", f"{path}history/").json()["results"]]
    assert kinds == ["outcome", "outcome", "recorded"]


def test_history_tells_what_stood_and_who_changed_it(program: Api, path: str) -> None:
    program.call("PUT", path, body())
    program.call("PUT", path, body(reasons="Better words."))
    newest, oldest = program.call("GET", f"{path}history/").json()["results"]
    assert (newest["version"], newest["decision"]["reasons"]) == (2, "Better words.")
    assert (oldest["version"], oldest["decision"]["reasons"]) == (1, "Members wait a day for an answer.")
    assert oldest["by"]["name"] == "Stella Strategist"
    assert oldest["token"]["name"] == "strategist's program"


@pytest.fixture
def several(product: Any, workspace: Workspace) -> list[Evaluation]:
    """Three decisions, to be reviewed in the order 3, 1, 2; the second has an outcome."""
    by = actor_of(workspace, "admin")
    found = []
    for number, month in enumerate((2, 3, 1)):
        at = NOW + timedelta(minutes=number)
        made = create_evaluation(
            method="1", product=product, title=f"No. {number}", paths=["community", "content"], by=by, now=at
        )
        given = decided(
            review_on=decided().review_on.replace(month=month), path=["community", "content"][number % 2]
        )
        record_decision(evaluation=made, given=given, by=by, now=at)
        found.append(made)
    record_outcome(evaluation=found[1], outcome="held", by=by, now=NOW + timedelta(days=1))
    return found


def test_the_list_is_narrowed_and_ordered(program: Api, several: list[Evaluation]) -> None:
    numbers = {str(evaluation.pk): number for number, evaluation in enumerate(several)}

    def listed(query: str) -> list[int]:
        answered = program.call("GET", f"{V1}decisions/?{query}")
        assert answered.status_code == 200, answered.content
        return [numbers[one["evaluation"]] for one in answered.json()["results"]]

    assert listed("") == [2, 1, 0]
    assert listed("ordering=review_on") == [2, 0, 1]
    assert listed("ordering=-review_on") == [1, 0, 2]
    assert listed("due_before=2027-02-01") == [2]
    assert listed("due_before=2027-12-01") == [2, 0]
    assert listed("due_before=2027-12-01&outcome=held") == [1]
    assert (listed("outcome=none"), listed("outcome=held"), listed("outcome=failed")) == ([2, 0], [1], [])
    assert (listed("path=content"), listed("decision=park")) == ([1], [])


@pytest.mark.parametrize("ordering", ["decided_at", "-decided_at", "review_on", "-review_on"])
def test_pages_follow_each_other_both_ways(ordering: str, program: Api, several: list[Evaluation]) -> None:
    whole = program.call("GET", f"{V1}decisions/?ordering={ordering}").json()["results"]
    address, seen = f"{V1}decisions/?ordering={ordering}&limit=1", []
    while address:
        page = program.call("GET", address).json()
        seen += page["results"]
        last, address = page, page["next"]
    assert seen == whole
    back = program.call("GET", last["previous"]).json()
    assert back["results"] == whole[1:2]


def test_ill_formed_filters(program: Api) -> None:
    for query in (
        "due_before=soon",
        "due_before=2027-02-30",
        "outcome=won",
        "decision=wait",
        "ordering=path",
    ):
        refused = program.call("GET", f"{V1}decisions/?{query}")
        assert faults(refused) == [(f"?{query.partition('=')[0]}", "invalid_parameter")], query


def test_calibration_counts(program: Api, several: list[Evaluation]) -> None:
    found = program.call("GET", f"{V1}decisions/calibration/").json()
    assert found["departed"] == 1
    assert {row["held"] for row in found["rows"]} == {0}
    assert found["statement"].startswith("None of the outcomes can be counted")

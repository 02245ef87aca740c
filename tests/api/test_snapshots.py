"""Snapshots over the API: taken once, read for good, set against each other."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Snapshot
from evaluations.work.operations.products import change_product
from tests.api.addresses import Api, faults
from tests.api.conftest import World
from tests.conftest import NOW, actor_of
from workspaces.models import Workspace


@pytest.fixture
def program(api: Callable[..., Api]) -> Api:
    return api("strategist")


@pytest.fixture
def at(world: World) -> str:
    return f"/api/v1/evaluations/{world.evaluation.pk}/snapshots/"


def change(world: World, workspace: Workspace, **fields: Any) -> None:
    answer = AnswerInput.of(
        "community/community-interest",
        **({"level": 1, "grade": "measured", "note": "Counted again."} | fields),
    )
    save_answers(
        evaluation=world.evaluation, answers=[answer], by=actor_of(workspace, "admin"),
        now=NOW + timedelta(hours=1),
    )  # fmt: skip


def test_taking_one_answers_with_all_that_it_keeps(program: Api, world: World, at: str) -> None:
    taken = program.call("POST", at, {"name": "As shown to the board"})
    assert taken.status_code == 201
    found = taken.json()
    assert (found["number"], found["name"], found["taken_by"]["name"]) == (
        2,
        "As shown to the board",
        "Stella Strategist",
    )
    assert found["state"]["product"]["name"] == "Ledgerline"
    answers = {answer["key"]: answer for answer in found["answers"]}
    assert answers["community/community-interest"]["note"] == "Counted."
    assert answers["rule/proof"]["text"] == "Published books."
    present = program.call("GET", f"/api/v1/evaluations/{world.evaluation.pk}/result/").json()
    assert found["result"] == present
    assert found["headline"] == present["headline"]
    again = program.call("GET", taken.headers["Location"])
    assert again.json() == found
    assert again.headers["ETag"] == taken.headers["ETag"]


def test_it_and_its_tag_never_change(program: Api, world: World, at: str, workspace: Workspace) -> None:
    before = program.call("GET", f"{at}1/")
    assert before.headers["ETag"].startswith('"')
    change(world, workspace)
    change_product(
        product=world.product, changes={"name": "Renamed"}, by=actor_of(workspace, "admin"), now=NOW
    )
    after = program.call("GET", f"{at}1/")
    assert (after.json(), after.headers["ETag"]) == (before.json(), before.headers["ETag"])
    known = program.call("GET", f"{at}1/", If_None_Match=before.headers["ETag"])
    assert (known.status_code, known.content) == (304, b"")


def test_the_list_is_newest_first_and_pages(program: Api, at: str) -> None:
    for name in ("b", "c"):
        program.call("POST", at, {"name": name})
    first = program.call("GET", f"{at}?limit=2").json()
    assert [row["name"] for row in first["results"]] == ["c", "b"]
    second = program.call("GET", first["next"].removeprefix("http://testserver")).json()
    assert [row["name"] for row in second["results"]] == ["First look"]
    assert second["next"] is None
    assert set(first["results"][0]) == {
        "id", "evaluation", "number", "name", "taken_by", "taken_at", "release", "method", "headline", "progress",
        "document_sha256", "inputs_sha256",
    }  # fmt: skip


def test_a_key_takes_one_once(program: Api, at: str) -> None:
    sent = [program.call("POST", at, {"name": "Once"}, Idempotency_Key="k1") for _ in range(2)]
    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[1].headers["Idempotency-Replayed"] == "true"
    assert sent[0].json() == sent[1].json()
    assert Snapshot.objects.count() == 2
    refused = program.call("POST", at, {"name": "Other"}, Idempotency_Key="k1")
    assert refused.status_code == 422


def test_names_that_will_not_do(program: Api, at: str) -> None:
    for name, code in (("", "required"), ("first LOOK", "name_taken"), ("submitted 3", "name_reserved")):
        refused = program.call("POST", at, {"name": name})
        assert (refused.status_code, faults(refused)) == (400, [("/name", code)])
    assert faults(program.call("POST", at, {"zz": 1})) == [("/name", "required"), ("/zz", "unknown_field")]


@pytest.mark.parametrize("number", ["0", "2", "007000", "99999999999999999999", "x", "-1"])
def test_a_snapshot_that_is_not_there(number: str, program: Api, at: str) -> None:
    for path in (f"{at}{number}/", f"{at}1/diff/{number}/"):
        assert program.call("GET", path).status_code == 404


def test_what_became_of_it(program: Api, world: World, at: str, workspace: Workspace) -> None:
    same = program.call("GET", f"{at}1/diff/present/").json()
    assert same["same"] is True
    assert (same["answers"], same["sentences"], same["facts"], same["reworded"]) == ([], [], [], [])
    assert not any(path["changed"] for path in same["paths"].values())

    change(world, workspace)
    found = program.call("GET", f"{at}1/diff/present/")
    told = found.json()
    assert told["same"] is False
    assert (told["from"]["snapshot"], told["from"]["name"], told["to"]["snapshot"]) == (1, "First look", None)
    (answer,) = told["answers"]
    assert (answer["item"], answer["changed"]) == ("community/community-interest", ["level", "note"])
    assert (answer["from"]["level"], answer["to"]["level"]) == (4, 1)
    assert (answer["answer"], answer["evidence"]) == (-0.75, 0.0)
    fit = told["paths"]["community"]["fit"]
    assert fit["change"] < 0
    assert round(sum(fit["contributions"].values()) + fit["cap_effect"], 5) == round(fit["change"], 5)
    assert told["paths"]["content"]["changed"] is False
    assert "Finding" in {sentence["what"] for sentence in told["sentences"]} or told["sentences"]
    assert program.call("GET", f"{at}1/diff/present/", If_None_Match=found.headers["ETag"]).status_code == 304


def test_two_snapshots_both_ways(program: Api, world: World, at: str, workspace: Workspace) -> None:
    change(world, workspace, level=4, grade="observed")
    program.call("POST", at, {"name": "Second look"})
    there = program.call("GET", f"{at}1/diff/2/").json()
    back = program.call("GET", f"{at}2/diff/1/").json()
    assert there["answers"][0]["evidence"] == -back["answers"][0]["evidence"] != 0
    assert there["answers"][0]["answer"] == 0
    assert there["paths"]["community"]["fit"]["change"] == -back["paths"]["community"]["fit"]["change"]


def test_another_workspace_finds_none(api: Callable[..., Api], at: str, other_workspace: Workspace) -> None:
    stranger = api("admin", of=other_workspace)
    for path in (at, f"{at}1/", f"{at}1/diff/present/"):
        assert stranger.call("GET", path).status_code == 404

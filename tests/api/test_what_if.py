"""POST what-if: the result as it would be, equal to what saving would give, and nothing stored."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.work.operations.evaluations import create_evaluation
from tests.api.addresses import Api, faults, stored
from tests.api.conftest import World
from tests.conftest import NOW, actor_of
from workspaces.models import Workspace

YES = {"level": 4, "grade": "measured"}
MOVED = [
    {"key": "community!no-repeated-member-value", **YES},
    {"key": "community/community-management-capability", **YES},
    {"key": "surface/workflow", "level": 0, "grade": "observed"},
]


def address(world: World, part: str = "what-if/") -> str:
    return f"/api/v1/evaluations/{world.evaluation.pk}/{part}"


def asked(program: Api, world: World, body: Any) -> dict[str, Any]:
    answer = program.call("POST", address(world), body)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_supposing_nothing_gives_the_present_result(api: Callable[..., Api], world: World) -> None:
    found = asked(api("viewer"), world, {"answers": []})
    assert found["scenario"] is True
    assert found["result"] == api("viewer").call("GET", address(world, "result/")).json()
    told = found["difference"]
    assert told["ranking"]["old"] == told["ranking"]["new"] == found["result"]["ranking"]["display_order"]
    assert told["headline"]["old"] == told["headline"]["new"] == found["result"]["headline"]
    assert [path["changed"] for path in told["paths"].values()] == [False, False]


def test_what_if_is_what_saving_would_give(api: Callable[..., Api], world: World) -> None:
    program = api("operator")
    before = program.call("GET", address(world, "result/")).json()
    found = asked(program, world, {"answers": MOVED})
    assert program.call("PATCH", address(world, "answers/"), {"answers": MOVED}).status_code == 200
    after = program.call("GET", address(world, "result/")).json()
    assert found["result"] | {"answers_version": 0} == after | {"answers_version": 0}
    told = found["difference"]
    assert told["ranking"] == {
        "old": before["ranking"]["display_order"],
        "new": after["ranking"]["display_order"],
    }
    assert told["headline"] == {"old": before["headline"], "new": after["headline"]}
    for key, path in told["paths"].items():
        for side, result in (("old", before), ("new", after)):
            judged = result["paths"][key]
            assert path["verdict"][side] == judged["sampled"]["verdict"]
            assert path["confidence"][side] == judged["sampled"]["confidence"]
            assert path["place"][side] == result["ranking"]["display_order"].index(key) + 1
            assert path["ranks_first"][side] == result["ranking"]["rank_acceptability"][key][0]
            for value in "FSV":
                assert path[value][side] == {
                    end: judged["exact"][end][value] for end in ("lo", "point", "hi")
                }


@pytest.mark.parametrize("state", ["draft", "submitted", "archived"])
def test_what_if_stores_nothing_in_any_state(state: str, api: Callable[..., Api], world: World) -> None:
    type(world.evaluation).objects.filter(pk=world.evaluation.pk).update(status=state)
    program = api("viewer")
    before = stored()
    found = asked(program, world, {"answers": MOVED, "growth_model": "sales-led", "priorities": ORDER})
    assert found["difference"]["paths"]["community"]["changed"]
    assert stored() == before


ORDER = [["carry"], ["pull", "product"], ["access", "compounding"]]


def test_growth_model_and_priorities_are_supposed_as_changing_them_would(
    api: Callable[..., Api], world: World, workspace: Workspace
) -> None:
    """Also that another growth model sets an override of the match aside."""
    override = {"key": "community@alignment", "level": 0, "grade": "measured", "note": "Tried and failed."}
    program = api("strategist")
    assert program.call("PATCH", address(world, "answers/"), {"answers": [override]}).status_code == 200
    body = {"growth_model": "sales-led", "priorities": ORDER}
    found = asked(api("viewer"), world, body)
    assert found["difference"]["paths"]["community"]["verdict"]["old"] == "park"
    assert program.call("PATCH", address(world, ""), body).status_code == 200
    after = program.call("GET", address(world, "result/")).json()
    assert found["result"] | {"answers_version": 0} == after | {"answers_version": 0}


def test_a_viewer_may_suppose_an_override_without_a_note(api: Callable[..., Api], world: World) -> None:
    found = asked(
        api("viewer"), world, {"answers": [{"key": "community@alignment", "level": 0, "grade": "observed"}]}
    )
    assert found["difference"]["paths"]["community"]["S"]["new"] == {"lo": 0.0, "point": 0.0625, "hi": 0.125}


def test_all_faults_come_at_once_with_pointers(api: Callable[..., Api], world: World) -> None:
    body = {
        "answers": [
            {"key": "community/nothing", **YES},
            {"key": "surface/workflow", "level": 9, "grade": "measured"},
            {"key": "community!no-repeated-member-value", "na": True, "na_reason": "It does not."},
            {"key": "community@alignment", "level": 3, "grade": "assumed"},
            {"key": "content/buyer", "level": "three"},
        ],
        "growth_model": "barter",
        "priorities": [["pull"]],
        "title": "Another",
    }
    answer = api("viewer").call("POST", address(world), body)
    assert answer.status_code == 400
    assert sorted(faults(answer)) == [("/answers/4/level", "wrong_type"), ("/title", "unknown_field")]
    in_shape = {name: value for name, value in body.items() if name != "title"} | {
        "answers": body["answers"][:4]
    }
    assert sorted(faults(api("viewer").call("POST", address(world), in_shape))) == [
        ("/answers/0/key", "unknown_item"),
        ("/answers/1/level", "out_of_range"),
        ("/answers/2/na", "na_refused"),
        ("/answers/3/grade", "override_assumed"),
        ("/growth_model", "unknown_growth_model"),
        ("/priorities", "not_a_weak_order"),
    ]
    body = {"answers": body["answers"][:4], "growth_model": "barter"}
    assert sorted(faults(api("viewer").call("POST", address(world), body))) == [
        ("/answers/0/key", "unknown_item"),
        ("/answers/1/level", "out_of_range"),
        ("/answers/2/na", "na_refused"),
        ("/answers/3/grade", "override_assumed"),
        ("/growth_model", "unknown_growth_model"),
    ]


@pytest.mark.services
@pytest.mark.parametrize("paths", [1, 4])
def test_it_costs_the_same_however_much_is_asked(
    paths: int, api: Callable[..., Api], world: World, workspace: Workspace
) -> None:
    chosen = ["community", "content", "integrations", "partner-channel"][:paths]
    by = actor_of(workspace, "admin")
    evaluation = create_evaluation(
        method="1", product=world.product, title="More", paths=chosen, by=by, now=NOW
    )
    moved = [AnswerInput.of("surface/data", level=3, grade="observed")]
    save_answers(evaluation=evaluation, answers=moved, by=by, now=NOW)
    program, path = api("viewer"), f"/api/v1/evaluations/{evaluation.pk}/what-if/"
    program.call("POST", path, {"answers": MOVED[:2] * (paths // 4)})
    with CaptureQueriesContext(connection) as seen:
        assert program.call("POST", path, {"answers": MOVED[2:]}).status_code == 200
    assert len(seen) == 4

"""Comparisons through the API."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse

from comparisons.models import Comparison
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.work.operations.evaluations import delete_evaluation, duplicate
from reports.operations.purging import purge_hidden
from tests.api.addresses import Api, faults
from tests.api.conftest import World, make_world, token_of
from tests.conftest import NOW, actor_of
from workspaces.models import Workspace
from workspaces.permissions import ALL_SCOPES, Scope

OF = "/api/v1/comparisons/"
NOWHERE = "0192f0c1-0000-7000-8000-000000000000"


@pytest.fixture
def world(workspace: Workspace, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path / "files"
    return make_world(workspace)


@pytest.fixture
def api(workspace: Workspace, settings: Any) -> Callable[..., Api]:
    settings.API_RATE = 100_000

    def make(role: str = "strategist", scopes: frozenset[Scope] = ALL_SCOPES) -> Api:
        return Api(headers={"Authorization": f"Bearer {token_of(workspace, role, scopes)}"})

    return make


def read(answer: HttpResponse) -> Any:
    return json.loads(answer.content)


def pair(world: World) -> list[dict[str, Any]]:
    one = str(world.evaluation.pk)
    return [{"evaluation": one, "snapshot": 1, "alias": "Then"}, {"evaluation": one}]


def test_a_comparison_from_first_to_last(api: Callable[..., Api], world: World) -> None:
    program = api()
    body = {"title": "Then and now", "kind": "over_time", "members": pair(world), "base": 1}
    made = program.call("POST", OF, body, Idempotency_Key="k")
    assert made.status_code == 201
    found = read(made)
    assert [member["alias"] for member in found["members"]] == ["Then", "Autumn review"]
    assert found["members"][0]["snapshot"] == str(world.snapshot.pk)
    assert read(program.call("POST", OF, body, Idempotency_Key="k"))["id"] == found["id"]
    address = made.headers["Location"]
    tag = made.headers["ETag"]
    assert program.call("GET", address, If_None_Match=tag).status_code == 304
    changed = program.call("PATCH", address, {"title": "New"}, If_Match=tag)
    assert (changed.status_code, read(changed)["title"]) == (200, "New")
    assert program.call("PATCH", address, {"title": "Other"}, If_Match=tag).status_code == 412
    by_id = [{"evaluation": str(world.evaluation.pk), "snapshot": str(world.snapshot.pk)}, pair(world)[1]]
    assert program.call("PATCH", address, {"members": by_id}).status_code == 200
    assert program.call("DELETE", address).status_code == 204
    assert program.call("GET", address).status_code == 404


def test_every_fault_with_its_pointer(api: Callable[..., Api], world: World) -> None:
    body = {
        "title": "",
        "kind": "rings",
        "base": 5,
        "members": [{"evaluation": NOWHERE, "alias": "x" * 16}, *pair(world), *pair(world)[:1]],
    }
    refused = api().call("POST", OF, body)
    assert refused.status_code == 400
    assert set(faults(refused)) == {
        ("/title", "required"), ("/kind", "unknown_kind"), ("/base", "no_such_member"),
        ("/members/0/evaluation", "unknown_evaluation"), ("/members/0/alias", "too_long"),
        ("/members/3", "repeated"), ("/members/1/alias", "repeated"), ("/members/3/alias", "repeated"),
    }  # fmt: skip
    misshapen = api().call("POST", OF, {"title": "", "kind": 3, "members": [1, {"evaluation": "x", "zz": 1}]})
    assert ("/members/0", "wrong_type") in faults(misshapen)
    assert ("/members/1/zz", "unknown_field") in faults(misshapen)
    gone = api().call(
        "POST", OF, {"title": "T", "kind": "subjects", "members": [{"evaluation": NOWHERE}, pair(world)[1]]}
    )
    assert (gone.status_code, faults(gone)) == (404, [("/members/0/evaluation", "unknown_evaluation")])


def test_the_list_is_narrowed(api: Callable[..., Api], world: World) -> None:
    program = api("viewer")
    assert [one["id"] for one in read(program.call("GET", OF))["results"]] == [str(world.comparison.pk)]
    assert read(program.call("GET", f"{OF}?kind=raters"))["results"] == []
    assert len(read(program.call("GET", f"{OF}?kind=over_time"))["results"]) == 1
    assert len(read(program.call("GET", f"{OF}?product={world.product.pk}"))["results"]) == 1
    assert read(program.call("GET", f"{OF}?product={world.spare.pk}"))["results"] == []


def test_the_results_tag_covers_its_members(
    api: Callable[..., Api], world: World, workspace: Workspace
) -> None:
    program, address = api("viewer"), f"{OF}{world.comparison.pk}/result/"
    tag = program.call("GET", address).headers["ETag"]
    assert program.call("GET", address, If_None_Match=tag).status_code == 304
    answer = AnswerInput.of("community/community-interest", level=0, grade="measured")
    save_answers(evaluation=world.evaluation, answers=[answer], by=actor_of(workspace, "admin"), now=NOW)
    again = program.call("GET", address, If_None_Match=tag)
    assert again.status_code == 200
    assert again.headers["ETag"] != tag


def test_a_preview_is_the_result_and_stores_nothing(api: Callable[..., Api], world: World) -> None:
    reader = api("viewer", frozenset({Scope.EVALUATIONS_READ}))
    members = [
        {"evaluation": str(world.evaluation.pk), "snapshot": 1},
        {"evaluation": str(world.evaluation.pk)},
    ]
    shown = reader.call("POST", f"{OF}preview/", {"kind": "over_time", "members": members})
    assert shown.status_code == 200
    saved = reader.call("GET", f"{OF}{world.comparison.pk}/result/")
    assert read(shown) == read(saved)
    assert Comparison.objects.count() == 1


def test_a_member_removed_for_good_stays_by_its_title(
    api: Callable[..., Api], world: World, workspace: Workspace
) -> None:
    by = actor_of(workspace, "admin")
    gone = duplicate(evaluation=world.evaluation, title="Spring", by=by, now=NOW)
    members = [{"evaluation": str(world.evaluation.pk)}, {"evaluation": str(gone.pk), "alias": "Spring"}]
    program = api()
    body = {"title": "Two", "kind": "over_time", "members": members}
    address = program.call("POST", OF, body).headers["Location"]
    delete_evaluation(evaluation=gone, by=by, now=NOW)
    purge_hidden(now=NOW + timedelta(days=31))
    shown = read(program.call("GET", address))["members"]
    assert (shown[1]["evaluation"], shown[1]["state"]) == (None, "deleted")
    kept = {name: shown[1][name] for name in ("evaluation", "title", "alias")}
    turned = [kept, {"evaluation": shown[0]["evaluation"], "title": "Anything"}]
    changed = program.call("PATCH", address, {"members": turned})
    assert changed.status_code == 200
    assert [each["title"] for each in read(changed)["members"]] == [shown[1]["title"], shown[0]["title"]]
    unknown = program.call("PATCH", address, {"members": [kept | {"title": "Winter"}, members[0]]})
    assert unknown.status_code == 404
    assert faults(unknown) == [("/members/0/evaluation", "unknown_evaluation")]
    refused = program.call("POST", OF, body | {"members": [kept, members[0]]})
    assert refused.status_code == 400


def test_another_base_by_address(api: Callable[..., Api], world: World) -> None:
    address = f"{OF}{world.comparison.pk}/result/"
    assert read(api().call("GET", f"{address}?base=1"))["base"] == 1
    assert api().call("GET", f"{address}?base=12").status_code == 400


def test_a_view_as_a_file(api: Callable[..., Api], world: World) -> None:
    program, address = api("viewer"), f"{OF}{world.comparison.pk}/export/"
    file = program.call("GET", f"{address}?view=factors&format=xlsx&differs=true")
    assert file.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    tag = file.headers["ETag"]
    same = program.call("GET", f"{address}?view=factors&format=xlsx&differs=true", If_None_Match=tag)
    assert same.status_code == 304
    for wrong in ("view=rings", "format=pdf", "sort=x", "differs=1"):
        assert program.call("GET", f"{address}?{wrong}").status_code == 400

"""Products and evaluations, as a program meets them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from channels_catalog.operations import publish
from evaluations.models import Answer, AnswerChange, Evaluation, Product
from evaluations.results.verdicts import rescore
from tests.api.addresses import Api, faults, problem
from tests.api.conftest import World
from tests.conftest import CATALOG, NOW
from workspaces.models import Workspace

pytestmark = pytest.mark.services

V1 = "/api/v1/"
PRODUCTS, EVALUATIONS = f"{V1}products/", f"{V1}evaluations/"
INTEREST, VALUE = "community/community-interest", "community!no-repeated-member-value"


@pytest.fixture
def operator(api: Callable[..., Api]) -> Api:
    return api("operator")


@pytest.fixture
def strategist(api: Callable[..., Api]) -> Api:
    return api("strategist")


@pytest.fixture
def of(world: World) -> str:
    """The address of an evaluation of community and content, with four answers."""
    return f"{EVALUATIONS}{world.evaluation.pk}/"


def test_a_product_from_first_to_last(operator: Api, strategist: Api) -> None:
    sent = {
        "name": " Ledgerline ",
        "description": "Closes books.\r\nTogether.",
        "growth_model": "plg",
        "industries": ["Finance", "Technology"],
        "stage": "growth",
    }
    made = operator.call("POST", PRODUCTS, sent)
    assert made.status_code == 201
    assert {name: made.json()[name] for name in sent} == sent | {
        "name": "Ledgerline",
        "description": "Closes books.\nTogether.",
    }
    assert made.json()["created_by"]["name"] == "Otto Operator"
    path = made.headers["Location"]
    assert path == f"{PRODUCTS}{made.json()['id']}/"
    changed = operator.call("PATCH", path, {"growth_model": None, "industries": []})
    assert (changed.json()["growth_model"], changed.json()["industries"]) == (None, [])
    assert changed.json()["name"] == "Ledgerline"
    assert operator.call("PATCH", path, {}).headers["ETag"] == changed.headers["ETag"]
    assert strategist.call("DELETE", path).status_code == 204
    assert strategist.call("GET", path).status_code == 404
    assert strategist.call("DELETE", path).status_code == 404


def test_every_fault_of_a_product_comes_at_once(operator: Api) -> None:
    misshapen = {"name": "\u0007", "industries": ["Nobody", 5], "growth_model": 1, "zz": 1}
    assert sorted(faults(operator.call("POST", PRODUCTS, misshapen))) == [
        ("/growth_model", "wrong_type"),
        ("/industries/1", "wrong_type"),
        ("/zz", "unknown_field"),
    ]
    sent = {"name": "\u0007", "stage": "old", "industries": ["Nobody", "Finance", "Finance"]}
    assert sorted(faults(operator.call("POST", PRODUCTS, sent))) == [
        ("/industries/0", "unknown_industry"),
        ("/industries/2", "repeated"),
        ("/name", "control_character"),
        ("/stage", "unknown_stage"),
    ]
    assert faults(operator.call("POST", PRODUCTS, {"name": "x" * 121})) == [("/name", "too_long")]
    assert faults(operator.call("POST", PRODUCTS, {"name": None})) == [("/name", "wrong_type")]


def test_a_product_with_evaluations_stays(strategist: Api, world: World) -> None:
    refused = strategist.call("DELETE", f"{PRODUCTS}{world.product.pk}/")
    assert (refused.status_code, problem(refused)["code"]) == (409, "product_in_use")


def test_an_evaluation_copies_the_growth_model_unless_one_is_given(operator: Api, world: World) -> None:
    sent = {"product": str(world.product.pk), "title": "T", "paths": ["content", "community"]}
    models = [
        operator.call("POST", EVALUATIONS, sent | more).json()["growth_model"]
        for more in ({}, {"growth_model": "marketplace"}, {"growth_model": None})
    ]
    assert models == ["plg", "marketplace", None]
    operator.call("PATCH", f"{PRODUCTS}{world.product.pk}/", {"growth_model": "sales-led"})
    assert Evaluation.objects.filter(growth_model="sales-led").count() == 0


def test_a_new_evaluation(operator: Api, world: World) -> None:
    sent = {
        "product": str(world.product.pk),
        "title": "T",
        "paths": ["content", "community"],
        "release": "2026.12.1",
    }
    made = operator.call("POST", EVALUATIONS, sent)
    found = made.json()
    assert made.status_code == 201
    assert made.headers["Location"] == f"{EVALUATIONS}{found['id']}/"
    assert operator.call("GET", made.headers["Location"]).json() == found
    assert {name: found[name] for name in ("status", "paths", "release", "method", "headline", "stale")} == {
        "status": "draft",
        "paths": ["content", "community"],
        "release": "2026.12.1",
        "method": "2",
        "headline": None,
        "stale": True,
    }
    assert found["progress"]["answered"] == 0
    assert found["progress"]["total"] == 12 + len(_surfaces(operator, "content", "community"))


def _surfaces(program: Api, *slugs: str) -> set[str]:
    models = [program.call("GET", f"{V1}catalog/channel-models/{slug}/").json() for slug in slugs]
    return {surface for model in models for surface in model["surface_links"]}


def test_every_fault_of_an_evaluation_comes_at_once(strategist: Api, world: World) -> None:
    sent = {
        "product": 5,
        "title": " ",
        "paths": ["community", "nowhere", "community", 3],
        "growth_model": "none",
        "priorities": [["pull"]],
        "zz": 1,
    }
    assert sorted(faults(strategist.call("POST", EVALUATIONS, sent))) == [
        ("/paths/3", "wrong_type"),
        ("/product", "wrong_type"),
        ("/zz", "unknown_field"),
    ]
    in_shape = {name: value for name, value in sent.items() if name != "zz"}
    in_shape |= {"product": str(world.product.pk), "paths": ["community", "nowhere", "community"]}
    assert sorted(faults(strategist.call("POST", EVALUATIONS, in_shape))) == [
        ("/growth_model", "unknown_growth_model"),
        ("/paths/1", "unknown_path"),
        ("/paths/2", "repeated"),
        ("/priorities", "not_a_weak_order"),
        ("/title", "required"),
    ]
    good = {"product": str(world.product.pk), "title": "", "paths": ["community"], "release": "1999.1"}
    assert faults(strategist.call("POST", EVALUATIONS, good)) == [
        ("/release", "unknown_release"),
        ("/title", "required"),
    ]


def test_a_product_that_is_not_there(
    operator: Api, api: Callable[..., Api], other_workspace: Workspace
) -> None:
    theirs = api("operator", of=other_workspace).call("POST", PRODUCTS, {"name": "Theirs"}).json()["id"]
    for product in (theirs, "0192f0c1-0000-7000-8000-000000000000"):
        refused = operator.call(
            "POST", EVALUATIONS, {"product": product, "title": "T", "paths": ["community"]}
        )
        assert (refused.status_code, faults(refused)) == (404, [("/product", "not_found")])


def test_priorities_are_a_strategists(operator: Api, strategist: Api, world: World, of: str) -> None:
    order = [["pull"], ["product", "access"], ["compounding", "carry"]]
    new = {"product": str(world.product.pk), "title": "T", "paths": ["community"], "priorities": order}
    assert operator.call("POST", EVALUATIONS, new).status_code == 403
    assert operator.call("PATCH", of, {"priorities": order}).status_code == 403
    assert strategist.call("POST", EVALUATIONS, new).json()["priorities"] == order
    assert strategist.call("PATCH", of, {"priorities": order}).json()["priorities"] == order
    # What changes nothing needs no right: a program may send a whole evaluation back.
    assert operator.call("PATCH", of, {"priorities": order, "title": "T"}).status_code == 200


def test_states_and_their_moves(operator: Api, strategist: Api, of: str) -> None:
    def move(program: Api, name: str) -> tuple[int, str]:
        answered = program.call("POST", f"{of}{name}/")
        return answered.status_code, answered.json().get("status" if answered.status_code == 200 else "code")

    refused = (409, "invalid_transition")
    assert move(strategist, "reopen") == refused
    assert move(operator, "submit") == (200, "submitted")
    assert move(operator, "submit") == refused
    for change in ({"paths": ["content"]}, {"growth_model": None}, {"priorities": None}):
        locked = strategist.call("PATCH", of, change)
        assert (locked.status_code, problem(locked)["code"]) == (409, "evaluation_locked")
    answers = {"answers": [{"key": INTEREST, "level": 1, "grade": "observed"}]}
    assert problem(operator.call("PATCH", f"{of}answers/", answers))["code"] == "evaluation_locked"
    assert operator.call("PATCH", of, {"title": "Still"}).json()["title"] == "Still"
    assert move(operator, "archive")[0] == 403
    assert move(strategist, "archive") == (200, "archived")
    assert move(strategist, "archive") == refused
    assert move(strategist, "submit") == refused
    assert move(operator, "reopen")[0] == 403
    assert move(strategist, "reopen") == (200, "draft")
    assert faults(operator.call("POST", f"{of}submit/", {"now": True})) == [("/now", "unknown_field")]


def test_a_duplicate_is_a_draft_of_its_own(operator: Api, of: str) -> None:
    operator.call("POST", f"{of}submit/")
    copy = operator.call("POST", f"{of}duplicate/")
    assert (copy.status_code, copy.json()["status"], copy.json()["title"]) == (
        201,
        "draft",
        "Copy of Autumn review",
    )
    theirs = operator.call("GET", f"{copy.headers['Location']}answers/").json()["answers"]
    mine = operator.call("GET", f"{of}answers/").json()["answers"]
    assert [(one["key"], one["level"], one["note"]) for one in theirs] == [
        (one["key"], one["level"], one["note"]) for one in mine
    ]


def test_paths_taken_out_keep_their_answers_aside(operator: Api, of: str) -> None:
    before = operator.call("GET", of).json()["progress"]
    assert (
        operator.call("PATCH", of, {"paths": ["content"]}).json()["progress"]["answered"] < before["answered"]
    )
    assert INTEREST not in {one["key"] for one in operator.call("GET", f"{of}answers/").json()["answers"]}
    unknown = operator.call("PATCH", f"{of}answers/", {"answers": [{"key": INTEREST, "level": None}]})
    assert faults(unknown) == [("/answers/0/key", "unknown_item")]
    assert operator.call("PATCH", of, {"paths": ["community", "content"]}).json()["progress"] == before
    assert INTEREST in {one["key"] for one in operator.call("GET", f"{of}answers/").json()["answers"]}


def test_filters_of_the_list(strategist: Api, world: World, of: str) -> None:
    spare = str(world.spare.pk)
    other = {"product": spare, "title": "Größe Ünd", "paths": ["content"]}
    made = strategist.call("POST", EVALUATIONS, other).json()["id"]
    first = str(world.evaluation.pk)
    strategist.call("POST", f"{of}submit/")
    rescore(world.evaluation.pk, now=NOW + timedelta(hours=1))
    row = Evaluation.objects.get(pk=first)
    for query, found in (
        ("", [made, first]),
        ("ordering=created_at", [first, made]),
        (f"product={spare}", [made]),
        ("status=submitted", [first]),
        ("status=archived", []),
        ("q=AUTUMN", [first]),
        ("q=spare", [made]),
        ("path=community", [first]),
        ("path=content", [made, first]),
        (f"verdict={row.headline_verdict}", [first]),
        (f"path=content&verdict={row.paths.get(path='content').verdict}", [first]),
        ("created_after=2026-11-20T09:30:00Z", [made]),
        ("created_before=2026-11-20T10:30:01%2B01:00", [first]),
        ("created_after=2026-11-20t09:29:59.999z&created_before=2026-11-20T09:30:00.000001Z", [first]),
    ):
        answered = strategist.call("GET", f"{EVALUATIONS}?{query}")
        assert [one["id"] for one in answered.json()["results"]] == found, query


@pytest.mark.parametrize(
    "query",
    [
        "product=x",
        "status=done",
        "verdict=good",
        "path=nowhere",
        "created_after=yesterday",
        "created_before=2026-11-20",
        "created_after=2026-11-20T09:30:00",
        "created_after=2026-02-30T09:30:00Z",
        "created_after=1763630000",
        "created_after=0001-01-01T00:00:00%2B14:00",
        "created_after=9999-12-31T23:59:59-14:00",
        "q=%07",
        "status=",
        "created_after=2026-11-20T09:30:00+01:00",
        f"q={'x' * 201}",
        "product=urn:uuid:0192f0c1-0000-7000-8000-000000000000",
    ],
)
def test_filters_that_make_no_sense(strategist: Api, query: str) -> None:
    refused = strategist.call("GET", f"{EVALUATIONS}?{query}")
    assert faults(refused) == [(f"?{query.partition('=')[0]}", "invalid_parameter")]


def save(program: Api, of: str, *answers: dict[str, Any]) -> Any:
    return program.call("PATCH", f"{of}answers/", {"answers": list(answers)})


def test_answers_are_stored_with_versions_and_progress(operator: Api, of: str) -> None:
    saved = save(
        operator,
        of,
        {"key": INTEREST, "level": 2, "grade": "reported", "version": 1},
        {"key": "surface/brand", "level": None, "designable": False},
        {"key": "rule/exposure", "text": "The books."},
    )
    found = saved.json()
    assert saved.status_code == 200
    assert [(one["key"], one["level"], one["version"]) for one in found["answers"]] == [
        (INTEREST, 2, 2),
        ("surface/brand", None, 1),
        ("rule/exposure", None, 1),
    ]
    assert found["answers"][0]["note"] == "Counted."
    assert found["answers"][1]["designable"] is False
    assert found["answers"][2]["text"] == "The books."
    assert (found["answers_version"], found["progress"]["answered"]) == (3, 2)


def test_null_differs_from_absent(operator: Api, of: str) -> None:
    kept = save(operator, of, {"key": INTEREST, "note": "More."}).json()["answers"][0]
    assert (kept["level"], kept["grade"], kept["note"]) == (4, "measured", "More.")
    cleared = save(operator, of, {"key": INTEREST, "level": None}).json()["answers"][0]
    assert (cleared["level"], cleared["grade"], cleared["note"]) == (None, None, "More.")
    assert save(operator, of, {"key": INTEREST, "note": None}).json()["answers"][0]["note"] is None


def test_what_changes_nothing_leaves_no_trace(operator: Api, of: str) -> None:
    before = AnswerChange.objects.count()
    again = save(operator, of, {"key": INTEREST, "level": 4, "grade": "measured"}, {"key": "surface/data"})
    assert [(one["version"], one["changed_at"] is None) for one in again.json()["answers"]] == [
        (1, False),
        (0, True),
    ]
    assert again.json()["answers_version"] == 2
    assert (AnswerChange.objects.count(), Answer.objects.count()) == (before, 4)


def test_a_conflict_tells_what_is_there(operator: Api, of: str) -> None:
    clash = save(
        operator,
        of,
        {"key": INTEREST, "level": 0, "grade": "observed", "version": 0},
        {"key": "surface/data", "level": 1, "grade": "observed", "version": 3},
        {"key": "surface/brand", "level": 1, "grade": "observed", "version": 0},
    )
    found = problem(clash)
    assert (clash.status_code, found["code"]) == (409, "answer_conflict")
    assert [(one["key"], one["level"], one["version"]) for one in found["present"]] == [
        (INTEREST, 4, 1),
        ("surface/data", None, 0),
    ]
    assert Answer.objects.count() == 4


def test_every_fault_of_a_batch_comes_at_once(strategist: Api, of: str) -> None:
    refused = save(
        strategist,
        of,
        {"key": "nobody/asks", "level": "3"},
        {"key": INTEREST, "level": 5, "grade": "observed"},
        {"key": INTEREST, "level": 2.5},
        {"key": VALUE, "na": True, "na_reason": "x"},
        {"key": "content@alignment", "na": "yes"},
        {"key": "rule/proof", "level": 3},
        {"key": "content/search-intent", "grade": "guess", "zz": 1},
        {"key": "surface/data", "level": 2},
        {"level": 1},
        7,
        {"key": "surface/brand", "text": "x", "version": -1},
    )  # type: ignore[arg-type]  # that is the point
    assert set(faults(refused)) == {
        ("/answers/0/level", "wrong_type"),
        ("/answers/2/level", "wrong_type"),
        ("/answers/4/na", "wrong_type"),
        ("/answers/6/zz", "unknown_field"),
        ("/answers/8/key", "required"),
        ("/answers/9", "wrong_type"),
        ("/answers/10/version", "out_of_range"),
    }
    in_shape = save(
        strategist,
        of,
        {"key": "nobody/asks", "level": 3},
        {"key": INTEREST, "level": 5, "grade": "observed"},
        {"key": INTEREST, "level": 2},
        {"key": VALUE, "na": True, "na_reason": "x"},
        {"key": "rule/proof", "level": 3},
        {"key": "surface/data", "level": 2},
        {"key": "surface/brand", "text": "x"},
    )
    assert {
        ("/answers/0/key", "unknown_item"),
        ("/answers/1/level", "out_of_range"),
        ("/answers/2/key", "repeated_item"),
        ("/answers/3/na", "na_refused"),
        ("/answers/4/level", "not_for_this_item"),
        ("/answers/5/grade", "required"),
        ("/answers/6/text", "not_for_this_item"),
    } <= set(faults(in_shape))
    assert Answer.objects.count() == 4


def test_five_hundred_at_once_is_the_most(operator: Api, of: str) -> None:
    assert faults(save(operator, of, *[{"key": INTEREST}] * 501)) == [("/answers", "too_many")]
    assert faults(save(operator, of)) == [("/answers", "required")]
    repeated = faults(save(operator, of, *[{"key": INTEREST}] * 500))
    assert len(repeated) == 499


def test_a_match_is_a_question_until_a_growth_model_is_declared(
    operator: Api, strategist: Api, of: str
) -> None:
    match = {"key": "community@alignment", "level": 3, "grade": "assumed"}
    assert save(operator, of, match).status_code == 403
    assert faults(save(strategist, of, match)) == [
        ("/answers/0/grade", "override_assumed"),
        ("/answers/0/note", "required"),
    ]
    operator.call("PATCH", of, {"growth_model": None})
    assert save(operator, of, match).json()["answers"][0]["version"] == 1
    operator.call("PATCH", of, {"growth_model": "plg"})
    assert "community@alignment" not in {
        one["key"] for one in operator.call("GET", f"{of}answers/").json()["answers"]
    }
    aside = operator.call("GET", f"{of}history/").json()["results"][0]
    assert (aside["item"], aside["to"], aside["reason"]) == (
        "community@alignment",
        None,
        "growth_model_changed",
    )


def test_the_checklist_is_everything_to_answer(operator: Api, of: str) -> None:
    found = operator.call("GET", f"{of}checklist/").json()
    assert [(group["key"], group["kind"], len(group["items"])) for group in found["groups"]] == [
        ("community", "path", 7),
        ("content", "path", 7),
        ("design-map", "surfaces", 10),
        ("rule", "rule", 5),
    ]
    items = {item["key"]: item for group in found["groups"] for item in group["items"]}
    assert [item["kind"] for item in list(items.values())[:7]] == [*["factor"] * 5, "constraint", "alignment"]
    assert set(items[INTEREST]["anchors"]) == {"0", "2", "4"}
    assert (items[INTEREST]["answer"]["level"], items[INTEREST]["answer"]["version"]) == (4, 1)
    assert (items["surface/data"]["answer"]["level"], items["surface/data"]["answer"]["version"]) == (None, 0)
    assert (items["rule/proof"]["anchors"], items["rule/proof"]["counts"]) == ({}, False)
    assert sum(item["counts"] for item in items.values()) == found["progress"]["total"]
    assert found["progress"] == operator.call("GET", of).json()["progress"]


def test_an_answer_can_be_sent_back_as_it_was_read(operator: Api, of: str) -> None:
    """Field by field, whatever the kind of item: reading and writing speak one language."""
    read = operator.call("GET", f"{of}answers/").json()["answers"]
    unknown = {"revision", "changed_by", "changed_at"}
    sent = [{name: value for name, value in one.items() if name not in unknown} for one in read]
    again = save(operator, of, *sent)
    assert (again.status_code, again.json()["answers"]) == (200, read)


def test_history_has_an_entry_for_each_changed_item(operator: Api, of: str) -> None:
    save(operator, of, {"key": INTEREST, "level": 1, "grade": "observed"})
    entry, *rest = operator.call("GET", f"{of}history/").json()["results"]
    assert (entry["item"], entry["from"]["level"], entry["to"]["level"]) == (INTEREST, 4, 1)
    assert (entry["by"]["name"], entry["token"]["name"]) == ("Otto Operator", "operator's program")
    assert [(one["from"], one["token"]) for one in rest] == [(None, None)] * 4


def test_a_deleted_evaluation_is_gone_and_frees_its_product(strategist: Api, world: World, of: str) -> None:
    assert strategist.call("DELETE", of).status_code == 204
    for address in (of, f"{of}checklist/", f"{of}answers/", f"{of}result/", f"{of}history/"):
        assert strategist.call("GET", address).status_code == 404
    assert strategist.call("GET", EVALUATIONS).json()["results"] == []
    assert strategist.call("DELETE", f"{PRODUCTS}{world.product.pk}/").status_code == 204
    assert Product.objects.filter(deleted_at=None).count() == 1


def test_an_evaluation_moves_to_method_2_after_a_look_at_what_that_changes(api, evaluation):
    strategist, address = api("strategist"), f"/api/v1/evaluations/{evaluation.pk}/method/"
    looked = strategist.call("POST", address, {"method": "2", "dry_run": True}).json()
    assert (looked["old_method"], looked["method"], looked["moved"]) == ("1", "2", False)
    assert Evaluation.objects.get(pk=evaluation.pk).method == "1"
    moved = strategist.call("POST", address, {"method": "2"}).json()
    assert moved == looked | {"moved": True, "answers_version": 2}
    assert {path["new"]["verdict"] for path in moved["paths"]} == {"find_out_first"}
    assert all(path["new"]["lean"] and path["new"]["lean_share"] for path in moved["paths"])
    assert strategist.call("GET", f"/api/v1/evaluations/{evaluation.pk}/").json()["method"] == "2"
    entry = strategist.call("GET", f"/api/v1/evaluations/{evaluation.pk}/timeline/").json()["results"][0]
    assert (entry["kind"], entry["method"]) == ("method_changed", "2")
    again = strategist.call("POST", address, {"method": "2"}).json()
    assert (again["moved"], again["answers_version"]) == (False, 2)


def test_a_move_to_another_method_is_refused_with_reasons(api, evaluation):
    address = f"/api/v1/evaluations/{evaluation.pk}/method/"
    assert api("operator").call("POST", address, {"method": "2"}).status_code == 403
    unknown = api("strategist").call("POST", address, {"method": "3"})
    assert faults(unknown) == [("/method", "not_one_of")]
    api("operator").call("POST", f"/api/v1/evaluations/{evaluation.pk}/submit/")
    for dry_run in (True, False):
        refused = api("strategist").call("POST", address, {"method": "2", "dry_run": dry_run})
        assert (refused.status_code, refused.json()["code"]) == (409, "evaluation_locked")


def test_an_evaluation_moves_to_a_newer_release_after_a_look_at_what_that_changes(api, evaluation):
    newer = CATALOG.model_copy(update={"version": "2099.01"})
    publish(catalog=newer, now=NOW + timedelta(days=1))
    strategist, address = api("strategist"), f"/api/v1/evaluations/{evaluation.pk}/upgrade/"
    looked = strategist.call("POST", address, {"dry_run": True}).json()
    assert (looked["old_release"], looked["release"], looked["moved"]) == (CATALOG.version, "2099.01", False)
    assert (looked["questions"], looked["unchanged"] > 0) == ([], True)
    assert {path["changed"] for path in looked["paths"]} == {False}
    moved = strategist.call("POST", address, {"release": "2099.01"}).json()
    assert moved == looked | {"moved": True, "answers_version": looked["answers_version"] + 1}
    entry = strategist.call("GET", f"/api/v1/evaluations/{evaluation.pk}/timeline/").json()["results"][0]
    assert (entry["kind"], entry["release"]) == ("release_changed", "2099.01")
    back = strategist.call("POST", address, {"release": CATALOG.version})
    assert (back.status_code, back.json()["code"]) == (409, "release_refused")
    assert faults(strategist.call("POST", address, {"release": "1.0"})) == [("/release", "unknown_release")]
    assert strategist.call("POST", address, {"release": "\0"}).status_code == 400
    assert api("operator").call("POST", address, {}).status_code == 403

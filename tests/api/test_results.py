"""The result and the explanation of a path, as a program reads them."""

from collections.abc import Callable

import pytest

from evaluations import scoring
from evaluations.models import Evaluation
from evaluations.results.queries import inputs_of, result_of
from evaluations.scoring.plain import plain
from tests.api.addresses import Api, faults, problem
from tests.api.conftest import World


@pytest.fixture
def program(api: Callable[..., Api]) -> Api:
    return api("viewer")


@pytest.fixture
def of(world: World) -> str:
    return f"/api/v1/evaluations/{world.evaluation.pk}/"


def test_the_whole_result_is_the_methods_document_with_names_and_sentences(
    program: Api, world: World, of: str
) -> None:
    found = program.call("GET", f"{of}result/").json()
    whole = plain(result_of(Evaluation.objects.get(pk=world.evaluation.pk)))
    for path, judged in whole["paths"].items():
        told = found["paths"][path]
        assert {name: told[name] for name in judged} == judged
        assert told["sentence"].startswith(told["words"]["word"])
    for part in whole.keys() - {"paths"}:
        assert found[part] == whole[part]
    assert (found["release"], found["answers_version"]) == ("2026.12.1", 2)
    assert found["paths"]["community"]["name"] == "Community"
    assert found["names"]["items"]["community/community-interest"] == "Community Interest"
    assert found["names"]["dimensions"]["pull"] == "Pull"
    assert "Community" in found["finding"]


def test_the_exact_part_alone(program: Api, world: World, of: str) -> None:
    found = program.call("GET", f"{of}result/?part=exact").json()
    exact = plain(scoring.exact(inputs_of(Evaluation.objects.get(pk=world.evaluation.pk))))
    assert found["paths"]["community"]["exact"] == exact["paths"]["community"]["exact"]
    assert found["ranking"] == exact["ranking"]
    assert "sampled" not in found["paths"]["community"]
    assert found["paths"]["community"]["sentence"] is None
    assert "headline" not in found
    assert faults(program.call("GET", f"{of}result/?part=some")) == [("?part", "invalid_parameter")]


def test_a_result_is_of_the_answers_as_they_stand(program: Api, api: Callable[..., Api], of: str) -> None:
    before = program.call("GET", f"{of}result/")
    sent = {"answers": [{"key": "surface/data", "level": 4, "grade": "measured"}]}
    api("operator").call("PATCH", f"{of}answers/", sent)
    after = program.call("GET", f"{of}result/", If_None_Match=before.headers["ETag"])
    assert after.status_code == 200
    assert after.json()["inputs_sha256"] != before.json()["inputs_sha256"]
    assert program.call("GET", f"{of}result/", If_None_Match=after.headers["ETag"]).status_code == 304


def test_a_path_without_applicable_questions(program: Api, api: Callable[..., Api], of: str) -> None:
    asked = api("viewer").call("GET", f"{of}checklist/").json()
    items = [item for group in asked["groups"] for item in group["items"]]
    sent = [
        {"key": item["key"], "na": True, "na_reason": "Nobody."}
        for item in items
        if item["kind"] in {"factor", "surface"} and item["path"] in {None, "community"}
    ]
    assert api("operator").call("PATCH", f"{of}answers/", {"answers": sent}).status_code == 200
    found = program.call("GET", f"{of}result/").json()["paths"]["community"]
    assert (found["verdict"], "exact" in found) == ("not_applicable", False)
    told = program.call("GET", f"{of}explain/community/")
    assert (told.status_code, told.json()["verdict"]) == (200, "not_applicable")


def test_a_path_is_explained_by_the_numbers_of_its_result(program: Api, of: str) -> None:
    result = program.call("GET", f"{of}result/").json()
    told = program.call("GET", f"{of}explain/community/").json()
    exact = result["paths"]["community"]["exact"]
    assert (told["path"], told["name"], told["release"], told["method"]) == (
        "community",
        "Community",
        "2026.12.1",
        "1",
    )
    assert told["inputs_sha256"] == result["inputs_sha256"]
    assert {one["dimension"]: one["contribution"] for one in told["fit"]["dimensions"]} == {
        name: part["contribution"] for name, part in exact["contributions"].items()
    }
    assert told["support"]["binding"] == exact["binding"]
    assert told["fit"]["mean"] == exact["mean"]


def test_a_path_that_was_not_chosen_is_not_explained(program: Api, of: str) -> None:
    for path in ("integrations", "nowhere", "surface"):
        refused = program.call("GET", f"{of}explain/{path}/")
        assert (refused.status_code, problem(refused)["code"]) == (404, "not_found")


def test_triage_orders_every_path_of_the_release_and_gives_no_verdict(
    program: Api, api: Callable[..., Api], of: str
) -> None:
    sent = {"answers": [{"key": "surface/workflow", "level": 4, "grade": "measured"}]}
    api("operator").call("PATCH", f"{of}answers/", sent)
    answer = program.call("GET", f"{of}triage/")
    found = answer.json()
    catalog = program.call("GET", "/api/v1/catalog/channel-models/?limit=200").json()["results"]
    assert {path["path"] for path in found["paths"]} == {model["slug"] for model in catalog}
    kept = [path for path in found["paths"] if not path["set_aside"]]
    points = [path["carry"]["point"] for path in kept]
    assert points == sorted(points, reverse=True)
    assert all(
        0 <= path["carry"]["lo"] <= path["carry"]["point"] <= path["carry"]["hi"] <= 1 for path in kept
    )
    assert found["paths"][: len(kept)] == kept, "those set aside stand last"
    assert found["no_verdict"].startswith("Demand and constraint are still unknown")
    assert "verdict" not in {key for path in found["paths"] for key in path}
    assert program.call("GET", f"{of}triage/", If_None_Match=answer.headers["ETag"]).status_code == 304


def test_triage_says_which_paths_are_chosen_and_why_one_is_set_aside(
    program: Api, api: Callable[..., Api], world: World, of: str
) -> None:
    api("operator").call("PATCH", of, {"growth_model": "marketplace"})
    found = program.call("GET", f"{of}triage/").json()
    chosen = {path["path"] for path in found["paths"] if path["chosen"]}
    assert chosen == set(program.call("GET", of).json()["paths"])
    aside = [path for path in found["paths"] if path["set_aside"]]
    assert {path["path"] for path in aside} == {
        "enterprise-sales", "ecosystem-marketplace", "oem-white-label", "reseller-distributor",
        "services-partner", "retail-wholesale", "direct-to-consumer", "agents-brokers", "public-procurement",
    }  # fmt: skip
    assert all(path["reason"].startswith("Fights the growth model. ") for path in aside)
    assert found["summary"] == (
        "Nine paths fight the growth model (Marketplace) and are set aside. "
        "The other 18 paths stand in order of carry."
    )


def test_triage_without_a_growth_model_sets_nothing_aside_and_says_so(
    program: Api, api: Callable[..., Api], of: str
) -> None:
    api("operator").call("PATCH", of, {"growth_model": None})
    found = program.call("GET", f"{of}triage/").json()
    assert not any(path["set_aside"] for path in found["paths"])
    assert "No growth model is declared, so none is set aside" in found["summary"]
    assert {path["match_from"] for path in found["paths"]} == {"undeclared"}

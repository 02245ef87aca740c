"""Results of method 2 as a program meets them: result, explanation, what-if, triage; each as the schema says."""

from typing import Any

import pytest

from evaluations.results import queries
from evaluations.scoring import method2
from evaluations.work.queries import catalog_for, path_keys
from tests.evaluations.test_method_2 import answer_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(api: Any, evaluation_by_method_2: Any, actor: Any) -> Any:
    """GET and POST under the address of an evaluation of which everything is reported."""
    answer_all(evaluation_by_method_2, actor, grade="reported")
    evaluation_by_method_2.refresh_from_db()
    caller = api("viewer")

    def call(end: str, body: Any = None) -> Any:
        found = caller.call(
            "GET" if body is None else "POST", f"/api/v1/evaluations/{evaluation_by_method_2.pk}/{end}", body
        )
        assert found.status_code == 200, found.content
        return found.json()

    return call


def without_words(document: dict[str, Any]) -> dict[str, Any]:
    bare = {name: value for name, value in document.items() if name not in
            {"release", "answers_version", "finding", "names"}}  # fmt: skip
    return bare | {
        "paths": {
            key: {name: part for name, part in path.items() if name not in {"name", "sentence", "words"}}
            for key, path in document["paths"].items()
        }
    }


def test_the_result_is_the_methods_own_document_with_words(asked: Any, evaluation_by_method_2: Any) -> None:
    found = asked("result/")
    result = queries.whole(queries.inputs_of(evaluation_by_method_2))
    assert without_words(found) == method2.result_document(result)
    assert found["method"] == "2"
    assert "point to Scale" in found["finding"]
    for path in found["paths"].values():
        assert path["judged"]["lean"] == "scale"
        assert path["promises"]["road"]["verdict"] != "find_out_first"
        assert path["words"]["road"]


def test_the_exact_part_has_what_is_issued_and_nothing_that_takes_draws(asked: Any) -> None:
    found = asked("result/?part=exact")
    assert "ask_next" not in found
    assert set(found["ranking"]) == {"display_order"}
    assert all("judged" in path and "promises" not in path for path in found["paths"].values())


def test_the_explanation_says_what_every_item_is_known_to_be(asked: Any) -> None:
    found = asked("explain/community/")
    assert found["method"] == "2"
    for item in found["items"]:
        assert sum(item["chances"]) == pytest.approx(1)
        assert item["evidenced"] is False
    assert sum(found["weights"].values()) == pytest.approx(1)
    assert found["result"] == asked("result/")["paths"]["community"]


def test_a_road_supposed_in_a_scenario_is_kept(asked: Any, evaluation_by_method_2: Any) -> None:
    roads = {key: path["promises"]["road"] for key, path in asked("result/")["paths"].items()}
    for key in path_keys(evaluation_by_method_2):
        answers = [{"key": item, **answer} for item, answer in roads[key]["answers"].items()]
        found = asked("what-if/", {"answers": answers})
        assert found["scenario"] is True
        assert found["result"]["paths"][key]["judged"]["verdict"] == roads[key]["verdict"]
        change = found["difference"]["paths"][key]
        assert change["verdict"] == {"old": "find_out_first", "new": roads[key]["verdict"]}
        assert change["lean"]["old"] == "scale"


def test_triage_names_its_method(asked: Any, evaluation_by_method_2: Any) -> None:
    found = asked("triage/")
    assert found["method"] == "2"
    assert len(found["paths"]) == len(catalog_for(evaluation_by_method_2).channels)


def test_the_list_shows_the_lean_of_a_withheld_headline(asked: Any, evaluation_by_method_2: Any) -> None:
    from evaluations.results.verdicts import rescore
    from tests.conftest import NOW

    rescore(evaluation_by_method_2.pk, now=NOW)
    headline = asked("")["headline"]
    assert (headline["verdict"], headline["lean"]) == ("find_out_first", "scale")
    assert 0 < headline["lean_share"] < 1

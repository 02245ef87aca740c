"""The catalog as a program reads it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from channels_catalog.operations import publish
from channels_catalog.queries import catalog_of
from tests.api.addresses import Api, faults, problem
from tests.conftest import NOW
from workspaces.models import Workspace

CATALOG = "/api/v1/catalog/"


@pytest.fixture
def program(api: Callable[..., Api]) -> Api:
    return api("viewer")


def entries(program: Api, path: str) -> list[dict[str, Any]]:
    return program.call("GET", path).json()["results"]


def slugs(program: Api, query: str) -> list[str]:
    return [one["slug"] for one in entries(program, f"{CATALOG}channel-models/?limit=200&{query}")]


def test_models_in_the_catalogs_order(program: Api) -> None:
    found = entries(program, f"{CATALOG}channel-models/")
    assert [one["slug"] for one in found][:8] == [
        "product-invitations",
        "integrations",
        "partner-channel",
        "content",
        "community",
        "enterprise-sales",
        "ecosystem-marketplace",
        "expansion-motion",
    ]
    community = next(one for one in found if one["slug"] == "community")
    assert (community["name"], community["factor_count"]) == ("Community", 5)
    assert community["constraint_label"] == "No repeated member value"


def test_filters_of_models(program: Api, catalog_release: Any) -> None:
    catalog = catalog_of(catalog_release.pk)
    industry = catalog.channel("community").best_suited_for[0]
    assert slugs(program, "q=empty+ENGAGEMENT") == ["community"]
    assert "community" in slugs(program, f"industry={industry.replace('&', '%26')}")
    assert slugs(program, "growth_model=plg") == [
        one.key for one in catalog.channels if catalog.alignment["plg"][one.key].level == 4
    ]
    assert slugs(program, "surface=workflow") == [
        one.key for one in catalog.channels if "workflow" in catalog.surface_links[one.key]
    ]
    assert slugs(program, "q=%25") == [one for one in slugs(program, "") if "%" in str(catalog.channel(one))]
    for name in ("industry", "growth_model", "surface"):
        refused = program.call("GET", f"{CATALOG}channel-models/?{name}=nobody")
        assert faults(refused) == [(f"?{name}", "invalid_parameter")]


def test_a_model_is_told_whole(program: Api, catalog_release: Any) -> None:
    found = program.call("GET", f"{CATALOG}channel-models/community/").json()
    assert [section["number"] for section in found["sections"]] == list(range(1, 13))
    assert found["sections"][0]["title"] == "Distribution Model Overview"
    assert len(found["best_suited_for"]) == 9
    assert found["factors"][0]["item"] == "community/community-interest"
    constraint = found["constraint"]
    assert (constraint["label"], constraint["risk_if_ignored"]) == (
        "No repeated member value",
        "Empty engagement theater",
    )
    assert constraint["item"] == "community!no-repeated-member-value"
    assert {"burden", "signals", "metric", "relief"} <= set(constraint)
    assert set(found["alignment"]) == {
        "sales-led",
        "plg",
        "marketplace",
        "content-led",
        "ecosystem-led",
        "consumer-goods",
        "chain-of-units",
    }
    assert found["surface_links"] == dict(catalog_of(catalog_release.pk).surface_links["community"])
    refused = program.call("GET", f"{CATALOG}channel-models/nobody/")
    assert (refused.status_code, problem(refused)["code"]) == (404, "not_found")


def test_the_rest_of_the_map(program: Api) -> None:
    counts = {
        part: len(entries(program, f"{CATALOG}{part}/?limit=200"))
        for part in ("surfaces", "growth-models", "rule-questions", "patterns")
    }
    assert counts == {"surfaces": 10, "growth-models": 7, "rule-questions": 5, "patterns": 7}
    scale = program.call("GET", f"{CATALOG}scale/").json()
    assert [level["level"] for level in scale["levels"]] == [0, 1, 2, 3, 4]
    assert [grade["key"] for grade in scale["grades"]] == ["measured", "observed", "reported", "assumed"]
    cells = program.call("GET", f"{CATALOG}alignment/").json()["cells"]
    assert set(cells["plg"]["community"]) == {"level", "reason", "provenance"}
    constraints = {one["channel_model"]: one["label"] for one in entries(program, f"{CATALOG}constraints/")}
    assert constraints["community"] == "No repeated member value"


def test_search_tells_where_the_words_stand(program: Api) -> None:
    found = entries(program, "/api/v1/search/?q=Empty%20engagement%20theater")
    assert [(one["kind"], one["key"]) for one in found][:1] == [("constraint", "community")]
    marked = [found[0]["excerpt"][start:end] for start, end in found[0]["marks"]]
    assert "engagement" in " ".join(marked).casefold()
    assert len(found[0]["excerpt"]) < 300
    by_name = entries(program, "/api/v1/search/?q=COMMUNITY&limit=100")
    assert (by_name[0]["kind"], by_name[0]["key"]) == ("channel_model", "community")
    assert {one["kind"] for one in by_name} >= {"channel_model", "surface", "term"}
    misspelt = program.call("GET", "/api/v1/search/?q=app%20store%20comission")
    assert misspelt.headers["X-Searched-For"] == "app%20store%20commission"
    assert entries(program, "/api/v1/search/?q=xyzzy") == []
    for query in ("", "?q=", "?q=%07"):
        assert faults(program.call("GET", f"/api/v1/search/{query}")) == [("?q", "invalid_parameter")]


def test_releases_and_what_changed(program: Api, catalog_release: Any, workspace: Workspace) -> None:
    catalog = catalog_of(catalog_release.pk)
    channel = catalog.channels[0]
    reworded = channel.factors[0].model_copy(update={"question": "Is this another question?"})
    changed = catalog.model_copy(
        update={
            "version": "2027.1",
            "channels": (
                channel.model_copy(update={"factors": (reworded, *channel.factors[1:])}),
                *catalog.channels[1:],
            ),
        }
    )
    publish(catalog=changed, now=NOW + timedelta(days=1))
    own = changed.model_copy(update={"version": "2027.1-north"})
    publish(catalog=own, now=NOW + timedelta(days=2), workspace=workspace)
    found = entries(program, f"{CATALOG}releases/")
    assert [(one["version"], one["base"], one["shared"]) for one in found] == [
        ("2027.1-north", None, False),
        ("2027.1", "2026.12.1", True),
        ("2026.12.1", None, True),
    ]
    assert program.call("GET", f"{CATALOG}releases/current/").json() == found[0]
    assert program.call("GET", f"{CATALOG}releases/2026.12.1/").json() == found[2]
    diff = program.call("GET", f"{CATALOG}releases/2026.12.1/diff/current/").json()
    assert (diff["old_version"], diff["new_version"]) == ("2026.12.1", "2027.1-north")
    assert [(one["key"], one["new"]["question"]) for one in diff["reworded"]] == [
        (f"{channel.key}/{reworded.key}", "Is this another question?")
    ]
    assert (diff["added"], diff["removed"], diff["weights"]) == ([], [], [])
    old = program.call("GET", f"{CATALOG}channel-models/{channel.key}/?release=2026.12.1").json()
    assert old["factors"][0]["question"] == channel.factors[0].question


def test_another_workspaces_release_is_unknown(
    program: Api, catalog_release: Any, other_workspace: Workspace
) -> None:
    theirs = catalog_of(catalog_release.pk).model_copy(update={"version": "theirs"})
    publish(catalog=theirs, now=NOW + timedelta(days=1), workspace=other_workspace)
    for address in (
        f"{CATALOG}releases/theirs/",
        f"{CATALOG}releases/theirs/diff/current/",
        f"{CATALOG}releases/current/diff/theirs/",
        f"{CATALOG}surfaces/?release=theirs",
        f"{CATALOG}scale/?release=theirs",
        f"{CATALOG}channel-models/community/?release=theirs",
        "/api/v1/search/?q=a&release=theirs",
    ):
        refused = program.call("GET", address)
        assert (refused.status_code, problem(refused)["code"]) == (404, "unknown_release"), address
    assert faults(program.call("GET", f"{CATALOG}scale/?release=A")) == [("?release", "invalid_parameter")]


def test_without_a_catalog_it_says_so(no_catalog: None) -> None:
    from tests.api.conftest import token_of
    from tests.conftest import make_workspace

    program = Api(headers={"Authorization": f"Bearer {token_of(make_workspace('bare', 'Bare'), 'viewer')}"})
    refused = program.call("GET", f"{CATALOG}scale/")
    assert (refused.status_code, problem(refused)["code"]) == (503, "no_catalog")


def test_cases_with_their_filters(program: Api) -> None:
    found = entries(program, f"{CATALOG}cases/?path=community&outcome=failure&limit=100")
    assert [case["id"] for case in found] == ["walmart-2006-the-hub"]
    assert problem(program.call("GET", f"{CATALOG}cases/?path=nowhere"))["status"] == 400
    one = program.call("GET", f"{CATALOG}cases/walmart-2006-the-hub/").json()
    assert one["situation"] == found[0]["situation"]
    assert problem(program.call("GET", f"{CATALOG}cases/nowhere/"))["status"] == 404


def test_a_case_is_judged_and_all_of_them_are_a_back_test(program: Api) -> None:
    one = program.call("GET", f"{CATALOG}cases/dropbox-2009-referral/judgement/").json()
    assert (one["verdict"], one["holds"]) == ("scale", "agree")
    assert problem(program.call("GET", f"{CATALOG}cases/nowhere/judgement/"))["status"] == 404
    table = program.call("GET", f"{CATALOG}back-test/").json()
    row = next(row for row in table["cases"] if row["case"] == "dropbox-2009-referral")
    assert (row["methods"]["2"]["verdict"], row["best"]) == ("scale", "scale")
    assert sum(table["counts"]["2"][name] for name in ("agree", "open", "other", "wrong")) == len(
        table["cases"]
    )


def test_a_case_is_copied_once(api: Callable[..., Api]) -> None:
    operator = api("operator")
    first = operator.call("POST", f"{CATALOG}cases/dropbox-2009-referral/copy/")
    again = operator.call("POST", f"{CATALOG}cases/dropbox-2009-referral/copy/")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert first.json()["status"] == "submitted"

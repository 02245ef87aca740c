"""Lists by cursor: nothing twice, nothing missed, whatever is added or taken away in between."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from evaluations.models import Product
from evaluations.work.operations.products import create_product
from tests.api.addresses import Api, faults
from tests.api.conftest import World
from tests.conftest import NOW, actor_of
from workspaces.models import Workspace

pytestmark = pytest.mark.services

PRODUCTS = "/api/v1/products/"


@pytest.fixture
def program(api: Callable[..., Api]) -> Api:
    return api("viewer")


@pytest.fixture
def make(workspace: Workspace) -> Callable[..., Product]:
    by = actor_of(workspace, "admin")

    def one(name: str, minutes: int) -> Product:
        return create_product(name=name, by=by, now=NOW + timedelta(minutes=minutes))

    return one


def names(page: dict[str, Any]) -> list[str]:
    return [one["name"] for one in page["results"]]


def pages(program: Api, address: str | None, way: str = "next") -> Iterator[dict[str, Any]]:
    while address:
        page = program.call("GET", address).json()
        yield page
        address = page[way]


def test_forth_and_back(program: Api, make: Callable[..., Product]) -> None:
    for number in range(7):
        make(f"p{number}", number)
    forth = list(pages(program, f"{PRODUCTS}?limit=3"))
    assert [names(page) for page in forth] == [["p6", "p5", "p4"], ["p3", "p2", "p1"], ["p0"]]
    assert forth[0]["previous"] is None
    back = list(pages(program, forth[-1]["previous"], "previous"))
    assert [names(page) for page in back] == [["p3", "p2", "p1"], ["p6", "p5", "p4"]]
    assert back[-1]["previous"] is None
    assert names(program.call("GET", back[-1]["next"]).json()) == ["p3", "p2", "p1"]


def test_the_same_moment_is_no_obstacle(program: Api, make: Callable[..., Product]) -> None:
    made = [str(make(f"p{number}", 0).pk) for number in range(7)]
    seen = [one["id"] for page in pages(program, f"{PRODUCTS}?limit=2") for one in page["results"]]
    assert seen == sorted(made, reverse=True)
    oldest_first = f"{PRODUCTS}?limit=2&ordering=created_at"
    assert [one["id"] for page in pages(program, oldest_first) for one in page["results"]] == sorted(made)


def test_what_is_added_or_taken_away_shifts_nothing(program: Api, make: Callable[..., Product]) -> None:
    made = [make(f"p{number}", number) for number in range(6)]
    first = program.call("GET", f"{PRODUCTS}?limit=2").json()
    assert names(first) == ["p5", "p4"]
    make("newer", 60)
    Product.objects.filter(pk__in=[made[4].pk, made[3].pk]).update(deleted_at=NOW)
    second = program.call("GET", first["next"]).json()
    assert names(second) == ["p2", "p1"]
    assert names(program.call("GET", second["previous"]).json()) == ["newer", "p5"]


def test_a_page_that_is_empty_by_now(program: Api, make: Callable[..., Product]) -> None:
    for number in range(3):
        make(f"p{number}", number)
    second = program.call("GET", f"{PRODUCTS}?limit=2").json()["next"]
    Product.objects.filter(name="p0").delete()
    assert program.call("GET", second).json() == {"results": [], "next": None, "previous": None}


def test_filters_go_with_the_pages(api: Callable[..., Api], world: World) -> None:
    program, address = api("strategist"), "/api/v1/evaluations/"
    for number in range(4):
        program.call(
            "POST", address, {"product": str(world.spare.pk), "title": f"T{number}", "paths": ["content"]}
        )
    found = list(pages(program, f"{address}?product={world.spare.pk}&q=t&limit=3&ordering=created_at"))
    assert [[one["title"] for one in page["results"]] for page in found] == [["T0", "T1", "T2"], ["T3"]]
    assert f"product={world.spare.pk}" in found[0]["next"]
    assert found[0]["next"].startswith("http://testserver/api/v1/evaluations/?")


def test_a_cursor_belongs_to_its_list_and_order(program: Api, world: World) -> None:
    cursor = program.call("GET", f"{PRODUCTS}?limit=1").json()["next"].rpartition("cursor=")[2]
    for address in (
        f"{PRODUCTS}?ordering=created_at&cursor={cursor}",
        f"/api/v1/evaluations/{world.evaluation.pk}/history/?cursor={cursor}",
        f"/api/v1/catalog/surfaces/?cursor={cursor}",
        f"{PRODUCTS}?cursor={cursor[:-4]}",
    ):
        assert faults(program.call("GET", address)) == [("?cursor", "invalid_parameter")], address


def test_lists_of_the_catalog_page_too_and_keep_to_their_release(program: Api) -> None:
    whole = program.call("GET", "/api/v1/catalog/surfaces/").json()
    assert len(whole["results"]) == 10
    assert (whole["next"], whole["previous"]) == (None, None)
    found = list(pages(program, "/api/v1/catalog/surfaces/?limit=4"))
    assert [len(page["results"]) for page in found] == [4, 4, 2]
    assert [one for page in found for one in page["results"]] == whole["results"]
    assert "release=2026.12.1" in found[0]["next"]
    assert program.call("GET", found[2]["previous"]).json()["results"] == whole["results"][4:8]


@pytest.mark.parametrize("ordering", ["title", "-updated_at", "", "created_at,id", "CREATED_AT"])
def test_only_by_time(program: Api, ordering: str) -> None:
    refused = program.call("GET", f"{PRODUCTS}?ordering={ordering}")
    assert faults(refused) == [("?ordering", "invalid_parameter")]

"""What no address of the API may be moved by: each is refused as a problem, and nothing is stored."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.api.addresses import V1, Address, Api, addresses, faults, problem, stored
from tests.api.conftest import World, make_world
from workspaces.models import Workspace

ADDRESSES = addresses()
TAKING = [address for address in ADDRESSES if address.takes_body]
LISTS = [address for address in ADDRESSES if address.is_list]
# A case is of the catalog, which every workspace reads: it is nobody's own.
NAMED = [
    address for address in ADDRESSES if "_id}" in address.template and "{case_id}" not in address.template
]

every = pytest.mark.parametrize("address", ADDRESSES, ids=str)
taking = pytest.mark.parametrize("address", TAKING, ids=str)
lists = pytest.mark.parametrize("address", LISTS, ids=str)
named = pytest.mark.parametrize("address", NAMED, ids=str)


def test_there_are_as_many_as_the_schema_says() -> None:
    assert len(ADDRESSES) > 40
    assert len({str(address) for address in ADDRESSES}) == len(ADDRESSES)


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


@pytest.fixture
def workspace(world: World) -> Workspace:
    return world.product.workspace


@pytest.fixture
def program(api: Callable[..., Api]) -> Api:
    return api("admin")


def with_query(path: str, query: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{query}"


@every
def test_parameters_that_nobody_asked_for(address: Address, program: Api, world: World) -> None:
    before, path = stored(), address.path(world.names())
    unknown = program.call(address.method, with_query(path, "zz=1&yy=2"), {})
    assert unknown.status_code == 400
    assert faults(unknown) == [("?zz", "unknown_parameter"), ("?yy", "unknown_parameter")]
    assert problem(unknown)["code"] == "unknown_parameter"
    for query in ("a=%00", "a=%ff", "%ed%a0%80=1", "a=%c3", "%00"):
        refused = program.call(address.method, with_query(path, query), {})
        assert (refused.status_code, problem(refused)["code"]) == (400, "invalid_parameter"), query
    for name in sorted(address.parameters):
        twice = program.call(address.method, with_query(path, f"{name}=1&{name}=2"), {})
        assert twice.status_code == 400, name
        assert (f"?{name}", "invalid_parameter") in faults(twice)
    assert stored() == before


@lists
def test_ill_formed_pages(address: Address, program: Api, world: World) -> None:
    path = address.path(world.names())
    for limit in ("0", "201", "-1", "x", "1.0", "", " 5", "9" * 40, "1_0", "٣"):
        refused = program.call("GET", with_query(path, f"limit={limit}"))
        assert (refused.status_code, faults(refused)) == (400, [("?limit", "invalid_parameter")]), limit
    for cursor in ("", "x", "AAAA", "W10", "WzEsMl0", "bnVsbA", "é", "=" * 8, "W1tbW1tbW1tbW1tb", "A" * 501):
        refused = program.call("GET", with_query(path, f"cursor={cursor}"))
        assert (refused.status_code, faults(refused)) == (400, [("?cursor", "invalid_parameter")]), cursor


HOSTILE: dict[str, tuple[bytes, int]] = {
    "a list": (b"[]", 400),
    "a list of objects": (b'[{"name": "x"}]', 400),
    "a text": (b'"x"', 400),
    "null": (b"null", 400),
    "a number": (b"1", 400),
    "cut short": (b'{"name": "x"', 400),
    "two documents": (b"{}{}", 400),
    "a comment": (b'{"name": /* x */ "x"}', 400),
    "single quotes": (b"{'name': 'x'}", 400),
    "a byte order mark": (b"\xef\xbb\xbf{}", 400),
    "no UTF-8": (b'{"name": "\xff\xfe"}', 400),
    "UTF-16": ('{"name": "x"}'.encode("utf-16"), 400),
    "an encoded surrogate": (b'{"name": "\xed\xa0\x80"}', 400),
    "half a surrogate pair": (b'{"name": "\\ud800"}', 400),
    "a NUL character": (b'{"name": "a\\u0000b"}', 400),
    "a NUL byte": (b'{"name": "a\x00b"}', 400),
    "a NUL in a key": (b'{"na\\u0000me": "x"}', 400),
    "a key twice": (b'{"name": "x", "name": "y"}', 400),
    "not a number": (b'{"name": NaN}', 400),
    "infinity": (b'{"name": -Infinity}', 400),
    "beyond a float": (b'{"name": 1e400}', 400),
    "thousands of digits": (b'{"name": ' + b"9" * 9_000 + b"}", 400),
    "ten thousand lists": (b'{"name": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", 400),
    "ten thousand objects": (b'{"name":' * 10_000 + b"1" + b"}" * 10_000, 400),
    "brackets that never close": (b"[" * 1_000_000, 400),
    "quotes that never close": (b'{"a": "' + b'\\"' * 500_000, 400),
    "two megabytes": (b'{"name": "' + b"x" * 2_000_000 + b'"}', 413),
}


@taking
def test_hostile_bodies(address: Address, program: Api, world: World) -> None:
    before, path = stored(), address.path(world.names())
    for name, (body, status) in HOSTILE.items():
        refused = program.call(address.method, path, body)
        assert refused.status_code == status, name
        assert problem(refused)["code"] != "not_found", name
    assert stored() == before


@taking
def test_bodies_of_other_types(address: Address, program: Api, world: World) -> None:
    before, path = stored(), address.path(world.names())
    types = (
        "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x",
        "application/xml", "application/json; charset=utf-16", "application/json5", "x", "\xe4/\xf6",
    )  # fmt: skip
    for content_type in types:
        refused = program.call(address.method, path, b'{"name": "x"}', Content_Type=content_type)
        assert refused.status_code == 415, content_type
        assert problem(refused)["code"] == "unsupported_media_type"
    assert stored() == before


@taking
def test_unknown_fields(address: Address, program: Api, world: World) -> None:
    before = stored()
    refused = program.call(address.method, address.path(world.names()), {"zz": 1, "a/b~c": {}, "": None})
    assert refused.status_code == 400
    found = faults(refused)
    assert {("/zz", "unknown_field"), ("/a~1b~0c", "unknown_field"), ("/", "unknown_field")} <= set(found)
    required = {(f"/{name}", "required") for name in address.body_schema.get("required", [])}
    assert required <= set(found)
    assert stored() == before


WRONG: list[Any] = [True, 7, 2.5, "", "\u202e", "x" * 300, [], [None], [[]], {}, {"a": [1]}, None, ["x", 1]]


def _fits(schema: dict[str, Any], value: Any) -> bool:
    """Whether a value has the JSON type that the schema gives a field (None: it may be null)."""
    kinds = {branch.get("type") for branch in schema.get("anyOf", [schema])}
    kind = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return (None if value is None else kind[type(value)]) in {None if one == "null" else one for one in kinds}


@taking
def test_wrong_types(address: Address, program: Api, world: World) -> None:
    before, path = stored(), address.path(world.names())
    for name, schema in address.body_schema.get("properties", {}).items():
        for value in WRONG:
            if _fits(schema, value):
                continue
            refused = program.call(address.method, path, {name: value})
            assert refused.status_code == 400, (name, value)
            assert (f"/{name}", "wrong_type") in faults(refused), (name, value)
    assert stored() == before


@every
def test_without_a_token(address: Address, world: World) -> None:
    before, path = stored(), address.path(world.names())
    for header in (
        None,
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Bearer a b",
        "Bearer dm_no",
        "bearer \xe9\xff",
        "Tokén x",
    ):
        headers = {} if header is None else {"Authorization": header}
        refused = Api().call(address.method, path, {}, **headers)
        assert refused.status_code == 401, header
        assert refused.headers["WWW-Authenticate"] == 'Bearer realm="distmap"'
        assert problem(refused)["code"] in {"not_authenticated", "invalid_token"}
    assert stored() == before


@named
def test_what_is_another_workspaces_is_not_found(
    address: Address, api: Callable[..., Api], world: World, other_workspace: Workspace
) -> None:
    before, stranger = stored(), api("admin", of=other_workspace)
    theirs = stranger.call(address.method, address.path(world.names()), {})
    nowhere = {name: "0192f0c1-0000-7000-8000-000000000000" for name in world.names() if name.endswith("_id")}
    nothing = stranger.call(address.method, address.path(world.names() | nowhere), {})
    assert (theirs.status_code, nothing.status_code) == (404, 404)
    assert problem(theirs)["detail"] == problem(nothing)["detail"]
    after = stored()
    assert after.pop("workspaces.ApiToken") != before.pop("workspaces.ApiToken")
    assert after == before


@every
def test_only_json_is_answered(address: Address, program: Api, world: World) -> None:
    before, path = stored(), address.path(world.names())
    if not address.template.endswith(("artifacts/{format}/", "export/")):
        for accept in (
            "text/html",
            "application/xml",
            "application/json;q=0",
            "*/json",
            "nonsense",
            ";",
            "é",
        ):
            refused = program.call(address.method, path, {"zz": 1}, Accept=accept)
            assert (refused.status_code, problem(refused)["code"]) == (406, "not_acceptable"), accept
    for accept in (
        "*/*",
        "application/json",
        "text/html, */*;q=0.1",
        "application/problem+json",
        "application/*",
    ):
        answered = program.call(address.method, with_query(path, "zz=1"), {}, Accept=accept)
        assert answered.status_code == 400, accept
    assert stored() == before


@every
def test_other_methods(address: Address, program: Api, world: World) -> None:
    before, path = stored(), address.path(world.names())
    offered = {one.method for one in ADDRESSES if one.template == address.template}
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "X"} - offered:
        refused = program.call(method, path, {})
        assert (refused.status_code, problem(refused)["code"]) == (405, "method_not_allowed"), method
        assert set(refused.headers["Allow"].split(", ")) - {"HEAD", "OPTIONS"} == offered
    options = program.call("OPTIONS", path)
    assert (options.status_code, options.content) == (204, b"")
    assert offered < set(options.headers["Allow"].split(", "))
    assert stored() == before


@every
def test_the_slash_at_the_end_is_part_of_the_address(address: Address, program: Api, world: World) -> None:
    before = stored()
    path = address.template.format(**world.names()).rstrip("/")
    refused = program.call(address.method, path, {"name": "x"})
    assert (refused.status_code, problem(refused)["code"]) == (404, "not_found")
    assert stored() == before


@every
def test_a_path_with_a_nul_or_broken_utf8(address: Address, program: Api, world: World) -> None:
    names = {name: f"{value}%00" for name, value in world.names().items()}
    broken = {name: f"{value}%ff" for name, value in world.names().items()}
    if "{" in address.template:
        refused = program.call(address.method, address.path(names), {})
        assert (refused.status_code, problem(refused)["code"]) == (400, "nul_character")
        assert program.call(address.method, address.path(broken), {}).status_code == 404


def test_a_browser_is_refused_without_its_token_against_forgery(
    browser: Callable[..., Client], world: World
) -> None:
    client, before = browser("admin"), stored()
    for address in ADDRESSES:
        path = address.path(world.names())
        answered = client.generic(address.method, path, b"{}", content_type="application/json")
        if address.method == "GET":
            assert answered.status_code == 200, path
        else:
            assert (answered.status_code, problem(answered)["code"]) == (403, "csrf_failed"), path
    assert stored() == before


def test_every_good_answer_has_what_the_schema_promises(program: Api, world: World) -> None:
    for address in ADDRESSES:
        if address.method != "GET":
            continue
        answered = program.call("GET", address.path(world.names()))
        assert answered.status_code == 200, address
        promised = address.operation["responses"]["200"]["headers"]
        assert set(promised) - {"Idempotency-Replayed"} <= set(answered.headers), address
        assert answered.headers["Cache-Control"] == "private, no-cache"
        head = program.call("HEAD", address.path(world.names()))
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers.get("ETag") == answered.headers.get("ETag")


def test_the_body_of_a_list_is_an_envelope(program: Api, world: World) -> None:
    for address in LISTS:
        document = json.loads(program.call("GET", address.path(world.names())).content)
        assert set(document) == {"results", "next", "previous"}, address


def test_two_workspaces_see_their_own_alone(
    api: Callable[..., Api], world: World, other_workspace: Workspace
) -> None:
    theirs = make_world(other_workspace)
    for part, mine, other in (
        (
            "products",
            {str(world.product.pk), str(world.spare.pk)},
            {str(theirs.product.pk), str(theirs.spare.pk)},
        ),
        ("evaluations", {str(world.evaluation.pk)}, {str(theirs.evaluation.pk)}),
        ("reports", {str(world.report.pk)}, {str(theirs.report.pk)}),
    ):
        for program, expected in ((api("viewer"), mine), (api("viewer", of=other_workspace), other)):
            found = program.call("GET", f"{V1}{part}/").json()["results"]
            assert {one["id"] for one in found} == expected

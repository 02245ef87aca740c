"""The published reference: valid, whole, and true of what is answered."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.conf import LazySettings
from django.test import Client

from distmap.api.reference import openapi_document
from tests.api.addresses import Api, addresses
from tests.api.conftest import World

ROOT = Path(__file__).resolve().parents[2]
READING = [
    address
    for address in addresses()
    if address.method == "GET" and not {"artifacts", "export"} & set(address.template.split("/"))
]


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def test_it_is_valid_and_made_without_a_warning(tmp_path: Path) -> None:
    command = [
        "manage.py",
        "spectacular",
        "--validate",
        "--fail-on-warn",
        "--file",
        str(tmp_path / "schema.yml"),
    ]
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_it_is_open_to_everybody(db: None) -> None:
    answered = Client().get("/api/schema/")
    document = answered.json()
    assert (answered.headers["Content-Type"], document["openapi"]) == ("application/json", "3.1.1")
    assert (
        Client().get("/api/schema/", headers={"If-None-Match": answered.headers["ETag"]}).status_code == 304
    )
    assert Client().post("/api/schema/").status_code == 405


def test_every_address_is_in_it_and_no_other() -> None:
    documented = {
        (method.upper(), path) for path, methods in openapi_document()["paths"].items() for method in methods
    }
    assert documented == {(address.method, address.template) for address in addresses()}


def test_every_reference_leads_somewhere() -> None:
    document = openapi_document()
    for reference in set(references(document)):
        found: Any = document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
        assert found


def test_every_operation_is_told_whole() -> None:
    names = []
    for address in addresses():
        operation = address.operation
        names.append(operation["operationId"])
        assert operation["summary"]
        assert operation["tags"] == [address.view.tag]
        assert operation["security"] == [{"token": []}, {"session": []}]
        assert {"400", "401", "403", "406", "429"} <= set(operation["responses"]), address
        assert ("404" in operation["responses"]) >= ("{" in address.template)
        for parameter in operation.get("parameters", []):
            assert parameter["schema"], parameter
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in names)


def test_no_shape_is_open_or_without_words() -> None:
    for name, schema in openapi_document()["components"]["schemas"].items():
        if schema.get("type") == "object" and name != "Problem":
            assert schema["additionalProperties"] is False, name
        assert schema.get("description"), name


def conforms(schema: dict[str, Any], value: Any) -> list[str]:
    """What is wrong with a value by a schema of the reference."""
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    whole["components"] = openapi_document()["components"]
    return [str(error) for error in jsonschema_rs.validator_for(whole).iter_errors(value)]


@pytest.mark.parametrize("address", READING, ids=str)
def test_an_answer_is_as_it_says(address: Any, api: Callable[..., Api], world: World) -> None:
    answered = api("admin").call("GET", address.path(world.names()))
    schema = address.operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert conforms(schema, answered.json()) == []


def test_a_refusal_is_as_it_says(api: Callable[..., Api]) -> None:
    refused = api("admin").call("POST", "/api/v1/products/", {"zz": 1})
    assert conforms({"$ref": "#/components/schemas/Problem"}, json.loads(refused.content)) == []


def test_the_page_asks_no_other_host_and_runs_no_inline_script(db: None) -> None:
    page = Client().get("/api/docs/")
    text = page.content.decode()
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text)
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "img-src 'self' data:" in policy
    script = Client().get("/api/docs/start.js")
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert b"validatorUrl: null" in script.content
    assert Client().post("/api/docs/").status_code == 405


def test_pictures_as_data_are_this_pages_own_leave(db: None, settings: LazySettings) -> None:
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["'self'"], "img-src": ["'self'"]}}
    policies = [
        Client().get(path).headers["Content-Security-Policy"] for path in ("/api/docs/", "/api/schema/")
    ]
    assert ["img-src 'self' data:" in policy for policy in policies] == [True, False]

"""Every address of the API, read from the URL configuration, and a program that calls them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from distmap.api.reference import openapi_document

V1 = "/api/v1/"
# Not of the work: what signing in, counting requests and the framework itself write.
_BESIDE_THE_WORK = {
    "sessions", "contenttypes", "auth", "admin", "account", "mfa", "usersessions", "socialaccount", "channels_catalog",
}  # fmt: skip


class Api(Client):
    """A client that sends JSON and never follows an exception out of a view."""

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """`body`: bytes as they are, anything else as JSON. `headers` by name, with _ for -."""
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content_type = named.pop("Content-Type", "application/json")
        return self.generic(method, path, raw, content_type=content_type, headers=named)


# That something was read out is told, and changes nothing; tokens are made by the tests themselves.
_TOLD_BY_TESTS = {"export.downloaded", "token.created"}


@dataclass(frozen=True)
class Address:
    """One method of one address. `template` is the path as the schema writes it."""

    method: str
    template: str
    view: Any

    @property
    def operation(self) -> dict[str, Any]:
        """What the published schema says of it."""
        found: dict[str, Any] = openapi_document()["paths"][self.template][self.method.lower()]
        return found

    @property
    def takes_body(self) -> bool:
        return "requestBody" in self.operation

    @property
    def is_list(self) -> bool:
        return "cursor" in self.parameters

    @property
    def parameters(self) -> set[str]:
        return {one["name"] for one in self.operation.get("parameters", []) if one["in"] == "query"}

    @property
    def body_schema(self) -> dict[str, Any]:
        schema = self.operation["requestBody"]["content"]["application/json"]["schema"]
        if "$ref" in schema:
            schemas: dict[str, Any] = openapi_document()["components"]["schemas"]
            return schemas[schema["$ref"].rpartition("/")[2]]
        return schema

    def path(self, names: dict[str, Any]) -> str:
        """The address of real things, with the parameters that it requires."""
        path = self.template.format(**names)
        return f"{path}?q=community" if path == f"{V1}search/" else path

    def __str__(self) -> str:
        return f"{self.method} {self.template}"


def _routes(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry, route)
        elif isinstance(entry, URLPattern) and route.startswith(V1):
            yield re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route), entry.callback.view_class


def addresses() -> list[Address]:
    """Every method of every address under /api/v1/."""
    return [
        Address(name.upper(), route, view)
        for route, view in _routes(get_resolver(), "/")
        for name in ("get", "post", "put", "patch", "delete")
        if hasattr(view, name)
    ]


def stored() -> dict[str, list[dict[str, Any]]]:
    """All that the work has stored, to compare before with after."""
    models = [model for model in apps.get_models() if model._meta.app_label not in _BESIDE_THE_WORK]
    return {
        model._meta.label: [
            {name: value for name, value in row.items() if name not in {"last_used_at", "last_login"}}
            for row in model._default_manager.order_by("pk").values()
            if row.get("action") not in _TOLD_BY_TESTS
        ]
        for model in models
    }


def problem(response: HttpResponse) -> dict[str, Any]:
    """The problem document of an error; asserts that it is a whole one."""
    assert response.headers["Content-Type"] == "application/problem+json", response.content[:300]
    document: dict[str, Any] = json.loads(response.content)
    assert document.keys() >= {
        "type",
        "title",
        "status",
        "detail",
        "instance",
        "code",
        "request_id",
        "errors",
    }
    assert document["status"] == response.status_code
    assert document["request_id"] == response.headers["X-Request-ID"]
    assert document["detail"]
    for fault in document["errors"]:
        assert set(fault) == {"pointer", "code", "detail"}
        assert all(isinstance(value, str) for value in fault.values())
    return document


def faults(response: HttpResponse) -> list[tuple[str, str]]:
    """Pointer and code of each fault."""
    return [(fault["pointer"], fault["code"]) for fault in problem(response)["errors"]]

"""Errors: one document for programs, one page for people, the request id in both."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from distmap.api import problems
from distmap.errors import Conflict, Fault, Invalid, NotFound, NotPermitted
from tests.api.addresses import Api, problem
from tests.api.conftest import World


def _raising(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


class Urls:
    """Addresses whose views fail, as pages and under /api/."""

    urlpatterns = [
        path(f"{prefix}{name}/", _raising(error))
        for prefix in ("", "api/v1/")
        for name, error in {
            "conflict": Conflict("Somebody was here before."),
            "invalid": Invalid.of([Fault("/a", "x", "A is wrong."), Fault("/b", "y", "B is wrong.")]),
            "absent": NotFound("Nobody knows it."),
            "forbidden": NotPermitted("Not you."),
            "broken": ZeroDivisionError("a secret"),
        }.items()
    ]
    handler400, handler403, handler404, handler500 = (
        problems.handler400,
        problems.handler403,
        problems.handler404,
        problems.handler500,
    )


@pytest.fixture
def failing() -> Any:
    with override_settings(ROOT_URLCONF=Urls):
        yield Client(raise_request_exception=False)


def test_the_whole_document(failing: Client, db: None) -> None:
    refused = failing.get("/api/v1/invalid/", headers={"X-Request-ID": "abc-1"})
    assert refused.json() == {
        "type": "urn:distmap:problem:invalid",
        "title": "The input has faults",
        "status": 400,
        "detail": "2 faults were found; nothing was saved.",
        "instance": "/api/v1/invalid/",
        "code": "invalid",
        "request_id": "abc-1",
        "errors": [
            {"pointer": "/a", "code": "x", "detail": "A is wrong."},
            {"pointer": "/b", "code": "y", "detail": "B is wrong."},
        ],
    }


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("conflict", 409, "conflict"),
        ("absent", 404, "not_found"),
        ("forbidden", 403, "not_permitted"),
        ("nowhere", 404, "not_found"),
    ],
)
def test_expected_errors_of_pages_and_programs(
    failing: Client, db: None, name: str, status: int, code: str
) -> None:
    for prefix, is_program in (("/", False), ("/api/v1/", True)):
        refused = failing.get(f"{prefix}{name}/")
        assert refused.status_code == status
        if is_program:
            assert problem(refused)["code"] == code
        else:
            assert refused.headers["Content-Type"].startswith("text/html")
            assert refused.headers["X-Request-ID"] in refused.content.decode()


def test_what_nobody_foresaw_tells_nothing_but_its_id(
    failing: Client, db: None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="django.request"):
        answers = [failing.get(f"{prefix}broken/") for prefix in ("/", "/api/v1/")]
    assert [answered.status_code for answered in answers] == [500, 500]
    assert problem(answers[1])["code"] == "error"
    for answered in answers:
        assert b"secret" not in answered.content
        assert answered.headers["X-Request-ID"] in answered.content.decode()
    assert len(caplog.records) == 2


def test_a_request_id_of_safe_shape_is_kept(db: None) -> None:
    for sent, kept in (
        ("a-B_9.c", True),
        ("x" * 64, True),
        ("x" * 65, False),
        ("a b", False),
        ("é", False),
        ("", False),
    ):
        answered = Client().get("/healthz", headers={"X-Request-ID": sent})
        assert (answered.headers["X-Request-ID"] == sent) is kept
        assert 0 < len(answered.headers["X-Request-ID"]) <= 64
    made = {Client().get("/healthz").headers["X-Request-ID"] for _ in range(3)}
    assert len(made) == 3


def test_the_request_id_reaches_history(api: Callable[..., Api], world: World) -> None:
    program, base = api("operator"), f"/api/v1/evaluations/{world.evaluation.pk}/"
    sent = {"answers": [{"key": "surface/brand", "level": 1, "grade": "observed"}]}
    saved = program.call("PATCH", f"{base}answers/", sent, X_Request_ID="mine-7")
    assert saved.headers["X-Request-ID"] == "mine-7"
    assert program.call("GET", f"{base}history/").json()["results"][0]["request_id"] == "mine-7"


@pytest.mark.parametrize("address", ["/", "/products/", "/api/v1/products/"])
def test_limits_hold_for_pages_too(db: None, address: str) -> None:
    client = Client()
    assert client.get(f"{address}?a=%00").status_code == 400
    assert client.get(f"{address}?a=%ff").status_code == 400
    large = client.generic("POST", address, b"x" * 2_000_001, content_type="text/plain")
    assert large.status_code == 413
    assert client.generic("POST", address, b"x", CONTENT_LENGTH="nine").status_code == 400
    assert client.generic("POST", address, b"x", CONTENT_LENGTH="9" * 5_000).status_code == 413
    assert client.generic("POST", address, b"x", CONTENT_LENGTH="-1").status_code == 400


def test_a_host_that_is_not_ours(db: None) -> None:
    assert problem(Client().get("/api/v1/products/", headers={"Host": "evil.test"}))["status"] == 400
    page = Client().get("/", headers={"Host": "evil.test"})
    assert (page.status_code, page.headers["Content-Type"]) == (400, "text/html; charset=utf-8")


def test_a_form_without_its_token_against_forgery(db: None) -> None:
    refused = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a"})
    assert refused.status_code == 403
    assert "no longer valid" in refused.content.decode()


def test_thousands_of_faults_are_cut_short(api: Callable[..., Api]) -> None:
    refused = api("admin").call("POST", "/api/v1/products/", {f"x{number}": 1 for number in range(5_000)})
    found = problem(refused)["errors"]
    assert len(found) == 1_001
    assert found[-1]["code"] == "more_faults"


def test_malformed_forms_of_a_browser_are_no_crash(browser: Callable[..., Client], db: None) -> None:
    client = browser("admin")
    for content_type, body in (
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("multipart/form-data", b"--x"),
        ("application/x-www-form-urlencoded; charset=latin-1", b"a=%e4"),
        ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(3_000))),
    ):
        for method in ("POST", "PATCH", "DELETE"):
            refused = client.generic(method, "/api/v1/products/", body, content_type=content_type)
            assert problem(refused)["status"] in {400, 403, 415}, content_type


def test_a_body_without_its_length(api: Callable[..., Api], world: World) -> None:
    """Django would take it for an empty one, and a change that was sent would pass for none."""
    program, path = api("operator"), f"/api/v1/products/{world.product.pk}/"
    chunked = {"Transfer-Encoding": "chunked"}
    refused = program.generic(
        "PATCH", path, b"", content_type="application/json", headers=chunked, CONTENT_LENGTH=""
    )
    assert (refused.status_code, problem(refused)["code"]) == (411, "length_required")

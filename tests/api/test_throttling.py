"""So many requests a minute, told in every answer."""

import re
from collections.abc import Callable

import pytest
from django.conf import LazySettings

from tests.api.addresses import Api, problem

SCALE = "/api/v1/catalog/scale/"


@pytest.fixture(autouse=True)
def _small_limit(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.API_RATE = 3
    # The minute must not turn over between two requests of a test.
    monkeypatch.setattr("workspaces.api.throttling.time.time", lambda: 1_800_000_015.0)


def test_what_is_left_counts_down_to_a_refusal(api: Callable[..., Api]) -> None:
    program = api("viewer")
    answers = [program.call("GET", SCALE) for _ in range(5)]
    assert [answered.status_code for answered in answers] == [200, 200, 200, 429, 429]
    assert [answered.headers["RateLimit"] for answered in answers] == [
        f'"default";r={left};t=45' for left in (2, 1, 0, 0, 0)
    ]
    assert {answered.headers["RateLimit-Policy"] for answered in answers} == {'"default";q=3;w=60'}
    assert problem(answers[3])["code"] == "rate_limited"
    assert answers[3].headers["Retry-After"] == "45"


def test_each_token_has_its_own(api: Callable[..., Api]) -> None:
    first, second = api("viewer"), api("viewer")
    assert [first.call("GET", SCALE).status_code for _ in range(4)][-1] == 429
    assert second.call("GET", SCALE).status_code == 200


def test_refusals_count_and_tell_too(api: Callable[..., Api]) -> None:
    program = api("viewer")
    refused = [
        program.call("GET", f"{SCALE}?zz=1"),
        program.call("POST", "/api/v1/products/", {}),
        program.call("GET", SCALE, Accept="text/html"),
        program.call("GET", SCALE),
    ]
    assert [answered.status_code for answered in refused] == [400, 403, 406, 429]
    assert all(re.fullmatch(r'"default";r=\d;t=45', answered.headers["RateLimit"]) for answered in refused)


def test_whoever_is_not_known_is_counted_by_address(db: None) -> None:
    answers = [Api().call("GET", SCALE, Authorization="Bearer guess") for _ in range(4)]
    assert [answered.status_code for answered in answers] == [401, 401, 401, 429]
    elsewhere = Api(REMOTE_ADDR="192.0.2.7").call("GET", SCALE)
    assert elsewhere.status_code == 401


def test_no_limit_no_headers(api: Callable[..., Api], settings: LazySettings) -> None:
    settings.API_RATE = 0
    program = api("viewer")
    answers = [program.call("GET", SCALE) for _ in range(5)]
    assert {answered.status_code for answered in answers} == {200}
    assert "RateLimit" not in answers[0].headers

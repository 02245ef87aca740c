"""Limits hold behind a proxy, and without Redis."""

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory
from django.urls import reverse

from distmap.clients import address_of
from tests.api.addresses import Api
from tests.conftest import PASSWORD
from tests.markup import squeezed
from workspaces.models import Workspace

pytestmark = pytest.mark.services

# Nothing listens there.
NOWHERE = "redis://127.0.0.1:1/0"


@pytest.mark.parametrize(
    ("proxies", "told", "expected"),
    [
        (0, "203.0.113.5", "10.0.0.1"),
        (1, None, "10.0.0.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "1.2.3.4, 203.0.113.5", "203.0.113.5"),
        (2, "1.2.3.4, 203.0.113.5, 10.0.0.9", "203.0.113.5"),
        (3, "203.0.113.5", "10.0.0.1"),
        (1, "203.0.113.5:4711", "203.0.113.5"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "unknown", "10.0.0.1"),
        (1, "<script>", "10.0.0.1"),
    ],
)
def test_the_address_is_the_one_the_outermost_proxy_of_ours_saw(
    proxies: int, told: str | None, expected: str, settings: LazySettings
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": told} if told else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.1")
    assert address_of(request) == expected


def test_a_caller_without_an_address_breaks_nothing(workspace: Workspace) -> None:
    client = Client(REMOTE_ADDR="")
    assert (
        client.post(reverse("account_login"), {"login": "a@example.test", "password": "x"}).status_code == 200
    )


def tries(client: Client, times: int, email: str = "nobody@example.test") -> list[int]:
    sent = {"login": email, "password": "wrong"}
    return [client.post(reverse("account_login"), sent).status_code for _ in range(times)]


def blocked(client: Client) -> bool:
    sent = {"login": "nobody@example.test", "password": "wrong"}
    answer = client.post(reverse("account_login"), sent)
    return answer.status_code == 429 or "Too many" in squeezed(answer)


def signed_in(client: Client, email: str) -> bool:
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    return client.get(reverse("account")).status_code == 200


def test_behind_a_proxy_one_persons_wrong_passwords_lock_out_nobody_else(
    workspace: Workspace, settings: LazySettings
) -> None:
    settings.TRUSTED_PROXIES = 1
    clumsy = Client(headers={"X-Forwarded-For": "203.0.113.5"}, REMOTE_ADDR="10.0.0.1")
    other = Client(headers={"X-Forwarded-For": "203.0.113.6"}, REMOTE_ADDR="10.0.0.1")
    tries(clumsy, 15)
    assert blocked(clumsy)
    assert signed_in(other, "viewer@example.test")


def test_a_header_of_ones_own_making_resets_no_limit(workspace: Workspace, settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(15):
        made_up = Client(headers={"X-Forwarded-For": f"1.2.3.{number}, 203.0.113.5"}, REMOTE_ADDR="10.0.0.1")
        tries(made_up, 1)
    assert blocked(Client(headers={"X-Forwarded-For": "9.9.9.9, 203.0.113.5"}, REMOTE_ADDR="10.0.0.1"))


@pytest.fixture
def without_redis(settings: LazySettings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "distmap.soft_cache.SoftRedisCache", "LOCATION": NOWHERE,
            "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
        },
        "limits": settings.CACHES["limits"],
    }  # fmt: skip


@pytest.mark.usefixtures("without_redis")
def test_wrong_passwords_are_limited_without_redis(workspace: Workspace) -> None:
    client = Client()
    assert set(tries(client, 9)) == {200}
    tries(client, 6)
    assert blocked(client)
    assert not signed_in(client, "viewer@example.test")


@pytest.mark.usefixtures("without_redis")
def test_the_api_is_limited_without_redis(workspace: Workspace, settings: LazySettings) -> None:
    settings.API_RATE = 5
    answers = [Api().call("GET", "/api/v1/workspace/").status_code for _ in range(12)]
    assert answers[0] == 401
    assert 429 in answers

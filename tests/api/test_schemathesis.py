"""Thousands of requests that nobody would think of, made from the published schema."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from distmap.wsgi import application
from tests.api.addresses import Address, addresses
from tests.api.conftest import World, token_of
from workspaces.models import Workspace

load_all_checks()
HELD = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "response_headers_conformance",
        "negative_data_rejection",
        "unsupported_method",
        "ignored_auth",
    ]
)


@pytest.fixture
def keep_connection() -> Iterator[None]:
    """Requests that come straight into the application must not close the test's own connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


schema = schemathesis.openapi.from_wsgi("/api/schema/", application)


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


@pytest.fixture
def workspace(world: World) -> Workspace:
    return world.product.workspace


@pytest.fixture
def token(workspace: Workspace) -> str:
    return token_of(workspace, "admin")


LIMITS = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["good", "bad"])
@pytest.mark.parametrize("address", addresses(), ids=str)
def test_whatever_is_sent_is_answered_as_described(
    address: Address, mode: GenerationMode, world: World, token: str, keep_connection: None
) -> None:
    """Half of the requests name things that exist. Each begins with the same world."""

    @LIMITS
    @given(
        case=schema[address.template][address.method].as_strategy(generation_mode=mode), real=st.booleans()
    )
    def send(case: Any, real: bool) -> None:
        if real:
            known = {name: str(value) for name, value in world.names().items()}
            case.path_parameters = {name: known[name] for name in case.path_parameters or {}}
            # A cursor that somebody made up is always refused, and would hide the rest of the list.
            (case.query or {}).pop("cursor", None)
        with transaction.atomic():
            response = case.call(headers={"Authorization": f"Bearer {token}"})
            transaction.set_rollback(True)
        # What was bad may just have been put right.
        checks = [check for check in HELD if not (real and check.__name__ == "negative_data_rejection")]
        case.validate_response(response, checks=checks, headers={"Authorization": f"Bearer {token}"})

    send()

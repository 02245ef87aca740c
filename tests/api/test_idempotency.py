"""A creating POST that is sent again creates nothing again."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from evaluations.models import Evaluation, Product
from reports.models import Report
from tests.api.addresses import Api, problem
from tests.api.conftest import World, token_of
from workspaces.models import IdempotencyKey, Workspace
from workspaces.operations import TAKEN_FOR_DEAD

pytestmark = pytest.mark.services

PRODUCTS = "/api/v1/products/"


@pytest.fixture
def program(api: Callable[..., Api]) -> Api:
    return api("operator")


def post(program: Api, body: Any, key: str = "key-1", path: str = PRODUCTS) -> Any:
    return program.call("POST", path, body, Idempotency_Key=key)


def test_the_first_answer_again(program: Api) -> None:
    first = post(program, {"name": "Ledgerline", "industries": []})
    again = post(program, b'{ "industries":[ ],"name":"Ledgerline" }')
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    for name in ("Location", "ETag", "Content-Type"):
        assert again.headers[name] == first.headers[name]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Product.objects.count() == 1
    assert program.call("GET", first.headers["Location"]).json() == first.json()


def test_another_body_or_address_is_a_mismatch(program: Api, world: World) -> None:
    before = Product.objects.count()
    post(program, {"name": "Ledgerline"})
    for body, path in (
        ({"name": "Other"}, PRODUCTS),
        ({"name": "Ledgerline"}, f"/api/v1/evaluations/{world.evaluation.pk}/duplicate/"),
        ({}, PRODUCTS),
    ):
        refused = post(program, body, path=path)
        assert (refused.status_code, problem(refused)["code"]) == (422, "idempotency_mismatch")
    assert Product.objects.count() == before + 1


def test_every_creating_post_takes_a_key(api: Callable[..., Api], world: World) -> None:
    program = api("strategist")
    evaluation, base = str(world.evaluation.pk), "/api/v1/"
    for path, body, status, model in (
        ("products/", {"name": "New"}, 201, Product),
        (
            "evaluations/",
            {"product": str(world.spare.pk), "title": "New", "paths": ["community"]},
            201,
            Evaluation,
        ),
        (f"evaluations/{evaluation}/duplicate/", {}, 201, Evaluation),
        ("reports/", {"evaluation": evaluation, "formats": ["html"]}, 200, Report),
    ):
        before = model.objects.count()
        first, again = (post(program, body, f"key {path}", base + path) for _ in range(2))
        assert (first.status_code, again.status_code, again.content) == (status, status, first.content)
        assert again.headers["Idempotency-Replayed"] == "true"
        assert model.objects.count() - before == (0 if model is Report else 1)


def test_a_refused_request_keeps_no_key(program: Api) -> None:
    assert post(program, {"name": ""}).status_code == 400
    assert post(program, b"{").status_code == 400
    assert not IdempotencyKey.objects.exists()
    assert post(program, {"name": "Mended"}).status_code == 201


def test_a_crash_keeps_neither_key_nor_half_of_the_work(program: Api) -> None:
    program.raise_request_exception = False
    with connection.execute_wrapper(_failing_at_the_answer):
        assert post(program, {"name": "Ledgerline"}).status_code == 500
    assert (Product.objects.count(), IdempotencyKey.objects.count()) == (0, 0)
    assert post(program, {"name": "Ledgerline"}).status_code == 201


def _failing_at_the_answer(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if sql.startswith("UPDATE") and "idempotencykey" in sql:
        raise RuntimeError("the process dies just before the answer is kept")
    return execute(sql, params, many, context)


def test_while_the_first_is_running(program: Api) -> None:
    post(program, {"name": "Ledgerline"})
    rows = IdempotencyKey.objects.all()
    rows.update(status=None, created_at=timezone.now())
    running = post(program, {"name": "Ledgerline"})
    assert (running.status_code, problem(running)["code"]) == (409, "idempotency_in_progress")
    assert problem(post(program, {"name": "Other"}))["code"] == "idempotency_mismatch"
    # It has died: another takes its place, but only for the same body.
    rows.update(created_at=timezone.now() - TAKEN_FOR_DEAD - timedelta(seconds=1))
    assert problem(post(program, {"name": "Other"}))["code"] == "idempotency_mismatch"
    assert post(program, {"name": "Ledgerline"}).status_code == 201
    assert post(program, {"name": "Ledgerline"}).headers["Idempotency-Replayed"] == "true"
    assert Product.objects.count() == 2


def test_a_key_is_kept_for_a_day(program: Api) -> None:
    post(program, {"name": "Ledgerline"})
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=23, minutes=59))
    assert post(program, {"name": "Ledgerline"}).headers["Idempotency-Replayed"] == "true"
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=24, seconds=1))
    assert "Idempotency-Replayed" not in post(program, {"name": "Other"}).headers
    assert Product.objects.count() == 2


def test_keys_of_different_callers_do_not_meet(
    api: Callable[..., Api], browser: Callable[..., Client], other_workspace: Workspace
) -> None:
    for program in (api("operator"), api("operator"), api("admin"), api("admin", of=other_workspace)):
        answered = post(program, {"name": "Ledgerline"})
        assert answered.status_code == 201
        assert "Idempotency-Replayed" not in answered.headers
    assert Product.objects.count() == 4


def test_a_replay_needs_the_right_to_create(program: Api, workspace: Workspace) -> None:
    post(program, {"name": "Ledgerline"})
    workspace.memberships.filter(role="operator").update(role="viewer")
    assert post(program, {"name": "Ledgerline"}).status_code == 403


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "é", "a\tb", "\x7f"])
def test_a_key_is_plain_text(program: Api, key: str) -> None:
    refused = post(program, {"name": "Ledgerline"}, key)
    assert (refused.status_code, problem(refused)["code"]) == (400, "invalid_header")
    assert not Product.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_create_one(workspace: Workspace) -> None:
    secret, answers, start = token_of(workspace, "operator"), [], threading.Barrier(8)

    def knock() -> None:
        program = Api(headers={"Authorization": f"Bearer {secret}"})
        start.wait()
        try:
            answered = post(program, {"name": "Ledgerline"})
            answers.append(
                (answered.status_code, answered.headers.get("Idempotency-Replayed"), answered.content)
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=knock) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Product.objects.count() == 1
    made = [answered for answered in answers if answered[0] == 201]
    assert len([answered for answered in made if answered[1] is None]) == 1
    assert len({answered[2] for answered in made}) == 1
    assert {answered[0] for answered in answers} <= {201, 409}
    assert len(answers) == 8


def test_the_answer_is_stored_with_the_work(program: Api) -> None:
    """Whoever could see the work without the answer would create it twice."""
    seen: list[tuple[int, bool]] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "idempotencykey" in sql and sql.startswith("UPDATE"):
            seen.append((Product.objects.count(), transaction.get_connection().in_atomic_block))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        post(program, {"name": "Ledgerline"})
    assert seen == [(1, True)]

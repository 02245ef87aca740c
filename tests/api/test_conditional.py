"""Tags: 304 for what is known, 412 for what was changed in between, and no race in between."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from evaluations.models import Answer, Evaluation
from evaluations.results.verdicts import rescore
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from reports.operations.reports import request_report
from tests.api.addresses import Address, Api, addresses, problem
from tests.api.conftest import World, token_of
from tests.conftest import NOW, actor_of
from tests.decided import body as decided_body
from workspaces.models import Workspace

SINGLES = [one for one in addresses() if one.method == "GET" and not one.is_list]
GUARDED = [one for one in addresses() if one.method in {"PUT", "PATCH", "DELETE"}]


@pytest.fixture
def program(api: Callable[..., Api]) -> Api:
    return api("admin")


@pytest.mark.parametrize("address", SINGLES, ids=str)
def test_a_single_resource_has_a_tag(address: Address, program: Api, world: World) -> None:
    path = address.path(world.names())
    first = program.call("GET", path)
    tag = first.headers["ETag"]
    assert tag.startswith('"')
    assert tag.endswith('"')
    for sent in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        known = program.call("GET", path, If_None_Match=sent)
        assert (known.status_code, known.content, known.headers["ETag"]) == (304, b"", tag), sent
    for sent in ('"other"', 'W/"other"', '""'):
        assert program.call("GET", path, If_None_Match=sent).status_code == 200, sent
    for sent in ("other", tag.strip('"'), f"{tag} {tag}", '"', "W/", "\xe9", "*, *"):
        refused = program.call("GET", path, If_None_Match=sent)
        assert (refused.status_code, problem(refused)["code"]) == (400, "invalid_header"), sent
    assert program.call("HEAD", path, If_None_Match=tag).status_code == 304


@pytest.mark.parametrize("address", GUARDED, ids=str)
def test_a_stale_write_is_refused(address: Address, program: Api, world: World) -> None:
    answers = {"answers": [{"key": "surface/data", "level": 1, "grade": "observed"}]}
    bodies = {
        "answers/": answers, "decision/": decided_body(), "outcome/": {"outcome": "held"},
        "{action_id}/": {"state": "done"}, "{product_id}/": {"name": "x"}, "{schedule_id}/": {"hour": 8},
        "workspace/": {"name": "x"},
    }  # fmt: skip
    found = [body for end, body in bodies.items() if address.template.endswith(end)]
    body = found[0] if found else {"title": "x"}
    path = address.path(world.names() | {"product_id": world.spare.pk})
    # A part of a decision is guarded by the tag of the whole.
    whole = path[: path.index("decision/") + len("decision/")] if "decision/" in path else path
    tag = program.call("GET", whole).headers["ETag"]
    sent = None if address.method == "DELETE" else body
    for stale in ('"other"', f"W/{tag}", '"9-9-9"'):
        refused = program.call(address.method, path, sent, If_Match=stale)
        assert (refused.status_code, problem(refused)["code"]) == (412, "stale"), stale
    assert program.call("GET", whole).headers["ETag"] == tag
    assert program.call(address.method, path, sent, If_Match=f'"other", {tag}').status_code in {200, 204}


def test_any_version_will_do(program: Api, world: World) -> None:
    path = f"/api/v1/products/{world.product.pk}/"
    assert program.call("PATCH", path, {"name": "A"}, If_Match="*").status_code == 200


def test_an_evaluations_tag_covers_its_fields_and_its_answers(program: Api, world: World) -> None:
    path = f"/api/v1/evaluations/{world.evaluation.pk}/"

    def tag() -> str:
        return program.call("GET", path).headers["ETag"]

    assert tag() == '"1-2-0"'
    changed = program.call("PATCH", path, {"title": "New"})
    assert (changed.headers["ETag"], tag()) == ('"2-2-0"', '"2-2-0"')
    answer = {"answers": [{"key": "surface/data", "level": 1, "grade": "observed"}]}
    saved = program.call("PATCH", f"{path}answers/", answer)
    assert (saved.headers["ETag"], tag()) == ('"2-3-0"', '"2-3-0"')
    assert program.call("PATCH", f"{path}answers/", answer).headers["ETag"] == '"2-3-0"'
    rescore(world.evaluation.pk, now=NOW + timedelta(hours=1))
    assert tag() == '"2-3-3"'


def test_scoring_in_the_background_makes_no_writer_stale(program: Api, world: World) -> None:
    path = f"/api/v1/evaluations/{world.evaluation.pk}/"
    tag = program.call("GET", path).headers["ETag"]
    rescore(world.evaluation.pk, now=NOW + timedelta(hours=1))
    assert program.call("GET", path, If_None_Match=tag).status_code == 200
    assert program.call("PATCH", path, {"title": "New"}, If_Match=tag).status_code == 200
    refused = program.call("PATCH", path, {"title": "Newer"}, If_Match=tag)
    assert refused.status_code == 412


def test_what_changes_a_report_changes_its_tag(program: Api, world: World, workspace: Workspace) -> None:
    path = f"/api/v1/reports/{world.report.pk}/"
    tag = program.call("GET", path).headers["ETag"]
    request_report(evaluation=world.evaluation, formats=["md"], by=actor_of(workspace, "admin"), now=NOW)
    after = program.call("GET", path, If_None_Match=tag)
    assert (after.status_code, after.json()["status"]) == (200, "queued")


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["product", "evaluation", "answers"])
def test_of_writers_at_once_with_one_tag_one_wins(workspace: Workspace, kind: str) -> None:
    by = actor_of(workspace, "admin")
    product = create_product(name="Ledgerline", by=by, now=NOW)
    evaluation = create_evaluation(
        method="1", product=product, title="T", paths=["community"], by=by, now=NOW
    )
    path = f"/api/v1/products/{product.pk}/" if kind == "product" else f"/api/v1/evaluations/{evaluation.pk}/"
    path += "answers/" if kind == "answers" else ""
    secret, start, statuses = token_of(workspace, "admin"), threading.Barrier(4), []
    tag = _program(secret).call("GET", path).headers["ETag"]

    def write(number: int) -> None:
        start.wait()
        try:
            answered = _program(secret).call("PATCH", path, _change(kind, number), If_Match=tag)
            statuses.append(answered.status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 412, 412, 412]


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_of_answers_at_once_with_one_version_one_wins(workspace: Workspace) -> None:
    by = actor_of(workspace, "admin")
    product = create_product(name="Ledgerline", by=by, now=NOW)
    evaluation = create_evaluation(
        method="1", product=product, title="T", paths=["community"], by=by, now=NOW
    )
    path = f"/api/v1/evaluations/{evaluation.pk}/answers/"
    secret, start, statuses = token_of(workspace, "operator"), threading.Barrier(5), []

    def write(level: int) -> None:
        start.wait()
        sent = {"answers": [{"key": "surface/data", "level": level, "grade": "observed", "version": 0}]}
        try:
            statuses.append((_program(secret).call("PATCH", path, sent).status_code, level))
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[level]) for level in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(status for status, _ in statuses) == [200, 409, 409, 409, 409]
    row = Answer.objects.get()
    assert (row.version, [(200, row.level)]) == (1, [one for one in statuses if one[0] == 200])
    assert Evaluation.objects.get().answers_version == 2


def _program(secret: str) -> Api:
    return Api(headers={"Authorization": f"Bearer {secret}"})


def _change(kind: str, number: int) -> dict[str, Any]:
    if kind == "answers":
        return {"answers": [{"key": "surface/data", "level": number, "grade": "observed"}]}
    return {"name": f"New {number}"} if kind == "product" else {"title": f"New {number}"}


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_a_product_is_not_deleted_while_it_gets_an_evaluation(workspace: Workspace) -> None:
    secret = token_of(workspace, "admin")
    for number in range(4):
        product = create_product(name=f"P{number}", by=actor_of(workspace, "admin"), now=NOW)
        start, statuses = threading.Barrier(2), {}

        def knock(method: str, path: str, body: Any, start: Any = start, statuses: Any = statuses) -> None:
            start.wait()
            try:
                statuses[method] = _program(secret).call(method, path, body).status_code
            finally:
                connection.close()

        sent = {"product": str(product.pk), "title": "T", "paths": ["community"]}
        threads = [
            threading.Thread(target=knock, args=["POST", "/api/v1/evaluations/", sent]),
            threading.Thread(target=knock, args=["DELETE", f"/api/v1/products/{product.pk}/", None]),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert statuses in ({"POST": 201, "DELETE": 409}, {"POST": 404, "DELETE": 204})

"""A reply is what was stored: after every write, the answer is that of a fresh reading, body and ETag.

Which writes there are, and where what they changed is read, comes from the table of addresses.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone

from channels_catalog.operations import publish
from evaluations.models import Evaluation
from evaluations.work.operations.status_changes import submit
from reports.models import Report
from tests.api.addresses import V1, Address, Api, addresses
from tests.api.conftest import World
from tests.conftest import CATALOG, actor_of
from tests.decided import body as decision_body
from workspaces.models import Workspace

ADDRESSES = addresses()
READING = {address.template for address in ADDRESSES if address.method == "GET"}
WRITING = {
    str(address.operation["operationId"]): address
    for address in ADDRESSES
    if address.method not in {"GET", "DELETE"}
}
# What stores nothing, and so has nothing to read again.
STORES_NOTHING = {"preview_comparison", "what_if", "verify_report"}
# What an answer has beside the resource: given once, or the count that comes with what was sent.
BESIDE = {
    "create_invitation": {"link"},
    "resend_invitation": {"link"},
    "save_answers": {"answers", "progress"},
}
NEWER = "2099.01"
Make = Callable[[World], dict[str, Any]]


def _evaluation(world: World) -> str:
    return str(world.evaluation.pk)


# For every write, bodies that it takes: each is sent to a world of its own.
BODIES: dict[str, list[Make]] = {
    "create_report": [
        lambda world: {"evaluation": _evaluation(world), "formats": ["csv"]},
        lambda world: {"evaluation": _evaluation(world), "formats": ["html", "json"]},
        lambda world: {"evaluation": _evaluation(world), "formats": ["html", "json", "csv"]},
        lambda world: {"snapshot": str(world.snapshot.pk), "formats": ["md"], "form": "executive"},
        lambda world: {"comparison": str(world.comparison.pk), "formats": ["xlsx"]},
    ],
    "cancel_report": [lambda world: {}],
    "retry_report": [lambda world: {}],
    "create_report_schedule": [
        lambda world: {
            "comparison": str(world.comparison.pk), "weekday": "friday", "hour": 0, "formats": ["pdf", "csv"],
        },
    ],
    "change_report_schedule": [
        lambda world: {"weekday": "sunday", "hour": 23},
        lambda world: {"formats": ["csv", "html"], "form": "executive"},
        lambda world: {"paused": True},
        lambda world: {"paused": False},
    ],
    "create_comparison": [
        lambda world: {
            "title": "  Two  moments ", "kind": "over_time", "base": 1,
            "members": [{"evaluation": _evaluation(world), "snapshot": 1}, {"evaluation": _evaluation(world)}],
            "priorities": [["pull"], ["access", "product", "compounding", "carry"]],
        },
    ],
    "change_comparison": [
        lambda world: {"title": "Renamed"},
        lambda world: {
            "members": [
                {"evaluation": _evaluation(world), "alias": "Now"},
                {"evaluation": _evaluation(world), "snapshot": 1},
            ],
            "base": 1,
        },
        lambda world: {"priorities": None},
    ],
    "create_product": [
        lambda world: {"name": " A  product ", "description": "With\r\nlines\u2028and\u000bothers. "},
        lambda world: {"name": "Cafe\u0301", "growth_model": "plg", "industries": ["Finance"], "stage": "idea"},
    ],
    "change_product": [
        lambda world: {"name": "  Renamed ", "description": "e\u0301\r\n"},
        lambda world: {"growth_model": None, "stage": "mature"},
        lambda world: {},
    ],
    "create_evaluation": [
        lambda world: {"product": str(world.product.pk), "title": " Spring ", "paths": ["content", "community"]},
        lambda world: {
            "product": str(world.spare.pk), "title": "Spring", "paths": ["content"], "growth_model": "plg",
            "priorities": [["carry"], ["pull", "product"], ["access", "compounding"]],
        },
    ],
    "change_evaluation": [
        lambda world: {"paths": ["content"]},
        lambda world: {"paths": ["content", "community"]},
        lambda world: {"paths": ["integrations", "content", "ecosystem-marketplace"], "title": " Renamed  twice "},
        lambda world: {"growth_model": None},
        lambda world: {"priorities": [["pull", "carry"], ["compounding", "product", "access"]]},
        lambda world: {},
    ],
    "save_answers": [
        lambda world: {"answers": [{"key": "community/community-interest", "level": 2, "grade": "observed"}]},
        lambda world: {
            "answers": [
                {"key": "rule/proof", "text": " Two\r\nlines "},
                {"key": "surface/workflow", "na": True, "na_reason": "It has none."},
                {"key": "content@alignment", "level": 3, "grade": "reported", "note": "Ours differs."},
            ],
        },
        lambda world: {"answers": [{"key": "community/community-interest", "level": None, "grade": None}]},
    ],
    "change_method": [lambda world: {"method": "2"}, lambda world: {"method": "1"}],
    "upgrade_evaluation": [lambda world: {"release": NEWER}],
    "submit_evaluation": [lambda world: {}],
    "reopen_evaluation": [lambda world: {}],
    "archive_evaluation": [lambda world: {}],
    "duplicate_evaluation": [lambda world: {}],
    "copy_case": [lambda world: {}],
    "take_snapshot": [lambda world: {"name": "  Kept  "}],
    "record_decision": [
        lambda world: decision_body(),
        lambda world: decision_body(decision="scale", condition=None, exclusions=" ", actions=[], kill_criteria=[]),
    ],
    "record_outcome": [
        lambda world: {"outcome": "failed", "note": " Late.\r\n"},
        lambda world: {"outcome": None},
    ],
    "change_action": [lambda world: {"state": "done"}],
    "change_workspace": [
        lambda world: {"name": "  Northlamp  Ltd ", "time_zone": "Pacific/Auckland"},
        lambda world: {"requires_second_factor": False},
    ],
    "create_invitation": [lambda world: {"email": "Somebody@Example.test", "role": "operator"}],
    "resend_invitation": [lambda world: {}],
}  # fmt: skip

CASES = [
    pytest.param(name, make, id=f"{WRITING[name]} {at}")
    for name, bodies in BODIES.items()
    for at, make in enumerate(bodies)
    if name in WRITING
]


def test_every_write_is_tried() -> None:
    assert set(WRITING) == set(BODIES) | STORES_NOTHING
    assert not set(BODIES) & STORES_NOTHING


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


@pytest.fixture
def workspace(world: World) -> Workspace:
    return world.product.workspace


def ready(name: str, world: World) -> None:
    """Bring things into the state that the act needs."""
    if name == "cancel_report":
        Report.objects.filter(pk=world.report.pk).update(status="queued")
    if name == "retry_report":
        Report.objects.filter(pk=world.report.pk).update(status="failed", error_code="storage", error="Away.")
    if name == "upgrade_evaluation":
        publish(catalog=CATALOG.model_copy(update={"version": NEWER}), now=timezone.now() + timedelta(days=1))
    if name == "reopen_evaluation":
        by = actor_of(world.product.workspace, "admin")
        submit(evaluation=Evaluation.objects.get(pk=world.evaluation.pk), by=by, now=timezone.now())


def resource_of(address: Address, path: str, reply: HttpResponse) -> str:
    """Where what was written is read: at its Location, at the address itself, or at the nearest one above."""
    if reply.has_header("Location"):
        return reply["Location"]
    template = address.template
    while template not in READING:
        template = template.rstrip("/").rpartition("/")[0] + "/"
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return path


@pytest.mark.parametrize(("name", "make"), CASES)
def test_a_reply_is_what_was_stored(name: str, make: Make, api: Callable[..., Api], world: World) -> None:
    program, address = api("admin"), WRITING[name]
    ready(name, world)
    path = address.path(world.names())
    reply = program.call(address.method, path, make(world))
    assert reply.status_code in {200, 201, 202}, reply.content
    where = resource_of(address, path, reply)
    fresh = program.call("GET", where)
    assert fresh.status_code == 200
    assert reply["ETag"] == fresh["ETag"], where
    said, stored = reply.json(), fresh.json()
    if name in {"change_method", "upgrade_evaluation"}:
        moved = "method" if name == "change_method" else "release"
        assert (said[moved], said["answers_version"]) == (stored[moved], stored["answers_version"])
        return
    beside = BESIDE.get(name, set())
    assert {key: said[key] for key in said if key not in beside} == {
        key: stored[key] for key in stored if key not in beside
    }
    if name == "save_answers":
        by_key = {answer["key"]: answer for answer in stored["answers"]}
        assert [by_key.get(answer["key"], answer) for answer in said["answers"]] == said["answers"]
        checklist = program.call("GET", f"{V1}evaluations/{world.evaluation.pk}/checklist/").json()
        assert said["progress"] == checklist["progress"]
    assert program.call("GET", where, If_None_Match=reply["ETag"]).status_code == 304


KEYED = [name for name in WRITING if name in BODIES and "Idempotency-Key" in str(WRITING[name].operation)]


@pytest.mark.parametrize("name", KEYED)
def test_a_reply_that_is_given_again_is_the_first(name: str, api: Callable[..., Api], world: World) -> None:
    program, address = api("admin"), WRITING[name]
    path, body = address.path(world.names()), BODIES[name][0](world)
    first, again = (program.call("POST", path, body, Idempotency_Key="once") for _ in range(2))
    assert again["Idempotency-Replayed"] == "true"
    assert (again.status_code, again["ETag"], again["Location"]) == (
        first.status_code, first["ETag"], first["Location"],
    )  # fmt: skip
    secrets = BESIDE.get(name, set())
    assert again.json() == first.json() | dict.fromkeys(secrets)


def test_a_refused_answer_shows_what_is_stored(api: Callable[..., Api], world: World) -> None:
    program, path = api("admin"), f"{V1}evaluations/{world.evaluation.pk}/answers/"
    key = "community/community-interest"
    refused = program.call(
        "PATCH", path, {"answers": [{"key": key, "level": 0, "grade": "observed", "version": 0}]}
    )
    assert refused.status_code == 409
    stored = {answer["key"]: answer for answer in program.call("GET", path).json()["answers"]}
    assert refused.json()["present"] == [stored[key]]

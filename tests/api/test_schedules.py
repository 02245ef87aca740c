"""Weekly reports over the API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from reports.models import ReportSchedule
from reports.operations.schedules import run_schedule
from tests.api.addresses import Api, faults, problem
from tests.api.conftest import World

SCHEDULES = "/api/v1/report-schedules/"


@pytest.fixture
def program(api: Callable[..., Api]) -> Api:
    return api("operator")


def sound(world: World, **more: Any) -> dict[str, Any]:
    return {
        "evaluation": str(world.evaluation.pk), "weekday": "friday", "hour": 16, "formats": ["md", "json"],
    } | more  # fmt: skip


def test_set_up_read_changed_and_ended(program: Api, world: World) -> None:
    made = program.call("POST", SCHEDULES, sound(world))
    found = made.json()
    assert (made.status_code, made.headers["Location"]) == (201, f"{SCHEDULES}{found['id']}/")
    assert {name: found[name] for name in ("weekday", "hour", "time_zone", "formats", "paused", "stopped")} == {
        "weekday": "friday", "hour": 16, "time_zone": "UTC", "formats": ["md", "json"], "paused": False,
        "stopped": None,
    }  # fmt: skip
    assert (found["last_at"], found["last_outcome"], found["last_report"]) == (None, None, None)
    read = program.call("GET", made.headers["Location"])
    assert read.json() == found
    tag = read.headers["ETag"]
    assert program.call("GET", made.headers["Location"], If_None_Match=tag).status_code == 304
    paused = program.call("PATCH", made.headers["Location"], {"paused": True}, If_Match=tag)
    assert (paused.status_code, paused.json()["paused"], paused.json()["next_at"]) == (200, True, None)
    assert program.call("PATCH", made.headers["Location"], {"hour": 9}, If_Match=tag).status_code == 412
    moved = program.call("PATCH", made.headers["Location"], {"paused": False, "weekday": "sunday"}).json()
    assert (moved["weekday"], moved["paused"]) == ("sunday", False)
    assert program.call("DELETE", made.headers["Location"]).status_code == 204
    assert program.call("GET", made.headers["Location"]).status_code == 404


def test_every_fault_is_told(program: Api, world: World) -> None:
    wrong = {"weekday": "someday", "hour": 24, "formats": ["x"], "zz": 1}
    assert sorted(faults(program.call("POST", SCHEDULES, wrong))) == [
        ("/hour", "out_of_range"), ("/weekday", "not_one_of"), ("/zz", "unknown_field"),
    ]  # fmt: skip
    in_shape = {"weekday": "monday", "hour": 7, "formats": ["x"]}
    assert sorted(faults(program.call("POST", SCHEDULES, in_shape))) == [
        ("/evaluation", "exactly_one"),
        ("/formats/0", "unknown_format"),
    ]
    address = f"{SCHEDULES}{world.schedule.pk}/"
    assert faults(program.call("PATCH", address, {"formats": [], "hour": -1})) == [("/hour", "out_of_range")]
    assert faults(program.call("PATCH", address, {"formats": []})) == [("/formats", "required")]
    nobody = sound(world, evaluation="0192f0c1-0000-7000-8000-000000000000")
    refused = program.call("POST", SCHEDULES, nobody)
    assert (refused.status_code, faults(refused)) == (404, [("/evaluation", "not_found")])


def test_a_comparison_every_week(program: Api, world: World) -> None:
    body = sound(world, comparison=str(world.comparison.pk))
    del body["evaluation"]
    made = program.call("POST", SCHEDULES, body)
    assert made.status_code == 201
    assert (made.json()["evaluation"], made.json()["comparison"]) == (None, str(world.comparison.pk))
    assert run_schedule(made.json()["id"], now=timezone.now() + timedelta(days=8))
    found = program.call("GET", made.headers["Location"]).json()
    assert found["last_outcome"] == "made"
    report = program.call("GET", f"/api/v1/reports/{found['last_report']}/").json()
    assert report["comparison"] == str(world.comparison.pk)


def test_what_a_run_gave_is_told(program: Api, world: World) -> None:
    at = timezone.now() + timedelta(days=8)
    assert run_schedule(world.schedule.pk, now=at)
    found = program.call("GET", f"{SCHEDULES}{world.schedule.pk}/").json()
    assert (found["last_outcome"], found["last_report"]) == ("unchanged", str(world.report.pk))


def test_the_same_key_sets_up_one(program: Api, world: World) -> None:
    for _ in range(2):
        program.call("POST", SCHEDULES, sound(world), Idempotency_Key="once")
    assert ReportSchedule.objects.count() == 2


def test_a_viewer_reads_and_sets_up_none(api: Callable[..., Api], world: World) -> None:
    viewer = api("viewer")
    assert len(viewer.call("GET", SCHEDULES).json()["results"]) == 1
    refused = viewer.call("POST", SCHEDULES, sound(world))
    assert (refused.status_code, problem(refused)["code"]) == (403, "role_too_low")

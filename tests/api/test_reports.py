"""Reports over the API: one for one content, followed to its end, downloaded whole or in part."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import default_storage

from reports.build import build
from reports.models import Report, ReportArtifact
from tests.api.addresses import Api, faults, problem
from tests.api.conftest import World
from tests.conftest import NOW
from workspaces.models import Workspace

REPORTS = "/api/v1/reports/"


@pytest.fixture
def program(api: Callable[..., Api]) -> Api:
    return api("operator")


@pytest.fixture
def of(world: World) -> str:
    return f"{REPORTS}{world.report.pk}/"


def ask(program: Api, world: World, *formats: str) -> Any:
    return program.call("POST", REPORTS, {"evaluation": str(world.evaluation.pk), "formats": list(formats)})


def test_of_one_content_there_is_one_report(program: Api, world: World, of: str) -> None:
    ready = ask(program, world, "json")
    assert (ready.status_code, ready.json()["id"], ready.headers["Location"]) == (
        200,
        str(world.report.pk),
        of,
    )
    more = ask(program, world, "md", "html")
    assert (more.status_code, more.json()["status"], more.json()["formats"]) == (
        202,
        "queued",
        ["html", "md", "json"],
    )
    assert [one["format"] for one in more.json()["artifacts"]] == ["html", "json"]
    assert ask(program, world, "md").status_code == 202
    build(world.report.pk, now=NOW + timedelta(hours=1))
    assert ask(program, world, "md").status_code == 200
    assert Report.objects.count() == 1


def test_another_content_is_another_report(program: Api, world: World, of: str) -> None:
    program.call("PATCH", f"/api/v1/evaluations/{world.evaluation.pk}/", {"title": "New title"})
    assert program.call("GET", of).json()["stale"] is True
    made = ask(program, world, "json")
    found = made.json()
    assert (made.status_code, found["status"], found["progress"], found["artifacts"]) == (
        202,
        "queued",
        0,
        [],
    )
    assert found["id"] != str(world.report.pk)
    assert made.headers["Location"] == f"{REPORTS}{found['id']}/"
    assert program.call("GET", made.headers["Location"]).json() == found


def test_a_finished_report(program: Api, world: World, of: str) -> None:
    found = program.call("GET", of).json()
    assert {name: found[name] for name in ("status", "progress", "step", "error", "stale", "evaluation")} == {
        "status": "succeeded", "progress": 100, "step": None, "error": None, "stale": False,
        "evaluation": str(world.evaluation.pk),
    }  # fmt: skip
    for artifact in found["artifacts"]:
        file = program.call("GET", artifact["url"])
        body = file.getvalue()
        assert (file.status_code, len(body)) == (200, artifact["size"])
        assert hashlib.sha256(body).hexdigest() == artifact["sha256"]


def test_each_form_is_a_report_of_its_own(program: Api, world: World) -> None:
    body = {"evaluation": str(world.evaluation.pk), "formats": ["md"]}
    full, brief = (program.call("POST", REPORTS, body | more).json() for more in ({}, {"form": "executive"}))
    assert full["id"] != brief["id"]
    assert full["inputs_sha256"] == brief["inputs_sha256"]
    assert brief["title"] == f"{full['title']}, in brief"
    assert program.call("POST", REPORTS, body | {"form": "full"}).json()["id"] == full["id"]
    refused = program.call("POST", REPORTS, body | {"form": "long"})
    assert refused.status_code == 400
    assert [fault["pointer"] for fault in refused.json()["errors"]] == ["/form"]


def test_formats_that_are_not_made(program: Api, world: World) -> None:
    assert faults(ask(program, world, "odt", "json", "x")) == [
        ("/formats/0", "unknown_format"),
        ("/formats/2", "unknown_format"),
    ]
    assert faults(ask(program, world)) == [("/formats", "required")]
    refused = program.call("POST", REPORTS, {"evaluation": "x", "formats": ["odt", 1], "zz": 1})
    assert sorted(faults(refused)) == [
        ("/evaluation", "not_an_identifier"),
        ("/formats/1", "wrong_type"),
        ("/zz", "unknown_field"),
    ]


def test_an_evaluation_that_is_not_there(program: Api, world: World) -> None:
    nobody = {"evaluation": "0192f0c1-0000-7000-8000-000000000000", "formats": ["json"]}
    refused = program.call("POST", REPORTS, nobody)
    assert (refused.status_code, faults(refused)) == (404, [("/evaluation", "not_found")])


def test_cancelled_and_tried_again(program: Api, world: World, of: str) -> None:
    assert problem(program.call("POST", f"{of}cancel/"))["code"] == "invalid_transition"
    assert problem(program.call("POST", f"{of}retry/"))["code"] == "invalid_transition"
    program.call("PATCH", f"/api/v1/evaluations/{world.evaluation.pk}/", {"title": "New title"})
    other = f"{REPORTS}{ask(program, world, 'md').json()['id']}/"
    cancelled = program.call("POST", f"{other}cancel/")
    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")
    again = program.call("POST", f"{other}retry/")
    assert (again.status_code, again.json()["status"], again.headers["Location"]) == (202, "queued", other)
    build(UUID(again.json()["id"]), now=NOW + timedelta(hours=1))
    assert program.call("GET", other).json()["status"] == "succeeded"


def test_a_format_that_is_added_and_cancelled_leaves_the_finished_ones(
    program: Api, world: World, of: str
) -> None:
    assert ask(program, world, "md").json()["status"] == "queued"
    cancelled = program.call("POST", f"{of}cancel/").json()
    assert (cancelled["status"], cancelled["formats"]) == ("succeeded", ["html", "json"])


def test_made_again_it_is_identical(program: Api, world: World, of: str) -> None:
    same = program.call("POST", f"{of}verify/")
    assert same.status_code == 200
    assert same.json() == {
        "outcome": "identical", "identical": True, "formats": ["html", "json"], "differences": [],
        "detail": "Made again from what was frozen, this report is identical, byte for byte.",
    }  # fmt: skip
    artifact = ReportArtifact.objects.get(report=world.report, format="html")
    with default_storage.open(artifact.file.name, "ab") as file:
        file.write(b"!")
    other = program.call("POST", f"{of}verify/").json()
    assert (other["outcome"], other["identical"]) == ("different", False)
    assert {one["part"] for one in other["differences"]} == {"html"}


def test_a_deleted_report_is_gone_with_its_files(program: Api, world: World, of: str) -> None:
    assert program.call("DELETE", of).status_code == 204
    for address in (of, f"{of}artifacts/json/"):
        assert program.call("GET", address).status_code == 404
    assert ask(program, world, "json").status_code == 202


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ("bytes=0-4", 206, slice(0, 5)),
        ("bytes=2-", 206, slice(2, None)),
        ("bytes=-3", 206, slice(-3, None)),
        ("bytes=0-99999999", 206, slice(0, None)),
        ("bytes=-99999999", 206, slice(0, None)),
        ("bytes=4-2", 200, slice(0, None)),
        ("bytes=-", 200, slice(0, None)),
        ("lines=1-2", 200, slice(0, None)),
        ("bytes=a-b", 200, slice(0, None)),
    ],
)
def test_a_part_of_a_file(program: Api, of: str, asked: str, status: int, body: slice) -> None:
    whole = program.call("GET", f"{of}artifacts/json/").getvalue()
    part = program.call("GET", f"{of}artifacts/json/", Range=asked)
    assert (part.status_code, part.getvalue()) == (status, whole[body])
    if status == 206:
        start, stop, _ = body.indices(len(whole))
        assert part.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(whole)}"


def test_beyond_the_end_of_a_file(program: Api, of: str) -> None:
    refused = program.call("GET", f"{of}artifacts/json/", Range="bytes=99999999-")
    assert (refused.status_code, problem(refused)["code"]) == (416, "out_of_range")


def test_a_download_resumes_only_the_same_file(program: Api, of: str) -> None:
    tag = program.call("GET", f"{of}artifacts/html/").headers["ETag"]
    for if_range, status in ((tag, 206), ('"other"', 200), (f"W/{tag}", 200)):
        assert (
            program.call("GET", f"{of}artifacts/html/", Range="bytes=0-4", If_Range=if_range).status_code
            == status
        )


def test_a_download_names_and_types_its_file(program: Api, of: str) -> None:
    html = program.call("GET", f"{of}artifacts/html/", Accept="text/html")
    assert html.headers["Content-Type"] == "text/html; charset=utf-8"
    assert html.headers["Content-Disposition"] == 'attachment; filename="Ledgerline-Autumn-review.html"'
    assert html.headers["Accept-Ranges"] == "bytes"
    assert html.headers["ETag"].strip('"') == hashlib.sha256(html.getvalue()).hexdigest()
    assert html.headers["X-Content-Type-Options"] == "nosniff"
    assert program.call("GET", f"{of}artifacts/json/").headers["Content-Type"] == "application/json"
    for unknown in ("odt", "md", "exe"):
        assert program.call("GET", f"{of}artifacts/{unknown}/").status_code == 404


def test_a_file_that_is_gone_is_no_crash(program: Api, world: World, of: str) -> None:
    artifact = ReportArtifact.objects.get(report=world.report, format="json")
    default_storage.delete(artifact.file.name)
    assert program.call("GET", f"{of}artifacts/json/").status_code == 404


def test_a_viewer_reads_and_downloads_but_makes_none(api: Callable[..., Api], world: World, of: str) -> None:
    viewer = api("viewer")
    assert viewer.call("GET", f"{of}artifacts/json/").status_code == 200
    assert ask(viewer, world, "json").status_code == 403


def test_a_report_of_a_snapshot(program: Api, world: World) -> None:
    snapshot = world.snapshot
    asked = program.call("POST", REPORTS, {"snapshot": str(snapshot.pk), "formats": ["json"]})
    assert asked.status_code == 202
    found = asked.json()
    assert found["evaluation"] == str(world.evaluation.pk)
    assert found["snapshot"] == {"id": str(snapshot.pk), "number": 1, "name": "First look"}
    program.call("PATCH", f"/api/v1/evaluations/{world.evaluation.pk}/", {"title": "New title"})
    assert program.call("GET", asked.headers["Location"]).json()["stale"] is False
    assert program.call("GET", f"{REPORTS}{world.report.pk}/").json()["snapshot"] is None


def test_a_report_is_of_exactly_one_thing(program: Api, world: World) -> None:
    both = {"evaluation": str(world.evaluation.pk), "snapshot": str(world.snapshot.pk)}
    refused = program.call("POST", REPORTS, both | {"formats": ["odt"]})
    assert refused.status_code == 400
    assert faults(refused) == [
        ("/evaluation", "exactly_one"),
        ("/snapshot", "exactly_one"),
        ("/formats/0", "unknown_format"),
    ]
    assert faults(program.call("POST", REPORTS, {})) == [("/formats", "required")]
    assert faults(program.call("POST", REPORTS, {"formats": ["json"]})) == [("/evaluation", "required")]


def test_a_report_of_a_comparison(program: Api, world: World) -> None:
    asked = program.call("POST", REPORTS, {"comparison": str(world.comparison.pk), "formats": ["json"]})
    assert asked.status_code == 202
    found = asked.json()
    assert (found["evaluation"], found["snapshot"], found["comparison"]) == (
        None,
        None,
        str(world.comparison.pk),
    )
    assert build(found["id"], now=NOW + timedelta(hours=1))
    verified = program.call("POST", f"{REPORTS}{found['id']}/verify/", {}).json()
    assert verified["identical"] is True
    answer = {"key": "surface/workflow", "level": 0, "grade": "measured"}
    program.call("PATCH", f"/api/v1/evaluations/{world.evaluation.pk}/answers/", {"answers": [answer]})
    assert program.call("GET", asked.headers["Location"]).json()["stale"] is True
    nobody = {"comparison": "0192f0c1-0000-7000-8000-000000000000", "formats": ["json"]}
    refused = program.call("POST", REPORTS, nobody)
    assert (refused.status_code, faults(refused)) == (404, [("/comparison", "not_found")])


def test_a_snapshot_of_another_workspace_is_not_found(
    api: Callable[..., Api], world: World, other_workspace: Workspace
) -> None:
    stranger = api("admin", of=other_workspace)
    body = {"snapshot": str(world.snapshot.pk), "formats": ["json"]}
    refused = stranger.call("POST", REPORTS, body)
    assert (refused.status_code, faults(refused)) == (404, [("/snapshot", "not_found")])

"""A finished report can be made again, and it is said where it differs."""

import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from reports.build import build
from reports.frozen import RENDERER
from reports.models import Report
from reports.verification import Difference, alone, first_difference, verify
from tests.markup import squeezed

pytestmark = [pytest.mark.services, pytest.mark.django_db]


def path_of(report: Report, format: str) -> Path:
    return Path(default_storage.path(str(report.artifacts.get(format=format).file.name)))


def run(report: Report) -> str:
    out = StringIO()
    call_command("verify_report", str(report.pk), stdout=out)
    return out.getvalue()


def test_an_untouched_report_is_identical(built: Report) -> None:
    checked = verify(built)
    assert (checked.is_identical, checked.formats, checked.differences) == (True, ("html", "json", "md"), ())
    assert run(built) == "identical: html, json, md\n"


def test_a_changed_file_is_found_with_its_line(built: Report) -> None:
    path = path_of(built, "md")
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join([*lines[:9], "Put more behind everything.", *lines[10:]]) + "\n", encoding="utf-8"
    )
    checked = verify(built)
    assert checked.differences == (
        Difference("md", "The stored file does not have the digest it was stored with."),
        Difference("md", "It differs in line 10."),
    )
    with pytest.raises(CommandError, match="md: It differs in line 10"):
        run(built)


def test_a_changed_number_is_found_with_its_place(built: Report) -> None:
    path = path_of(built, "json")
    text = path.read_text(encoding="utf-8").replace('"format_version": 1', '"format_version": 2')
    path.write_text(text, encoding="utf-8")
    assert Difference("json", "It differs at /format_version.") in verify(built).differences


def test_a_file_that_is_gone_is_said(built: Report) -> None:
    path_of(built, "html").unlink()
    assert verify(built).differences == (Difference("html", "The stored file is gone."),)


def test_a_changed_document_is_said(built: Report) -> None:
    built.frozen_document = built.frozen_document.replace("Ledgerline", "Ledgerlane")
    built.save()
    differences = verify(built).differences
    assert differences[0] == Difference(
        "document", "The frozen document does not have the digest it was stored with."
    )
    assert {found.part for found in differences[1:]} == {"html", "json", "md"}


def test_a_document_changed_beyond_understanding_is_said(built: Report) -> None:
    """Each stretch of it in turn cut out or put to another type: whatever comes of it, nothing but an answer."""
    whole = json.loads(built.frozen_document)
    for name in whole:
        for other in (None, [], {}, "x", 7):
            built.frozen_document = json.dumps(whole | {name: other})
            assert verify(built).differences[0].part == "document"


def test_of_packed_files_the_part_is_named(ask: Callable[..., Report], now: datetime) -> None:
    report = ask("docx", "xlsx", "pdf")
    assert build(report.pk, now=now)
    for format, part in (("docx", "word/document.xml"), ("xlsx", "xl/worksheets/sheet1.xml")):
        _repack(path_of(report, format), part)
    body = path_of(report, "pdf").read_bytes()
    path_of(report, "pdf").write_bytes(body[:999] + b"\x00" + body[1000:])
    said = [found.detail for found in verify(report).differences if "digest" not in found.detail]
    assert said == [
        "It differs in its part word/document.xml.", "It differs from byte 999 on.",
        "It differs in its part xl/worksheets/sheet1.xml.",
    ]  # fmt: skip
    path_of(report, "xlsx").write_bytes(b"PK")
    assert Difference("xlsx", "It differs in line 1.") in verify(report).differences


def _repack(path: Path, changed: str) -> None:
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part + b" " if name == changed else part)


def test_a_workspace_has_one_report_verified_at_a_time(
    built: Report, client_of: Callable[..., Client]
) -> None:
    client = client_of("operator")
    with alone(built):
        busy = client.post(f"/api/v1/reports/{built.pk}/verify/", {}, content_type="application/json")
        assert (busy.status_code, busy.json()["code"]) == (409, "verifying_already")
        page = client.post(reverse("report_verify", args=[built.pk]), follow=True)
        assert "Another report of this workspace is being verified" in squeezed(page)
    again = client.post(f"/api/v1/reports/{built.pk}/verify/", {}, content_type="application/json")
    assert (again.status_code, again.json()["outcome"]) == (200, "identical")


def test_an_unreadable_document_is_said(built: Report) -> None:
    built.frozen_document = "{}"
    built.save()
    assert [found.part for found in verify(built).differences] == ["document", "document"]


def test_another_renderer_is_named(built: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.verification.RENDERER", "later")
    checked = verify(built)
    assert (checked.outcome, checked.is_identical, checked.differences) == ("same_figures", False, ())
    assert f"Renderer {RENDERER} made the files and this release has renderer later" in checked.sentence
    with pytest.raises(CommandError, match="same figures, other renderer") as said:
        run(built)
    assert said.value.returncode == 3


def test_by_another_renderer_figures_that_changed_are_found(
    built: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.verification.RENDERER", "later")
    path = path_of(built, "json")
    document = json.loads(path.read_text(encoding="utf-8"))
    document["result"]["inputs_sha256"] = "0"
    path.write_text(json.dumps(document), encoding="utf-8")
    Report.objects.filter(pk=built.pk).update(result_sha256="0" * 64)
    built.refresh_from_db()
    assert [(found.part, found.detail) for found in verify(built).differences] == [
        ("json", "The stored file does not have the digest it was stored with."),
        ("figures", "They differ at /result/inputs_sha256."),
        ("figures", "The figures do not have the digest that was stored."),
    ]
    path.write_text("[]", encoding="utf-8")
    assert Difference("figures", "The stored JSON file holds no result.") in verify(built).differences


def test_figures_that_nobody_kept_are_not_called_the_same(
    built: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.verification.RENDERER", "later")
    built.artifacts.filter(format="json").delete()
    built.result_sha256 = ""
    assert verify(built).differences == (
        Difference("figures", "The figures were not kept, so they cannot be compared."),
    )


def test_the_program_tells_each_outcome_by_its_code(built: Report) -> None:
    def code(pk: object) -> int:
        with pytest.raises(CommandError) as said:
            call_command("verify_report", str(pk))
        return int(said.value.returncode)

    assert code("01a20a98-90d1-78aa-a2e0-5e5fa7d8e1b8") == 2
    path_of(built, "md").write_text("x", encoding="utf-8")
    assert code(built.pk) == 1
    built.artifacts.all().delete()
    assert code(built.pk) == 4


@pytest.mark.parametrize("status", ["queued", "failed"])
def test_a_report_without_files_cannot_be_compared(
    status: str, ask: Callable[..., Report], now: datetime
) -> None:
    report = ask()
    Report.objects.filter(pk=report.pk).update(status=status, finished_at=now)
    with pytest.raises(CommandError, match=status):
        run(report)


def test_an_unknown_report_is_said(db: None) -> None:
    with pytest.raises(CommandError, match="no report"):
        call_command("verify_report", "01a20a98-90d1-78aa-a2e0-5e5fa7d8e1b8")


@pytest.mark.parametrize(
    ("stored", "again", "as_json", "said"),
    [
        (b"a\nb\n", b"a\nc\n", False, "It differs in line 2."),
        (b"a\nb\n", b"a\n", False, "It differs in line 2, where one of the two ends."),
        (b'{"a": [1, 2]}', b'{"a": [1, 3]}', True, "It differs at /a/1."),
        (b'{"a": 1}', b'{"a": 1, "b": 2}', True, "It differs at /b."),
        (b'{"a": 1}', b'{"a": true}', True, "It differs at /a."),
        (b"[1]", b"[1, 2]", True, "It differs at its root."),
        (b'{"a": 1}', b'{ "a": 1}', True, "It differs in line 1."),
        (b"not json", b"{}", True, "It differs in line 1."),
    ],
)
def test_where_two_bodies_part(stored: bytes, again: bytes, as_json: bool, said: str) -> None:
    assert first_difference(stored, again, as_json=as_json) == said


def test_a_package_with_any_damaged_byte_is_told_apart() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "once more " * 9)
    whole = made.getvalue()
    for place, value in enumerate(whole):
        for other in {0, 101, 255} - {value}:
            damaged = bytes([*whole[:place], other, *whole[place + 1 :]])
            assert first_difference(damaged, whole).startswith("It differs"), (place, other)

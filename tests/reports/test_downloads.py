"""Files sent to people and programs: the same answers from the page's address and from the API's."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.storage import FileSystemStorage, default_storage
from django.test import Client
from django.urls import reverse

from reports import files
from reports.files import file_stem
from reports.models import Report
from workspaces.models import Workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(shared_report: Report) -> Report:
    return shared_report


@pytest.fixture
def workspace(built: Report) -> Workspace:
    return built.workspace


@pytest.fixture(params=["page", "API"])
def get(
    request: pytest.FixtureRequest, built: Report, workspace: Workspace, client_of: Callable[..., Client]
) -> Callable[..., Any]:
    """get("md", Range="bytes=0-4"): the answer of one of the two doors, with its body read."""
    name = {"page": "report_file", "API": "api_artifact"}[request.param]
    client = client_of("viewer")

    def ask(format: str, *, method: str = "GET", **headers: str) -> Any:
        sent = {key.replace("_", "-"): value for key, value in headers.items()}
        return client.generic(method, reverse(name, args=[built.pk, format]), headers=sent)

    return ask


def body_of(built: Report, format: str) -> bytes:
    return files.read(str(built.artifacts.get(format=format).file.name))


def test_a_file_is_sent_whole_with_all_that_tells_of_it(get: Callable[..., Any], built: Report) -> None:
    answer, body = get("html"), body_of(built, "html")
    assert (answer.status_code, answer.getvalue()) == (200, body)
    assert answer.streaming
    sent = {
        name: answer.headers[name] for name in ("Content-Type", "Content-Length", "Accept-Ranges", "ETag")
    }
    assert sent == {
        "Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), "Accept-Ranges": "bytes",
        "ETag": f'"{hashlib.sha256(body).hexdigest()}"',
    }  # fmt: skip
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")


def test_a_head_tells_the_same_without_the_file(get: Callable[..., Any], built: Report) -> None:
    whole, head = get("md"), get("md", method="HEAD", Range="bytes=0-4")
    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Accept-Ranges", "Content-Disposition"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize(
    ("known", "status"), [("{}", 304), ("W/{}", 304), ('"x", {}', 304), ("*", 304), ('"x"', 200), ("x", 400)]
)
def test_what_the_caller_has_is_not_sent_again(known: str, status: int, get: Callable[..., Any]) -> None:
    tag = get("json").headers["ETag"]
    answer = get("json", If_None_Match=known.format(tag), Range="bytes=0-4" if status == 304 else "")
    assert answer.status_code == status
    if status == 304:
        assert (answer.content, answer.headers["ETag"]) == (b"", tag)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-4", slice(0, 5)),
        ("bytes=2-", slice(2, None)),
        ("bytes=-3", slice(-3, None)),
        ("Bytes = 1-1", slice(1, 2)),
        ("bytes=0-99999999", slice(0, None)),
        ("bytes=-99999999", slice(0, None)),
    ],
)
def test_one_part(asked: str, part: slice, get: Callable[..., Any], built: Report) -> None:
    body = body_of(built, "json")
    answer = get("json", Range=asked)
    assert (answer.status_code, answer.getvalue()) == (206, body[part])
    start, stop, _ = part.indices(len(body))
    assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(body)}"
    assert answer.headers["Content-Length"] == str(stop - start)


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=4-2", "bytes=-", "bytes=", "lines=1-2", "bytes=a-b", "bytes=0-1,x", "bytes=1-2-3", "bytes",
        "bytes=0-3, 10-12, -5", "bytes=99999999-, 3-4", "bytes=" + "9" * 400 + "-",
    ],
)  # fmt: skip
def test_a_range_that_is_none_gets_the_whole(asked: str, get: Callable[..., Any], built: Report) -> None:
    answer = get("md", Range=asked)
    assert (answer.status_code, answer.getvalue()) == (200, body_of(built, "md"))


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_beyond_the_end_the_size_is_told(asked: str, get: Callable[..., Any], built: Report) -> None:
    answer = get("md", Range=asked)
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(body_of(built, 'md'))}"


def test_a_download_resumes_only_the_same_file(get: Callable[..., Any]) -> None:
    tag = get("html").headers["ETag"]
    date = "Thu, 26 Nov 2026 23:00:00 GMT"
    for if_range, status in ((tag, 206), ('"other"', 200), (f"W/{tag}", 200), (date, 200)):
        assert get("html", Range="bytes=0-4", If_Range=if_range).status_code == status


def test_a_file_that_is_gone_is_404(get: Callable[..., Any], built: Report) -> None:
    default_storage.delete(str(built.artifacts.get(format="md").file.name))
    assert get("md").status_code == 404
    assert get("exe").status_code == 404


class Silent(FileSystemStorage):
    """A storage that does not answer."""

    def _open(self, name: str, mode: str = "rb") -> Any:
        raise OSError("no route")


def test_a_storage_that_does_not_answer_is_503(get: Callable[..., Any], settings: LazySettings) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.Silent"}}
    assert get("md").status_code == 503


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Ledgerline: Autumn review", "Ledgerline-Autumn-review"),
        ('a"b\\c/d\r\ne;f', "a-b-c-d-e-f"),
        ("../../etc/passwd", "etc-passwd"),
        ("数字三月，عربي", "数字三月-عربي"),
        ("हिन्दी रिपोर्ट", "हिन्दी-रिपोर्ट"),
        ("Cafe\u0301 \u202egnp.exe", "Café-gnp-exe"),
        ("???", "report"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_title_becomes_a_safe_file_name(title: str, stem: str) -> None:
    assert file_stem(title) == stem


def test_a_name_in_another_script_is_sent_as_the_standard_has_it(
    get: Callable[..., Any], built: Report
) -> None:
    Report.objects.filter(pk=built.pk).update(title="数字三月: x")
    sent = get("md").headers["Content-Disposition"]
    assert sent == "attachment; filename*=utf-8''%E6%95%B0%E5%AD%97%E4%B8%89%E6%9C%88-x.md"


def test_a_large_file_is_not_read_whole(built: Report, client_of: Callable[..., Client]) -> None:
    """64 MB are sent in pieces of at most 64 kB; hanging up closes the file."""
    artifact = built.artifacts.get(format="md")
    path = Path(default_storage.path(str(artifact.file.name)))
    os.truncate(path, 64 * 1024 * 1024)
    built.artifacts.filter(pk=artifact.pk).update(size=64 * 1024 * 1024)
    answer: Any = client_of("viewer").get(reverse("report_file", args=[built.pk, "md"]))
    pieces = iter(answer.streaming_content)
    assert max(len(next(pieces)) for _ in range(5)) <= files.CHUNK
    assert is_open(path)
    answer.close()
    assert not is_open(path)


def is_open(path: Path) -> bool:
    """Whether this process holds the file open."""
    held = Path("/proc/self/fd")
    return any(path == Path(os.readlink(one)) for one in held.iterdir() if one.exists())

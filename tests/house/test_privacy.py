"""What no cache keeps, no log tells and no plain connection carries."""

import io
import json
import logging
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.utils import timezone

from distmap.mail import PrivateFileBackend
from distmap.redaction import hidden
from tests.api.addresses import Api, problem
from tests.house.permission_matrix import API, OPEN, PAGES
from tests.house.world import World
from tests.signed_in import sign_in
from workspaces.models import Membership, Workspace
from workspaces.operations import create_token
from workspaces.permissions import ALL_SCOPES

ROOT = Path(__file__).resolve().parents[2]
READ = sorted(address for address, row in (PAGES | API).items() if "GET" in row and "draft_id" not in address)
PROBES = {"healthz", "readyz", "styleguide/"}
# What carries an ETag is asked for again each time, so that it need not be sent again.
REVALIDATED = "private, no-cache"


@pytest.fixture
def world(workspace: Workspace, now: datetime) -> World:
    return World(workspace, now)


def test_no_cache_keeps_what_is_private(world: World) -> None:
    admin = Membership.objects.get(workspace=world.workspace, role="admin")
    page = sign_in(Client(), admin.user)
    secret = create_token(membership=admin, name="t", scopes=ALL_SCOPES, now=timezone.now()).secret
    api = Api(headers={"Authorization": f"Bearer {secret}"})
    for address in READ:
        answer = (api if address.startswith("api/") else page).get(world.path(address))
        told = answer["Cache-Control"]
        if told == REVALIDATED:
            assert address.startswith("api/") or answer.has_header("ETag"), address
        else:
            assert told == "private, no-store", address


@pytest.mark.django_db
@pytest.mark.parametrize("address", sorted(each for each in OPEN if "<" not in each and each not in PROBES))
def test_no_cache_keeps_a_page_of_signing_in(address: str) -> None:
    told = Client().get(f"/{address}")["Cache-Control"]
    assert told in {"private, no-store", REVALIDATED}


# HTTPS


@pytest.fixture
def https(settings: LazySettings) -> None:
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True


@pytest.mark.usefixtures("https", "db")
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_the_api_refuses_plain_http(method: str) -> None:
    answer = Api(headers={"Authorization": "Bearer dm_leaked"}).call(method, "/api/v1/products/")
    assert problem(answer)["code"] == "https_required"
    assert "revoke that token" in problem(answer)["detail"]


@pytest.mark.usefixtures("https", "db")
def test_pages_lead_on_to_https() -> None:
    answer = Client().get("/accounts/login/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://testserver/accounts/login/")
    assert Client().get("/accounts/login/", secure=True).status_code == 200


def settings_of(names: list[str], **environment: str) -> dict[str, Any]:
    """Settings as a process with this environment reads them."""
    code = (
        "import json, distmap.settings as s; "
        f"print(json.dumps({{name: getattr(s, name) for name in {names!r}}}, default=str))"
    )
    known = {key: value for key, value in os.environ.items() if not key.startswith("DISTMAP_HTTPS")}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=known | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


NAMES = [
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "SECURE_HSTS_PRELOAD",
    "SECURE_HSTS_SECONDS",
]


def test_cookies_and_hsts_follow_https() -> None:
    plain, secure = settings_of(NAMES), settings_of(NAMES, DISTMAP_HTTPS="true")
    assert list(plain.values()) == ["sessionid", "csrftoken", False, False, 0]
    assert list(secure.values()) == ["__Host-sessionid", "__Host-csrftoken", True, False, 31536000]
    asked = settings_of(NAMES, DISTMAP_HTTPS="true", DISTMAP_HSTS_PRELOAD="true")
    assert asked["SECURE_HSTS_PRELOAD"] is True


# The deployment check


SOUND = {
    "DATABASE_URL": "postgres://u@127.0.0.1:1/x", "REDIS_URL": "redis://127.0.0.1:1/0",
    "DISTMAP_HOSTS": "d.example.org",
    "DISTMAP_SECRET_KEY": "c2Vuc2libGUta2V5LW9mLWZpZnR5LWNoYXJhY3RlcnMtYW5kLW1vcmU", "DISTMAP_HTTPS": "true",
}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({}, ""),
        ({"DISTMAP_DEBUG": "true"}, "distmap.E008"),
        ({"DISTMAP_SECRET_KEY": "short"}, "distmap.E009"),
        ({"DISTMAP_SECRET_KEY": "a" * 60}, "distmap.E009"),
        ({"DISTMAP_HOSTS": "*"}, "distmap.E010"),
        ({"DISTMAP_HOSTS": "d.example.org, *"}, "distmap.E010"),
        ({"DISTMAP_OIDC_ISSUER": "https://id.example.org"}, "distmap.E011"),
    ],
)
def test_the_check_refuses_what_is_only_right_at_home(
    wrong: dict[str, str], code: str, tmp_path: Path
) -> None:
    environment = os.environ | SOUND | {"DISTMAP_DATA": str(tmp_path)} | wrong
    ran = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--tag", "security"],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert (ran.returncode != 0) is bool(code), ran.stderr
    assert code in ran.stderr


def test_the_database_file_is_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    settings_of(["DEBUG"], DISTMAP_DATA=str(folder), DATABASE_URL="")
    assert stat.S_IMODE((folder / "distmap.sqlite3").stat().st_mode) == 0o600
    (folder / "distmap.sqlite3").chmod(0o644)
    settings_of(["DEBUG"], DISTMAP_DATA=str(folder), DATABASE_URL="")
    assert stat.S_IMODE((folder / "distmap.sqlite3").stat().st_mode) == 0o600


# Mail and logs


def test_without_a_mail_host_mails_are_closed_files(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mail"
    message = mail.EmailMessage(
        "Reset", "https://d.example.org/accounts/password/reset/key/1-abc/", to=["a@b.org"]
    )
    PrivateFileBackend(file_path=folder).send_messages([message])
    [path] = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "reset/key" in path.read_text()
    assert "".join(capfd.readouterr()) == ""


def test_the_backend_without_a_host_is_that_one() -> None:
    found = settings_of(["EMAIL_BACKEND", "MAIL_BACKEND"], DISTMAP_MAIL_HOST="")
    assert found == {
        "EMAIL_BACKEND": "workspaces.outbox.QueuedBackend",
        "MAIL_BACKEND": "distmap.mail.PrivateFileBackend",
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("GET /accounts/password/reset/key/3-c4f-0a1b/", "GET /accounts/password/reset/key/[hidden]/"),
        ("POST /accounts/confirm-email/MQ:1abc:xyz/", "POST /accounts/confirm-email/[hidden]/"),
        ("GET /invitations/0192aa.1:sig_na-ture/", "GET /invitations/[hidden]/"),
        ("Authorization: Bearer dm_abcdefghijkl", "Authorization: Bearer [hidden]"),
        ("token dm_abcdefghijkl-_x used", "token dm_[hidden] used"),
        ("Cookie: sessionid=abc123; a=b", "Cookie: sessionid=[hidden]; a=b"),
        (
            "GET /accounts/oidc/company/login/callback/?code=abc&state=def",
            "GET /accounts/oidc/company/login/callback/?code=[hidden]&state=[hidden]",
        ),
        (
            "/workspace/invitations/ and /accounts/password/reset/key/done/",
            "/workspace/invitations/ and /accounts/password/reset/key/done/",
        ),
    ],
)
def test_secrets_are_known_by_their_shape(line: str, expected: str) -> None:
    assert hidden(line) == expected


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that the service's own handler writes, at the finest level."""
    [handler] = [each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler][:1]
    written, before, level = io.StringIO(), handler.stream, logging.getLogger().level
    handler.setStream(written)
    logging.getLogger().setLevel(logging.DEBUG)
    yield written
    handler.setStream(before)
    logging.getLogger().setLevel(level)


def test_no_log_line_holds_a_secret(logged: io.StringIO, workspace: Workspace) -> None:
    secret = "dm_" + "s3cretS3cret" * 3
    log = logging.getLogger("distmap.test")
    try:
        raise ValueError(f"token {secret}")
    except ValueError:
        log.exception("failed at /invitations/abc.1:signature/ with %s", secret)
    Client(raise_request_exception=False).get(
        f"/invitations/{secret}/", headers={"Authorization": f"Bearer {secret}"}
    )
    logging.getLogger("django.request").error("Internal Server Error: /accounts/password/reset/key/1-abcdef/")
    text = logged.getvalue()
    assert "failed at /invitations/[hidden]/" in text
    assert "s3cret" not in text
    assert "abcdef" not in text
    assert "signature" not in text

"""Pages and endpoints against the floor: page weight, time to first byte, p50 and query counts.

One granian server with the service's own settings, one kept-alive connection. Each target alternates with a bare
view of the same size in the same run, so that a ratio means something on a noisy machine.
"""

import gzip
import http.client
import io
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROUNDS = 60
GRADES = ("measured", "observed", "reported", "assumed")
EMAIL = "demo@distmap.example"


@dataclass
class Target:
    name: str
    path: str
    method: str = "GET"
    make_body: Callable[[int], bytes] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    make_query: Callable[[int], str] | None = None
    # What the page asks for as soon as this is answered; both count as one round trip.
    then: str = ""


@dataclass
class Figure:
    name: str
    bytes_gzipped: int
    first_byte_ms: float
    p50_ms: float
    ratio: float
    queries: int


def timed(connection: http.client.HTTPConnection, target: Target, round_: int) -> tuple[float, float, bytes]:
    """(milliseconds to the first byte, to the last, the body or bodies)."""
    body = target.make_body(round_) if target.make_body else None
    query = target.make_query(round_) if target.make_query else ""
    begin = time.perf_counter()
    content, first = fetched(connection, target, target.method, target.path + query, body)
    if target.then:
        content += fetched(connection, target, "GET", target.then, None)[0]
    end = time.perf_counter()
    return (first - begin) * 1000, (end - begin) * 1000, content


def fetched(
    connection: http.client.HTTPConnection, target: Target, method: str, path: str, body: bytes | None
) -> tuple[bytes, float]:
    """The content, and when its first byte was there."""
    connection.request(method, path, body=body, headers=target.headers)
    answer = connection.getresponse()
    first = time.perf_counter()
    content = answer.read()
    if answer.status >= 300:
        raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
    return content, first


def measure(connection: http.client.HTTPConnection, target: Target, queries: int) -> Figure:
    first_bytes, totals, floors = [], [], []
    _, _, content = timed(connection, target, 0)
    floor = Target(
        "floor", f"/bench/bare/{len(content)}", headers={"Cookie": target.headers.get("Cookie", "")}
    )
    for round_ in range(1, ROUNDS + 1):
        first, total, _ = timed(connection, target, round_)
        first_bytes.append(first)
        totals.append(total)
        floors.append(timed(connection, floor, round_)[1])
    p50 = statistics.median(totals)
    return Figure(
        name=target.name, bytes_gzipped=len(gzip.compress(content, 6)), first_byte_ms=statistics.median(first_bytes),
        p50_ms=p50, ratio=p50 / statistics.median(floors), queries=queries,
    )  # fmt: skip


def targets(
    evaluation: str, report: str, comparison: str, cookie: str, csrf: str, token: str
) -> list[Target]:
    page = {"Cookie": f"{cookie}; csrftoken={csrf}"}
    form = page | {
        "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": csrf, "HX-Request": "true",
        "Referer": "http://127.0.0.1/",
    }  # fmt: skip
    api = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    item = "integrations/moment-of-need"

    def form_body(round_: int) -> bytes:
        return f"choice={round_ % 5}&grade=observed&note=round+{round_}".encode()

    def api_body(round_: int) -> bytes:
        return json.dumps({"answers": [{"key": item, "level": round_ % 5, "grade": "observed"}]}).encode()

    def supposed(round_: int) -> str:
        """Another scenario each round, so that none is scored already."""
        moved = f"level.{item}={round_ % 5}&grade.{item}={GRADES[round_ // 5 % 4]}"
        return f"?base=1&{moved}&level.surface/brand={(round_ // 20 + 1) % 5}&grade.surface/brand=measured"

    at, v1 = f"/evaluations/{evaluation}", "/api/v1"
    panel = f"{at}/panel/integrations/"
    compared = f"/comparisons/{comparison}/"
    return [
        Target("page: home", "/", headers=page),
        Target("page: answering", f"{at}/answers/integrations/", headers=page),
        Target("page: save an answer", f"{at}/answers/item/{item}/", "POST", form_body, form),
        Target("page: save, then panel", f"{at}/answers/item/{item}/", "POST", form_body, form, then=panel),
        Target("page: what if", f"{at}/what-if/", headers=form, make_query=supposed),
        Target("page: result", f"{at}/result/", headers=page),
        Target("page: report", f"/reports/{report}/", headers=page),
        Target("page: compare", compared, headers=page),
        Target("page: compare as CSV", f"{compared}export/?view=paths&format=csv", headers=page),
        Target("page: compare as XLSX", f"{compared}export/?view=paths&format=xlsx", headers=page),
        Target("page: channel model", "/catalog/models/community/", headers=page),
        Target("api: evaluations", f"{v1}/evaluations/", headers=api),
        Target("api: checklist", f"{v1}/evaluations/{evaluation}/checklist/", headers=api),
        Target("api: save an answer", f"{v1}/evaluations/{evaluation}/answers/", "PATCH", api_body, api),
        Target("api: result", f"{v1}/evaluations/{evaluation}/result/", headers=api),
        Target("api: report", f"{v1}/reports/{report}/", headers=api),
    ]


def prepared() -> dict[str, Any]:
    """The demo workspace with a finished report; a session and a token to look at it with."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.utils import timezone

    from comparisons.models import Comparison
    from evaluations.models import Evaluation
    from evaluations.work.operations.status_changes import reopen
    from reports import build
    from reports.operations.reports import request_report
    from workspaces.actors import Actor
    from workspaces.models import Membership
    from workspaces.operations import create_token
    from workspaces.permissions import Role, Scope

    for command in ("migrate", "load_catalog", "make_demo", "collectstatic"):
        options = {"interactive": False} if command in {"migrate", "collectstatic"} else {}
        call_command(command, verbosity=0, stdout=io.StringIO(), **options)
    member = Membership.objects.select_related("user", "workspace").get(user__email=EMAIL)
    actor = Actor(workspace=member.workspace, role=Role.ADMIN, user=member.user)
    now = timezone.now()
    ledgerline = Evaluation.objects.get(product__name="Ledgerline")
    report = request_report(evaluation=ledgerline, formats=["html", "md", "json"], by=actor, now=now).report
    build.build(report.pk, now=timezone.now())
    reopen(evaluation=ledgerline, by=actor, now=now)
    compared = Comparison.objects.get(kind=Comparison.SUBJECTS)
    session = SessionStore()
    session[SESSION_KEY] = str(member.user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
    session.save()
    token = create_token(membership=member, name="bench", scopes=list(Scope), now=now).secret
    return {
        "evaluation": str(ledgerline.pk), "report": str(report.pk), "comparison": str(compared.pk),
        "cookie": f"sessionid={session.session_key}", "csrf": "a" * 32, "token": token,
    }  # fmt: skip


def count_queries(target: Target) -> int:
    """Queries of one request, counted in this process with warm caches."""
    from django.db import connection, reset_queries
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    with override_settings(ALLOWED_HOSTS=["testserver"]):
        client = Client(headers=target.headers)
        body = target.make_body or (lambda _: b"")
        kind = target.headers.get("Content-Type", "application/octet-stream")
        query = target.make_query or (lambda _: "")
        client.generic(target.method, target.path + query(1), body(1), content_type=kind)
        reset_queries()
        with CaptureQueriesContext(connection) as captured:
            client.generic(target.method, target.path + query(2), body(2), content_type=kind)
            if target.then:
                client.get(target.then)
    return len(captured)


def figures() -> list[Figure]:
    """Everything measured once. Sets up its own data folder and server."""
    import django

    from tests.processes.service import Service

    with tempfile.TemporaryDirectory(prefix="distmap-bench-") as folder:
        environment = {
            "DISTMAP_DATA": folder,
            "DISTMAP_STATIC_ROOT": f"{folder}/static",
            "DJANGO_SETTINGS_MODULE": "tests.bench.bench_settings",
        }
        os.environ.update(environment)
        django.setup()
        known = prepared()
        wanted = targets(**known)
        counts = [count_queries(target) for target in wanted]
        with Service(environment, Path(folder)) as service:
            address = service.web(workers=1, threads=4)
            connection = http.client.HTTPConnection(address.removeprefix("http://"))
            return [measure(connection, target, count) for target, count in zip(wanted, counts, strict=True)]

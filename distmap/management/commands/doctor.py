"""Look at everything that a service stands on, say each in a line, and tell by the exit status whether all is well.

Exit status: 0 all is well, or notes only; 1 something needs somebody; 2 the call was wrong.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from celery import current_app
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.models import F
from django.utils import timezone

from distmap import clock, health
from evaluations.models import Evaluation
from reports.models import Report, ReportArtifact
from workspaces import upkeep
from workspaces.models import ApiToken, OutgoingMail

WAITED = timedelta(minutes=10)
RECENT = timedelta(days=7)
OLD_KEY = timedelta(days=365)
# A file may be there before its row, and a row go before its file, for as long as a job may run.
UNDER_WAY = timedelta(hours=1)
NAMED = 5


@dataclass(frozen=True)
class Finding:
    """What was found about one part: `state` is ok, note (nothing to do at once) or fault."""

    part: str
    state: str
    says: str


class Command(BaseCommand):
    help = "Look at database, broker, storage, mail, clock, catalog, jobs, files and keys; exit status 1 on a fault."
    requires_migrations_checks = False
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        found = examined()
        healthy = all(one.state != "fault" for one in found)
        if options["json"]:
            self.stdout.write(json.dumps({"healthy": healthy, "findings": [asdict(one) for one in found]}))
        else:
            for one in found:
                self.stdout.write(f"{one.state:5}  {one.part:10}  {one.says}")
        if not healthy:
            sys.exit(1)


def examined() -> list[Finding]:
    """Every part in turn. What asks the database is left out while it does not answer or lacks tables."""
    found = [*_tried("database", _database)]
    has_rows = not _faulty(found)
    if has_rows:
        found += [*_tried("clock", _clock), *_tried("migrations", _migrations)]
        has_rows = not _faulty(found)
    for part, look in _APART.items():
        found += _tried(part, look)
    for part, look in _IN_ROWS.items():
        found += (
            _tried(part, look) if has_rows else [Finding(part, "note", "not asked, for want of the database")]
        )
    return found


def _faulty(found: list[Finding]) -> bool:
    return any(one.state == "fault" for one in found)


def _tried(part: str, look: Callable[[], Iterator[tuple[str, str]]]) -> list[Finding]:
    """A look's findings; an error on the way is one of them, since a doctor does not faint."""
    found = []
    try:
        for state, says in look():
            found.append(Finding(part, state, says))
    except health.NotReady as error:
        found.append(Finding(part, "fault", str(error)))
    except Exception as error:
        lines = str(error).strip().splitlines() or [""]
        found.append(Finding(part, "fault", f"{type(error).__name__}: {lines[0]}"))
    return found


Look = Iterator[tuple[str, str]]


def _database() -> Look:
    health.check_database()
    if connection.vendor != "postgresql":
        yield "ok", f"SQLite, {settings.DATABASES['default']['NAME']}"
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        version, size = cursor.fetchone()
    yield "ok", f"PostgreSQL {version}, {size / 1e6:,.0f} MB"


def _clock() -> Look:
    if connection.vendor != "postgresql":
        yield "ok", "this machine's is the only one"
        return
    seconds, most = abs(clock.skew()), clock.bound()
    state = "fault" if seconds > most else "ok"
    yield (
        state,
        f"{seconds:.1f} s apart from the database's; with more than {most:g} s workers refuse to start",
    )


def _migrations() -> Look:
    health.check_migrations()
    yield "ok", "all applied"


def _cache() -> Look:
    try:
        health.check_cache()
    except health.NotReady as error:
        # Pages go on without it.
        yield "note", f"the cache {error}: pages are slower, and limits are counted in the database"
    else:
        yield "ok", "answers"


def _broker() -> Look:
    if settings.EMBEDDED:
        yield "ok", "embedded: the worker looks for jobs itself"
        return
    health.check_broker()
    answered = current_app.control.ping(timeout=2)
    if answered:
        yield "ok", f"answers; workers: {len(answered)}"
    else:
        yield "fault", "answers, but no worker does: start one (celery -A distmap worker)"


def _storage() -> Look:
    written = default_storage.save(f"doctor/{uuid4()}.txt", ContentFile(b"distmap"))
    try:
        with default_storage.open(written) as file:
            same = file.read() == b"distmap"
    finally:
        default_storage.delete(written)
    yield ("ok", "takes, gives and removes files") if same else ("fault", "gives other bytes than it took")


def _mail() -> Look:
    if not settings.EMAIL_HOST:
        yield (
            "note",
            f"no mail host is set (DISTMAP_MAIL_HOST): mails are files in {settings.EMAIL_FILE_PATH}",
        )
        return
    with get_connection(settings.MAIL_BACKEND, timeout=5):
        yield "ok", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} lets us in"


def _catalog() -> Look:
    health.check_catalog()
    yield "ok", "loaded"


def _jobs() -> Look:
    now = timezone.now()
    stale = Evaluation.objects.filter(deleted_at=None, answers_version__gt=F("scored_version"))
    given_up = stale.filter(attempts__gte=settings.JOB_MAX_ATTEMPTS)
    yield from _named(
        "evaluations given up after too many attempts", given_up, "they are scored after their next change"
    )
    failed = Report.objects.filter(status=Report.FAILED, deleted_at=None, finished_at__gt=now - RECENT)
    yield from _named("reports failed within seven days", failed, "see error on each; retry makes them again")
    late = Report.objects.filter(status=Report.QUEUED, deleted_at=None, created_at__lt=now - WAITED)
    yield from _named("reports queued for more than ten minutes", late, "is a worker running?")
    behind = stale.filter(attempts__lt=settings.JOB_MAX_ATTEMPTS, changed_at__lt=now - WAITED)
    yield from _named("evaluations not scored for more than ten minutes", behind, "is a worker running?")
    mails = OutgoingMail.objects.filter(sent_at=None)
    failed_mails = mails.filter(failed_at__gt=now - RECENT)
    yield from _named("mails given up within seven days", failed_mails, "the log says why; invite again")
    late_mails = mails.filter(failed_at=None, created_at__lt=now - WAITED)
    yield from _named("mails not sent for more than ten minutes", late_mails, "does the mail host answer?")
    late_upkeep = upkeep.late(now)
    if late_upkeep:
        yield (
            "fault",
            f"not cleaned away for more than a day ({', '.join(late_upkeep)}): is a worker running?",
        )
    else:
        yield "ok", "what is cleaned away by the clock is on time"


def _named(what: str, rows: Any, remedy: str) -> Look:
    number = rows.count()
    if not number:
        yield "ok", f"0 {what}"
        return
    some = ", ".join(str(pk) for pk in rows.values_list("pk", flat=True)[:NAMED])
    yield "fault", f"{number} {what} ({remedy}): {some}{' …' if number > NAMED else ''}"


def _files() -> Look:
    """Rows against files, both ways; what may be under way just now is left alone."""
    before = timezone.now() - UNDER_WAY
    folders = set(_listed("reports")[0])
    without_file, known = [], set()
    rows = ReportArtifact.objects.values_list("file", "created_at").order_by("pk")
    for name, created_at in rows.iterator(chunk_size=2000):
        known.add(name)
        if created_at < before and not default_storage.exists(name):
            without_file.append(name)
    without_row = _without_row(folders, known, before)
    yield _told("rows whose file is gone (retry makes it again)", "fault", without_file)
    yield _told(
        "files that no row names (from a worker that died; safe to remove)", "note", list(without_row)
    )


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _without_row(folders: set[str], known: set[str], before: datetime) -> Iterator[str]:
    for folder in sorted(folders):
        for name in _listed(f"reports/{folder}")[1]:
            path = f"reports/{folder}/{name}"
            if path not in known and default_storage.get_modified_time(path) < before:
                yield path


def _told(what: str, otherwise: str, names: list[str]) -> tuple[str, str]:
    if not names:
        return "ok", f"0 {what}"
    return (
        otherwise,
        f"{len(names)} {what}: {', '.join(islice(names, NAMED))}{' …' if len(names) > NAMED else ''}",
    )


def _keys() -> Look:
    now = timezone.now()
    if settings.SECRET_KEY_IS_GENERATED:
        path = Path(settings.DATA_DIR) / "secret-key"
        age = now - datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
        state = "note" if age > OLD_KEY else "ok"
        yield state, f"the secret key was made here {age.days} days ago ({path}): back it up"
    else:
        yield "ok", "the secret key comes from the environment: its age is known to whoever set it"
    old = ApiToken.objects.filter(revoked_at=None, expires_at=None, created_at__lt=now - OLD_KEY)
    number = old.count()
    says = f"{number} tokens that never expire are older than a year"
    yield ("note" if number else "ok"), says


_APART: dict[str, Callable[[], Look]] = {
    "cache": _cache,
    "broker": _broker,
    "storage": _storage,
    "mail": _mail,
}
_IN_ROWS: dict[str, Callable[[], Look]] = {"catalog": _catalog, "jobs": _jobs, "files": _files, "keys": _keys}

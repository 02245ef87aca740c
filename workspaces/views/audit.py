"""The audit log: who did what, filtered, and as a file."""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from distmap.paging import page_of
from distmap.tabular import harmless
from workspaces import queries
from workspaces.audit import ACTIONS
from workspaces.models import AuditEntry
from workspaces.permissions import Act
from workspaces.queries import AuditFilters
from workspaces.views.doors import MemberRequest, member_required

ROWS = 50
KINDS = {
    "session": "Signing in and out",
    "sessions": "Other sessions",
    "password": "Passwords",
    "address": "E-mail addresses",
    "factor": "Second factors",
    "provider": "Sign-in providers",
    "invitation": "Invitations",
    "member": "Members and roles",
    "token": "Tokens",
    "workspace": "Settings",
    "export": "Downloads",
    "person": "Personal data",
    "product": "Products deleted",
    "evaluation": "Evaluations deleted",
    "comparison": "Comparisons deleted",
    "report": "Reports deleted",
    "schedule": "Weekly reports ended",
    "purge": "Purges",
}
HEADS = (
    "at (UTC)",
    "actor",
    "actor id",
    "action",
    "subject",
    "about id",
    "detail",
    "token",
    "token prefix",
    "address",
    "request id",
)


@require_safe
@member_required
def audit_log(request: MemberRequest) -> HttpResponse:
    """The entries of the workspace, newest first."""
    request.actor.require(Act.ADMINISTER)
    asked = _asked(request.GET)
    page = page_of(queries.audit_of(request.actor, asked), request.GET, by="at", size=ROWS)
    context = {
        "lines": [line(entry) for entry in page.rows],
        "older": page.older,
        "newer": page.newer,
        "kinds": KINDS,
        "asked": request.GET,
        "members": queries.members_of(request.actor),
        "zone": timezone.get_current_timezone_name(),
        "is_filtered": asked != AuditFilters(),
        "kept": _without_place(request.GET),
    }
    return render(request, "workspaces/audit_log.html", context)


@require_safe
@member_required
def audit_export(request: MemberRequest) -> HttpResponse:
    """The same entries as CSV, all of them, oldest first: the file is sent while it is read."""
    request.actor.require(Act.ADMINISTER)
    rows = queries.audit_of(request.actor, _asked(request.GET)).order_by("at", "id")
    response: Any = StreamingHttpResponse(
        _csv(rows.iterator(chunk_size=500)), content_type="text/csv; charset=utf-8"
    )
    name = f"audit-log-{request.actor.workspace.slug}-{timezone.now():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    sent: HttpResponse = response
    return sent


def _without_place(asked: QueryDict) -> str:
    """The filters alone, for the link to the file."""
    kept = asked.copy()
    for name in ("after", "before"):
        kept.pop(name, None)
    return kept.urlencode()


def _asked(asked: QueryDict) -> AuditFilters:
    """The filters as they were chosen. What is none is left out: a filter never makes an error page."""
    kind, until = asked.get("kind", ""), _midnight(asked.get("until", ""))
    return AuditFilters(
        kind=kind if kind in KINDS else "",
        user=_id(asked.get("who", "")),
        after=_midnight(asked.get("from", "")),
        before=until + timedelta(days=1) if until else None,
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _midnight(text: str) -> datetime | None:
    """The beginning of a day by the reader's clock."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    if day is None or not 2000 <= day.year <= 9000:
        return None
    return timezone.make_aware(datetime.combine(day, time()))


def line(entry: AuditEntry) -> dict[str, Any]:
    """An entry in words: who, what, of whom or what, and what else is known of it."""
    return {
        "entry": entry,
        "who": entry.user.shown_name if entry.user else "The service",
        "did": ACTIONS.get(entry.action, entry.action),
        "subject": _subject(entry),
        "more": _more(entry.detail),
    }


def _subject(entry: AuditEntry) -> str:
    if entry.invitation:
        return entry.invitation.email
    parts = [entry.subject, entry.about.shown_name if entry.about else ""]
    return " for ".join(part for part in parts if part)


def _more(detail: dict[str, Any]) -> str:
    return ", ".join(f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in detail.items())


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


class _Line:
    """What csv.writer writes to: it hands each line back."""

    def write(self, text: str) -> str:
        return text


def _csv(entries: Iterator[AuditEntry]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(HEADS)
    for entry in entries:
        yield writer.writerow([harmless(cell) for cell in _cells(entry)])


def _cells(entry: AuditEntry) -> Sequence[str]:
    told = line(entry)
    return (
        entry.at.astimezone(timezone.get_fixed_timezone(0)).strftime("%Y-%m-%d %H:%M:%S"),
        told["who"],
        str(entry.user_id or ""),
        entry.action,
        told["subject"],
        str(entry.about_id or ""),
        told["more"],
        entry.token.name if entry.token else "",
        entry.token.prefix if entry.token else "",
        entry.address or "",
        entry.request_id,
    )

"""Acts on comparisons: save one, change it, delete it and bring it back; and look at one without saving it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from comparisons.members import Choice
from comparisons.models import Comparison, ComparisonMember
from comparisons.queries import Setting, choices_of, result_of, whole
from comparisons.result import ComparisonResult
from comparisons.rules import MemberInput, chosen_of, last_title, refuse
from distmap.texts import tidied
from evaluations.work.operations.changes import refuse_if_stale
from evaluations.work.operations.evaluations import ordered_priorities
from workspaces.actors import Actor
from workspaces.audit import record
from workspaces.permissions import Act

FIELDS = ("title", "kind", "base", "priorities")


@transaction.atomic
def create_comparison(
    *,
    title: str,
    kind: str,
    members: Sequence[MemberInput],
    by: Actor,
    now: datetime,
    base: int = 0,
    priorities: Sequence[Sequence[str]] | None = None,
) -> Comparison:
    """Save a comparison of 2 to 12 different members. Raises Invalid with every fault, NotFound if all that is wrong
    is that a member does not exist."""
    by.require(Act.WRITE_COMPARISONS)
    given = {"title": title, "kind": kind, "members": members, "base": base, "priorities": priorities}
    found = chosen_of(given, by=by)
    refuse(found.faults)
    comparison = Comparison.objects.create(
        workspace=by.workspace, title=tidied(title), kind=kind, base=base,
        priorities=ordered_priorities(priorities), created_by=by.user, created_at=now, changed_at=now,
    )  # fmt: skip
    _store_members(comparison, found.choices)
    return comparison


@transaction.atomic
def change_comparison(
    *,
    comparison: Comparison,
    changes: Mapping[str, Any],
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> Comparison:
    """Change the named fields; `members` replaces the whole list. Raises as create_comparison does, and Stale.

    A member whose evaluation was deleted may stay. A write that changes nothing keeps the version.
    """
    by.require(Act.WRITE_COMPARISONS)
    row = _locked(comparison)
    refuse_if_stale(row, version)
    kept = choices_of(whole(Comparison.objects.filter(pk=row.pk)).get())
    found = chosen_of(changes, by=by, stored=row, kept=kept)
    refuse(found.faults)
    before = [getattr(row, name) for name in FIELDS]
    _apply(row, changes)
    changed = [getattr(row, name) for name in FIELDS] != before
    if "members" in changes and _identities(found.choices) != _identities(kept):
        ComparisonMember.objects.filter(comparison=row).delete()
        _store_members(row, found.choices)
        changed = True
    if changed:
        row.version += 1
        row.changed_at = now
        row.save(update_fields=[*FIELDS, "version", "changed_at"])
    return row


def _locked(comparison: Comparison) -> Comparison:
    row: Comparison = Comparison.objects.select_for_update().get(pk=comparison.pk)
    return row


def _apply(row: Comparison, changes: Mapping[str, Any]) -> None:
    if "title" in changes:
        row.title = tidied(changes["title"])
    if "kind" in changes:
        row.kind = changes["kind"]
    if "base" in changes:
        row.base = changes["base"]
    if "priorities" in changes:
        row.priorities = ordered_priorities(changes["priorities"])


def _identities(choices: Sequence[Choice | None]) -> list[tuple[Any, ...]]:
    return [
        (
            choice.evaluation.pk if choice.evaluation else None,
            choice.snapshot.pk if choice.snapshot else None,
            choice.alias,
            choice.title,
        )
        for choice in choices
        if choice is not None
    ]


def _store_members(comparison: Comparison, choices: Sequence[Choice | None]) -> None:
    ComparisonMember.objects.bulk_create(
        ComparisonMember(
            comparison=comparison, position=position, evaluation=choice.evaluation, snapshot=choice.snapshot,
            alias=" ".join(choice.alias.split()), last_title=last_title(choice),
        )
        for position, choice in enumerate(choices)
        if choice is not None
    )  # fmt: skip


@transaction.atomic
def delete_comparison(
    *, comparison: Comparison, by: Actor, now: datetime, version: int | None = None
) -> None:
    """Hide a comparison; its members stay as they are, and it can be brought back for 30 days."""
    by.require(Act.WRITE_COMPARISONS)
    row = _locked(comparison)
    refuse_if_stale(row, version)
    row.deleted_at = now
    row.save(update_fields=["deleted_at"])
    record(by=by, action="comparison.deleted", subject=row.title, now=now, id=str(row.pk))


@transaction.atomic
def restore_comparison(*, comparison: Comparison, by: Actor) -> None:
    """Undo a deletion."""
    by.require(Act.WRITE_COMPARISONS)
    if Comparison.objects.filter(pk=comparison.pk).exclude(deleted_at=None).update(deleted_at=None):
        record(
            by=by, action="comparison.restored", subject=comparison.title, now=timezone.now(),
            id=str(comparison.pk),
        )  # fmt: skip


def preview_comparison(
    *,
    kind: str,
    members: Sequence[MemberInput],
    by: Actor,
    base: int = 0,
    priorities: Sequence[Sequence[str]] | None = None,
) -> ComparisonResult:
    """The result that a comparison would have; stores nothing. Raises as create_comparison does."""
    by.require(Act.READ)
    given = {"kind": kind, "members": members, "base": base, "priorities": priorities}
    found = chosen_of(given, by=by)
    refuse(found.faults)
    choices = [choice for choice in found.choices if choice is not None]
    return result_of(Setting(kind=kind, choices=choices, base=base, priorities=priorities))

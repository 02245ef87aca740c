"""A comparison while it is put together: what the form holds, what it proposes, what is wrong with it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.http import QueryDict

from comparisons.members import Choice, aliases_of
from comparisons.models import Comparison
from comparisons.naming import LETTERS, shortened
from comparisons.queries import choices_of
from comparisons.rules import MemberInput
from distmap.errors import DistmapError, Fault
from distmap.numbers import whole_number
from evaluations.models import Evaluation, Snapshot
from evaluations.vocabulary import DIMENSIONS
from evaluations.wording import listed
from evaluations.work.queries import EvaluationFilters, evaluations, path_keys
from workspaces.actors import Actor

MOST_OFFERED = 100
# From so many on, one searches instead of reading them all.
MANY = 20
_TITLE_MOST = 160


@dataclass(frozen=True, kw_only=True)
class DraftMember:
    """One row of the form. `title` comes along with a member whose evaluation was deleted."""

    evaluation: UUID | None
    snapshot: UUID | None = None
    alias: str = ""
    title: str = ""
    suggested: str = ""
    snapshots: Sequence[tuple[str, str]] = ()
    is_gone: bool = False

    def as_input(self) -> MemberInput:
        return MemberInput(
            evaluation=self.evaluation, snapshot=self.snapshot, alias=self.alias, title=self.title
        )


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The whole form. `base` is a place among the members; no priorities: those of the base."""

    title: str = ""
    kind: str = "subjects"
    base: int = 0
    members: Sequence[DraftMember] = ()
    priorities: Sequence[Sequence[str]] | None = None
    faults: Sequence[Fault] = field(default=())

    def fields(self) -> dict[str, Any]:
        """What the operations take."""
        return {
            "title": self.title,
            "kind": self.kind,
            "base": self.base,
            "priorities": self.priorities,
            "members": [member.as_input() for member in self.members],
        }

    def refused(self, error: DistmapError) -> "Draft":
        return replace(self, faults=error.faults or (Fault("", error.code, error.message),))


def as_compared(draft: Draft) -> dict[str, list[str]]:
    """A draft in the writing in which two of them are compared; the base belongs to the members."""
    return {
        "title": [draft.title.strip()],
        "kind": [draft.kind],
        "members": [_told(member, at == draft.base) for at, member in enumerate(draft.members)],
        "priorities": [", ".join(" = ".join(sorted(group)) for group in draft.priorities or ())],
    }


def _told(member: DraftMember, is_base: bool) -> str:
    known = (
        member.evaluation or member.title,
        member.snapshot or "",
        member.alias.strip(),
        "base" if is_base else "",
    )
    return "|".join(map(str, known))


def member_words(draft: Draft) -> dict[str, str]:
    """How the members of a named draft read: title, short name, and which one is the base."""
    return {
        _told(member, is_base): " ".join(
            filter(
                None,
                (member.title, f"({member.alias})" if member.alias else "", "as base" if is_base else ""),
            )
        )
        for at, member in enumerate(draft.members)
        for is_base in (at == draft.base,)
    }


def merged(draft: Draft, stored: Draft, kept: Collection[str]) -> Draft:
    """The stored draft with the parts that are `kept` of the one that was sent."""
    found = stored
    for part in kept:
        fields = ("members", "base") if part == "members" else (part,)
        found = replace(found, **{name: getattr(draft, name) for name in fields})
    return found


def proposed(actor: Actor, ids: Iterable[str]) -> Draft:
    """A first draft of the selected evaluations, those that exist: kind, order, title."""
    found = _evaluations(actor, _uuids(ids))
    kind = _kind(found)
    if kind == Comparison.OVER_TIME:
        found.sort(key=lambda row: (row.created_at, row.pk))
    members = [DraftMember(evaluation=row.pk) for row in found]
    return Draft(kind=kind, title=_title(kind, found), members=members)


def _kind(found: Sequence[Evaluation]) -> str:
    """One product by different people on the same paths is a panel; one product is over time; else subjects."""
    if len(found) < 2 or len({row.product_id for row in found}) > 1:
        return Comparison.SUBJECTS
    people = {row.created_by_id for row in found}
    paths = {frozenset(path_keys(row)) for row in found}
    return Comparison.RATERS if len(people) == len(found) and len(paths) == 1 else Comparison.OVER_TIME


def _title(kind: str, found: Sequence[Evaluation]) -> str:
    if not found:
        return ""
    products = list(dict.fromkeys(row.product.name for row in found))
    if kind == Comparison.OVER_TIME:
        return f"{products[0]} over time"[:_TITLE_MOST]
    if kind == Comparison.RATERS:
        return f"{products[0]}, several raters"[:_TITLE_MOST]
    names = products if len(products) < 4 else [*products[:2], f"{len(products) - 2} more"]
    return listed([shortened(name, 40) for name in names])[:_TITLE_MOST]


def stored_draft(comparison: Comparison) -> Draft:
    """The form of a stored comparison."""
    return Draft(
        title=comparison.title,
        kind=comparison.kind,
        base=comparison.base,
        priorities=comparison.priorities,
        members=[
            DraftMember(
                evaluation=choice.evaluation.pk if choice.evaluation else None,
                snapshot=choice.snapshot.pk if choice.snapshot else None,
                alias=choice.alias,
                title=choice.title,
                is_gone=not choice.is_there,
            )
            for choice in choices_of(comparison)
        ],
    )


def posted_draft(posted: QueryDict) -> Draft:
    """What was sent: members in the order of their numbers, without those taken out, with the one added."""
    rows = list(enumerate(posted.getlist("member")[: Comparison.MOST * 2]))
    rows.sort(key=lambda row: _number(posted.get(f"position-{row[0]}", ""), row[0] + 1))
    removed = set(posted.getlist("remove"))
    kept = [(place, told) for place, told in rows if str(place) not in removed]
    members = [_posted_member(posted, place, told) for place, told in kept]
    members += [DraftMember(evaluation=pk) for pk in _uuids(posted.getlist("add"))]
    wanted = posted.get("base", "0")
    base = next((at for at, (place, _) in enumerate(kept) if str(place) == wanted), 0)
    return Draft(
        title=posted.get("title", ""),
        kind=posted.get("kind", ""),
        base=base,
        members=members,
        priorities=_order(posted) if posted.get("own_priorities") else None,
    )


def _posted_member(posted: QueryDict, place: int, told: str) -> DraftMember:
    evaluation = next(iter(_uuids([told])), None)
    snapshot = next(iter(_uuids([posted.get(f"snapshot-{place}", "")])), None)
    return DraftMember(
        evaluation=evaluation,
        snapshot=snapshot,
        alias=posted.get(f"alias-{place}", ""),
        title=posted.get(f"title-{place}", ""),
    )


def _order(posted: QueryDict) -> list[list[str]]:
    ranks = {key: _number(posted.get(f"rank-{key}", ""), 1) for key in DIMENSIONS}
    return [[key for key in DIMENSIONS if ranks[key] == rank] for rank in sorted(set(ranks.values()))]


def _number(text: str, usual: int) -> int:
    found = whole_number(text, digits=3)
    return usual if found is None else found


def _uuids(texts: Iterable[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _evaluations(actor: Actor, ids: Sequence[UUID]) -> list[Evaluation]:
    by_id = {row.pk: row for row in evaluations(actor).filter(pk__in=ids[: Comparison.MOST * 2])}
    return [by_id[pk] for pk in ids if pk in by_id]


def named(draft: Draft, actor: Actor) -> Draft:
    """The draft with the titles of its members, the short names they would get, and their snapshots."""
    ids = [member.evaluation for member in draft.members if member.evaluation]
    rows = {row.pk: row for row in _evaluations(actor, ids)}
    taken: dict[UUID, list[Snapshot]] = {}
    for snapshot in (
        Snapshot.objects.visible_to(actor).filter(evaluation__in=rows).defer("document").order_by("number")
    ):
        taken.setdefault(snapshot.evaluation_id, []).append(snapshot)
    choices = [_choice(member, rows, taken) for member in draft.members]
    suggested = aliases_of(draft.kind, choices)
    members = [
        replace(
            member,
            title=choice.title or member.title,
            suggested=suggested[place],
            snapshots=[(str(each.pk), each.name) for each in taken.get(member.evaluation, [])]
            if member.evaluation
            else [],
            is_gone=choice.evaluation is None,
        )
        for place, (member, choice) in enumerate(zip(draft.members, choices, strict=True))
    ]
    return replace(draft, members=members)


def _choice(
    member: DraftMember, rows: Mapping[UUID, Evaluation], taken: Mapping[UUID, Sequence[Snapshot]]
) -> Choice:
    evaluation = rows.get(member.evaluation) if member.evaluation else None
    snapshots = taken.get(evaluation.pk, ()) if evaluation else ()
    snapshot = next((each for each in snapshots if each.pk == member.snapshot), None)
    return Choice(
        evaluation=evaluation, snapshot=snapshot, alias=member.alias[:15].strip(), last_title=member.title
    )


@dataclass(frozen=True, kw_only=True)
class Offer:
    """The evaluations that could be added, newest first; of more than MOST_OFFERED only those."""

    choices: Sequence[tuple[str, str]]
    find: str
    has_more: bool
    most: int

    @property
    def is_searched(self) -> bool:
        """Whether there is a field to search in."""
        return bool(self.find) or len(self.choices) > MANY


def offered(actor: Actor, find: str) -> Offer:
    """What can be added of the evaluations that hold the words of `find`."""
    rows = list(evaluations(actor, EvaluationFilters(q=find))[: MOST_OFFERED + 1])
    choices = [(str(row.pk), f"{row.product.name}: {row.title}") for row in rows[:MOST_OFFERED]]
    return Offer(choices=choices, find=find, has_more=len(rows) > MOST_OFFERED, most=MOST_OFFERED)


def form_rows(draft: Draft) -> list[dict[str, Any]]:
    """The members as rows of the form, each with its faults."""
    return [
        {
            "place": place,
            "number": place + 1,
            "letter": LETTERS[place] if place < len(LETTERS) else "",
            "member": member,
            "snapshot": str(member.snapshot or ""),
            "is_base": place == draft.base,
            "faults": [
                fault.detail
                for fault in draft.faults
                if fault.pointer == f"/members/{place}" or fault.pointer.startswith(f"/members/{place}/")
            ],
        }
        for place, member in enumerate(draft.members)
    ]


def fault_links(draft: Draft) -> list[tuple[str, str]]:
    """Where each fault is mended: the id of a field, and the sentence."""
    return [(_field_of(fault.pointer), fault.detail) for fault in draft.faults]


def errors_of(draft: Draft) -> dict[str, list[str]]:
    """What is wrong by field, for what stands outside the rows."""
    found: dict[str, list[str]] = {}
    for field_id, detail in fault_links(draft):
        found.setdefault(field_id, []).append(detail)
    return found


def _field_of(pointer: str) -> str:
    """Where a fault is mended: too few members by adding one, a wrong base in the list of members."""
    parts = pointer.strip("/").split("/")
    if parts[0] == "members":
        return f"member-{parts[1]}" if len(parts) > 1 else "add"
    return parts[0] or "title"

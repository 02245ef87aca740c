"""What a comparison may be: every fault of its fields at once, with pointers, and the members that they name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from comparisons.members import TITLE_MOST, Choice
from comparisons.models import Comparison
from comparisons.naming import ALIAS_MOST
from distmap.errors import Fault, Invalid, NotFound
from distmap.texts import SHORT, text_faults, tidied
from evaluations.models import Evaluation, EvaluationPath, Snapshot
from evaluations.work.operations.evaluations import priority_faults
from workspaces.actors import Actor

GONE = frozenset({"unknown_evaluation", "unknown_snapshot"})
# Evaluation, snapshot and, of what was removed for good and has neither, the title.
Identity = tuple[UUID | None, UUID | None, str]


@dataclass(frozen=True, kw_only=True)
class MemberInput:
    """A member as a door hands it in. A snapshot by its id, or by its number within the evaluation.

    Without an evaluation it is a stored member whose evaluation was removed for good, by the `title` it last had.
    """

    evaluation: UUID | None
    snapshot: UUID | int | None = None
    alias: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The members that were named, as far as they exist, and what is wrong with them."""

    choices: Sequence[Choice | None]
    faults: Sequence[Fault]


def chosen_of(
    given: Mapping[str, Any], *, by: Actor, stored: Comparison | None = None, kept: Sequence[Choice] = ()
) -> Chosen:
    """The members, found in two queries, and every fault of the fields."""
    faults = _own_faults(given)
    choices: Sequence[Choice | None] = kept
    if "members" in given:
        choices, wrong = _found(given["members"], by, kept)
        faults += wrong
    kind = given.get("kind", stored.kind if stored else None)
    if given.keys() & {"kind", "members"}:
        faults += _kind_faults(kind, choices)
    if given.keys() & {"base", "members"} and "base" not in {fault.pointer[1:] for fault in faults}:
        faults += _base_faults(given.get("base", stored.base if stored else 0), len(choices))
    return Chosen(choices=choices, faults=faults)


def _own_faults(given: Mapping[str, Any]) -> list[Fault]:
    faults = []
    if "title" in given:
        faults += text_faults("/title", given["title"], most=SHORT, needed=True)
    if "kind" in given and given["kind"] not in dict(Comparison.KINDS):
        known = ", ".join(dict(Comparison.KINDS))
        faults.append(Fault("/kind", "unknown_kind", f"Known kinds: {known}."))
    if "priorities" in given:
        faults += priority_faults(given["priorities"])
    return faults


def _base_faults(base: Any, count: int) -> list[Fault]:
    if isinstance(base, int) and 0 <= base < max(count, 1):
        return []
    return [
        Fault("/base", "no_such_member", "The base is the position of a member in the list, counted from 0.")
    ]


def _found(
    members: Sequence[MemberInput], by: Actor, kept: Sequence[Choice]
) -> tuple[list[Choice | None], list[Fault]]:
    """A choice for each member (None where there is no such thing), and what is wrong with the list."""
    faults = _count_faults(members)
    evaluations = _evaluations(members, by)
    snapshots = _snapshots(members, by)
    staying = {_identity(each): each for each in kept if not each.is_there}
    found: list[Choice | None] = []
    for place, member in enumerate(members):
        choice, wrong = _choice(place, member, evaluations, snapshots, staying)
        found.append(choice)
        faults += wrong
    return found, [*faults, *_repeated(found), *_alias_faults(members)]


def _identity(choice: Choice) -> Identity:
    if choice.evaluation is None:
        return None, None, choice.last_title
    return choice.evaluation.pk, choice.snapshot.pk if choice.snapshot else None, ""


def _count_faults(members: Sequence[MemberInput]) -> list[Fault]:
    if Comparison.FEWEST <= len(members) <= Comparison.MOST:
        return []
    code = "too_few" if len(members) < Comparison.FEWEST else "too_many"
    return [Fault("/members", code, f"Compare {Comparison.FEWEST} to {Comparison.MOST} members.")]


def _evaluations(members: Sequence[MemberInput], by: Actor) -> dict[UUID, Evaluation]:
    named = [member.evaluation for member in members[: Comparison.MOST] if member.evaluation]
    rows = (
        Evaluation.objects.visible_to(by)
        .filter(pk__in=named)
        .select_related("product", "created_by")
        .prefetch_related(Prefetch("paths", queryset=EvaluationPath.objects.order_by("position")))
    )
    return {row.pk: row for row in rows}


def _snapshots(members: Sequence[MemberInput], by: Actor) -> dict[tuple[UUID, UUID | int], Snapshot]:
    """By evaluation and id, and by evaluation and number."""
    named = [member.evaluation for member in members[: Comparison.MOST] if member.snapshot is not None]
    if not named:
        return {}
    ids = [member.snapshot for member in members if isinstance(member.snapshot, UUID)]
    numbers = [
        member.snapshot for member in members if isinstance(member.snapshot, int) and member.snapshot < 2**31
    ]
    rows = Snapshot.objects.filter(workspace=by.workspace, evaluation__in=named)
    rows = rows.filter(pk__in=ids) | rows.filter(number__in=numbers)
    found: dict[tuple[UUID, UUID | int], Snapshot] = {}
    for row in rows:
        found[row.evaluation_id, row.pk] = found[row.evaluation_id, row.number] = row
    return found


def _choice(
    place: int,
    member: MemberInput,
    evaluations: Mapping[UUID, Evaluation],
    snapshots: Mapping[tuple[UUID, UUID | int], Snapshot],
    staying: Mapping[Identity, Choice],
) -> tuple[Choice | None, list[Fault]]:
    alias = tidied(member.alias)
    snapshot_id = member.snapshot if isinstance(member.snapshot, UUID) else None
    old = staying.get((member.evaluation, snapshot_id, "" if member.evaluation else member.title))
    if old is not None:
        return Choice(evaluation=old.evaluation, snapshot=old.snapshot, alias=alias, last_title=old.title), []
    evaluation = evaluations.get(member.evaluation) if member.evaluation else None
    if evaluation is None:
        said = "There is no such evaluation."
        if member.evaluation is None:
            said = "No member whose evaluation was removed for good has this title; name an evaluation."
        return None, [Fault(f"/members/{place}/evaluation", "unknown_evaluation", said)]
    if member.snapshot is None:
        return Choice(evaluation=evaluation, alias=alias), []
    snapshot = snapshots.get((evaluation.pk, member.snapshot))
    if snapshot is None:
        said = "This evaluation has no such snapshot."
        return None, [Fault(f"/members/{place}/snapshot", "unknown_snapshot", said)]
    return Choice(evaluation=evaluation, snapshot=snapshot, alias=alias), []


def _repeated(found: Sequence[Choice | None]) -> list[Fault]:
    seen: set[tuple[Any, Any]] = set()
    faults = []
    for place, choice in enumerate(found):
        if choice is None or choice.evaluation is None:
            continue
        identity = (choice.evaluation.pk, choice.snapshot.pk if choice.snapshot else None)
        if identity in seen:
            faults.append(Fault(f"/members/{place}", "repeated", "This member stands twice."))
        seen.add(identity)
    return faults


def _alias_faults(members: Sequence[MemberInput]) -> list[Fault]:
    faults = []
    given = [" ".join(tidied(member.alias).split()) for member in members]
    counts = Counter(alias.casefold() for alias in given if alias)
    for place, alias in enumerate(given):
        pointer = f"/members/{place}/alias"
        wrong = text_faults(pointer, alias, most=ALIAS_MOST)
        if not wrong and alias and counts[alias.casefold()] > 1:
            wrong = [Fault(pointer, "repeated", "Two members have this short name; give each its own.")]
        faults += wrong
    return faults


def _kind_faults(kind: Any, choices: Sequence[Choice | None]) -> list[Fault]:
    """Over time is about one product; raters rate one product on the same paths."""
    if kind not in {Comparison.OVER_TIME, Comparison.RATERS}:
        return []
    known = [
        (place, choice.evaluation)
        for place, choice in enumerate(choices)
        if choice is not None and choice.evaluation is not None and choice.is_there
    ]
    faults = []
    for place, evaluation in known[1:]:
        pointer = f"/members/{place}/evaluation"
        if evaluation.product_id != known[0][1].product_id:
            name = "over time" if kind == Comparison.OVER_TIME else "among raters"
            said = f"A comparison {name} is about one product; this evaluation is about another."
            faults.append(Fault(pointer, "other_product", said))
        elif kind == Comparison.RATERS and _paths(choices[place]) != _paths(choices[known[0][0]]):
            said = "Raters rate the same paths; this evaluation has other ones."
            faults.append(Fault(pointer, "other_paths", said))
    return faults


def _paths(choice: Choice | None) -> set[str]:
    """The paths of the evaluation as it stands: a snapshot's own are compared when it is read."""
    if choice is None or choice.evaluation is None:
        return set()
    return {row.path for row in choice.evaluation.paths.all()}


def refuse(faults: Sequence[Fault]) -> None:
    """Raise what the faults amount to: NotFound if all that is wrong is that a member does not exist, else Invalid."""
    if not faults:
        return
    if {fault.code for fault in faults} <= GONE:
        raise NotFound(faults[0].detail, code=faults[0].code, faults=faults)
    raise Invalid.of(faults)


def last_title(choice: Choice) -> str:
    return choice.title[:TITLE_MOST]

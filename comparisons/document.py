"""The result of a comparison: one document with everything that its views, its exports and its report show.

The numbers come from `figures`; names, titles, answers and notes from the members' states. Rows stand in the order
of the base, then what only others have. A cell that cannot be shown says why in its `state`.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from comparisons.figures import Figures
from comparisons.kinds import with_kind
from comparisons.members import Member
from comparisons.result import (
    ComparisonResult,
    Declared,
    HeadOfMethod,
    ItemRow,
    LeftOut,
    MemberHead,
    OfProduct,
    OfSnapshot,
    Progress,
)
from comparisons.rows import item_rows, path_rows
from comparisons.spread import Spread
from comparisons.wording import headline, sentences
from evaluations.inputs import progress
from evaluations.scoring import inputs_sha256
from evaluations.scoring.polytope import Order
from evaluations.versions.values import EvaluationVersion, SnapshotName
from evaluations.vocabulary import METHOD_1


def present_base(members: Sequence[Member], base: int) -> int | None:
    """The member that the others are compared with: the one chosen, or the first that is there; None if none is."""
    there = [member.place for member in members if member.state is not None]
    return base if base in there else (there[0] if there else None)


def document(
    kind: str, members: Sequence[Member], *, base: int | None, order: Order | None, numbers: Figures | None
) -> ComparisonResult:
    """The whole result. `numbers` are the figures of the members that are there, in their order."""
    spread = Spread.of(members, numbers)
    items = item_rows(kind, members, base, spread)
    found = ComparisonResult(
        kind=kind,
        base=base,
        method=_method(members, base),
        priorities=order,
        members=tuple(_member(member) for member in members),
        paths=path_rows(kind, members, base, spread),
        factors=_of_kind(items, "factor"),
        constraints=_of_kind(items, "constraint"),
        matches=_of_kind(items, "alignment"),
        surfaces=_of_kind(items, "surface"),
        rule=_of_kind(items, "rule"),
        left_out=_left_out(members, base, spread),
        grounds=spread.grounds,
        over_time=None,
        subjects=None,
        raters=None,
    )
    if base is not None:
        found = with_kind(found, base, spread)
    return replace(found, headline=headline(found), sentences=tuple(sentences(found)))


def _method(members: Sequence[Member], base: int | None) -> str:
    """The method of what is compared: the base's."""
    state = members[base].state if base is not None else None
    return state.method if state is not None else METHOD_1


def _of_kind(items: Sequence[ItemRow], kind: str) -> tuple[ItemRow, ...]:
    return tuple(row for row in items if row.kind == kind)


def _member(member: Member) -> MemberHead:
    head = MemberHead(
        letter=member.letter,
        alias=member.alias,
        title=member.title,
        state="deleted" if member.state is None else "present",
        evaluation=str(member.evaluation) if member.evaluation else None,
    )
    return head if member.state is None else _known(head, member.state)


def _known(head: MemberHead, state: EvaluationVersion) -> MemberHead:
    answered, total = progress(state.checklist, state.answers)
    model, taken = state.growth_model, state.snapshot
    told = MemberHead if state.method == METHOD_1 else partial(HeadOfMethod, method=state.method)
    return told(
        letter=head.letter,
        alias=head.alias,
        title=head.title,
        state=head.state,
        evaluation=head.evaluation,
        product=OfProduct(id=str(state.product.id), name=state.product.name),
        snapshot=_snapshot(taken) if taken else None,
        release=state.catalog.version,
        growth_model=Declared(key=model, name=state.catalog.growth_model(model).name) if model else None,
        changed_at=state.changed_at,
        progress=Progress(answered=answered, total=total),
        inputs_sha256=inputs_sha256(state.inputs),
    )


def _snapshot(taken: SnapshotName) -> OfSnapshot:
    return OfSnapshot(id=str(taken.id), number=taken.number, name=taken.name, taken_at=taken.taken_at)


def _left_out(members: Sequence[Member], base: int | None, spread: Spread) -> tuple[LeftOut, ...]:
    """The items that are not compared, with the reason."""
    if base is None:
        return ()
    found = []
    for key, places in spread.left_out.items():
        asked = [item for place in places if (item := _item(members[place], key))]
        if key.endswith("@alignment"):
            reason = "other_match"
        else:
            reason = "reworded" if len({item.revision for item in asked}) > 1 else "not_everywhere"
        found.append(LeftOut(item=key, name=asked[0].name, asked_by=places, reason=reason))
    return tuple(found)


def _item(member: Member, key: str) -> Any:
    return None if member.state is None else member.state.checklist.find(key)

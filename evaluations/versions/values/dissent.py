"""Who holds another answer than the one that stands, read from the history of the answers."""

from collections.abc import Iterator, Mapping
from typing import Any

from evaluations.inputs import Checklist, Item
from evaluations.kept import Disagreement, Dissent, HeldRating, moment
from evaluations.models import AnswerChange, Evaluation

MOST = 12
"""How many ratings are told; the history has them all."""
# Whoever duplicates an evaluation takes its answers over and has rated nothing.
COPIED = "duplicated"
# Further apart than any two levels: one of the two takes the question out of the reckoning.
_APART = 5


def present_dissent(evaluation: Evaluation, asked: Checklist) -> Dissent:
    """The dissent on the questions that count, in two queries: who worked on them, and what was rated by several."""
    counting = [key for key, item in asked.items.items() if item.counts]
    rows = AnswerChange.objects.filter(evaluation=evaluation, item__in=counting).exclude(reason=COPIED)
    pairs = set(rows.values_list("item", "user_id"))
    by_item: dict[str, set[Any]] = {}
    for item, person in pairs:
        by_item.setdefault(item, set()).add(person)
    contested = [item for item, people in by_item.items() if len(people) > 1]
    # By id, which is drawn behind the evaluation's lock; `at` is when each request began.
    changes = rows.filter(item__in=contested).select_related("user").order_by("id")
    histories: dict[str, list[AnswerChange]] = {item: [] for item in contested}
    for change in changes if contested else ():
        histories[change.item].append(change)
    found = [
        each
        for key, item in asked.items.items()
        if key in histories
        for each in _disagreements(item, histories[key])
    ]
    # Stable: what is equally far apart stays in the order of the checklist.
    found.sort(key=lambda each: -(_APART if each.distance is None else each.distance))
    return Dissent(
        people=len({person for _, person in pairs}),
        items=len({each.item for each in found}),
        ratings=len(found),
        shown=tuple(found[:MOST]),
    )


def _disagreements(item: Item, changes: list[AnswerChange]) -> Iterator[Disagreement]:
    """What each other person last held of this question, in the words that are asked now."""
    last: dict[Any, AnswerChange] = {}
    standing: AnswerChange | None = None
    for change in changes:
        if _rating(change.before) == _rating(change.after):
            # A note or a link by somebody who left the rating alone.
            continue
        standing = change
        last[change.user_id] = change
    if standing is None or not _counts(item, standing):
        return
    for person, change in last.items():
        if person != standing.user_id and _counts(item, change) and _differs(change.after, standing.after):
            yield Disagreement(
                item=item.key, distance=_distance(change.after, standing.after),
                standing=_held(standing), held=_held(change),
            )  # fmt: skip


def _rating(fields: Mapping[str, Any] | None) -> tuple[Any, ...]:
    given = fields or {}
    return given.get("level"), given.get("grade"), bool(given.get("na")), given.get("na_reason") or ""


def _counts(item: Item, change: AnswerChange) -> bool:
    """Whether it rates at all, and the question as it is worded now."""
    after = change.after or {}
    return change.revision == item.revision and (after.get("level") is not None or bool(after.get("na")))


def _differs(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    return _said(one) != _said(other)


def _said(fields: Mapping[str, Any] | None) -> tuple[bool, int | None]:
    given = fields or {}
    return bool(given.get("na")), given.get("level")


def _distance(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> int | None:
    (_, here), (_, there) = _said(one), _said(other)
    return None if here is None or there is None else abs(here - there)


def _held(change: AnswerChange) -> HeldRating:
    after = change.after or {}
    return HeldRating(
        who=change.user.shown_name if change.user else "", level=after.get("level"), grade=after.get("grade"),
        na=bool(after.get("na")), na_reason=after.get("na_reason") or "", note=after.get("note") or "",
        at=moment(change.at),
    )  # fmt: skip

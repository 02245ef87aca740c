"""Answers on both sides, item by item: what changed, by how much, and what cannot be compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.inputs import Group, Item
from evaluations.scoring.method1.comparing import ItemMove
from evaluations.versions.differences.sides import Side
from evaluations.versions.values import AnswerValue

RATING = ("level", "grade", "na", "na_reason", "designable")
WORDS = ("note", "evidence_url", "text")
_EMPTY: Mapping[str, Any] = dict.fromkeys((*RATING, *WORDS)) | {
    "na": False, "na_reason": "", "designable": True, "note": "", "evidence_url": "", "text": "",
}  # fmt: skip


def fields_of(answer: AnswerValue | None) -> dict[str, Any]:
    """The fields that can differ; those of an empty answer if there is none."""
    return {name: getattr(answer, name) if answer else empty for name, empty in _EMPTY.items()}


@dataclass(frozen=True, kw_only=True)
class ChangedAnswer:
    """An item in the same words on both sides (or asked on one side alone, with a path that the other lacks).

    `changed` names the fields that differ. `answer` and `evidence` split how far its value moved into what another
    level did and what another grade of evidence did (method section 14); None where that cannot be told apart.
    """

    item: Item
    group: Group
    old: AnswerValue | None
    new: AnswerValue | None
    asked: tuple[bool, bool]
    changed: tuple[str, ...]
    answer: float | None = None
    evidence: float | None = None

    @property
    def is_same(self) -> bool:
        return not self.changed


@dataclass(frozen=True, kw_only=True)
class Reworded:
    """An item that does not compare: its wording differs, or only one side's release asks it of a path."""

    key: str
    group: Group
    old: Item | None
    new: Item | None
    old_answer: AnswerValue | None
    new_answer: AnswerValue | None

    @property
    def name(self) -> str:
        item = self.new or self.old
        return item.name if item else self.key


def answers_of(old: Side, new: Side, moves: Mapping[str, ItemMove]) -> tuple[ChangedAnswer, ...]:
    """Every item that compares and is answered on a side, in the order of the later checklist."""
    found = []
    for group, key in _asked(old, new):
        was, now = old.state.checklist.find(key), new.state.checklist.find(key)
        item = now or was
        if item is None or _is_reworded(old, new, was, now):
            continue
        answers = (_given(old, was), _given(new, now))
        if answers == (None, None):
            continue
        before, after = fields_of(answers[0]), fields_of(answers[1])
        move = moves.get(key)
        found.append(
            ChangedAnswer(
                item=item, group=group, old=answers[0], new=answers[1],
                asked=(was is not None, now is not None),
                changed=tuple(name for name in before if before[name] != after[name]),
                answer=move.answer if move else None, evidence=move.evidence if move else None,
            )
        )  # fmt: skip
    return tuple(found)


def reworded_of(old: Side, new: Side) -> tuple[Reworded, ...]:
    """The items that do not compare, in the order of the later checklist."""
    found = []
    for group, key in _asked(old, new):
        was, now = old.state.checklist.find(key), new.state.checklist.find(key)
        if _is_reworded(old, new, was, now):
            found.append(
                Reworded(
                    key=key, group=group, old=was, new=now,
                    old_answer=_given(old, was), new_answer=_given(new, now),
                )
            )  # fmt: skip
    return tuple(found)


def _asked(old: Side, new: Side) -> Iterator[tuple[Group, str]]:
    """Each item once with its group: as the later side asks them, then what only the earlier one asks."""
    seen: set[str] = set()
    for side in (new, old):
        for group in side.state.checklist.groups:
            for item in group.items:
                if item.key not in seen:
                    seen.add(item.key)
                    yield group, item.key


def _is_reworded(old: Side, new: Side, was: Item | None, now: Item | None) -> bool:
    if was is not None and now is not None:
        return was.revision != now.revision
    item = was or now
    return item is not None and (
        item.path is None or (item.path in old.state.paths and item.path in new.state.paths)
    )


def _given(side: Side, item: Item | None) -> AnswerValue | None:
    """The answer, if the item is asked there and anything was said to it."""
    answer = side.state.answers.get(item.key) if item else None
    return answer if answer is not None and fields_of(answer) != _EMPTY else None

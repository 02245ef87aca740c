"""What changed between two moments of an evaluation: two snapshots, or a snapshot and the answers as they stand."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from distmap.times import spoken_time
from evaluations.answers.views.words import rating_words
from evaluations.models import Evaluation, Snapshot
from evaluations.results.views.moved import fit_parts
from evaluations.scoring import inputs_sha256
from evaluations.versions.differences import (
    ChangedAnswer,
    Difference,
    PathChange,
    Side,
    difference,
    present_side,
    side_of,
)
from evaluations.versions.differences.answers import RATING, fields_of
from evaluations.versions.queries import PRESENT, snapshot_number, snapshot_of, snapshots_of
from evaluations.versions.values import AnswerValue, SnapshotName
from evaluations.vocabulary import DIMENSIONS
from evaluations.wording import capitalised, show_change, split_words
from evaluations.work.views.status_changes import evaluation_of
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required, permissions

MOST_CHOICES = 200
WORDS = {"note": "Note", "evidence_url": "Link", "text": "Text"}


@require_safe
@member_required
def difference_page(request: MemberRequest, evaluation_id: UUID) -> HttpResponse:
    """`?from=2&to=present`: verdicts and figures, sentences, answers. What is the same shows with `&all=1`.

    Without either it shows the last change: from the newest snapshot that differs from the present. With one of them,
    `from` is else the last snapshot, and `to` the present.
    """
    found = evaluation_of(request, evaluation_id, Act.READ)
    taken = list(snapshots_of(found)[:MOST_CHOICES])
    if not taken:
        return redirect("snapshots", evaluation_id=found.pk)
    told = _difference(found, taken, request.GET)
    old, new = told.old, told.new
    with_same = request.GET.get("all") == "1"
    now = timezone.now()
    context = {
        "evaluation": found,
        "choices": _choices(taken, now),
        "old": _named(old, now), "new": _named(new, now), "unchanged_since": _unchanged_since(request.GET, taken, told),
        "with_same": with_same, "told": told, "may": permissions(request.actor),
        **_parts(told, with_same),
    }  # fmt: skip
    return render(request, "evaluations/difference.html", context)


def _is_asked(asked: QueryDict) -> bool:
    return bool(asked.get("from") or asked.get("to"))


def _difference(found: Evaluation, taken: list[Snapshot], asked: QueryDict) -> Difference:
    start, end = asked.get("from") or str(taken[0].number), asked.get("to") or PRESENT
    told = difference(_side(found, start), _side(found, end))
    if _is_asked(asked) or not told.is_empty:
        return told
    # Nothing has changed since the last snapshot: the one before it may tell what was decided, or an earlier one
    # what was answered.
    digest = inputs_sha256(told.new.inputs)
    answered_otherwise = [row for row in taken if row.inputs_sha256 != digest]
    for row in (*taken[1:2], *answered_otherwise[:1]):
        earlier = difference(_side(found, str(row.number)), told.new)
        if not earlier.is_empty:
            return earlier
    return told


def _unchanged_since(asked: QueryDict, taken: list[Snapshot], told: Difference) -> str:
    """The last snapshot in words, where the page looks past it because nothing has changed since."""
    if _is_asked(asked) or told.old.key == str(taken[0].number):
        return ""
    return _title(taken[0])


def _title(kept: Snapshot | SnapshotName) -> str:
    return f"snapshot {kept.number}, ‘{capitalised(kept.name)}’"


def _side(found: Evaluation, key: str) -> Side:
    if key == PRESENT:
        return present_side(found)
    return side_of(snapshot_of(found, snapshot_number(key)))


def _choices(taken: list[Snapshot], now: datetime) -> list[tuple[str, str]]:
    """What can be compared, newest first."""
    snapshots = [
        (str(row.number), f"{row.number}: {capitalised(row.name)}, {spoken_time(row.taken_at, now)}")
        for row in taken
    ]
    return [(PRESENT, "As it stands"), *snapshots]


def _named(side: Side, now: datetime) -> dict[str, Any]:
    kept = side.state.snapshot
    return {
        "key": side.key,
        "number": kept.number if kept else None,
        "is_without_decision": side.state.record is None,
        "name": f"Snapshot {kept.number}" if kept else "As it stands",
        "title": _title(kept) if kept else "the answers as they stand",
        "when": spoken_time(kept.taken_at if kept else side.state.changed_at, now),
    }


def _parts(told: Difference, with_same: bool) -> dict[str, Any]:
    def kept(parts: Iterable[Any]) -> list[Any]:
        return [part for part in parts if with_same or not part.is_same]

    paths = kept(told.paths)
    return {
        "paths": [_path(path) for path in paths],
        "sources": [fit_parts(path.name, path.fit) for path in paths if path.fit],
        "dimensions": [told.new.scored.names.dimension(key) for key in DIMENSIONS],
        "decided": kept(told.decision or ()),
        "facts": kept(told.facts),
        "sentences": _by_place(kept(told.sentences)),
        "groups": _by_group(told, kept(told.answers)),
        "reworded": [
            {"told": each, "old": _rating(told.old, each.old_answer), "new": _rating(told.new, each.new_answer)}
            for each in told.reworded
        ],
        "left_out": len(told.ground.left_out) if told.ground else 0,
        "methods_differ": told.methods_differ,
        "is_issued": told.issued is not None,
        "same_answers": sum(answer.is_same for answer in told.answers),
    }  # fmt: skip


def _path(path: PathChange) -> dict[str, Any]:
    return {
        "path": path,
        "change": show_change(path.fit.change) if path.fit else "",
        "certainty": path.certainty,
        "sentence": path.sentence,
    }


def _by_place(sentences: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    found: dict[str, list[Any]] = {}
    for sentence in sentences:
        found.setdefault(sentence.place, []).append(sentence)
    return list(found.items())


def _by_group(told: Difference, answers: Iterable[ChangedAnswer]) -> list[dict[str, Any]]:
    """The answers under the path, the design map or the rule that they belong to."""
    found: dict[str, dict[str, Any]] = {}
    for answer in answers:
        group = found.setdefault(answer.group.key, {"name": answer.group.name, "rows": []})
        group["rows"].append(_answer(told, answer))
    return list(found.values())


def _answer(told: Difference, answer: ChangedAnswer) -> dict[str, Any]:
    old, new = fields_of(answer.old), fields_of(answer.new)
    steps = []
    if answer.is_same or any(name in RATING for name in answer.changed):
        steps.append(_step("", _said(told.old, answer, 0), _said(told.new, answer, 1)))
    steps += [
        _step(word, old[name], new[name])
        for name, word in WORDS.items()
        if name in answer.changed or (answer.is_same and new[name])
    ]
    if answer.item.kind == "rule":
        steps = [step for step in steps if step["what"]]
    return {
        "answer": answer, "steps": steps, "split": split_words(answer.answer, answer.evidence),
        "who": answer.new.changed_by if answer.new else "",
    }  # fmt: skip


def _said(side: Side, answer: ChangedAnswer, position: int) -> str:
    if not answer.asked[position]:
        return "Not asked: the path was not chosen"
    return _rating(side, (answer.old, answer.new)[position])


def _rating(side: Side, answer: AnswerValue | None) -> str:
    fields: Mapping[str, Any] | None = fields_of(answer) if answer else None
    return rating_words(side.state.catalog, fields)


def _step(what: str, old: str, new: str) -> dict[str, str]:
    return {"what": what, "old": old, "new": new}

"""The answers of one path as they enter its score, each with where it comes from."""

from collections.abc import Mapping, Sequence
from typing import Any

from evaluations.models import Answer
from evaluations.scoring import constants, method1
from evaluations.wording import Scored, range_of

Document = dict[str, Any]


def rounded(value: float) -> float:
    """A value as exact values are stored (method section 16)."""
    return round(value, constants.EXACT_PLACES) + 0.0


def items_by_part(path: Mapping[str, Any]) -> dict[str, list[tuple[str, int]]]:
    """The path's items with their relevance, by dimension or part of support (method section 2)."""
    key = path["key"]
    parts: dict[str, list[tuple[str, int]]] = {name: [] for name in constants.DIMENSIONS}
    parts |= {constants.CAPABILITY: [], "constraint": [], "match": [(f"{key}@alignment", 1)]}
    for factor, role in path["factors"].items():
        parts[role].append((f"{key}/{factor}", 1))
    parts[constants.CARRY] = [(f"surface/{name}", weight) for name, weight in path["surfaces"].items()]
    parts["constraint"] = [(f"{key}!{name}", 1) for name in path["constraints"]]
    return parts


def item_of(
    scored: Scored,
    stored: Mapping[str, Answer],
    item: str,
    *,
    weight: int | None = None,
    total: int | None = None,
    binding: Sequence[str] = (),
) -> Document:
    """One answer: as given, as a range, with its weight of `total` in its dimension, and who gave it when."""
    answer = scored.answer(item)
    applies = not answer.get("na")
    span = range_of(answer)
    return {
        "item": item,
        "name": scored.names.item(item),
        "level": answer.get("level"),
        "grade": answer.get("grade"),
        "half_width": method1.constants.HALF_WIDTHS.get(answer.get("grade") or ""),
        "applies": applies,
        "answered": is_answered(answer),
        "evidenced": is_evidenced(answer),
        "weight": weight if applies else None,
        "share": rounded(weight / total) if weight and total and applies else None,
        "value": {"lo": span.lo, "point": span.mid, "hi": span.hi} if applies else None,
        "binding": item in binding,
        **_provenance(stored.get(item)),
    }


def is_answered(answer: Mapping[str, Any]) -> bool:
    return answer.get("level") is not None or "lo" in answer


def is_evidenced(answer: Mapping[str, Any]) -> bool:
    """Seen or measured."""
    return bool(answer.get("evidenced")) or answer.get("grade") in constants.EVIDENCED


def _provenance(answer: Answer | None) -> Document:
    if answer is None or answer.version == 0:
        return {
            "na_reason": None, "note": None, "evidence_url": None, "version": 0, "changed_by": None, "changed_at": None,
        }  # fmt: skip
    by = answer.changed_by
    return {
        "na_reason": answer.na_reason or None,
        "note": answer.note or None,
        "evidence_url": answer.evidence_url or None,
        "version": answer.version,
        "changed_by": {"id": str(by.pk), "name": by.shown_name} if by else None,
        "changed_at": answer.changed_at,
    }

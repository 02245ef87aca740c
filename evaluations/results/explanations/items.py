"""The answers of one path as they enter its score, each with where it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from evaluations.models import Answer
from evaluations.results.explanations.shapes import ExplainedItem, Person, Span
from evaluations.scoring import constants, method1, rounding
from evaluations.scoring.inputs import Path
from evaluations.scoring.method1.ranges import range_of
from evaluations.wording import Scored


def items_by_part(path: Path) -> dict[str, list[tuple[str, int]]]:
    """The path's items with their relevance, by dimension or part of support (method section 2)."""
    parts: dict[str, list[tuple[str, int]]] = {name: [] for name in constants.DIMENSIONS}
    parts |= {constants.CAPABILITY: [], "constraint": [], "match": [(path.alignment_item, 1)]}
    for item, role in path.factor_items:
        parts[role].append((item, 1))
    parts[constants.CARRY] = list(path.surface_items)
    parts["constraint"] = [(item, 1) for item in path.constraint_items]
    return parts


def item_of(
    scored: Scored,
    stored: Mapping[str, Answer],
    item: str,
    *,
    weight: int | None = None,
    total: int | None = None,
    binding: Sequence[str] = (),
) -> ExplainedItem:
    """One answer: as given, as a range, with its weight of `total` in its dimension, and who gave it when."""
    answer = scored.answer(item)
    applies = not answer.na
    span = range_of(answer)
    found = ExplainedItem(
        item=item,
        name=scored.names.item(item),
        level=answer.level,
        grade=answer.grade,
        half_width=method1.constants.HALF_WIDTHS.get(answer.grade or ""),
        applies=applies,
        answered=answer.is_answered,
        evidenced=answer.is_evidenced,
        weight=weight if applies else None,
        share=rounding.stored(weight / total) if weight and total and applies else None,
        value=Span(lo=span.lo, point=span.mid, hi=span.hi) if applies else None,
        binding=item in binding,
    )
    given = stored.get(item)
    return found if given is None or given.version == 0 else _with_provenance(found, given)


def _with_provenance(found: ExplainedItem, given: Answer) -> ExplainedItem:
    by = given.changed_by
    return replace(
        found,
        na_reason=given.na_reason or None,
        note=given.note or None,
        evidence_url=given.evidence_url or None,
        version=given.version,
        changed_by=Person(id=str(by.pk), name=by.shown_name) if by else None,
        changed_at=given.changed_at,
    )

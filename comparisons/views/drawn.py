"""The pictures of a comparison's page, from its result document."""

from collections.abc import Sequence
from typing import Any

from comparisons.figures import OVER_TIME
from comparisons.options import PARTS
from comparisons.paths import AnyPanelPath, Ends, PathCell, PathRow
from comparisons.pictures.side_by_side import Bump, Panel, Span, bump, course, ranges
from comparisons.result import ComparisonResult
from comparisons.views.lenses import FIGURES
from comparisons.wording import ranked_paths
from evaluations.vocabulary import GAP_WORDS, VERDICT_WORDS
from evaluations.wording import show_range, show_score


def panels(found: ComparisonResult, rows: Sequence[PathRow], figure: str) -> list[dict[str, Any]]:
    """A small picture for each path: a course over time, else ranges under each other."""
    is_course = found.kind == OVER_TIME
    drawn = []
    for row in rows:
        spans = [_span(found, place, cell, PARTS[figure]) for place, cell in enumerate(row.cells)]
        if row.panel:
            spans.append(_panel_span(row.panel, PARTS[figure]))
        panel: Panel = course(spans) if is_course else ranges(spans)
        drawn.append(
            {
                "key": row.key, "name": row.name, "panel": panel, "is_course": is_course,
                "said": f"{FIGURES[figure]} of {row.name}. " + "; ".join(map(_said, spans)) + ".",
            }
        )  # fmt: skip
    return drawn


def _span(found: ComparisonResult, place: int, cell: PathCell, part: str) -> Span:
    member, values = found.members[place], cell.figure(part)
    return Span(
        letter=member.letter,
        name=member.alias,
        verdict=cell.verdict or "",
        values=_triple(values),
        gap="" if values else GAP_WORDS.get(cell.state, "not compared"),
        is_base=place == found.base,
    )


def _panel_span(panel: AnyPanelPath, part: str) -> Span:
    """What the raters make together, below what each of them makes alone."""
    return Span(
        letter="P", name="Panel", verdict=panel.verdict, values=_triple(panel.figure(part)), gap="no panel"
    )


def _triple(values: Ends | None) -> tuple[float, float, float] | None:
    return (values.lo, values.point, values.hi) if values else None


def _said(span: Span) -> str:
    if span.values is None:
        return f"{span.letter} {span.name}: {span.gap}"
    low, point, high = span.values
    verdict = f", {VERDICT_WORDS[span.verdict]}" if span.verdict else ""
    return f"{span.letter} {span.name}: {show_score(point)}, {show_range(low, high)}{verdict}"


def ranks(found: ComparisonResult) -> dict[str, Any] | None:
    """How the paths pass each other over time, with the table of the same places; None where nothing is ranked."""
    ordered = ranked_paths(found)
    if not ordered:
        return None
    heads = [(member.letter, place == found.base) for place, member in enumerate(found.members)]
    columns = [
        None if column[0] is None else [place for place in column if place is not None]
        for column in zip(*(places for _, _, places in ordered), strict=True)
    ]
    picture: Bump = bump([(key, name) for key, name, _ in ordered], columns, heads)
    ranked = {key for key, _, _ in ordered}
    return {
        "picture": picture,
        "rows": [
            {"name": name, "places": ["" if place is None else place for place in places]}
            for _, name, places in ordered
        ],
        "missing": [row.name for row in found.paths if row.key not in ranked],
    }

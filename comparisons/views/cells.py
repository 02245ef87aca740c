"""Rows and cells of a comparison's result as its tables show them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from comparisons.figures import OVER_TIME, RATERS, SUBJECTS
from comparisons.options import PARTS
from comparisons.paths import AnyFitChange, IssuedPanelPath, PathCell, PathRow
from comparisons.result import ComparisonResult, ItemCell, ItemRow, Moved
from comparisons.wording import certainty, lean_words, signed, stage_words
from evaluations.scoring.rounding import band
from evaluations.vocabulary import GAP_WORDS, LEVEL_WORDS, VERDICT_WORDS
from evaluations.wording import listed, show_change, show_range, show_score, show_share


def path_row(found: ComparisonResult, row: PathRow, figure: str) -> dict[str, Any]:
    """A path: for each member its verdict, the figure with its range, the difference, and how much is known."""
    return {
        "key": row.key,
        "name": row.name,
        "differs": row.differs,
        "ahead": _ahead_words(found, row),
        "panel": _panel(found, row, figure),
        "cells": [_path_cell(found, row, place, cell, figure) for place, cell in enumerate(row.cells)],
    }


def _path_cell(
    found: ComparisonResult, row: PathRow, place: int, cell: PathCell, figure: str
) -> dict[str, Any]:
    values = cell.figure(PARTS[figure])
    shown: dict[str, Any] = {
        "is_base": place == found.base,
        "gap": GAP_WORDS.get(cell.state, ""),
        "verdict": cell.verdict,
        "fights": cell.fights,
        "values": values,
        "lean": lean_words(cell),
        "why": stage_words(row.change(place)),
        "only_fit": cell.state == "fit_only",
        "coverage": _coverage(cell, figure),
        "difference": "",
        "certainty": "",
        "band": None,
    }
    if values is not None:
        shown |= {
            "point": show_score(values.point),
            "range": show_range(values.lo, values.hi),
            "band": band(values.point),
        }
    if place != found.base:
        shown |= _difference(found, row, place, figure)
    return shown


def _difference(found: ComparisonResult, row: PathRow, place: int, figure: str) -> dict[str, str]:
    """Against the base: over time by how much fit moved and whether that is clear; of subjects the steps between
    their values, as nothing finer sets them apart (method section 14); of raters none."""
    if found.kind == OVER_TIME and figure == "fit":
        change = row.change(place)
        fit = change.F if change else None
        return {"difference": show_change(fit.change), "certainty": clear_or_not(fit)} if fit else {}
    if found.kind == SUBJECTS and figure == "value" and found.base is not None:
        own, other = row.cells[place].bands, row.cells[found.base].bands
        return {"difference": _steps(own.point - other.point)} if own and other else {}
    return {}


def clear_or_not(fit: AnyFitChange) -> str:
    """Whether a change of fit is clear; where it is not, how likely it is."""
    said = certainty(fit)
    return said if said in {"clear", "the same", "no clear change"} else f"not clear: {said}"


def _steps(difference: int) -> str:
    if difference == 0:
        return "same step"
    return f"{'+' if difference > 0 else '−'}{abs(difference)} step{'' if abs(difference) == 1 else 's'}"


def _coverage(cell: PathCell, figure: str) -> str:
    covered = cell.coverage
    if covered is None:
        return ""
    if figure == "value":
        known = min(covered.fit, covered.support)
        seen = min(covered.evidence_fit, covered.evidence_support)
    else:
        known, seen = getattr(covered, figure), getattr(covered, f"evidence_{figure}")
    return f"{show_share(known)} known, {show_share(seen)} seen"


def _ahead_words(found: ComparisonResult, row: PathRow) -> str:
    """“A ahead of C, D”: the members told apart on this path."""
    if row.ahead is None:
        return ""
    letters = [member.letter for member in found.members]
    behind: dict[int, list[str]] = {}
    for ahead, less in row.ahead:
        behind.setdefault(ahead, []).append(letters[less])
    told = [f"{letters[ahead]} ahead of {', '.join(names)}" for ahead, names in behind.items()]
    if told:
        return "; ".join(told)
    there = [letters[place] for place, cell in enumerate(row.cells) if cell.V]
    return "ranges overlap" if len(there) > 1 else f"only {there[0]} has it" if there else "nothing compares"


def _panel(found: ComparisonResult, row: PathRow, figure: str) -> dict[str, Any] | None:
    if found.kind != RATERS or row.panel is None:
        return None
    panel, values = row.panel, row.panel.figure(PARTS[figure])
    sharing = f"{panel.sharing} of {len(panel.rater_verdicts)} share it"
    if isinstance(panel, IssuedPanelPath) and panel.disputed:
        sharing = "disputed: no rater issues it alone"
    if panel.discursive_dilemma:
        sharing += f"; {_most_common(panel.rater_verdicts)}"
    return {
        "verdict": panel.verdict,
        "sharing": sharing,
        "point": show_score(values.point) if values else "",
        "range": show_range(values.lo, values.hi) if values else "",
    }


def _most_common(verdicts: Sequence[str]) -> str:
    """What most raters say; where no verdict has more than half of them, those that most of them share."""
    counts = Counter(verdicts)
    most = max(counts.values())
    words = [VERDICT_WORDS[verdict] for verdict, count in counts.items() if count == most]
    if 2 * most > len(verdicts):
        return f"most say {words[0]}"
    return f"the most common {'is' if len(words) == 1 else 'are'} {listed(words)}"


def item_row(found: ComparisonResult, row: ItemRow) -> dict[str, Any]:
    """An item: for each member its answer in words, its range, and over time by how much it moved."""
    return {
        "key": row.key,
        "name": row.name,
        "path_name": row.path_name or "",
        "question": row.question,
        "compares": row.compares,
        "differs": row.differs,
        "contested": bool(row.panel and row.panel.contested),
        "panel": _item_panel(row),
        "cells": [_item_cell(found, row, place, cell) for place, cell in enumerate(row.cells)],
    }


def contested_rows(found: ComparisonResult) -> list[dict[str, Any]]:
    """The items on which raters lie further apart than one step, as the views show them."""
    if found.raters is None:
        return []
    keys = set(found.raters.contested)
    groups: Sequence[str] = ("factors", "constraints", "matches", "surfaces")
    return [item_row(found, row) for group in groups for row in found.items(group) if row.key in keys]


def _item_panel(row: ItemRow) -> dict[str, Any] | None:
    panel = row.panel
    if panel is None:
        return None
    return {
        "range": "does not apply" if panel.na else show_range(panel.lo, panel.hi),
        "consensus": "" if panel.Cns is None else show_score(panel.Cns),
        "contested": panel.contested,
    }


def _item_cell(found: ComparisonResult, row: ItemRow, place: int, cell: ItemCell) -> dict[str, Any]:
    move = row.move(place)
    return {
        "is_base": place == found.base,
        "gap": GAP_WORDS.get(cell.state, "") if cell.state not in {"not_applicable", "unanswered"} else "",
        "is_unknown": cell.state == "unanswered" and row.kind != "alignment",
        "answer": _answer(row, cell),
        "grade": cell.grade or "",
        "level": cell.level,
        "range": show_range(cell.lo, cell.hi) if cell.lo is not None and cell.hi is not None else "",
        "differs": cell.differs,
        "binds": cell.binds,
        "note": cell.note or cell.na_reason or "",
        "url": cell.evidence_url or "",
        "text": cell.text or "",
        "fixed": "" if cell.designable else "cannot be designed in",
        "move": _move(move),
    }


def _answer(row: ItemRow, cell: ItemCell) -> str:
    if cell.na:
        return "Does not apply"
    if cell.level is not None:
        return LEVEL_WORDS[cell.level]
    if row.kind == "alignment":
        return "As the catalog has it"
    return "" if cell.text else "Not answered"


def _move(move: Moved | None) -> str:
    """“+0.25 by answer, −0.13 by evidence”: what of a move is due to what."""
    if move is None or move.answer is None:
        return ""
    parts = [
        f"{said} by {name}"
        for name, value in (("answer", move.answer), ("evidence", move.evidence or 0.0))
        if (said := signed(value)) != "no change"
    ]
    return ", ".join(parts)

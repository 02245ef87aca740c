"""The pictures of a comparison: as drawings for a page, and as SVG files for paper.

Both come from the same geometry and the same templates. A page has a stylesheet and the marks; a file carries
compared.css and its marks itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from comparisons.pictures.heat import WIDTH, HeatSheet, heat
from comparisons.pictures.side_by_side import Bump, Panel, Span, bump, course, ranges
from evaluations.vocabulary import LEVEL_WORDS, PARK, VERDICT_ORDER, VERDICT_WORDS
from reports.blocks import ConstraintMap, Section
from reports.drawings import Drawing, Heat, HeatRow, PathRanges, Range, Ranges, Ranks
from reports.renderers.pictures import Picture, as_file, map_picture

_Part = TypeVar("_Part")
_STYLE = "compared.css"
_IN_A_ROW, _BETWEEN, _NAMED = 3, 24.0, 30.0
_WORDS_STEP = 108.0
_MOST_ROWS = 26
"""As many rows as a page has room for; a heat table of more is drawn in several pictures."""


@dataclass(frozen=True)
class Shown:
    """A picture on a page, in place of its block. Small ones flow side by side, large ones scroll."""

    title: str
    drawings: tuple[tuple[str, SafeString], ...]
    is_small: bool
    kind: str = "picture"


def shown(section: Section) -> Section:
    """The section with its pictures drawn, for the templates of a page."""
    blocks: Any = tuple(_shown(block) if isinstance(block, Drawing) else block for block in section.blocks)
    return replace(section, blocks=blocks, parts=tuple(shown(part) for part in section.parts))


def has_drawings(sections: Sequence[Section]) -> bool:
    """Whether a picture of a comparison stands anywhere in them."""
    return any(isinstance(block, Drawing) for block in pictured(sections))


def pictured(sections: Sequence[Section]) -> Iterator[Drawing | ConstraintMap]:
    """Every block that is a picture, in the order in which the sections are set."""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Drawing | ConstraintMap):
                yield block
        yield from pictured(section.parts)


def pictures_for(block: Drawing | ConstraintMap) -> list[Picture]:
    """A picture as the files that it takes on paper."""
    match block:
        case ConstraintMap():
            return [map_picture(block)]
        case Ranges():
            return [_strip(block, paths) for paths in _pieces(block.paths, _IN_A_ROW)]
        case Ranks():
            return [_picture(block, _bump(block))]
        case Heat():
            pieces = _pieces(block.rows, _MOST_ROWS)
            return [_picture(block, _heat(replace(block, rows=rows))) for rows in pieces]


def _shown(block: Drawing) -> Shown:
    match block:
        case Ranges():
            drawn = tuple((path.name, _chart(block, path)) for path in block.paths)
            return Shown(block.title, drawn, is_small=True)
        case Ranks():
            return Shown(block.title, (("", _bump(block)),), is_small=False)
        case Heat():
            return Shown(block.title, (("", _heat(block)),), is_small=False)


def _pieces(parts: tuple[_Part, ...], most: int) -> Iterator[tuple[_Part, ...]]:
    for start in range(0, len(parts), most):
        yield parts[start : start + most]


def _picture(block: Drawing, drawing: str, words: str = "") -> Picture:
    width = float(drawing.split('width="', 1)[1].split('"', 1)[0])
    return Picture(as_file(drawing, _STYLE), block.title, words or block.title, min(width / WIDTH, 1.0))


# Ranges


def _panel(block: Ranges, path: PathRanges) -> Panel:
    spans = [_span(each) for each in path.ranges]
    return course(spans) if block.is_course else ranges(spans)


def _span(each: Range) -> Span:
    head = each.head
    return Span(
        letter=head.letter, name=head.name, verdict=each.verdict, values=each.values, gap=each.gap, is_base=head.is_base
    )  # fmt: skip


def _chart(block: Ranges, path: PathRanges) -> SafeString:
    context = {"panel": _panel(block, path), "is_course": block.is_course, "said": path.said}
    return render_to_string("reports/document/_chart.html", context)


def _strip(block: Ranges, paths: Sequence[PathRanges]) -> Picture:
    """As many small pictures as stand beside each other on paper."""
    panels = [_panel(block, path) for path in paths]
    step = panels[0].width + _BETWEEN
    context = {
        "panels": [
            (step * number, path.name, panel)
            for number, (path, panel) in enumerate(zip(paths, panels, strict=True))
        ],
        "is_course": block.is_course,
        "width": step * len(panels) - _BETWEEN,
        "height": _NAMED + panels[0].height,
    }
    drawing = render_to_string("reports/document/_strip.html", context)
    return _picture(block, drawing, " ".join(path.said for path in paths))


# Ranks


def _bump(block: Ranks) -> SafeString:
    columns: list[list[int] | None] = []
    for number in range(len(block.heads)):
        places = [line.places[number] for line in block.lines]
        known = [place for place in places if place is not None]
        columns.append(known if len(known) == len(places) else None)
    picture: Bump = bump(
        [(line.key, line.name) for line in block.lines], columns,
        [(head.letter, head.is_base) for head in block.heads], most=WIDTH,
    )  # fmt: skip
    return render_to_string("comparisons/_bump.html", {"picture": picture, "title": block.title})


# Heat


def _heat(block: Heat) -> SafeString:
    used = {cell.verdict.replace("fights", PARK) for row in block.rows for cell in row.cells}
    marks = [verdict for verdict in VERDICT_ORDER if verdict in used]
    sheet: HeatSheet = heat(len(block.heads), [(row.name, row.under) for row in block.rows], marks=len(marks))
    context = {
        "block": block,
        "sheet": sheet,
        "heads": list(zip(sheet.heads, block.heads, strict=True)),
        "rows": [
            (line, list(zip(line.boxes, row.cells, strict=True)))
            for line, row in zip(sheet.lines, block.rows, strict=True)
        ],
        "key": _key(sheet, block.rows),
        "marks": [(x, key, VERDICT_WORDS[key]) for x, key in zip(sheet.marks, marks, strict=True)],
    }
    return render_to_string("reports/document/_heat.html", context)


def _key(sheet: HeatSheet, rows: Sequence[HeatRow]) -> list[tuple[float, str, int | None, str]]:
    """The five shades, and the two that are none where they occur."""
    found = {cell.state for row in rows for cell in row.cells}
    *shades, at = sheet.key[: len(LEVEL_WORDS) + 1]
    parts: list[tuple[float, str, int | None, str]] = [
        (x, word, level, "") for level, (x, word) in enumerate(zip(shades, LEVEL_WORDS, strict=True))
    ]
    for state, words in (("unknown", "not answered"), ("gap", "nothing to compare")):
        if state in found:
            parts.append((at, words, None, state))
            at += _WORDS_STEP
    return parts

"""The report as PDF: tagged (PDF/UA-1), with contents, page numbers and repeated table heads."""

import json
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

from evaluations.reports.blocks import (
    Block,
    Cell,
    ConstraintMap,
    Document,
    Paragraph,
    Section,
    Table,
    Writing,
)
from evaluations.reports.renderers.pictures import TONES, map_svg, map_words, mark_svg
from evaluations.reports.renderers.plain import breakable, is_rtl, lines, one_line
from evaluations.reports.renderers.typeset import typeset
from evaluations.reports.renderers.widths import is_long, widths
from evaluations.reports.rendering import Rendering
from evaluations.scoring.constants import BAR_HIGH, BAR_LOW

_TEMPLATE = Path(__file__).parent / "typeset" / "report.typ"


def render_pdf(rendering: Rendering) -> bytes:
    """Everything from people is data to the typesetter. What no font has is replaced, and said at the end."""
    return typeset(typeset_files(rendering)).body


def typeset_files(rendering: Rendering) -> dict[str, str]:
    """What the typesetter is given, by name: the template, the words, the pictures."""
    document = rendering.document
    data = _document(document, date=rendering.frozen.date)
    files = {
        "main.typ": _TEMPLATE.read_text(encoding="utf-8"),
        "data.json": json.dumps(data, ensure_ascii=False),
    }
    files |= {f"mark-{key}.svg": mark_svg(key) for key in TONES}
    files |= {f"map-{number}.svg": map_svg(block) for number, block in enumerate(_maps(document.sections))}
    return files


def _document(document: Document, *, date: str) -> dict[str, Any]:
    numbers = iter(range(1000))
    return {
        "title": breakable(one_line(document.title)),
        "subtitle": breakable(one_line(document.subtitle)),
        "date": [int(part) for part in date[:10].split("-")],
        "shown_date": document.date,
        "form": document.form,
        "bounds": [BAR_LOW, BAR_HIGH],
        "facts": [_plain(fact) for fact in document.facts],
        "sections": [_section(section, numbers) for section in document.sections],
    }


def _section(section: Section, numbers: Iterator[int]) -> dict[str, Any]:
    return {
        "title": breakable(one_line(section.title)),
        "verdict": _plain(section.verdict) if section.verdict else None,
        "blocks": [_shaped(block, numbers) for block in section.blocks],
        "parts": [_section(part, numbers) for part in section.parts],
    }


def _shaped(block: Block, numbers: Iterator[int]) -> dict[str, Any]:
    match block:
        case Writing():
            return _writing(block)
        case ConstraintMap():
            return {
                "kind": block.kind,
                "picture": f"map-{next(numbers)}.svg",
                "alt": one_line(map_words(block)),
            }
        case Table():
            rows = [{"cells": [_cell(cell) for cell in row], "long": is_long(row)} for row in block.rows]
            head = [_plain(column) for column in block.columns]
            caption = breakable(one_line(block.caption))
            return {
                "kind": block.kind, "caption": caption, "columns": head, "widths": widths(block), "rows": rows
            }  # fmt: skip
        case _:
            return _plain(block)


def _cell(cell: Cell) -> list[dict[str, Any]]:
    return [_plain(part) if isinstance(part, Paragraph) else _writing(part) for part in cell]


def _writing(writing: Writing) -> dict[str, Any]:
    said = lines(writing.text.strip("\r\n"))
    return {
        "kind": writing.kind, "label": breakable(one_line(writing.label)), "rtl": is_rtl(writing.text),
        "lines": [breakable(_indented(words)) for words in said],
    }  # fmt: skip


def _indented(words: str) -> str:
    """Spaces at the beginning of a line are part of what was written."""
    bare = words.lstrip(" ")
    return "\u00a0" * (len(words) - len(bare)) + bare


def _plain(value: Any) -> Any:
    """A block as plain data, every text of it on one line; addresses stay whole."""
    return _walked(vars(value))


def _walked(value: Any, name: str = "") -> Any:
    if isinstance(value, str):
        return value if name == "href" else breakable(one_line(value))
    if isinstance(value, dict):
        return {key: _walked(part, key) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_walked(part) for part in value]
    return _plain(value) if is_dataclass(value) else value


def _maps(sections: tuple[Section, ...]) -> Iterator[ConstraintMap]:
    """Every map, in the order in which the sections are set."""
    for section in sections:
        yield from (block for block in section.blocks if isinstance(block, ConstraintMap))
        yield from _maps(section.parts)

"""The report as PDF: tagged (PDF/UA-1), with contents, page numbers and repeated table heads."""

import json
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

from evaluations.vocabulary import BARS
from reports.blocks import Block, Cell, ConstraintMap, Document, Paragraph, Section, Table, Writing
from reports.drawings import Drawing, Heat, Ranges, Ranks
from reports.renderers.compared import pictures_for
from reports.renderers.pictures import TONES, Picture, mark_svg
from reports.renderers.plain import breakable, is_rtl, lines, one_line
from reports.renderers.typeset import typeset
from reports.renderers.widths import is_long, widths
from reports.rendering import Rendering

MOST_RUNNING = 100
_TEMPLATE = Path(__file__).parent / "typeset" / "report.typ"


class _Pictures:
    """The pictures of a document as files by name, each drawn once, as it is come upon."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}

    def of(self, block: Drawing | ConstraintMap) -> list[dict[str, Any]]:
        return [self._kept(picture) for picture in pictures_for(block)]

    def _kept(self, picture: Picture) -> dict[str, Any]:
        name = f"picture-{len(self.files)}.svg"
        self.files[name] = picture.svg
        return {"picture": name, "alt": one_line(picture.words), "share": picture.share}


def render_pdf(rendering: Rendering) -> bytes:
    """Everything from people is data to the typesetter. What no font has is replaced, and said at the end."""
    return typeset(typeset_files(rendering)).body


def typeset_files(rendering: Rendering) -> dict[str, str]:
    """What the typesetter is given, by name: the template, the words, the pictures."""
    document = rendering.document
    pictures = _Pictures()
    data = _document(document, pictures, date=rendering.frozen.date)
    files = {
        "main.typ": _TEMPLATE.read_text(encoding="utf-8"),
        "data.json": json.dumps(data, ensure_ascii=False),
    }
    files |= {f"mark-{key}.svg": mark_svg(key) for key in TONES}
    return files | pictures.files


def _document(document: Document, pictures: _Pictures, *, date: str) -> dict[str, Any]:
    return {
        "title": breakable(one_line(document.title)),
        "subtitle": breakable(one_line(document.subtitle)),
        "date": [int(part) for part in date[:10].split("-")],
        "running": breakable(_running(f"{one_line(document.subtitle)}: {one_line(document.title)}")),
        "shown_date": document.date,
        "form": document.form,
        "bounds": list(BARS),
        "facts": [_plain(fact) for fact in document.facts],
        "sections": [_section(section, pictures) for section in document.sections],
    }


def _running(head: str) -> str:
    """The head of each page has one line; what does not fit it stands on the first page."""
    return head if len(head) <= MOST_RUNNING else f"{head[:MOST_RUNNING].rstrip()}…"


def _section(section: Section, pictures: _Pictures) -> dict[str, Any]:
    return {
        "title": breakable(one_line(section.title)),
        "verdict": _plain(section.verdict) if section.verdict else None,
        "blocks": [_shaped(block, pictures) for block in section.blocks],
        "parts": [_section(part, pictures) for part in section.parts],
    }


def _shaped(block: Block, pictures: _Pictures) -> dict[str, Any]:
    match block:
        case Writing():
            return _writing(block)
        case ConstraintMap():
            return {"kind": block.kind, **pictures.of(block)[0]}
        case Ranges() | Ranks() | Heat():
            return {
                "kind": "pictures",
                "sheets": pictures.of(block),
                "said": breakable(one_line(block.title)),
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

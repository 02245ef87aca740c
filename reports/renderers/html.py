"""The report as HTML: one file that needs nothing else, and the same article for a page of distmap."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from evaluations.pictures import NARROW, WIDE
from evaluations.pictures import ConstraintMap as Drawn
from reports.blocks import ConstraintMap, Document
from reports.renderers.compared import has_drawings, shown
from reports.renderers.pictures import drawn as drawn_map
from reports.rendering import Rendering


def render_html(rendering: Rendering) -> bytes:
    """A whole page with its own stylesheet; UTF-8. Everything from people is escaped by the templates."""
    drawn = has_drawings(rendering.document.sections)
    sheets = ("components/report_article.css", *(("compared.css",) if drawn else ()))
    context = _context(rendering.document) | {"frozen": rendering.frozen, "style": _style(sheets)}
    return render_to_string("reports/standalone.html", context).encode()


def render_article(document: Document) -> SafeString:
    """The article without head and stylesheet, for a page that has its own."""
    return render_to_string("reports/document/_article.html", _context(document))


@cache
def _style(sheets: tuple[str, ...]) -> SafeString:
    """The file's stylesheet: a page's ground rules, then the article's sheets, which the application shares."""
    own = Path(__file__).with_name("page.css")
    shared = Path(settings.BASE_DIR) / "static" / "css"
    paths = [own, *(shared / sheet for sheet in sheets)]
    return SafeString("\n".join(path.read_text(encoding="utf-8") for path in paths))


def _context(document: Document) -> dict[str, Any]:
    drawn = _drawn(document)
    pictured = replace(document, sections=tuple(shown(section) for section in document.sections))
    return {"document": pictured, "drawn": drawn}


def _drawn(document: Document) -> tuple[Drawn, ...]:
    """The constraint map, for wide and for narrow screens."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, ConstraintMap):
                return drawn_map(block, WIDE), drawn_map(block, NARROW)
    return ()

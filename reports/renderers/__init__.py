"""The formats that a report can be had in. Each renders the same intermediate document to bytes."""

from collections.abc import Callable
from dataclasses import dataclass

from reports.renderers.csv_ import render_csv
from reports.renderers.docx import render_docx
from reports.renderers.html import render_html
from reports.renderers.json_ import render_json
from reports.renderers.markdown import render_markdown
from reports.renderers.pdf import render_pdf
from reports.renderers.pptx import render_pptx
from reports.renderers.xlsx import render_xlsx
from reports.rendering import Rendering


@dataclass(frozen=True)
class Format:
    """A format: its key in addresses, its name for people, how it is stored and made."""

    key: str
    name: str
    extension: str
    content_type: str
    render: Callable[[Rendering], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS = {
    made.key: made
    for made in (
        Format("pdf", "PDF", "pdf", "application/pdf", render_pdf),
        Format("docx", "Word", "docx", f"{_OFFICE}.wordprocessingml.document", render_docx),
        Format("pptx", "PowerPoint", "pptx", f"{_OFFICE}.presentationml.presentation", render_pptx),
        Format("html", "HTML", "html", "text/html; charset=utf-8", render_html),
        Format("xlsx", "Excel", "xlsx", f"{_OFFICE}.spreadsheetml.sheet", render_xlsx),
        Format("csv", "CSV", "csv", "text/csv; charset=utf-8", render_csv),
        Format("md", "Markdown", "md", "text/markdown; charset=utf-8", render_markdown),
        Format("json", "JSON", "json", "application/json", render_json),
    )
}
"""By key, in the order in which they are offered, made and listed: those to read first, then those for programs."""

"""The formats that a report can be had in. Each renders the same intermediate document to bytes."""

from collections.abc import Callable
from dataclasses import dataclass

from evaluations.reports.renderers.html import render_html
from evaluations.reports.renderers.json_ import render_json
from evaluations.reports.renderers.markdown import render_markdown
from evaluations.reports.renderers.pdf import render_pdf
from evaluations.reports.rendering import Rendering


@dataclass(frozen=True)
class Format:
    """A format: its key in addresses, its name for people, how it is stored and made."""

    key: str
    name: str
    extension: str
    content_type: str
    render: Callable[[Rendering], bytes]


FORMATS = {
    made.key: made
    for made in (
        Format("html", "HTML", "html", "text/html; charset=utf-8", render_html),
        Format("md", "Markdown", "md", "text/markdown; charset=utf-8", render_markdown),
        Format("json", "JSON", "json", "application/json", render_json),
        Format("pdf", "PDF", "pdf", "application/pdf", render_pdf),
    )
}
"""By key, in the order in which they are offered and made."""

"""Markup as tests read it: a page is the same page however its source is laid out."""

import re

from django.http import HttpResponse

# Blanks at the edges of one of these are not shown. Between other elements they part words, and are kept.
_BLOCKS = (
    "article|aside|blockquote|body|br|caption|circle|col|colgroup|dd|defs|details|dialog|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|g|h[1-6]|head|header|hr|html|legend|li|line|link|main|meta|nav|ol|option|p"
    "|path|rect|script|section|summary|symbol|table|tbody|td|text|tfoot|th|thead|title|tr|ul|use"
)
_BOXES = "button|select|svg"
_EDGE = re.compile(rf" ?(</?(?:{_BLOCKS})\b[^<>]*>) ?| (</(?:{_BOXES})>)|(<(?:{_BOXES})\b[^<>]*>) ")
_VERBATIM = re.compile(r"(<(?:textarea|pre)\b[^<>]*>)(.*?)(?=</(?:textarea|pre)>)", re.DOTALL)


def squeezed(page: HttpResponse | str) -> str:
    """The text of a page with each run of blanks as one, and without those that are not shown.

    No-break spaces stay, and what stands in a `textarea` or `pre` is kept as it is.
    """
    text = page if isinstance(page, str) else page.content.decode()
    return "".join(part if at % 3 == 2 else _folded(part) for at, part in enumerate(_VERBATIM.split(text)))


def _folded(markup: str) -> str:
    one_line = re.sub(r"(<[a-z][^<>]*?) (/?>)", r"\1\2", re.sub(r"[ \t\r\n\f]+", " ", markup))
    return _EDGE.sub(lambda edge: edge[0].strip(), one_line)

"""The report as Markdown (GitHub's tables). What people wrote is escaped: it can only ever be text."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from evaluations.vocabulary import FIGHTS
from reports.blocks import (
    Block,
    Bullets,
    Cell,
    ConstraintMap,
    Measures,
    Paragraph,
    Section,
    Span,
    Table,
    Terms,
    Text,
    Writing,
)
from reports.drawings import Heat, Ranges, Ranks
from reports.rendering import Rendering

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~$&])")
_AUTOLINK = re.compile(r"://|\bwww\.", re.IGNORECASE)
_BLOCK_START = re.compile(r"^(\d+)?([.)#+\-=:])")
_LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# What an address may hold unescaped between the angle brackets of a link.
_ADDRESS_SAFE = ":/?#[]@!$&'()*+,;=%~"


def render_markdown(rendering: Rendering) -> bytes:
    """UTF-8 with \\n line breaks; ends with one."""
    document = rendering.document
    facts = [f"- **{escaped(fact.name)}:** {_inline(fact.text)}" for fact in document.facts]
    parts = [f"# {escaped(document.title)}", f"**{escaped(document.subtitle)}**", "\n".join(facts)]
    for section in document.sections:
        parts += _section(section, level=2)
    return ("\n\n".join(parts) + "\n").encode()


def escaped(words: str) -> str:
    """Words on one line that mean nothing to Markdown: no markup, no HTML, no cell, no link by itself."""
    one_line = re.sub(r"\s+", " ", _LINE_BREAK.sub(" ", words))
    return _AUTOLINK.sub(_broken, _SPECIAL.sub(r"\\\1", one_line))


def _broken(found: "re.Match[str]") -> str:
    return found[0].replace(":", "\\:").replace(".", "\\.")


def _at_line_start(words: str) -> str:
    """Words that begin a line and must begin no list, heading, rule or code block there."""
    bare = words.lstrip(" \t")
    indent = "\u00a0" * (len(words) - len(bare))
    return indent + _BLOCK_START.sub(r"\1\\\2", bare)


def _section(section: Section, *, level: int) -> list[str]:
    verdict = f": {_inline((section.verdict,))}" if section.verdict else ""
    parts = [f"{'#' * level} {escaped(section.title)}{verdict}"]
    parts += [_block(block) for block in section.blocks]
    for part in section.parts:
        parts += _section(part, level=level + 1)
    return parts


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _at_line_start(_inline(block.text))
        case Writing():
            return _quoted(block)
        case Bullets():
            return _bullets(block)
        case Terms():
            return "\n".join(f"- **{escaped(term.name)}:** {_inline(term.text)}" for term in block.rows)
        case Measures():
            return "\n".join(f"- **{escaped(row.name)}:** {escaped(row.shown)}" for row in block.rows)
        case ConstraintMap() | Ranges() | Ranks() | Heat():
            return f"*{escaped(block.title)}*"
        case Table():
            return _table(block)


def _inline(words: Text) -> str:
    return "".join(_span(span) for span in words)


def _span(span: Span) -> str:
    shown = escaped(span.text)
    match span.tone:
        case "strong":
            return _marked(shown)
        case "verdict":
            return f"**{shown}**, fights the growth model" if span.of == FIGHTS else f"**{shown}**"
        case "code":
            return f"`{span.text.replace('`', '')}`"
        case "link":
            return f"[{shown}](<{_address(span.href)}>)"
        case _:
            return shown


def _marked(shown: str) -> str:
    """Strong text; the white space around it must stand outside the marks, or they are not read as such."""
    bare = shown.strip()
    before, _, after = shown.partition(bare)
    return f"{before}**{bare}**{after}" if bare else shown


def _address(address: str) -> str:
    return quote(address, safe=_ADDRESS_SAFE).replace("&", "&amp;")


def _lines(words: str) -> list[str]:
    return [line.rstrip() for line in _LINE_BREAK.split(words.strip())]


def _quoted(writing: Writing) -> str:
    """A quotation, line for line: a backslash at the end of a line keeps its break."""
    lines = _lines(writing.text)
    shown = [f"> **{escaped(writing.label)}**", ">"] if writing.label else []
    for number, words in enumerate(lines, start=1):
        goes_on = words and number < len(lines) and lines[number]
        shown.append(f"> {_at_line_start(_kept(words))}{chr(92) if goes_on else ''}".rstrip(" "))
    return "\n".join(shown)


def _kept(words: str) -> str:
    """Escaped, with the indentation that the writer gave the line."""
    bare = words.lstrip()
    return words[: len(words) - len(bare)].replace("\t", "    ") + escaped(bare)


def _bullets(block: Bullets) -> str:
    lines = [
        f"{f'{number}.' if block.ordered else '-'} {_at_line_start(_inline(item))}"
        for number, item in enumerate(block.items, start=1)
    ]
    title = [f"**{escaped(block.title)}**\n"] if block.title else []
    return "\n".join([*title, *lines])


def _table(table: Table) -> str:
    head = _row(escaped(column.name) for column in table.columns)
    rule = _row("---:" if column.numeric else "---" for column in table.columns)
    body = [_row(_cell(cell) for cell in row) for row in table.rows]
    return "\n".join([f"**{escaped(table.caption)}**\n", head, rule, *body])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "<br>".join(_cell_part(part) for part in cell)


def _cell_part(part: Paragraph | Writing) -> str:
    if isinstance(part, Paragraph):
        return _inline(part.text)
    label = f"{escaped(part.label)}: " if part.label else ""
    return label + "<br>".join(escaped(words) for words in _lines(part.text))

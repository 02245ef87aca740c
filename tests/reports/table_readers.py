"""The tables of a report as readers that know nothing of us find them: row by row, each cell as words."""

import csv
import io
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
from markdown_it import MarkdownIt

Row = tuple[str, ...]
HAS_POPPLER = shutil.which("pdfinfo") is not None and shutil.which("pdftotext") is not None
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def bare(words: str) -> str:
    """Letters, digits, points and per cents alone: how lines break and what joins them is each form's own."""
    return "".join(sign for sign in words.casefold() if sign.isalnum() or sign in ".%")


def told_tables(body: bytes) -> list[list[Row]]:
    """What the JSON form says there is: the report's tables, each with its head."""
    return [
        [
            tuple(bare(column["name"]) for column in table["columns"]),
            *(tuple(bare(_cell(cell)) for cell in row) for row in table["rows"]),
        ]
        for table in _told(json.loads(body)["report"]["sections"])
    ]


def _told(sections: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for section in sections:
        yield from (block for block in section["blocks"] if block["kind"] == "table")
        yield from _told(section["parts"])


def _cell(parts: Sequence[dict[str, Any]]) -> str:
    return "\n".join(
        f"{part['label']} {part['text']}" if part["kind"] == "writing" else "".join(map(_span, part["text"]))
        for part in parts
    )


def _span(span: dict[str, Any]) -> str:
    fights = span["tone"] == "verdict" and span["of"] == "fights"
    return f"{span['text']}, fights the growth model" if fights else str(span["text"])


class _Tables(HTMLParser):
    """The tables of a page. What a mark is called is read after the word that it stands before."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[list[list[str]]] = []
        self._cells = 0
        self._mark = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "svg" and self._cells:
            self._mark = dict(attrs).get("aria-label") or ""
        if tag == "table":
            self.found.append([])
        elif tag == "tr":
            self.found[-1].append([])
        elif tag in {"td", "th"}:
            self.found[-1][-1].append("")
            self._cells += 1

    def handle_endtag(self, tag: str) -> None:
        self._cells -= tag in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._cells:
            self.found[-1][-1][-1] += data + self._mark
            self._mark = ""


def html_tables(text: str) -> list[list[Row]]:
    return [[tuple(map(bare, row)) for row in table] for table in _Tables(text).found]


def markdown_tables(text: str) -> list[list[Row]]:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return html_tables(reader.render(text))


def word_tables(body: bytes) -> list[list[Row]]:
    """By python-docx."""
    return [
        [
            tuple(bare("".join(cell.itertext(f"{_W}t"))) for cell in row.iter(f"{_W}tc"))
            for row in table._tbl.tr_lst
        ]
        for table in docx.Document(io.BytesIO(body)).tables
    ]


@cache
def pdf_tables(body: bytes) -> list[list[Row]]:
    """By poppler, from the tags of the file: each row that was set, with the words of each cell. It takes its time."""
    done = subprocess.run(
        ["pdfinfo", "-struct-text", "-"],
        input=body,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    tables: list[list[list[str]]] = []
    depth: int | None = None
    for line in done.stdout.decode(errors="replace").splitlines():
        indent, words = len(line) - len(line.lstrip()), line.strip()
        if depth is not None and indent <= depth:
            depth = None
        if re.match(r"Table\b", words):
            tables.append([])
            depth = indent
        elif depth is None:
            continue
        elif re.match(r"TR\b", words):
            tables[-1].append([])
        elif re.match(r"T[DH]\b", words):
            tables[-1][-1].append("")
        elif words.startswith('"') and words.endswith('"') and tables[-1] and tables[-1][-1]:
            tables[-1][-1][-1] += words[1:-1]
    return [[tuple(map(bare, row)) for row in table] for table in tables]


def office_word_tables(bodies: Mapping[str, bytes]) -> dict[str, list[list[Row]]]:
    """By LibreOffice, which turns Word documents (by any names) into pages."""
    pages = _converted(bodies, "docx", "html")
    return {name: html_tables(pages[f"{name}.html"].decode()) for name in bodies}


def office_rows(bodies: Mapping[str, bytes]) -> dict[str, list[Row]]:
    """By LibreOffice: the rows of all sheets of workbooks, numbers as they are stored and not as they are shown."""
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    sheets = _converted(bodies, "xlsx", every_sheet)
    return {
        name: [
            tuple(row)
            for file, sheet in sheets.items()
            if file.startswith(f"{name}-")
            for row in csv.reader(io.StringIO(sheet.decode(), newline=""))
        ]
        for name in bodies
    }


def _converted(bodies: Mapping[str, bytes], extension: str, form: str) -> dict[str, bytes]:
    """What LibreOffice makes of all files in one go, by file name."""
    assert OFFICE is not None
    with tempfile.TemporaryDirectory(prefix="distmap-office-") as folder:
        paths = [Path(folder, f"{name}.{extension}") for name in bodies]
        for path, body in zip(paths, bodies.values(), strict=True):
            path.write_bytes(body)
        home = f"-env:UserInstallation=file://{folder}/home"
        subprocess.run(
            [OFFICE, home, "--headless", "--convert-to", form, "--outdir", f"{folder}/made", *map(str, paths)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=180,
        )  # fmt: skip
        return {made.name: made.read_bytes() for made in Path(folder, "made").iterdir()}

"""The PDF by independent readers: tagged, whole, with every row of every table, whatever people wrote."""

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import fontpkg
import pypdf
import pytest
from django.conf import LazySettings

from reports.blocks import Cell, Paragraph, Section, Table
from reports.frozen import FrozenDocument, canonical_json
from reports.renderers import typeset as typesetting
from reports.renderers.pdf import render_pdf, typeset_files
from reports.renderers.typeset import TypesettingFailed, typeset
from reports.rendering import Rendering, prepared
from tests.reports import readers, variants

SCRIPTS = "Ελληνικά кириллица Tiếng Việt हिन्दी ไทย"
NO_FONT = "数字三月 😀"
# The golden document has Chinese in an answer.
GOLDEN_MISSING = set("数字三月，")


def noted(note: str, document: FrozenDocument | None = None) -> FrozenDocument:
    """The golden document with another note at its first question."""
    document = document or variants.golden()
    path = document.paths[0]
    factor = path.factors[0]
    assert factor.answer is not None
    changed = replace(factor, answer=replace(factor.answer, note=note))
    return replace(document, paths=(replace(path, factors=(changed, *path.factors[1:])), *document.paths[1:]))


def tables(sections: tuple[Section, ...]) -> Iterator[Table]:
    for section in sections:
        yield from (block for block in section.blocks if isinstance(block, Table))
        yield from tables(section.parts)


def tags(reader: pypdf.PdfReader) -> list[str]:
    """The kinds of all tagged elements, in reading order."""
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for part in node:
                walk(part)
        elif isinstance(node, dict):
            found.extend(str(node["/S"]) for _ in range("/S" in node))
            walk(node.get("/K"))

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


@pytest.fixture(scope="module")
def rendering() -> Rendering:
    return variants.prepare(variants.golden())


@pytest.fixture(scope="module")
def body(rendering: Rendering) -> bytes:
    return render_pdf(rendering)


@pytest.fixture(scope="module")
def reader(body: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(body))


def test_it_is_tagged_by_the_standard_and_carries_its_title(
    rendering: Rendering, reader: pypdf.PdfReader
) -> None:
    assert typeset(typeset_files(rendering)).standard == "ua-1"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.metadata is not None
    subject = rendering.frozen.subject
    assert reader.metadata.title == f"{subject.title}, {subject.product.name}"
    day = rendering.frozen.date[:10].replace("-", "")
    assert str(reader.metadata["/CreationDate"]).startswith(f"D:{day}000000")


def test_every_font_is_embedded(reader: pypdf.PdfReader) -> None:
    fonts = {
        font.get_object()["/BaseFont"]: font.get_object()["/DescendantFonts"][0].get_object()[
            "/FontDescriptor"
        ]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert any("NotoSans" in name for name in fonts)
    assert all({"/FontFile2", "/FontFile3"} & set(found.get_object()) for found in fonts.values())


def test_each_row_of_each_table_is_set(rendering: Rendering, body: bytes, reader: pypdf.PdfReader) -> None:
    """A table that is cut at the foot of a page makes no noise, so its rows are counted."""
    found = list(tables(rendering.document.sections))
    told = tags(reader)
    assert told.count("/Table") == len(found)
    # Each table has its head besides.
    assert told.count("/TR") == sum(len(table.rows) + 1 for table in found)
    for text in (readers.pdf_text(body), readers.poppler_text(body)):
        said = readers.UNSEEN.sub("", readers.spaced(text)) if text is not None else None
        names = [_name_of(row) for table in found for row in table.rows]
        missing = [name for name in names if said is not None and readers.spaced(name) not in said]
        assert missing == []


def _name_of(row: tuple[Cell, ...]) -> str:
    first = row[0][0]
    assert isinstance(first, Paragraph)
    return _until_other_scripts("".join(span.text for span in first.text))


def _until_other_scripts(words: str) -> str:
    """What readers of PDFs give back as it was: writing from right to left comes out in another order."""
    return re.split("[\u0500-\u1fff\u2e80-\uffff]", words)[0].strip()


def test_a_table_longer_than_pages_keeps_its_rows_and_repeats_its_head() -> None:
    note = "\n".join(f"line {number} of a very long note" for number in range(150))
    document = noted(note)
    body = render_pdf(variants.prepare(document))
    text = readers.pdf_text(body)
    assert [number for number in range(150) if f"line {number} of a very long note" not in text] == []
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages]
    assert sum("Notes and evidence" in readers.spaced(page) for page in pages) > 4


def test_contents_and_page_numbers(reader: pypdf.PdfReader, rendering: Rendering) -> None:
    pages = [readers.spaced(page.extract_text()) for page in reader.pages]
    for number, page in enumerate(pages, start=1):
        assert f"{number} of {len(pages)}" in page
    assert [section.title for section in rendering.document.sections if section.title not in pages[0]] == []
    marked = [str(entry.title) for entry in reader.outline if not isinstance(entry, list)]
    told = [section.title for section in rendering.document.sections]
    assert len(marked) == len(told)
    assert all(mark.startswith(title) for mark, title in zip(marked, told, strict=True))


def test_the_map_has_words_for_who_cannot_see_it(reader: pypdf.PdfReader, rendering: Rendering) -> None:
    said = repr(reader.trailer["/Root"]["/StructTreeRoot"].get_object())
    assert "/Figure" in tags(reader)
    assert "Constraint map of 2 paths" in "".join(
        str(found.get("/Alt", "")) for found in _elements(reader)
    ), said


def _elements(reader: pypdf.PdfReader) -> Iterator[dict[str, object]]:
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.append(node.get("/K"))


def test_scripts_that_the_fonts_have_are_set() -> None:
    made = typeset(typeset_files(variants.prepare(noted(SCRIPTS + " عربي"))))
    assert made.standard == "ua-1"
    assert set(made.missing) == GOLDEN_MISSING
    said = readers.spaced(readers.pdf_text(made.body))
    for word in SCRIPTS.split()[:4]:
        assert word in said


def test_what_no_font_has_is_replaced_and_told() -> None:
    made = typeset(typeset_files(variants.prepare(noted(f"before {NO_FONT} after"))))
    assert made.standard == "ua-1"
    # It is found beforehand: the whole document is set once.
    assert made.tried == 1
    assert set(made.missing) >= set(NO_FONT.replace(" ", ""))
    said = readers.spaced(readers.pdf_text(made.body))
    assert "before ▯▯▯▯ ▯ after" in said
    assert "What could not be shown here" in said
    assert "U+6570" in said
    assert "GRINNING FACE" in said


HOSTILE = {
    "markup": '#panic() $x$ *a* _b_ = H\n== H\n- l #import "x" @ref <lab> \\ ` ``` // /* ~ --- #let',
    "controls": "a\x00b\x07c\x1bd\x7fe\x9ff\ufeffg\u200eh",
    "one long word": "x" * 5000,
    "long address": "https://example.test/" + "path/" * 400,
    "private use": "\ue000\uf8ff\U000f0000",
    "unassigned": "\u0378\U0001fffd",
    "combining": "a" + "\u0301" * 300,
    "emoji family": "👨‍👩‍👧‍👦🏳️‍🌈",
    "right to left": "שלום עולם\nمرحبا بالعالم",
    "overrides": "\u202eabc\u202c\u2066def\u2069",
    "many breaks": "\n" * 400 + "end",
    "spaces": "   indented\n\ttab",
    "quotes": "\"'‘’“”\\u{41}\\n",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_no_words_fail_the_report(case: str) -> None:
    document = noted(HOSTILE[case])
    one_line = readers.spaced(HOSTILE[case].strip())[:250]
    subject = replace(
        document.subject, title=one_line or "x", product=replace(document.subject.product, name=one_line)
    )
    made = typeset(typeset_files(variants.prepare(replace(document, subject=subject))))
    assert made.body.startswith(b"%PDF")
    assert made.standard == "ua-1"


def test_what_people_wrote_is_never_markup() -> None:
    text = HOSTILE["markup"].splitlines()[0]
    said = readers.UNSEEN.sub("", readers.spaced(readers.pdf_text(render_pdf(variants.prepare(noted(text))))))
    assert text in said


def test_a_folder_of_fonts_shows_what_the_packaged_ones_lack(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its Thai font distmap cannot show Thai; with that font in the folder it can."""
    families = tuple(name for name in typesetting._FAMILIES if name != "noto-sans-thai")
    monkeypatch.setattr(typesetting, "_FAMILIES", families)
    thai = "ไทย"
    files = typeset_files(variants.prepare(noted(thai)))
    assert set(typeset(files).missing) == {*thai, *GOLDEN_MISSING}
    for font in fontpkg.family("noto-sans-thai").files:
        shutil.copy(font.path, tmp_path)
    settings.REPORT_FONTS = str(tmp_path)
    made = typeset(files)
    assert set(made.missing) == GOLDEN_MISSING
    assert "ท" in readers.pdf_text(made.body)


def test_the_typesetter_is_not_loaded_here() -> None:
    """Used in a process that forks afterwards it would hang the child for ever."""
    render_pdf(variants.prepare(variants.golden()))
    assert "typst" not in sys.modules


def test_a_failure_of_the_typesetter_is_told() -> None:
    with pytest.raises(TypesettingFailed, match="unclosed"):
        typeset({"main.typ": "#(", "data.json": "{}"})


def test_files_of_the_machine_are_out_of_reach() -> None:
    with pytest.raises(TypesettingFailed):
        typeset({"main.typ": '#read("/etc/passwd")', "data.json": "{}"})


def test_a_fork_after_rendering_hangs_nothing() -> None:
    render_pdf(variants.prepare(variants.golden()))
    child = os.fork()
    if child == 0:
        os._exit(0 if render_pdf(variants.prepare(variants.golden())).startswith(b"%PDF") else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


PAGES = re.compile(r"^Pages:\s+(\d+)", re.MULTILINE)


def test_strict_readers_take_it(body: bytes, tmp_path: Path) -> None:
    """pypdf that forgives nothing, and poppler where it is installed, count the same pages."""
    path = tmp_path / "report.pdf"
    path.write_bytes(body)
    counted = [len(pypdf.PdfReader(path, strict=True).pages)]
    if shutil.which("pdfinfo"):
        done = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True)
        assert "Tagged:          yes" in done.stdout
        counted.append(int(PAGES.findall(done.stdout)[0]))
    assert len(set(counted)) == 1
    assert counted[0] > 3


def test_the_same_document_gives_the_same_bytes(body: bytes) -> None:
    again = render_pdf(prepared(canonical_json(variants.golden())))
    assert again == body

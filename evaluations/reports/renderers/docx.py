"""The report as a Word document: real styles, tables with repeated heads, the map as a picture with its words."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from evaluations.reports.blocks import (
    Block,
    Bullets,
    Cell,
    ConstraintMap,
    Document,
    Measures,
    Paragraph,
    Section,
    Span,
    Table,
    Terms,
    Text,
    Writing,
)
from evaluations.reports.document.material import FIGHTS
from evaluations.reports.renderers.pictures import TONES, map_svg, map_words
from evaluations.reports.renderers.plain import is_rtl, kept, one_line
from evaluations.reports.renderers.typeset import picture_of
from evaluations.reports.renderers.widths import is_long, widths
from evaluations.reports.renderers.word_styles import MONO, QUIET, RUBRIC, set_styles
from evaluations.reports.rendering import Rendering

_PAGE = 210 - 2 * 21
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def render_docx(rendering: Rendering) -> bytes:
    """The same document gives the same bytes: every date in it is the document's own."""
    document = rendering.document
    word = docx.Document()
    _Writer(word, brief=document.form == "executive").document(document)
    _describe(
        word, document, datetime.fromisoformat(rendering.frozen.date).replace(tzinfo=None, microsecond=0)
    )
    file = io.BytesIO()
    word.save(file)
    return _packed(file)


def _packed(file: io.BytesIO) -> bytes:
    """The package again, with one date for all of its parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = zipfile.ZipInfo(name, date_time=_FIXED_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            after.writestr(part, before.read(name))
    return packed.getvalue()


def _describe(word: Word, document: Document, at: datetime) -> None:
    known = word.core_properties
    known.title = one_line(document.title)[:255]
    known.subject = one_line(document.subtitle)[:255]
    known.author = known.last_modified_by = "distmap"
    known.comments = known.keywords = known.category = ""
    known.language = "en-GB"
    known.created = known.modified = at
    known.revision = 1


class _Writer:
    """Writes blocks one after another into a Word document."""

    def __init__(self, word: Word, *, brief: bool) -> None:
        self.word = word
        self.brief = brief
        set_styles(word, brief=brief)
        # Looking a style up searches all of them, some thousand times in a report; its id is enough.
        self.ids = {str(style.name): str(style.style_id) for style in word.styles}

    def document(self, document: Document) -> None:
        self._paragraph("Subtitle", one_line(document.subtitle))
        self._paragraph("Title", one_line(document.title))
        self._facts(document)
        if not self.brief:
            _contents(self._paragraph("Normal"), [one_line(section.title) for section in document.sections])
        for section in document.sections:
            self._section(section, level=1)
        _running(self.word, f"{one_line(document.subtitle)}: {one_line(document.title)}", document.date)

    def _facts(self, document: Document) -> None:
        table = self._table(1, [_PAGE // len(document.facts)] * len(document.facts))
        for fact, cell in zip(document.facts, table[0], strict=True):
            self._first(cell, "Quiet").add_run(one_line(fact.name))
            _spans(self._styled(cell.add_paragraph(), "Cell"), fact.text)

    def _section(self, section: Section, *, level: int) -> None:
        heading = self._paragraph(f"Heading {min(level, 3)}", one_line(section.title))
        if section.verdict:
            heading.add_run("  ")
            _span(heading, section.verdict)
        for block in section.blocks:
            self._block(block)
        for part in section.parts:
            self._section(part, level=level + 1)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                _spans(
                    self._paragraph({"lead": "Lead", "quiet": "Quiet"}.get(block.tone, "Normal")), block.text
                )
            case Writing():
                self._writing(block)
            case Bullets():
                self._bullets(block)
            case Terms():
                self._terms([(term.name, term.text) for term in block.rows])
            case Measures():
                self._terms([(row.name, (Span(row.shown, tone="strong"),)) for row in block.rows])
            case ConstraintMap():
                self._map(block)
            case Table():
                self._rows(block)

    def _paragraph(self, style: str, words: str = "") -> WordParagraph:
        return self._styled(self.word.add_paragraph(words), style)

    def _styled(self, paragraph: WordParagraph, style: str) -> WordParagraph:
        paragraph._p.style = self.ids[style]
        return paragraph

    def _writing(self, block: Writing) -> None:
        if block.label:
            self._paragraph("Label", one_line(block.label))
        _write(self._paragraph("Quote"), block)

    def _bullets(self, block: Bullets) -> None:
        if block.title:
            self._paragraph("Label", one_line(block.title))
        numbering = _numbered_anew(self.word) if block.ordered else None
        for item in block.items:
            paragraph = self._paragraph("List Number" if block.ordered else "List Bullet")
            if numbering is not None:
                _number(paragraph, numbering)
            _spans(paragraph, item)

    def _terms(self, rows: Sequence[tuple[str, Text]]) -> None:
        table = self._table(len(rows), [38, _PAGE - 38])
        for (first, second), (name, said) in zip(table, rows, strict=True):
            self._first(first, "Quiet").add_run(one_line(name))
            _spans(self._first(second, "Cell"), said)
        self._after()

    def _map(self, block: ConstraintMap) -> None:
        run = self._paragraph("Picture").add_run()
        drawn = run.add_picture(
            io.BytesIO(picture_of(map_svg(block))), width=Mm(112 if self.brief else _PAGE)
        )
        described = drawn._inline.docPr
        described.set("descr", one_line(map_words(block)))
        described.set("title", one_line(block.title))
        self._paragraph("Quiet", one_line(block.title))

    def _rows(self, block: Table) -> None:
        self._paragraph("Caption", one_line(block.caption))
        total = sum(widths(block))
        sizes = [_PAGE * width / total for width in widths(block)]
        table = self._table(len(block.rows) + 1, sizes)
        _repeated(table[0][0]._tc.getparent())
        for column, target in zip(block.columns, table[0], strict=True):
            paragraph = self._first(target, "Column")
            paragraph.add_run(one_line(column.name))
            _aligned(paragraph, column.numeric)
        for targets, cells in zip(table[1:], block.rows, strict=True):
            if not is_long(cells):
                _whole(targets[0]._tc.getparent())
            for target, cell, column in zip(targets, cells, block.columns, strict=True):
                self._fill(target, cell, numeric=column.numeric)
        self._after()

    def _fill(self, target: WordCell, cell: Cell, *, numeric: bool) -> None:
        paragraph = self._first(target, "Cell")
        for number, part in enumerate(cell):
            if number:
                paragraph = self._styled(target.add_paragraph(), "Cell")
            _aligned(paragraph, numeric)
            if isinstance(part, Writing):
                _write(paragraph, part, labelled=True)
            else:
                _spans(paragraph, part.text, quiet=part.tone == "quiet")

    def _table(self, rows: int, sizes: Sequence[float]) -> list[list[WordCell]]:
        """The cells of a new table, row by row. Taken from the tree: asking a table for them is quadratic."""
        table = self.word.add_table(rows, len(sizes), style="Report Table")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        tree = table._tbl
        for column, size in zip(tree.tblGrid.gridCol_lst, sizes, strict=True):
            column.w = Mm(size)
        for row in tree.tr_lst:
            for cell, size in zip(row.tc_lst, sizes, strict=True):
                cell.width = Mm(size)
        return [[WordCell(cell, table) for cell in row.tc_lst] for row in tree.tr_lst]

    def _first(self, cell: WordCell, style: str) -> WordParagraph:
        """The paragraph that every new cell has."""
        return self._styled(cell.paragraphs[0], style)

    def _after(self) -> None:
        """Word joins tables that follow each other; a small gap keeps them apart."""
        self._paragraph("Gap")


def _spans(paragraph: WordParagraph, said: Text, *, quiet: bool = False) -> None:
    for span in said:
        _span(paragraph, span, quiet=quiet)


def _span(paragraph: WordParagraph, span: Span, *, quiet: bool = False) -> None:
    if span.tone == "link":
        _link(paragraph, span)
        return
    fights = span.tone == "verdict" and span.of == FIGHTS
    run = paragraph.add_run(one_line(span.text) + (", fights the growth model" if fights else ""))
    if span.tone in {"strong", "verdict"}:
        run.bold = True
    if span.tone == "verdict":
        run.font.color.rgb = RGBColor.from_string(TONES[span.of].removeprefix("#").upper())
    if span.tone == "quiet" or quiet:
        run.font.color.rgb = RGBColor.from_string(QUIET.upper())
    if span.tone == "code":
        run.font.name = MONO


def _link(paragraph: WordParagraph, span: Span) -> None:
    target = paragraph.part.relate_to(span.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = paragraph.add_run(one_line(span.text))
    run.font.color.rgb = RGBColor.from_string(RUBRIC.upper())
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _write(paragraph: WordParagraph, writing: Writing, *, labelled: bool = False) -> None:
    """What a person wrote, line for line."""
    if labelled and writing.label:
        paragraph.add_run(f"{one_line(writing.label)}: ").bold = True
    rtl = is_rtl(writing.text)
    for number, words in enumerate(kept(writing.text).split("\n")):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(words)
        run.italic = True
        run.font.rtl = rtl or None
    if rtl:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def _aligned(paragraph: WordParagraph, numeric: bool) -> None:
    if numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeated(row: Any) -> None:
    """The table's head: shown again on every page, read out as the names of the columns."""
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _whole(row: Any) -> None:
    """A row that goes to the next page whole."""
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _numbered_anew(word: Word) -> int:
    """A numbering of its own that begins at one; without it every list would go on counting."""
    numbering = word.part.numbering_part.element
    style = word.styles["List Number"].element
    base = style.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(base).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _number(paragraph: WordParagraph, numbering: int) -> None:
    wanted = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    wanted.get_or_add_numId().val = numbering
    wanted.get_or_add_ilvl().val = 0


def _contents(paragraph: WordParagraph, titles: Sequence[str]) -> None:
    """A table of contents: the titles as they stand, until Word puts in the pages as it opens the file."""
    for kind, text in (("begin", ""), ("", 'TOC \\o "1-2" \\h \\z \\u'), ("separate", ""), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            if kind == "begin":
                mark.set(qn("w:dirty"), "true")
            run._r.append(mark)
            if kind == "separate":
                _listed(paragraph, titles)
        else:
            order = OxmlElement("w:instrText")
            order.set(qn("xml:space"), "preserve")
            order.text = text
            run._r.append(order)


def _listed(paragraph: WordParagraph, titles: Sequence[str]) -> None:
    for number, title in enumerate(titles):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(title)


def _field(paragraph: WordParagraph, order: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), order)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)


def _running(word: Word, head: str, date: str) -> None:
    """Head and foot of each page."""
    section = word.sections[0]
    section.header.paragraphs[0].style = word.styles["Quiet"]
    section.header.paragraphs[0].add_run(head)
    foot = section.footer.paragraphs[0]
    foot.style = word.styles["Quiet"]
    foot.add_run(f"{date}, page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")

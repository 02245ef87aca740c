"""The report as a Word document: real styles, tables with repeated heads, the map as a picture with its words."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

import docx
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from evaluations.vocabulary import FIGHTS
from reports.blocks import (
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
from reports.drawings import Drawing, Heat, Ranges, Ranks
from reports.renderers.compared import pictured, pictures_for
from reports.renderers.pictures import TONES, Picture
from reports.renderers.plain import is_rtl, kept, one_line
from reports.renderers.typeset import pictures_of
from reports.renderers.widths import is_long, widths
from reports.renderers.word_styles import MONO, QUIET, RUBRIC, set_styles
from reports.renderers.word_tree import (
    Look,
    added,
    before,
    counted,
    from_the_right,
    row,
    run,
    styled,
    to_the_right,
    with_the_next,
)
from reports.renderers.word_tree import table as table_of
from reports.rendering import Rendering

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
        self.targets: dict[str, str] = {}
        # By the block that they belong to; made at one go, as each start of the typesetter costs.
        self.drawn: dict[int, list[tuple[Picture, bytes]]] = {}
        # The paper, which stands last in the body.
        self.end: Any = word.element.body[-1]

    def document(self, document: Document) -> None:
        self.drawn = _drawn(document)
        run(self._paragraph("Subtitle"), one_line(document.subtitle))
        run(self._paragraph("Title"), one_line(document.title))
        self._facts(document)
        if not self.brief:
            _contents(self._paragraph("Normal"), [one_line(section.title) for section in document.sections])
        for section in document.sections:
            self._section(section, level=1)
        _running(self.word, f"{one_line(document.subtitle)}: {one_line(document.title)}", document.date)

    def _facts(self, document: Document) -> None:
        sizes = [_PAGE // len(document.facts)] * len(document.facts)
        for fact, cell in zip(document.facts, row(self._table(sizes), sizes), strict=True):
            run(self._within(cell, "Quiet"), one_line(fact.name))
            self._spans(self._within(cell, "Cell"), fact.text)

    def _section(self, section: Section, *, level: int) -> None:
        heading = self._paragraph(f"Heading {min(level, 3)}")
        run(heading, one_line(section.title))
        if section.verdict:
            run(heading, "  ")
            self._span(heading, section.verdict)
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            self._block(block)
            if isinstance(block, Paragraph) and isinstance(following, Drawing):
                # Words that lead to a picture stay with it.
                with_the_next(self.end.getprevious())
        for part in section.parts:
            self._section(part, level=level + 1)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                style = {"lead": "Lead", "quiet": "Quiet"}.get(block.tone, "Normal")
                self._spans(self._paragraph(style), block.text)
            case Writing():
                self._writing(block)
            case Bullets():
                self._bullets(block)
            case Terms():
                self._terms([(term.name, term.text) for term in block.rows])
            case Measures():
                self._terms([(row.name, (Span(row.shown, tone="strong"),)) for row in block.rows])
            case ConstraintMap() | Ranges() | Ranks() | Heat():
                for picture, made in self.drawn[id(block)]:
                    self._picture(picture, made)
                with_the_next(self.end.getprevious())
                run(self._paragraph("Quiet"), one_line(block.title))
            case Table():
                self._rows(block)

    def _paragraph(self, style: str) -> Any:
        return styled(before(self.end, "p"), self.ids[style])

    def _within(self, cell: Any, style: str) -> Any:
        return styled(added(cell, "p"), self.ids[style])

    def _writing(self, block: Writing) -> None:
        if block.label:
            run(self._paragraph("Label"), one_line(block.label))
        _write(self._paragraph("Quote"), block)

    def _bullets(self, block: Bullets) -> None:
        if block.title:
            run(self._paragraph("Label"), one_line(block.title))
        numbering = _numbered_anew(self.word) if block.ordered else None
        for item in block.items:
            paragraph = self._paragraph("List Number" if block.ordered else "List Bullet")
            if numbering is not None:
                counted(paragraph, numbering)
            self._spans(paragraph, item)

    def _terms(self, rows: Sequence[tuple[str, Text]]) -> None:
        sizes = [38, _PAGE - 38]
        table = self._table(sizes)
        for name, said in rows:
            first, second = row(table, sizes)
            run(self._within(first, "Quiet"), one_line(name))
            self._spans(self._within(second, "Cell"), said)
        self._after()

    def _picture(self, picture: Picture, made: bytes) -> None:
        share = picture.share * (picture.in_brief if self.brief else 1)
        drawn = self.word.part.new_pic_inline(io.BytesIO(made), width=Mm(_PAGE * share))
        drawn.docPr.set("descr", one_line(picture.words))
        drawn.docPr.set("title", one_line(picture.title))
        added(run(self._paragraph("Picture")), "drawing").append(drawn)

    def _rows(self, block: Table) -> None:
        run(self._paragraph("Caption"), one_line(block.caption))
        shares = widths(block)
        sizes = [_PAGE * width / sum(shares) for width in shares]
        table = self._table(sizes)
        for column, target in zip(block.columns, row(table, sizes, head=True), strict=True):
            run(_aligned(self._within(target, "Column"), column.numeric), one_line(column.name))
        for cells in block.rows:
            targets = row(table, sizes, whole=not is_long(cells))
            for target, cell, column in zip(targets, cells, block.columns, strict=True):
                self._fill(target, cell, numeric=column.numeric)
        self._after()

    def _fill(self, target: Any, cell: Cell, *, numeric: bool) -> None:
        if not cell:
            self._within(target, "Cell")
        for part in cell:
            paragraph = _aligned(self._within(target, "Cell"), numeric)
            if isinstance(part, Writing):
                _write(paragraph, part, labelled=True)
            else:
                self._spans(paragraph, part.text, quiet=part.tone == "quiet")

    def _table(self, sizes: Sequence[float]) -> Any:
        return table_of(self.end, sizes, self.ids["Report Table"])

    def _after(self) -> None:
        """Word joins tables that follow each other; a small gap keeps them apart."""
        self._paragraph("Gap")

    def _spans(self, paragraph: Any, said: Text, *, quiet: bool = False) -> None:
        for span in said:
            self._span(paragraph, span, quiet=quiet)

    def _span(self, paragraph: Any, span: Span, *, quiet: bool = False) -> None:
        if span.tone == "link":
            link = added(paragraph, "hyperlink")
            link.set(qn("r:id"), self._target(span.href))
            run(link, one_line(span.text), _LINK)
            return
        fights = span.tone == "verdict" and span.of == FIGHTS
        words = one_line(span.text) + (", fights the growth model" if fights else "")
        run(paragraph, words, _look(span, quiet=quiet))

    def _target(self, address: str) -> str:
        if address not in self.targets:
            kind = RELATIONSHIP_TYPE.HYPERLINK
            self.targets[address] = self.word.part.relate_to(address, kind, is_external=True)
        return self.targets[address]


def _drawn(document: Document) -> dict[int, list[tuple[Picture, bytes]]]:
    """Every picture of the document as PNG, by the block that it belongs to."""
    wanted = [
        (id(block), picture) for block in pictured(document.sections) for picture in pictures_for(block)
    ]
    made = pictures_of([(picture.svg, picture.ground) for _, picture in wanted])
    found: dict[int, list[tuple[Picture, bytes]]] = {}
    for (block, picture), body in zip(wanted, made, strict=True):
        found.setdefault(block, []).append((picture, body))
    return found


_LINK = Look(colour=RUBRIC, underlined=True)


def _look(span: Span, *, quiet: bool) -> Look:
    is_quiet = span.tone == "quiet" or quiet
    return Look(
        font=MONO if span.tone == "code" else "",
        bold=span.tone in {"strong", "verdict"},
        colour=QUIET if is_quiet else TONES[span.of] if span.tone == "verdict" else "",
    )


def _write(paragraph: Any, writing: Writing, *, labelled: bool = False) -> None:
    """What a person wrote, line for line."""
    if labelled and writing.label:
        run(paragraph, f"{one_line(writing.label)}: ", Look(bold=True))
    rtl = is_rtl(writing.text)
    for number, words in enumerate(kept(writing.text).split("\n")):
        run(paragraph, words, Look(italic=True, rtl=rtl), broken=number > 0)
    if rtl:
        from_the_right(paragraph)


def _aligned(paragraph: Any, numeric: bool) -> Any:
    if numeric:
        to_the_right(paragraph)
    return paragraph


def _numbered_anew(word: Word) -> int:
    """A numbering of its own that begins at one; without it every list would go on counting."""
    numbering = word.part.numbering_part.element
    style = word.styles["List Number"].element
    base = style.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(base).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _contents(paragraph: Any, titles: Sequence[str]) -> None:
    """A table of contents: the titles as they stand, until Word puts in the pages as it opens the file."""
    added(run(paragraph), "fldChar", fldCharType="begin", dirty="true")
    order = added(run(paragraph), "instrText")
    order.set(qn("xml:space"), "preserve")
    order.text = 'TOC \\o "1-2" \\h \\z \\u'
    added(run(paragraph), "fldChar", fldCharType="separate")
    for number, title in enumerate(titles):
        run(paragraph, title, broken=number > 0)
    added(run(paragraph), "fldChar", fldCharType="end")


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

"""The styles of a report as a Word document, so that whoever edits it changes a look in one place."""

from collections.abc import Callable, Iterator
from typing import Any, cast

from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

INK, SOFT, QUIET, RUBRIC = "1e1b16", "4a453a", "686151", "8a2b1c"
RULE, HAIR = "bfb49b", "dcd3bf"
SERIF, SANS, MONO = "Georgia", "Calibri", "Consolas"


def set_styles(word: Word, *, brief: bool) -> None:
    """Paper, and every style that the report uses."""
    page = word.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(21)
    page.top_margin = page.bottom_margin = Mm(14 if brief else 22)
    page.header_distance = page.footer_distance = Mm(6 if brief else 11)
    scale = 0.82 if brief else 1.0
    known = {str(style.name) for style in word.styles}
    for shape in _styles():
        shape(word, known, scale)
    _table_style(word)


def _styles() -> Iterator[Callable[[Word, set[str], float], None]]:
    yield _shaped("Normal", SERIF, 10.5, INK, after=6)
    yield _shaped("Subtitle", SERIF, 12, SOFT, after=2)
    yield _shaped("Title", SERIF, 25, INK, after=10)
    yield _shaped("Heading 1", SERIF, 18, INK, before=20, after=8)
    yield _shaped("Heading 2", SERIF, 14, INK, before=14, after=5)
    yield _shaped("Heading 3", SERIF, 11.5, INK, before=10, after=4)
    yield _shaped("Lead", SERIF, 13.5, INK, after=8)
    yield _shaped("Quiet", SANS, 9, QUIET, after=4)
    yield _shaped("Label", SANS, 9, SOFT, before=6, after=3, bold=True)
    yield _shaped("Caption", SANS, 9, SOFT, before=8, after=3, bold=True)
    yield _shaped("Quote", SERIF, 10.5, SOFT, after=8, indent=4)
    yield _shaped("Cell", SANS, 9, INK, after=2)
    yield _shaped("Column", SANS, 9, QUIET, after=2, bold=True)
    yield _shaped("Gap", SANS, 4, INK, after=0)
    yield _shaped("Picture", SANS, 4, INK, before=4, after=4)
    yield _shaped("List Bullet", SERIF, 10.5, INK, after=3)
    yield _shaped("List Number", SERIF, 10.5, INK, after=3)


def _shaped(
    name: str, font: str, size: float, colour: str, *, before: float = 0, after: float = 0, bold: bool = False,
    indent: float = 0,
) -> Callable[[Word, set[str], float], None]:  # fmt: skip
    def apply(word: Word, known: set[str], scale: float) -> None:
        style: Any = (
            word.styles[name] if name in known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        )
        style.font.name = font
        _every_script(style, font)
        style.font.size = Pt(round(size * scale * 2) / 2)
        style.font.bold, style.font.italic = bold, name == "Quote"
        style.font.color.rgb = RGBColor.from_string(colour.upper())
        for line in style.element.pPr.findall(qn("w:pBdr")) if style.element.pPr is not None else ():
            style.element.pPr.remove(line)
        style.paragraph_format.space_before = Pt(before * scale)
        style.paragraph_format.space_after = Pt(after * scale)
        if name.startswith("Heading") or name in {"Caption", "Label"}:
            style.paragraph_format.keep_with_next = True
        if indent:
            style.paragraph_format.left_indent = Mm(indent)

    return apply


def _every_script(style: Any, font: str) -> None:
    """The template names fonts by theme; the report's own count for every script that they have."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), font)


def _table_style(word: Word) -> None:
    """Hair lines between rows, stronger ones around; no fill."""
    style = word.styles.add_style("Report Table", WD_STYLE_TYPE.TABLE)
    style.base_style = word.styles["Normal Table"]
    borders = OxmlElement("w:tblBorders")
    for side, colour, size in (("top", INK, "6"), ("bottom", RULE, "4"), ("insideH", HAIR, "4")):
        border = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", "40"), ("left", "0"), ("bottom", "20"), ("right", "110")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = OxmlElement("w:tblPr")
    properties.append(borders)
    properties.append(margins)
    cast(Any, style.element).append(properties)

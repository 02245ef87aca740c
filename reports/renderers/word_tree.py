"""The elements of a Word document, written in the order that the format asks for.

python-docx finds the place of every element among its siblings, and every style by searching all of them: some
ten thousand times in a report. Written in order, top down, nothing has to be looked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.shared import Mm

_W = f"{{{nsmap['w']}}}"
_SPACE = qn("xml:space")


@dataclass(frozen=True)
class Look:
    """How a run of words differs from its paragraph. `colour` is six hexadecimal digits."""

    font: str = ""
    bold: bool = False
    italic: bool = False
    colour: str = ""
    underlined: bool = False
    rtl: bool = False


PLAIN = Look()


def added(parent: Any, name: str, **attributes: str) -> Any:
    """A new last child. The parent is part of the document already, so that it shares its namespaces."""
    child = _made(parent, name, **attributes)
    parent.append(child)
    return child


def before(sibling: Any, name: str) -> Any:
    """A new element in front of another."""
    child = _made(sibling, name)
    sibling.addprevious(child)
    return child


def _made(near: Any, name: str, **attributes: str) -> Any:
    return near.makeelement(_W + name, {_W + key: value for key, value in attributes.items()})


def styled(paragraph: Any, style: str) -> Any:
    """A new paragraph's style, by its id."""
    added(added(paragraph, "pPr"), "pStyle", val=style)
    return paragraph


def run(paragraph: Any, words: str = "", look: Look = PLAIN, *, broken: bool = False) -> Any:
    """Words in one look, on a line of their own if `broken`."""
    made = added(paragraph, "r")
    if look != PLAIN:
        _looking(added(made, "rPr"), look)
    if broken:
        added(made, "br")
    if words:
        text = added(made, "t")
        text.text = words
        if words != words.strip():
            text.set(_SPACE, "preserve")
    return made


def _looking(properties: Any, look: Look) -> None:
    if look.font:
        added(properties, "rFonts", ascii=look.font, hAnsi=look.font)
    if look.bold:
        added(properties, "b")
    if look.italic:
        added(properties, "i")
    if look.colour:
        added(properties, "color", val=look.colour.removeprefix("#").upper())
    if look.underlined:
        added(properties, "u", val="single")
    if look.rtl:
        added(properties, "rtl")


def with_the_next(paragraph: Any) -> None:
    """A paragraph on the same page as what follows. Its style is set, and nothing else yet."""
    added(paragraph.pPr, "keepNext")


def to_the_right(paragraph: Any) -> None:
    added(paragraph.pPr, "jc", val="right")


def from_the_right(paragraph: Any) -> None:
    """A paragraph whose lines run from right to left."""
    added(paragraph.pPr, "bidi")


def counted(paragraph: Any, numbering: int) -> None:
    """An item of an ordered list."""
    properties = added(paragraph.pPr, "numPr")
    added(properties, "ilvl", val="0")
    added(properties, "numId", val=str(numbering))


def table(near: Any, sizes: Sequence[float], style: str) -> Any:
    """A table without rows in front of `near`: fixed columns of these widths in millimetres."""
    made = before(near, "tbl")
    properties = added(made, "tblPr")
    added(properties, "tblStyle", val=style)
    added(properties, "tblW", type="auto", w="0")
    added(properties, "jc", val="left")
    added(properties, "tblLayout", type="fixed")
    added(
        properties, "tblLook", firstColumn="1", firstRow="1", lastColumn="0", lastRow="0", noHBand="0", noVBand="1",
        val="04A0",
    )  # fmt: skip
    grid = added(made, "tblGrid")
    for size in sizes:
        added(grid, "gridCol", w=_twips(size))
    return made


def row(table: Any, sizes: Sequence[float], *, head: bool = False, whole: bool = False) -> list[Any]:
    """The cells of a new row, still without the paragraph that each must have.

    The head is shown again on every page and read out as the names of the columns; a whole row does not break.
    """
    made = added(table, "tr")
    if head or whole:
        added(added(made, "trPr"), "tblHeader" if head else "cantSplit")
    return [_cell(made, _twips(size)) for size in sizes]


def _cell(row: Any, width: str) -> Any:
    made = added(row, "tc")
    added(added(made, "tcPr"), "tcW", type="dxa", w=width)
    return made


def _twips(millimetres: float) -> str:
    return str(Mm(millimetres).twips)

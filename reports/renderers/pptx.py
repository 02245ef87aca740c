"""The report as a deck of slides: native shapes and charts that can be changed, conclusions as titles, notes.

The same document gives the same bytes: every date in the file is the document’s own.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches

from evaluations.pictures import Canvas
from evaluations.pictures.canvas import Box
from evaluations.pictures.constraint_map import Mark
from evaluations.scoring.constants import BAR_HIGH, BAR_LOW
from evaluations.scoring.method1.result import Result
from evaluations.scoring.method2 import Result as Result2
from evaluations.vocabulary import DESIGN_IN_FIRST, FIGHTS, FIND_OUT_FIRST, PARK, RELIEVE_FIRST, SCALE
from evaluations.wording import show_score
from reports.document.comparison_deck import deck_of_comparison
from reports.document.deck import deck_of
from reports.document.material import material_of
from reports.frozen_comparison import FrozenComparison
from reports.renderers.pictures import drawn
from reports.renderers.plain import one_line
from reports.renderers.slide_charts import PLOT, chart
from reports.renderers.slide_shapes import (
    INK,
    INSET,
    LEFT,
    PAPER,
    QUIET,
    RIGHT,
    RUBRIC,
    RULE,
    SANS,
    SERIF,
    SHEET,
    SOFT,
    WIDE,
    Run,
    describe,
    fill,
    fitting,
    fitting_all,
    height_of,
    mark,
    rect,
    rgb,
    rule,
    table,
    text,
    tone_of,
)
from reports.rendering import Rendering
from reports.slides import Charted, Deck, Figure, Listed, Mapped, Slide, Statement, Tables

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_TOP, _BOTTOM = 1.95, 6.92
_TITLE_ONLY = 5
_IN_NOTES = "In full in the notes of this slide."
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def render_pptx(rendering: Rendering) -> bytes:
    """Six to ten slides, 16:9."""
    deck = _deck(rendering)
    made = datetime.fromisoformat(rendering.frozen.date).replace(tzinfo=None, microsecond=0)
    show = Presentation()
    show.slide_width, show.slide_height = Inches(13.333), Inches(7.5)
    _dress(show)
    for number, slide in enumerate(deck.slides, start=1):
        _add(show, deck, slide, number, made)
    _describe(show, deck, made)
    file = io.BytesIO()
    show.save(file)
    return _packed(file)


def _deck(rendering: Rendering) -> Deck:
    frozen, result = rendering.frozen, rendering.result
    if isinstance(frozen, FrozenComparison):
        return deck_of_comparison(frozen, rendering.document_sha256)
    assert isinstance(result, Result | Result2)
    return deck_of(material_of(frozen, result, rendering.document_sha256))


def _describe(show: Any, deck: Deck, made: datetime) -> None:
    known = show.core_properties
    known.title, known.author, known.last_modified_by = one_line(deck.title)[:255], "distmap", "distmap"
    known.created = known.modified = made


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


# The house’s look, on master and layout, so that a new slide has it too


def _dress(show: Any) -> None:
    _set_theme(show)
    _drop_thumbnail(show)
    ground = show.slide_master.background.fill
    ground.solid()
    ground.fore_color.rgb = rgb(PAPER)
    unused = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
    for layout in show.slide_layouts:
        for holder in list(layout.placeholders):
            if holder.placeholder_format.type in unused:
                holder._element.getparent().remove(holder._element)
    _draw_border(show)


def _drop_thumbnail(show: Any) -> None:
    """The library’s template has a picture of itself, which folders would show for every deck."""
    package = show.part.package
    for key, found in list(package._rels.items()):
        if found.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package._rels.pop(key)


def _set_theme(show: Any) -> None:
    part = next(
        found.target_part
        for found in show.slide_master.part.rels.values()
        if found.reltype.endswith("/theme")
    )
    theme = etree.fromstring(part.blob)
    for tag, face in (("majorFont", SERIF), ("minorFont", SANS)):
        theme.find(f".//{_A}{tag}/{_A}latin").set("typeface", face)
    scheme = theme.find(f".//{_A}clrScheme")
    scheme.set("name", "distmap")
    tones = [tone_of(key) for key in (SCALE, RELIEVE_FIRST, DESIGN_IN_FIRST, FIND_OUT_FIRST, PARK)]
    accents = {f"accent{place}": tone for place, tone in enumerate([RUBRIC, *tones], start=1)}
    for slot, colour in ({"dk1": INK, "lt1": SHEET, "dk2": SOFT, "lt2": PAPER} | accents).items():
        found = scheme.find(_A + slot)
        for child in list(found):
            found.remove(child)
        etree.SubElement(found, f"{_A}srgbClr").set("val", colour)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _draw_border(show: Any) -> None:
    """The neat line of a map sheet, drawn on a slide and moved to the layout, which can be drawn on no other way."""
    layout = show.slide_layouts[_TITLE_ONLY]
    slide = show.slides.add_slide(layout)
    step = WIDE / 12
    made = [
        rect(
            slide.shapes,
            (LEFT + step * place, 0.36, step, 0.05),
            fill=SHEET if place % 2 else INK,
            stroke=INK,
            width=0.5,
            name="border",
        )
        for place in range(12)
    ]
    made.append(rule(slide.shapes, (LEFT, 7.02, RIGHT, 7.02), RULE, name="border"))
    for place, shape in enumerate(made, start=100):
        shape._element.xpath(".//p:cNvPr")[0].set("id", str(place))
        layout.shapes._spTree.append(shape._element)
    listed = show.slides._sldIdLst
    show.part.drop_rel(listed[0].rId)
    listed.remove(listed[0])


# One slide


def _add(show: Any, deck: Deck, slide: Slide, number: int, made: datetime) -> None:
    page = show.slides.add_slide(show.slide_layouts[_TITLE_ONLY])
    title = page.shapes.title
    at = (LEFT, 0.55, WIDE - 0.4, 0.98)
    title.left, title.top, title.width, title.height = map(Inches, at)
    size = fitting(slide.title, at[2], at[3], (28, 24, 21, 18, 16, 14)) or 12
    fill(title.text_frame, [[Run(slide.title, size, SERIF)]])
    if slide.shows:
        text(
            page.shapes,
            (LEFT, 1.55, WIDE, 0.28),
            [[Run(slide.shows, 13, colour=QUIET)]],
            name="what this shows",
        )
    left_over = _BODIES[type(slide.body)](page.shapes, slide.body, made)
    text(page.shapes, (LEFT, 7.09, 10.7, 0.22), [[Run(_footed(deck.foot), 9, colour=QUIET)]], name="footer")
    said = [[Run(f"{number} of {len(deck.slides)}", 9, colour=QUIET)]]
    text(page.shapes, (RIGHT - 1.2, 7.09, 1.2, 0.22), said, align="r", name="page")
    notes = [one_line(line) for line in [*left_over, *slide.notes.split("\n")] if line.strip()]
    page.notes_slide.notes_text_frame.text = "\n".join(notes)


def _footed(foot: str) -> str:
    """The footer on its one line: of long names the middle is left out, the digest never."""
    most = 150
    if len(foot) <= most:
        return foot
    *names, day, method, inputs = foot.split(" · ")
    rest = " · ".join((day, method, inputs))
    return f"{' · '.join(names)[: most - len(rest) - 4].rstrip()}… · {rest}"


def _said(
    shapes: Any, at: tuple[float, float, float, float], words: str, sizes: Sequence[float], **look: Any
) -> list[str]:
    """Words in full at the largest size that has room. Where none has, the notes have them whole, and it is said."""
    size = fitting(words, at[2], at[3], sizes)
    if size is None:
        text(shapes, at, [[Run(_IN_NOTES, sizes[-1], colour=RUBRIC)]])
        return [words]
    text(shapes, at, [[Run(words, size, **look)]])
    return []


def _statement(shapes: Any, told: Statement, made: datetime) -> list[str]:
    if told.verdict:
        mark(shapes, told.verdict.verdict, LEFT + 0.13, 1.83, 0.24)
        paras = [
            [
                Run(told.verdict.text, 14, colour=tone_of(told.verdict.verdict), bold=True),
                Run(told.line if told.line.startswith(",") else f". {told.line}", 14, colour=SOFT),
            ]
        ]
        text(shapes, (LEFT + 0.38, 1.7, WIDE - 0.4, 0.3), paras)
    else:
        text(shapes, (LEFT, 1.7, WIDE, 0.3), [[Run(told.line, 14, colour=SOFT)]])
    left_over = _condition(shapes, told)
    column = WIDE / 3
    size = fitting_all([figure.says for figure in told.figures], column - 0.35, 0.95, (16, 14, 12.5, 11, 10))
    for place, figure in enumerate(told.figures):
        _figure(shapes, figure, LEFT + place * column, column, size)
    if told.facts:
        rule(shapes, (LEFT, 6.3, RIGHT, 6.3), RULE)
    for place, (name, value) in enumerate(told.facts):
        size = fitting(value, column - 0.2, 0.3, (14, 12, 10)) or 9
        paras = [[Run(name, 11, colour=QUIET)], [Run(value, size, bold=True)]]
        text(shapes, (LEFT + place * column, 6.38, column - 0.2, 0.55), paras)
    return left_over


def _condition(shapes: Any, told: Statement) -> list[str]:
    high = 1.5
    rect(shapes, (LEFT, 2.2, WIDE, high), fill=INSET, name="ground")
    rect(shapes, (LEFT, 2.2, 0.06, high), fill=RUBRIC, name="rule")
    wide = 7.4 if told.beside else WIDE - 0.6
    text(shapes, (LEFT + 0.28, 2.3, wide, 0.22), [[Run(told.label, 12, colour=RUBRIC, bold=True)]])
    sizes = (20, 18, 16, 14, 12, 11)
    left_over = _said(shapes, (LEFT + 0.28, 2.55, wide, high - 0.42), told.words, sizes, face=SERIF)
    if told.beside:
        text(shapes, (LEFT + 8.1, 2.3, 3.6, 0.22), [[Run(told.beside_label, 12, colour=QUIET)]])
        at = (LEFT + 8.1, 2.55, 3.6, high - 0.42)
        left_over += _said(shapes, at, told.beside, (16, 14, 12, 11, 10), face=SERIF)
    return left_over


def _figure(shapes: Any, told: Figure, x: float, column: float, size: float) -> None:
    wide = column - 0.35
    rule(shapes, (x, 3.95, x + wide, 3.95), INK, 1)
    text(shapes, (x, 4.0, wide, 0.75), [[Run(told.number, 40), Run(f" {told.of}", 20)]])
    text(shapes, (x, 4.78, wide, 0.95), [[Run(told.says, size, SERIF)]])
    size = fitting(told.rests_on, wide, 0.2, (11, 10)) or 9
    text(shapes, (x, 5.85, wide, 0.35), [[Run(told.rests_on, size, colour=QUIET)]])


# The map

_MAP = (1.35, 2.02, 7.2, 4.4)
_MOST_NAMED, _LONGEST = 8, 34
_ALIGNED = {"start": "l", "middle": "c", "end": "r"}


def _mapped(shapes: Any, told: Mapped, made: datetime) -> list[str]:
    marks = told.picture.marks
    named = len(marks) <= _MOST_NAMED and all(len(found.name) <= _LONGEST for found in marks)
    # One unit of this canvas is a point of the slide.
    sheet = Canvas(
        name="slide",
        width=round(_MAP[2] * 72),
        height=round(_MAP[3] * 72),
        plot=Box(left=0, top=0, right=_MAP[2] * 72, bottom=_MAP[3] * 72),
        mark=19,
        cap=4,
        neat=0,
        named=named,
        ticks=(),
        shores=(),
        contours=(),
        room=24,
        gaps=(6.0, 12.0, 22.0, 34.0, 48.0),
        led_from=0,
    )
    _ground(shapes)
    for found in drawn(told.picture, sheet).marks:
        _marked(shapes, found, is_decided=found.point.key == told.decided, named=named)
    _key(shapes, told, named)
    return []


def _x(fit: float) -> float:
    return _MAP[0] + fit * _MAP[2]


def _y(support: float) -> float:
    return _MAP[1] + (1 - support) * _MAP[3]


def _at(x: float, y: float) -> tuple[float, float]:
    """Of the canvas’s points, in inches on the slide."""
    return _MAP[0] + x / 72, _MAP[1] + y / 72


def _ground(shapes: Any) -> None:
    bar = BAR_HIGH
    zones = (
        ("zone: fit not there yet", 0.0, bar, 0.0, 1.0, SHEET),
        ("zone: ready to scale", bar, 1.0, bar, 1.0, "E1EBDC"),
        ("zone: constraint first", bar, 1.0, 0.0, bar, "F1E5CB"),
    )
    for name, left, right, low, high, colour in zones:
        at = (_x(left), _y(high), _x(right) - _x(left), _y(low) - _y(high))
        rect(shapes, at, fill=colour, name=name)
    rule(shapes, (_x(bar), _y(1), _x(bar), _y(0)), SOFT, 1, name="line: fit is enough")
    rule(shapes, (_x(bar), _y(bar), _x(1), _y(bar)), SOFT, 1, name="line: support is enough")
    rule(
        shapes,
        (_x(0), _y(BAR_LOW), _x(bar), _y(BAR_LOW)),
        QUIET,
        dashed=True,
        name="line: designing in can help",
    )
    rect(shapes, _MAP, stroke=INK, width=1, name="frame")
    for value in (0, 0.25, BAR_LOW, 0.5, bar, 0.8, 1):
        said = [[Run(f"{value:g}" if value in {0, 1} else show_score(value), 10, colour=QUIET)]]
        rule(shapes, (_x(value), _y(0), _x(value), _y(0) + 0.05), name="tick")
        text(shapes, (_x(value) - 0.3, _y(0) + 0.06, 0.6, 0.2), said, align="c", name="tick")
        rule(shapes, (_MAP[0] - 0.05, _y(value), _MAP[0], _y(value)), name="tick")
        text(shapes, (_MAP[0] - 0.52, _y(value) - 0.09, 0.42, 0.2), said, align="r", name="tick")
    text(
        shapes,
        (_MAP[0], _y(0) + 0.25, _MAP[2], 0.22),
        [[Run("Fit: market and product suit the path →", 11, colour=SOFT)]],
    )
    upward = text(
        shapes, (LEFT - 1.72, 4.1, 3.8, 0.22), [[Run("Support: the company can carry it →", 11, colour=SOFT)]]
    )
    upward.rotation = -90
    for x, y, word in (
        (_x(0) + 0.08, _y(0) - 0.27, "Fit not there yet"),
        (_x(bar) + 0.08, _y(1) + 0.05, "Ready to scale"),
        (_x(bar) + 0.08, _y(0) - 0.27, "Constraint first"),
    ):
        text(shapes, (x, y, 2.2, 0.25), [[Run(word, 12, SERIF, SOFT, italic=True)]], name="zone")


def _marked(shapes: Any, found: Mark, *, is_decided: bool, named: bool) -> None:
    """Ranges, line to the name, mark and name of one path in one group: they are moved together."""
    group = shapes.add_group_shape()
    group.name = f"path: {one_line(found.point.name)}"
    describe(group, found.said)
    inside, point = group.shapes, found.point
    verdict = FIGHTS if point.fights else point.verdict
    tone = tone_of(verdict)
    (x, y), (middle_x, middle_y) = _at(found.x, found.y), _at(found.middle_x, found.middle_y)
    _ranged(inside, found, x, y, tone)
    if found.tether:
        rule(inside, (x, y, middle_x, middle_y), tone, 0.5, name="tether")
    if found.lead:
        ends = (*_at(found.lead.x1, found.lead.y1), *_at(found.lead.x2, found.lead.y2))
        rule(inside, ends, INK, 0.5, name="leader")
    if is_decided:
        ring = (middle_x - 0.22, middle_y - 0.22, 0.44, 0.44)
        rect(inside, ring, stroke=INK, width=1.5, kind=MSO_SHAPE.OVAL, name="ring: decided here")
    mark(inside, verdict, middle_x, middle_y, 0.25, f"mark: {one_line(point.name)}")
    for place, words in enumerate(found.lines):
        look = Run(words.text, 10, colour=tone, bold=True) if place else Run(words.text, 12, SERIF, bold=True)
        wide, (left, base) = 2.8, _at(words.x, words.y)
        left -= {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
        at = (left, base - 0.16, wide, 0.18)
        text(inside, at, [[look]], align=_ALIGNED[words.anchor], name="name")


def _ranged(inside: Any, found: Mark, x: float, y: float, tone: str) -> None:
    """How far fit and support still reach, with caps at their ends."""
    point, dashed = found.point, found.point.verdict == FIND_OUT_FIRST
    left, right = _x(point.fit[0]), _x(point.fit[2])
    low, high = _y(point.support[0]), _y(point.support[2])
    if right - left > 0.01:
        rule(inside, (left, y, right, y), tone, 2, dashed=dashed, name="range of fit")
        for end in (left, right):
            rule(inside, (end, y - 0.05, end, y + 0.05), tone, 1.25, name="end")
    if low - high > 0.01:
        rule(inside, (x, low, x, high), tone, 2, dashed=dashed, name="range of support")
        for end in (low, high):
            rule(inside, (x - 0.05, end, x + 0.05, end), tone, 1.25, name="end")


def _key(shapes: Any, told: Mapped, named: bool) -> None:
    """What the verdicts say to do; where names have no room on the map, its numbers with names and verdicts."""
    left, top, bottom = 9.0, 2.02, 6.75
    if not named:
        _numbers(shapes, told, left, top, bottom)
        return
    high = (bottom - top) / max(len(told.key), 5)
    for place, row in enumerate(told.key):
        y = top + place * high
        rule(shapes, (left, y, RIGHT, y), RULE if place else INK, 0.75 if place else 1)
        mark(shapes, row.verdict, left + 0.13, y + 0.26, 0.22)
        size = fitting(row.words, RIGHT - left - 0.4, high - 0.4, (13, 12, 11, 10)) or 9
        paras = [[Run(row.head, 12.5, colour=tone_of(row.verdict), bold=True)], [Run(row.words, size, SERIF)]]
        text(shapes, (left + 0.4, y + 0.1, RIGHT - left - 0.4, high - 0.15), paras)


def _numbers(shapes: Any, told: Mapped, left: float, top: float, bottom: float) -> None:
    marks = told.picture.marks
    high = min((bottom - top) / len(marks), 0.6)
    for number, found in enumerate(marks, start=1):
        y = top + (number - 1) * high
        verdict = FIGHTS if found.fights else found.verdict
        mark(shapes, verdict, left + 0.42, y + high / 2, min(0.2, high * 0.6))
        size = fitting(found.name, RIGHT - left - 0.65, high, (12, 11, 10, 9, 8, 7)) or 6
        text(
            shapes,
            (left, y, 0.25, high),
            [[Run(str(number), min(12, high * 48), bold=True)]],
            align="r",
            anchor="m",
        )
        text(
            shapes, (left + 0.65, y, RIGHT - left - 0.65, high), [[Run(found.name, size, SERIF)]], anchor="m"
        )


# Tables, charts, lists


def _tables(shapes: Any, told: Tables, made: datetime) -> list[str]:
    room = 0.55 if told.below else 0.0
    each = (_BOTTOM - _TOP - room) / len(told.grids)
    y = _TOP
    for place, grid in enumerate(told.grids):
        if place:
            text(shapes, (LEFT, y, WIDE, 0.35), [[Run(grid.name, 18, SERIF)]])
            y += 0.38
        y += (
            table(
                shapes,
                grid,
                (LEFT, y, WIDE),
                _BOTTOM - room - y if place else each + 0.6 * (len(told.grids) > 1),
            )
            + 0.3
        )
    if not told.below:
        return []
    rule(shapes, (LEFT, y + 0.02, RIGHT, y + 0.02), INK, 1)
    return _said(
        shapes, (LEFT, y + 0.1, WIDE, _BOTTOM - y - 0.1), told.below, (16, 14, 12, 11, 10, 9), face=SERIF
    )


def _charted(shapes: Any, told: Charted, made: datetime) -> list[str]:
    match told.kind:
        case "ranges":
            return _with_rows(shapes, told, made)
        case "columns":
            chart(shapes, told, (LEFT - 0.1, 1.95, WIDE + 0.2, 3.3), made)
            return _in_columns(shapes, told)
    wide = 7.1 if told.items or told.beside else WIDE + 0.1
    chart(shapes, told, (LEFT - 0.1, 1.95, wide, 4.95), made)
    return _beside(shapes, told, 8.0) if wide < WIDE else []


def _with_rows(shapes: Any, told: Charted, made: datetime) -> list[str]:
    """Bars with the line from which on it is enough, and the figures of each beside it."""
    at = (LEFT - 0.1, 2.28, 6.9, 4.2)
    chart(shapes, told, at, made)
    line = at[0] + at[2] * (PLOT[0] + PLOT[2] * BAR_HIGH)
    low, high = at[1] + at[3] * PLOT[1], at[1] + at[3] * (PLOT[1] + PLOT[3])
    rule(shapes, (line, low, line, high), INK, 1.25, dashed=True, name="enough")
    text(
        shapes, (line - 0.6, low - 0.2, 1.2, 0.2), [[Run(show_score(BAR_HIGH), 10.5, colour=SOFT)]], align="c"
    )
    columns = (
        ("Verdict", 8.1, 2.2, "l"),
        ("Fit", 10.15, 0.55, "r"),
        ("Support", 10.75, 0.8, "r"),
        ("First", 11.6, 1.03, "r"),
    )
    for name, x, wide, align in columns:
        text(shapes, (x, low - 0.2, wide, 0.2), [[Run(name, 11, colour=QUIET)]], align=align)
    step = (high - low) / len(told.labels)
    size = min(12.5, step * 34)
    for place, (verdict, label) in enumerate(zip(told.verdicts, told.labels, strict=True)):
        y = low + step * (place + 0.5)
        word, sure, *figures = label.split("\n")
        mark(shapes, verdict, 7.86, y, min(0.22, step * 0.6))
        paras = [
            [Run(word, size, colour=tone_of(verdict), bold=True)],
            *([[Run(sure, size * 0.8, colour=QUIET)]] if sure else []),
        ]
        text(shapes, (8.1, y - step / 2, 2.1, step), paras, anchor="m")
        for (_, x, wide, _), figure in zip(columns[1:], figures, strict=True):
            text(shapes, (x, y - step / 2, wide, step), [[Run(figure, size)]], align="r", anchor="m")
    return _said(shapes, (LEFT, 6.52, WIDE, 0.42), told.below, (12.5, 11, 10, 9)) if told.below else []


def _in_columns(shapes: Any, told: Charted) -> list[str]:
    text(shapes, (LEFT, 5.28, WIDE, 0.22), [[Run(told.below, 11, colour=QUIET)]])
    column = WIDE / 3
    for place, (head, says) in enumerate(told.items):
        x, wide = LEFT + place * column, column - 0.35
        rule(shapes, (x, 5.62, x + wide, 5.62), INK, 1)
        size = fitting(says, wide, 0.9, (13.5, 12, 11, 10)) or 9
        paras = [[Run(head, 13.5, SERIF, bold=True)], [Run(says, size, SERIF)]]
        text(shapes, (x, 5.7, wide, 1.2), paras, space=2)
    return []


def _beside(shapes: Any, told: Charted, x: float) -> list[str]:
    wide, left_over = RIGHT - x, []
    rule(shapes, (x, 2.06, RIGHT, 2.06), INK, 1)
    text(shapes, (x, 2.12, wide, 0.35), [[Run(told.beside, 18, SERIF)]])
    bottom = 5.9 if told.below else 6.85
    y = 2.6
    each = (bottom - y) / max(len(told.items), 1) - 0.4
    same = fitting_all([says for _, says in told.items], wide, each, (14, 12.5, 11.5, 10.5, 9.5))
    for place, (head, says) in enumerate(told.items):
        room = (bottom - y) / (len(told.items) - place)
        size = fitting(head, wide, 0.5, (14.5, 13, 11)) or 10
        tall = height_of(head, size, wide)
        text(shapes, (x, y, wide, tall), [[Run(head, size, SERIF, bold=True)]])
        left_over += _said(shapes, (x, y + tall, wide, room - tall - 0.1), says, (same, 9.5, 8.5), face=SERIF)
        y += room
    if told.below:
        rule(shapes, (x, 5.95, RIGHT, 5.95), RULE)
        left_over += _said(shapes, (x, 6.02, wide, 0.9), told.below, (14, 12, 11, 10), face=SERIF)
    return left_over


def _listed(shapes: Any, told: Listed, made: datetime) -> list[str]:
    wide = 7.1 if told.sheet else WIDE
    top, left_over = (1.7, [])
    step = min((_BOTTOM - top) / max(len(told.sentences), 1), 1.2)
    size = fitting_all(told.sentences, wide - 0.6, step - 0.15, (16.5, 14, 12, 11, 10, 9))
    for place, sentence in enumerate(told.sentences):
        y = top + place * step
        rule(shapes, (LEFT, y, LEFT + wide, y), RULE if place else INK, 0.75 if place else 1)
        text(shapes, (LEFT, y + 0.1, 0.5, 0.4), [[Run(str(place + 1), 18, colour=RUBRIC)]])
        at = (LEFT + 0.55, y + 0.1, wide - 0.6, step - 0.15)
        left_over += _said(shapes, at, sentence, (size, 9), face=SERIF)
    if told.sheet:
        _sheet(shapes, told)
    return left_over


def _sheet(shapes: Any, told: Listed) -> None:
    x = 8.35
    rect(shapes, (x, 1.7, RIGHT - x, 5.1), fill=SHEET, stroke=INK, width=1, name="sheet")
    text(shapes, (x + 0.3, 1.88, RIGHT - x - 0.6, 0.4), [[Run(told.sheet, 20, SERIF)]])
    paras = [[Run(words, 13, SERIF)] for words in told.says]
    text(shapes, (x + 0.3, 2.35, RIGHT - x - 0.6, 2.2), paras, space=7)
    rule(shapes, (x + 0.3, 4.8, RIGHT - 0.3, 4.8), RULE)
    for place, (name, value) in enumerate(told.facts):
        y = 4.9 + place * 0.3
        size = fitting(value, 2.2, 0.26, (12, 10, 8)) or 7
        text(shapes, (x + 0.3, y, 1.5, 0.25), [[Run(name, 12, colour=QUIET)]])
        text(shapes, (x + 1.8, y, 2.3, 0.25), [[Run(value, size, bold=True)]])


_BODIES: dict[type, Any] = {
    Statement: _statement,
    Mapped: _mapped,
    Tables: _tables,
    Charted: _charted,
    Listed: _listed,
}

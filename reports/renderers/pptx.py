"""The report as a deck of slides: native shapes and charts that can be changed, conclusions as titles, notes.

The same document gives the same bytes: every date in the file is the document’s own.
"""

import io
import zipfile
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
from reports.renderers.slide_bodies import draw_chart, draw_list, draw_statement, draw_tables
from reports.renderers.slide_shapes import (
    INK,
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
    mark,
    rect,
    rgb,
    rule,
    text,
    tone_of,
)
from reports.rendering import Rendering
from reports.slides import Charted, Deck, Listed, Mapped, Slide, Statement, Tables

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_TITLE_ONLY = 5
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


_BODIES: dict[type, Any] = {
    Statement: draw_statement,
    Mapped: _mapped,
    Tables: draw_tables,
    Charted: draw_chart,
    Listed: draw_list,
}

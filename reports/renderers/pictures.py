"""The pictures of a report as SVG files: the page's own drawing, with literal colours and fonts.

A reader of SVG files knows no stylesheet of ours and no variables, so each file carries picture.css.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from evaluations.pictures import WIDE, Canvas, Point, constraint_map
from evaluations.pictures import ConstraintMap as Drawn
from evaluations.vocabulary import DESIGN_IN_FIRST, FIND_OUT_FIRST, NOT_APPLICABLE, PARK, RELIEVE_FIRST, SCALE
from reports.blocks import ConstraintMap, Mark

TONES = {
    SCALE: "#034c3b",
    RELIEVE_FIRST: "#8f5606",
    DESIGN_IN_FIRST: "#2b559c",
    FIND_OUT_FIRST: "#7a3a70",
    PARK: "#6b6557",
    "fights": "#6b6557",
    NOT_APPLICABLE: "#686151",
}
"""The colour of each verdict on paper."""

_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
_SYMBOL = re.compile(r'<symbol id="i-([a-z_]+)"[^>]*>(.*?)</symbol>', re.DOTALL)
_PATTERNS = re.compile(r"<pattern .*?</pattern>", re.DOTALL)
_MARK = re.compile(
    r'<use class="map__mark" href="#i-([a-z_]+)" x="([^"]+)" y="([^"]+)" width="([^"]+)"[^>]*/>'
)
_SYMBOL_SIZE = 20
_STYLE = "picture.css"


@dataclass(frozen=True)
class Picture:
    """A picture on paper: the file, its title, what it shows in words, the share of the page's width that it takes
    (and what part of that in a report in brief), and the ground it stands on."""

    svg: str
    title: str
    words: str
    share: float = 1.0
    in_brief: float = 0.88
    ground: str = "#ffffff"


def drawn(block: ConstraintMap, sheet: Canvas) -> Drawn:
    """The map's geometry, as the page has it."""
    return constraint_map([_point(number, mark) for number, mark in enumerate(block.marks, start=1)], sheet)


def _point(number: int, mark: Mark) -> Point:
    return Point(
        number=number, key=mark.key, name=mark.name, verdict=mark.verdict, word=mark.word,
        fights=mark.fights, fit=mark.fit, support=mark.support, figures=mark.figures,
    )  # fmt: skip


def map_picture(block: ConstraintMap) -> Picture:
    """The constraint map for paper."""
    return Picture(map_svg(block), block.title, map_words(block), in_brief=2 / 3, ground="#fbf8f0")


def map_svg(block: ConstraintMap) -> str:
    """The constraint map as a file."""
    text = render_to_string("reports/document/_sheet.html", {"picture": drawn(block, WIDE)})
    return as_file(text, _STYLE)


def as_file(drawing: str, style: str) -> str:
    """A page's drawing as a file of its own, with the rules of that name beside this module."""
    body = _MARK.sub(_placed, drawing.strip())
    return body.replace("<svg", f"{_HEAD}", 1).replace(">", f">{_rules(style)}", 1)


def map_words(block: ConstraintMap) -> str:
    """What the picture shows, for who cannot see it."""
    picture = drawn(block, WIDE)
    said = " ".join(mark.said for mark in picture.marks)
    return f"{picture.title}. {picture.description} {said}"


def mark_svg(verdict: str) -> str:
    """The mark of a verdict as a file."""
    inner = _symbols()[verdict]
    size = f'width="{_SYMBOL_SIZE}" height="{_SYMBOL_SIZE}" viewBox="0 0 {_SYMBOL_SIZE} {_SYMBOL_SIZE}"'
    return f"{_HEAD} {size}>{_rules(_STYLE)}{_coloured(inner, verdict)}</svg>"


def _placed(found: "re.Match[str]") -> str:
    """A mark drawn in place: a reader of SVG files need not follow references."""
    verdict, x, y, width = found.groups()
    scale = float(width) / _SYMBOL_SIZE
    return f'<g transform="translate({x} {y}) scale({scale:g})">{_coloured(_symbols()[verdict], verdict)}</g>'


def _coloured(inner: str, verdict: str) -> str:
    return (
        f'<g stroke="{TONES[verdict]}" stroke-width="0">{inner.replace("currentColor", TONES[verdict])}</g>'
    )


@cache
def _symbols() -> dict[str, str]:
    return {found[1]: found[2] for found in _SYMBOL.finditer(_sprite())}


@cache
def _rules(style: str) -> str:
    """The rules and the hatchings, to stand at the beginning of each file."""
    rules = Path(__file__).with_name(style).read_text(encoding="utf-8")
    return f"<style>{rules}</style><defs>{''.join(_PATTERNS.findall(_sprite()))}</defs>"


def _sprite() -> str:
    """The marks as reports have them: a new one for pages must not change the bytes of a report."""
    path = Path(settings.BASE_DIR) / "templates" / "reports" / "_sprite.html"
    return path.read_text(encoding="utf-8")

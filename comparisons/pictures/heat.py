"""A heat table as plain numbers: a row for each path or question, a column for each member, a key below.

heat(heads, rows)      where every cell, name and line stands, whatever is shown in them
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

WIDTH = 864.0
"""The widest a picture is drawn; it is as wide as the page then."""

_NAMES, _GAP, _HEAD, _KEY = 262.0, 3.0, 30.0, 34.0
_WIDEST = 104.0
_LINE, _PAD = 15.0, 12.0
_MOST_LETTERS = 37
_KEY_STEP, _MARK_STEP, _MARKS = 76.0, 118.0, 24.0


@dataclass(frozen=True, kw_only=True)
class HeatBox:
    """One cell: its corner, its size, and the middle of what is shown in it."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    line: float


@dataclass(frozen=True, kw_only=True)
class HeatName:
    """A line of a row's name."""

    text: str
    y: float
    is_under: bool = False


@dataclass(frozen=True, kw_only=True)
class HeatLine:
    """One row: the lines of its name and its cells."""

    names: Sequence[HeatName]
    boxes: Sequence[HeatBox]


@dataclass(frozen=True, kw_only=True)
class HeatSheet:
    """The whole picture. `heads` are the middles of the columns; `key` and `marks` begin the parts of the key."""

    width: float
    height: float
    heads: Sequence[float]
    lines: Sequence[HeatLine]
    key: Sequence[float]
    key_top: float
    marks: Sequence[float]
    marks_top: float


def heat(columns: int, names: Sequence[tuple[str, str]], *, marks: int = 0) -> HeatSheet:
    """`names` has for each row its name and to what it belongs (which may be empty); `marks` are named in the key."""
    width = min((WIDTH - _NAMES) / columns, _WIDEST)
    lefts = [_NAMES + width * number for number in range(columns)]
    lines, top = [], _HEAD
    for name, under in names:
        told = wrap(name, _MOST_LETTERS) or [""]
        height = _PAD + _LINE * (len(told) + bool(under))
        lines.append(_line(told, under, lefts, top, width, height))
        top += height
    key = [_KEY_STEP * number for number in range(7)]
    return HeatSheet(
        width=max(round(_NAMES + width * columns, 2), _KEY_STEP * 8),
        height=top + _KEY + (_MARKS if marks else 0),
        marks=[_MARK_STEP * number for number in range(marks)], marks_top=top + 12 + _MARKS,
        heads=[round(left + (width - _GAP) / 2, 2) for left in lefts], lines=lines, key=key, key_top=top + 12,
    )  # fmt: skip


def _line(
    told: Sequence[str], under: str, lefts: Sequence[float], top: float, width: float, height: float
) -> HeatLine:
    first = top + (height - _GAP) / 2 - _LINE * (len(told) + bool(under)) / 2 + 11.5
    names = [HeatName(text=text, y=first + _LINE * number) for number, text in enumerate(told)]
    if under:
        names.append(HeatName(text=under, y=first + _LINE * len(told), is_under=True))
    boxes = [
        HeatBox(
            x=round(left, 2), y=top, width=round(width - _GAP, 2), height=height - _GAP,
            middle=round(left + (width - _GAP) / 2, 2), line=top + (height - _GAP) / 2 + 4.2,
        )
        for left in lefts
    ]  # fmt: skip
    return HeatLine(names=names, boxes=boxes)
